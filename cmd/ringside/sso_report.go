package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/ringside/ringside/internal/sso"
)

// inputNames says what an input was taken for.
var inputNames = map[string]string{
	"xml": "a message in XML", "base64": "a message in base64", "form": "a form", "har": "a HAR file",
	"error_text": "AWS's error", "unknown": "what was given",
}

// writeReport prints a report for people, the first fault on top of its kind.
func writeReport(w io.Writer, r sso.Report) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s in %s", counted(r.Findings), inputNames[r.Kind])
	if r.JudgedAt != nil {
		fmt.Fprintf(&out, ", judged as of %s", momentText(*r.JudgedAt))
	}
	fmt.Fprintln(&out)
	if r.Said != nil {
		fmt.Fprintf(&out, "AWS said (%s): %s\n", r.Said.Where, r.Said.Text)
	}
	for _, f := range r.Findings {
		writeFinding(&out, f, r.Said)
	}
	if len(r.Unchecked) > 0 {
		fmt.Fprintln(&out, "\nNot judged:")
		for _, what := range r.Unchecked {
			fmt.Fprintln(&out, "  -", what)
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

func writeFinding(out *bytes.Buffer, f sso.Finding, said *sso.Row) {
	mark := ""
	if f.First {
		mark = "   <- AWS stops here"
		if f.AWS != nil {
			mark = "   <- this is what AWS will say"
		}
	}
	fmt.Fprintf(out, "\n%s  %s%s\n  %s\n", strings.ToUpper(string(f.Severity)), f.Code, mark, f.Summary)
	if f.Severity != sso.Possible { // there is nothing but AWS's message, which stands above
		fmt.Fprintf(out, "  seen: %s\n", f.Seen)
	}
	if f.AWS != nil && (said == nil || said.Number != f.AWS.Number) {
		fmt.Fprintf(out, "  AWS:  %s\n", f.AWS.Text)
	}
	fmt.Fprintf(out, "  fix:  %s\n", f.Fix)
}

// counted says how many findings there are of each kind.
func counted(findings []sso.Finding) string {
	var parts []string
	for _, kind := range []struct {
		severity      sso.Severity
		one, moreThan string
	}{
		{sso.Fault, "fault", "faults"},
		{sso.Undecided, "undecided", "undecided"},
		{sso.Possible, "possible cause", "possible causes"},
		{sso.Warning, "warning", "warnings"},
		{sso.Info, "note", "notes"},
	} {
		n := 0
		for _, f := range findings {
			if f.Severity == kind.severity {
				n++
			}
		}
		if n == 1 {
			parts = append(parts, "1 "+kind.one)
		} else if n > 1 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind.moreThan))
		}
	}
	if len(parts) == 0 {
		return "No fault found"
	}
	return strings.Join(parts, ", ")
}
