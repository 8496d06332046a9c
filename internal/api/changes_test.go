package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChangesAreListedValueByValue(t *testing.T) {
	tests := []struct{ name, before, after, want string }{
		{"nothing but order and blanks", `{"a":1,"b":[1,2]}`, `{ "b":[1,2], "a":1 }`, ""},
		{
			"changed", `{"DisconnectReason":"OTHER"}`, `{"DisconnectReason":"AGENT_DISCONNECT"}`,
			`/DisconnectReason changed "OTHER" "AGENT_DISCONNECT"`,
		},
		{
			"below", `{"Agent":{"Username":"kim","AfterContactWorkDuration":3}}`, `{"Agent":{"Username":"kim","AfterContactWorkDuration":5}}`,
			`/Agent/AfterContactWorkDuration changed 3 5`,
		},
		{"filled in", `{"Agent":null}`, `{"Agent":{"Username":"kim"}}`, `/Agent changed null {"Username":"kim"}`},
		{
			"added and removed", `{"Attributes":{"old":"1"}}`, `{"Attributes":{"new":"2"}}`,
			`/Attributes/new added null "2"; /Attributes/old removed "1" null`,
		},
		{
			"keys that differ in case", `{"Attributes":{"Key":"1","key":"2"}}`, `{"Attributes":{"Key":"1","key":"3"}}`,
			`/Attributes/key changed "2" "3"`,
		},
		{"type of an attribute", `{"Attributes":{"n":"1"}}`, `{"Attributes":{"n":1}}`, `/Attributes/n changed "1" 1`},
		{"more than a float can tell", `{"n":9007199254740992}`, `{"n":9007199254740993}`, `/n changed 9007199254740992 9007199254740993`},
		{
			"lists", `{"Recordings":[{"s":"A"}]}`, `{"Recordings":[{"s":"B"},{"s":"C"}]}`,
			`/Recordings/0/s changed "A" "B"; /Recordings/1 added null {"s":"C"}`,
		},
		{"shorter list", `{"l":[1,2]}`, `{"l":[1]}`, `/l/1 removed 2 null`},
		{"keys of a pointer's own signs", `{"a/b~c":1}`, `{"a/b~c":2}`, `/a~1b~0c changed 1 2`},
		{
			"customer's number", `{"CustomerEndpoint":{"Address":"+821055500001","Type":"TELEPHONE_NUMBER"}}`,
			`{"CustomerEndpoint":{"Address":"+821055510001","Type":"TELEPHONE_NUMBER"}}`, `/CustomerEndpoint/Address changed "•••0001" "•••0001"`,
		},
		{
			"whole endpoint", `{"TransferredToEndpoint":null}`, `{"TransferredToEndpoint":{"Address":"+821055500001"}}`,
			`/TransferredToEndpoint changed null {"Address":"•••0001"}`,
		},
		{"not JSON", `{`, `{"a":1}`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, total := changes([]byte(tt.before), []byte(tt.after))
			var list []string
			for _, c := range found {
				before, _ := json.Marshal(c.Before)
				after, _ := json.Marshal(c.After)
				list = append(list, fmt.Sprintf("%s %s %s %s", c.Path, c.Kind, before, after))
			}
			if diff := cmp.Diff(tt.want, strings.Join(list, "; ")); diff != "" || total != len(found) {
				t.Errorf("%d changes (-want +got):\n%s", total, diff)
			}
		})
	}
}

func TestChangesAreCutAndCounted(t *testing.T) {
	after := map[string]int{}
	for i := range mostChanges + 20 {
		after[fmt.Sprint(i)] = i
	}
	text, err := json.Marshal(after)
	if err != nil {
		t.Fatal(err)
	}
	if found, total := changes([]byte(`{}`), text); len(found) != mostChanges || total != mostChanges+20 {
		t.Errorf("%d changes of %d, want %d of %d", len(found), total, mostChanges, mostChanges+20)
	}
}
