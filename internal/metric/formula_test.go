package metric

import (
	"strings"
	"testing"
)

func TestFormulaSaysWhatIsCounted(t *testing.T) {
	for want, m := range map[string]Measure{
		"count(contacts)":                                 CountOf("", Predicate{}),
		"count(connected = 1 and queue_s < 20)":           CountOf("", All(Is(ColConnected), Compare(ColQueueS, OpLess, 20))),
		"count(queued = 1 and (incoming = 1 or api = 1))": CountOf("", All(Is(ColQueued), Any(Is(ColIncoming), Is(ColAPI)))),
		"sum(hold_s), connected = 1 and holds > 0":        SumOf("", ColHoldS, All(Is(ColConnected), Compare(ColHolds, OpGreater, 0))),
		"max(queue_s)":                                    MaxOf("", ColQueueS, Predicate{}),
		"percentile(handle_s, 90), outbound = 0":          PercentileOf("", 90, ColHandleS, Not(Is(ColOutbound))),
		"count(has acw_s and no pause_s)":                 CountOf("", All(Present(ColACWS), Missing(ColPauseS))),
		"count(not (abandoned = 1 and queue_s < 5))":      CountOf("", Not(All(Is(ColAbandoned), Compare(ColQueueS, OpLess, 5)))),
		"distinct agent, connected = 1 and monitor = 0":   measureAgentsConnected,
		"agents online by agent events":                   measureAgentsOnline,
	} {
		if got := m.Formula(); got != want {
			t.Errorf("formula %q, want %q", got, want)
		}
	}
}

// TestEveryColumnIsInTheFormula holds the words of a formula to the measure's own columns.
func TestEveryColumnIsInTheFormula(t *testing.T) {
	for _, m := range Catalogue() {
		for _, measure := range m.Measures {
			for _, column := range measure.Columns() {
				if !strings.Contains(measure.Formula(), column.Name()) {
					t.Errorf("%s: %s is not in %q", m.ID, column.Name(), measure.Formula())
				}
			}
		}
	}
}

func TestEveryColumnHasATitleAndAField(t *testing.T) {
	seen := map[string]Column{}
	for _, c := range Columns() {
		if c.Title().KO == "" || c.Title().EN == "" || c.Field() == "" {
			t.Errorf("%s lacks a title or a field", c.Name())
		}
		if other, known := seen[c.Title().KO]; known {
			t.Errorf("%s and %s are both called %s", c.Name(), other.Name(), c.Title().KO)
		}
		seen[c.Title().KO] = c
	}
}
