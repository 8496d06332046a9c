package columns

import (
	"math"
	"slices"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// maxNumbers bounds the columns besides flags that a Row has room for.
const maxNumbers = 16

// dimensions are those that are kept, about which most questions are. What is asked of others is for the tables: each
// more costs every contact memory, or makes so many kinds of contacts that they can no longer be numbered.
var dimensions = [dimensionCount]metric.Dimension{
	metric.Queue, metric.Agent, metric.RoutingProfile, metric.Channel, metric.Subtype, metric.InitiationMethod,
	metric.DisconnectReason, metric.Instance,
}

// dimensionCount is the number of dimensions.
const dimensionCount = 8

// Words are what a contact has in each of Dimensions, in that order; 0 is "has none".
type Words [dimensionCount]int32

// Dimensions lists the dimensions that are kept.
func Dimensions() []metric.Dimension { return slices.Clone(dimensions[:]) }

// Row is one contact as far as it is kept in memory. Rows are compared by value: contacts of equal rows are
// interchangeable, which is why a row needs no identity.
type Row struct {
	Init    int64 // ms; Undated where missing
	Words   Words
	Flags   uint64            // bit i is flags[i]
	Present uint32            // bit i is set when numbers[i] has a value
	Numbers [maxNumbers]int64 // 0 where missing; moments as distance from Init in ms
}

// numbers are the columns that are kept besides flags and the initiation: those that a metric of the catalogue is made
// of, so that a new metric needs nothing here, as far as there is room.
var numbers = hotNumbers()

// flags are the columns that are 0 or 1.
var flags = slices.DeleteFunc(metric.Columns(), func(c metric.Column) bool { return !c.Flag() })

// places finds a column in numbers, or in flags; -1 when it is not there.
var places = func() (at [metric.ColumnCount]int8) {
	for c := range metric.ColumnCount {
		at[c] = int8(max(slices.Index(numbers, c), slices.Index(flags, c)))
	}
	return at
}()

func hotNumbers() []metric.Column {
	all := []metric.Column{metric.ColDisconnectMS}
	add := func(c metric.Column) {
		if !c.Flag() && !c.Relative() && c != metric.ColInitMS && !slices.Contains(all, c) && len(all) < maxNumbers {
			all = append(all, c)
		}
	}
	for _, m := range metric.Catalogue() {
		for _, measure := range m.Measures {
			if measure.Aggregate == metric.Sum || measure.Aggregate == metric.Min || measure.Aggregate == metric.Max {
				add(measure.Column)
			}
			eachColumn(measure.Where, add)
		}
	}
	for _, r := range recipes {
		for _, c := range r.of {
			add(c)
		}
	}
	return all
}

// eachColumn visits the columns of a predicate.
func eachColumn(p metric.Predicate, visit func(metric.Column)) {
	switch p.Op {
	case metric.OpTrue, metric.OpIn:
	case metric.OpAnd, metric.OpOr, metric.OpNot:
		for _, part := range p.Of {
			eachColumn(part, visit)
		}
	default:
		visit(p.Column)
	}
}

// Columns lists the columns that a Row is made of: the initiation, Numbers and Flags.
func Columns() []metric.Column {
	return slices.Concat([]metric.Column{metric.ColInitMS}, numbers, flags)
}

// Numbers lists the columns of Row.Numbers, in order; Flags those of Row.Flags.
func Numbers() []metric.Column { return slices.Clone(numbers) }

// Flags lists the columns of Row.Flags, from the lowest bit on.
func Flags() []metric.Column { return slices.Clone(flags) }

// held reports whether a column is kept.
func held(c metric.Column) bool { return c == metric.ColInitMS || places[c] >= 0 }

// Moment reports whether a column is a moment in ms and not a count or duration.
func Moment(c metric.Column) bool { return c < metric.ColQueueS }

// Undated is the Init of a contact that has none: it is in no chunk, and its moments are absolute.
const Undated = math.MinInt64

// NewRow makes the row of a contact.
func NewRow(r *metric.Row, words Words) Row {
	row := Row{Words: words, Init: Undated}
	if init := r.Int(metric.ColInitMS); init.Valid {
		row.Init = init.Value
	}
	for i, c := range numbers {
		row.set(i, c, r.Int(c))
	}
	for i, c := range flags {
		row.Flags |= uint64(r.Int(c).Value&1) << i
	}
	return row
}

func (r *Row) set(i int, c metric.Column, v connect.Int) {
	if !v.Valid {
		return
	}
	r.Present |= 1 << i
	r.Numbers[i] = v.Value
	if Moment(c) && r.Init != Undated {
		r.Numbers[i] -= r.Init
	}
}

// disconnect is the moment in ms, if the contact has one. Numbers begin with it.
func (r *Row) disconnect() (int64, bool) {
	if r.Init == Undated {
		return r.Numbers[0], r.Present&1 != 0
	}
	return r.Init + r.Numbers[0], r.Present&1 != 0
}

// recipe says that a column usually is a sum of others. Where it is for a whole chunk, the chunk need not keep it. A
// missing part counts as 0. That a recipe fits is checked for each row, so that it defines nothing.
type recipe struct {
	column metric.Column
	of     []metric.Column
	times  int64
}

var recipes = []recipe{
	{metric.ColDisconnectMS, []metric.Column{metric.ColContactS}, 1000},
	{metric.ColACWOrZeroS, []metric.Column{metric.ColACWS}, 1},
	{metric.ColInteractionHoldS, []metric.Column{metric.ColInteractionS, metric.ColHoldS}, 1},
	{metric.ColActiveS, []metric.Column{metric.ColInteractionS, metric.ColHoldS, metric.ColACWS}, 1},
	{metric.ColHandleS, []metric.Column{metric.ColInteractionS, metric.ColHoldS, metric.ColACWS, metric.ColPauseS}, 1},
}

// formula is a recipe by places in numbers; without parts there is none.
type formula struct {
	of    []int
	times int64
}

// formulas are by place in numbers.
var formulas = func() (all [maxNumbers]formula) {
	for _, r := range recipes {
		at := slices.Index(numbers, r.column)
		f := formula{times: r.times}
		for _, c := range r.of {
			f.of = append(f.of, slices.Index(numbers, c))
		}
		if at >= 0 && !slices.Contains(f.of, -1) {
			all[at] = f
		}
	}
	return all
}()

// fits reports whether the recipe of a number is right for the row; what is missing is 0 and fits anything.
func (f formula) fits(r *Row, at int) bool {
	return len(f.of) > 0 && (r.Present&(1<<at) == 0 || r.Numbers[at] == f.value(r))
}

func (f formula) value(r *Row) int64 {
	var sum int64
	for _, part := range f.of {
		sum += r.Numbers[part]
	}
	return sum * f.times
}
