package kinesis_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/ingest/kinesis"
)

// reading runs a reader for so long, in the time of synctest, and returns it.
func reading(t *testing.T, stream *fakeStream, into *fakeStore, long time.Duration, change ...func(*kinesis.Options)) *kinesis.Reader {
	t.Helper()
	o := kinesis.Options{Client: stream, Stream: "connect", Source: "kinesis", Sink: into, Checkpoints: into}
	for _, c := range change {
		c(&o)
	}
	r := kinesis.New(o)
	ctx, stop := context.WithTimeout(t.Context(), long)
	defer stop()
	if err := r.Run(ctx); err != nil {
		t.Errorf("run: %v", err)
	}
	return r
}

func wantTexts(t *testing.T, into *fakeStore, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, into.got()); diff != "" {
		t.Errorf("stored (- want, + got):\n%s", diff)
	}
}

func from(start string) func(*kinesis.Options) {
	return func(o *kinesis.Options) {
		var err error
		if o.Start, err = kinesis.ParseStart(start); err != nil {
			panic(err)
		}
	}
}

func TestWhatAStreamHasIsStoredOnceAndInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		stream.limit = 2
		stream.put("shard-0", "a", "b", "c", "d", "e")
		r := reading(t, stream, into, 3*time.Second)
		wantTexts(t, into, "a", "b", "c", "d", "e")
		if at := into.at("shard-0"); at != "5" {
			t.Errorf("checkpoint %q, want that of the last record", at)
		}
		if h := r.Health(); h.Problem != "" || len(h.Shards) != 1 || h.Shards[0].Records != 5 || h.Shards[0].Behind != 0 {
			t.Errorf("health %+v", h)
		}
		stream.put("shard-0", "f")
		reading(t, stream, into, 3*time.Second)
		wantTexts(t, into, "a", "b", "c", "d", "e", "f")
	})
}

// The mark of a shard's end comes with the answer that holds its last records; a reader that looks at the mark first loses
// them.
func TestRecordsThatComeWithTheEndOfAShardAreStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		stream.put("shard-0", "a", "b")
		stream.split("shard-0", "shard-1", "shard-2")
		stream.put("shard-1", "c")
		r := reading(t, stream, into, 2*time.Second)
		wantTexts(t, into, "a", "b", "c")
		if at := into.at("shard-0"); at != "SHARD_END" {
			t.Errorf("checkpoint of the ended shard %q", at)
		}
		if h := r.Health(); !h.Shards[0].Ended || h.Shards[1].Ended {
			t.Errorf("health %+v", h)
		}
	})
}

// Many shards that begin, end and fail at once: -race tells of a map that several goroutines write.
func TestManyShardsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream(), newStore()
		stream.page = 7
		const shards = 40
		for i := range shards {
			id := "shard-" + strconv.Itoa(i)
			stream.shards = append(stream.shards, &fakeShard{id: id})
			for k := range 25 {
				stream.put(id, fmt.Sprintf("%s/%d", id, k))
			}
			if i%2 == 0 {
				stream.split(id, id+"-child")
				stream.put(id+"-child", id+"/child")
			}
		}
		calls := 0
		stream.fail = func(operation, _ string) error {
			if calls++; operation == "GetRecords" && calls%5 == 0 {
				return errNetwork
			}
			return nil
		}
		reading(t, stream, into, 5*time.Minute)
		if got := into.got(); len(got) != shards*25+shards/2 || len(slices.Compact(slices.Sorted(slices.Values(got)))) != len(got) {
			t.Errorf("%d texts, want each of %d once", len(got), shards*25+shards/2)
		}
	})
}

