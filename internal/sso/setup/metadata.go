package setup

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/sso"
)

// judged is what is wrong with the metadata of a wish, as IAM would say when they are uploaded, and what will be.
func (w *Wish) judged(now time.Time) (warnings []string, err error) {
	if w.Metadata == "" {
		return nil, nil
	}
	var faults []error
	for _, f := range sso.JudgeMetadata(w.Metadata, now) {
		text := fmt.Sprintf("the metadata (%s): %s; %s", f.Code, f.Seen, f.Fix)
		if f.Severity == sso.Fault {
			faults = append(faults, errors.New(text))
		} else {
			warnings = append(warnings, text)
		}
	}
	return warnings, errors.Join(faults...)
}

// described is metadata in a line: who they are of, and with which keys.
func described(metadata string) string {
	p, err := saml.ReadMetadata([]byte(metadata))
	if err != nil {
		return fmt.Sprintf("metadata that cannot be read (%d characters)", len(metadata))
	}
	keys := make([]string, len(p.Certificates))
	for i, c := range p.Certificates {
		keys[i] = fmt.Sprintf("%x until %s", c.SerialNumber, c.NotAfter.UTC().Format(time.DateOnly))
	}
	text := p.EntityID + ", keys " + strings.Join(keys, " and ")
	if !p.ValidUntil.IsZero() {
		text += ", valid until " + p.ValidUntil.UTC().Format(time.DateOnly)
	}
	return text
}

// sameText tells whether two documents differ in more than the ends of their lines.
func sameText(a, b string) bool {
	bare := func(text string) string {
		return strings.TrimSpace(strings.ReplaceAll(strings.TrimPrefix(text, "\uFEFF"), "\r\n", "\n"))
	}
	return bare(a) == bare(b)
}
