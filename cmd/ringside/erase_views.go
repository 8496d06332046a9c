package main

import (
	"context"
	"fmt"
	"strings"
)

// erasedView is a saved view that names whom one erases.
type erasedView struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

// views asks which saved views name whom one erases, and with remove has them deleted.
func (c *eraseCommand) views(ctx context.Context, api *client, remove bool) ([]erasedView, error) {
	if len(c.Contact)+len(c.Customer) == 0 {
		return []erasedView{}, nil
	}
	var found struct {
		Views []erasedView `json:"views"`
	}
	order := map[string]any{"contacts": c.Contact, "customers": c.Customer, "remove": remove}
	err := api.post(ctx, "/api/v1/erasure/views", order, &found)
	return found.Views, err
}

// viewsNote says which views there are, and what has become of them.
func (c *eraseCommand) viewsNote(done bool, views []erasedView) (title string, lines []string) {
	for _, v := range views {
		lines = append(lines, fmt.Sprintf("%s (%s)", v.Name, strings.ReplaceAll(v.Kind, "_", " ")))
	}
	switch {
	case !c.Views:
		return "Saved views name them too; --views deletes these", lines
	case done:
		return "Saved views that named them are deleted", lines
	}
	return "Saved views that name them would be deleted", lines
}
