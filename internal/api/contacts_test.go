package api

import "testing"

func TestSeveralOutcomesAreListedTogether(t *testing.T) {
	h := site(t, madeUpStore())
	const list = Prefix + "/contacts?from=2026-11-01&to=2026-12-01"
	total := func(more string) int64 { return decode[ContactList](t, ask(h, "GET", list+more, "")).Total }
	handled, abandoned := total("&outcome=handled"), total("&outcome=abandoned")
	if handled == 0 || abandoned == 0 {
		t.Fatalf("%d handled, %d abandoned: the test needs both", handled, abandoned)
	}
	if both := total("&outcome=handled&outcome=abandoned"); both != handled+abandoned {
		t.Errorf("%d contacts, want %d", both, handled+abandoned)
	}
	if all := total(""); all != handled+abandoned+total("&outcome=other") {
		t.Errorf("%d contacts in all are not the sum of their outcomes", all)
	}
}
