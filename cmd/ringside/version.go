package main

import (
	"encoding/json"
	"fmt"
	"runtime"
)

type versionCommand struct {
	Format string `enum:"table,json" default:"table" help:"table or json."`
}

// Run prints the version of the binary and what it was built with.
func (c *versionCommand) Run(s *session) error {
	if c.Format == "json" {
		return json.NewEncoder(s.stdout).Encode(map[string]string{
			"version": version, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH,
		})
	}
	_, err := fmt.Fprintf(s.stdout, "ringside %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
