package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// scoped is a server where people sign in, with a history of a simulated centre.
type scoped struct {
	*server
	b    *testing.B
	data string
}

// BenchmarkScopedRequests asks the same of a server by the token of somebody who sees a part of it, and by that of somebody who sees all
// and asks for that part, or for all where nothing can be asked for, in turn: added-% is by how much the medians differ. Finding out who
// asks, and what that lets them see, is in both. Of the live board everybody asks for all, and is limited to all queues of the 500 agents who
// are on it.
func BenchmarkScopedRequests(b *testing.B) {
	s := startScoped(b)
	whole := s.token()
	const within, days = `"from":"2026-10-25","to":"2026-11-01"`, "from=2026-10-25&to=2026-11-01"
	part := map[string][]string{}
	for _, d := range []string{"queue", "agent", "hierarchy_level_1", "instance"} {
		part[d] = s.half(whole, d)
		question := `{"metrics":["contacts_handled","avg_handle_time"],` + within
		limited := s.token(limitsTo(d, part[d])...)
		s.pair("panel/"+d, whole, limited, "POST /api/v1/query", question+where(d, part[d])+"}", question+"}")
	}
	limited, asked := s.token(limitsTo("queue", part["queue"])...), where("queue", part["queue"])
	for _, one := range []struct{ name, line, body string }{
		{"percentiles", "POST /api/v1/query", `{"metrics":["p50_handle_time","p90_handle_time"],"by":["queue"],` + within},
		{"explain", "POST /api/v1/explain", `{"metric":"contacts_handled",` + within},
	} {
		s.pair(one.name, whole, limited, one.line, one.body+asked+"}", one.body+"}")
	}
	choice, _ := json.Marshal(part["queue"]) // texts
	export := `{"format":"csv","reason":"a benchmark","contacts":{` + within
	s.pair("export", whole, limited, "POST /api/v1/export", fmt.Sprintf(`%s,"queue":%s}}`, export, choice), export+"}}")
	list, filter := "GET /api/v1/contacts?limit=50&"+days, ""
	for _, queue := range part["queue"] {
		filter += "&queue=" + url.QueryEscape(queue)
	}
	s.pair("list", whole, limited, list, filter, "")
	contact, agent := s.seen(limited, list)
	s.pair("contact", whole, limited, "GET /api/v1/contacts/"+contact, "", "")
	s.pair("intervals", whole, limited, "GET /api/v1/agents/"+agent+"/intervals?"+days, "", "")
	newBusyFloor(b, s.server, 500, 0)
	var queues []string
	for q := range busyQueues {
		queues = append(queues, fmt.Sprintf("%s/queue/%d", busyInstance, q))
	}
	s.pair("live", whole, s.token(limitsTo("queue", queues)...), "GET /api/v1/live/snapshot?agents=true", "", "")
}

// where is a filter of a question.
func where(dimension string, values []string) string {
	text, _ := json.Marshal(values) // texts
	return fmt.Sprintf(`,"where":[{"dimension":%q,"values":%s}]`, dimension, text)
}

// limitsTo are the arguments for a token that sees these alone.
func limitsTo(dimension string, values []string) (arguments []string) {
	for _, value := range values {
		arguments = append(arguments, "--limit", dimension+"="+value)
	}
	return arguments
}

// startScoped serves a week of 500 agents.
func startScoped(b *testing.B) scoped {
	b.Helper()
	dir, data := b.TempDir(), filepath.Join(b.TempDir(), "data")
	if _, stderr, code := ringside(b, "simulate", "--seed", "3", "--days", "7", "--agents", "500", "--out", dir); code != exitOK {
		b.Fatalf("simulate: exit %d\n%s", code, stderr)
	}
	importAll(b, data, dir)
	if err := os.RemoveAll(dir); err != nil {
		b.Fatal(err)
	}
	return scoped{startServer(b, data, "--public-url", "https://ringside.example.org"), b, data}
}

// token makes one of an analyst's and a supervisor's roles.
func (s scoped) token(limits ...string) string {
	s.b.Helper()
	args := append([]string{"token", "create", "benchmark", "--role", "analyst", "--role", "supervisor", "--data", s.data}, limits...)
	stdout, stderr, code := ringside(s.b, args...)
	if code != exitOK {
		s.b.Fatalf("token create: exit %d, %s", code, stderr)
	}
	return strings.TrimSpace(stdout)
}

// half is at most 25 values of a dimension, and one at least.
func (s scoped) half(token, dimension string) (values []string) {
	s.b.Helper()
	var found struct{ Values []struct{ Value string } }
	text := s.by(token, "GET /api/v1/dimensions?limit=500&dimension="+dimension, "")
	if err := json.Unmarshal(text, &found); err != nil {
		s.b.Fatal(err)
	}
	for _, v := range found.Values {
		if v.Value != "" {
			values = append(values, v.Value)
		}
	}
	if len(values) == 0 {
		s.b.Fatalf("no %s: %s", dimension, text)
	}
	return values[:min(25, (len(values)+1)/2)]
}

// seen is a contact of a list, and the id of its agent.
func (s scoped) seen(token, list string) (contact, agent string) {
	s.b.Helper()
	var page struct {
		Contacts []struct {
			ID    string `json:"contact_id"`
			Agent string `json:"agent_arn"`
		}
	}
	if err := json.Unmarshal(s.by(token, list, ""), &page); err != nil {
		s.b.Fatal(err)
	}
	for _, c := range page.Contacts {
		if c.Agent != "" {
			return c.ID, c.Agent[strings.LastIndex(c.Agent, "/")+1:]
		}
	}
	s.b.Fatalf("of %d contacts none has an agent", len(page.Contacts))
	return "", ""
}

// by asks by a token, such as "GET /path", and reads the answer to its end. What is sent is the body, or goes on with the path.
func (s scoped) by(token, line, sent string) []byte {
	s.b.Helper()
	method, path, _ := strings.Cut(line, " ")
	body := ""
	if method == http.MethodPost {
		body = sent
	} else {
		path += sent
	}
	r, err := http.NewRequestWithContext(s.b.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.b.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		s.b.Fatal(err)
	}
	defer w.Body.Close()
	text, err := io.ReadAll(w.Body)
	if err != nil || w.StatusCode != http.StatusOK {
		s.b.Fatalf("%s: %s %v\n%.500s", line, w.Status, err, text)
	}
	return text
}

// pair asks in turn, now the one first and now the other, after each was asked three times: caches are warm.
func (s scoped) pair(name, whole, limited, line, filtered, all string) {
	s.b.Run(name, func(b *testing.B) {
		s.b = b
		tokens, sent := []string{whole, limited}, []string{filtered, all}
		took := make([][]time.Duration, 2)
		ask := func(i int) time.Duration {
			asked := time.Now()
			s.by(tokens[i], line, sent[i])
			return time.Since(asked)
		}
		for i := range 6 {
			ask(i % 2)
		}
		for first := 0; b.Loop(); first = 1 - first {
			for _, i := range []int{first, 1 - first} {
				took[i] = append(took[i], ask(i))
			}
		}
		var median [2]float64
		for i := range took {
			slices.Sort(took[i])
			median[i] = took[i][len(took[i])/2].Seconds()
		}
		b.ReportMetric(1000*median[0], "filter-ms")
		b.ReportMetric(1000*median[1], "scope-ms")
		b.ReportMetric(100*(median[1]/median[0]-1), "added-%")
	})
}
