// Package sealed lets browsers keep what nobody but us may have written: a value as JSON under a MAC, in a cookie of its own. Nothing is stored for
// those who only ask.
package sealed

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"
)

// Box seals values by the first of its keys, and opens what was sealed by any of them.
type Box struct{ keys [][32]byte }

// New makes a box with a key of its own, which lives as long as the process.
func New() *Box {
	var key [32]byte
	_, _ = rand.Read(key[:]) // never fails
	return With(key)
}

// With makes a box with keys that are kept, the one that seals first.
func With(keys ...[32]byte) *Box { return &Box{keys} }

// Seal writes a value, which must be one that JSON can write.
func (b *Box) Seal(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // by contract
	}
	return base64.RawURLEncoding.EncodeToString(append(b.MAC(text), text...))
}

// Open reads what Seal has written; false where it has not.
func (b *Box) Open(text string, into any) bool { return b.OpenBy(text, into) != nil }

// OpenBy is Open, and returns a box with the key by which it was sealed, nil where it was not.
func (b *Box) OpenBy(text string, into any) *Box {
	sealed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(sealed) < sha256.Size {
		return nil
	}
	for _, key := range b.keys {
		by := With(key)
		if hmac.Equal(sealed[:sha256.Size], by.MAC(sealed[sha256.Size:])) && json.Unmarshal(sealed[sha256.Size:], into) == nil {
			return by
		}
	}
	return nil
}

// MAC is what nobody can make of a text who has no box of ours, by the key that seals.
func (b *Box) MAC(text []byte) []byte {
	mac := hmac.New(sha256.New, b.keys[0][:])
	mac.Write(text)
	return mac.Sum(nil)
}

// Name is the name of a cookie of an id, without a part that senders choose.
func Name(kind, id string) string {
	sum := sha256.Sum256([]byte(id))
	return "__Host-ringside-" + kind + "-" + base64.RawURLEncoding.EncodeToString(sum[:9])
}

// Cookie is one that scripts, other hosts and plain connections never see; a lifetime of 0 is that of the browser's window.
func Cookie(name, value string, site http.SameSite, lifetime time.Duration) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: "/", Secure: true, HttpOnly: true, SameSite: site, MaxAge: int(lifetime.Seconds()),
	}
}
