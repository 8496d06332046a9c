package api

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

const november = `"from":"2026-11-01","to":"2026-12-01"`

// exportRows asks for a CSV and returns its rows as cells by column name, and its state.
func exportRows(t *testing.T, h http.Handler, body string) ([]map[string]string, ExportState) {
	t.Helper()
	w := ask(h, "POST", Prefix+"/export", body)
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, cell := range record {
			row[records[0][i]] = cell
		}
		rows = append(rows, row)
	}
	var state ExportState
	if err := json.Unmarshal([]byte(w.Header().Get(ExportHeader)), &state); err != nil {
		t.Fatal(err)
	}
	if state.Rows != int64(len(rows)) {
		t.Errorf("%d rows were announced, %d came", state.Rows, len(rows))
	}
	return rows, state
}

func optional(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

func TestExportedContactsAreThoseOfTheList(t *testing.T) {
	h := site(t, madeUpStore())
	for query, choice := range map[string]string{
		"":                                    "",
		"&queue=Sales&channel=voice":          `,"queue":["Sales"],"channel":["voice"]`,
		"&outcome=abandoned&outcome=other":    `,"outcome":["abandoned","other"]`,
		"&agent=agent3&time_field=disconnect": `,"agent":["agent3"],"time_field":"disconnect"`,
		"&zone=America/New_York&q=c0a1b2c3":   `,"zone":"America/New_York","q":"c0a1b2c3"`,
		"&queue=nobody":                       `,"queue":["nobody"]`,
	} {
		list := decode[ContactList](t, ask(h, "GET", Prefix+"/contacts?from=2026-11-01&to=2026-12-01&limit=500"+query, ""))
		if list.Next != "" {
			t.Fatalf("%s: the test wants one page", query)
		}
		rows, state := exportRows(t, h, `{"format":"csv","contacts":{`+november+choice+`}}`)
		if state.Position != 1005 || !state.AsOf.Equal(now) || state.FinalUntil == nil {
			t.Errorf("%s: state %+v", query, state)
		}
		if len(rows) != len(list.Contacts) {
			t.Fatalf("%s: %d rows, the list has %d", query, len(rows), len(list.Contacts))
		}
		for i, c := range list.Contacts {
			want := map[string]string{
				"contact_id": c.ContactID, "instance_arn": c.InstanceARN, "channel": c.Channel, "initiation_method": c.InitiationMethod,
				"initiation": c.Initiation.Format("2006-01-02 15:04:05"), "initiation_utc": c.Initiation.UTC().Format(time.RFC3339),
				"queue": c.QueueName, "queue_arn": c.QueueARN, "agent": c.AgentName, "agent_arn": c.AgentARN,
				"customer_address_masked": c.CustomerAddressMasked, "outcome": c.Outcome, "disconnect_reason": c.DisconnectReason,
				"queue_seconds": optional(c.QueueSeconds), "talk_seconds": optional(c.TalkSeconds),
				"hold_seconds": optional(c.HoldSeconds), "acw_seconds": optional(c.ACWSeconds),
			}
			got := map[string]string{}
			for name := range want {
				got[name] = rows[i][name]
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s: row %d (-list +export):\n%s", query, i, diff)
			}
		}
	}
}

func TestExportedFiguresAreThoseOfTheQuery(t *testing.T) {
	h := site(t, madeUpStore())
	for _, query := range []string{
		`{"metrics":["contacts_handled","avg_handle_time","service_level:seconds=30"],"every":"1d","by":["queue","channel"],` + november + `}`,
		`{"metrics":["contacts_queued","abandonment_rate"],"every":"1h","from":"2026-11-03","to":"2026-11-04","where":[{"dimension":"channel","values":["chat"],"not":true}]}`,
		`{"metrics":["contacts_created"],` + november + `}`,
	} {
		table := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", query))
		rows, _ := exportRows(t, h, `{"format":"csv","query":`+query+`}`)
		if len(rows) != len(table.Rows)+1 {
			t.Fatalf("%d rows, want %d and the total", len(rows), len(table.Rows))
		}
		for i, cells := range append(slices.Clone(table.Rows), table.Totals) {
			for k, column := range table.Columns {
				if got := rows[i][column.Name]; got != exportedCell(t, cells[k], column.Name) {
					t.Errorf("row %d: %s is %q, the query says %v", i, column.Name, got, cells[k])
				}
			}
			if total := rows[i]["total"]; total != strconv.FormatBool(i == len(table.Rows)) {
				t.Errorf("row %d: total is %q", i, total)
			}
		}
	}
}

// exportedCell is what a CSV says where the query says cell.
func exportedCell(t *testing.T, cell any, column string) string {
	t.Helper()
	switch cell := cell.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(cell, 'f', -1, 64)
	case string:
		if column != "start" {
			return cell
		}
		at, err := time.Parse(time.RFC3339, cell)
		if err != nil {
			t.Fatal(err)
		}
		return at.Format("2006-01-02 15:04:05")
	}
	t.Fatalf("cell is a %T", cell)
	return ""
}

