package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/trusted"
)

// listProviders prints a line for each identity provider.
func listProviders(s *session, all api.IdentityProviders, format string) error {
	g := grid{header: []string{"name", "state", "entity_id", "keys", "first_end", "from"}}
	for _, one := range all.Providers {
		facts, state := one.Counts.Value(), "counts"
		switch {
		case one.Overruled:
			state = "overruled by the configuration"
		case facts == nil:
			facts, state = one.Waits.Value(), "waits for somebody to agree"
		case one.Waits.Value() != nil:
			state = "counts; something new waits"
		}
		keys, end := 0, time.Time{}
		for _, c := range facts.Certificates {
			if c.Pinned {
				keys++
				if end.IsZero() || c.Ends.Before(end) {
					end = c.Ends
				}
			}
		}
		g.rows = append(g.rows, []string{one.Name, state, facts.EntityID, fmt.Sprint(keys), end.Format(time.DateOnly), facts.From})
	}
	return g.write(s.stdout, format, all.Providers)
}

// tellProvider prints one identity provider as whoever is to agree to it has to see it. One that is gone is not there.
func tellProvider(s *session, all api.IdentityProviders, name string) error {
	for _, one := range all.Providers {
		if one.Name != name {
			continue
		}
		w := s.stdout
		fmt.Fprintf(w, "%s%s\n", one.Name, settingsText(one))
		if one.Overruled {
			fmt.Fprintln(w, "It does not count: the configuration gives an identity provider of the same entity ID.")
		}
		tellFacts(w, "What counts", one.Counts.Value())
		tellFacts(w, "What waits", one.Waits.Value())
		for _, d := range one.Differences {
			fmt.Fprintf(w, "  %s\n", differenceText(d))
		}
		if waits := one.Waits.Value(); waits != nil {
			fmt.Fprintf(w, "Compare the fingerprints with what the identity provider's administrator tells you by another way; then\n  ringside saml agree %s %s\n",
				quoted(one.Name), waits.Digest)
		}
		return nil
	}
	_, err := fmt.Fprintf(s.stdout, "%s is not there any more.\n", name)
	return err
}

// quoted is a text as a shell reads it.
func quoted(text string) string {
	if strings.ContainsFunc(text, func(c rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", c)
	}) {
		return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	return text
}

// settingsText says what is agreed beyond what is usual.
func settingsText(one api.IdentityProvider) string {
	var text strings.Builder
	for _, part := range []struct {
		on   bool
		said string
	}{
		{one.Configured, "of the configuration"},
		{one.URL != "", one.URL},
		{one.Settings.Unasked, "IdP-initiated sign-in allowed"},
		{one.Settings.Signed, "requests signed"},
		{one.Settings.Both, "both signatures demanded"},
		{one.Settings.Force, "sign-in anew each time"},
		{one.Settings.SHA1, "WARNING: SHA-1 allowed, which is broken"},
		{one.Settings.ClockSkew() != time.Minute, fmt.Sprintf("clock skew %s", one.Settings.ClockSkew())},
		{one.Settings.AttributeFormat != "", "attributes of " + one.Settings.AttributeFormat},
	} {
		if part.on {
			text.WriteString("; " + part.said)
		}
	}
	return text.String()
}

// tellFacts prints what a document says; nil is none.
func tellFacts(w io.Writer, title string, f *trusted.Facts) {
	if f == nil {
		return
	}
	fmt.Fprintf(w, "%s: %s\n", title, f.EntityID)
	if f.By != "" && f.At != nil {
		fmt.Fprintf(w, "  brought by %s on %s from %s\n", f.By, momentText(*f.At), f.From)
	}
	if f.AgreedAt != nil {
		fmt.Fprintf(w, "  agreed to by %s on %s\n", f.AgreedBy, momentText(*f.AgreedAt))
	}
	if f.Outdated {
		fmt.Fprintf(w, "  WARNING: by its own word it was valid until %s\n", momentText(*f.ValidUntil))
	}
	for _, c := range f.Certificates {
		fmt.Fprintf(w, "  key  %s\n       %s, %s, until %s%s\n", c.Fingerprint, c.Subject, c.Key, c.Ends.Format(time.DateOnly), certificateText(c))
	}
	for _, s := range f.Services {
		fmt.Fprintf(w, "  %s %s %s\n", s.Kind, s.Binding, s.Location)
	}
}

func certificateText(c trusted.Certificate) string {
	text := map[string]string{
		"ends_soon": "; ENDS WITHIN 30 DAYS", "ended": "; HAS ENDED (a pinned key counts nevertheless)", "not_yet": "; begins on " + c.Begins.Format(time.DateOnly),
	}[c.State]
	switch {
	case c.Unusable != "":
		text += "; cannot be used: " + c.Unusable
	case !c.Pinned:
		text += "; not pinned"
	}
	if c.Used != nil {
		text += "; signed last on " + momentText(*c.Used)
	}
	return text
}

func differenceText(d trusted.Difference) string {
	switch d.Kind {
	case "key_added":
		return "NEW KEY " + d.What + " (" + d.After + ")"
	case "key_gone":
		return "key gone " + d.What + " (" + d.Before + ")"
	case "entity_id":
		return "ANOTHER ENTITY ID: " + d.Before + " becomes " + d.After + "; its people become other people"
	case "service_added":
		return "new address: " + d.What + " " + d.After
	case "service_gone":
		return "address gone: " + d.What + " " + d.Before
	case "service_moved":
		return "ANOTHER ADDRESS: " + d.What + " " + d.Before + " becomes " + d.After
	}
	return "it wants signed requests: " + d.Before + " becomes " + d.After
}
