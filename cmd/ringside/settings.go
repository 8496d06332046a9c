package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"gopkg.in/yaml.v3"
)

// settingsPath is the file that is read when --config names none; it need not be there.
const settingsPath = "ringside.yaml"

// settingsFile is ringside.yaml: the names of the flags, nested at dashes as one likes, so that `ingest-key: x` and
// `ingest: {key: x}` are the same. A key that no flag has is an error: a misspelt setting must not be ignored.
type settingsFile struct {
	path     string
	settings map[string]setting // by flag name
}

// setting is one value, and the line on which it stands.
type setting struct {
	value any
	line  int
}

// BeforeResolve reads the settings file for the commands that need settings. It is here, and not when the parser is made,
// so that a file that cannot be read stops no command that tells about the binary itself.
func (c *commandLine) BeforeResolve(parser *kong.Kong, parsed *kong.Context) error {
	if command := parsed.Selected(); command == nil || command.Name == "version" || command.Name == "completion" {
		return nil
	}
	path := settingsPath
	for _, trace := range parsed.Path {
		if trace.Flag != nil && trace.Flag.Name == "config" {
			path = parsed.FlagValue(trace.Flag).(string) // the field is a string
		}
	}
	file, err := openSettings(path)
	if errors.Is(err, fs.ErrNotExist) && path == settingsPath {
		return nil
	}
	if err != nil {
		return err
	}
	if err := file.check(parser.Model, parsed); err != nil {
		return err
	}
	parsed.AddResolver(file)
	return nil
}

func openSettings(path string) (*settingsFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("settings cannot be read: %w; name another file with --config", err)
	}
	defer f.Close()
	file := &settingsFile{path: path, settings: map[string]setting{}}
	return file, file.read(f)
}

func (f *settingsFile) read(r io.Reader) error {
	decoder := yaml.NewDecoder(r)
	var document yaml.Node
	err := decoder.Decode(&document)
	if errors.Is(err, io.EOF) {
		return nil // empty: nothing is set
	}
	if err != nil {
		return f.unreadable(err)
	}
	root := document.Content[0]
	if root.Kind != yaml.MappingNode {
		if root.Tag == "!!null" {
			return nil
		}
		return f.fault(root.Line, "settings are written as NAME: VALUE, such as listen: 127.0.0.1:8080")
	}
	if err := f.flatten("", root); err != nil {
		return err
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return f.fault(root.Line, "only one YAML document is read: remove what follows the line ---")
	}
	return nil
}

// flatten gathers the values below a mapping under their flags' names.
func (f *settingsFile) flatten(prefix string, mapping *yaml.Node) error {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key, node := mapping.Content[i], mapping.Content[i+1]
		name := strings.ReplaceAll(key.Value, "_", "-")
		if prefix != "" {
			name = prefix + "-" + name
		}
		if node.Kind == yaml.MappingNode {
			if err := f.flatten(name, node); err != nil {
				return err
			}
			continue
		}
		if before, twice := f.settings[name]; twice {
			return f.fault(key.Line, "%s is set on line %d already: remove one of the two", name, before.line)
		}
		value, err := f.value(node)
		if err != nil {
			return err
		}
		f.settings[name] = setting{value: value, line: key.Line}
	}
	return nil
}

// value is a node as the flag is to read it: its text, since YAML's own reading would make a number of the key 0123 and a
// moment of the date 2026-11-01; a list of them; or nil for what is set to nothing.
func (f *settingsFile) value(node *yaml.Node) (any, error) {
	switch {
	case node.Kind == yaml.ScalarNode && node.Tag == "!!null":
		return nil, nil
	case node.Kind == yaml.ScalarNode:
		return node.Value, nil
	case node.Kind == yaml.SequenceNode:
		list := make([]any, len(node.Content))
		for i, item := range node.Content {
			if item.Kind != yaml.ScalarNode {
				return nil, f.fault(item.Line, "a list holds plain values only")
			}
			list[i] = item.Value
		}
		return list, nil
	}
	return nil, f.fault(node.Line, "write the value out: aliases are not read here")
}

// yamlError takes apart what the YAML library says.
var yamlError = regexp.MustCompile(`(?s)^yaml: (?:line (\d+): )?(.*)$`)

func (f *settingsFile) unreadable(err error) error {
	line, text := 0, err.Error()
	if parts := yamlError.FindStringSubmatch(text); parts != nil {
		_, _ = fmt.Sscan(parts[1], &line) // without a line it stays 0
		text = parts[2]
	}
	return f.fault(line, "this is not YAML: %s; mend it, or name another file with --config", text)
}

// fault is an error that says where the settings are wrong; line 0 is not known.
func (f *settingsFile) fault(line int, format string, args ...any) error {
	where := f.path
	if line > 0 {
		where = fmt.Sprintf("%s, line %d", f.path, line)
	}
	return fmt.Errorf("%s: %s", where, fmt.Sprintf(format, args...))
}

// check refuses the first setting that is no flag of any command, or has a value that the command cannot take.
func (f *settingsFile) check(app *kong.Application, parsed *kong.Context) error {
	known := map[string]bool{}
	forEachFlag(app.Node, func(_ *kong.Node, flag *kong.Flag) { known[flag.Name] = settable(flag) })
	wanted := map[string]*kong.Flag{}
	for _, part := range parsed.Path {
		for _, flag := range part.Flags {
			wanted[flag.Name] = flag
		}
	}
	for _, name := range f.names() {
		s := f.settings[name]
		if !known[name] {
			return f.fault(s.line, "there is no setting %s: correct its name, or remove the line; docs/configuration.md lists them all", name)
		}
		if flag := wanted[name]; flag != nil {
			if err := try(flag, s.value); err != nil {
				return f.fault(s.line, "%s", strings.TrimPrefix(err.Error(), "--"))
			}
		}
	}
	return nil
}

// names lists the settings in the order of their lines.
func (f *settingsFile) names() []string {
	names := make([]string, 0, len(f.settings))
	for name := range f.settings {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return f.settings[a].line - f.settings[b].line })
	return names
}

// try parses a value as the flag would.
func try(flag *kong.Flag, value any) error {
	into := reflect.New(flag.Target.Type()).Elem()
	if err := flag.Parse(kong.Scan().PushTyped(value, kong.FlagValueToken), into); err != nil {
		return err
	}
	if flag.Enum != "" && into.Kind() == reflect.String && !flag.EnumMap()[into.String()] {
		return fmt.Errorf("%s must be one of %s, and is %q", flag.Name, strings.Trim(flag.Enum, ","), into.String())
	}
	return nil
}

// settable tells whether a flag can stand in the settings file.
func settable(flag *kong.Flag) bool { return flag.Name != "help" && flag.Name != "config" }

// forEachFlag calls do for each flag of a command and of the commands below it.
func forEachFlag(n *kong.Node, do func(*kong.Node, *kong.Flag)) {
	for _, flag := range n.Flags {
		do(n, flag)
	}
	for _, child := range n.Children {
		forEachFlag(child, do)
	}
}

// Validate is part of kong.Resolver; the settings have been checked by then.
func (f *settingsFile) Validate(*kong.Application) error { return nil }

// Resolve returns the value for one flag, nil when the file does not set it. A variable of the environment is stronger than
// the file, as it is closer to the one process that is meant.
func (f *settingsFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, variable := range flag.Envs {
		if _, set := os.LookupEnv(variable); set {
			return nil, nil
		}
	}
	return f.settings[flag.Name].value, nil
}
