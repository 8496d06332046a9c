package ingest

import (
	"slices"
	"sync"

	"github.com/ringside/ringside/internal/connect"
)

// parallelFrom is the number of records from which starting goroutines costs less than it saves: about 10 µs of each
// record's decoding against a few µs for a goroutine.
const parallelFrom = 32

// Decode turns values into facts, in their order, on all processors when there are many. It never fails: what cannot be
// decoded is a rejected fact.
func (p *Pipeline) Decode(values []connect.Value) []connect.Fact {
	return p.spread(len(values), func(facts []connect.Fact, i int) []connect.Fact {
		fact := p.fact(values[i])
		if values[i].Line && fact.Kind == connect.KindRejected {
			return p.pieces(facts, values[i].Bytes)
		}
		return append(facts, fact)
	})
}

// decodeRecords is Decode for delivered records, each of which may hold no value or several.
func (p *Pipeline) decodeRecords(records [][]byte) []connect.Fact {
	return p.spread(len(records), func(facts []connect.Fact, i int) []connect.Fact {
		return p.pieces(facts, records[i])
	})
}

// pieces adds the facts of all values in b.
func (p *Pipeline) pieces(facts []connect.Fact, b []byte) []connect.Fact {
	for value := range connect.SplitBytes(b) {
		facts = append(facts, p.fact(value))
	}
	return facts
}

// spread calls add for 0 to n-1 and returns what it added, in that order.
func (p *Pipeline) spread(n int, add func(facts []connect.Fact, i int) []connect.Fact) []connect.Fact {
	run := func(from, to int) []connect.Fact {
		facts := make([]connect.Fact, 0, to-from)
		for i := from; i < to; i++ {
			facts = add(facts, i)
		}
		return facts
	}
	if n < parallelFrom || p.workers == 1 {
		return run(0, n)
	}
	parts := make([][]connect.Fact, p.workers)
	var wg sync.WaitGroup
	for w := range parts {
		wg.Go(func() { parts[w] = run(w*n/len(parts), (w+1)*n/len(parts)) })
	}
	wg.Wait()
	return slices.Concat(parts...)
}

// fact decodes one value. A decoder that panics on a record would take the process down each time the sender comes again
// with it; so the record goes to quarantine instead, where it shows the fault.
func (p *Pipeline) fact(value connect.Value) (fact connect.Fact) {
	defer func() {
		if recover() != nil {
			fact = connect.Fact{
				Kind: connect.KindRejected, Raw: value.Bytes, Reason: "the decoder failed on this record: a fault of Ringside",
			}
		}
	}()
	return p.decode(value)
}
