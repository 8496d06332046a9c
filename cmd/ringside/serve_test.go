package main

import (
	"bytes"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// panelsAnswer is what the tests read of GET /api/v1/panels.
type panelsAnswer struct {
	panelsBody
	Parts struct {
		Connected int64  `json:"connected"`
		Online    *int64 `json:"online"`
	} `json:"number_of_agents_parts"`
}

const wholeHistory = "from=2026-10-20&to=2026-11-10&zone=Asia%2FSeoul"

func TestServeKeepsEveryAcknowledgedRecordOnceThroughKills(t *testing.T) {
	t.Parallel()
	history := simulate(t, 1)
	data := t.TempDir()
	dice := rand.New(rand.NewPCG(1, 2))
	s := startServer(t, data)
	remaining := append(batches(history.lines, 50), batches(history.read(t, "agent_events.jsonl"), 200)...)
	dice.Shuffle(len(remaining), func(i, j int) { remaining[i], remaining[j] = remaining[j], remaining[i] })
	for kills := range 6 {
		share := remaining
		if kills < 5 {
			share = remaining[:len(remaining)/2]
		}
		refused := deliverUntilKilled(s, share, time.Duration(dice.IntN(120))*time.Millisecond, kills < 5)
		remaining = append(refused, remaining[len(share):]...)
		s.kill()
		s = startServer(t, data)
		if used, err := processorTime(s.cmd.Process.Pid); err == nil && used > 5*time.Second { // a busy machine takes longer
			t.Errorf("restart %d took %v of a processor", kills, used)
		}
	}
	for _, batch := range remaining {
		if status, err := s.deliver(batch...); err != nil || status != http.StatusOK {
			t.Fatalf("deliver the rest: %d, %v", status, err)
		}
	}
	s.waitProjected()
	var got panelsAnswer
	s.get("/api/v1/panels?"+wholeHistory, &got)
	comparePanels(t, got, history, true)
	var status struct {
		Contacts int64 `json:"contacts"`
	}
	s.get("/api/v1/ingest/status", &status)
	if want := int64(history.truth.Deliveries["contact_records"].Distinct); status.Contacts != want {
		t.Errorf("contacts in the store: %d, want %d", status.Contacts, want)
	}
}

// deliverUntilKilled sends the batches from four senders, kills the server after a while if so asked, and returns the
// batches that were not acknowledged.
func deliverUntilKilled(s *server, share [][][]byte, after time.Duration, kill bool) [][][]byte {
	work := make(chan [][]byte, len(share)) // filled here and closed here: senders only take
	for _, batch := range share {
		work <- batch
	}
	close(work)
	var mu sync.Mutex
	var refused [][][]byte
	var senders sync.WaitGroup
	for range 4 {
		senders.Go(func() {
			for batch := range work {
				if status, err := s.deliver(batch...); err != nil || status != http.StatusOK {
					mu.Lock()
					refused = append(refused, batch)
					mu.Unlock()
				}
			}
		})
	}
	if kill {
		timer := time.NewTimer(after)
		<-timer.C
		s.kill()
	}
	senders.Wait()
	return refused
}

func batches(lines [][]byte, size int) [][][]byte {
	var all [][][]byte
	for len(lines) > 0 {
		n := min(size, len(lines))
		all = append(all, lines[:n])
		lines = lines[n:]
	}
	return all
}

// waitProjected waits until history shows everything that was acknowledged.
func (s *server) waitProjected() {
	s.t.Helper()
	var status struct {
		Appended  uint64 `json:"appended"`
		Projected uint64 `json:"projected"`
	}
	projected := func() bool {
		s.get("/api/v1/ingest/status", &status)
		return status.Projected == status.Appended
	}
	if !until(patience, projected) {
		s.t.Fatalf("projection stands at %d of %d", status.Projected, status.Appended)
	}
}

// comparePanels holds the panels over the whole history to the simulator's own truth.
func comparePanels(t *testing.T, got panelsAnswer, history simulated, agentEvents bool) {
	t.Helper()
	truth := history.truth.Zones["Asia/Seoul"]
	if got.NumberOfCalls != int64(truth.All.Calls) {
		t.Errorf("number of calls: %d, want %d", got.NumberOfCalls, truth.All.Calls)
	}
	days := map[string]int64{}
	for _, day := range got.CallsPerDay {
		if day.Calls > 0 {
			days[day.Day] = day.Calls
		}
	}
	want := map[string]int64{}
	for _, day := range truth.Days {
		if day.Calls > 0 {
			want[day.Day] = int64(day.Calls)
		}
	}
	if diff := cmp.Diff(want, days); diff != "" {
		t.Errorf("calls per day (-want +got):\n%s", diff)
	}
	compareMean(t, "after-contact work", got.ACW.Seconds, got.ACW.Contacts, truth.All.ACWSeconds, truth.All.ACWContacts)
	compareMean(t, "recorded after-contact work", got.ACW.RecordedSeconds, got.ACW.RecordedContacts, truth.All.ACWSeconds, truth.All.ACWRecorded)
	compareMean(t, "call duration", got.Duration.Seconds, got.Duration.Contacts, truth.All.TalkSeconds, truth.All.TalkContacts)
	if got.Parts.Connected != int64(truth.All.AgentsConnected) {
		t.Errorf("agents connected: %d, want %d", got.Parts.Connected, truth.All.AgentsConnected)
	}
	if agentEvents {
		if got.NumberOfAgents != int64(truth.All.Agents) || got.Parts.Online == nil || *got.Parts.Online != int64(truth.All.AgentsOnline) {
			t.Errorf("agents: %d with %v online, want %d with %d", got.NumberOfAgents, got.Parts.Online, truth.All.Agents, truth.All.AgentsOnline)
		}
	}
}

// compareMean compares exactly: both sides divide the same whole numbers.
func compareMean(t *testing.T, name string, seconds *float64, contacts, wantSum int64, wantContacts int) {
	t.Helper()
	if contacts != int64(wantContacts) {
		t.Errorf("%s: over %d contacts, want %d", name, contacts, wantContacts)
	}
	if wantContacts == 0 {
		return
	}
	if want := float64(wantSum) / float64(wantContacts); seconds == nil || *seconds != want {
		t.Errorf("%s: %v seconds, want %v", name, seconds, want)
	}
}

func TestServeRefusesForeignHostsAndAddresses(t *testing.T) {
	t.Parallel()
	s := startServer(t, t.TempDir())
	for path, want := range map[string]int{
		"/": http.StatusMisdirectedRequest, "/api/v1/panels": http.StatusMisdirectedRequest,
		"/ingest/firehose": http.StatusUnauthorized, "/ingest/eventbridge": http.StatusUnauthorized, // senders come again on 401
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+path, strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		request.Host = "evil.example"
		request.Header.Set("X-Ringside-Key", testKey)
		request.Header.Set("X-Amz-Firehose-Access-Key", testKey)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(response.Body) // what is missing fails below
		response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("%s for a foreign host: %s, want %d", path, response.Status, want)
		}
		if own := bytes.Contains(text, []byte(`"errorMessage":"`)) && bytes.Contains(text, []byte(`"requestId":"`)); own != (path == "/ingest/firehose") {
			t.Errorf("%s for a foreign host: %s", path, text)
		}
	}
	_, stderr, code := ringside(t, "serve", "--listen", "0.0.0.0:0", "--data", t.TempDir())
	if code != exitUsage || !strings.Contains(stderr, "loopback") {
		t.Errorf("listen on all addresses: exit %d, %q", code, stderr)
	}
}

