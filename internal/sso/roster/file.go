package roster

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// largest is the most of a file that is read: a hundred thousand people have less.
const largest = 256 << 20

// ReadPeople reads a CSV file with a header, that of ringside idp people among them, or a SCIM list (RFC 7644, section 3.4.2) as Entra ID, Okta and others export it.
func ReadPeople(r io.Reader) ([]Person, error) {
	text, err := io.ReadAll(io.LimitReader(r, largest))
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF")))
	if bytes.HasPrefix(text, []byte("{")) || bytes.HasPrefix(text, []byte("[")) {
		return readSCIM(text)
	}
	return readCSV(text)
}

// columns are what the columns of a CSV file may be called, in small letters and without blanks, dashes, dots and underlines.
var columns = map[string][]string{
	"user":     {"username", "login", "userid", "아이디"},
	"email":    {"email", "emailaddress", "mail", "primaryemail", "emails", "이메일"},
	"windows":  {"windowsname", "samaccountname", "windowsupn"},
	"first":    {"firstname", "givenname", "namegivenname", "이름"},
	"last":     {"lastname", "familyname", "surname", "namefamilyname", "성"},
	"groups":   {"groups", "group", "memberof", "그룹"},
	"disabled": {"disabled"},
	"active":   {"active", "enabled", "userstatus", "status"},
}

func readCSV(text []byte) ([]Person, error) {
	reader := csv.NewReader(bytes.NewReader(text))
	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("people are neither CSV with a header nor SCIM: %w", err)
	}
	at, taken, bares := map[string]int{}, map[string]bool{}, make([]string, len(header))
	for i, title := range header {
		bare := strings.ToLower(strings.NewReplacer(" ", "", "-", "", "_", "", ".", "").Replace(title))
		bares[i] = bare
		for meaning, words := range columns {
			if slices.Contains(words, bare) {
				if taken[meaning] {
					return nil, fmt.Errorf("two columns can be the %s, one of them %q: remove one", meaning, title)
				}
				at[meaning], taken[meaning] = i, true
			}
		}
	}
	// Our own list calls them otherwise; elsewhere an account is a customer's, and a state that of an address.
	if account, is := slices.Index(bares, "account"), slices.Index(bares, "state"); account >= 0 && is >= 0 && !taken["user"] && !taken["active"] {
		at["user"], at["active"], taken["user"], taken["active"] = account, is, true, true
	}
	if !taken["user"] && !taken["email"] {
		return nil, fmt.Errorf("the CSV file has no column username or email; its columns are %s", strings.Join(header, ", "))
	}
	var all []Person
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read people: %w", err)
		}
		cell := func(meaning string) string {
			if i, has := at[meaning]; has {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		p := Person{
			UserName: cell("user"), Email: cell("email"), Windows: cell("windows"), First: composed(cell("first")), Last: composed(cell("last")),
			Disabled: truthful(cell("disabled")) || taken["active"] && denied(cell("active")),
		}
		for group := range strings.FieldsFuncSeq(cell("groups"), func(c rune) bool { return c == ';' || c == '|' }) {
			p.Groups = append(p.Groups, strings.TrimSpace(group))
		}
		all = append(all, p)
	}
}

func truthful(text string) bool {
	return slices.Contains([]string{"true", "yes", "1", "y"}, strings.ToLower(text))
}

func denied(text string) bool {
	return slices.Contains([]string{"false", "no", "0", "n", "disabled", "inactive", "suspended", "deprovisioned"}, strings.ToLower(text))
}

// scimUser is a user of SCIM's core schema (RFC 7643, section 4.1), as far as it matters.
type scimUser struct {
	UserName string `json:"userName"`
	Name     struct {
		GivenName  string `json:"givenName"`
		FamilyName string `json:"familyName"`
	} `json:"name"`
	Emails []struct {
		Value   string `json:"value"`
		Primary bool   `json:"primary"`
	} `json:"emails"`
	Active *bool `json:"active"`
	Groups []struct {
		Display string `json:"display"`
	} `json:"groups"`
}

// readSCIM reads a list response, a list of users, or one user.
func readSCIM(text []byte) ([]Person, error) {
	var users []scimUser
	var list struct {
		Resources []scimUser `json:"Resources"`
		Total     int        `json:"totalResults"`
		scimUser
	}
	if text[0] == '[' {
		if err := json.Unmarshal(text, &users); err != nil {
			return nil, fmt.Errorf("people are not SCIM: %w", err)
		}
	} else if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("people are not SCIM: %w", err)
	} else if users = list.Resources; list.Resources == nil && list.UserName != "" {
		users = []scimUser{list.scimUser}
	} else if list.Total > len(users) {
		return nil, fmt.Errorf("the SCIM list has %d of %d people: export all pages, and give them as one list", len(users), list.Total)
	}
	all := make([]Person, 0, len(users))
	for _, u := range users {
		p := Person{
			UserName: u.UserName, First: composed(u.Name.GivenName), Last: composed(u.Name.FamilyName),
			Disabled: u.Active != nil && !*u.Active,
		}
		for i, e := range u.Emails {
			if i == 0 || e.Primary {
				p.Email = e.Value
			}
		}
		for _, g := range u.Groups {
			p.Groups = append(p.Groups, g.Display)
		}
		all = append(all, p)
	}
	return all, nil
}
