package main

import (
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/alecthomas/kong"
	"gopkg.in/yaml.v3"
)

// yamlConfiguration reads ringside.yaml: the names of the flags, nested at dashes as one likes, so that `ingest-key: x`
// and `ingest: {key: x}` are the same. A key that no flag has is an error: a misspelt setting must not be ignored.
func yamlConfiguration(r io.Reader) (kong.Resolver, error) {
	var tree map[string]any
	if err := yaml.NewDecoder(r).Decode(&tree); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	settings := map[string]any{}
	flatten("", tree, settings)
	return yamlResolver{settings: settings}, nil
}

// yamlResolver answers kong's questions for a flag's value from the settings, keyed by flag name.
type yamlResolver struct {
	settings map[string]any
}

// Validate reports every setting that is no flag of any command.
func (y yamlResolver) Validate(app *kong.Application) error {
	known := map[string]bool{}
	var walk func(*kong.Node)
	walk = func(n *kong.Node) {
		for _, flag := range n.Flags {
			known[flag.Name] = true
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(app.Node)
	var unknown []string
	for name := range y.settings {
		if !known[name] {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	sort.Strings(unknown)
	return fmt.Errorf("unknown settings in the configuration file: %s", strings.Join(unknown, ", "))
}

// Resolve returns the value for one flag, nil when the file does not set it.
func (y yamlResolver) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	return y.settings[flag.Name], nil
}

func flatten(prefix string, tree, into map[string]any) {
	for key, value := range tree {
		name := strings.ReplaceAll(key, "_", "-")
		if prefix != "" {
			name = prefix + "-" + name
		}
		if inner, ok := value.(map[string]any); ok {
			flatten(name, inner, into)
			continue
		}
		into[name] = value
	}
}
