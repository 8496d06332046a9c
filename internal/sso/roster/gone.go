package roster

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Gone says what becomes of users whose person has left. Nothing does unless it is said, since a user who is deleted takes the history along.
type Gone struct {
	Do      Action // Keep (also ""), Strip or Delete
	Missing bool   // also users whom the directory does not have at all
	Others  bool   // also users that Ringside did not make
}

// Check reports what cannot be meant.
func (r Rules) checkGone() error {
	switch {
	case !slices.Contains([]Action{"", Keep, Strip, Delete}, r.Gone.Do):
		return fmt.Errorf("who is gone is kept, stripped or deleted, not %q", r.Gone.Do)
	case r.Gone.Do == Strip && r.Stripped == "":
		return errors.New("the rules have no stripped_security_profile: make a security profile without permissions in Amazon Connect, and name it there")
	case (r.Gone.Missing || r.Gone.Others) && (r.Gone.Do == "" || r.Gone.Do == Keep):
		return errors.New("who else counts as gone makes no difference where everybody is kept: say strip or delete")
	}
	return nil
}

// enough is from how many users on a directory that lets most of them go is taken for one that is not whole.
const enough = 10

// sane refuses a comparison that would take most users away: a directory that was cut off looks like that.
func (c *Comparison) sane(users int) error {
	going := 0
	for _, e := range c.Entries {
		if e.Action == Strip || e.Action == Delete {
			going++
		}
	}
	if going >= enough && 2*going > users {
		return fmt.Errorf("%d of %d users would be stripped or deleted: the directory does not look whole. Nothing is compared", going, users)
	}
	return nil
}

// Why somebody who is gone is left alone.
const (
	leftDisabled = "disabled in the directory, and still a user of Amazon Connect: left as it is unless told otherwise (--gone strip or --gone delete)"
	leftMissing  = "a user whom the directory does not have"
	leftOthers   = "not made by Ringside, so left as it is unless told otherwise (--gone-too others)"
	leftStripped = "stripped already"
)

// Why somebody is taken away.
const (
	goneDisabled = "disabled in the directory"
	goneMissing  = "the directory does not have this user"
)

// gone decides about a user whose person has left.
func (e *Entry) gone(u User, missing bool, r Rules, i *Instance) {
	e.user, e.wanted = u, u
	e.Action, e.Because = Left, leftDisabled
	if missing {
		e.Because = leftMissing
	}
	if r.Gone.Do != Strip && r.Gone.Do != Delete || missing && !r.Gone.Missing {
		return
	}
	if !u.Ours && !r.Gone.Others {
		e.Because = leftOthers
		return
	}
	e.Action, e.Because = r.Gone.Do, goneDisabled
	if missing {
		e.Because = goneMissing
	}
	if r.Gone.Do == Delete {
		return
	}
	e.wanted.Security = []string{i.Security[r.Stripped]}
	if slices.Equal(u.Security, e.wanted.Security) {
		e.Action, e.Because = Left, leftStripped
		return
	}
	e.Changes = []Difference{{"security profiles", names(u.Security, i.Security), r.Stripped}}
}

// present are the logins, in small letters, of people who have not left: one of two accounts of a person may be disabled.
func present(people []Person, attribute string) map[string]bool {
	all := map[string]bool{}
	for _, p := range people {
		if !p.Disabled {
			all[strings.ToLower(p.attribute(attribute))] = true
		}
	}
	return all
}
