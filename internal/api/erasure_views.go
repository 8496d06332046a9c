package api

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
)

// ErasureViewsRequest says whom saved views are searched for.
type ErasureViewsRequest struct {
	Contacts  []string `json:"contacts,omitempty" maxItems:"1000" doc:"Ids of contacts"`
	Customers []string `json:"customers,omitempty" maxItems:"100" doc:"Addresses of customers, as in POST /erasure"`
	Remove    bool     `json:"remove,omitempty" doc:"Delete the views that are found"`
}

// ErasureViews are the saved views that name somebody.
type ErasureViews struct {
	Views   []NamingView `json:"views" doc:"By kind and name"`
	Removed bool         `json:"removed"`
}

// NamingView is a saved view that has an address or an id in its filters or its name.
type NamingView struct {
	ID    string `json:"id"`
	Kind  string `json:"kind" doc:"Which page's" example:"report"`
	Name  string `json:"name"`
	Owned bool   `json:"owned" doc:"One person's alone; otherwise everybody's who sees everything"`
}

// erasureViewsInput is the body of POST /erasure/views.
type erasureViewsInput struct {
	Body ErasureViewsRequest
}

// eraseViews answers POST /erasure/views. A view without the filter that names somebody would show something else under its name, so
// that it goes as a whole.
func (s *server) eraseViews(ctx context.Context, in *erasureViewsInput) (ErasureViews, error) {
	if s.Views == nil {
		return ErasureViews{}, errNoViews
	}
	what, err := erasureOf(ErasureRequest{Contacts: in.Body.Contacts, Customers: in.Body.Customers})
	if err != nil {
		return ErasureViews{}, err
	}
	words := wordsOf(what)
	every, err := s.Views.EveryView(ctx)
	if err != nil {
		return ErasureViews{}, err
	}
	found := ErasureViews{Views: []NamingView{}, Removed: in.Body.Remove}
	for _, view := range every {
		if !namesAny(view, words) {
			continue
		}
		found.Views = append(found.Views, NamingView{ID: view.ID, Kind: view.Kind, Name: view.Name, Owned: view.Owner != ""})
		if !in.Body.Remove {
			continue
		}
		if _, err := s.Views.DeleteView(ctx, view.Owner, view.ID); err != nil && !errors.Is(err, state.ErrNoView) { // a pin goes with its view
			return ErasureViews{}, err
		}
	}
	if remark := askerOf(ctx).remark; remark != nil { // whom is what the log must not keep
		remark.action = looked(!in.Body.Remove, "find_views")
		remark.about = fmt.Sprintf("views=%d remove=%t", len(found.Views), in.Body.Remove)
	}
	return found, nil
}

// wordsOf are the ids and addresses that an erasure is about.
func wordsOf(what store.Erasure) []string { return append(texts(what.Contacts), what.Customers...) }

// looked is what the audit log calls a question that changed nothing; "" of one that did.
func looked(only bool, action string) string {
	if only {
		return action
	}
	return ""
}

// namesAny tells whether a view has one of the words in its filters or its name, whichever way a number is written there.
func namesAny(view state.SavedView, words []string) bool {
	query, _ := url.ParseQuery(view.Query) // as far as it can be read: what is kept was read before
	texts := []string{written(view.Name)}
	for key, values := range query {
		for _, text := range append(values, key) {
			texts = append(texts, written(text))
		}
	}
	return slices.ContainsFunc(words, func(word string) bool {
		forms := []string{strings.TrimPrefix(written(word), "+")}
		if rest, korean := strings.CutPrefix(word, "+82"); korean {
			forms = append(forms, "0"+rest)
		}
		return slices.ContainsFunc(texts, func(text string) bool {
			return slices.ContainsFunc(forms, func(form string) bool { return strings.Contains(text, form) })
		})
	})
}

// written is a text without what people put between digits, in small letters.
func written(text string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -().\u00a0", r) {
			return -1
		}
		return r
	}, text))
}
