package erasure

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"maps"

	"github.com/cespare/xxhash/v2"

	"github.com/ringside/ringside/internal/connect"
)

// Set is the contacts that have been erased. It does not change; nil is one of none.
type Set struct {
	key [32]byte
	ids map[digest]struct{}
	// checks are 32 bits of another hash of each, which costs nothing beside the digest: nearly every id is in no set.
	checks map[uint32]struct{}
	// lengths are those of ids that are no UUIDs, so that few other texts need be looked at.
	lengths map[int]struct{}
}

// digest tells whether an id is in the set, and is its pseudonym.
type digest [16]byte

// With is the set with more contacts.
func (s *Set) With(ids ...connect.ContactID) *Set {
	with := &Set{ids: map[digest]struct{}{}, checks: map[uint32]struct{}{}, lengths: map[int]struct{}{}}
	if s == nil {
		// It never fails: see crypto/rand.
		_, _ = rand.Read(with.key[:])
	} else {
		with.key, with.ids, with.checks, with.lengths = s.key, maps.Clone(s.ids), maps.Clone(s.checks), maps.Clone(s.lengths)
	}
	for _, id := range ids {
		with.ids[with.digest([]byte(id))] = struct{}{}
		with.checks[check([]byte(id))] = struct{}{}
		if len(id) != uuidLength || !isUUID([]byte(id)) {
			with.lengths[len(id)] = struct{}{}
		}
	}
	return with
}

// Size is how many contacts are in the set.
func (s *Set) Size() int {
	if s == nil {
		return 0
	}
	return len(s.ids)
}

// Has tells whether a contact is in the set.
func (s *Set) Has(id connect.ContactID) bool {
	if s.Size() == 0 {
		return false
	}
	_, has := s.lookUp([]byte(id))
	return has
}

// lookUp is the digest of an id of the set.
func (s *Set) lookUp(id []byte) (d digest, has bool) {
	if _, may := s.checks[check(id)]; !may {
		return digest{}, false
	}
	d = s.digest(id)
	_, has = s.ids[d]
	return d, has
}

func check(id []byte) uint32 { return uint32(xxhash.Sum64(id)) }

func (s *Set) digest(id []byte) (d digest) {
	var room [len(s.key) + 64]byte // of most ids: nothing is allocated for them
	sum := sha256.Sum256(append(append(room[:0], s.key[:]...), id...))
	copy(d[:], sum[:])
	return d
}

// pseudonym is a UUID of version 8 ("custom" in RFC 9562).
func (d digest) pseudonym() []byte {
	d[6] = d[6]&0x0f | 0x80
	d[8] = d[8]&0x3f | 0x80
	text := make([]byte, uuidLength)
	for i, part := range [][]byte{d[0:4], d[4:6], d[6:8], d[8:10], d[10:16]} {
		at := []int{0, 9, 14, 19, 24}[i]
		hex.Encode(text[at:], part)
		if at > 0 {
			text[at-1] = '-'
		}
	}
	return text
}

// mention is where a record names an erased contact.
type mention struct {
	from, to int
	digest   digest
}

// Mentions tells whether a record names a contact of the set: a UUID wherever it stands, alone or in an ARN or the name of a
// recording, and any other id as a whole JSON string.
func (s *Set) Mentions(raw []byte) bool {
	found := false
	s.find(raw, func(mention) bool {
		found = true
		return false
	})
	return found
}

// Redact is a record with a pseudonym in each place where it names a contact of the set; changed is false when it names none,
// and the result is raw itself then.
func (s *Set) Redact(raw []byte) (redacted []byte, changed bool) {
	at := 0
	s.find(raw, func(m mention) bool {
		redacted = append(redacted, raw[at:m.from]...)
		redacted = append(redacted, m.digest.pseudonym()...)
		at = m.to
		return true
	})
	if at == 0 {
		return raw, false
	}
	return append(redacted, raw[at:]...), true
}

// find calls fn for what names a contact of the set, in order, until it returns false.
func (s *Set) find(raw []byte, fn func(mention) bool) {
	if s.Size() == 0 {
		return
	}
	for at := 0; at < len(raw); {
		from, to := nextName(raw, at, len(s.lengths) > 0)
		if from < 0 {
			return
		}
		at = to
		if s.worth(raw[from:to]) {
			if d, has := s.lookUp(raw[from:to]); has && !fn(mention{from, to, d}) {
				return
			}
		}
	}
}

// worth tells whether a text may be an id of the set.
func (s *Set) worth(text []byte) bool {
	if len(text) == uuidLength && isUUID(text) {
		return true
	}
	_, is := s.lengths[len(text)]
	return is
}

const uuidLength = 36

// nextName is the next UUID at or behind at, or with texts the next whole JSON string if that comes first; from is -1 when
// there is none. A string that contains a UUID is passed over: the UUID is what is found.
func nextName(raw []byte, at int, texts bool) (from, to int) {
	for ; at < len(raw); at++ {
		if !texts { // the way through nearly every record
			dash := bytes.IndexByte(raw[at:], '-')
			if dash < 0 {
				return -1, -1
			}
			at += dash
		}
		switch c := raw[at]; {
		case c == '-' && at >= 8 && at+28 <= len(raw) && raw[at+5] == '-' && isUUID(raw[at-8:at+28]) && alone(raw, at-8, at+28):
			return at - 8, at + 28
		case c == '"' && texts:
			if end := bytes.IndexByte(raw[at+1:], '"'); end > 0 && end <= longestID && !hasUUID(raw[at+1:at+1+end]) {
				return at + 1, at + 1 + end
			}
		}
	}
	return -1, -1
}

// longestID is the length in bytes of the longest ContactId. Source: Amazon Connect API Reference, "ContactId".
const longestID = 256

func hasUUID(text []byte) bool {
	from, _ := nextName(text, 0, false)
	return from >= 0
}

// alone tells whether no letter or digit touches the text from from to to.
func alone(raw []byte, from, to int) bool {
	return (from == 0 || !isWord(raw[from-1])) && (to == len(raw) || !isWord(raw[to]))
}

func isWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// isUUID tells whether a text of uuidLength has the form of a UUID.
func isUUID(text []byte) bool {
	for i, c := range text {
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !isHex(c) {
				return false
			}
		}
	}
	return true
}
