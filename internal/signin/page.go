package signin

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

var (
	//go:embed page.html form.html
	pageTexts embed.FS
	//go:embed page.css
	pageStyle []byte

	pageTemplate = template.Must(template.ParseFS(pageTexts, "page.html", "form.html"))
)

// words are one thing said in Korean and in English.
type words struct{ Korean, English string }

// page is what stands on a page of sign-in.
type page struct {
	Title, Text words
	Request     string // id of the request, for the administrator; empty where there is nothing to look up
	Person      string // who is signed in, where the page offers to sign out
	Ask         string // whom to ask for a role
	Next        string // where the browser goes by itself: an address of the identity provider
	Out         bool   // the page leads to sign-out, not to sign-in

	Form       string // "local" or "set-up", where there is one to fill in
	Wrong      words  // what was wrong with it
	Name       string // of the account
	Return     string // where to go afterwards: a path of ours
	Ways       []way  // to the identity providers
	NoAccounts bool   // they are all there is
	Token      string // of the link
	Secret     string // of the codes
	Picture    drawing
}

var signInTitle = words{"로그인", "Sign in"}

var (
	failed   = words{"로그인하지 못했습니다", "You could not be signed in"}
	tooOld   = words{"로그인 정보의 유효 시간이 지났습니다. 다시 로그인해 주세요.", "This sign-in has run out of time. Sign in again."}
	notBegun = words{
		"이 브라우저에서 시작한 로그인이 아니거나 시작한 지 10분이 지났습니다. 다시 로그인해 주세요. 계속되면 이 사이트의 쿠키가 차단되어 있는지 확인해 주세요.",
		"This browser did not begin this sign-in, or began it more than ten minutes ago. Sign in again. If that does not help, look whether cookies are blocked for this site.",
	}
	used = words{
		"이미 사용한 로그인입니다. 뒤로 가거나 새로 고쳤다면 다시 로그인해 주세요.",
		"This sign-in was used before. If you went back or reloaded the page, sign in again.",
	}
	refused = words{
		"회사 로그인 시스템에서 로그인을 허용하지 않았습니다. Ringside 사용 권한이 있는지 관리자에게 문의해 주세요.",
		"Your company's sign-in has not let you in. Ask your administrator whether you may use Ringside.",
	}
	clocks = words{
		"회사 로그인 시스템과 Ringside 서버의 시계가 서로 맞지 않습니다. 아래 요청 번호를 관리자에게 알려 주세요.",
		"The clocks of your company's sign-in and of Ringside differ. Give your administrator the request id below.",
	}
	unknown = words{
		"회사 로그인 시스템에서 온 응답을 신뢰할 수 없습니다. 아래 요청 번호를 관리자에게 알려 주세요.",
		"The answer of your company's sign-in cannot be trusted. Give your administrator the request id below.",
	}
	foreign = words{
		"Ringside 로그인 화면에서 보낸 요청이 아닙니다. 주소창에 Ringside 주소를 직접 입력해 다시 로그인해 주세요. 브라우저가 오래되었다면 업데이트가 필요합니다.",
		"This form did not come from Ringside's own page. Open Ringside by its own address and sign in there; an old browser needs an update.",
	}
	isAway = words{
		"회사 로그인 시스템에 연결할 수 없습니다. 잠시 후 다시 시도하고, 계속되면 아래 요청 번호를 관리자에게 알려 주세요.",
		"Your company's sign-in cannot be reached. Try again in a moment; if it stays so, give your administrator the request id below.",
	}
	tooMany = words{
		"이 네트워크에서 실패한 로그인이 너무 많습니다. 1분 정도 기다렸다가 다시 로그인해 주세요.",
		"Too many sign-ins from your network have failed. Wait a minute, then sign in again.",
	}
	signingOutThere = words{
		"회사 로그인 시스템에서도 로그아웃하는 중입니다. 화면이 넘어가지 않으면 아래 버튼을 눌러 주세요.",
		"Your company's sign-in is being told. If nothing happens, use the button below.",
	}
	signingOutOfApplications = words{
		"이 세션으로 연 애플리케이션에서도 로그아웃하는 중입니다. 화면이 넘어가지 않으면 아래 버튼을 눌러 주세요.",
		"The applications that you opened are being told. If nothing happens, use the button below.",
	}
	signedOutThere = words{"회사 로그인 시스템에서도 로그아웃되었습니다.", "You are signed out of your company's sign-in, too."}
	notSignedOut   = words{"로그아웃 요청을 처리하지 못했습니다", "That did not sign you out"}
	broken         = words{
		"Ringside 서버에 문제가 있습니다. 잠시 후 다시 시도하고, 계속되면 아래 요청 번호를 관리자에게 알려 주세요.",
		"Something is wrong at Ringside. Try again in a moment; if it stays so, give your administrator the request id below.",
	}
)

// advice is what a person can do about a refusal; where a code is missing, only the administrator can do something.
var advice = map[saml.Code]words{
	saml.CodeExpired: tooOld, saml.CodeOld: tooOld, saml.CodeFuture: clocks, saml.CodeRequest: notBegun, saml.CodeReplay: used,
	saml.CodeStatus: refused, CodeOpenIDRefused: refused, CodeOpenIDState: notBegun, CodeOpenIDCode: used, CodeAway: isAway, CodeTries: tooMany, CodeBarred: barred, CodeForeign: foreign,
}

