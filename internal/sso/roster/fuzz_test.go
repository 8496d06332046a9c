package roster

import (
	"bytes"
	"testing"
)

// FuzzPeople reads whatever it is given, and compares whomever it finds: nobody is created under a login that cannot sign in.
func FuzzPeople(f *testing.F) {
	f.Add([]byte("username,email,first name,last name,groups,active\na,a@example.com,A,B,x;y,no\n"))
	f.Add([]byte(`{"totalResults":1,"Resources":[{"userName":"a","emails":[{"value":"a@b.c","primary":true}],"active":true}]}`))
	f.Add([]byte(`[{"userName":"a","name":{"givenName":"A","familyName":"B"},"emails":[{"value":"é@b.c"}]}]`))
	f.Add([]byte("\xEF\xBB\xBFe-mail;x\n\"\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		people, err := ReadPeople(bytes.NewReader(text))
		if err != nil {
			return
		}
		found, err := Compare(people, rules, anInstance(User{Login: "a@b.c"}))
		if err != nil {
			t.Fatal(err)
		}
		logins := map[string]bool{}
		for _, e := range found.Pending() {
			if Illegal(e.Login) != "" || logins[e.Login] {
				t.Errorf("%q would be made", e.Login)
			}
			logins[e.Login] = true
		}
	})
}
