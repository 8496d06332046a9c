package check

import (
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// judgeArrivals goes by what has come.
func judgeArrivals(f *Facts, o *opinion) {
	if f.Own == nil {
		o.say(ArrivalsNotKnown, Finding{Fix: "ringside check --server http://127.0.0.1:8080"})
		return
	}
	for _, k := range []struct {
		kind        connect.Kind
		came, never Code
	}{
		{connect.KindContact, RecordsCame, RecordsNever},
		{connect.KindAgentEvent, AgentsCame, AgentsNever},
		{connect.KindContactEvent, EventsCame, EventsNever},
	} {
		newest := f.came(k.kind)
		if newest == nil {
			o.say(k.never, Finding{Seen: "0"}, f.own("", "read: 0"))
			continue
		}
		o.say(k.came, Finding{About: newest.Name, Seen: text("events from %s to %s", moment(newest.FirstEvent), moment(newest.LastEvent))},
			f.own(newest.Name, "read: %d; received from %s to %s; events from %s to %s",
				newest.Read, moment(newest.Since), moment(newest.Received), moment(newest.FirstEvent), moment(newest.LastEvent)))
	}
	if f.Own.Quarantine > 0 {
		o.say(InQuarantine, Finding{Seen: text("%d", f.Own.Quarantine), Fix: "ringside quarantine list"}, f.own("", "open: %d", f.Own.Quarantine))
	}
	if f.Own.Throttled > 0 {
		o.say(AmazonConnectQuota, Finding{
			Seen: text("%d", f.Own.Throttled), Fix: "aws service-quotas list-service-quotas --service-code connect" + in(f.Region),
		}, f.own("", "ThrottlingException: %d", f.Own.Throttled))
	}
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "not known"
	}
	return t.UTC().Format(time.RFC3339)
}
