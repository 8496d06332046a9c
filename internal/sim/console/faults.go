package console

import (
	"encoding/base64"
	"regexp"
	"strings"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/sim/iam"
)

// words are one thing said in Korean and in English.
type words struct{ Korean, English string }

// Fault is one thing that is wrong on the way, as it happens to people. At most one is on.
type Fault struct {
	ID    string
	Row   int // in the table of failures (internal/sso, rows)
	Where string
	Words words

	message func(*message)                        // changes what is said, before it is signed
	signing func(*signer)                         // how it is signed
	field   func(string) string                   // changes what is sent
	relay   func(relay string, of Centre) string  // and with which relay state
	setting func(iam.Setting, Centre) iam.Setting // changes what is set up in IAM
	asks    func(iam.Pair) iam.Pair               // changes for which role and provider the sign-in page asks STS
	spoils  bool                                  // metadata reach IAM cut off
	forbid  string                                // action that the organisation forbids
	facts   func(facts map[string]any)            // changes what the file of facts tells, which nothing of the account says
	Policy  bool                                  // the page that sends the form says where it may lead
	Bound   bool                                  // the user belongs to another role
	short   bool                                  // AWS says no more than that it denies access
	ended   bool                                  // whoever comes into Amazon Connect has been there for too long
	there   string                                // what the other Region of a replicated instance says
	centre  string                                // what IAM Identity Center says, before AWS is asked
}

// Where something is wrong.
const (
	atProvider = "provider"
	atIAM      = "iam"
	atConnect  = "connect"
	atCentre   = "centre"
	atBrowser  = "browser"
)

// places are the names of where, in the order of the page.
var places = []struct {
	Where string
	Words words
}{
	{atProvider, words{"IdP(자격 증명 공급자)가 보내는 내용", "What the identity provider sends"}},
	{atIAM, words{"IAM 설정", "What is set up in IAM"}},
	{atConnect, words{"Amazon Connect와 릴레이 상태", "Amazon Connect and the relay state"}},
	{atCentre, words{"IAM Identity Center를 IdP로 쓰는 경우", "IAM Identity Center, where that is the identity provider"}},
	{atBrowser, words{"브라우저", "The browser"}},
}

var (
	signInAddress = regexp.MustCompile(`https://(?:[a-z0-9-]+\.)?signin\.aws\.amazon\.com/saml`)
	certificate   = regexp.MustCompile(`(X509Certificate>)[^<]+(</)`)
)

