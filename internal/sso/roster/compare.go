package roster

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Action is what becomes of somebody.
type Action string

// Actions.
const (
	Create  Action = "create"
	Change  Action = "change"
	Keep    Action = "keep"
	Blocked Action = "blocked" // cannot be helped here; Because says why
	Left    Action = "left"    // left alone on purpose; Because says why
	Strip   Action = "strip"   // of all security profiles but one
	Delete  Action = "delete"
)

// Entry is one person, or a user whom the directory does not know.
type Entry struct {
	Login     string       `json:"login"`
	Attribute string       `json:"attribute,omitzero"` // of which the login was made
	Action    Action       `json:"action"`
	Changes   []Difference `json:"changes,omitzero"`
	Because   string       `json:"because,omitzero"`
	Outcome   string       `json:"outcome,omitzero"` // of Carry: done, or why not

	user   User // as it is; empty for one to create
	wanted User
}

// Difference is one thing that is not as it shall be.
type Difference struct {
	What  string `json:"what"`
	Is    string `json:"is"`
	Shall string `json:"shall"`
}

// Match says how well an attribute fits the logins that there are.
type Match struct {
	Attribute string `json:"attribute"`
	Exact     int    `json:"exact"`
	Case      int    `json:"other_case"` // the same but for capital letters, so nobody can sign in
	Unknown   int    `json:"unknown"`
	Illegal   int    `json:"illegal"` // can never be a login
	Empty     int    `json:"empty"`
}

// Comparison is everybody, and how the attributes fit.
type Comparison struct {
	Entries []Entry `json:"entries"`
	Matches []Match `json:"attributes"`
}

// Compare asks nobody. An error is a rule that names what the instance does not have.
func Compare(people []Person, rules Rules, i *Instance) (*Comparison, error) {
	if err := errors.Join(rules.known(i), rules.checkGone()); err != nil {
		return nil, err
	}
	c := &Comparison{Entries: []Entry{}}
	for _, attribute := range Attributes {
		c.Matches = append(c.Matches, match(attribute, people, i))
	}
	exact, folded := map[string]User{}, map[string]User{}
	for _, u := range i.Users {
		exact[u.Login], folded[strings.ToLower(u.Login)] = u, u
	}
	seen, met := map[string]bool{}, map[string]bool{} // logins of the directory in small letters; of users
	stays := present(people, rules.Login)
	for _, p := range people {
		login := p.attribute(rules.Login)
		e := Entry{Login: login, Attribute: rules.Login}
		other, near := folded[strings.ToLower(login)]
		user, there := exact[login]
		met[user.Login], met[other.Login] = true, true
		switch why := Illegal(login); {
		case p.Disabled && (!there || stays[strings.ToLower(login)]):
			e.Action, e.Because = Left, "disabled in the directory"
		case p.Disabled:
			e.gone(user, false, rules, i)
		case why != "":
			e.Action, e.Because = Blocked, why
			e.Login = shown(p)
		case seen[strings.ToLower(login)]:
			e.Action, e.Because = Blocked, "two people of the directory have this login, or the same but for capital letters"
		case near && !there:
			e.Action = Blocked
			e.Because = fmt.Sprintf("Amazon Connect has %q: the same but for capital letters, so this person cannot sign in. Make the directory's attribute equal to it; renaming or a second user would part the history", other.Login)
		default:
			e.decide(p, rules.of(p), i, user, there, exact)
		}
		seen[strings.ToLower(login)] = seen[strings.ToLower(login)] || !p.Disabled
		c.Entries = append(c.Entries, e)
	}
	for _, u := range i.Users {
		if !met[u.Login] {
			e := Entry{Login: u.Login}
			e.gone(u, true, rules, i)
			c.Entries = append(c.Entries, e)
		}
	}
	return c, c.sane(len(i.Users))
}

// shown names a person who has no usable login.
func shown(p Person) string {
	for _, text := range []string{p.Email, p.UserName, p.Windows, strings.TrimSpace(p.First + " " + p.Last)} {
		if text != "" {
			return text
		}
	}
	return "(a person without any name)"
}

