package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var seoul = mustZone("Asia/Seoul")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// nineFifteen is 2026-11-01 09:15:30.250 in Seoul.
var nineFifteen = time.Date(2026, 11, 1, 9, 15, 30, 250_000_000, seoul).UnixMilli()

// tableOf is a table with a column of each kind.
func tableOf() Table {
	return Table{
		Name: "상담", Zone: seoul,
		Columns: []Column{
			{"name", Text},
			{"calls", Whole},
			{"mean", Number},
			{"talk_seconds", Seconds},
			{"service_level", Percent},
			{"abandoned", Flag},
			{"day", Day},
			{"start", Moment},
			{"start_utc", MomentUTC},
		},
		About: About{
			Title:    "안내",
			Sections: []Section{{Title: "무엇", Rows: [][]string{{"필터", "=cmd|' /C calc'!A0"}, {"시간대", "Asia/Seoul"}}}, {Title: "지표"}},
			Manifest: []byte(`{"position":7,"name":"it's"}`),
		},
	}
}

func full(name string) []Value {
	return []Value{
		OfText(name), OfWhole(1234), OfDecimal(31.25), OfDecimal(241.75), OfDecimal(83.6), OfFlag(true), OfText("2026-11-01"),
		OfMoment(nineFifteen), OfMoment(nineFifteen),
	}
}

// made is the file of some rows.
func made(t *testing.T, f Format, table Table, rows ...[]Value) []byte {
	t.Helper()
	spool, err := NewSpool(t.TempDir(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := spool.Close(); err != nil {
			t.Error(err)
		}
	}()
	w, err := New(t.Context(), f, table, spool)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	spool.End(nil)
	var file bytes.Buffer
	if err := spool.Follow(t.Context(), &file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// read is what Python's own library finds in a file.
func read[T any](t *testing.T, f Format, file []byte) T {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("left out: what another program reads of an export, which needs python3")
	}
	command := exec.CommandContext(t.Context(), python, "-B", "testdata/read.py", string(f))
	command.Stdin = bytes.NewReader(file)
	out, err := command.Output()
	if exit, failed := errors.AsType[*exec.ExitError](err); failed {
		t.Fatalf("python: %s", exit.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	var value T
	if err := json.Unmarshal(out, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestNoTextIsRunAsAFormula(t *testing.T) {
	table := Table{Name: "=표", Columns: []Column{{"=column", Text}, {"plain", Text}}, Zone: seoul, About: tableOf().About}
	var rows [][]Value
	for _, text := range dangerous {
		rows = append(rows, []Value{OfText(text), OfText(`",` + text)})
	}
	inCSV := read[[][]string](t, CSV, made(t, CSV, table, rows...))
	book := read[sheets](t, XLSX, made(t, XLSX, table, rows...))
	inXLSX := book["=표"]
	if len(inCSV) != len(dangerous)+1 || len(inXLSX) != len(dangerous)+1 {
		t.Fatalf("%d and %d rows", len(inCSV), len(inXLSX))
	}
	if inCSV[0][0] != "'=column" || inXLSX[0][0][1] != "'=column" {
		t.Errorf("heads %q and %q", inCSV[0], inXLSX[0])
	}
	for i, text := range dangerous {
		if got := inCSV[i+1]; got[0] != "'"+text || got[1] != `",`+text {
			t.Errorf("%q in csv: %q", text, got)
		}
		got := inXLSX[i+1][0]
		// XML reads a line's end as \n, whatever it was.
		if want := "'" + strings.ReplaceAll(text, "\r", "\n"); got[0] != "inlineStr" || strings.ReplaceAll(got[1], "\r", "\n") != want {
			t.Errorf("%q in xlsx: %q", text, got)
		}
	}
}

func TestAWorkbookGoesOnInAnotherSheet(t *testing.T) {
	spool, err := NewSpool(t.TempDir(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer spool.Close()
	w, err := newXLSX(Table{Name: "rows", Columns: []Column{{"n", Whole}}, Zone: seoul, About: tableOf().About}, spool)
	if err != nil {
		t.Fatal(err)
	}
	w.most = 4
	for i := range int64(7) {
		if err := w.Write([]Value{OfWhole(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	spool.End(nil)
	var file bytes.Buffer
	if err := spool.Follow(t.Context(), &file); err != nil {
		t.Fatal(err)
	}
	var got []string
	book := read[sheets](t, XLSX, file.Bytes())
	for _, name := range []string{"rows", "rows 2", "rows 3"} {
		for _, row := range book[name] {
			got = append(got, row[0][1])
		}
	}
	if diff := cmp.Diff(strings.Fields("n 0 1 2 n 3 4 5 n 6"), got); diff != "" {
		t.Errorf("rows of all sheets (-want +read):\n%s", diff)
	}
}

func TestATextTooLongForACellSaysSo(t *testing.T) {
	long := strings.Repeat("가", 40_000)
	table := Table{Name: "rows", Columns: []Column{{"text", Text}}, Zone: seoul, About: tableOf().About}
	cell := read[sheets](t, XLSX, made(t, XLSX, table, []Value{OfText(long)}))["rows"][1][0][1]
	if want := "more than a cell can hold]"; !strings.HasSuffix(cell, want) || !strings.HasPrefix(cell, long[:90_000]) {
		t.Errorf("%d bytes that end in %q", len(cell), cell[len(cell)-40:])
	}
	if rows := read[[][]string](t, CSV, made(t, CSV, table, []Value{OfText(long)})); rows[1][0] != long {
		t.Errorf("%d bytes in csv, want all %d", len(rows[1][0]), len(long))
	}
}

func TestFileNamesAreSafeInAnyScript(t *testing.T) {
	for wanted, want := range map[string]string{
		"월간 보고서 2026-11":         "월간 보고서 2026-11.csv",
		"../../etc/passwd":       "_.._etc_passwd.csv",
		"=cmd|' /C calc'!A0":     "cmd_' _C calc'!A0.csv",
		"a\r\nSet-Cookie: x\x00": "a__Set-Cookie_ x_.csv",
		"\u202egnp.exe":          "_gnp.exe.csv",
		"   ...   ":              "ringside.csv",
		"":                       "ringside.csv",
		strings.Repeat("상", 99):  strings.Repeat("상", nameLength) + ".csv",
	} {
		if got := FileName(wanted, CSV); got != want {
			t.Errorf("%q is called %q, want %q", wanted, got, want)
		}
	}
	const want = `attachment; filename="__ 1.csv"; filename*=UTF-8''%EC%9B%94%EA%B0%84%201.csv`
	if got := Disposition("월간 1.csv"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestMomentsAreThoseOfTheClockInTheZone(t *testing.T) {
	for _, zone := range []string{"Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"} {
		location := mustZone(zone)
		w := newWall(location)
		for ms := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli(); ms < time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli(); ms += 13*60_000 + 777 {
			at := time.UnixMilli(ms).In(location)
			local, _ := w.local(ms)
			if got, want := string(w.appendClock(append(w.appendDate(nil, local), ' '), local, true)), at.Format("2006-01-02 15:04:05.000"); got != want {
				t.Fatalf("%s: %s, want %s", zone, got, want)
			}
			got, err := time.Parse(time.RFC3339Nano, string(w.appendRFC3339(nil, ms)))
			if err != nil || !got.Equal(at) {
				t.Fatalf("%s: %v, error %v, want %v", zone, got, err, at)
			}
		}
	}
}

func writeFile(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
}
