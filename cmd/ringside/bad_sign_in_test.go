package main

import (
	"bytes"
	"compress/flate"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// What pages say to do, in Korean and in English.
var (
	again    = [2]string{"다시 로그인해 주세요", "Sign in again"}
	tell     = [2]string{"아래 요청 번호를 관리자에게 알려", "Give your administrator the request id below"}
	elsewise = [2]string{"이 브라우저에서 시작한 로그인이 아니거나", "This browser did not begin this sign-in"}
	twice    = [2]string{"이미 사용한 로그인입니다", "This sign-in was used before"}
	denied   = [2]string{"권한이 있는지 관리자에게 문의", "Ask your administrator whether you may use Ringside"}
)

// refused checks that somebody was not let in, was told what to do, and that the log has the reason under the same request id, and
// nothing of the person.
func (v visitor) refused(t *testing.T, got shown, words [2]string, codes ...string) {
	t.Helper()
	if got.status != http.StatusForbidden || !strings.Contains(got.text, words[0]) || !strings.Contains(got.text, words[1]) {
		t.Errorf("%d %s, want a page that says %q", got.status, got.text, words)
	}
	if got.request == "" || !strings.Contains(got.text, got.request) {
		t.Errorf("the page lacks its request id %q: %s", got.request, got.text)
	}
	if got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the page may be kept: %v", got.header)
	}
	if !v.server.logged(got.request, codes...) {
		t.Errorf("the log has none of %v under %s:\n%s", codes, got.request, v.server.logs)
	}
	log := v.server.logs.String()
	for _, personal := range []string{samltest.NameID, samltest.Login} {
		if strings.Contains(got.text, personal) || strings.Contains(log, personal) {
			t.Errorf("%s is shown", personal)
		}
	}
	if w := v.send(http.MethodGet, "/api/v1/version", nil); w.status != http.StatusUnauthorized {
		t.Errorf("let in nevertheless: %d", w.status)
	}
}

// logged waits until a line of the log has a request's id and one of the words.
func (s *server) logged(request string, words ...string) bool {
	return until(10*time.Second, func() bool {
		for line := range strings.Lines(s.logs.String()) {
			if strings.Contains(line, request) && slices.ContainsFunc(words, func(word string) bool { return strings.Contains(line, word) }) {
				return true
			}
		}
		return false
	})
}

func TestABadSignInTellsThePersonWhatToDoAndTheAdministratorWhy(t *testing.T) {
	t.Parallel()
	s := serveWithSAML(t, rulesFile(t))
	replaced := func(pairs ...string) samltest.Recipe { return samltest.Recipe{Replace: pairs} }
	at := func(after time.Duration) samltest.Recipe { return samltest.Recipe{At: time.Now().UTC().Add(after)} }
	for name, c := range map[string]struct {
		answer samltest.Recipe
		words  [2]string
		code   string
	}{
		"expired":                      {at(-time.Hour), again, "TIME-OLD5"},
		"of the future":                {at(time.Hour), tell, "TIME-FUTURE"},
		"clocks two minutes apart":     {at(2 * time.Minute), tell, "TIME-FUTURE"},
		"another audience":             {replaced("/saml/metadata", "/saml/other"), tell, "SP-AUDIENCE"},
		"another address":              {replaced("/saml/acs", "/saml/other"), tell, "SP-DESTINATION"},
		"an unknown identity provider": {replaced(samltest.EntityID, "https://evil.example.org/"), tell, "SP-ISSUER"},
		"a changed key":                {samltest.Recipe{Key: samltest.Keys().Next}, tell, "SIG-KEY-UNKNOWN"},
		"unsigned":                     {samltest.Recipe{Parts: "none"}, tell, "SIG-NONE"},
		"a refusal":                    {replaced("status:Success", "status:Responder"), denied, "IDP-STATUS"},
		"nobody":                       {replaced(samltest.NameID, " "), tell, "SP-SUBJECT"},
		"no request":                   {replaced("InResponseTo=", "Consent="), elsewise, "SP-REQUEST"},
	} {
		t.Run(name, func(t *testing.T) {
			one := s.visitor(t).begin(c.answer)
			one.refused(t, one.bring(one.field), c.words, c.code)
		})
	}
	t.Run("clocks half a minute apart", func(t *testing.T) {
		one := s.visitor(t).begin(at(30 * time.Second))
		if got := one.bring(one.field); got.status != http.StatusSeeOther {
			t.Errorf("%d %s", got.status, got.text)
		}
	})
	t.Run("another browser", func(t *testing.T) {
		one, other := s.visitor(t).begin(samltest.Recipe{}), s.visitor(t)
		other.refused(t, other.bring(one.field), elsewise, "SP-REQUEST")
	})
	t.Run("again", func(t *testing.T) {
		one := s.visitor(t).begin(samltest.Recipe{})
		copied := one.copied()
		if got := one.bring(one.field); got.status != http.StatusSeeOther {
			t.Fatalf("%d %s", got.status, got.text)
		}
		copied.refused(t, copied.bring(one.field), twice, "SP-REPLAY")
		back := one.bring(one.field) // the back button, and the form sent once more
		if back.status != http.StatusForbidden || !strings.Contains(back.text, elsewise[1]) {
			t.Errorf("%d %s", back.status, back.text)
		}
	})
	t.Run("a second tab", func(t *testing.T) {
		first := s.visitor(t).begin(samltest.Recipe{})
		second := first.begin(samltest.Recipe{})
		for _, tab := range []begun{second, first} {
			if got := tab.bring(tab.field); got.status != http.StatusSeeOther {
				t.Errorf("%d %s", got.status, got.text)
			}
		}
	})
	t.Run("an unknown way", func(t *testing.T) {
		got := s.visitor(t).send(http.MethodGet, "/saml/login?idp=nobody&return=%2Fqueues", nil)
		if got.status != http.StatusSeeOther || !strings.HasPrefix(got.to, samltest.SignOn) { // the only one there is
			t.Errorf("%d %s", got.status, got.to)
		}
	})
}

