package api

import (
	"encoding/json"
	"net/http"
	"testing"
)

func TestContactWhoseRecordIsDamagedSaysSo(t *testing.T) {
	s := madeUpStore()
	s.damaged = s.contacts[3].ContactID
	h := site(t, s)
	for id, want := range map[string]string{
		string(s.damaged):               damagedRecord,
		string(s.contacts[4].ContactID): "",
	} {
		w := ask(h, "GET", Prefix+"/contacts/"+id, "")
		var got struct {
			Raw        json.RawMessage `json:"raw"`
			ReceivedAt *string         `json:"received_at"`
			Damage     string          `json:"damage"`
		}
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
			t.Fatalf("contact: %d %s", w.Code, w.Body)
		}
		lost := want != ""
		if got.Damage != want || (got.ReceivedAt == nil) != lost || (string(got.Raw) == "null") != lost {
			t.Errorf("lost %v: raw %s, received at %v, damage %q", lost, got.Raw, got.ReceivedAt, got.Damage)
		}
	}
}