// A shard that failed is not forgotten: it is read again, later and later, and goes on where it was.
func TestAShardThatFailedIsReadAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0", "shard-1"), newStore()
		stream.put("shard-0", "a")
		failing := true
		stream.fail = func(operation, shard string) error {
			if operation == "GetRecords" && shard == "shard-0" && failing {
				return &types.AccessDeniedException{Message: aws.String("not authorized to perform: kinesis:GetRecords")}
			}
			return nil
		}
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Minute)
		defer stop()
		r := kinesis.New(kinesis.Options{Client: stream, Stream: "connect", Source: "kinesis", Sink: into, Checkpoints: into})
		done := make(chan error)
		go func() { done <- r.Run(ctx) }()
		time.Sleep(10 * time.Minute)
		h := r.Health()
		if len(h.Shards) != 2 || h.Shards[0].Problem == "" || h.Shards[1].Problem != "" {
			t.Errorf("health while one shard fails: %+v", h)
		}
		stream.mu.Lock()
		tries := len(stream.asked["GetRecordsshard-0"])
		failing = false
		stream.mu.Unlock()
		if tries < 10 || tries > 40 {
			t.Errorf("%d tries in ten minutes; want pauses that grow to a minute", tries)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
		wantTexts(t, into, "a")
		if h := r.Health(); h.Shards[0].Problem != "" {
			t.Errorf("health after it could be read: %+v", h)
		}
	})
}

// Each wait ends with the context at once: nothing else would stop a server within its patience.
func TestEachWaitEndsWithTheContext(t *testing.T) {
	for name, fail := range map[string]error{
		"nothing comes":        nil,
		"throttled":            &types.ProvisionedThroughputExceededException{},
		"the shard fails":      errNetwork,
		"the stream is gone":   &types.ResourceNotFoundException{},
		"the store is refused": nil,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stream, into := newStream("shard-0"), newStore()
				stream.put("shard-0", "a")
				stream.fail = func(string, string) error { return fail }
				ctx, stop := context.WithCancel(t.Context())
				r := kinesis.New(kinesis.Options{Client: stream, Stream: "connect", Source: "kinesis", Sink: into, Checkpoints: into})
				done := make(chan error)
				go func() { done <- r.Run(ctx) }()
				if name == "the store is refused" {
					synctest.Wait()
					into.mu.Lock()
					into.refuse = 1_000_000
					into.mu.Unlock()
					stream.put("shard-0", "b")
				}
				time.Sleep(10*time.Minute + 100*time.Millisecond)
				asked := time.Now()
				stop()
				if err := <-done; err != nil || time.Since(asked) != 0 {
					t.Errorf("ended after %v with %v; want at once", time.Since(asked), err)
				}
			})
		})
	}
}

func TestChildrenWaitForTheirParents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("left", "right"), newStore()
		stream.limit = 1
		stream.put("left", "l1", "l2", "l3")
		stream.put("right", "r1", "r2", "r3", "r4", "r5", "r6")
		stream.change(func(s *fakeStream) {
			s.shard("left").closed, s.shard("right").closed = true, true
			s.shards = append(s.shards, &fakeShard{id: "merged", parent: "left", adjacent: "right"})
		})
		stream.put("merged", "m1")
		stream.split("merged", "grandchild")
		stream.put("grandchild", "g1")
		reading(t, stream, into, time.Minute)
		got := into.got()
		if len(got) != 11 || got[9] != "m1" || got[10] != "g1" {
			t.Errorf("stored %v; want the merged shard after both parents, and its child last", got)
		}
	})
}

// A parent that has expired holds up nobody; what was in it and not read is told.
func TestAShardThatExpiredIsToldOfAndHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		stream.put("shard-0", "a")
		reading(t, stream, into, 2*time.Second)
		stream.split("shard-0", "shard-1")
		stream.put("shard-1", "b")
		stream.change(func(s *fakeStream) { s.shards = s.shards[1:] })
		r := reading(t, stream, into, 2*time.Second)
		wantTexts(t, into, "a", "b")
		if h := r.Health(); !slices.Equal(h.Lost, []string{"shard-0"}) {
			t.Errorf("lost shards %v", h.Lost)
		}
	})
}