func TestEveryFormatComesWholeUnderItsName(t *testing.T) {
	h := site(t, madeUpStore())
	for format, begins := range map[string]string{"csv": "\ufeffcontact_id,", "jsonl": `{"contact_id":`, "xlsx": "PK\x03\x04", "parquet": "PAR1"} {
		w := ask(h, "POST", Prefix+"/export", fmt.Sprintf(`{"format":%q,"name":"월간/상담","contacts":{%s}}`, format, november))
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), begins) {
			t.Errorf("%s: status %d, begins with %q", format, w.Code, w.Body.String()[:min(40, w.Body.Len())])
		}
		if got := w.Header().Get("Content-Disposition"); !strings.HasSuffix(got, "filename*=UTF-8''%EC%9B%94%EA%B0%84_%EC%83%81%EB%8B%B4."+format) {
			t.Errorf("%s: %s", format, got)
		}
	}
	w := ask(h, "POST", Prefix+"/export", `{"format":"csv","contacts":{`+november+`}}`)
	if got := w.Header().Get("Content-Disposition"); !strings.Contains(got, `filename="ringside_contacts_2026-11-01_2026-11-30.csv"`) {
		t.Errorf("%s", got)
	}
}

func TestExportedAgentIntervalsAreThoseOfTheStore(t *testing.T) {
	s := madeUpStore()
	h := site(t, s)
	page, err := s.AgentIntervals(t.Context(), store.AgentIntervalQuery{
		Scope: metric.Everything(), From: time.Date(2026, 11, 1, 0, 0, 0, 0, seoul), To: time.Date(2026, 12, 1, 0, 0, 0, 0, seoul), Limit: store.MostIntervals,
	})
	if err != nil || len(page.Rows) == 0 {
		t.Fatalf("%d intervals, error %v", len(page.Rows), err)
	}
	rows, state := exportRows(t, h, `{"format":"csv","agent_intervals":{`+november+`}}`)
	if len(rows) != len(page.Rows) || state.Position == 0 {
		t.Fatalf("%d rows of %+v, want %d", len(rows), state, len(page.Rows))
	}
	for i, interval := range page.Rows {
		want := []string{
			string(interval.Kind), interval.AgentARN, interval.Start.Time().UTC().Format(time.RFC3339),
			strconv.FormatFloat(float64(interval.End-interval.Start)/1000, 'f', -1, 64), strconv.FormatBool(interval.Open), interval.StatusName,
		}
		row := rows[i]
		got := []string{row["kind"], row["agent_arn"], row["start_utc"], row["duration_seconds"], row["open"], row["status"]}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("interval %d (-store +export):\n%s", i, diff)
		}
	}
	if only, _ := exportRows(t, h, `{"format":"csv","agent_intervals":{`+november+`,"kinds":["status"],"where":["agent!=nobody"]}}`); len(only) == 0 || len(only) >= len(rows) {
		t.Errorf("%d statuses among %d intervals", len(only), len(rows))
	}
}

func TestAttributesAreExportedWhereTheyAreAskedFor(t *testing.T) {
	s := madeUpStore()
	s.contacts[0].RawAttributes = []byte(`{"reason":"=1+1","b":"2"}`)
	h := site(t, s)
	column := func(body string) (found []string) {
		rows, _ := exportRows(t, h, body)
		for _, row := range rows {
			if text, is := row["attributes"]; is && text != "" {
				found = append(found, text)
			}
		}
		return found
	}
	const all = `"from":"2026-01-01","to":"2027-01-01"`
	want := []string{`{"b":"2","reason":"=1+1"}`}
	if diff := cmp.Diff(want, column(`{"format":"csv","attributes":true,"contacts":{`+all+`}}`)); diff != "" {
		t.Errorf("attributes (-want +got):\n%s", diff)
	}
	if found := column(`{"format":"csv","contacts":{` + all + `}}`); found != nil {
		t.Errorf("attributes that nobody asked for: %q", found)
	}
	w := ask(h, "POST", Prefix+"/export", `{"format":"jsonl","attributes":true,"contacts":{`+all+`}}`)
	if !strings.Contains(w.Body.String(), `"attributes":{"b":"2","reason":"=1+1"}`) {
		t.Error("attributes are no object in JSON lines")
	}
}

func TestChangedContactsAreListedOnly(t *testing.T) {
	s := madeUpStore()
	s.status.Projected = uint64(len(s.contacts)) // as memoryStore numbers them
	h := site(t, s)
	_, state := exportRows(t, h, `{"format":"csv","query":{"metrics":["contacts_created"],`+november+`}}`)
	late := s.contacts[0]
	late.ContactID, late.Disconnect = "c0a1b2c3-late", connect.MillisOf(now)
	s.contacts = append(s.contacts, late)
	rows, _ := exportRows(t, h, fmt.Sprintf(`{"format":"csv","changed_since":%d,"query":{"metrics":["contacts_created"],%s}}`, state.Position, november))
	if len(rows) != 1 || rows[0]["contact_id"] != "c0a1b2c3-late" || rows[0]["change"] != "new" {
		t.Errorf("changed: %v", rows)
	}
	w := ask(h, "POST", Prefix+"/export", `{"format":"csv","changed_since":99999,"contacts":{`+november+`}}`)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "another server or data folder") {
		t.Errorf("a position of elsewhere: %d %s", w.Code, w.Body)
	}
}

