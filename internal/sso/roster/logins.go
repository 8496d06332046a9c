package roster

import (
	"fmt"
	"slices"
	"strings"
)

// Logins says which attribute of a person the logins are that there are. Published instructions disagree on which becomes the login
// (e-mail address, user name, name in Windows), and who signs in under another one than that of the user is let in nowhere.
type Logins struct {
	Sent       string  `json:"sent"`  // attribute that the sign-in sends
	Users      int     `json:"users"` // that there are
	Directory  bool    `json:"directory"`
	Attributes []Fit   `json:"attributes"` // how many users each attribute is the login of
	Suggested  string  `json:"suggested,omitzero"`
	Advice     string  `json:"advice"`
	Missed     int     `json:"missed"`          // users whom nobody would meet
	Named      []Named `json:"named"`           // each user, those first whom nobody would meet
	Unread     string  `json:"unread,omitzero"` // why the users, or the directory, could not be read
}

// Fit is how many users an attribute is the login of: of a person in the directory, or by its look where there is none.
type Fit struct {
	Attribute string `json:"attribute"`
	Users     int    `json:"users"`
}

// Named is a user of Amazon Connect, and which attributes the login is, or may be by its look.
type Named struct {
	Login      string   `json:"login"`
	Attributes []string `json:"attributes"`
	Missed     bool     `json:"missed"`           // nobody who signs in would meet this user
	Because    string   `json:"because,omitzero"` // why
}

// Advice that logins give.
const (
	adviceNobody  = "there are no users yet: whichever attribute the sign-in sends becomes the login"
	adviceMixed   = "no attribute is what most of the logins are: see that these are the people who are to sign in, and this their instance"
	adviceMost    = "the sign-in sends what most logins are; the others would not be found"
	adviceFits    = "the sign-in sends what the logins are"
	adviceLooks   = "the logins look like what the sign-in sends; a directory to compare with tells it for certain"
	adviceAnother = "most logins are another attribute than the sign-in sends: take --login %s"
)

// Why nobody meets a user.
const (
	becauseNobodys = "nobody who is enabled in the directory has it as e-mail address, user name or name in Windows"
	becauseAnother = "the sign-in sends another attribute of this person: %q"
	becauseNothing = "the attribute that the sign-in sends is empty for this person"
	becauseCase    = "the sign-in sends %q: the same but for capital letters"
	becauseLooks   = "by its look it is not what the sign-in sends"
)

// LoginsOf holds logins against an attribute: of people, or where there are none (nil) of what such attributes look like. It asks nobody.
func LoginsOf(sent string, logins []string, people []Person) *Logins {
	l := &Logins{Sent: sent, Users: len(logins), Directory: people != nil, Attributes: []Fit{}, Named: []Named{}}
	name := looked(sent)
	if l.Directory {
		name = held(sent, people)
	}
	for _, attribute := range Attributes {
		l.Attributes = append(l.Attributes, Fit{Attribute: attribute})
	}
	for _, login := range logins {
		one := name(login)
		for i := range l.Attributes {
			if slices.Contains(one.Attributes, l.Attributes[i].Attribute) {
				l.Attributes[i].Users++
			}
		}
		if one.Missed {
			l.Missed++
		}
		l.Named = append(l.Named, one)
	}
	slices.SortStableFunc(l.Named, func(a, b Named) int {
		if a.Missed == b.Missed {
			return strings.Compare(a.Login, b.Login)
		} else if a.Missed {
			return -1
		}
		return 1
	})
	l.advise()
	return l
}

// advise says which attribute most logins are, and what follows from it.
func (l *Logins) advise() {
	best, sent := Fit{}, 0
	for _, fit := range l.Attributes {
		if fit.Users > best.Users {
			best = fit
		}
		if fit.Attribute == l.Sent {
			sent = fit.Users
		}
	}
	switch {
	case l.Users == 0:
		l.Suggested, l.Advice = l.Sent, adviceNobody
	case 2*best.Users <= l.Users:
		l.Advice = adviceMixed
	case best.Users > sent:
		l.Suggested, l.Advice = best.Attribute, fmt.Sprintf(adviceAnother, best.Attribute)
	case sent < l.Users:
		l.Suggested, l.Advice = l.Sent, adviceMost
	case l.Directory:
		l.Suggested, l.Advice = l.Sent, adviceFits
	default:
		l.Suggested, l.Advice = l.Sent, adviceLooks
	}
}

// looked judges a login by its look. A user name may be an e-mail address, and never shows that it is not.
func looked(sent string) func(string) Named {
	return func(login string) Named {
		n := Named{Login: login, Attributes: []string{}}
		switch why := Illegal(login); {
		case why != "":
			n.Missed, n.Because = true, why
			return n
		case strings.Contains(login, "@"):
			n.Attributes = []string{Email, UserName}
		default:
			n.Attributes = []string{UserName, Windows}
		}
		if n.Missed = !slices.Contains(n.Attributes, sent); n.Missed {
			n.Because = becauseLooks
		}
		return n
	}
}

// held judges a login by people who have it.
func held(sent string, people []Person) func(string) Named {
	by, sends := map[string][]int{}, map[string]string{} // people by each of their names; what is sent, by its small letters
	for i, p := range people {
		if p.Disabled {
			continue
		}
		for _, attribute := range Attributes {
			if text := p.attribute(attribute); text != "" && !slices.Contains(by[text], i) {
				by[text] = append(by[text], i)
			}
		}
		if text := p.attribute(sent); text != "" {
			sends[strings.ToLower(text)] = text
		}
	}
	return func(login string) Named {
		n := Named{Login: login, Attributes: []string{}}
		other := "" // what the person sends who has the login as another attribute
		for _, attribute := range Attributes {
			for _, i := range by[login] {
				if people[i].attribute(attribute) == login && !slices.Contains(n.Attributes, attribute) {
					n.Attributes, other = append(n.Attributes, attribute), people[i].attribute(sent)
				}
			}
		}
		near := sends[strings.ToLower(login)]
		switch why := Illegal(login); {
		case why != "":
			n.Because = why
		case slices.Contains(n.Attributes, sent):
			return n
		case near != "":
			n.Because = fmt.Sprintf(becauseCase, near)
		case len(n.Attributes) == 0:
			n.Because = becauseNobodys
		case other == "":
			n.Because = becauseNothing
		default:
			n.Because = fmt.Sprintf(becauseAnother, other)
		}
		n.Missed = true
		return n
	}
}

// Few are the same logins with no more than so many users named, and of those none who would be met.
func (l *Logins) Few(most int) *Logins {
	few := *l
	few.Named = few.Named[:min(few.Missed, most)]
	return &few
}