// refuse answers with a page, and logs why.
func (p *Provider) refuse(w http.ResponseWriter, r *http.Request, err error) {
	shown := page{Title: failed, Text: broken, Request: requestID(w)}
	fault, isFault := errors.AsType[saml.Fault](err)
	if !isFault {
		p.Logger.Error("sign-in failed", "request_id", shown.Request, "error", err)
		p.show(w, r, http.StatusServiceUnavailable, shown)
		return
	}
	p.Logger.Warn("sign-in refused", "request_id", shown.Request, "code", fault.Code, "detail", fault.Detail)
	if shown.Text, isFault = advice[fault.Code]; !isFault {
		shown.Text = unknown
	}
	if rules := p.rules(); rules != nil && fault.Code == CodeBarred {
		shown.Ask = rules.Ask
	}
	p.show(w, r, statusOf(fault), shown)
}

// requestID is the id that the log and the page have in common.
func requestID(w http.ResponseWriter) string { return w.Header().Get("X-Request-Id") }

func (p *Provider) show(w http.ResponseWriter, r *http.Request, status int, shown page) {
	var text bytes.Buffer
	if err := pageTemplate.Execute(&text, shown); err != nil {
		p.Logger.Error("page of sign-in failed", "request_id", requestID(w), "error", err)
		http.Error(w, "Ringside", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(text.Bytes()) // who is gone needs no answer
	}
}

func (p *Provider) noPage(w http.ResponseWriter, r *http.Request) {
	p.show(w, r, http.StatusNotFound, page{
		Title: words{"없는 주소입니다", "There is no such page"},
		Text:  words{"로그인은 여기서 시작할 수 있습니다.", "You can sign in from here."},
	})
}

func style(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(pageStyle) // who is gone needs no answer
}

// ownForm reads a form that a page of ours has sent, as the browser says itself. One that says nothing of where a form comes from is older
// than 2020, or none: with nobody's cookie, the form of a foreign page would sign its reader in as somebody else.
func (p *Provider) ownForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	w.Header().Set("Cache-Control", "no-store")
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		return nil, saml.Fault{Code: CodeForeign, Detail: "another site's page has sent the form"}
	}
	if r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == "" {
		return nil, saml.Fault{Code: CodeForeign, Detail: "the browser does not say where the form comes from"}
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		return nil, saml.Fault{Code: CodeForm, Detail: "the form is damaged, or too large"}
	}
	return r.PostForm, nil
}

// askLogout asks before it signs out: a link on a foreign page must not do so by itself.
func (p *Provider) askLogout(w http.ResponseWriter, r *http.Request) {
	shown := page{Title: words{"로그아웃", "Sign out"}}
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		p.showSignedOut(w, r, page{})
		return
	}
	session, err := p.Sessions.Session(r.Context(), c.Value)
	switch {
	case errors.Is(err, state.ErrNoSession):
		p.showSignedOut(w, r, page{})
		return
	case err != nil:
		p.refuse(w, r, err)
		return
	}
	shown.Person = called(session)
	shown.Text = words{"다음 계정으로 로그인되어 있습니다.", "You are signed in as"}
	p.show(w, r, http.StatusOK, shown)
}

// logout ends the session here. Where the identity provider offers single logout, or applications hang on the session, the browser goes on
// to them by the page that is shown: the Content-Security-Policy of our pages lets no form lead elsewhere, not even by a redirect.
func (p *Provider) logout(w http.ResponseWriter, r *http.Request) {
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		p.askLogout(w, r)
		return
	}
	var shown page
	var on saml.Sent
	if c, err := r.Cookie(sessionCookie); err == nil {
		s, err := p.Sessions.Session(r.Context(), c.Value)
		if err == nil {
			p.note(w, r, actionSignOut, s.Provider, p.identityOf(r, s).Recorded())
		}
		if err := p.end(r.Context(), c.Value); err != nil {
			p.refuse(w, r, err)
			return
		}
		if on, shown.Text, err = p.tellOthers(w, r, s, c.Value); err != nil { // it is over here, whatever that says
			p.Logger.Error("nobody else is told of a sign-out", "request_id", requestID(w), "error", err)
		}
	}
	p.clear(w)
	if on.Parameter != "" {
		if err := Send(w, r, on); err != nil {
			p.refuse(w, r, err)
		}
		return
	}
	shown.Next = on.Address
	p.showSignedOut(w, r, shown)
}

// tellOthers is how those learn of a session's end who have to do with it: the identity provider it came from, or the applications that hang
// on it. Where nothing is known of the session any more, applications may still do.
func (p *Provider) tellOthers(w http.ResponseWriter, r *http.Request, s state.Session, cookie string) (on saml.Sent, text words, err error) {
	switch {
	case s.Provider != "" && s.Provider != state.Local:
		text = signingOutThere
		on, err = p.askLogoutThere(w, s)
	case p.Portal != nil:
		text = signingOutOfApplications
		on.Address, err = p.Portal.Leave(w, r, state.SessionKey(cookie))
	}
	if on.Address == "" {
		text = words{}
	}
	return on, text, err
}

// clear takes the cookie of a session that is over from a browser.
func (p *Provider) clear(w http.ResponseWriter) {
	http.SetCookie(w, cookie(sessionCookie, "", http.SameSiteLaxMode, -time.Second))
	w.Header().Set("Clear-Site-Data", `"cache"`) // what was seen must not come back with the back button
}

// showSignedOut says that the session here has ended and, unless it is told better, that the one at the identity provider may go on.
func (p *Provider) showSignedOut(w http.ResponseWriter, r *http.Request, shown page) {
	shown.Title = words{"로그아웃되었습니다", "You are signed out"}
	if shown.Text == (words{}) {
		shown.Text = words{
			"회사 로그인 시스템에서는 로그아웃되지 않았을 수 있습니다. 함께 쓰는 컴퓨터라면 그곳에서도 로그아웃해 주세요.",
			"Your company's sign-in may still know you. On a shared computer, sign out there too.",
		}
	}
	p.show(w, r, http.StatusOK, shown)
}
