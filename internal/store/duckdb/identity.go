package duckdb

import (
	"crypto/sha256"
	"encoding/hex"

	engine "github.com/duckdb/duckdb-go/v2"
)

// digestVersion is the UUID version (8, "custom" in RFC 9562) of ids that are digests of a text. A text that is a UUID of
// that version itself is digested too, so that the two kinds never meet.
const digestVersion = 8

// identity is a text id in 16 bytes: the UUID that it spells, or else a digest of it. Only the canonical spelling (lower
// case, dashes) is taken as a UUID, since ids are opaque and must come back letter by letter.
func identity(text string) (id engine.UUID, isUUID bool) {
	if id, ok := parseUUID(text); ok && id[6]>>4 != digestVersion {
		return id, true
	}
	sum := sha256.Sum256([]byte(text))
	copy(id[:], sum[:16])
	id[6] = id[6]&0x0f | digestVersion<<4
	id[8] = id[8]&0x3f | 0x80
	return id, false
}

func parseUUID(text string) (id engine.UUID, ok bool) {
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return id, false
	}
	at := 0
	for i := range id {
		if text[at] == '-' {
			at++
		}
		high, low := nibble(text[at]), nibble(text[at+1])
		if high > 15 || low > 15 {
			return id, false
		}
		id[i] = high<<4 | low
		at += 2
	}
	return id, true
}

// nibble is the value of a lower-case hexadecimal digit, 255 for anything else.
func nibble(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	default:
		return 255
	}
}

// uuidText is the canonical spelling of a UUID.
func uuidText(id engine.UUID) string {
	var text [36]byte
	hex.Encode(text[0:8], id[0:4])
	hex.Encode(text[9:13], id[4:6])
	hex.Encode(text[14:18], id[6:8])
	hex.Encode(text[19:23], id[8:10])
	hex.Encode(text[24:36], id[10:16])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:])
}