// faults are all that can be switched, by the rows of the table.
var faults = []Fault{
	{ID: "role-missing", Row: 1, Where: atProvider, Words: words{"Role 속성을 보내지 않습니다", "No attribute Role is sent"}, message: func(m *message) { m.set("Role") }},
	{ID: "role-case", Row: 1, Where: atProvider, Words: words{"Role 속성 이름의 대소문자가 다릅니다", "The attribute's name is role, in small letters"}, message: func(m *message) { m.rename("Role", "role") }},
	{ID: "role-half", Row: 1, Where: atProvider, Words: words{"Role 값에 ARN이 하나뿐입니다", "Role has one ARN, not two"}, message: func(m *message) {
		role, _, _ := strings.Cut(m.value("Role"), ",")
		m.set("Role", role)
	}},
	{ID: "xml-cut", Row: 1, Where: atProvider, Words: words{"메시지가 중간에서 잘립니다", "The message is cut off on the way"}, field: func(f string) string {
		text, _ := base64.StdEncoding.DecodeString(f) // it was encoded a moment ago
		return base64.StdEncoding.EncodeToString(text[:len(text)-40])
	}},
	{ID: "base64url", Row: 10, Where: atProvider, Words: words{"base64 대신 base64url로 보냅니다", "It is sent as base64url"}, field: func(f string) string {
		return strings.NewReplacer("+", "-", "/", "_").Replace(f)
	}},
	{ID: "name-missing", Row: 2, Where: atProvider, Words: words{"RoleSessionName을 보내지 않습니다", "No RoleSessionName is sent"}, message: func(m *message) { m.set("RoleSessionName") }},
	{ID: "name-displayed", Row: 3, Where: atProvider, Words: words{"RoleSessionName에 표시 이름을 보냅니다", "RoleSessionName is a display name"}, message: func(m *message) { m.set("RoleSessionName", "김 민서") }},
	{ID: "source-aws", Row: 4, Where: atProvider, Words: words{"SourceIdentity가 aws:로 시작합니다", "SourceIdentity begins with aws:"}, message: func(m *message) { m.set("SourceIdentity", "aws:operator") }},
	{ID: "role-misspelt", Row: 5, Where: atProvider, Words: words{"역할 이름의 대소문자가 다릅니다", "The role's name is written in other letters"}, message: func(m *message) {
		role, provider, _ := strings.Cut(m.value("Role"), ",")
		prefix, name, _ := strings.Cut(role, ":role/")
		m.set("Role", prefix+":role/"+strings.ToLower(name)+","+provider)
	}},
	{ID: "tag", Row: 5, Where: atProvider, Words: words{"신뢰 정책에 sts:TagSession이 없는데 세션 태그를 보냅니다", "A session tag is sent, and the trust policy lacks sts:TagSession"}, message: func(m *message) { m.set("PrincipalTag:team", "cc") }},
	{ID: "source", Row: 5, Where: atProvider, Words: words{"신뢰 정책에 sts:SetSourceIdentity가 없는데 SourceIdentity를 보냅니다", "A SourceIdentity is sent, and the trust policy lacks sts:SetSourceIdentity"}, message: func(m *message) { m.set("SourceIdentity", "operator") }},
	{ID: "nameid-missing", Row: 5, Where: atProvider, Words: words{"NameID가 비어 있습니다", "NameID is empty"}, message: func(m *message) { m.find("NameID").SetText("") }},
	{ID: "changed", Row: 7, Where: atProvider, Words: words{"서명한 뒤에 메시지가 바뀝니다(줄 바꿈 추가)", "The message is changed after it was signed: line breaks are put in"}, field: func(f string) string {
		text, _ := base64.StdEncoding.DecodeString(f) // it was encoded a moment ago
		return base64.StdEncoding.EncodeToString([]byte(strings.ReplaceAll(string(text), "><saml:", ">\n<saml:")))
	}},
	{ID: "unsigned", Row: 7, Where: atProvider, Words: words{"서명하지 않습니다", "Nothing is signed"}, signing: func(s *signer) { s.private = nil }},
	{ID: "stranger", Row: 7, Where: atProvider, Words: words{"아무도 모르는 키로 서명합니다", "A key signs that nobody knows"}, signing: func(s *signer) { *s = stranger() }},
	{ID: "issuer", Row: 8, Where: atProvider, Words: words{"Issuer 끝에 빗금(/)이 하나 더 있습니다", "The Issuer has a slash more at its end"}, message: func(m *message) {
		for _, e := range m.root.FindElements("//Issuer") {
			e.SetText(e.Text() + "/")
		}
	}},
	{ID: "provider-misspelt", Row: 9, Where: atProvider, Words: words{"Role 값의 공급자 이름이 다릅니다", "Role names a provider that is not there"}, message: func(m *message) { m.set("Role", m.value("Role")+"2") }},
	{ID: "pair", Row: 11, Where: atProvider, Words: words{"AWS 로그인 페이지가 메시지에 없는 역할로 STS를 호출합니다", "STS is asked for a role that the message does not have"}, asks: func(p iam.Pair) iam.Pair {
		p.Role += "2"
		return p
	}},
	{ID: "recipient-missing", Row: 12, Where: atProvider, Words: words{"SubjectConfirmationData에 Recipient가 없습니다", "SubjectConfirmationData has no Recipient"}, message: func(m *message) {
		m.find("SubjectConfirmationData").RemoveAttr("Recipient")
	}},
	{ID: "audience", Row: 13, Where: atProvider, Words: words{"Audience가 AWS가 아닙니다", "The Audience is not AWS"}, message: func(m *message) { m.find("Audience").SetText("https://ringside.example.com") }},
	{ID: "audience-gov", Row: 13, Where: atProvider, Words: words{"Audience가 GovCloud용입니다", "The Audience is that of GovCloud"}, message: func(m *message) { m.find("Audience").SetText("urn:amazon:webservices:govcloud") }},
	{ID: "late", Row: 14, Where: atProvider, Words: words{"IdP의 시계가 10분 느립니다", "The identity provider's clock is ten minutes slow"}, message: func(m *message) { m.shift(-10) }},
	{ID: "duration", Row: 15, Where: atProvider, Words: words{"SessionDuration이 역할의 최대 시간보다 깁니다", "SessionDuration is longer than the role allows"}, message: func(m *message) { m.set("SessionDuration", "43200") }},
	{ID: "roles", Row: 23, Where: atProvider, Words: words{"Role 값을 둘 보냅니다", "Role has two values"}, message: func(m *message) {
		role, provider, _ := strings.Cut(m.value("Role"), ",")
		m.set("Role", m.value("Role"), role+"2,"+provider)
	}},

	{ID: "key-rotated", Row: 7, Where: atIAM, Words: words{"IdP의 서명 키가 바뀌었는데 IAM 공급자에는 예전 메타데이터가 있습니다", "The identity provider has a new key, and IAM its old metadata"}, setting: oldKey},
	{ID: "metadata", Row: 16, Where: atIAM, Words: words{"IdP의 서명 키가 바뀌었는데 새 메타데이터가 잘린 채 IAM에 전달됩니다(Connect SSO에서 적용하면 IAM이 거부합니다)", "There is a new key, and the new metadata reach IAM cut off: applying the plan of Connect sign-in is refused"}, setting: oldKey, spoils: true},
	{ID: "trust-provider", Row: 5, Where: atIAM, Words: words{"신뢰 정책이 다른 공급자를 신뢰합니다", "The trust policy trusts another provider"}, setting: func(s iam.Setting, c Centre) iam.Setting {
		s.Trust = strings.ReplaceAll(s.Trust, c.Pair.Provider, c.Pair.Provider+"-old")
		return s
	}},
	{ID: "trust-aud", Row: 5, Where: atIAM, Words: words{"신뢰 정책의 SAML:aud가 다른 리전의 주소입니다", "SAML:aud in the trust policy is another Region's address"}, setting: func(s iam.Setting, _ Centre) iam.Setting {
		s.Trust = signInAddress.ReplaceAllString(s.Trust, "https://eu-west-1.signin.aws.amazon.com/saml")
		return s
	}},
	{ID: "trust-iss", Row: 5, Where: atIAM, Words: words{"신뢰 정책의 SAML:iss 조건이 다른 IdP입니다", "SAML:iss in the trust policy is another identity provider"}, setting: func(s iam.Setting, _ Centre) iam.Setting {
		s.Trust = strings.ReplaceAll(s.Trust, `"SAML:aud":`, `"SAML:iss":"https://old.example.com/saml","SAML:aud":`)
		return s
	}},
	{ID: "organisation", Row: 5, Where: atIAM, Words: words{"조직 정책(SCP)이 STS를 막습니다", "A policy of the organisation (SCP) forbids it"}, forbid: "sts:AssumeRoleWithSAML"},
	{ID: "organisation-short", Row: 6, Where: atIAM, Words: words{"조직 정책(SCP)이 STS를 막고, AWS는 짧게만 알립니다", "A policy of the organisation (SCP) forbids it, and AWS says it shortly"}, forbid: "sts:AssumeRoleWithSAML", short: true},
	{ID: "policy-missing", Row: 18, Where: atIAM, Words: words{"역할에 권한 정책이 연결되어 있지 않습니다", "No policy is attached to the role"}, setting: func(s iam.Setting, _ Centre) iam.Setting {
		s.Attached = ""
		return s
	}},
	{ID: "policy-bare", Row: 18, Where: atIAM, Words: words{"정책의 Resource가 인스턴스 ARN뿐입니다", "Resource in the policy is the bare instance"}, setting: func(s iam.Setting, _ Centre) iam.Setting {
		s.Permission = strings.ReplaceAll(s.Permission, "/user/${aws:userid}", "")
		return s
	}},
	{ID: "policy-version", Row: 18, Where: atIAM, Words: words{"정책 버전이 2008-10-17이라 ${aws:userid}가 글자 그대로 쓰입니다", "The policy is of 2008-10-17, for which ${aws:userid} is plain text"}, setting: func(s iam.Setting, _ Centre) iam.Setting {
		s.Permission = strings.ReplaceAll(s.Permission, "2012-10-17", "2008-10-17")
		return s
	}},

	{ID: "user-missing", Row: 17, Where: atConnect, Words: words{"Amazon Connect에 그런 사용자가 없습니다", "Amazon Connect has no such user"}, message: func(m *message) { m.set("RoleSessionName", "new.colleague") }},
	{ID: "user-case", Row: 17, Where: atConnect, Words: words{"로그인 이름의 대소문자가 다릅니다", "The login differs in capital letters"}, message: func(m *message) {
		login := m.value("RoleSessionName")
		m.set("RoleSessionName", strings.ToUpper(login[:1])+login[1:])
	}},
	{ID: "user-characters", Row: 17, Where: atConnect, Words: words{"로그인 이름에 Amazon Connect가 받지 않는 문자(+)가 있습니다", "The login has a + in it, which no login of Amazon Connect can have"}, message: func(m *message) {
		m.set("RoleSessionName", m.value("RoleSessionName")+"+cc")
	}},
	{ID: "region", Row: 18, Where: atConnect, Words: words{"릴레이 상태의 리전이 다릅니다", "The relay state is of another Region"}, relay: func(r string, c Centre) string {
		return strings.ReplaceAll(r, c.region(), "us-west-2")
	}},
	{ID: "instance", Row: 18, Where: atConnect, Words: words{"릴레이 상태의 인스턴스 ID가 다릅니다", "The relay state is of another instance"}, relay: func(r string, c Centre) string {
		return strings.ReplaceAll(r, c.id(), "87654321-4321-4321-4321-210987654321")
	}},
	{ID: "relay-encoded", Row: 19, Where: atConnect, Words: words{"릴레이 상태의 destination이 두 번 인코딩되었습니다", "destination in the relay state is encoded twice"}, relay: func(r string, _ Centre) string {
		bare, _, _ := strings.Cut(r, "?")
		return bare + "?destination=%252Fccp-v2"
	}},
	{ID: "origin", Row: 19, Where: atConnect, Words: words{"승인되지 않은 웹 페이지로 보내려 합니다", "The page to land on is not an approved origin"}, relay: func(r string, _ Centre) string {
		bare, _, _ := strings.Cut(r, "?")
		return bare + "?destination=https%3A%2F%2Fdesk.example.com"
	}},
	{ID: "bound", Row: 20, Where: atConnect, Words: words{"사용자가 예전 역할에 묶여 있습니다", "The user is bound to another role"}, Bound: true},
	{ID: "ended", Row: 21, Where: atConnect, Words: words{"Amazon Connect 세션이 12시간을 넘겼습니다", "The session in Amazon Connect has lasted 12 hours"}, ended: true},
	{ID: "replica", Row: 24, Where: atConnect, Words: words{"복제된 인스턴스의 다른 리전에 사용자가 없습니다", "The user is not in the other Region of a replicated instance"}, there: "UserNotOnboardedException", facts: func(facts map[string]any) {
		if connect, is := facts["connect"].(map[string]any); is {
			connect["replica"] = map[string]any{"users": []string{}}
		}
	}},
	{ID: "relay-missing", Row: 22, Where: atConnect, Words: words{"릴레이 상태가 없습니다", "There is no relay state"}, relay: func(string, Centre) string { return "" }},
	{ID: "relay-host", Row: 22, Where: atConnect, Words: words{"릴레이 상태가 AWS 콘솔이 아니라 인스턴스 주소입니다", "The relay state is the instance's own address"}, relay: func(_ string, c Centre) string {
		return "https://" + c.Alias + ".my.connect.aws/ccp-v2"
	}},

	{ID: "centre-application", Row: 25, Where: atCentre, Words: words{"애플리케이션의 ACS URL이 AWS 주소가 아닙니다", "The application's ACS URL is not AWS's"}, centre: "An error occurred when we tried to process your request."},
	{ID: "centre-assignment", Row: 26, Where: atCentre, Words: words{"애플리케이션에 할당되지 않았거나 이메일 주소가 비어 있습니다", "The person is not assigned to the application, or has no e-mail address"}, centre: "No access. Confirm with your administrator that you have access to the application and that your primary email address is assigned in IAM Identity Center."},

	{ID: "form-action", Row: 27, Where: atBrowser, Words: words{"포털 페이지의 CSP(form-action)가 AWS의 이동을 막습니다", "The portal's page forbids where AWS leads on (form-action)"}, Policy: true},
}

