package duckdb

import (
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	engine "github.com/duckdb/duckdb-go/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// contactColumns is the migration that gave contacts the columns of these tests.
const contactColumns = "0004_contact_columns.sql"

const groupedContact = `{"ContactId":"11111111-1111-4222-8333-444444444444",
	"InstanceARN":"arn:aws:connect:eu-west-2:111122223333:instance/aaaaaaaa-1111-4222-8333-444444444444","Channel":"VOICE",
	"InitiationMethod":"INBOUND","InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:00:00Z",
	"SystemEndpoint":{"Type":"TELEPHONE_NUMBER","Address":"+82215880001"},"Agent":{"ARN":"arn:agent/1","Username":"kim",
	"HierarchyGroups":{"Level2":{"ARN":"arn:agent-group/g2","GroupName":"Seoul"}}}}`

// byGroupAndNumber asks how many contacts a group of level 2 has on each number.
func byGroupAndNumber() metric.Question {
	q := anyQuestion()
	q.GroupBy = []metric.Dimension{metric.HierarchyLevel2, metric.SystemEndpoint}
	return q
}

// oldFolder is a data folder with one record, whose projection has the tables of before.
func oldFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Facts: []connect.Fact{connect.Decode([]byte(groupedContact))}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := receipt.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Dir(s.file)); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(s.file), 0o700); err != nil {
		t.Fatal(err)
	}
	inDatabase(t, s.file, makeOld(t))
	return dir
}

// makeOld makes the tables as they were before contacts had these columns, at the first record of the journal.
func makeOld(t *testing.T) func(*sql.DB) {
	return func(db *sql.DB) {
		files, err := fs.Glob(sqlFiles, "sql/migration/*.sql")
		if err != nil {
			t.Fatal(err)
		}
		texts := []string{statement("migrations_create")}
		for _, file := range files[:slices.Index(files, "sql/migration/"+contactColumns)] {
			text, err := sqlFiles.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(text), "insert into migrations values ('"+filepath.Base(file)+"')")
		}
		for _, text := range append(texts, "insert into words values (1, 'kept')", "update state set position = 1") {
			if _, err := db.ExecContext(t.Context(), text); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
		}
	}
}

func inDatabase(t *testing.T, file string, do func(*sql.DB)) {
	t.Helper()
	connector, err := engine.NewConnector(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	do(db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestProjectionOfAnOlderVersionIsMadeAnewFromTheJournal(t *testing.T) {
	s, err := Open(oldFolder(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if status, err := s.Status(t.Context()); err != nil || status.Healthy || status.Projected != 0 {
		t.Errorf("before it is filled again: status %+v, error %v: want unhealthy at 0", status, err)
	}
	if err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	answers, err := s.Query(t.Context(), byGroupAndNumber())
	if err != nil {
		t.Fatal(err)
	}
	want := []metric.Slice{{
		Keys: []string{"arn:agent-group/g2", "+82215880001"}, Names: []string{"Seoul", ""}, Values: []metric.Int{connect.Some(1)},
	}}
	if diff := cmp.Diff(want, answers[0]); diff != "" {
		t.Error(diff)
	}
	status, err := s.Status(t.Context())
	if err != nil || status.Contacts != 1 || len(status.Sources) != 1 || status.Sources[0].Outcome.Read != 1 {
		t.Errorf("status %+v, error %v: want one contact that was read once", status, err)
	}
}

// A migration that empties tables must not empty the only copy.
func TestProjectionOfAnOlderVersionWithoutItsJournalIsKept(t *testing.T) {
	dir := oldFolder(t)
	if err := os.RemoveAll(filepath.Join(dir, "journal")); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(s.file + ".ahead-*")
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept %v, error %v: want one", kept, err)
	}
	inDatabase(t, kept[0], func(db *sql.DB) {
		var position, words int64
		err := db.QueryRowContext(t.Context(), "select (select position from state), (select count(*) from words)").Scan(&position, &words)
		if err != nil || position != 1 || words != 1 {
			t.Errorf("position %d with %d words, error %v: want 1 and 1", position, words, err)
		}
	})
}
