package metric_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/metric/metrictest"
)

// width counts a Hangul character as two Latin ones.
func width(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}

func TestEveryMetricIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range metric.Catalogue() {
		if seen[m.ID] || m.ID != strings.ToLower(m.ID) {
			t.Errorf("%s: the id is taken or not in lower case", m.ID)
		}
		seen[m.ID] = true
		if m.ConnectName != "" && strings.ToLower(m.ConnectName) != m.ID {
			t.Errorf("%s: the id is not Amazon Connect's %s in lower case", m.ID, m.ConnectName)
		}
		for what, words := range map[string]metric.Words{"title": m.Title, "short": m.Short, "definition": m.Definition} {
			if words.KO == "" || words.EN == "" || words.KO == words.EN {
				t.Errorf("%s: %s lacks a language: %+v", m.ID, what, words)
			}
			if !strings.ContainsFunc(words.KO, func(r rune) bool { return r >= 0xac00 && r <= 0xd7a3 }) {
				t.Errorf("%s: Korean %s has no Hangul: %s", m.ID, what, words.KO)
			}
		}
		if width(m.Short.KO) > 18 || width(m.Short.EN) > 18 {
			t.Errorf("%s: short label is too long: %+v", m.ID, m.Short)
		}
		if m.Formula == "" || !strings.HasPrefix(m.SourceURL, "https://docs.aws.amazon.com/") || m.Unit == "" || m.Direction == "" ||
			m.Attribution == "" || m.TimeField == "" {
			t.Errorf("%s: something is missing: %+v", m.ID, m)
		}
		if !slices.Contains(metric.Groups(), m.Group) || m.Group.Title().KO == "" || m.Group.Title().EN == "" {
			t.Errorf("%s: group %q has no title or no place", m.ID, m.Group)
		}
		if len(m.Dimensions) == 0 || (len(m.Dimensions) < len(metric.Dimensions())) != (m.Instead != "") {
			t.Errorf("%s: by %v, instead of others %q", m.ID, m.Dimensions, m.Instead)
		}
		if len(m.Measures) != m.Combine.Inputs() {
			t.Errorf("%s: %d measures, want %d", m.ID, len(m.Measures), m.Combine.Inputs())
		}
	}
}

func TestKoreanUsesTheGlossary(t *testing.T) {
	banned := []string{"에이전트", "상담원", "고객 응대 후 작업", "중단율", "연락처", "컨택", "콜수", "대기 중"}
	check := func(id string, words metric.Words) {
		for _, word := range banned {
			if strings.Contains(words.KO, word) {
				t.Errorf("%s says %q: %s", id, word, words.KO)
			}
		}
	}
	for _, m := range metric.Catalogue() {
		check(m.ID, m.Title)
		check(m.ID, m.Short)
		check(m.ID, m.Definition)
	}
	for id, definition := range metric.PanelDefinitions() {
		check(id, definition)
	}
	for _, dimension := range metric.Dimensions() {
		check(string(dimension), dimension.Title())
	}
}

func TestMeasuresOfOneNameAreTheSame(t *testing.T) {
	byName := map[string]metric.Measure{}
	specs := []string{
		"service_level:abandons=out", "service_level:short=5", "service_level:short=6", "service_level:of=answered",
		"service_level:of=answered,short=5", "service_level:seconds=30", "service_level:compare=lte", "sum_contacts_answered_in_x:seconds=30,compare=lte",
	}
	metrics := metric.Catalogue()
	for _, spec := range specs {
		metrics = append(metrics, find(t, spec))
	}
	for _, m := range metrics {
		for _, measure := range m.Measures {
			known, taken := byName[measure.Name]
			if diff := cmp.Diff(known, measure); taken && diff != "" {
				t.Errorf("%s of %s: %s", measure.Name, m.ID, diff)
			}
			byName[measure.Name] = measure
		}
	}
}

func TestEveryMetricHasAScenario(t *testing.T) {
	asked := map[string]bool{}
	for _, scenario := range metrictest.Scenarios(t) {
		for _, spec := range scenario.Metrics(t) {
			id, _, _ := strings.Cut(spec, ":")
			asked[id] = true
		}
	}
	for _, m := range metric.Catalogue() {
		if !asked[m.ID] {
			t.Errorf("no scenario asks for %s", m.ID)
		}
	}
}

