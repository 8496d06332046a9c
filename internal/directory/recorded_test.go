package directory

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
)

func recall(t *testing.T, d *Directory, said ...Saying) {
	t.Helper()
	if err := d.Recall(t.Context(), Queues, said); err != nil {
		t.Fatal(err)
	}
}

// say is that records called the queue so from one hour to another.
func say(name string, from, to int) Saying {
	return Saying{ARN: salesARN, Name: name, First: at(from), Last: at(to)}
}

func former(name string, from, to int) Former { return Former{Called{Name: name}, at(from), at(to)} }

func TestRecordsAndListsTellOneHistory(t *testing.T) {
	type listed struct {
		hour int
		name string // "" when it is missing
	}
	entry := func(name string, since int, former ...Former) Entry {
		return Entry{ARN: salesARN, Instance: instance, Kind: Queues, Called: Called{Name: name}, Since: at(since), Former: former}
	}
	alone := func(e Entry) Entry { e.Recorded = true; return e }
	gone := entry("Sales", -9)
	gone.Gone = at(3)
	tests := map[string]struct {
		lists []listed
		said  []Saying
		want  Entry
	}{
		"records alone": {
			nil, []Saying{say("Sales", 0, 4), say("Vertrieb", 5, 9)}, alone(entry("Vertrieb", 5, former("Sales", 0, 5))),
		},
		"records alone, and called so again": {
			nil,
			[]Saying{say("Sales", 0, 9), say("Vertrieb", 4, 6)},
			alone(entry("Sales", 6, former("Sales", 0, 4), former("Vertrieb", 4, 6))),
		},
		"older than the first list": {
			[]listed{{0, "Sales"}, {1, "Sales"}},
			[]Saying{say("Old", -9, -5), say("Sales", -4, 1)},
			entry("Sales", -4, former("Old", -9, -4)),
		},
		"renamed between two lists": {
			[]listed{{0, "Sales"}, {2, "Vertrieb"}},
			[]Saying{say("Sales", -9, 1), say("Vertrieb", 1, 5)},
			entry("Vertrieb", 1, former("Sales", -9, 1)),
		},
		"renamed after the last list": {
			[]listed{{0, "Sales"}},
			[]Saying{say("Sales", -9, 1), say("Vertrieb", 1, 1)},
			entry("Vertrieb", 1, former("Sales", -9, 1)),
		},
		"records that repeat an old name": {
			[]listed{{0, "Sales"}, {2, "Vertrieb"}},
			[]Saying{say("Vertrieb", 1, 5), say("Sales", -9, 6)},
			entry("Vertrieb", 1, former("Sales", -9, 1)),
		},
		"gone, and named by a late record": {
			[]listed{{0, "Sales"}, {3, ""}}, []Saying{say("Sales", -9, 5)}, gone,
		},
		"of one name for ever": {
			[]listed{{0, "Sales"}}, []Saying{say("Sales", 1, 5)}, entry("Sales", 0),
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			d := opened(t, folder)
			recall(t, d, tt.said...)
			for _, l := range tt.lists {
				if l.name == "" {
					learn(t, d, l.hour)
				} else {
					learn(t, d, l.hour, salesARN, l.name)
				}
			}
			for when, from := range map[string]*Directory{"at once": d, "after a restart": opened(t, folder)} {
				got, _ := from.Entry(salesARN)
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", when, diff)
				}
			}
		})
	}
}

// TestNamesOfRecordsAreTheSameInAnyOrder tells one history in parts, a hundred times shuffled and with doubles.
func TestNamesOfRecordsAreTheSameInAnyOrder(t *testing.T) {
	var parts []Saying
	for hour := range 60 {
		name := []string{"A", "B", "A", "C"}[hour/15]
		parts = append(parts, say(name, hour, hour), say(name, hour, hour))
	}
	random := rand.New(rand.NewPCG(1, 1))
	var want Entry
	for round := range 20 {
		d := opened(t, t.TempDir())
		recall(t, d, parts...)
		got, _ := d.Entry(salesARN)
		if round == 0 {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("shuffled %d times (-want +got):\n%s", round, diff)
		}
		random.Shuffle(len(parts), func(i, k int) { parts[i], parts[k] = parts[k], parts[i] })
	}
	if want.Name != "C" || len(want.Former) < 2 {
		t.Errorf("told is %+v", want)
	}
}

func TestANameThatGoesOnBeingUsedIsNotWrittenEachTime(t *testing.T) {
	d := opened(t, t.TempDir())
	recall(t, d, say("Sales", 0, 0))
	var writes int
	for minute := range 120 {
		s := Saying{ARN: salesARN, Name: "Sales", First: at(0), Last: at(0).Add(time.Duration(minute) * time.Minute)}
		writes += len(d.unheard([]Saying{s}))
		recall(t, d, s)
	}
	if writes != 1 {
		t.Errorf("two hours of records cost %d writes, want the one of the second hour", writes)
	}
}

func TestAgentsOwnQueuesHaveNoName(t *testing.T) {
	d := opened(t, t.TempDir())
	recall(t, d, Saying{ARN: instance + "/queue/agent/3b8ea1d2", Name: "x", First: at(0), Last: at(0)}, Saying{ARN: helpARN, First: at(0), Last: at(0)})
	if got := d.List(metric.Everything(), Queues); len(got) != 0 {
		t.Errorf("listed are %+v", got)
	}
}

// spoken is what records say in a test.
type spoken struct {
	mu   sync.Mutex // guards what follows
	said []Saying
	asks int
}

func (s *spoken) News() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return uint64(len(s.said))
}

func (s *spoken) say(one Saying) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = append(s.said, one)
}

func (s *spoken) asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asks
}

func (s *spoken) Sayings(kind Kind) []Saying {
	s.mu.Lock()
	defer s.mu.Unlock()
	if kind != Queues {
		return nil
	}
	s.asks++
	return slices.Clone(s.said)
}

func TestWhatRecordsSayIsFollowedWhenItIsNew(t *testing.T) {
	d := opened(t, t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		records := &spoken{said: []Saying{say("Sales", 0, 0)}}
		go func() { _ = d.Follow(t.Context(), records) }()
		time.Sleep(time.Millisecond) // in fake time: until it waits
		if got := d.Name(salesARN); got != "Sales" {
			t.Errorf("at once the queue is called %q", got)
		}
		time.Sleep(10 * followEvery) // in fake time
		if n := records.asked(); n != 1 {
			t.Errorf("asked %d times while nothing was new", n)
		}
		records.say(say("Vertrieb", 1, 1))
		time.Sleep(followEvery) // in fake time
		if got := d.Name(salesARN); got != "Vertrieb" {
			t.Errorf("after the renaming the queue is called %q", got)
		}
	})
}