// oldKey has IAM know another key than the one that signs.
func oldKey(s iam.Setting, _ Centre) iam.Setting {
	s.Metadata = certificate.ReplaceAllString(s.Metadata, "${1}"+base64.StdEncoding.EncodeToString(stranger().certificate)+"${2}")
	return s
}

// message is a SAMLResponse that is changed before it is signed.
type message struct{ root *etree.Element }

// find is the first element of a name.
func (m *message) find(tag string) *etree.Element { return m.root.FindElement("//" + tag) }

// attribute is an attribute of AWS; nil where there is none.
func (m *message) attribute(name string) *etree.Element {
	for _, e := range m.root.FindElements("//Attribute") {
		if e.SelectAttrValue("Name", "") == attributePrefix+name {
			return e
		}
	}
	return nil
}

// attributePrefix begins the names of AWS's attributes.
const attributePrefix = "https://aws.amazon.com/SAML/Attributes/"

// value is the first value of an attribute of AWS.
func (m *message) value(name string) string {
	if e := m.attribute(name); e != nil {
		if v := e.FindElement("./AttributeValue"); v != nil {
			return v.Text()
		}
	}
	return ""
}

// set gives an attribute of AWS these values; without any it is not sent.
func (m *message) set(name string, values ...string) {
	statement, e := m.find("AttributeStatement"), m.attribute(name)
	if e != nil {
		statement.RemoveChild(e)
	}
	if len(values) == 0 {
		return
	}
	e = statement.CreateElement("saml:Attribute")
	e.CreateAttr("Name", attributePrefix+name)
	for _, v := range values {
		e.CreateElement("saml:AttributeValue").SetText(v)
	}
}

// rename sends an attribute of AWS under another name.
func (m *message) rename(name, other string) {
	if e := m.attribute(name); e != nil {
		e.CreateAttr("Name", attributePrefix+other)
	}
}
