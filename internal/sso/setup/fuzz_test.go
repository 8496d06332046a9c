package setup

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzPolicyIsTheSameAsItself holds that writing a policy in one order once is enough, and that one more statement is added once.
func FuzzPolicyIsTheSameAsItself(f *testing.F) {
	w := wish()
	statement := w.trustStatement(nil)
	f.Add(document(statement))
	f.Add(`{"Version":"2008-10-17","Statement":{"Effect":"Deny","NotAction":["b","a"],"Condition":{"Bool":{"aws:X":[true,"false"]}}}}`)
	f.Add(`{"Statement":[[["x"]],{"Condition":{"Condition":{"Condition":["B"],"condition":"b"}}}]}`)
	f.Add(`%7B"a":"%22"}`)
	f.Fuzz(func(t *testing.T, text string) {
		if once := canonical(text); once != canonical(once) {
			t.Errorf("%q becomes %q, and that %q", text, once, canonical(once))
		}
		more, lacks := withStatement(text, statement)
		if !json.Valid([]byte(text)) || !lacks || more == text {
			return
		}
		if _, again := withStatement(more, statement); again {
			t.Errorf("%q lacks the statement although it was added: %q", text, more)
		}
		if !strings.Contains(more, "saml-provider") {
			t.Errorf("%q", more)
		}
	})
}
