package live

import (
	"maps"
	"slices"
	"testing"
)

func TestGroupIsGoneWithItsLastAgentWhoeverLookedBefore(t *testing.T) {
	b := boardOf(agentEvent("STATE_CHANGE", "kim", 0, "ROUTABLE", nil))
	shown(b, 1)
	moves := agentEvent("STATE_CHANGE", "kim", 2, "ROUTABLE", nil)
	moves.AgentEvent.Current.RoutingProfile.ARN = profileARN + "/other"
	moves.AgentEvent.Current.RoutingProfile.InboundQueues = nil
	b.Apply(moves)
	now := shown(b, 3)
	if got := slices.Collect(maps.Keys(now.Profiles)); !slices.Equal(got, []string{profileARN + "/other"}) || len(now.Queues) != 0 {
		t.Errorf("profiles %v and %d queues are shown; want the agent's new profile alone", got, len(now.Queues))
	}
}
