package api

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func attributedStore() *memoryStore {
	s := madeUpStore()
	for i, raw := range []string{`{"reason":"billing","a=b, c":1}`, `{"reason":"Billing","Reason":true}`, `{"reason":"refund"}`, `{}`} {
		s.contacts[i].RawAttributes = []byte(raw)
		s.contacts[i].Initiation = connect.MillisOf(now) - 1000
	}
	return s
}

func TestContactsAreFilteredByAnyDimension(t *testing.T) {
	h := site(t, attributedStore())
	total := func(where ...string) int64 {
		query := url.Values{"from": {"2026-11-01"}, "to": {"2026-12-01"}, "where": where}
		return decode[ContactList](t, ask(h, "GET", Prefix+"/contacts?"+query.Encode(), "")).Total
	}
	all := total()
	for _, c := range []struct {
		where []string
		want  int64
	}{
		{[]string{"attribute:reason=billing"}, 1},
		{[]string{"attribute:reason=billing", "attribute:reason=refund"}, 2},
		{[]string{"attribute:reason=billing", "attribute:Reason=true"}, 0},
		{[]string{"attribute:reason!="}, 3},
		{[]string{"attribute:reason="}, all - 3},
		{[]string{`attribute:"a=b, c"=1`}, 1},
		{[]string{"channel=voice", "channel!=VOICE"}, 0},
	} {
		if got := total(c.where...); got != c.want {
			t.Errorf("where %q: %d contacts, want %d", c.where, got, c.want)
		}
	}
}

func TestValuesAndKeysAreSearchedAndCutWithAWord(t *testing.T) {
	h := site(t, attributedStore())
	values := func(query url.Values) DimensionList {
		return decode[DimensionList](t, ask(h, "GET", Prefix+"/dimensions?"+query.Encode(), ""))
	}
	want := DimensionList{Values: []DimensionValue{{"Billing", "Billing"}, {"billing", "billing"}}, More: true}
	if diff := cmp.Diff(want, values(url.Values{"dimension": {"attribute:reason"}, "limit": {"2"}})); diff != "" {
		t.Error(diff)
	}
	got := values(url.Values{"dimension": {"queue"}, "q": {"SALE"}})
	if len(got.Values) != 1 || got.Values[0].Name != "Sales" || got.More {
		t.Errorf("queues called like SALE: %+v", got)
	}
	if got := values(url.Values{"dimension": {"channel"}, "limit": {"1"}}); len(got.Values) != 1 || !got.More {
		t.Errorf("one channel: %+v, want more", got)
	}
	keys := decode[AttributeList](t, ask(h, "GET", Prefix+"/attributes?after=a&limit=1", ""))
	if diff := cmp.Diff(AttributeList{Attributes: []AttributeKey{{"a=b, c", "attribute:a=b, c", 1}}, More: true}, keys); diff != "" {
		t.Error(diff)
	}
}
