package sso

import (
	"crypto"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml/samltest"
)

const (
	instanceID  = "12345678-1234-1234-1234-123456789012"
	instanceARN = "arn:aws:connect:eu-central-1:111122223333:instance/" + instanceID
	relayURL    = "https://eu-central-1.console.aws.amazon.com/connect/federate/" + instanceID
	attributes  = "https://aws.amazon.com/SAML/Attributes/"
	pairValue   = samltest.RoleARN + "," + samltest.ProviderARN
	nameID      = `<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">` + samltest.NameID + `</saml:NameID>`
	bearer      = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
	duration    = `<saml:AttributeValue>3600</saml:AttributeValue></saml:Attribute>`
)

// known is facts with which the valid message is without fault.
func known() Facts {
	keys := samltest.Keys()
	return Facts{
		Provider:         &ProviderFacts{ARN: samltest.ProviderARN, Metadata: samltest.Metadata(keys.Ours)},
		IdentityProvider: &ProviderFacts{Metadata: samltest.Metadata(keys.Ours)},
		Role: &RoleFacts{
			ARN: samltest.RoleARN, MaxSessionDuration: 3600,
			TrustPolicy: trustPolicy(`"sts:AssumeRoleWithSAML"`, `{"StringEquals":{"SAML:aud":["https://signin.aws.amazon.com/saml","`+samltest.Recipient+`"]}}`),
			Policies:    permission1("2012-10-17", instanceARN+"/user/${aws:userid}", "{}"),
		},
		Connect: &ConnectFacts{
			InstanceARN: instanceARN, IdentityType: "SAML", Users: []string{"bob@example.org", samltest.Login}, ApprovedOrigins: []string{"https://app.example.org"},
		},
	}
}

func trustPolicy(action, condition string) json.RawMessage {
	return json.RawMessage(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"` + samltest.ProviderARN +
		`"},"Action":` + action + `,"Condition":` + condition + `}]}`)
}

func permission1(version, resource, condition string) []PolicyFacts {
	return []PolicyFacts{{Name: "ConnectFederation", Document: json.RawMessage(`{"Version":"` + version +
		`","Statement":{"Effect":"Allow","Action":"connect:GetFederationToken","Resource":"` + resource + `","Condition":` + condition + `}}`)}}
}

// seed is one valid sign-in with something wrong.
type seed struct {
	name   string
	recipe samltest.Recipe
	after  func(string) string       // changes the signed XML
	send   func(field string) string // makes the input; a form with the relay state unless given
	relay  string                    // instead of relayURL; "-" for none
	facts  func(*Facts)
	late   time.Duration // after its issue, as of when it is judged
	want   []Code        // all faults, the first first
	row    int           // of the first, if there is a text of AWS
	also   []Code        // findings that are no faults
}

// replaced is a recipe with text replaced before it is signed.
func replaced(pairs ...string) samltest.Recipe { return samltest.Recipe{Replace: pairs} }

// edited replaces text in the signed message.
func edited(old, replacement string) func(string) string {
	return func(text string) string {
		if !strings.Contains(text, old) {
			panic("the message has no " + old)
		}
		return strings.Replace(text, old, replacement, 1)
	}
}

// extra is a further attribute, put before SessionDuration.
func extra(name string, values ...string) samltest.Recipe {
	text := `<saml:Attribute Name="` + attributes + name + `">`
	for _, v := range values {
		text += `<saml:AttributeValue>` + v + `</saml:AttributeValue>`
	}
	return replaced(`<saml:Attribute Name="`+attributes+`SessionDuration">`, text+`</saml:Attribute><saml:Attribute Name="`+attributes+`SessionDuration">`)
}

// tagging lets the role be taken with session tags.
func tagging(f *Facts) {
	f.Role.TrustPolicy = trustPolicy(`["sts:AssumeRoleWithSAML","sts:TagSession"]`, "{}")
}

// input makes what verify reads.
func (s seed) input(t testing.TB) []byte {
	t.Helper()
	text := string(s.recipe.XML(t))
	if s.after != nil {
		text = s.after(text)
	}
	field := base64.StdEncoding.EncodeToString([]byte(text))
	if s.send != nil {
		return []byte(s.send(field))
	}
	form := url.Values{"SAMLResponse": {field}, "RelayState": {relayURL}}
	if s.relay != "" {
		form.Set("RelayState", s.relay)
	}
	if s.relay == "-" {
		form.Del("RelayState")
	}
	return []byte(form.Encode())
}

