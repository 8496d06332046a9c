package check_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/check"
)

// Whoever answers in Amazon's place may say nothing, politely.
func TestAnEmptyAnswerIsNoAnswer(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) }))
	t.Cleanup(server.Close)
	access := awsaccess.Access{Region: region, Endpoint: server.URL, Key: "k", Secret: "s"}
	d := check.Doctor{Set: check.Set{Instances: []string{instance}, Streams: []string{"records"}, Queues: []string{server.URL + "/1/q"}}, Access: access, Connect: access}
	r, err := d.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	empty := 0
	for _, f := range r.Findings {
		if f.Code == check.NotAnswered && f.Seen == "the answer is empty" {
			empty++
		}
	}
	if empty != 2 { // of the instance, and of the stream
		t.Errorf("%d are empty: %+v", empty, r.Findings)
	}
}