func find(t *testing.T, spec string) metric.Metric {
	t.Helper()
	m, err := metric.Find(spec)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestFindTakesParameters(t *testing.T) {
	for _, c := range []struct {
		spec string
		want metric.Predicate
	}{
		{"service_level", metric.Compare(metric.ColQueueS, metric.OpLess, 20)},
		{"service_level:seconds=30", metric.Compare(metric.ColQueueS, metric.OpLess, 30)},
		{"service_level:compare=lte", metric.Compare(metric.ColQueueS, metric.OpAtMost, 20)},
		{" service_level:compare=lt,seconds=604800 ", metric.Compare(metric.ColQueueS, metric.OpLess, 604800)},
	} {
		if diff := cmp.Diff(c.want, find(t, c.spec).Measures[0].Where); diff != "" {
			t.Errorf("%s: %s", c.spec, diff)
		}
	}
	if got := find(t, "service_level:seconds=30").Title.KO; got != "서비스 수준(30초)" {
		t.Errorf("title %q does not show the seconds", got)
	}
}

func TestFindRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, spec := range []string{
		"", "nonsense", "contacts_handled:seconds=30", "abandonment_rate:seconds=30", "service_level:seconds=0", "service_level:seconds=604801", "service_level:seconds=x",
		"service_level:compare=gt", "service_level:speed=3", "SERVICE_LEVEL", "service_level:", "service_level:of=all", "service_level:abandons=x",
		"service_level:short=-1", "service_level:short=604801", "service_level:seconds=5,seconds=6", "service_level:abandons=out,short=5",
		"sum_contacts_answered_in_x:of=answered", "avg_queue_answer_time:seconds=30",
	} {
		if m, err := metric.Find(spec); !errors.Is(err, metric.ErrUnknownMetric) {
			t.Errorf("%q: found %q, error %v", spec, m.ID, err)
		}
	}
}

func TestUnknownNamesAreAnsweredWithTheNearest(t *testing.T) {
	for _, c := range []struct{ spec, want string }{
		{"contact_handled", "did you mean contacts_handled or api_contacts_handled or contacts_handled_incoming?"},
		{"Contacts_Handled", "did you mean contacts_handled"},
		{"avg handle time", "did you mean avg_handle_time"},
		{"handle_time", "did you mean avg_handle_time or sum_handle_time or p50_handle_time?"},
		{"servicelevel", "did you mean service_level"},
		{"xyzzy", "GET /api/v1/metrics lists them all"},
		{"service_level:second=30", "did you mean seconds?"},
		{"service_level:seconds=que", "a whole number from 1 to 604800, or queue"},
		{"service_level:colour=red", "there are seconds, compare, of, abandons, short"},
	} {
		_, err := metric.Find(c.spec)
		if !errors.Is(err, metric.ErrUnknownMetric) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.spec, err, c.want)
		}
	}
}

func TestEveryPanelHasADefinition(t *testing.T) {
	definitions := metric.PanelDefinitions()
	panels := []string{
		"number_of_calls", "calls_per_day", "average_after_contact_work", "average_call_duration", "number_of_agents", "calls_in_queue",
	}
	for _, panel := range panels {
		if definitions[panel].KO == "" || definitions[panel].EN == "" {
			t.Errorf("%s: no definition", panel)
		}
	}
	for panel := range definitions {
		if !slices.Contains(panels, panel) {
			t.Errorf("%s is no panel", panel)
		}
	}
}

func TestColumnsHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]metric.Column{}
	for _, column := range metric.Columns() {
		if other, taken := seen[column.Name()]; column.Name() == "" || taken {
			t.Errorf("column %d is called %q, as %d is", column, column.Name(), other)
		}
		seen[column.Name()] = column
	}
	if len(seen) > 64 {
		t.Errorf("%d columns do not fit a row", len(seen))
	}
}

func TestChoicesOfAParameterAreTheWordsThatItTakes(t *testing.T) {
	for _, m := range metric.Catalogue() {
		for _, p := range m.Parameters {
			values := []string{p.Default}
			if len(p.Choices) == 0 {
				values = append(values, "30")
			}
			for _, word := range slices.Concat(p.Choices, p.Words) {
				values = append(values, word.Value)
			}
			for _, value := range values {
				if _, err := metric.Find(m.ID + ":" + p.Name + "=" + value); err != nil {
					t.Error(err)
				}
			}
			if _, err := metric.Find(m.ID + ":" + p.Name + "=neither"); err == nil {
				t.Errorf("%s takes %s=neither", m.ID, p.Name)
			}
		}
	}
}

// People read meanings: the words that ids are written with stand beside them, each with a meaning of its own.
func TestMeaningsOfParametersAreWordsForPeople(t *testing.T) {
	for _, m := range metric.Catalogue() {
		for _, p := range m.Parameters {
			for _, word := range slices.Concat(p.Choices, p.Words) {
				if word.Meaning.KO == "" || word.Meaning.EN == "" {
					t.Errorf("%s of %s: %s has no meaning", p.Name, m.ID, word.Value)
				}
				for _, meaning := range []string{p.Meaning.KO, p.Meaning.EN} {
					if strings.Contains(meaning, "("+word.Value+")") {
						t.Errorf("%s of %s: %q says %s, which is no word for people", p.Name, m.ID, meaning, word.Value)
					}
				}
			}
		}
	}
}
