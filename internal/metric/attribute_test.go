package metric_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/metric"
)

func TestAttributeCanBeAskedByAnyKey(t *testing.T) {
	for _, key := range []string{"reason", "Reason", "예약 번호", "a=b, c:d", "\x00", " ", strings.Repeat("k", metric.MaxAttribute)} {
		q := dayQuery("contacts_handled", "abandonment_rate", "number_of_agents")
		q.By = []metric.Dimension{metric.OfAttribute(key)}
		q.Where = []metric.Filter{{Dimension: metric.OfAttribute(key), Values: []string{""}, Not: true}}
		if _, err := metric.Run(t.Context(), asker(nil), q); err != nil {
			t.Errorf("%.20q: %v", key, err)
		}
	}
}

func TestTimeOfAgentsHasNoAttributes(t *testing.T) {
	q := dayQuery("agent_occupancy")
	q.By = []metric.Dimension{metric.OfAttribute("reason")}
	if _, err := metric.Run(t.Context(), asker(nil), q); !errors.Is(err, metric.ErrQuestion) || !strings.Contains(err.Error(), "means nothing by attribute:reason") {
		t.Errorf("by an attribute: error %v", err)
	}
	q.By, q.Where = nil, []metric.Filter{{Dimension: metric.OfAttribute("reason"), Values: []string{"x"}}}
	if _, err := metric.Run(t.Context(), asker(nil), q); !errors.Is(err, metric.ErrQuestion) {
		t.Errorf("of an attribute: error %v", err)
	}
}

func TestWhatIsNoAttributeIsRefusedWithWhatToAsk(t *testing.T) {
	for _, c := range []struct {
		dimension metric.Dimension
		value     string
		want      string
	}{
		{"attribute:", "", "write attribute:KEY"},
		{"attribute", "", "did you mean attribute:KEY?"},
		{"attribut:reason", "", "did you mean attribute:reason?"},
		{"attributes:Reason:x", "", "did you mean attribute:Reason:x?"},
		{metric.OfAttribute(strings.Repeat("k", metric.MaxAttribute+1)), "", "of 32769 bytes; it has at most 32768"},
		{"attribute:reason", strings.Repeat("v", metric.MaxAttribute+1), "a value of attribute:reason of 32769 bytes"},
	} {
		q := dayQuery("contacts_handled")
		q.Where = []metric.Filter{{Dimension: c.dimension, Values: []string{c.value}}}
		_, err := metric.Run(t.Context(), asker(nil), q)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.20q: error %v, want %q", c.dimension, err, c.want)
		}
	}
}