func TestWhatCannotBeStoredIsOfferedUntilItCan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		stream.limit = 1
		stream.put("shard-0", "a", "b", "c")
		into.onWrite = func(b ingest.Batch) {
			if len(b.Records) == 1 && string(b.Records[0]) == "b" && into.refuse == 0 && into.checkpointOf("shard-0") == "1" {
				into.refuse = 4
				into.onWrite = nil
			}
		}
		reading(t, stream, into, time.Minute)
		wantTexts(t, into, "a", "b", "c")
		if at := into.at("shard-0"); at != "3" {
			t.Errorf("checkpoint %q", at)
		}
	})
}

func (s *fakeStore) checkpointOf(shard string) string {
	for c, sequence := range s.checkpoints {
		if c.Shard == shard {
			return sequence
		}
	}
	return ""
}

func TestThrottledAndExpiredIteratorsLoseNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		stream.limit = 1
		stream.put("shard-0", "a", "b", "c", "d")
		calls := 0
		stream.fail = func(operation, _ string) error {
			if operation != "GetRecords" {
				return nil
			}
			calls++
			switch calls % 4 {
			case 2:
				return &types.ProvisionedThroughputExceededException{Message: aws.String("Rate exceeded for shard")}
			case 3:
				return &types.ExpiredIteratorException{Message: aws.String("Iterator expired.")}
			}
			return nil
		}
		r := reading(t, stream, into, time.Minute)
		wantTexts(t, into, "a", "b", "c", "d")
		if h := r.Health(); h.Shards[0].Throttled == 0 || h.Shards[0].Problem != "" {
			t.Errorf("health %+v", h.Shards[0])
		}
	})
}

// A store that takes longer than an iterator lives.
func TestAnIteratorThatExpiresWhileTheStoreIsDownIsMadeAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		stream.limit = 1
		stream.put("shard-0", "a", "b")
		refused := false
		into.onWrite = func(b ingest.Batch) {
			if len(b.Records) > 0 && !refused {
				into.refuse, refused = 20, true
			}
		}
		reading(t, stream, into, time.Hour)
		wantTexts(t, into, "a", "b")
	})
}

func TestRequestsStayWithinTheQuota(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		stream.limit = 1
		for i := range 200 {
			stream.put("shard-0", strconv.Itoa(i))
		}
		reading(t, stream, into, 2*time.Minute)
		if len(into.got()) != 200 {
			t.Fatalf("%d records stored", len(into.got()))
		}
		asked := stream.asked["GetRecordsshard-0"]
		for i := 5; i < len(asked); i++ {
			if within := asked[i].Sub(asked[i-5]); within < time.Second {
				t.Fatalf("six requests within %v; five a second are allowed, to all readers together", within)
			}
		}
	})
}

func TestAStreamIsBegunWhereItWasAskedFor(t *testing.T) {
	for start, want := range map[string][]string{
		"oldest": {"a", "b", "c"}, "latest": {"c"}, "2000-01-01T09:30:00+09:00": {"b", "c"},
	} {
		t.Run(start, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // begins at midnight UTC, 2000-01-01
				stream, into := newStream("shard-0"), newStore()
				stream.put("shard-0", "a")
				time.Sleep(40 * time.Minute)
				stream.put("shard-0", "b")
				time.Sleep(time.Hour)
				ctx, stop := context.WithTimeout(t.Context(), time.Minute)
				defer stop()
				o := kinesis.Options{Client: stream, Stream: "connect", Source: "kinesis", Sink: into, Checkpoints: into}
				from(start)(&o)
				done := make(chan error)
				go func() { done <- kinesis.New(o).Run(ctx) }()
				time.Sleep(10 * time.Second)
				stream.put("shard-0", "c")
				if err := <-done; err != nil {
					t.Error(err)
				}
				wantTexts(t, into, want...)
			})
		})
	}
}

