package export

import "time"

// wall writes moments as a clock in a zone shows them. Most moments that follow each other are of one day and offset, so it
// remembers both: formatting each anew would take longer than all else that is done with it.
type wall struct {
	zone *time.Location

	slot   int64 // quarter of an hour whose offset is known; offsets change at its borders only
	offset int64 // ms east of UTC
	day    int64 // since 1970, whose text is known
	date   [10]byte
}

const (
	quarterMS = 15 * 60_000
	dayMS     = 86_400_000
)

func newWall(zone *time.Location) *wall { return &wall{zone: zone, slot: -1 << 62, day: -1 << 62} }

// local is the moment as if the zone's clock were UTC, in ms, and the zone's offset in ms.
func (w *wall) local(ms int64) (local, offset int64) {
	if slot := floorDiv(ms, quarterMS); slot != w.slot {
		_, seconds := time.UnixMilli(ms).In(w.zone).Zone()
		w.slot, w.offset = slot, int64(seconds)*1000
	}
	return ms + w.offset, w.offset
}

// appendDate writes "2026-11-01" of a local moment.
func (w *wall) appendDate(b []byte, local int64) []byte {
	if day := floorDiv(local, dayMS); day != w.day {
		w.day = day
		copy(w.date[:], time.UnixMilli(day*dayMS).UTC().AppendFormat(nil, time.DateOnly))
	}
	return append(b, w.date[:]...)
}

// appendClock writes "15:04:05" of a local moment and, with thousandths, ".000".
func (w *wall) appendClock(b []byte, local int64, thousandths bool) []byte {
	ms := local - floorDiv(local, dayMS)*dayMS
	b = append(two(b, ms/3_600_000), ':')
	b = append(two(b, ms/60_000%60), ':')
	b = two(b, ms/1000%60)
	if thousandths {
		b = append(b, '.', byte('0'+ms/100%10))
		b = two(b, ms%100)
	}
	return b
}

// appendRFC3339 writes the moment with its offset, thousandths where there are some.
func (w *wall) appendRFC3339(b []byte, ms int64) []byte {
	local, offset := w.local(ms)
	b = append(w.appendDate(b, local), 'T')
	b = w.appendClock(b, local, local%1000 != 0)
	if offset == 0 {
		return append(b, 'Z')
	}
	sign := byte('+')
	if offset < 0 {
		sign, offset = '-', -offset
	}
	b = append(two(append(b, sign), offset/3_600_000), ':')
	return two(b, offset/60_000%60)
}

func two(b []byte, n int64) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

func floorDiv(a, b int64) int64 {
	quotient := a / b
	if a%b < 0 {
		quotient--
	}
	return quotient
}
