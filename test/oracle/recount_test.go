package oracle_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/metric/metrictest"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// One world is enough for every day; more of them: go test ./test/oracle -seeds 20.
var seeds = flag.Uint64("seeds", 1, "how many random centres are recounted")

// Every metric, grouped and filtered and cut in every way, over deliveries as bad as they come: no figure may differ at all.
func TestEveryFigureEqualsTheIndependentRecount(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("left out: the independent recount of every metric, which needs python3")
	}
	for seed := range *seeds {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			lines := deliveries(t, seed)
			facts := make([]connect.Fact, len(lines))
			for i, line := range lines {
				facts[i] = connect.Decode(line)
			}
			questions := questions(seed, promises(facts))
			want := recount(t, python, questions, "recount.py", written(t, "contact_records.jsonl", lines))
			askers := map[string]metric.Asker{"reference": metrictest.NewReference(facts...), "duckdb": filled(t, facts)}
			for name, asker := range askers {
				for i, q := range questions {
					compare(t, name, asker, q, want[i])
				}
			}
		})
	}
}

// written is a file of lines.
func written(t *testing.T, name string, lines [][]byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, append(bytes.Join(lines, []byte("\n")), '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// recount asks a script about files.
func recount(t *testing.T, python string, questions []question, script string, files ...string) []answer {
	t.Helper()
	asked, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), python, append([]string{"-B", script}, files...)...)
	var complaint bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(asked), &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("recount: %v\n%s", err, complaint.String())
	}
	var answers []answer
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(questions) {
		t.Fatalf("recount gave %d answers to %d questions: %v", len(answers), len(questions), err)
	}
	return answers
}

// filled is a store that received the facts in batches.
func filled(t *testing.T, facts []connect.Fact) metric.Asker {
	t.Helper()
	s, err := duckdb.Open(t.TempDir(), duckdb.Options{Now: func() time.Time { return time.Unix(1_900_000_000, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for batch := range slices.Chunk(facts, 1000) {
		receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: time.Unix(1_800_000_000, 0), Facts: batch})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := receipt.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// compare asks a question and looks for the first difference.
func compare(t *testing.T, name string, asker metric.Asker, q question, want answer) {
	t.Helper()
	table, err := metric.Run(t.Context(), asker, q.query(t))
	if err != nil {
		t.Fatalf("%s: %s: %v", name, q, err)
	}
	got := plain(t, table)
	if diff := cmp.Diff(want.figures(q), got.figures(q)); diff != "" {
		t.Errorf("%s: %s (- recount, + product):\n%s", name, q, shortened(diff))
	}
}

func shortened(diff string) string {
	lines := strings.SplitAfter(diff, "\n")
	return strings.Join(lines[:min(len(lines), 60)], "")
}

// answer is a table as the script writes it.
type answer struct {
	Rows   [][]any `json:"rows"`
	Totals []any   `json:"totals"`
}

// figures names each figure by its row's labels and its metric.
func (a answer) figures(q question) map[string]any {
	all := map[string]any{}
	put := func(label string, figures []any) {
		for i, figure := range figures {
			all[label+q.Metrics[i]] = figure
		}
	}
	for _, row := range a.Rows {
		labels := len(row) - len(q.Metrics)
		put(fmt.Sprint(row[:labels]), row[labels:])
	}
	put("total ", a.Totals)
	return all
}

// plain is a table without the names of what has an ARN, in JSON's own types.
func plain(t *testing.T, table metric.Table) answer {
	t.Helper()
	var named []int
	for i, column := range table.Columns[1:] {
		if column.Name == table.Columns[i].Name+"_arn" {
			named = append(named, i)
		}
	}
	without := func(row []any) []any {
		var kept []any
		for i, cell := range row {
			if !slices.Contains(named, i) {
				kept = append(kept, cell)
			}
		}
		return kept
	}
	var all answer
	for _, row := range table.Rows {
		all.Rows = append(all.Rows, without(row))
	}
	all.Totals = table.Totals[len(table.Columns)-metrics(table):]
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	var read answer
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	return read
}

func metrics(table metric.Table) int {
	n := 0
	for _, column := range table.Columns {
		if column.Kind == metric.MetricColumn {
			n++
		}
	}
	return n
}
