package metric_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
)

// The page is made anew by go test ./internal/metric -update.
func TestPageOfMetricsIsWhatTheCatalogueSays(t *testing.T) {
	const file = "../../docs/metrics.md"
	got := page()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("run go test ./internal/metric -update (- page, + catalogue):\n%s", diff)
	}
}

const introduction = `# Metrics

<!-- Made from internal/metric by go test ./internal/metric -update; do not edit. -->

Every figure that Ringside knows, as ` + "`GET /api/v1/metrics`" + ` and the page Metrics list them too. Ids are
Amazon Connect's API names in lower case where it has such a metric. Where Amazon's texts contradict themselves both readings are
here, under names of their own.

Formulas speak of columns, which are derived from each contact record once (internal/metric/column.go). Names that end in
` + "`_s`" + ` are seconds and may be missing, which no sum, mean or percentile counts; the others are 0 or 1. A mean, a share or a
percentile of nothing is null, a count or a sum of nothing 0. Percentiles are nearest rank: always a value that occurred. Totals
are computed over everything, never from the rows.

A contact counts whole in the interval of one moment: its disconnection as at Amazon Connect, unless the metric or the query says
otherwise. A chain of transfers is several contacts; customer_journeys counts it once.

Metrics that are counted at ` + "`time_spent`" + ` come from agent events: each interval has what was spent in it, cut at its edges to the
millisecond, so that a contact from 05:23 to 06:15 gives 7, 30 and 15 minutes to three half hours. Their columns are named in
` + "`_ms`" + `. Online time is contact time, idle time and non-productive time together. What still goes on counts up to now.

`

func page() string {
	var b strings.Builder
	b.WriteString(introduction)
	all := metric.Catalogue()
	fmt.Fprintf(&b, "%d metrics:\n", len(all))
	group := metric.Group("")
	for _, m := range all {
		if m.Group != group {
			group = m.Group
			fmt.Fprintf(&b, "\n**%s** · **%s**\n\n| id | 한국어 | English | unit | better |\n|---|---|---|---|---|\n", group.Title().KO, group.Title().EN)
		}
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s | %s |\n", m.ID, m.ID, m.Title.KO, m.Title.EN, m.Unit, m.Direction)
	}
	writeDimensions(&b)
	b.WriteString("\n## Each metric\n")
	for _, m := range all {
		writeMetric(&b, m)
	}
	return b.String()
}

func writeDimensions(b *strings.Builder) {
	b.WriteString("\n## Dimensions\n\nBy which contacts are grouped, up to three at once, and filtered. Things with an ARN are filtered by ARN, id or any name " +
		"they ever had.\n\n| id | 한국어 | English | field of the record |\n|---|---|---|---|\n")
	for _, d := range metric.Dimensions() {
		fmt.Fprintf(b, "| %s | %s | %s | `%s` |\n", d, d.Title().KO, d.Title().EN, d.Field())
	}
	b.WriteString("\nIntervals: ")
	for i, every := range metric.Intervals() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(every))
	}
	b.WriteString(", in the calendar of the query's time zone; weeks begin on Monday.\n")
}

// allowed is what a parameter can be, with what its words mean.
func allowed(p metric.Parameter) string {
	var all []string
	if p.Allowed != "" {
		all = append(all, p.Allowed)
	}
	for _, word := range slices.Concat(p.Choices, p.Words) {
		all = append(all, fmt.Sprintf("`%s` (%s, %s)", word.Value, word.Meaning.KO, word.Meaning.EN))
	}
	return strings.Join(all, " or ")
}

func writeMetric(b *strings.Builder, m metric.Metric) {
	fmt.Fprintf(b, "\n### %s\n\n**%s** · **%s**\n\n%s\n\n%s\n\n", m.ID, m.Title.KO, m.Title.EN, m.Definition.KO, m.Definition.EN)
	fmt.Fprintf(b, "- formula: `%s`\n", m.Formula)
	if m.ConnectName != "" {
		fmt.Fprintf(b, "- at Amazon Connect: %s\n", m.ConnectName)
	}
	moment := string(m.TimeField)
	if m.OwnTime {
		moment += ", always"
	}
	fmt.Fprintf(b, "- counted at: %s\n", moment)
	for _, p := range m.Parameters {
		fmt.Fprintf(b, "- parameter `%s`, %s; `%s` unless given. %s. %s.\n", p.Name, allowed(p), p.Default, p.Meaning.KO, p.Meaning.EN)
	}
	if m.Instead != "" {
		var not []string
		for _, d := range metric.Dimensions() {
			if !slices.Contains(m.Dimensions, d) {
				not = append(not, string(d))
			}
		}
		fmt.Fprintf(b, "- not by %s: %s\n", strings.Join(not, ", "), m.Instead)
	}
	fmt.Fprintf(b, "- source: <%s>\n", m.SourceURL)
}