func TestABrokenAnswerTellsThePersonWhatToDoAndTheAdministratorWhy(t *testing.T) {
	t.Parallel()
	s := serveWithSAML(t, rulesFile(t))
	one := s.visitor(t).begin(samltest.Recipe{})
	valid, err := base64.StdEncoding.DecodeString(one.field)
	if err != nil {
		t.Fatal(err)
	}
	packed := base64.StdEncoding.EncodeToString
	var deflated bytes.Buffer
	w, err := flate.NewWriter(&deflated, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write(valid) // a buffer takes everything
	_ = w.Close()
	for name, c := range map[string]struct{ field, code string }{
		"nothing":              {"", "IN-XML"},
		"tiny":                 {packed([]byte("<a/>")), "IN-NOT-RESPONSE"},
		"text":                 {"hello!", "IN-B64"},
		"for addresses":        {strings.NewReplacer("+", "-", "/", "_").Replace(one.field) + "-_", "IN-B64"},
		"escaped twice":        {url.QueryEscape(one.field) + "%3D", "IN-URLENC"},
		"deflated":             {packed(deflated.Bytes()), "IN-XML"},
		"UTF-16":               {packed([]byte("\xff\xfe<\x00a\x00/\x00>\x00")), "IN-XML"},
		"in Latin-1":           {packed(bytes.Replace(valid, []byte(samltest.NameID), []byte("M\xfcller"), 1)), "IN-XML"},
		"another encoding":     {packed(append([]byte(`<?xml version="1.0" encoding="EUC-KR"?>`), valid...)), "IN-XML"},
		"huge":                 {packed(bytes.Repeat([]byte("abc"), 90_000)), "IN-SIZE"},
		"larger than any form": {strings.Repeat("AAAA", 200_000), "IN-FORM"},
		"cut off":              {packed(valid[:len(valid)/2]), "IN-XML"},
		"changed on its way":   {packed(bytes.Replace(valid, []byte(samltest.NameID), []byte("admin"), 1)), "SIG-BAD-DIGEST"},
		"written anew":         {packed(bytes.ReplaceAll(valid, []byte("><saml:"), []byte(">\n<saml:"))), "SIG-BAD-DIGEST"},
	} {
		t.Run(name, func(t *testing.T) { one.refused(t, one.bring(c.field), tell, c.code) })
	}
	if got := one.bring(one.field); got.status != http.StatusSeeOther {
		t.Errorf("the message itself: %d %s", got.status, got.text)
	}
}

func TestSomebodyWithoutARoleIsToldWhomToAsk(t *testing.T) {
	t.Parallel()
	rules := filepath.Join(t.TempDir(), "access.json")
	text := `{"version":1,"ask":"Platform team, 02-123-4567","rules":[{"when":{"groups":["supervisors"]},"roles":["supervisor"]}]}`
	if err := os.WriteFile(rules, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serveWithSAML(t, rules)
	one := s.visitor(t).begin(samltest.Recipe{})
	if got := one.bring(one.field); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text)
	}
	got := one.send(http.MethodGet, "/queues", nil)
	if got.status != http.StatusForbidden || !strings.Contains(got.text, "Platform team, 02-123-4567") || !strings.Contains(got.text, got.request) ||
		!strings.Contains(got.text, "역할을 요청해 주세요") || !strings.Contains(got.text, "nobody has given you a role") {
		t.Errorf("%d %s", got.status, got.text)
	}
	if log := s.logs.String(); !s.logged(got.request, "signed in without a role") || strings.Contains(log, samltest.Login) || strings.Contains(log, samltest.NameID) {
		t.Errorf("the log: %s", s.logs)
	}
	if got := one.send(http.MethodGet, "/api/v1/panels", nil); got.status != http.StatusForbidden {
		t.Errorf("the API: %d %s", got.status, got.text)
	}
}

