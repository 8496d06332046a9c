package live

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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

// TestLimitedPicturesAreTheSameWhoeverLookedBefore asks one board again and again while a made-up day comes in, in no order, and a new
// board of the same facts once.
func TestLimitedPicturesAreTheSameWhoeverLookedBefore(t *testing.T) {
	agents := 0
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 10))
		facts := madeUpDay(random)
		random.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		scopes := limitedScopes(shown(boardOf(facts...), 3000))
		asked, seconds := NewBoard(), 3000
		for i, fact := range facts {
			asked.Apply(fact)
			if random.IntN(6) > 0 {
				continue
			}
			seconds += random.IntN(120)
			for name, c := range scopes {
				if random.IntN(2) > 0 {
					continue
				}
				got := asked.Within(at(seconds).Time(), heartbeatLimit, c.scope, Choice{})
				want := boardOf(facts[:i+1]...).Within(at(seconds).Time(), heartbeatLimit, c.scope, Choice{})
				if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("seed %d, after %d facts, %s (- new board, + asked before):\n%s", seed, i+1, name, diff)
				}
				agents += len(got.Agents)
			}
		}
	}
	if agents == 0 {
		t.Error("no agent was ever seen")
	}
}

// TestLimitedTalliesAreNotKeptForEver asks by more scopes than are kept, and then for none of them for a while.
func TestLimitedTalliesAreNotKeptForEver(t *testing.T) {
	b := boardOf(agentEvent("STATE_CHANGE", "kim", 0, "ROUTABLE", nil))
	ask := func(seconds, queue int) {
		scope := metric.Everything().Limit(metric.Queue, []string{salesARN, fmt.Sprintf("%s/queue/%d", instance, queue)})
		b.Within(at(seconds).Time(), heartbeatLimit, scope, Choice{})
	}
	for i := range 2 * mostLimited {
		ask(i/10, i)
	}
	if len(b.limited) != mostLimited {
		t.Errorf("%d tallies are kept, want %d", len(b.limited), mostLimited)
	}
	ask(100, 0)
	if len(b.limited) != 1 {
		t.Errorf("%d tallies are kept after a while, want the one that was asked for", len(b.limited))
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
