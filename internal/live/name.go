package live

import (
	"strings"

	"github.com/ringside/ringside/internal/connect"
)

// Name notes what a queue was called at a moment and reports whether that changed anything.
func (b *Board) Name(arn, name string, at connect.Millis) bool {
	if arn == "" || name == "" {
		return false
	}
	known := b.names[arn]
	if known == nil {
		known = &register[string]{}
		b.names[b.texts.intern(arn)] = known
	}
	return known.offer(at, b.texts.intern(name))
}

// meet notes an instance and returns its key. Of different ARNs the clearest stays, whatever came first.
func (b *Board) meet(arn string) string {
	if arn == "" {
		return ""
	}
	key := b.texts.intern(connect.InstanceKey(arn))
	if known, met := b.instances[key]; !met || clearer(arn, known) {
		b.instances[key] = b.texts.intern(arn)
	}
	return key
}

// clearer reports whether an ARN says more than another one: a malformed one lacks its Region or account.
func clearer(arn, than string) bool {
	if gaps, known := strings.Count(arn, "::"), strings.Count(than, "::"); gaps != known {
		return gaps < known
	}
	return arn > than
}
