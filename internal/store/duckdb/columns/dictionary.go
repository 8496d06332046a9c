package columns

import (
	"errors"
	"slices"

	"github.com/ringside/ringside/internal/metric"
)

// kind is everything about a contact that only few different values exist of: small dimensions, flags, and which numbers
// it has. A contact keeps the number of its kind, and whatever a question asks of kinds is decided once for each.
type kind struct {
	words   [kindDimensions]int32 // in order of ofKind
	flags   uint64
	present uint32
}

// staff is an agent with a routing profile.
type staff struct{ agent, profile int32 }

// The dimensions by where a chunk keeps them: the queue orders its rows, the rest is numbered.
var (
	ofKind  = [kindDimensions]metric.Dimension{metric.Channel, metric.Subtype, metric.InitiationMethod, metric.DisconnectReason, metric.Instance}
	ofStaff = [staffDimensions]metric.Dimension{metric.Agent, metric.RoutingProfile}
)

const (
	kindDimensions  = 5
	staffDimensions = 2
)

// dimension is the place of a dimension in dimensions, -1 when it is not kept.
func dimension(d metric.Dimension) int { return slices.Index(dimensions[:], d) }

var (
	kindPlaces  = placesOf(ofKind[:])
	staffPlaces = placesOf(ofStaff[:])
	queuePlace  = dimension(metric.Queue)
)

func placesOf(dimensions []metric.Dimension) []int {
	all := make([]int, len(dimensions))
	for i, d := range dimensions {
		all[i] = dimension(d)
	}
	return all
}

// maxNumber is how many kinds, and how many staff, can be told apart in two bytes.
const maxNumber = 1 << 16

// errTooMany says that the contacts are too different from each other for what two bytes can number.
var errTooMany = errors.New("contacts are of too many kinds to be kept in memory")

// dictionary gives out the numbers. Only whoever writes uses it; readers have views.
type dictionary struct {
	view
	kindNumbers  map[kind]uint16
	staffNumbers map[staff]uint16
	valueNumbers [dimensionCount]map[int32]int32
}

// view is a dictionary at one moment. Slices only ever grow, behind the length that a view knows.
type view struct {
	kinds      []kind
	kindValues [][kindDimensions]int32 // numbers of the words of each kind
	staff      []staff
	staffValue [][staffDimensions]int32
	values     [dimensionCount][]int32 // words by number
}

func newDictionary() *dictionary {
	d := &dictionary{kindNumbers: map[kind]uint16{}, staffNumbers: map[staff]uint16{}}
	for i := range d.valueNumbers {
		d.valueNumbers[i] = map[int32]int32{}
	}
	return d
}

// value numbers the words of a dimension.
func (d *dictionary) value(place int, word int32) int32 {
	n, known := d.valueNumbers[place][word]
	if !known {
		n = int32(len(d.values[place]))
		d.valueNumbers[place][word] = n
		d.values[place] = append(d.values[place], word)
	}
	return n
}

func (d *dictionary) kind(r *Row) (uint16, error) {
	k := kind{flags: r.Flags, present: r.Present}
	for i, place := range kindPlaces {
		k.words[i] = r.Words[place]
	}
	n, known := d.kindNumbers[k]
	if known {
		return n, nil
	}
	if len(d.kinds) == maxNumber {
		return 0, errTooMany
	}
	n = uint16(len(d.kinds))
	var values [kindDimensions]int32
	for i, place := range kindPlaces {
		values[i] = d.value(place, k.words[i])
	}
	d.kindNumbers[k] = n
	d.kinds, d.kindValues = append(d.kinds, k), append(d.kindValues, values)
	return n, nil
}

func (d *dictionary) staffOf(r *Row) (uint16, error) {
	s := staff{r.Words[staffPlaces[0]], r.Words[staffPlaces[1]]}
	n, known := d.staffNumbers[s]
	if known {
		return n, nil
	}
	if len(d.staff) == maxNumber {
		return 0, errTooMany
	}
	n = uint16(len(d.staff))
	d.staffNumbers[s] = n
	d.staff = append(d.staff, s)
	d.staffValue = append(d.staffValue, [staffDimensions]int32{d.value(staffPlaces[0], s.agent), d.value(staffPlaces[1], s.profile)})
	return n, nil
}
