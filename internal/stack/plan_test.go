package stack_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/stack"
)

func TestAPlanChangesNothing(t *testing.T) {
	f := newFake()
	f.sends(t, theirs, "")
	f.streams[theirs] = ""
	if _, err := f.clients().Draw(t.Context(), wish()); err != nil {
		t.Fatal(err)
	}
	if len(f.there()) > 0 || f.targets() != [2]string{theirs, ""} {
		t.Errorf("there are %v, the instance sends to %v", f.there(), f.targets())
	}
}

func TestAPlanThatWasAgreedToIsDoneOrNothing(t *testing.T) {
	f := newFake()
	p, err := f.clients().Draw(t.Context(), wish())
	if err != nil {
		t.Fatal(err)
	}
	f.sends(t, theirs, "")
	f.streams[theirs] = ""
	if _, err := f.clients().Apply(t.Context(), wish(), p.Digest, quiet); !errors.Is(err, stack.ErrChanged) || len(f.there()) > 0 {
		t.Errorf("another plan was done: %v, there are %v", err, f.there())
	}
	if p, err = f.clients().Draw(t.Context(), wish()); err != nil {
		t.Fatal(err)
	}
	if _, err := f.clients().Apply(t.Context(), wish(), p.Digest, quiet); err != nil {
		t.Error(err)
	}
}

// TestAKeyThatTheInstanceDoesNotKnowIsFound is about streams to which Amazon Connect cannot write, and does not say so.
func TestAKeyThatTheInstanceDoesNotKnowIsFound(t *testing.T) {
	const known = "arn:aws:kms:" + home + ":" + account + ":key/1"
	for key, blocked := range map[string]bool{"": false, known: false, "1": false, "alias/aws/kinesis": true, "arn:aws:kms:" + home + ":" + account + ":key/2": true} {
		f := newFake()
		f.sends(t, theirs, "")
		f.encrypts(t, known)
		f.streams[theirs] = key
		p, err := f.clients().Draw(t.Context(), wish())
		if err != nil || p.Blocked() != blocked {
			t.Errorf("key %q: %s, %v", key, actions(p), err)
		}
	}
	f := newFake()
	f.sends(t, theirs, "")
	if p, err := f.clients().Draw(t.Context(), wish()); err != nil || !p.Blocked() {
		t.Errorf("a stream that is not there any more: %s, %v", actions(p), err)
	}
}

func TestNobodyElsesStackIsTouched(t *testing.T) {
	f, w := newFake(), wish()
	f.applied(t, w)
	w.Shape, w.URL = "https", "https://ringside.example.org"
	if _, err := f.clients().Apply(t.Context(), w, "", quiet); !errors.Is(err, stack.ErrBlocked) {
		t.Errorf("of another shape: %v", err)
	}
	for _, s := range f.stacks {
		s.Tags = nil
	}
	f.calls = nil
	if _, err := f.clients().Apply(t.Context(), wish(), "", quiet); !errors.Is(err, stack.ErrBlocked) {
		t.Errorf("without our tag: %v", err)
	}
	if err := f.clients().Remove(t.Context(), "ringside", true, quiet); err == nil || slices.Contains(f.calls, "DeleteStack") {
		t.Errorf("without our tag it would be removed: %v", err)
	}
}

// TestAChangeSetOfSomebodyElseIsLeft is about a stack that is not there yet, and that somebody else is about to make.
func TestAChangeSetOfSomebodyElseIsLeft(t *testing.T) {
	for _, name := range []string{"the-warehouse", "ringside"} { // by its name alone it could be ours
		f := newFake()
		f.proposes("ringside", name)
		p, err := f.clients().Draw(t.Context(), wish())
		if err != nil || !p.Blocked() || p.Status != "REVIEW_IN_PROGRESS" || !strings.Contains(p.Steps[0].Because, "("+name+")") {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
		if _, err := f.clients().Apply(t.Context(), wish(), "", quiet); !errors.Is(err, stack.ErrBlocked) {
			t.Errorf("%s: applied: %v", name, err)
		}
		if err := f.clients().Remove(t.Context(), "ringside", true, quiet); err != nil {
			t.Error(err)
		}
		if !slices.Equal(f.there(), []string{"ringside REVIEW_IN_PROGRESS"}) || slices.Contains(f.calls, "DeleteChangeSet") {
			t.Errorf("%s: there are %v after %v", name, f.there(), f.calls)
		}
	}
}
