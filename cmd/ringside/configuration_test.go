package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write docs/configuration.md")

// configurationHead is what no flag can say of itself.
const configurationHead = `# Configuration

<!-- Made from the command line's own definition by ` + "`make generate`" + `; a test holds the two together. -->

Ringside needs no configuration: ` + "`ringside demo`" + ` and ` + "`ringside serve`" + ` start with what stands under "default". Every setting can
come from four places. The first that has it wins:

1. the **flag** on the command line,
2. the **variable** of the environment, where the table names one,
3. the **settings file**: ` + "`ringside.yaml`" + ` in the folder where the command is started, or the file after ` + "`--config`" + `,
4. the **default**.

The settings file is YAML. Its keys are the names of the flags without the dashes in front; at a dash in the name it may be
nested. A key is good for every command that has the flag. These two files say the same:

` + "```yaml" + `
listen: 127.0.0.1:9090
ingest-key: choose-one
log-format: json
` + "```" + `
` + "```yaml" + `
listen: 127.0.0.1:9090
ingest:
  key: choose-one
log: {format: json}
` + "```" + `

A key that no flag has, a key that is there twice and a value of the wrong kind stop the command with exit code 2 and the line.
` + "`ringside version`, `completion` and `--help`" + ` read no settings file. A settings file that holds a key should be readable by
its owner alone; a flag that holds one can be seen by every user of the machine.
`

// configurationPage writes the page from the parser's model.
func configurationPage(t *testing.T) string {
	t.Helper()
	parser, err := newParser(session{stdout: io.Discard, stderr: io.Discard}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	page.WriteString(configurationHead)
	page.WriteString("\n## All commands\n\n`--config FILE` names the settings file; `--help` teaches the command.\n")
	for _, command := range parser.Model.Leaves(true) {
		rows := settingRows(command)
		if rows == "" || command.Name == "version" || command.Name == "completion" {
			continue
		}
		fmt.Fprintf(&page, "\n## ringside %s\n\n%s\n\n", strings.TrimPrefix(command.Path(), "ringside "), command.Help)
		page.WriteString("| flag | variable | in ringside.yaml | default | meaning |\n|---|---|---|---|---|\n" + rows)
	}
	return page.String()
}

// settingRows is one row of the table for each setting of a command.
func settingRows(command *kong.Node) string {
	var rows strings.Builder
	for _, f := range command.Flags {
		if !settable(f) {
			continue
		}
		name := "`--" + f.Name + "`"
		if f.Short != 0 {
			name += ", `-" + string(f.Short) + "`"
		}
		fmt.Fprintf(&rows, "| %s | %s | `%s` | %s | %s |\n", name, code(strings.Join(f.Envs, "`, `")), f.Name, defaultOf(f), cell(f.Help))
	}
	return rows.String()
}

// defaultOf says what holds when nothing is set.
func defaultOf(f *kong.Flag) string {
	switch {
	case f.Required:
		return "must be given"
	case f.IsBool() && f.Default == "":
		return "`false`"
	case f.Default == "":
		return "none"
	}
	return code(f.Default)
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}

// cell writes a text so that it is one cell of a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func TestConfigurationPageIsCurrent(t *testing.T) {
	t.Parallel()
	const path = "../../docs/configuration.md"
	page := configurationPage(t)
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stands, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(stands), page); diff != "" {
		t.Errorf("docs/configuration.md (-stands +is), make generate writes it anew:\n%s", diff)
	}
}

func TestConfigurationPagesTwoFilesSayTheSame(t *testing.T) {
	t.Parallel()
	var read []map[string]setting
	for i, part := range strings.Split(configurationHead, "```") {
		text, isYAML := strings.CutPrefix(part, "yaml\n")
		if i%2 == 0 || !isYAML {
			continue
		}
		file := &settingsFile{path: "page", settings: map[string]setting{}}
		if err := file.read(strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
		for name, s := range file.settings {
			file.settings[name] = setting{value: s.value}
		}
		read = append(read, file.settings)
	}
	if len(read) != 2 {
		t.Fatalf("%d files on the page, want 2", len(read))
	}
	if diff := cmp.Diff(read[0], read[1], cmp.AllowUnexported(setting{})); diff != "" {
		t.Errorf("(-first +second):\n%s", diff)
	}
}

func TestEveryVariableIsNamedAfterItsFlag(t *testing.T) {
	t.Parallel()
	parser, err := newParser(session{stdout: io.Discard, stderr: io.Discard}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	forEachFlag(parser.Model.Node, func(n *kong.Node, f *kong.Flag) {
		want := "RINGSIDE_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if len(f.Envs) > 0 && (len(f.Envs) != 1 || f.Envs[0] != want) {
			t.Errorf("%s --%s has %v, want %s", n.Path(), f.Name, f.Envs, want)
		}
		if f.Help == "" {
			t.Errorf("%s --%s says nothing of itself", n.Path(), f.Name)
		}
	})
}
