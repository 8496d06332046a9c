package firehose

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/store"
)

// nowhere is a store that is done at once: what is left is the door's own work.
type nowhere struct{}

func (nowhere) Append(context.Context, store.Batch) (store.Receipt, error) { return nil, nil }

// BenchmarkDelivery is one request of 500 records of 4.7 kB, from its bytes to decoded facts.
func BenchmarkDelivery(b *testing.B) {
	attributes := make([]string, 60)
	for i := range attributes {
		attributes[i] = fmt.Sprintf(`"attribute %d":%q`, i, strings.Repeat("value ", 9))
	}
	data := make([]string, 500)
	for i := range data {
		data[i] = fmt.Sprintf(`{"ContactId":"contact-%d","InstanceARN":"arn:aws:connect:ap-northeast-2:111122223333:instance/i",`+
			`"Channel":"VOICE","InitiationMethod":"INBOUND","InitiationTimestamp":"2026-11-22T11:00:00Z",`+
			`"LastUpdateTimestamp":"2026-11-22T12:00:00Z","Agent":null,"Queue":null,"Attributes":{%s}}`, i, strings.Join(attributes, ","))
	}
	h := New(Options{Sink: ingest.New(ingest.Options{Store: nowhere{}}), Keys: keys("right")})
	for name, content := range map[string]string{"plain": body(data...), "gzip": zipped(body(data...))} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data) * len(data[0])))
			for b.Loop() {
				r := request(content)
				if name == "gzip" {
					r = zippedRequest(content)
				}
				w := httptest.NewRecorder()
				if h.ServeHTTP(w, r); w.Code != http.StatusOK {
					b.Fatal(w.Body)
				}
			}
			b.ReportMetric(float64(b.N*len(data))/b.Elapsed().Seconds(), "records/s")
		})
	}
}
