package signin

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" // what authenticator apps compute; HMAC does not rest on collisions
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"time"
)

const (
	// codeStep, codeDigits and SHA-1 are what every authenticator app takes (RFC 6238, section 5.2; RFC 4226, section 5.3).
	codeStep   = 30 * time.Second
	codeDigits = 6
	// codeDrift is by how many steps the clock of a phone may be off.
	codeDrift = 1
	// secretLength is as long as the hash, in bytes (RFC 4226, section 4, R6).
	secretLength = sha1.Size
)

var base32Plain = base32.StdEncoding.WithPadding(base32.NoPadding)

// newSecret makes a secret for an authenticator app, in base32.
func newSecret() string {
	var secret [secretLength]byte
	_, _ = rand.Read(secret[:]) // never fails
	return base32Plain.EncodeToString(secret[:])
}

// codeAt is the code of a step (RFC 6238, section 4.2).
func codeAt(secret []byte, step int64) string {
	mac := hmac.New(sha1.New, secret)
	_ = binary.Write(mac, binary.BigEndian, step) // a hash takes everything
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0x0f
	number := binary.BigEndian.Uint32(sum[offset:]) & 0x7fffffff
	return fmt.Sprintf("%0*d", codeDigits, number%1_000_000)
}

// codeMatches finds the step of a code about now; false where there is none. It takes the same time for every code.
func codeMatches(secret, code string, now time.Time) (step int64, matches bool) {
	key, err := base32Plain.DecodeString(secret)
	usable := err == nil && len(key) == secretLength
	if !usable {
		key = make([]byte, secretLength)
	}
	code = strings.Join(strings.Fields(code), "")
	about := now.Unix() / int64(codeStep/time.Second)
	for at := about - codeDrift; at <= about+codeDrift; at++ {
		if subtle.ConstantTimeCompare([]byte(codeAt(key, at)), []byte(code)) == 1 {
			step, matches = at, usable
		}
	}
	return step, matches
}

// codeEnds is when a code of a step is refused for its age.
func codeEnds(step int64) time.Time {
	return time.Unix((step+codeDrift+1)*int64(codeStep/time.Second), 0)
}

// codeAddress is what authenticator apps read from a picture ("Key URI Format", google-authenticator wiki).
func codeAddress(secret, account, host string) string {
	address := url.URL{Scheme: "otpauth", Host: "totp", Path: "/Ringside " + host + ":" + account}
	return address.String() + "?" + url.Values{"secret": {secret}, "issuer": {"Ringside " + host}}.Encode()
}

// codeDigest is by which a code is used up.
func codeDigest(account string, step int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "code %s %d", account, step))
	return hex.EncodeToString(sum[:])
}
