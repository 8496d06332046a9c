package idp

import (
	"bytes"
	"embed"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"strings"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/signin"
)

var (
	//go:embed *.html
	pageText embed.FS
	//go:embed page.css
	pageStyle []byte

	pageTemplate = template.Must(template.New("page.html").Funcs(template.FuncMap{"steps": steps}).ParseFS(pageText, "*.html"))
)

// steps are the parts of an address, between which a line may end.
func steps(text string) []string { return strings.SplitAfter(text, "/") }

// words are one thing said in Korean and in English.
type words struct{ Korean, English string }

// page is what stands on a page of the portal.
type page struct {
	Title, Text words
	Code        saml.Code // of a refusal
	Request     string    // id of the request, for the administrator
	Person      string    // who is signed in
	Administers bool      // and may set applications up

	Tiles        []tile
	Applications []Application
	One          *detail // of one application
	New          *form
	Other        *otherForm
	People       *people
	Groups       *groupsPage
	Gone         bool     // somebody has signed out,
	Missed       []string // and may still be known to these applications
}

// tile is an application that somebody may sign in to.
type tile struct{ ID, Name, About string }

var (
	portalTitle = words{"내 애플리케이션", "My applications"}
	noTiles     = words{
		"아직 사용할 수 있는 애플리케이션이 없습니다. 필요하다면 관리자에게 요청해 주세요.",
		"There is no application for you yet. Ask your administrator if you need one.",
	}
	leftTitle = words{"로그아웃되었습니다", "You are signed out"}
	leftAll   = words{"이 세션으로 연 애플리케이션에서도 모두 로그아웃되었습니다.", "So you are of the applications that you opened."}
	leftSome  = words{
		"다음 애플리케이션에서는 로그아웃되지 않았을 수 있습니다. 함께 쓰는 컴퓨터라면 그곳에서 직접 로그아웃해 주세요.",
		"These applications may still know you. On a shared computer, sign out there too.",
	}
	refusedTitle = words{"로그인을 이어갈 수 없습니다", "This sign-in cannot go on"}
	broken       = words{
		"Ringside 서버에 문제가 있습니다. 잠시 후 다시 시도하고, 계속되면 아래 요청 번호를 관리자에게 알려 주세요.",
		"Something is wrong at Ringside. Try again in a moment; if it stays so, give your administrator the request id below.",
	}
	tellAdministrator = words{
		"애플리케이션에서 온 로그인 요청이나 설정에 문제가 있습니다. 아래 코드와 요청 번호를 관리자에게 알려 주세요.",
		"Something is wrong with the application's request or with how it is set up. Give your administrator the code and the request id below.",
	}
)

// advice is what a person can do about a refusal; where a code is missing, only the administrator can do something.
var advice = map[saml.Code]words{
	CodeApplication: {"그런 애플리케이션이 없거나 사용이 중지되었습니다.", "There is no such application, or it is switched off."},
	CodeAssigned: {
		"이 애플리케이션을 사용할 권한이 없습니다. 필요하다면 관리자에게 요청해 주세요.",
		"You may not use this application. Ask your administrator if you need it.",
	},
	CodeTime:    {"로그인 요청의 유효 시간이 지났습니다. 애플리케이션에서 다시 시작해 주세요.", "This request has run out of time. Begin again at the application."},
	CodeReplay:  {"이미 처리한 로그인 요청입니다. 애플리케이션에서 다시 시작해 주세요.", "This request was answered before. Begin again at the application."},
	CodeRequest: {"이 브라우저에서 시작한 요청이 아니거나 시작한 지 10분이 지났습니다. 애플리케이션에서 다시 시작해 주세요.", "This browser has not begun that, or more than ten minutes ago. Begin again at the application."},
	CodeEmpty: {
		"애플리케이션에 전달할 내 정보가 비어 있습니다. 아래 코드와 요청 번호를 관리자에게 알려 주세요.",
		"The application has to be told something of you that is not known here. Give your administrator the code and the request id below.",
	},
	CodePerson: {
		"Ringside 계정으로 로그인한 사용자만 사용할 수 있습니다. 계정이 있다면 로그아웃한 뒤 그 계정으로 로그인해 주세요. 그래도 안 되면 관리자에게 문의해 주세요.",
		"This is for people with an account of Ringside's own. Sign out and sign in with yours; if that does not help, ask your administrator.",
	},
	CodeRole: {"관리자만 볼 수 있는 페이지입니다.", "Only administrators may see this page."},
}

// requestID is the id that the log and the page have in common.
func requestID(w http.ResponseWriter) string { return w.Header().Get("X-Request-Id") }

// refuse answers with a page, and logs why. Nothing of a person is in a Fault.
func (p *Provider) refuse(w http.ResponseWriter, r *http.Request, err error) {
	shown := page{Title: refusedTitle, Text: broken, Request: requestID(w)}
	status := http.StatusServiceUnavailable
	if refusal, is := errors.AsType[saml.Fault](err); is {
		p.Logger.Warn("request refused", "request_id", shown.Request, "code", refusal.Code, "detail", refusal.Detail)
		shown.Code, status = refusal.Code, http.StatusForbidden
		if shown.Text, is = advice[refusal.Code]; !is {
			shown.Text = tellAdministrator
		}
		if refusal.Code == CodeApplication {
			status = http.StatusNotFound
		}
	} else {
		p.Logger.Error("request failed", "request_id", shown.Request, "error", err)
	}
	p.show(w, r, status, shown)
}

func (p *Provider) show(w http.ResponseWriter, r *http.Request, status int, shown page) {
	shown.Person = signin.Of(r.Context()).Name
	shown.Administers = access.Of(r.Context()).May(access.Administer)
	var text bytes.Buffer
	if err := pageTemplate.ExecuteTemplate(&text, "page.html", shown); err != nil {
		p.Logger.Error("page of the portal failed", "request_id", requestID(w), "error", err)
		http.Error(w, "Ringside", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // who is gone needs no answer
}

func (p *Provider) style(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(pageStyle) // who is gone needs no answer
	return nil
}

// portal shows the tiles of whoever is signed in.
func (p *Provider) portal(w http.ResponseWriter, r *http.Request) error {
	account, _ := signin.AccountOf(r.Context())
	shown := page{Title: portalTitle}
	all, err := p.Register.Applications(r.Context())
	if err != nil {
		return err
	}
	owner, err := p.owner(r, account.Name)
	if err != nil {
		return err
	}
	for _, a := range all {
		if !a.Disabled && a.assigned(owner) {
			shown.Tiles = append(shown.Tiles, tile{a.ID, a.Name, a.about()})
		}
	}
	if len(shown.Tiles) == 0 {
		shown.Text = noTiles
	}
	p.show(w, r, http.StatusOK, shown)
	return nil
}

// send lets the browser post an answer.
func (p *Provider) send(w http.ResponseWriter, r *http.Request, asked Asked, message []byte) error {
	return signin.Send(w, r, saml.Sent{
		Address: asked.Consumer, Parameter: "SAMLResponse", Message: base64.StdEncoding.EncodeToString(message), RelayState: string(asked.RelayState),
	})
}
