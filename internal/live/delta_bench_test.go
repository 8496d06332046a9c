package live

import (
	"fmt"
	"testing"

	"github.com/ringside/ringside/internal/connect"
)

// BenchmarkDelta is what one delta of a large floor takes: the events of an eighth of a second, the picture, the difference from
// the last one, and its text.
func BenchmarkDelta(b *testing.B) {
	for _, agents := range []int{1000, 25_000} {
		b.Run(fmt.Sprintf("agents=%d", agents), func(b *testing.B) {
			board := NewBoard()
			agent := func(i, second int) {
				state := []string{"CONNECTING", "CONNECTED", "ENDED"}[second%3]
				f := agentEvent("STATE_CHANGE", fmt.Sprint(i), second, "ROUTABLE", map[string]string{fmt.Sprint("c", i): state})
				for k := range 4 {
					q := connect.QueueRef{ARN: fmt.Sprintf("%s/queue/%d", instance, (i+7*k)%40), Name: "Queue"}
					f.AgentEvent.Current.RoutingProfile.InboundQueues = append(f.AgentEvent.Current.RoutingProfile.InboundQueues, q)
				}
				board.Apply(f)
			}
			for i := range agents {
				agent(i, 0)
			}
			before, n := shown(board, 0), 0
			for b.Loop() {
				for range agents / 400 {
					n++
					agent(n*7919%agents, 1+n/agents)
				}
				after := shown(board, 1)
				encode(patch(before, after))
				before = after
			}
		})
	}
}
