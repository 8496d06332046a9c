// Package archtest holds the import directions of the tree as a test, each with its reason.
package archtest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/ringside/ringside/"

// allowed lists, for each package below internal/, which other packages of ours its non-test code may import. A package
// that is missing here fails the test: a new room needs a decision about its doors.
var allowed = map[string][]string{
	// What Amazon says knows nothing of us.
	"internal/connect": {},
	"internal/clock":   {},
	// What people have agreed on is turned into questions about figures before a store is asked.
	"internal/settings": {"internal/connect", "internal/metric"},
	// A figure is computed from what Amazon says, and from nothing else.
	"internal/metric": {"internal/connect", "internal/activity"},
	// Agents' time is derived from what Amazon says, and knows no store, zone or clock, as a figure does not. Its scenarios
	// are asked about with a zone, so their edges are metric's.
	"internal/activity":              {"internal/connect"},
	"internal/activity/activitytest": {"internal/activity", "internal/connect", "internal/metric"},
	// Metric scenarios are shared by every store's tests.
	"internal/metric/metrictest": {"internal/connect", "internal/metric"},
	// The journal moves bytes; it does not know what they mean, so that its format outlives every decoder.
	"internal/journal": {},
	// Stores translate metrics; metrics know no store.
	"internal/store": {"internal/connect", "internal/activity", "internal/metric"},
	"internal/store/storetest": {
		"internal/connect", "internal/activity", "internal/metric", "internal/metric/metrictest", "internal/store",
	},
	"internal/store/duckdb": {
		"internal/connect", "internal/activity", "internal/metric", "internal/store", "internal/journal",
		"internal/store/duckdb/columns",
	},
	// The columns in memory know what a question is and no database.
	"internal/store/duckdb/columns": {"internal/connect", "internal/metric"},
	"internal/live":                 {"internal/connect", "internal/metric", "internal/clock"},
	// Ingest knows the store's contract, never an engine, and no hub: it declares the one method that it calls.
	"internal/ingest":             {"internal/connect", "internal/store"},
	"internal/ingest/firehose":    {"internal/ingest"},
	"internal/ingest/eventbridge": {"internal/ingest"},
	"internal/ingest/file":        {"internal/connect", "internal/store", "internal/state"},
	// State keeps settings without looking into them.
	"internal/state": {"internal/settings"},
	// Files know nothing of what is in them.
	"internal/export":    {},
	"internal/telemetry": {"internal/store"},
	"internal/api": {
		"internal/connect", "internal/activity", "internal/metric", "internal/store", "internal/live", "internal/clock",
		"internal/telemetry", "internal/export", "internal/settings", "internal/state",
	},
	// The simulator writes Amazon's JSON with its own structs: sharing the decoder's would let one misread field name pass
	// on both sides.
	"internal/sim": {"internal/clock"},
	// The recount is a script; only its test, which compares it with the product, imports anything.
	"test/oracle": {},
	// The page is files.
	"web": {},
}

// homes lists, for third-party libraries that have one home, where they may be imported.
var homes = map[string][]string{
	"github.com/duckdb/duckdb-go/v2":      {"internal/store/duckdb", "internal/export"},
	"github.com/xuri/excelize/v2":         {"internal/export"},
	"github.com/mattn/go-sqlite3":         {"internal/state"},
	"github.com/danielgtaylor/huma/v2":    {"internal/api"},
	"github.com/go-json-experiment/json":  {"internal/ingest/firehose"},
	"github.com/alecthomas/kong":          {"cmd/ringside"},
	"github.com/prometheus/client_golang": {"internal/telemetry", "internal/api"},
}

type pkg struct {
	ImportPath string
	Imports    []string
}

func TestImportsPointOneWay(t *testing.T) {
	unused := map[string][]string{} // doors by package
	for name, doors := range allowed {
		unused[name] = slices.Clone(doors)
	}
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		if strings.HasPrefix(name, "cmd/") {
			continue // wires everything
		}
		doors, known := allowed[name]
		if !known && name != "internal/archtest" {
			t.Errorf("package %s has no line in archtest: say what it may import, and why", name)
			continue
		}
		for _, imported := range p.Imports {
			target, ours := strings.CutPrefix(imported, module)
			if ours && !slices.Contains(doors, target) {
				t.Errorf("%s imports %s, which its line in archtest does not allow", name, target)
			}
			unused[name] = slices.DeleteFunc(unused[name], func(door string) bool { return door == target })
		}
		if len(unused[name]) > 0 {
			t.Errorf("%s imports nothing of %s, which its line in archtest allows: close the door", name, strings.Join(unused[name], ", "))
		}
		delete(unused, name)
	}
	for name := range unused {
		t.Errorf("archtest has a line for %s, and there is no such package", name)
	}
}

func TestLibrariesStayAtHome(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		for _, imported := range p.Imports {
			for library, rooms := range homes {
				if (imported == library || strings.HasPrefix(imported, library+"/")) && !slices.Contains(rooms, name) {
					t.Errorf("%s imports %s, whose home is %s", name, imported, strings.Join(rooms, ", "))
				}
			}
		}
	}
}

// packages asks the go command for the non-test imports of every package of the module.
func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", module+"...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("decode go list: %v", err)
		}
		all = append(all, p)
	}
}
