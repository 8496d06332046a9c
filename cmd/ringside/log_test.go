package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// read returns the deliveries in one file of the history.
func (s simulated) read(t *testing.T, name string) [][]byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Split(bytes.TrimSpace(text), []byte("\n"))
}

func TestServeWritesNoCustomerDataToItsLog(t *testing.T) {
	t.Parallel()
	history := simulate(t, 1)
	agents, contacts := history.read(t, "agent_events.jsonl"), history.read(t, "contact_events.jsonl")
	secrets := secretsOf(history.lines, agents, contacts)
	for _, kind := range []string{"Username", "FirstName", "LastName", "Address", "Attributes", "e-mail", "phone"} {
		if len(secrets[kind]) == 0 {
			t.Fatalf("the simulated deliveries hold no %s: this test looks for nothing", kind)
		}
	}
	for _, kind := range []string{"Username", "Address", "phone"} {
		for value := range secrets[kind] {
			if leak("level=INFO msg=stored contact="+value+" records=1\n", value) == "" {
				t.Fatalf("a log that holds the %s %q passes", kind, value)
			}
		}
	}
	s := startServer(t, t.TempDir(), "--log-level", "debug")
	deliverGood(s, history.lines, agents, contacts[:200])
	deliverBroken(s, history.lines, contacts[:20])
	deliverRefused(s, history.lines[:50], contacts[0])
	for address := range secrets["Address"] {
		askFor(s, "/api/v1/contacts/"+url.PathEscape(address))
	}
	s.waitProjected()
	if err := s.stop(); err != nil {
		t.Fatalf("stop: %v\n%s", err, s.logs)
	}
	log := s.logs.String()
	if !strings.Contains(log, "stopped listening") || !strings.Contains(log, "records quarantined") {
		t.Fatalf("the log is not what this test looks at:\n%s", log)
	}
	secrets["key"] = map[string]bool{testKey: true, "ContactId": true, "Username": true, "Attributes": true}
	for kind, values := range secrets {
		for value := range values {
			if line := leak(log, value); line != "" {
				t.Errorf("the log holds the %s %q:\n%s", kind, value, line)
			}
		}
	}
}

// personal are the fields whose values must not be logged; of Attributes and Tags that is everything within.
var personal = map[string]bool{"Username": true, "FirstName": true, "LastName": true, "Address": true, "Attributes": true, "Tags": true}

var (
	emailShape = regexp.MustCompile(`^[^\s@]+@[^\s@]+\.[a-z]+$`)
	phoneShape = regexp.MustCompile(`^\+\d{7,15}$`)
)

// secretsOf gathers, by kind, what the deliveries say of people.
func secretsOf(files ...[][]byte) map[string]map[string]bool {
	secrets := map[string]map[string]bool{}
	add := func(kind, text string) {
		if secrets[kind] == nil {
			secrets[kind] = map[string]bool{}
		}
		for line := range strings.Lines(text) { // a log writes line breaks in another way
			secrets[kind][strings.TrimSpace(line)] = true
		}
	}
	var walk func(kind string, v any)
	walk = func(kind string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, inner := range v {
				if personal[key] {
					walk(key, inner)
				} else {
					walk(kind, inner)
				}
			}
		case []any:
			for _, inner := range v {
				walk(kind, inner)
			}
		case string:
			switch { // most strings are neither, and a pattern costs more than a look
			case strings.Contains(v, "@") && emailShape.MatchString(v):
				add("e-mail", v)
			case strings.HasPrefix(v, "+") && phoneShape.MatchString(v):
				add("phone", v)
			}
			if kind != "" {
				add(kind, v)
			}
		}
	}
	for _, lines := range files {
		for _, line := range lines {
			var v any
			if json.Unmarshal(line, &v) == nil { // some are broken, on purpose
				walk("", v)
			}
		}
	}
	return secrets
}

var (
	plainWord   = regexp.MustCompile(`^[A-Za-z]+$`)
	shortNumber = regexp.MustCompile(`^\d{1,4}$`)
)

// leak is a line of the log that holds the value. One that is an English word ("delivery") counts only where it stands
// alone as a value; digits and truth values tell nothing of anybody.
func leak(log, value string) string {
	if !strings.Contains(log, value) {
		return ""
	}
	if _, notBool := strconv.ParseBool(value); notBool == nil || shortNumber.MatchString(value) || value == "" {
		return ""
	}
	for line := range strings.Lines(log) {
		if !strings.Contains(line, value) {
			continue
		}
		alone := strings.Contains(line, `"`+value+`"`) || strings.HasSuffix(strings.TrimSpace(line), "="+value) || strings.Contains(line, "="+value+" ")
		if !plainWord.MatchString(value) || alone {
			return line
		}
	}
	return ""
}

func deliverGood(s *server, records, agents, contacts [][]byte) {
	s.t.Helper()
	for _, batch := range append(batches(records, 100), batches(agents, 500)...) {
		if status, err := s.deliver(batch...); err != nil || status != http.StatusOK {
			s.t.Fatalf("deliver: %d, %v", status, err)
		}
	}
	for _, event := range contacts {
		if status := s.send("/ingest/eventbridge", testKey, event); status != http.StatusOK {
			s.t.Fatalf("deliver a contact event: %d", status)
		}
	}
}

// deliverBroken cuts deliveries off and lengthens them; they are taken, and go to quarantine.
func deliverBroken(s *server, records, contacts [][]byte) {
	s.t.Helper()
	var broken [][]byte
	for i, record := range records {
		cut := bytes.Clone(record[:len(record)*(i%9+1)/10])
		broken = append(broken, cut, append([]byte("CustomerEndpoint "), record...))
	}
	for _, batch := range batches(broken, 100) {
		if status, err := s.deliver(batch...); err != nil || status != http.StatusOK {
			s.t.Fatalf("deliver broken records: %d, %v", status, err)
		}
	}
	for _, event := range contacts {
		if status := s.send("/ingest/eventbridge", testKey, event[:len(event)/2]); status != http.StatusOK {
			s.t.Fatalf("deliver half a contact event: %d", status)
		}
	}
}

// deliverRefused sends what no door takes: a wrong key, and bodies without Firehose's envelope.
func deliverRefused(s *server, records [][]byte, event []byte) {
	s.t.Helper()
	for _, record := range records {
		for _, key := range []string{testKey, "wrong", string(record[:min(len(record), 200)])} {
			if status := s.send("/ingest/firehose", key, record); status == http.StatusOK {
				s.t.Fatal("a body that is no Firehose request was taken")
			}
		}
	}
	if status := s.send("/ingest/eventbridge", "wrong", event); status != http.StatusUnauthorized {
		s.t.Fatalf("a contact event with a wrong key: %d", status)
	}
}

// send posts a body as it is, with a key for either door.
func (s *server) send(path, key string, body []byte) int {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.url+path, bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Amz-Firehose-Request-Id", requestID)
	request.Header.Set("X-Amz-Firehose-Access-Key", key)
	request.Header.Set("X-Ringside-Key", key)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	response.Body.Close()
	return response.StatusCode
}

// askFor asks the API for something that it does not have.
func askFor(s *server, path string) {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.url+path, http.NoBody)
	if err != nil {
		s.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode == http.StatusOK {
		s.t.Fatalf("GET %s: found", path)
	}
}
