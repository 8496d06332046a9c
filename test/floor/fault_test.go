package floor_test

import (
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

// late has every delivery come up to so much later, so that they overtake one another.
func late(most time.Duration) fault {
	return func(random *rand.Rand, a arrival) []arrival {
		a.at = a.at.Add(time.Duration(random.Int64N(most.Milliseconds())) * time.Millisecond)
		return []arrival{a}
	}
}

// doubled has every delivery come again within a minute.
func doubled(random *rand.Rand, a arrival) []arrival {
	again := a
	again.at = a.at.Add(time.Duration(random.IntN(60_000)) * time.Millisecond)
	return []arrival{a, again}
}

// often has every delivery come so many times.
func often(times int) fault {
	return func(_ *rand.Rand, a arrival) []arrival { return slices.Repeat([]arrival{a}, times) }
}

// lost leaves out a tenth of the contact events, which are best effort.
func lost(random *rand.Rand, a arrival) []arrival {
	if a.door == sim.ContactEvents && random.IntN(10) == 0 {
		return nil
	}
	return []arrival{a}
}

// fromTheFuture sends, beside every twentieth event, one that says that the same happened two days later: what waits for its moment
// comes true then, which a whole day played must not live to see.
func fromTheFuture(random *rand.Rand, a arrival) []arrival {
	if a.door == sim.ContactRecords || random.IntN(20) > 0 {
		return []arrival{a}
	}
	later := arrival{a.at, a.door, moved(renamed(a.body, `"EventId":"`, `"id":"`), 48*time.Hour)}
	return []arrival{later, a}
}

// ghostly sends, beside every twentieth event, one of an agent, a contact and a queue that nobody has heard of.
func ghostly(random *rand.Rand, a arrival) []arrival {
	if a.door == sim.ContactRecords || random.IntN(20) > 0 {
		return []arrival{a}
	}
	body := renamed(a.body, `"EventId":"`, `"id":"`, `"ContactId":"`, `"contactId":"`, `"AgentARN":"`, `"queueArn":"`)
	return []arrival{{a.at, a.door, body}, a}
}

// aheadBy sets the clock of a source wrong, by less than what counts as the future.
func aheadBy(door sim.Door, by time.Duration) fault {
	return func(_ *rand.Rand, a arrival) []arrival {
		if a.door == door {
			a.body = moved(a.body, by)
		}
		return []arrival{a}
	}
}

// heldUp has everything between two moments come at the second, at once.
func heldUp(from, to time.Time) fault {
	return func(_ *rand.Rand, a arrival) []arrival {
		if a.at.After(from) && a.at.Before(to) {
			a.at = to
		}
		return []arrival{a}
	}
}

const ghost = "0ghost0"

// renamed puts a word before the values that follow some keys; in ARNs, before their last part.
func renamed(body []byte, keys ...string) []byte {
	text := string(body)
	for _, key := range keys {
		text = regexp.MustCompile(regexp.QuoteMeta(key)+`(arn:[^"]*/)?`).ReplaceAllString(text, "${0}"+ghost)
	}
	return []byte(text)
}

var moment = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d`)

// moved has all moments in a delivery be later. What lies before this century is no moment but stands for none.
func moved(body []byte, by time.Duration) []byte {
	const layout = "2006-01-02T15:04:05"
	return moment.ReplaceAllFunc(body, func(text []byte) []byte {
		at, err := time.Parse(layout, string(text))
		if err != nil || at.Year() < 1990 {
			return text
		}
		return []byte(at.Add(by).Format(layout))
	})
}

// monday is ten in the morning in Seoul, on the first Monday of fake time.
var monday = time.Date(2000, 1, 3, 1, 0, 0, 0, time.UTC)

// everyFault is what real streams and networks do, and more of it.
func everyFault() []fault {
	return []fault{fromTheFuture, ghostly, lost, doubled, late(4 * time.Second)}
}

// enough is for how many agent seconds each state of a contact must have been compared, and an agent with several contacts.
var enough = map[string]int{
	"CONNECTING": 500, "CONNECTED": 20_000, "CONNECTED_ONHOLD": 500, "PAUSED": 200, "ENDED": 2000, "MISSED": 50, "REJECTED": 10,
	"ERROR": 10, "INCOMING": 5, several: 500,
}

// TestBoardIsRightEverySecondWhateverHappens plays ninety minutes (or with RINGSIDE_WHOLE_DAY, a day) of two floors through the doors,
// with every fault of the streams at once and an hour without the Connect API. Each second every agent whose events have
// arrived is shown as the simulator knows them; each queue is right at every reading, and never wrong for longer than until the
// next one.
func TestBoardIsRightEverySecondWhateverHappens(t *testing.T) {
	seen := map[string]int{}
	for name, o := range map[string]sim.Options{
		"calls of every end": {Seed: 10, Agents: 100},
		"chats side by side": {Seed: 9, Agents: 60},
	} {
		o.Incidents = []sim.Incident{{At: monday.Add(75 * time.Minute)}}
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for what, seconds := range everySecond(t, o) {
					seen[what] += seconds
				}
			})
		})
	}
	for what, least := range enough {
		if seen[what] < least {
			t.Errorf("%s for %d agent seconds, want %d to prove anything", what, seen[what], least)
		}
	}
}

// everySecond returns for how many agent seconds what was compared.
func everySecond(t *testing.T, o sim.Options) map[string]int {
	t.Helper()
	from, until := monday, monday.Add(90*time.Minute)
	if os.Getenv("RINGSIDE_WHOLE_DAY") != "" {
		from, until = monday.Add(-10*time.Hour), monday.Add(14*time.Hour)
	}
	begin := from.Add(-2 * time.Hour)
	r := newReplay(t, o, begin)
	defer r.stopped()
	down, up := monday.Add(5*time.Minute), monday.Add(65*time.Minute)
	r.play(r.arrivals(begin, until, everyFault()...), begin, until, func(now time.Time) {
		switch {
		case now.Equal(down):
			r.api.Set(connectapi.Fault{Fail: 1})
		case now.Equal(up):
			r.api.Set(connectapi.Fault{})
		case now.Before(from):
			return
		}
		patience := 2*60 + 5 // at night nobody asks oftener when nothing is heard
		if now.After(down) && now.Before(up.Add(2*time.Minute)) {
			patience = 1 << 30
		}
		r.compare(now, patience)
	})
	t.Logf("%d agents and seconds compared, %d readings; a queue was wrong for %d s at most; %v", r.compared, r.read, r.longest, r.seen)
	return r.seen
}

// TestEachFaultEndsInTheRightBoard plays forty minutes with one fault each. In the last ten every agent whose events have arrived
// is right each second, and no queue is wrong for longer than until the next reading.
func TestEachFaultEndsInTheRightBoard(t *testing.T) {
	const agents = 40
	from, calm, until := monday.Add(-30*time.Minute), monday, monday.Add(10*time.Minute)
	for name, c := range map[string]struct {
		fault
		skew time.Duration // of agent events
	}{
		"out of order":                 {fault: late(time.Minute)},
		"doubled":                      {fault: doubled},
		"a tenth lost":                 {fault: lost},
		"from the future":              {fault: fromTheFuture},
		"unknown agents and queues":    {fault: ghostly},
		"contact events' clock ahead":  {fault: aheadBy(sim.ContactEvents, 40*time.Second)},
		"contact events' clock behind": {fault: aheadBy(sim.ContactEvents, -40*time.Second)},
		"agent events' clock ahead":    {fault: aheadBy(sim.AgentEvents, 40*time.Second), skew: 40 * time.Second},
		"agent events' clock behind":   {fault: aheadBy(sim.AgentEvents, -40*time.Second), skew: -40 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newReplay(t, sim.Options{Seed: 8, Agents: agents}, from)
				defer r.stopped()
				r.skew = c.skew
				r.play(r.arrivals(from, until, c.fault), from, until, func(now time.Time) {
					if now.After(calm) {
						r.compare(now, longestWrong)
					}
				})
				if r.compared < agents*60 || r.read < 60 {
					t.Errorf("%d agents compared, %d readings: too few to prove anything", r.compared, r.read)
				}
				t.Logf("%d agents compared, %d readings; a queue was wrong for %d s at most", r.compared, r.read, r.longest)
			})
		})
	}
}

// longestWrong is for how many seconds a queue may be wrong while somebody waits: it is asked for every 15 s.
const longestWrong = 16

// TestABurstOfThousandsOfEventsInASecondEndsInTheRightBoard holds everything up for some minutes, and has it come at once.
func TestABurstOfThousandsOfEventsInASecondEndsInTheRightBoard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, burst, until := monday.Add(-20*time.Minute), monday, monday.Add(time.Minute)
		r := newReplay(t, sim.Options{Seed: 8, Agents: 300}, from)
		defer r.stopped()
		all := r.arrivals(from, until, often(5), heldUp(burst.Add(-14*time.Minute), burst))
		atOnce := 0
		for _, a := range all {
			if a.at.Equal(burst) && a.door != sim.ContactRecords {
				atOnce++
			}
		}
		if atOnce < 5000 {
			t.Fatalf("%d events come in one second, want 5,000", atOnce)
		}
		r.play(all, from, until, func(now time.Time) {
			if now.After(burst) {
				r.compare(now, longestWrong)
			}
		})
	})
}

// TestAnHourWithoutTheConnectAPIIsMadeGoodByTheFirstReading loses a tenth of the contact events meanwhile, and says that figures are
// estimated.
func TestAnHourWithoutTheConnectAPIIsMadeGoodByTheFirstReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, down, up := monday.Add(-30*time.Minute), monday.Add(10*time.Minute), monday.Add(70*time.Minute)
		r := newReplay(t, sim.Options{Seed: 8, Agents: 40}, from)
		defer r.stopped()
		until, wrong := up.Add(5*time.Minute), 0
		r.play(r.arrivals(from, until, lost), from, until, func(now time.Time) {
			switch {
			case now.Equal(down):
				r.api.Set(connectapi.Fault{Fail: .5, Silence: .5})
			case now.Equal(up):
				r.api.Set(connectapi.Fault{})
			case now.After(down.Add(11*time.Minute)) && now.Before(up):
				wrong += len(r.depthsNow())
				if !r.board().Estimated {
					t.Fatalf("%s: nobody says that the figures are estimated", now)
				}
			case now.After(up.Add(2 * time.Minute)): // it is tried again every minute
				r.compare(now, longestWrong)
			}
		})
		if wrong == 0 {
			t.Error("nothing was wrong without readings: the test proves nothing")
		}
	})
}
