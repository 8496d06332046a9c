package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// cost is how dear one try is. Memory is in KiB.
type cost struct {
	memory, time uint32
	threads      uint8
}

// ownCost is the least that is recommended: 19 MiB, twice ("Password Storage Cheat Sheet", OWASP, Argon2id).
var ownCost = cost{memory: 19 * 1024, time: 2, threads: 1}

const (
	saltLength, tagLength = 16, 32
	leastSalt             = 8
	// leastPassword and mostPassword are in characters and in bytes: longer ones cost the server more than they help.
	leastPassword, mostPassword = 12, 1024
	// leastDifferent is how many different characters a password has besides what everybody thinks of.
	leastDifferent = 6
	// hashPatience is for how long a try waits for its turn: each holds a core and 19 MiB.
	hashPatience = 5 * time.Second
	// firstTook is for how long a hash is taken to take before there was one.
	firstTook = 50 * time.Millisecond
)

// errBusy says that too many try at once.
var errBusy = errors.New("too many sign-ins at once")

// hasher makes and checks hashes of passwords, as many at once as there are cores. Its channel is a pool of turns.
type hasher struct {
	turns    chan struct{}
	patience time.Duration
	took     *atomic.Int64 // how long the last hash took, in nanoseconds
}

func newHasher() hasher {
	h := hasher{make(chan struct{}, runtime.GOMAXPROCS(0)), hashPatience, new(atomic.Int64)}
	h.took.Store(int64(firstTook))
	return h
}

// pretend takes as long as the last hash, and no work: what is refused before it is looked at must not be told by its haste, and costs nothing.
func (h hasher) pretend(ctx context.Context) {
	enough := time.NewTimer(time.Duration(h.took.Load()))
	defer enough.Stop()
	select {
	case <-enough.C:
	case <-ctx.Done():
	}
}

// hash returns a PHC string of Argon2id with a salt of its own.
func (h hasher) hash(ctx context.Context, password string) (string, error) {
	var salt [saltLength]byte
	_, _ = rand.Read(salt[:]) // never fails
	tag, err := h.tag(ctx, password, salt[:], ownCost)
	if err != nil {
		return "", err
	}
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, ownCost.memory, ownCost.time, ownCost.threads,
		encode(salt[:]), encode(tag)), nil
}

// matches tells whether a password is that of a PHC string, and whether it should be hashed anew, at our own cost. Against an empty
// string nothing matches, after the same work.
func (h hasher) matches(ctx context.Context, phc, password string) (matches, anew bool, err error) {
	if phc == "" {
		_, err := h.hash(ctx, password)
		return false, false, err
	}
	c, salt, want, err := readPHC(phc)
	if err != nil {
		return false, false, err
	}
	got, err := h.tag(ctx, password, salt, c)
	if err != nil {
		return false, false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, c != ownCost, nil
}

// tag hashes in its turn. Passwords are the same however a keyboard composes their characters (Unicode's NFC).
func (h hasher) tag(ctx context.Context, password string, salt []byte, c cost) ([]byte, error) {
	wait, cancel := context.WithTimeout(ctx, h.patience)
	defer cancel()
	select {
	case h.turns <- struct{}{}:
	case <-wait.Done():
		return nil, errBusy
	}
	defer func() { <-h.turns }()
	began := time.Now()
	tag := argon2.IDKey(norm.NFC.Bytes([]byte(password)), salt, c.time, c.memory, c.threads, tagLength)
	h.took.Store(int64(time.Since(began)))
	return tag, nil
}

// readPHC reads what hash writes, now or in an earlier version.
func readPHC(phc string) (c cost, salt, tag []byte, err error) {
	damaged := errors.New("a stored password is damaged: ringside user reset lets it be chosen anew")
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return cost{}, nil, nil, damaged
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.threads); n != 3 || err != nil ||
		c.memory > 1<<20 || c.time < 1 || c.time > 100 || c.threads < 1 {
		return cost{}, nil, nil, damaged
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	tag, tagErr := base64.RawStdEncoding.DecodeString(parts[5])
	if saltErr != nil || tagErr != nil || len(salt) < leastSalt || len(tag) != tagLength {
		return cost{}, nil, nil, damaged
	}
	return c, salt, tag, nil
}

// weak tells why a password may not be chosen; empty where it may.
func weak(password, account string) words {
	switch {
	case !utf8.ValidString(password), len(password) > mostPassword:
		return words{"비밀번호가 너무 깁니다.", "The password is too long."}
	case utf8.RuneCountInString(norm.NFC.String(password)) < leastPassword:
		return words{"비밀번호는 12자 이상이어야 합니다. 여러 단어를 이어 쓰면 기억하기 쉽습니다.", "A password has 12 characters at least. Several words are easy to remember."}
	case strings.Contains(strings.ToLower(password), account), different(unthought(password)) < leastDifferent:
		return words{"추측하기 쉬운 비밀번호입니다. 다른 비밀번호를 정해 주세요.", "That password is too easy to guess. Choose another one."}
	}
	return words{}
}

// wellKnown are what passwords begin with when they must be long: words, and what fingers type in a row.
var wellKnown = []string{
	"password", "passw0rd", "p@ssw0rd", "welcome", "letmein", "iloveyou", "administrator", "admin", "secret", "changeme", "default",
	"sunshine", "princess", "football", "baseball", "superman", "dragon", "monkey", "master", "shadow", "ringside", "amazon", "connect",
	"korea", "seoul", "sarang", "saranghae", "dkssud", "비밀번호", "사랑해", "안녕하세요",
	"qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "0987654321", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp",
	"abcdefghijklmnopqrstuvwxyz", "ㅂㅈㄷㄱ쇼ㅕㅑㅐㅔ",
}

// leastKnown is how many characters of one of these in a row are taken for it, mostKnown the length of the longest.
const leastKnown, mostKnown = 3, 26

// unthought is what is left of a password without what everybody thinks of.
func unthought(password string) string {
	rest := []rune(strings.ToLower(password))
	var left []rune
	for len(rest) > 0 {
		known := 0
		for n := min(len(rest), mostKnown); n >= leastKnown && known == 0; n-- {
			piece := string(rest[:n])
			if slices.ContainsFunc(wellKnown, func(w string) bool { return strings.Contains(w, piece) }) {
				known = n
			}
		}
		if known == 0 {
			left, known = append(left, rest[0]), 1
		}
		rest = rest[known:]
	}
	return string(left)
}

// different counts the different characters of a text.
func different(text string) int {
	seen := map[rune]bool{}
	for _, c := range text {
		seen[c] = true
	}
	return len(seen)
}
