package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const allDays = `"from":"2026-01-01","to":"2027-01-01"`

func TestAttributesAreColumnsByTheirKeys(t *testing.T) {
	s := madeUpStore()
	s.contacts[0].RawAttributes = []byte(`{"reason":"=1+1","Reason":"other","=cmd":"＝A1","b":"2"}`)
	h := site(t, s)
	attributes := func(body string) map[string]string {
		rows, _ := exportRows(t, h, body)
		found, filled := map[string]string{}, 0
		for _, row := range rows {
			for column, cell := range row {
				if key, is := strings.CutPrefix(column, "attribute:"); is {
					if _, known := found[key]; !known || cell != "" {
						found[key] = cell
					}
					if cell != "" {
						filled++
					}
				}
			}
		}
		if filled > len(found) {
			t.Errorf("%s: %d cells of one contact's %d attributes", body, filled, len(found))
		}
		return found
	}
	chosen := attributes(`{"format":"csv","attribute_columns":["reason","Reason","none","reason"],"contacts":{` + allDays + `}}`)
	if diff := cmp.Diff(map[string]string{"reason": "'=1+1", "Reason": "other", "none": ""}, chosen); diff != "" {
		t.Errorf("chosen (-want +got):\n%s", diff)
	}
	// A column is called attribute:KEY, so that no key begins its name.
	every := attributes(`{"format":"csv","all_attributes":true,"contacts":{` + allDays + `}}`)
	if diff := cmp.Diff(map[string]string{"reason": "'=1+1", "Reason": "other", "=cmd": "'＝A1", "b": "2"}, every); diff != "" {
		t.Errorf("all (-want +got):\n%s", diff)
	}
	for _, format := range []string{"xlsx", "parquet", "jsonl"} {
		w := ask(h, "POST", Prefix+"/export", `{"format":"`+format+`","all_attributes":true,"contacts":{`+allDays+`}}`)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", format, w.Code, w.Body)
		}
	}
}

func TestMoreAttributesThanColumnsAreRefused(t *testing.T) {
	s := madeUpStore()
	var many []string
	for i := range mostAttributeColumns + 1 {
		many = append(many, fmt.Sprintf(`"k%d":"v"`, i))
	}
	s.contacts[0].RawAttributes = []byte("{" + strings.Join(many, ",") + "}")
	w := ask(site(t, s), "POST", Prefix+"/export", `{"format":"csv","all_attributes":true,"contacts":{`+allDays+`}}`)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "more than 1000 different attributes") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// A compared table has the other period and the difference beside each figure, and others are told from the first.
func TestComparedTablesAndTheirOthersAreExported(t *testing.T) {
	h := site(t, madeUpStore())
	query := `{"metrics":["contacts_handled"],"from":"2026-11-10","to":"2026-11-20","every":"1d","by":["queue"],` +
		`"compare":{"period":"week_before"},"top":{"n":1}}`
	table := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", query))
	rows, _ := exportRows(t, h, `{"format":"csv","query":`+query+`}`)
	if len(table.Others) == 0 || len(rows) != len(table.Rows)+len(table.Others)+1 {
		t.Fatalf("%d rows of %d and %d others", len(rows), len(table.Rows), len(table.Others))
	}
	all := append(append(table.Rows, table.Others...), table.Totals)
	for i, row := range rows {
		for k, column := range table.Columns {
			if want := exportedCell(t, all[i][k], column.Name); row[column.Name] != want {
				t.Errorf("row %d, %s: %q, want %q", i, column.Name, row[column.Name], want)
			}
		}
		others, total := i >= len(table.Rows) && i < len(rows)-1, i == len(rows)-1
		if row["others"] != fmt.Sprint(others) || row["total"] != fmt.Sprint(total) {
			t.Errorf("row %d: others %s, total %s", i, row["others"], row["total"])
		}
	}
	for _, name := range []string{"compare:day", "compare:contacts_handled", "difference:contacts_handled"} {
		if _, is := rows[0][name]; !is {
			t.Errorf("there is no column %s", name)
		}
	}
}
