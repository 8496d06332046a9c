package idp

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/ringside/ringside/internal/state"
)

var groupsTitle = words{"그룹 관리", "Groups"}

// groupsPage is the page of groups: all of them, and the one that is shown.
type groupsPage struct {
	All      []Group
	One      *Group
	Together string // its members, in one field
	Name     string // of a new one, as it was typed
	Wrong    string
}

// groups shows the groups that there are, and one of them.
func (p *Provider) groups(w http.ResponseWriter, r *http.Request) error {
	return p.showGroups(w, r, http.StatusOK, r.URL.Query().Get("name"), groupsPage{})
}

func (p *Provider) showGroups(w http.ResponseWriter, r *http.Request, status int, name string, shown groupsPage) error {
	all, err := p.Register.Groups(r.Context())
	if err != nil {
		return err
	}
	shown.All = all
	for i := range all {
		if all[i].Name == name {
			shown.One = &all[i]
			if shown.Together == "" {
				shown.Together = strings.Join(all[i].Members, ", ")
			}
		}
	}
	if name != "" && shown.One == nil && shown.Wrong == "" {
		shown.Wrong, status = "there is no such group", http.StatusNotFound
	}
	p.show(w, r, status, page{Title: groupsTitle, Groups: &shown})
	return nil
}

// changeGroup makes a group, says who is in it, or forgets it.
func (p *Provider) changeGroup(w http.ResponseWriter, r *http.Request) error {
	field, err := filled(w, r)
	if err != nil {
		return err
	}
	name, shown, to, action := field("name"), groupsPage{}, "", ""
	switch field("do") {
	case "fill":
		shown.Together, to, action = field("members"), name, "change_group"
		err = p.Register.FillGroup(r.Context(), name, names(shown.Together))
	case "remove":
		action = "remove_group"
		if err = errors.New("tick that you are sure"); field("sure") != "" {
			err = p.Register.RemoveGroup(r.Context(), name)
		}
	default:
		shown.Name, to, action = name, name, "add_group"
		err = p.Register.AddGroup(r.Context(), name)
	}
	if err != nil {
		shown.Wrong = err.Error()
		if errors.Is(err, state.ErrNoAccount) {
			shown.Wrong += ": add them on the page of people first"
		}
		if action == "add_group" {
			name = ""
		}
		return p.showGroups(w, r, http.StatusUnprocessableEntity, name, shown)
	}
	if err := p.note(r.Context(), w, action, name); err != nil {
		return err
	}
	address := "/portal/groups"
	if to != "" {
		address += "?" + url.Values{"name": {to}}.Encode()
	}
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}
