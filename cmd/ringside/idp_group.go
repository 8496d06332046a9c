package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/idp"
)

type idpGroupCommand struct {
	List   idpGroupListCommand   `cmd:"" help:"List the groups, with who is in them."`
	Add    idpGroupAddCommand    `cmd:"" help:"Make a group. A misspelt name is no new one."`
	Change idpGroupChangeCommand `cmd:"" help:"Put people into a group, or take them out."`
	Remove idpGroupRemoveCommand `cmd:"" help:"Forget a group: applications are assigned to it no more, and nobody is in it."`
}

type idpGroupListCommand struct {
	keyFolder `embed:""`
	Format    string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// groupBody is one group of the list.
type groupBody struct {
	Name         string   `json:"name"`
	Members      []string `json:"members"`     // accounts that were put in here
	Provisioned  []string `json:"provisioned"` // accounts that a directory has put in
	Managed      bool     `json:"managed"`     // a directory has made it
	Applications []string `json:"applications"`
}

// Run lists.
func (c *idpGroupListCommand) Run(s *session) error {
	return c.look(s.ctx, func(r idp.Register) error {
		all, err := r.Groups(s.ctx)
		if err != nil {
			return err
		}
		g, bodies := grid{header: []string{"name", "members", "provisioned", "managed", "applications"}}, []groupBody{}
		some := func(names []string) []string { return append([]string{}, names...) }
		for _, one := range all {
			bodies = append(bodies, groupBody{one.Name, some(one.Members), some(one.Provisioned), one.Managed, some(one.Applications)})
			g.rows = append(g.rows, []string{
				one.Name, strings.Join(one.Members, " "), strings.Join(one.Provisioned, " "), fmt.Sprint(one.Managed), strings.Join(one.Applications, " "),
			})
		}
		return g.write(s.stdout, c.Format, bodies)
	})
}

// idpGroupNamed is the group that a command is about.
type idpGroupNamed struct {
	keyFolder `embed:""`
	Name      string `arg:"" help:"Name of the group, exactly."`
}

type idpGroupAddCommand struct {
	idpGroupNamed `embed:""`
}

// Run adds.
func (c *idpGroupAddCommand) Run(s *session) error {
	return c.withRegister(s, "add_group", c.Name, func(r idp.Register) error { return r.AddGroup(s.ctx, c.Name) })
}

type idpGroupChangeCommand struct {
	idpGroupNamed `embed:""`
	Put           []string `placeholder:"ACCOUNT" help:"Account to put in. May be repeated."`
	Take          []string `placeholder:"ACCOUNT" help:"Account to take out. May be repeated."`
}

// Run changes who is in it.
func (c *idpGroupChangeCommand) Run(s *session) error {
	if len(c.Put)+len(c.Take) == 0 {
		return exitError{exitUsage, "name whom to put in or take out: --put ACCOUNT or --take ACCOUNT"}
	}
	return c.withRegister(s, "change_group", c.Name, func(r idp.Register) error {
		g, err := r.Group(s.ctx, c.Name)
		if err != nil {
			return err
		}
		members := slices.DeleteFunc(append(g.Members, c.Put...), func(account string) bool { return slices.Contains(c.Take, account) })
		return r.FillGroup(s.ctx, c.Name, members)
	})
}

type idpGroupRemoveCommand struct {
	idpGroupNamed `embed:""`
}

// Run removes.
func (c *idpGroupRemoveCommand) Run(s *session) error {
	return c.withRegister(s, "remove_group", c.Name, func(r idp.Register) error { return r.RemoveGroup(s.ctx, c.Name) })
}
