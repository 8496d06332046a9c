// Package sealed lets browsers keep what nobody but us may have written: a value as JSON under a MAC, in a cookie of its own. The key
// lives as long as the process, and nothing is stored for those who only ask.
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

// Box seals values.
type Box struct{ key [32]byte }

// New makes a box with a key of its own.
func New() *Box {
	var b Box
	_, _ = rand.Read(b.key[:]) // never fails
	return &b
}

// Seal writes a value, which must be one that JSON can write.
func (b *Box) Seal(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // by contract
	}
	return base64.RawURLEncoding.EncodeToString(append(b.MAC(text), text...))
}

// Open reads what Seal has written; false where it has not.
func (b *Box) Open(text string, into any) bool {
	sealed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(sealed) < sha256.Size || !hmac.Equal(sealed[:sha256.Size], b.MAC(sealed[sha256.Size:])) {
		return false
	}
	return json.Unmarshal(sealed[sha256.Size:], into) == nil
}

// MAC is what nobody can make of a text who has no box of ours.
func (b *Box) MAC(text []byte) []byte {
	mac := hmac.New(sha256.New, b.key[:])
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
