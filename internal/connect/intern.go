package connect

import (
	"hash/maphash"
	"sync/atomic"
)

// internable is the longest text that is shared: ARNs have about 130 bytes.
const internable = 256

// shared holds one copy of texts that come again and again: ARNs, names, channels, methods. It is a table of fixed size
// in which a newcomer displaces whoever has its place, so it needs neither locks nor upkeep; at worst (places × internable
// bytes) it keeps 4 MB.
var shared internTable

type internTable struct {
	places [1 << 14]atomic.Pointer[string]
}

var internSeed = maphash.MakeSeed()

// intern returns b as a string that does not alias b.
func (t *internTable) intern(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) > internable {
		return string(b)
	}
	place := &t.places[maphash.Bytes(internSeed, b)&(1<<14-1)]
	if p := place.Load(); p != nil && *p == string(b) {
		return *p
	}
	s := string(b)
	place.Store(&s)
	return s
}
