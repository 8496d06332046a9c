package api

import "time"

// ViewList is the saved views, by kind and name.
type ViewList struct {
	Views []View `json:"views"`
}

// View is a page as somebody has set it up. It is everybody's, as long as nobody signs in.
type View struct {
	ID      string    `json:"id"`
	Kind    string    `json:"kind" doc:"Which page"`
	Name    string    `json:"name"`
	Query   string    `json:"query" doc:"The page's address behind its question mark"`
	Pinned  bool      `json:"pinned"`
	Created time.Time `json:"created"`
	Updated time.Time `json:"updated"`
}

// NewView is a view that has no id yet.
type NewView struct {
	Kind   string `json:"kind" example:"report" doc:"Which page: up to 32 letters a to z and underscores"`
	Name   string `json:"name" example:"Queues, weekly" doc:"Up to 100 characters, of which no other view of the kind has the same in any case"`
	Query  string `json:"query" example:"range=7d&by=queue" doc:"The page's address behind its question mark, up to 8000 bytes"`
	Pinned bool   `json:"pinned,omitempty" doc:"Whether it is shown where the kind's pinned views are"`
}

// ViewContent is what can change of a view: all of it is replaced.
type ViewContent struct {
	Name   string `json:"name"`
	Query  string `json:"query"`
	Pinned bool   `json:"pinned,omitempty"`
}
