package console

import (
	"bytes"
	_ "embed"
	"errors"
	"html/template"
	"net/http"

	"github.com/ringside/ringside/internal/sim/iam"
)

var (
	//go:embed page.html
	pageText string
	//go:embed page.css
	pageStyle []byte

	pageTemplate = template.Must(template.New("page").Parse(pageText))
)

var errNotReady = errors.New("the role and the provider are not there")

// page is what stands on a page of the simulation.
type page struct {
	Title, Text words
	AWS         string // AWS's own words
	Session     string // ARN
	Portal      string // address
	Switchboard string
	Verify      string
	Home        string

	Roles        []iam.Pair
	Field, Relay string
	Desk         *desk
	Switches     *switches
}

var (
	signInTitle  = words{"AWS 로그인", "AWS sign-in"}
	selectRole   = words{"역할 선택", "Select a role"}
	consoleTitle = words{"AWS 콘솔", "AWS console"}
	consoleHome  = words{"AWS 콘솔 홈", "AWS console home"}
	connectTitle = words{"Amazon Connect", "Amazon Connect"}
	centreTitle  = words{"IAM Identity Center", "IAM Identity Center"}
	switchTitle  = words{"시뮬레이션 AWS", "Simulated AWS"}
	notHere      = words{"여기에는 아무것도 없습니다", "There is nothing here"}

	onlyByPortal    = words{"이 주소는 포털에서 시작한 로그인만 받습니다.", "This address takes sign-ins that begin at the portal."}
	notSimulated    = words{"AWS의 이 부분은 시뮬레이션에 없습니다.", "This part of AWS is not simulated."}
	landedInConsole = words{"로그인은 되었지만 Amazon Connect가 아니라 AWS 콘솔에 도착했습니다.", "The sign-in has worked, and has led into the AWS console instead of Amazon Connect."}
	noDoor          = words{"SAML을 쓰는 인스턴스에는 로그인 페이지가 없습니다. 포털에서 시작해 주세요.", "An instance with SAML has no sign-in page of its own. Begin at the portal."}
	noAttempt       = words{"아직 로그인한 기록이 없습니다. 포털에서 Amazon Connect를 열어 주세요.", "Nobody has signed in yet. Open Amazon Connect from the portal."}
	noFacts         = words{"설정을 읽지 못했습니다. 잠시 후 다시 시도해 주세요.", "What is set up could not be read. Try again in a moment."}
	notReady        = words{"IAM에 역할과 공급자가 아직 없습니다. 먼저 설정을 적용해 주세요.", "The role and the provider are not in IAM yet. Set them up first."}
	foreignForm     = words{"다른 사이트에서 보낸 요청입니다.", "Another site's page has sent that."}
)

func (c *Console) show(w http.ResponseWriter, status int, shown page) {
	shown.Home = c.Home
	var text bytes.Buffer
	if err := pageTemplate.Execute(&text, shown); err != nil {
		c.Logger.Error("page of the simulated AWS failed", "error", err)
		http.Error(w, "simulated AWS", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // who is gone needs no answer
}

// Style is the look of the pages of the simulation.
func Style(w http.ResponseWriter, _ *http.Request) { style(w) }

func style(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(pageStyle) // who is gone needs no answer
}