func TestUnknownAddressesOfDoorsNameTheRightOnes(t *testing.T) {
	t.Parallel()
	s := startServer(t, t.TempDir())
	for _, path := range []string{"/ingest", "/ingest/", "/ingest/firehose/", "/ingest/kinesis"} {
		for _, method := range []string{http.MethodPost, http.MethodGet, http.MethodPut} {
			request, err := http.NewRequestWithContext(t.Context(), method, s.url+path, strings.NewReader("{}"))
			if err != nil {
				t.Fatal(err)
			}
			response, err := http.DefaultTransport.RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(response.Body) // what is missing fails below
			response.Body.Close()
			if response.StatusCode != http.StatusNotFound || !bytes.Contains(text, []byte("/ingest/firehose")) {
				t.Errorf("%s %s: %s %s", method, path, response.Status, text)
			}
		}
	}
}

func TestOneBadRecordStopsNothingElse(t *testing.T) {
	t.Parallel()
	history := simulate(t, 1)
	var good [][]byte
	for _, line := range history.lines {
		if bytes.HasPrefix(line, []byte(`{"AWSAccountId"`)) && len(good) < 499 {
			good = append(good, line)
		}
	}
	s := startServer(t, t.TempDir())
	records := append(append([][]byte{}, good[:250]...), []byte(`{"ContactId":"broken",`))
	records = append(records, good[250:]...)
	if status, err := s.deliver(records...); err != nil || status != http.StatusOK {
		t.Fatalf("deliver: %d, %v", status, err)
	}
	s.waitProjected()
	var list struct {
		Quarantined []quarantinedBody `json:"quarantined"`
	}
	s.get("/api/v1/quarantine", &list)
	if len(list.Quarantined) != 1 || list.Quarantined[0].Reason == "" {
		t.Fatalf("quarantine: %+v, want the one broken record with a reason", list.Quarantined)
	}
	var status struct {
		Sources []struct {
			Read        int64 `json:"read"`
			Quarantined int64 `json:"quarantined"`
		} `json:"sources"`
	}
	s.get("/api/v1/ingest/status", &status)
	var read, quarantined int64
	for _, source := range status.Sources {
		read += source.Read
		quarantined += source.Quarantined
	}
	if read != int64(len(records)) || quarantined != 1 {
		t.Errorf("read %d with %d quarantined, want %d with 1", read, quarantined, len(records))
	}
}
