package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/ringside/ringside/internal/sso/roster"
)

// attributeNames are a person's attributes in words.
var attributeNames = map[string]string{
	roster.Email: "e-mail address", roster.UserName: "user name", roster.Windows: "name in Windows",
}

// unmetUsers is how many users a plan names whom nobody would meet; --format json names all.
const unmetUsers = 20

// writeLogins prints which attribute the logins are, and who would not be found.
func writeLogins(out *bytes.Buffer, l *roster.Logins) {
	fmt.Fprintf(out, "\nLogins: the sign-in sends the %s.\n", attributeNames[l.Sent])
	if l.Unread != "" {
		fmt.Fprintf(out, "  The users could not be read: %s\n", l.Unread)
		return
	}
	fmt.Fprintf(out, "  Users: %d; %s.\n", l.Users, l.Advice)
	if l.Users == 0 {
		return
	}
	how := "may be, by their look"
	if l.Directory {
		how = "are somebody's"
	}
	for _, fit := range l.Attributes {
		fmt.Fprintf(out, "    %d of the logins %s %s\n", fit.Users, how, attributeNames[fit.Attribute])
	}
	if l.Missed == 0 {
		return
	}
	fmt.Fprintf(out, "  %d of these users would not be found by who signs in:\n", l.Missed)
	for _, one := range l.Few(unmetUsers).Named {
		var is []string
		for _, attribute := range one.Attributes {
			is = append(is, attributeNames[attribute])
		}
		kind := ""
		if len(is) > 0 {
			kind = " (" + strings.Join(is, ", ") + ")"
		}
		fmt.Fprintf(out, "    %s%s: %s\n", one.Login, kind, one.Because)
	}
	if more := l.Missed - unmetUsers; more > 0 {
		fmt.Fprintf(out, "    and %d more, which --format json names\n", more)
	}
}