func TestAfterSigningOutNothingComesBack(t *testing.T) {
	t.Parallel()
	s := serveWithSAML(t, rulesFile(t))
	one := s.visitor(t).begin(samltest.Recipe{})
	if got := one.bring(one.field); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text)
	}
	kept := one.copied()
	for _, path := range []string{"/queues", "/api/v1/version"} {
		if got := one.send(http.MethodGet, path, nil); got.status != http.StatusOK && got.status != http.StatusNotFound { // without its page
			t.Fatalf("%s: %d %s", path, got.status, got.text)
		} else if got.status == http.StatusOK && got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %v", path, got.header)
		}
	}
	out := one.send(http.MethodPost, "/sign-out", nil, "Sec-Fetch-Site", "same-origin")
	if out.status != http.StatusOK || !strings.Contains(out.header.Get("Clear-Site-Data"), `"cache"`) || !strings.Contains(out.text, "로그아웃되었습니다") {
		t.Errorf("%d %v %s", out.status, out.header, out.text)
	}
	for _, v := range []visitor{one.visitor, kept} { // the back button has the address, a thief the cookie
		if got := v.send(http.MethodGet, "/queues", nil); got.status != http.StatusSeeOther || !strings.HasPrefix(got.to, "/saml/login?") {
			t.Errorf("%d to %s", got.status, got.to)
		}
		if got := v.send(http.MethodGet, "/api/v1/version", nil); got.status != http.StatusUnauthorized {
			t.Errorf("%d %s", got.status, got.text)
		}
	}
}

// codeAt is what an authenticator app shows (RFC 6238).
func codeAt(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha1.New, key)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(at.Unix()/30)))
	sum := mac.Sum(nil)
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[sum[19]&15:])&0x7fffffff%1_000_000)
}

func TestWhoIsDisabledIsGoneWithinAMinute(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	s := startServer(t, data, "--public-url", "https://ringside.example.org")
	link, err := os.ReadFile(filepath.Join(data, "first-sign-in.txt"))
	if err != nil {
		t.Fatal(err)
	}
	_, token, _ := strings.Cut(strings.TrimSpace(string(link)), "token=")
	v := s.visitor(t)
	secret := regexp.MustCompile(`name="secret" value="([A-Z2-7]+)"`).FindStringSubmatch(v.send(http.MethodGet, "/sign-in/set-up?token="+token, nil).text)
	if secret == nil {
		t.Fatal("the page has no secret")
	}
	const password = "zyxwv correct horse"
	form := url.Values{ // the code before this one, which is taken too: this one is for the sign-in
		"token": {token}, "secret": {secret[1]}, "password": {password}, "again": {password}, "code": {codeAt(t, secret[1], time.Now().Add(-30*time.Second))},
	}
	if got := v.send(http.MethodPost, "/sign-in/set-up", form, "Sec-Fetch-Site", "same-origin"); got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.text)
	}
	form = url.Values{"name": {"admin"}, "password": {password}, "code": {codeAt(t, secret[1], time.Now())}}
	if got := v.send(http.MethodPost, "/sign-in", form, "Sec-Fetch-Site", "same-origin"); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text)
	}
	live, err := v.request(t.Context(), http.MethodGet, "/api/v1/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := http.DefaultTransport.RoundTrip(live)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	if stream.StatusCode != http.StatusOK {
		t.Fatal(stream.Status)
	}
	if _, stderr, code := ringside(t, "user", "disable", "admin", "--data", data); code != exitOK {
		t.Fatal(stderr)
	}
	if got := v.send(http.MethodGet, "/api/v1/version", nil); got.status != http.StatusUnauthorized {
		t.Errorf("the next request: %d %s", got.status, got.text)
	}
	late := time.AfterFunc(time.Minute, func() { _ = stream.Body.Close() })
	defer late.Stop()
	if _, err := io.Copy(io.Discard, stream.Body); errors.Is(err, http.ErrBodyReadAfterClose) || !late.Stop() {
		t.Errorf("the stream is open after a minute: %v", err)
	}
	if got := v.send(http.MethodPost, "/sign-in", form, "Sec-Fetch-Site", "same-origin"); got.status != http.StatusForbidden || !strings.Contains(got.text, got.request) ||
		!s.logged(got.request, "LOCAL-REFUSED") {
		t.Errorf("signing in anew: %d %s", got.status, got.text)
	}
}
