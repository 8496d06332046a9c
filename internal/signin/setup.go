package signin

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"rsc.io/qr"

	"github.com/ringside/ringside/internal/state"
)

// setUpPath is where a one-time link leads.
const setUpPath = "/sign-in/set-up"

// LinkPath is the path of the one-time link of a token.
func LinkPath(token string) string { return setUpPath + "?" + url.Values{"token": {token}}.Encode() }

var (
	setUpTitle = words{"계정 설정", "Set up your account"}
	setUpText  = words{
		"비밀번호를 정하고, 인증 앱으로 QR 코드를 찍은 뒤 앱에 표시된 6자리 코드를 입력해 주세요.",
		"Choose a password, let an authenticator app read the picture, and type in the six digits that it shows.",
	}
	noLink = words{
		"이 링크는 이미 사용했거나 유효 시간이 지났습니다. 관리자에게 새 링크를 요청해 주세요.",
		"This link was used before, or has run out of time. Ask your administrator for a new one.",
	}
	isSetUp = words{"계정을 설정했습니다. 앱에 표시되는 다음 코드로 로그인해 주세요.", "Your account is set up. Sign in with the next code that the app shows."}
	unequal = words{"두 비밀번호가 서로 다릅니다.", "The two passwords differ."}
	badCode = words{"인증 코드가 올바르지 않습니다. 휴대폰의 시계가 맞는지 확인해 주세요.", "The code is not right. Look whether the clock of your phone is."}
)

// askSetUp shows what has to be chosen. Looking uses nothing up: mail programs look at links.
func (p *Provider) askSetUp(w http.ResponseWriter, r *http.Request) {
	p.showSetUp(w, r, r.URL.Query().Get("token"), newSecret(), words{})
}

// showSetUp shows the form, or that the link is none.
func (p *Provider) showSetUp(w http.ResponseWriter, r *http.Request, token, secret string, wrong words) {
	w.Header().Set("Referrer-Policy", "no-referrer") // the address has the token in it
	name, err := p.Accounts.AccountOfLink(r.Context(), token)
	if err != nil {
		p.refuseLink(w, r, err)
		return
	}
	picture, err := drawn(codeAddress(secret, name, p.Host()))
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	status := http.StatusOK
	if wrong != (words{}) {
		status = http.StatusUnprocessableEntity
	}
	p.show(w, r, status, page{
		Title: setUpTitle, Text: setUpText, Form: "set-up", Wrong: wrong, Name: name, Token: token, Secret: secret, Picture: picture,
	})
}

func (p *Provider) refuseLink(w http.ResponseWriter, r *http.Request, err error) {
	if !errors.Is(err, state.ErrNoAccount) {
		p.refuse(w, r, err)
		return
	}
	p.Logger.Warn("set-up refused", "request_id", requestID(w))
	p.show(w, r, http.StatusForbidden, page{Title: setUpTitle, Text: noLink, Request: requestID(w)})
}

// setUp uses the link up. The secret comes from the form, not from what is kept: who has seen the page before knows nothing of it.
func (p *Provider) setUp(w http.ResponseWriter, r *http.Request) {
	form, err := p.ownForm(w, r)
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	token, password, secret := form.Get("token"), form.Get("password"), form.Get("secret")
	name, err := p.Accounts.AccountOfLink(r.Context(), token)
	if err != nil {
		p.refuseLink(w, r, err)
		return
	}
	if raw, err := base32Plain.DecodeString(secret); err != nil || len(raw) != secretLength {
		secret = newSecret()
	}
	fault := weak(password, name)
	if password != form.Get("again") {
		fault = unequal
	} else if _, fits := codeMatches(secret, form.Get("code"), p.Now()); fault == (words{}) && !fits {
		fault = badCode
	}
	if fault != (words{}) {
		p.showSetUp(w, r, token, secret, fault)
		return
	}
	phc, err := p.passwords.hash(r.Context(), password)
	if err == nil {
		err = p.Accounts.SetUpAccount(r.Context(), token, phc, secret)
	}
	if err != nil {
		p.refuseLink(w, r, err)
		return
	}
	p.tries.succeeded(name) // whoever has guessed at the old password does not keep the owner waiting
	p.note(w, r, actionSetUp, state.Local, name)
	p.Logger.Info("account set up", "request_id", requestID(w))
	shown := p.ways("")
	shown.Text, shown.Name = isSetUp, name
	p.show(w, r, http.StatusOK, shown)
}

// drawing is a picture of squares: a path for an SVG with so many squares to a side.
type drawing struct {
	Path string
	Side int
}

// drawn is a text as a QR code, with the quiet zone of four squares that readers need (ISO/IEC 18004).
func drawn(text string) (drawing, error) {
	const quiet = 4
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return drawing{}, fmt.Errorf("draw a QR code: %w", err)
	}
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return drawing{path.String(), code.Size + 2*quiet}, nil
}