// decide says what a person lacks.
func (e *Entry) decide(p Person, rule *Rule, i *Instance, is User, there bool, logins map[string]User) {
	if rule == nil {
		e.Action, e.Because = Left, "no rule fits"
		return
	}
	first, last := []rune(p.First), []rune(p.Last)
	if len(first) == 0 || len(last) == 0 || len(first) > longestFirst || len(last) > longestLast {
		e.Action, e.Because = Blocked, "Amazon Connect wants a first name (up to 255 characters) and a last name (up to 300)"
		return
	}
	e.user = is
	e.wanted = User{ID: is.ID, Login: e.Login, First: p.First, Last: p.Last, Routing: i.Routing[rule.RoutingProfile]}
	for _, name := range rule.SecurityProfiles {
		e.wanted.Security = append(e.wanted.Security, i.Security[name])
	}
	slices.Sort(e.wanted.Security)
	differ := func(what, is, shall string) {
		if is != shall {
			e.Changes = append(e.Changes, Difference{what, is, shall})
		}
	}
	differ("first name", is.First, p.First)
	differ("last name", is.Last, p.Last)
	differ("security profiles", names(is.Security, i.Security), names(e.wanted.Security, i.Security))
	differ("routing profile", names([]string{is.Routing}, i.Routing), rule.RoutingProfile)
	switch {
	case !there:
		e.Action = Create
		e.Because = elsewhere(p, e.Attribute, logins)
	case len(e.Changes) > 0:
		e.Action = Change
	default:
		e.Action = Keep
	}
}

// elsewhere says that somebody who is to be created seems to have a user already, under another attribute than the rules take.
func elsewhere(p Person, taken string, logins map[string]User) string {
	for _, attribute := range Attributes {
		if login := p.attribute(attribute); attribute != taken && login != "" {
			if _, there := logins[login]; there {
				return fmt.Sprintf("there is a user %q, which is this person's %s: is the login of the rules what the sign-in sends?", login, attribute)
			}
		}
	}
	return ""
}

// names are what ids are called.
func names(ids []string, of map[string]string) string {
	var all []string
	for _, id := range ids {
		if id != "" {
			all = append(all, nameOf(id, of))
		}
	}
	return strings.Join(all, ", ")
}

// nameOf is what an id is called, or the id.
func nameOf(id string, of map[string]string) string {
	for name, other := range of {
		if other == id {
			return name
		}
	}
	return id
}

// known reports the profiles of the rules that the instance does not have.
func (r Rules) known(i *Instance) error {
	var wrong []error
	if r.Stripped != "" && i.Security[r.Stripped] == "" {
		wrong = append(wrong, fmt.Errorf("stripped_security_profile: the instance has no security profile %q", r.Stripped))
	}
	for n, rule := range r.Rules {
		for _, name := range rule.SecurityProfiles {
			if i.Security[name] == "" {
				wrong = append(wrong, fmt.Errorf("rule %d: the instance has no security profile %q", n+1, name))
			}
		}
		if i.Routing[rule.RoutingProfile] == "" {
			wrong = append(wrong, fmt.Errorf("rule %d: the instance has no routing profile %q", n+1, rule.RoutingProfile))
		}
	}
	return errors.Join(wrong...)
}

// match counts how an attribute fits the logins.
func match(attribute string, people []Person, i *Instance) Match {
	m := Match{Attribute: attribute}
	exact, folded := map[string]bool{}, map[string]bool{}
	for _, u := range i.Users {
		exact[u.Login], folded[strings.ToLower(u.Login)] = true, true
	}
	for _, p := range people {
		switch login := p.attribute(attribute); {
		case login == "":
			m.Empty++
		case Illegal(login) != "":
			m.Illegal++
		case exact[login]:
			m.Exact++
		case folded[strings.ToLower(login)]:
			m.Case++
		default:
			m.Unknown++
		}
	}
	return m
}
