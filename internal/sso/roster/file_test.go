package roster

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPeopleComeFromCSVAndFromSCIM(t *testing.T) {
	want := []Person{
		{UserName: "ada", Email: "ada@example.com", First: "Ada", Last: "Lovelace", Groups: []string{"Agents", "Night, late"}},
		{UserName: "kim", Email: "kim@example.com", First: "민준", Last: "김", Disabled: true},
	}
	decomposed := "\u1106\u1175\u11ab\u110c\u116e\u11ab" // 민준, as some systems write it
	for name, text := range map[string]string{
		"CSV": "\uFEFFUser Name,E-mail,First-Name,Last name,Groups,Active\r\n" +
			"ada,ada@example.com,Ada, Lovelace ,\"Agents; Night, late\",true\r\nkim,kim@example.com," + decomposed + ",김,,false\r\n",
		"our own list": "account,email,given_name,family_name,groups,state,provisioned\n" +
			"ada,ada@example.com,Ada,Lovelace,\"Agents | Night, late\",active,false\nkim,kim@example.com,민준,김,,disabled,true\n",
		"a list with an address": "username,account,state,email,first name,last name,groups,status\n" +
			"ada,c-7,CA,ada@example.com,Ada,Lovelace,\"Agents;Night, late\",ACTIVE\nkim,c-8,N,kim@example.com,민준,김,,SUSPENDED\n",
		"SCIM": `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":2,"Resources":[
			{"userName":"ada","name":{"givenName":"Ada","familyName":"Lovelace"},"active":true,
			 "emails":[{"value":"old@example.com"},{"value":"ada@example.com","primary":true}],"groups":[{"display":"Agents"},{"display":"Night, late"}]},
			{"userName":"kim","name":{"givenName":"` + decomposed + `","familyName":"김"},"active":false,"emails":[{"value":"kim@example.com"}]}]}`,
	} {
		got, err := ReadPeople(strings.NewReader(text))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (- want, + got):\n%s", name, err, diff)
		}
	}
	for want, text := range map[string]string{
		"no column username or email": "name,phone\nx,1\n",
		"two columns":                 "email,mail\na,b\n",
		"1 of 5 people":               `{"totalResults":5,"Resources":[{"userName":"a"}]}`,
		"not SCIM":                    `[{"userName":7}]`,
	} {
		if _, err := ReadPeople(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