func (s seed) report(t testing.TB) Report {
	t.Helper()
	facts := known()
	if s.facts != nil {
		s.facts(&facts)
	}
	return Diagnose(Case{Input: ReadInput(s.input(t)), Facts: &facts, At: samltest.Moment.Add(time.Minute + s.late)})
}

func TestEverySeededFaultIsNamed(t *testing.T) {
	t.Parallel()
	all := seeds()
	if len(all) < 60 {
		t.Errorf("%d seeds, want 60 or more", len(all))
	}
	named := map[int]bool{} // rows of the failures that AWS shows
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			report := s.report(t)
			for _, f := range report.Findings {
				if f.AWS != nil {
					named[f.AWS.Number] = true
				}
			}
			s.check(t, report)
		})
	}
	for _, row := range rows { // the exceptions show in AWS's words alone
		if !named[row.Number] && !slices.Contains([]int{6, 20, 21, 25, 26}, row.Number) {
			t.Errorf("no seed shows row %d: %s", row.Number, row.Text)
		}
	}
}

// check compares a report with what the seed wants, and looks for what a report must not have.
func (s seed) check(t *testing.T, report Report) {
	t.Helper()
	var faults, rest []Code
	first := Finding{}
	for _, f := range report.Findings {
		if f.First {
			first = f
		}
		if f.Severity == Fault {
			faults = append(faults, f.Code)
		} else {
			rest = append(rest, f.Code)
		}
		if f.Summary == "" || f.Seen == "" || f.Fix == "" {
			t.Errorf("%s is not explained: %+v", f.Code, f)
		}
	}
	if diff := cmp.Diff(s.want, faults); diff != "" {
		t.Errorf("faults: %s\n%s", diff, shown(report))
	}
	if diff := cmp.Diff(s.also, rest); diff != "" {
		t.Errorf("other findings: %s\n%s", diff, shown(report))
	}
	row := 0
	if first.AWS != nil {
		row = first.AWS.Number
	}
	if len(s.want) > 0 && (first.Code != s.want[0] || row != s.row) {
		t.Errorf("first is %s with row %d, want %s with row %d", first.Code, row, s.want[0], s.row)
	}
	if text := shown(report); strings.Contains(text, "quagmire") || strings.Contains(text, "zyxwv") {
		t.Errorf("the report names the person:\n%s", text)
	}
}

