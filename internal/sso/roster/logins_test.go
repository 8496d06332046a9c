package roster

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLoginsAreJudgedByTheirLookWhereThereIsNoDirectory(t *testing.T) {
	addresses, names := []string{"ada@example.com", "kim@example.com"}, []string{"ada", "kim"}
	for _, c := range []struct {
		what      string
		sent      string
		logins    []string
		suggested string
		missed    string
	}{
		{"addresses, and addresses are sent", Email, addresses, Email, ""},
		{"addresses, and user names are sent, which may be addresses", UserName, addresses, UserName, ""},
		{"addresses, and names in Windows are sent", Windows, addresses, Email, "ada@example.com kim@example.com"},
		{"names, and addresses are sent", Email, names, UserName, "ada kim"},
		{"names, and names in Windows are sent", Windows, names, Windows, ""},
		{"of both kinds", Email, append(names, addresses...), UserName, "ada kim"},
		{"with the domain before it, as nobody can sign in", UserName, []string{`ACME\kim`, "ada"}, "", `ACME\kim`},
		{"nobody", Email, nil, Email, ""},
	} {
		l := LoginsOf(c.sent, c.logins, nil)
		if l.Suggested != c.suggested || missed(l) != c.missed || l.Directory {
			t.Errorf("%s: suggested %q, missed %q, %q", c.what, l.Suggested, missed(l), l.Advice)
		}
	}
}

// missed are the users whom nobody would meet.
func missed(l *Logins) string {
	var all []string
	for _, one := range l.Few(100).Named {
		all = append(all, one.Login)
	}
	return strings.Join(all, " ")
}

func TestEachUserIsSomebodysAttribute(t *testing.T) {
	people := []Person{
		{UserName: "ada", Email: "ada@example.com", Windows: "alove"},
		{UserName: "kim", Email: "Kim@example.com"},
		{UserName: "lee", Windows: "mlee"},
		{UserName: "choi@example.com", Email: "choi@example.com"},
		{UserName: "gone", Email: "gone@example.com", Disabled: true},
	}
	logins := []string{"ada", "ada@example.com", "alove", "kim@example.com", "lee", "choi@example.com", "gone@example.com", `ACME\ada`}
	l := LoginsOf(Email, logins, people)
	want := []Named{
		{`ACME\ada`, []string{}, true, "it has other characters than A-Z a-z 0-9 _ . - @"},
		{"ada", []string{UserName}, true, `the sign-in sends another attribute of this person: "ada@example.com"`},
		{"alove", []string{Windows}, true, `the sign-in sends another attribute of this person: "ada@example.com"`},
		{"gone@example.com", []string{}, true, becauseNobodys},
		{"kim@example.com", []string{}, true, `the sign-in sends "Kim@example.com": the same but for capital letters`},
		{"lee", []string{UserName}, true, becauseNothing},
		{"ada@example.com", []string{Email}, false, ""},
		{"choi@example.com", []string{Email, UserName}, false, ""},
	}
	if d := cmp.Diff(want, l.Named); d != "" {
		t.Error(d)
	}
	fits := []Fit{{Email, 2}, {UserName, 3}, {Windows, 1}}
	if d := cmp.Diff(fits, l.Attributes); d != "" || l.Missed != 6 || l.Users != 8 {
		t.Errorf("%s%+v", d, l)
	}
	if few := l.Few(2); len(few.Named) != 2 || few.Missed != 6 || len(l.Named) != 8 {
		t.Errorf("few are %+v", few)
	}
}

func TestTheAttributeThatMostLoginsAreIsSuggested(t *testing.T) {
	people := []Person{{UserName: "ada", Email: "ada@example.com"}, {UserName: "kim", Email: "kim@example.com"}, {UserName: "lee", Email: "lee@example.com"}}
	for _, c := range []struct {
		sent      string
		logins    []string
		suggested string
		advice    string
	}{
		{Email, []string{"ada", "kim", "lee@example.com"}, UserName, "take --login user_name"},
		{Email, []string{"ada@example.com", "kim@example.com", "lee"}, Email, "what most logins are"},
		{Email, []string{"ada@example.com", "kim@example.com"}, Email, "what the logins are"},
		{UserName, []string{"nobody", "no-one"}, "", "no attribute is"},
	} {
		if l := LoginsOf(c.sent, c.logins, people); l.Suggested != c.suggested || !strings.Contains(l.Advice, c.advice) {
			t.Errorf("%v: %q, %q", c.logins, l.Suggested, l.Advice)
		}
	}
	if l := LoginsOf(Email, []string{"ada"}, []Person{}); !l.Directory || l.Missed != 1 {
		t.Errorf("a directory without anybody: %+v", l)
	}
}
