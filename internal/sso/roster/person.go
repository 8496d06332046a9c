package roster

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Person is somebody in a directory.
type Person struct {
	UserName string
	Email    string
	Windows  string // the name in Windows, where the directory tells it
	First    string
	Last     string
	Groups   []string // names
	Disabled bool
}

// Attributes that can become the login.
const (
	Email    = "email"
	UserName = "user_name"
	Windows  = "windows_name"
)

// Attributes are all of them, in the order in which they are shown.
var Attributes = []string{Email, UserName, Windows}

// attribute is what a person has under that name.
func (p Person) attribute(name string) string {
	switch name {
	case UserName:
		return p.UserName
	case Windows:
		return p.Windows
	default:
		return p.Email
	}
}

// Limits of a user's names, in characters ("UserIdentityInfo", Amazon Connect API Reference).
const (
	longestFirst = 255
	longestLast  = 300
)

// composed is a name as Amazon Connect wants it: Unicode in normal form C, without blanks around.
func composed(name string) string { return norm.NFC.String(strings.TrimSpace(name)) }

var (
	loginCharacters = regexp.MustCompile(`^[A-Za-z0-9_.@-]+$`)
	loginAddress    = regexp.MustCompile(`^[^@]+@[^@.]+(\.[^@.]+)+$`)
)

// Illegal says why nobody can sign in to Amazon Connect under a login; "" if it is a good one. It must be both a session name
// of AWS and a login of Amazon Connect.
// Source: AWS STS API Reference, "AssumeRole", RoleSessionName; Amazon Connect API Reference, "CreateUser", Username.
func Illegal(login string) string {
	switch {
	case login == "":
		return "the attribute is empty"
	case len(login) < 2:
		return "one character is too short: AWS takes 2 to 64"
	case len(login) > 64:
		return "it is longer than 64 characters"
	case !loginCharacters.MatchString(login):
		return "it has other characters than A-Z a-z 0-9 _ . - @"
	case strings.Contains(login, "@") && !loginAddress.MatchString(login):
		return "with @ it must be a whole e-mail address, as in user@example.com"
	}
	return ""
}
