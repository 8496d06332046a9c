package live

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPatchTurnsOnePictureIntoTheNext applies patches between made-up boards by the text of RFC 7396, section 2, and
// holds the result to the picture itself, in which a null means the same as a missing member.
func TestPatchTurnsOnePictureIntoTheNext(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 2))
		before := shown(boardOf(madeUpDay(random)...), random.IntN(9000))
		after := shown(boardOf(madeUpDay(random)...), random.IntN(9000))
		before.Sequence, after.Sequence = 7, 8
		got := mergePatch(plain(t, before), plain(t, patch(before, after)))
		if diff := cmp.Diff(withoutNulls(plain(t, after)), withoutNulls(got)); diff != "" {
			t.Fatalf("seed %d (-want +got):\n%s", seed, diff)
		}
	}
}

func TestPatchOfTimeAloneIsNothing(t *testing.T) {
	b := boardOf(event("QUEUED", "a", 5))
	if got := patch(shown(b, 10), shown(b, 20)); got != nil {
		t.Errorf("patch = %v, want nil", got)
	}
}

func TestPatchHoldsOnlyWhatChanged(t *testing.T) {
	b := boardOf(event("QUEUED", "a", 5), event("QUEUED", "b", 6, queuedIn(helpARN)))
	before := shown(b, 10)
	b.Apply(event("DISCONNECTED", "b", 11))
	got := plain(t, patch(before, shown(b, 12)))
	less := map[string]any{"in_queue": 1.0, "total": 1.0}
	want := map[string]any{
		"as_of":     "2026-03-02T12:00:12Z",
		"sequence":  0.0,
		"totals":    less,
		"instances": map[string]any{"5f3c2a10": map[string]any{"totals": less, "channels": map[string]any{"VOICE": less}}},
		"queues":    map[string]any{helpARN: nil},
		"channels":  map[string]any{"VOICE": less},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("patch (-want +got):\n%s", diff)
	}
}

// mergePatch is MergePatch of RFC 7396.
func mergePatch(target, change any) any {
	members, isObject := change.(map[string]any)
	if !isObject {
		return change
	}
	object, isObject := target.(map[string]any)
	if !isObject {
		object = map[string]any{}
	}
	for name, value := range members {
		if value == nil {
			delete(object, name)
		} else {
			object[name] = mergePatch(object[name], value)
		}
	}
	return object
}

func withoutNulls(value any) any {
	if object, isObject := value.(map[string]any); isObject {
		for name, member := range object {
			if member == nil {
				delete(object, name)
			} else {
				object[name] = withoutNulls(member)
			}
		}
	}
	return value
}

// plain is a value as a reader of its JSON sees it.
func plain(t *testing.T, value any) any {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