// shown is a report as text.
func shown(r Report) string {
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func TestAValidMessageHasNoFinding(t *testing.T) {
	t.Parallel()
	field := samltest.Recipe{}.Field(t)
	for name, input := range map[string]string{
		"form":         string(seed{}.input(t)),
		"base64":       field,
		"lines":        field[:76] + "\r\n" + field[76:],
		"XML":          string(samltest.Recipe{}.XML(t)),
		"panel":        "SAMLResponse: " + field + "\nRelayState: " + relayURL + "\n",
		"curl":         "curl 'https://eu-central-1.signin.aws.amazon.com/saml' \\\n  -H 'Origin: https://sso.example.org' \\\n  --data-raw '" + string(seed{}.input(t)) + "' --compressed",
		"page":         `<html><form><input type="hidden" name="SAMLResponse" value="` + field + `"/><input value='` + relayURL + `' name='RelayState'></form></html>`,
		"HAR":          archived(field, samltest.Recipient, relayURL, ""),
		"only one":     string(samltest.Recipe{Parts: "assertion"}.XML(t)),
		"the other":    string(samltest.Recipe{Parts: "response"}.XML(t)),
		"without keys": string(samltest.Recipe{NoKey: true}.XML(t)),
		"SHA-512":      string(samltest.Recipe{Hash: crypto.SHA512}.XML(t)),
	} {
		facts := known()
		report := Diagnose(Case{Input: ReadInput([]byte(input)), Facts: &facts, At: samltest.Moment.Add(time.Minute)})
		if len(report.Findings) > 0 {
			t.Errorf("%s:\n%s", name, shown(report))
		}
		relayKnown := name == "form" || name == "panel" || name == "page" || name == "curl" || name == "HAR"
		if relayKnown != (len(report.Unchecked) == 0) {
			t.Errorf("%s: unchecked %q", name, report.Unchecked)
		}
	}
}

// archived is a HAR file of a sign-in.
func archived(field, address, relay, more string) string {
	text, err := json.Marshal(map[string]any{"log": map[string]any{"entries": []any{map[string]any{
		"startedDateTime": samltest.Moment.Add(time.Minute),
		"request": map[string]any{"method": "POST", "url": address, "postData": map[string]any{"params": []any{
			map[string]string{"name": "SAMLResponse", "value": url.QueryEscape(field)}, map[string]string{"name": "RelayState", "value": url.QueryEscape(relay)},
		}}},
		"response": map[string]any{"headers": []any{map[string]string{"name": "date", "value": "Sat, 21 Nov 2026 10:01:02 GMT"}}, "content": map[string]any{}},
	}}}})
	if err != nil {
		panic(err)
	}
	return strings.Replace(string(text), `"entries":[`, `"entries":[`+more, 1)
}

func TestWithoutFactsWhatIsNotKnownIsSaid(t *testing.T) {
	t.Parallel()
	report := Diagnose(Case{Input: ReadInput(seed{}.input(t)), At: samltest.Moment})
	if len(report.Findings) != 0 || len(report.Unchecked) < 5 {
		t.Errorf("%s", shown(report))
	}
	with := strings.Join(report.Unchecked, "\n")
	for _, word := range []string{"key", "provider", "trust", "policies", "users"} {
		if !strings.Contains(with, word) {
			t.Errorf("unchecked does not speak of %s: %s", word, with)
		}
	}
}

func TestPersonalValuesAreShownWhenAskedFor(t *testing.T) {
	t.Parallel()
	facts := known()
	facts.Connect.Users = []string{"Alice.zyxwv@example.org"}
	report := Diagnose(Case{Input: ReadInput(seed{}.input(t)), Facts: &facts, At: samltest.Moment, ShowPersonal: true})
	if !strings.Contains(shown(report), samltest.Login) {
		t.Errorf("%s", shown(report))
	}
	hidden := Diagnose(Case{Input: ReadInput(seed{}.input(t)), Facts: &facts, At: samltest.Moment})
	if want := `"xxxxx.xxxxx@xxxxxxx.xxx" signs in, "Xxxxx.xxxxx@xxxxxxx.xxx" is the user; they differ at character 1`; hidden.Findings[0].Seen != want {
		t.Errorf("hidden: %s", hidden.Findings[0].Seen)
	}
}

func TestEveryRowIsRecognisedByItsText(t *testing.T) {
	t.Parallel()
	numbers := map[int]bool{}
	for _, row := range rows {
		numbers[row.Number] = true
		for _, text := range []string{row.Text, "  An error: " + strings.ReplaceAll(row.Text, " ", "\n ") + " (Request ID: 8b1f)"} {
			report := Diagnose(Case{Input: ReadInput([]byte(text))})
			if report.Said == nil || report.Said.Number != row.Number || len(report.Findings) != len(row.causes) {
				t.Errorf("row %d, %q: %s", row.Number, text, shown(report))
			}
			if report.Sound() {
				t.Errorf("row %d: an error of AWS passes for sound", row.Number)
			}
		}
		for _, code := range row.causes {
			if _, known := explained[code]; !known {
				t.Errorf("row %d names %s, which is not explained", row.Number, code)
			}
		}
	}
	if len(numbers) != 27 {
		t.Errorf("%d rows, want 27", len(numbers))
	}
	for _, text := range []string{
		`{"Error":{"Code":"AccessDenied","Message":"Not authorized to perform sts:AssumeRoleWithSAML"}}`,
		`<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithSAML</Message></Error></ErrorResponse>`,
		`<html><body>Specified provider doesn&#39;t exist</body></html>`,
	} {
		if report := Diagnose(Case{Input: ReadInput([]byte(text))}); report.Said == nil || report.Said.Number == 6 {
			t.Errorf("%s: %s", text, shown(report))
		}
	}
}

func TestTheExampleOfFactsIsOne(t *testing.T) {
	t.Parallel()
	facts, err := ReadFacts(strings.NewReader(ExampleFacts))
	if err != nil {
		t.Fatal(err)
	}
	facts.Provider.Metadata, facts.IdentityProvider.Metadata = samltest.Metadata(samltest.Keys().Ours), samltest.Metadata(samltest.Keys().Ours)
	facts.Connect.Users = append(facts.Connect.Users, samltest.Login)
	if report := Diagnose(Case{Input: ReadInput(seed{}.input(t)), Facts: facts, At: samltest.Moment}); len(report.Findings)+len(report.Unchecked) > 0 {
		t.Errorf("%s", shown(report))
	}
	for text, want := range map[string]string{`{"rolle":{}}`: "rolle", `{“role”:{}}`: "curly quotes", `{"connect":{"users":"alice"}}`: "users"} {
		if _, err := ReadFacts(strings.NewReader(text)); err == nil || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