// A shard that had no record yet when the reader stopped must not begin later than the stream did.
func TestALatestStartStaysWhereItWas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		stream.put("shard-0", "old")
		time.Sleep(time.Minute)
		reading(t, stream, into, time.Second, from("latest"))
		stream.put("shard-0", "while it was down")
		time.Sleep(time.Hour)
		reading(t, stream, into, 10*time.Second, from("latest"))
		wantTexts(t, into, "while it was down")
	})
}

func TestAStreamThatWasMadeAnewIsReadFromItsBeginning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		stream.put("shard-0", "a", "b")
		ctx, stop := context.WithTimeout(t.Context(), 30*time.Minute)
		defer stop()
		r := kinesis.New(kinesis.Options{Client: stream, Stream: "connect", Source: "kinesis", Sink: into, Checkpoints: into})
		done := make(chan error)
		go func() { done <- r.Run(ctx) }()
		time.Sleep(time.Minute)
		stream.change(func(s *fakeStream) { s.gone = true })
		time.Sleep(5 * time.Minute)
		if h := r.Health(); h.Shards[0].Problem == "" {
			t.Errorf("health while the stream is gone: %+v", h)
		}
		stream.change(func(s *fakeStream) {
			s.gone, s.made, s.shards = false, time.Now(), []*fakeShard{{id: "shard-0"}}
		})
		stream.put("shard-0", "c")
		if err := <-done; err != nil {
			t.Error(err)
		}
		wantTexts(t, into, "a", "b", "c")
	})
}

func TestAStreamThatIsNotThereYetIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		stream.gone = true
		stream.put("shard-0", "a")
		time.AfterFunc(3*time.Minute, func() { stream.change(func(s *fakeStream) { s.gone = false }) })
		reading(t, stream, into, 6*time.Minute)
		wantTexts(t, into, "a")
	})
}

// A list of shards that cannot be read ends no reading.
func TestShardsAreReadWhileTheirListCannotBe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		lists := 0
		stream.fail = func(operation, _ string) error {
			if operation == "ListShards" {
				if lists++; lists > 1 {
					return &types.LimitExceededException{Message: aws.String("Rate exceeded")}
				}
			}
			return nil
		}
		time.AfterFunc(10*time.Minute, func() { stream.put("shard-0", "a") })
		r := reading(t, stream, into, 11*time.Minute)
		wantTexts(t, into, "a")
		if got := len(stream.asked["GetShardIteratorshard-0"]); got != 1 {
			t.Errorf("the shard was begun %d times; its reading goes on", got)
		}
		_ = r
	})
}

// A reader that comes back after the stream has dropped what is behind its checkpoint is told nothing by Kinesis, which goes on at the
// oldest record: that it is as far behind as the stream keeps records says so.
func TestRecordsThatAreAboutToExpireAreToldOf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into, log := newStream("shard-0"), newStore(), &logged{}
		stream.kept, stream.late = 24, 22*time.Hour
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
		defer stop()
		o := kinesis.Options{Client: stream, Stream: "connect", Source: "kinesis", Sink: into, Checkpoints: into}
		log.to(&o)
		r := kinesis.New(o)
		done := make(chan error)
		go func() { done <- r.Run(ctx) }()
		stream.put("shard-0", "a")
		time.Sleep(time.Minute)
		if h := r.Health(); h.Kept != 24*time.Hour || !h.Shards[0].Expiring || h.Shards[0].At != "1" || h.Shards[0].Last.IsZero() {
			t.Errorf("health %+v", h)
		}
		stream.change(func(s *fakeStream) { s.late = 21 * time.Hour })
		if err := <-done; err != nil {
			t.Error(err)
		}
		if r.Health().Shards[0].Expiring {
			t.Error("it has caught up, and is still said to lose records")
		}
		if n := strings.Count(log.text.String(), "about to expire"); n != 1 {
			t.Errorf("told %d times:\n%s", n, &log.text)
		}
	})
}
