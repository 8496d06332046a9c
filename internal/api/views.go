package api

import (
	"context"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

// viewsInput is the parameters of GET /views.
type viewsInput struct {
	Kind string `query:"kind" doc:"Which page's; those of all pages unless given" example:"report"`
}

// createViewInput is the body of POST /views.
type createViewInput struct {
	Body NewView
}

// replaceViewInput is the parameters and the body of PUT /views/{id}.
type replaceViewInput struct {
	ID   string `path:"id"`
	Body ViewContent
}

// deleteViewInput names the view of DELETE /views/{id}.
type deleteViewInput struct {
	ID string `path:"id"`
}

// errNoViews answers where nothing is kept.
var errNoViews = refuse(unavailable, "This process keeps no saved views.")

// viewOwner is whose views somebody sees and saves. Views name queues and agents: who sees a part of the centre has their own.
func viewOwner(ctx context.Context) string {
	if viewer(ctx).SeesEverything() {
		return ""
	}
	return access.Who(ctx).Key()
}

// views answers GET /views.
func (s *server) views(ctx context.Context, in *viewsInput) (ViewList, error) {
	if s.Views == nil {
		return ViewList{}, errNoViews
	}
	kept, err := s.Views.SavedViews(ctx, viewOwner(ctx), in.Kind)
	if err != nil {
		return ViewList{}, err
	}
	list := ViewList{Views: make([]View, len(kept))}
	for i, view := range kept {
		list.Views[i] = viewOf(view)
	}
	return list, nil
}

// createView answers POST /views.
func (s *server) createView(ctx context.Context, in *createViewInput) (View, error) {
	return s.saveView(ctx, state.SavedView{
		Kind: in.Body.Kind, Name: in.Body.Name, Query: in.Body.Query, Pinned: in.Body.Pinned,
	})
}

// replaceView answers PUT /views/{id}.
func (s *server) replaceView(ctx context.Context, in *replaceViewInput) (View, error) {
	return s.saveView(ctx, state.SavedView{ID: in.ID, Name: in.Body.Name, Query: in.Body.Query, Pinned: in.Body.Pinned})
}

func (s *server) saveView(ctx context.Context, view state.SavedView) (View, error) {
	if s.Views == nil {
		return View{}, errNoViews
	}
	view.Owner = viewOwner(ctx)
	kept, err := s.Views.SaveView(ctx, view)
	return viewOf(kept), err
}

// deleteView answers DELETE /views/{id}.
func (s *server) deleteView(ctx context.Context, in *deleteViewInput) (View, error) {
	if s.Views == nil {
		return View{}, errNoViews
	}
	deleted, err := s.Views.DeleteView(ctx, viewOwner(ctx), in.ID)
	return viewOf(deleted), err
}

func viewOf(v state.SavedView) View {
	return View{
		ID: v.ID, Kind: v.Kind, Name: v.Name, Query: v.Query, Pinned: v.Pinned, Created: v.Created, Updated: v.Updated,
	}
}
