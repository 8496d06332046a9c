package scim

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/idp"
	"github.com/ringside/ringside/internal/state"
)

// mostEmails is far above what directories tell of one person.
const mostEmails = 20

// userResources are the accounts that a directory has made.
type userResources struct{ *Handler }

func (userResources) schema() *schema { return users }

func (u userResources) find(ctx context.Context, f filter, _ bool) ([]object, error) {
	which := state.WhichProvisioned{}
	if f != nil {
		which = state.WhichProvisioned{ID: wants(f, "id"), Account: strings.ToLower(wants(f, "userName")), External: wants(f, "externalId")}
	}
	found, err := u.Store.ProvisionedUsers(ctx, which)
	if err != nil {
		return nil, err
	}
	all := make([]object, len(found))
	for i, one := range found {
		if all[i], err = u.shown(one); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// shown is a user as the directory sees them.
func (u userResources) shown(of state.ProvisionedUser) (object, error) {
	o, err := said(of)
	if err != nil {
		return nil, err
	}
	if active, is := o["active"].(bool); is {
		o["active"] = active && !of.Disabled // an administrator may have disabled it, too
	}
	var in []any
	for _, g := range of.Groups {
		in = append(in, object{"value": g.ID, "$ref": u.address(groups, g.ID), "display": g.Name, "type": "direct"})
	}
	write(o, "groups", in)
	return u.identify(o, users, of.ID, of.Created, of.Changed), nil
}

// said is what the directory has said of a user.
func said(of state.ProvisionedUser) (object, error) {
	o := object{}
	if err := json.Unmarshal([]byte(of.Resource), &o); err != nil {
		return nil, err
	}
	write(o, "externalId", of.External)
	if of.External == "" {
		delete(o, "externalId")
	}
	return o, nil
}

func (u userResources) create(ctx context.Context, o object) (object, []done, error) {
	if _, told := o["active"]; !told {
		o["active"] = true
	}
	var made state.ProvisionedUser
	if err := keepUser(o, &made); err != nil {
		return nil, nil, err
	}
	made, err := u.Store.Provision(ctx, made)
	if err != nil {
		return nil, nil, err
	}
	what := []done{{"add_user", made.Account}}
	if made.Disabled {
		what = append(what, done{"disable_user", made.Account})
	}
	shown, err := u.shown(made)
	return shown, what, err
}

func (u userResources) change(ctx context.Context, id string, change func(now, said object) (object, error)) (object, []done, error) {
	before, after, err := u.Store.ChangeProvisioned(ctx, id, func(of *state.ProvisionedUser) error {
		now, err := u.shown(*of)
		if err != nil {
			return err
		}
		was, err := said(*of)
		if err != nil {
			return err
		}
		next, err := change(now, was)
		if err != nil {
			return err
		}
		return keepUser(next, of)
	})
	if err != nil {
		return nil, nil, err
	}
	shown, err := u.shown(after)
	return shown, changes(before, after), err
}

// changes are what was done to an account, for the audit log.
func changes(before, after state.ProvisionedUser) (all []done) {
	if before.Account != after.Account {
		all = append(all, done{"rename_user", before.Account + " → " + after.Account})
	}
	if after.Disabled && !before.Disabled {
		all = append(all, done{"disable_user", after.Account})
	}
	if before.Disabled && !after.Disabled {
		all = append(all, done{"enable_user", after.Account})
	}
	if described(before) != described(after) {
		all = append(all, done{"describe_user", after.Account})
	}
	return all
}

// described is what a directory says of somebody, but for what has an entry of its own.
func described(u state.ProvisionedUser) string {
	o := object{}
	_ = json.Unmarshal([]byte(u.Resource), &o) // it was read before
	delete(o, "active")
	if strings.EqualFold(str(o, "userName"), u.Account) {
		delete(o, "userName")
	}
	text, _ := json.Marshal(object{"of": o, "external": u.External}) // texts always have a JSON form
	return string(text)
}

func (u userResources) remove(ctx context.Context, id string, holds func(now object) error) ([]done, error) {
	was, err := u.Store.Unprovision(ctx, id, func(of state.ProvisionedUser) error {
		now, err := u.shown(of)
		if err != nil {
			return err
		}
		return holds(now)
	})
	return []done{{"remove_user", was.Account}}, err
}

// keepUser checks what a directory says of a user, and puts it where it is kept. Without active the account lets nobody in: it is the
// directory that would have to say so.
func keepUser(o object, of *state.ProvisionedUser) error {
	name, emails := str(o, "userName"), list(o, "emails")
	if name == "" {
		return wrongValue("userName is missing")
	}
	if err := state.CheckAccountName(strings.ToLower(name)); err != nil {
		return wrongValue("userName: %v", err)
	}
	if len(emails) > mostEmails {
		return wrongValue("emails has more than %d addresses", mostEmails)
	}
	email, err := primary(emails)
	if err != nil {
		return err
	}
	var was idp.Profile
	if of.Profile != "" {
		if err := json.Unmarshal([]byte(of.Profile), &was); err != nil {
			return err
		}
	}
	now, resource := was, object{}
	whole, _ := o["name"].(object)
	now.GivenName, now.MiddleName, now.FamilyName = str(whole, "givenName"), str(whole, "middleName"), str(whole, "familyName")
	now.DisplayName, now.Email = str(o, "displayName"), email
	if was.Email != now.Email {
		of.Email = now.Email
	}
	for _, a := range users.Attributes {
		if value := o[a.Name]; value != nil && a.Mutability != "readOnly" {
			resource[a.Name] = value
		}
	}
	text, err := json.Marshal(resource)
	if err != nil {
		return err
	}
	of.Resource = string(text)
	if of.Profile == "" || !reflect.DeepEqual(was, now) {
		profile, err := json.Marshal(now)
		if err != nil {
			return err
		}
		of.Profile = string(profile)
	}
	of.Account, of.External, of.Disabled = strings.ToLower(name), str(o, "externalId"), o["active"] != true
	return nil
}

// primary is the address that applications are told.
func primary(emails []any) (string, error) {
	rank, found := 0, ""
	for _, one := range emails {
		of, at := one.(object), 1
		if strings.EqualFold(str(of, "type"), "work") {
			at = 2
		}
		if of["primary"] == true {
			at = 3
		}
		if at == 3 && rank == 3 {
			return "", wrongValue("emails has two primary addresses")
		}
		if at > rank {
			rank, found = at, str(of, "value")
		}
	}
	if strings.ContainsAny(found, " ,;") {
		return "", wrongValue("emails: an address has a blank, comma or semicolon")
	}
	return found, nil
}

// identify adds what every resource has (RFC 7643, section 3.1).
func (h *Handler) identify(o object, s *schema, id string, created, changed time.Time) object {
	o["schemas"], o["id"] = []any{s.ID}, id
	o["meta"] = object{
		"resourceType": s.Name, "created": moment(created), "lastModified": moment(changed), "location": h.address(s, id),
	}
	return o
}

func moment(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }
