package duckdb_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// customers is how many customers the contacts of erasable have.
const customers = 10

func customerOf(i int) string { return fmt.Sprintf("+821055%05d", i%customers) }

func erasableID(i int) connect.ContactID {
	return connect.ContactID(fmt.Sprintf("%08x-2222-4222-8333-444444444444", i))
}

// erasable are contacts with a customer, an attribute of his, a recording that is named after the contact, and the contact
// before as the first of their journey.
func erasable(from, to int) []connect.Fact {
	var facts []connect.Fact
	for i := from; i < to; i++ {
		facts = append(facts, connect.Decode(fmt.Appendf(nil, `{"ContactId":%q,"InstanceARN":%q,"Channel":"VOICE","InitiationMethod":"INBOUND",
			"InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:00:00Z","InitialContactId":%q,
			"CustomerEndpoint":{"Address":%q},"Attributes":{"name":"customer-%d"},"Recording":{"Location":"b/%s_1.wav"}}`,
			erasableID(i), testInstance, erasableID(max(0, i-1)), customerOf(i), i%customers, erasableID(i))))
	}
	return facts
}

// filesWith lists the files below a folder that have one of some texts.
func filesWith(t *testing.T, dir string, texts ...string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if slices.ContainsFunc(texts, func(text string) bool { return bytes.Contains(b, []byte(text)) }) {
			relative, _ := filepath.Rel(dir, name)
			found = append(found, relative)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestNothingOfAnErasedCustomerIsInAnyFile(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, duckdb.Options{})
	for i := range 2 * customers { // small frames, which are not compressed
		wait(t, appendTo(t, s, erasable(i, i+1)...))
	}
	wait(t, appendTo(t, s, connect.Decode([]byte(`{"to":"`+customerOf(3)+`"`))))
	closeStore(t, s)
	texts := []string{customerOf(3), "customer-3", string(erasableID(3)), string(erasableID(13))}
	if found := filesWith(t, dir, texts...); len(found) < 2 {
		t.Fatalf("they are in %v only: too few files to show anything", found)
	}
	for name, text := range map[string]string{
		"journal/00000000000000000001-20.torn":                   texts[0],
		"projection/contacts.duckdb.damaged-20260302T000000.000": texts[1],
		"projection/beside.duckdb":                               texts[2],
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s = open(t, dir, duckdb.Options{})
	done, err := s.Erase(t.Context(), store.Erasure{Customers: []string{customerOf(3)}}, nil)
	if err != nil || done.Contacts != 2 || done.ContactRecords != 2 || done.Quarantined != 1 || done.Redacted != 2 {
		t.Errorf("erased %+v, %v", done, err)
	}
	wantContacts(t, s, 2*customers-2)
	closeStore(t, s)
	if found := filesWith(t, dir, texts...); len(found) > 0 {
		t.Errorf("still in %v", found)
	}
}

func TestErasureTellsOfFilesThatItCannotClean(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, duckdb.Options{})
	defer closeStore(t, s)
	wait(t, appendTo(t, s, erasable(0, 1)...))
	ahead := "projection/contacts.duckdb.ahead-20260302T000000.000"
	if err := os.WriteFile(filepath.Join(dir, ahead), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	done, err := s.Erase(t.Context(), store.Erasure{Contacts: []connect.ContactID{erasableID(0), "nobody"}}, nil)
	if err != nil || !slices.Equal(done.Kept, []string{ahead}) || !slices.Equal(done.Missing, []connect.ContactID{"nobody"}) {
		t.Errorf("%+v, %v", done, err)
	}
}

func TestErasureCountsWhoElseMentionsAnAddress(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{})
	defer closeStore(t, s)
	facts := erasable(0, 2)
	friend := bytes.Replace(facts[1].Raw, []byte("customer-1"), []byte(`friend of \u002b`+customerOf(0)[1:]), 1)
	wait(t, appendTo(t, s, facts[0], connect.Decode(friend)))
	found, err := s.FindErasure(t.Context(), store.Erasure{Customers: []string{customerOf(0)}}, nil)
	if err != nil || found.Contacts != 1 || found.Redacted != 1 {
		t.Errorf("found %+v, %v", found, err)
	}
	wait(t, appendTo(t, s, contact(7, 1), connect.Decode(bytes.Replace(friend, []byte(erasableID(0)), []byte(erasableID(5)), 1))))
	found, err = s.FindErasure(t.Context(), store.Erasure{Customers: []string{customerOf(0)}}, nil)
	if err != nil || found.Mentions != 1 || !slices.Equal(found.MentionedBy, []connect.ContactID{erasableID(1)}) {
		t.Errorf("found %+v, %v", found, err)
	}
}

// TestFiguresAreFromBeforeOrAfterAnErasure asks and appends while contacts are erased.
func TestFiguresAreFromBeforeOrAfterAnErasure(t *testing.T) {
	for _, memory := range []int64{0, 64 << 20} {
		s := open(t, t.TempDir(), duckdb.Options{HotMemory: memory})
		runUntilEnd(t, s)
		const many = 4000
		wait(t, appendTo(t, s, erasable(0, many)...))
		ctx, stop := context.WithCancel(t.Context())
		asked := make(chan error, 1) // capacity 1: who asks ends without a reader
		go func() {
			for i := 0; ctx.Err() == nil; i++ {
				if err := wantOneOf(ctx, s, many, many-many/customers); err != nil {
					asked <- err
					return
				}
			}
			asked <- nil
		}()
		steps := map[store.ErasureStep]bool{}
		var late []store.Receipt
		done, err := s.Erase(t.Context(), store.Erasure{Customers: []string{customerOf(4)}}, func(p store.ErasureProgress) {
			if !steps[p.Step] { // of the erased customer, and known contacts again: none of them counts
				late = append(late, appendTo(t, s, erasable(len(steps)*10, len(steps)*10+10)...))
			}
			steps[p.Step] = true
		})
		if err != nil || done.Contacts != many/customers || len(steps) != 5 {
			t.Errorf("erased %+v in steps %v, %v", done, steps, err)
		}
		for _, receipt := range late {
			if o := wait(t, receipt); o.Read != 10 || o.Duplicates != 10 {
				t.Errorf("delivered again during an erasure: %+v", o)
			}
		}
		stop()
		if err := <-asked; err != nil {
			t.Error(err)
		}
		wantContacts(t, s, many-many/customers)
		wait(t, appendTo(t, s, contact(1, 0)))
		wantContacts(t, s, many-many/customers+1)
	}
}

// wantOneOf counts the contacts, which must be one of some numbers.
func wantOneOf(ctx context.Context, s *duckdb.Store, want ...int64) error {
	answers, err := s.Query(ctx, countQuestion())
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	if len(answers[0]) == 0 || !slices.Contains(want, answers[0][0].Values[0].Value) {
		return fmt.Errorf("%v contacts during an erasure, want one of %d", answers, want)
	}
	return nil
}

func TestOneErasureAtATime(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{})
	defer closeStore(t, s)
	wait(t, appendTo(t, s, erasable(0, 3)...))
	what := store.Erasure{Contacts: []connect.ContactID{erasableID(1)}}
	_, err := s.Erase(t.Context(), what, func(store.ErasureProgress) {
		if _, err := s.Erase(t.Context(), what, nil); !errors.Is(err, store.ErrErasing) {
			t.Errorf("a second one: %v", err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func TestStoppedErasureIsFinished(t *testing.T) {
	for _, step := range []store.ErasureStep{store.ErasureFindsRecords, store.ErasureRewrites, store.ErasureChecks, store.ErasureCounts} {
		t.Run(string(step), func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir, duckdb.Options{})
			wait(t, appendTo(t, s, erasable(0, 30)...))
			ctx, stop := context.WithCancel(t.Context())
			note := []byte(`{"id":"20261123-one","who":"kim","reason":"asked","begun":"2026-11-23T00:00:00Z"}`)
			_, err := s.Erase(ctx, store.Erasure{Customers: []string{customerOf(1)}, Note: note}, func(p store.ErasureProgress) {
				if p.Step == step {
					stop()
				}
			})
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("stopped: %v", err)
			}
			wantContacts(t, s, 30)
			closeStore(t, s)
			s = open(t, dir, duckdb.Options{})
			if step != store.ErasureFindsRecords { // nothing had begun there
				if o := wait(t, appendTo(t, s, erasable(1, 2)...)); o.Duplicates != 1 {
					t.Errorf("delivered again before it is finished: %+v", o)
				}
				if left := s.Unproven(); len(left) > 0 {
					t.Errorf("proven before it has ended: %+v", left)
				}
				if err := s.FinishErasure(t.Context()); err != nil {
					t.Fatal(err)
				}
				wantContacts(t, s, 27)
				closeStore(t, s)
				s = open(t, dir, duckdb.Options{}) // crashed again, before anybody asked
				left := s.Unproven()
				if len(left) != 1 || left[0].Who != "kim" || time.Since(left[0].Ended) > time.Hour || left[0].Result.Contacts != 3 || left[0].Result.Looked.Segments == 0 || left[0].Result.Looked.Left != 0 {
					t.Fatalf("%+v", left)
				}
				if err := s.Proven(left[0].ID); err != nil || len(s.Unproven()) > 0 {
					t.Errorf("%v, %+v", err, s.Unproven())
				}
				closeStore(t, s)
				s = open(t, dir, duckdb.Options{})
				if left := s.Unproven(); len(left) > 0 {
					t.Errorf("after a start: %+v", left)
				}
				closeStore(t, s)
				if found := filesWith(t, dir, customerOf(1), string(erasableID(1))); len(found) > 0 {
					t.Errorf("still in %v", found)
				}
				return
			}
			if left := s.Unproven(); len(left) > 0 {
				t.Errorf("nothing had begun: %+v", left)
			}
			wantContacts(t, s, 30)
			closeStore(t, s)
		})
	}
}

func TestTheNextOrderFinishesAStoppedErasure(t *testing.T) {
	for name, order := range map[string]func(*duckdb.Store, context.Context, store.Erasure, func(store.ErasureProgress)) (store.Erased, error){
		"erase": (*duckdb.Store).Erase, "count": (*duckdb.Store).FindErasure,
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir(), duckdb.Options{})
			defer closeStore(t, s)
			wait(t, appendTo(t, s, erasable(0, 30)...))
			what := store.Erasure{Customers: []string{customerOf(1)}}
			ctx, stop := context.WithCancel(t.Context())
			_, err := s.Erase(ctx, what, func(p store.ErasureProgress) {
				if p.Step == store.ErasureCounts { // nothing of it is in the journal any more
					stop()
				}
			})
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("stopped: %v", err)
			}
			wantContacts(t, s, 30)
			if found, err := order(s, t.Context(), what, nil); err != nil || found.Contacts != 0 {
				t.Errorf("the next order: %+v, %v", found, err)
			}
			wantContacts(t, s, 27)
		})
	}
}

// childErases is set in the process that TestErasureSurvivesSIGKILL kills: the folder in which it erases.
const childErases = "RINGSIDE_TEST_ERASE_FOLDER"

// eraseAsChild erases one customer, if this process is that child, and says when it is done.
func eraseAsChild() bool {
	dir := os.Getenv(childErases)
	if dir == "" {
		return false
	}
	s, err := duckdb.Open(dir, duckdb.Options{})
	if err == nil {
		fmt.Println("opened")
		_, err = s.Erase(context.Background(), store.Erasure{Customers: []string{customerOf(6)}}, nil)
	}
	fmt.Println("done", err)
	return true
}

func TestErasureSurvivesSIGKILL(t *testing.T) {
	const many = 2000
	whole := t.TempDir()
	s := open(t, whole, duckdb.Options{})
	for i := range 20 {
		wait(t, appendTo(t, s, erasable(i*many/20, (i+1)*many/20)...))
	}
	closeStore(t, s)
	killed := 0
	for round := range 8 {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childErases+"="+dir)
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 7)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(60*(round+1))) * time.Millisecond)
		_ = cmd.Process.Kill() // it may have ended
		if err := cmd.Wait(); err != nil {
			killed++
		}
		s := open(t, dir, duckdb.Options{})
		if err := s.FinishErasure(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := s.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := wantOneOf(t.Context(), s, many, many-many/customers); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		done, err := s.Erase(t.Context(), store.Erasure{Customers: []string{customerOf(6)}}, nil)
		if err != nil || done.Contacts != 0 && done.Contacts != many/customers {
			t.Errorf("round %d: erased %+v, %v", round, done, err)
		}
		wantContacts(t, s, many-many/customers)
		if status, err := s.Status(t.Context()); err != nil || !status.Healthy || status.Sources[0].Outcome.Read != many {
			t.Errorf("round %d: %+v, %v", round, status, err)
		}
		closeStore(t, s)
		if names := filesWith(t, dir, customerOf(6)); len(names) > 0 {
			t.Errorf("round %d: still in %v", round, names)
		}
	}
	if killed < 3 {
		t.Errorf("only %d of 8 were killed in the middle", killed)
	}
}

func TestUnreadableNoteOfErasuresKeepsTheStoreShut(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "erased.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := duckdb.Open(dir, duckdb.Options{}); err == nil || !strings.Contains(err.Error(), "erased.json") {
		t.Errorf("%v, %v", s, err)
	}
}

// TestErasureWaitsForALongReadingAndNobodyForIt reads contacts at leisure while one of them is erased.
func TestErasureWaitsForALongReadingAndNobodyForIt(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{})
	runUntilEnd(t, s)
	wait(t, appendTo(t, s, erasable(0, 30)...))
	begun, goOn := make(chan struct{}), make(chan struct{})
	read := make(chan error, 1) // capacity 1: it ends without a reader
	seen := 0
	go func() {
		q := store.ContactQuery{Scope: metric.Everything(), TimeField: metric.ByInitiation, From: testDay, To: testDay.AddDate(0, 0, 1)}
		read <- s.ReadContacts(t.Context(), q, func(store.ContactRead) error { close(begun); <-goOn; return nil },
			func(*store.WholeContact) error { seen++; return nil })
	}()
	<-begun
	erased := make(chan error, 1) // as above
	counting := make(chan struct{})
	var once sync.Once
	go func() {
		_, err := s.Erase(t.Context(), store.Erasure{Contacts: []connect.ContactID{erasableID(2)}}, func(p store.ErasureProgress) {
			if p.Step == store.ErasureCounts {
				once.Do(func() { close(counting) })
			}
		})
		erased <- err
	}()
	<-counting
	for range 50 {
		if err := wantOneOf(t.Context(), s, 30); err != nil {
			t.Fatal(err)
		}
		wait(t, appendTo(t, s, erasable(0, 1)...))
	}
	select {
	case err := <-erased:
		t.Fatalf("the projection was exchanged under who read it: %v", err)
	default:
	}
	close(goOn)
	if err := errors.Join(<-read, <-erased); err != nil || seen != 30 {
		t.Errorf("%d contacts read, %v", seen, err)
	}
	wantContacts(t, s, 29)
}

func TestErasureRefusesToFillTheDisk(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, duckdb.Options{})
	wait(t, appendTo(t, s, erasable(0, 3)...))
	closeStore(t, s)
	s = open(t, dir, duckdb.Options{MinFree: 1 << 60})
	defer closeStore(t, s)
	_, err := s.Erase(t.Context(), store.Erasure{Contacts: []connect.ContactID{erasableID(2)}}, nil)
	if !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "must be free") {
		t.Errorf("on a full disk: %v", err)
	}
	wantContacts(t, s, 3)
}
