package live

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
)

// limitedScopes are scopes by which a made-up day is narrowed, each with texts that its pictures never have.
func limitedScopes(whole Snapshot) map[string]struct {
	scope  metric.Scope
	hidden []string
} {
	all := metric.Everything()
	scopes := map[string]struct {
		scope  metric.Scope
		hidden []string
	}{
		"sales":       {all.Limit(metric.Queue, []string{salesARN}), []string{helpARN}},
		"help":        {all.Limit(metric.Queue, []string{helpARN}), []string{salesARN}},
		"no queue":    {all.Limit(metric.Queue, []string{instance + "/queue/none"}), []string{salesARN, helpARN, "/agent/"}},
		"the site":    {all.Limit(metric.HierarchyLevel1, []string{siteARN}), nil},
		"no group":    {all.Limit(metric.HierarchyLevel2, []string{siteARN}), []string{salesARN, helpARN, "/agent/"}},
		"elsewhere":   {all.Within([]string{london}).Limit(metric.Queue, []string{salesARN}), []string{instance}},
		"everything":  {all, nil},
		"and nothing": {metric.Scope{}, []string{instance}},
	}
	for arn := range whole.Agents {
		one := scopes["agent"]
		one.scope = all.Limit(metric.Agent, []string{arn})
		for other := range whole.Agents {
			if other != arn {
				one.hidden = append(one.hidden, other)
			}
		}
		scopes["agent"] = one
		break
	}
	return scopes
}

// TestPicturesHaveNothingOutsideTheirScope narrows made-up days and counts what is left from the whole picture.
func TestPicturesHaveNothingOutsideTheirScope(t *testing.T) {
	waited, agents := int64(0), 0
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 9))
		b := boardOf(madeUpDay(random)...)
		seconds := random.IntN(9000)
		whole := shown(b, seconds)
		for name, c := range limitedScopes(whole) {
			got := b.Within(at(seconds).Time(), heartbeatLimit, c.scope, Choice{})
			list := b.List(at(seconds).Time(), heartbeatLimit, c.scope, Choice{}, 500)
			text, err := json.Marshal([]any{got, list})
			if err != nil {
				t.Fatal(err)
			}
			for _, hidden := range c.hidden {
				if strings.Contains(string(text), hidden+`"`) || strings.HasSuffix(hidden, "/") && strings.Contains(string(text), hidden) {
					t.Errorf("seed %d, %s: the picture tells of %s:\n%s", seed, name, hidden, text)
				}
			}
			want := recountWithin(whole, got, c.scope)
			if diff := cmp.Diff(want.Waiting, got.Totals.Waiting); diff != "" {
				t.Errorf("seed %d, %s: who waits (- recount, + board):\n%s", seed, name, diff)
			}
			if want.AgentsOnline != got.Totals.AgentsOnline || want.AgentsAvailable != got.Totals.AgentsAvailable {
				t.Errorf("seed %d, %s: agents %+v, want %+v", seed, name, got.Totals.AgentCounts, want.AgentCounts)
			}
			if named := list.Named; named != got.Totals.Total && !c.scope.LimitsAgents() || named != 0 && c.scope.LimitsAgents() {
				t.Errorf("seed %d, %s: %d contacts are named of %d", seed, name, named, got.Totals.Total)
			}
			if name != "everything" {
				waited, agents = waited+got.Totals.Total, agents+len(got.Agents)
			}
		}
	}
	if waited == 0 || agents == 0 {
		t.Errorf("%d waited and %d agents were seen: nothing was looked at", waited, agents)
	}
}

// recountWithin adds up the rows of the whole picture that a scope sees: of who sees some agents alone, the queues that these serve.
func recountWithin(whole, got Snapshot, scope metric.Scope) Totals {
	var t Totals
	for arn, q := range whole.Queues {
		_, served := got.Queues[arn]
		if scope.SeesInstance(arn) && scope.Sees(metric.Queue, arn) && (served || !scope.LimitsAgents()) {
			t.Waiting.join(q.Waiting)
		}
	}
	if scope.SeesEverything() {
		t.Waiting = whole.Totals.Waiting // with what waits in no queue
	}
	for arn, a := range whole.Agents {
		if _, seen := got.Agents[arn]; !seen {
			continue
		}
		t.AgentsOnline += one(a.Status.Type == typeRoutable || a.Status.Type == "CUSTOM")
		t.AgentsAvailable += one(a.Status.Type == typeRoutable && len(a.Contacts) == 0)
	}
	return t
}
