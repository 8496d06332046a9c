package sso

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the codes of docs/sso-verify.md")

// page is where the codes are explained to people; what stands behind the mark is made from the codes' own table.
const (
	page     = "../../docs/sso-verify.md"
	pageMark = "\n## Codes\n\n"
)

func TestThePageListsEveryCode(t *testing.T) {
	t.Parallel()
	var table strings.Builder
	table.WriteString("<!-- Made by `go test ./internal/sso -update`. -->\n\n| code | what | what to do | AWS shows |\n|---|---|---|---|\n")
	for _, code := range slices.Sorted(maps.Keys(explained)) {
		a, shows := explained[code], ""
		if row := rowNumbered(a.row); row != nil {
			shows = row.Text
		}
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s |\n", code, a.summary, a.fix, strings.ReplaceAll(shows, "|", `\|`))
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	written, behind, found := strings.Cut(string(text), pageMark)
	if !found {
		t.Fatalf("%s has no heading Codes", page)
	}
	if *update {
		if err := os.WriteFile(page, []byte(written+pageMark+table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if behind != table.String() {
		t.Error("the codes in docs/sso-verify.md are not those of the product: run go test ./internal/sso -update")
	}
}