func TestExportsThatMakeNoSenseAreRefused(t *testing.T) {
	h := site(t, madeUpStore())
	for body, want := range map[string]string{
		`{"format":"pdf","contacts":{` + november + `}}`: "csv",
		`{"format":"csv"}`: "exactly one",
		`{"format":"csv","contacts":{` + november + `},"query":{"metrics":["contacts_handled"],` + november + `}}`: "exactly one",
		`{"format":"csv","contacts":{"from":"2026-12-01","to":"2026-11-01"}}`:                                      "to must be after from",
		`{"format":"csv","query":{"metrics":["contacts_handl"],` + november + `}}`:                                 "contacts_handled",
		`{"format":"csv","contacts":{` + november + `,"queu":["Sales"]}}`:                                          "queu",
	} {
		w := ask(h, "POST", Prefix+"/export", body)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
	w := ask(site(t, &memoryStore{failure: store.ErrUnavailable}), "POST", Prefix+"/export", `{"format":"csv","contacts":{`+november+`}}`)
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("store that cannot answer: %d", w.Code)
	}
}

// served is a real server over a store, and the folder that it makes exports in: in the end nothing is left there.
func served(t *testing.T, s store.Store) (url, dir string) {
	t.Helper()
	dir = t.TempDir()
	server := httptest.NewServer(New(Options{Store: s, Clock: still(), ExportDir: dir}))
	t.Cleanup(func() {
		server.Close()
		if n := left(t, dir); n > 0 {
			t.Errorf("%d files were left", n)
		}
	})
	return server.URL + Prefix + "/export", dir
}

func TestAnExportIsRefusedInWordsWhenTheDiskIsNearlyFull(t *testing.T) {
	dir := t.TempDir()
	h := New(Options{Store: madeUpStore(), Clock: still(), ExportDir: dir, ExportMinFree: 1 << 62})
	w := ask(h, "POST", Prefix+"/export", `{"format":"csv","contacts":{`+november+`}}`)
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "disk is nearly full") || left(t, dir) > 0 {
		t.Errorf("%d with %d files left: %s", w.Code, left(t, dir), w.Body)
	}
}

func left(t *testing.T, dir string) int {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(files)
}

func TestAnExportThatFailsOnTheWayIsCutOff(t *testing.T) {
	s := madeUpStore()
	s.readable = 100
	url, _ := served(t, s)
	response, err := http.Post(url, "application/json", strings.NewReader(`{"format":"csv","contacts":{`+november+`}}`))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err == nil {
		t.Error("half a file came as if it were whole")
	}
}

// endless gives contacts until it is called off, and tells when it ended.
type endless struct {
	*memoryStore
	ended chan error
}

func (s *endless) ReadContacts(
	ctx context.Context, _ store.ContactQuery, begin func(store.ContactRead) error, each func(*store.WholeContact) error,
) error {
	err := begin(store.ContactRead{Contacts: 1 << 40})
	for err == nil {
		if err = ctx.Err(); err == nil {
			err = each(&store.WholeContact{Row: metric.Row{CustomerAddress: "+8210555012345678"}})
		}
	}
	s.ended <- err
	return err
}

func TestACancelledExportEndsItsReading(t *testing.T) {
	for _, format := range []string{"csv", "xlsx", "parquet", "jsonl"} {
		s := &endless{memoryStore: madeUpStore(), ended: make(chan error, 1)}
		url, dir := served(t, s)
		ctx, leave := context.WithCancel(t.Context())
		body := strings.NewReader(fmt.Sprintf(`{"format":%q,"id":"the one","contacts":{%s}}`, format, november))
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, body)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if left(t, dir) != 1 {
			t.Errorf("%s: %d files while it is made, want 1", format, left(t, dir))
		}
		progress, err := http.Get(url + "/the%20one")
		if err != nil {
			t.Fatal(err)
		}
		var far ExportProgress
		if err := json.NewDecoder(progress.Body).Decode(&far); err != nil || far.Of == nil || *far.Of != 1<<40 {
			t.Errorf("%s: %d with %+v, error %v", format, progress.StatusCode, far, err)
		}
		progress.Body.Close()
		leave()
		if err := <-s.ended; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: reading ended with %v", format, err)
		}
		response.Body.Close()
	}
	http.DefaultClient.CloseIdleConnections()
}

func TestExportsWaitTheirTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{exports: make(chan struct{}, 1)}
		s.exports <- struct{}{}
		err := s.exportTurn(t.Context())
		var f *fault
		if !errors.As(err, &f) || f.kind != unavailable {
			t.Errorf("error %v, want one that says to come again", err)
		}
		<-s.exports
		if err := s.exportTurn(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
