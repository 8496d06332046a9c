package idp

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sealed"
	"github.com/ringside/ringside/internal/state"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const instance = "arn:aws:connect:eu-central-1:111122223333:instance/12345678-1234-1234-1234-123456789012"

// wanted is what an application for Amazon Connect is derived from.
func wanted() Connect {
	return Connect{Instance: instance, Role: "ConnectFederation", Provider: "Ringside", Login: "email", Landing: "ccp"}
}

// alice is somebody whose names are found nowhere else.
func alice() Person {
	return Person{Account: "alice", Secret: "0123", Profile: Profile{
		Email: "Alice.Zyxwv@example.org", GivenName: "Alice", FamilyName: "Zyxwv", Groups: []string{"agents", "leads"},
	}}
}

// registered opens a register with the owner of an account in it.
func registered(t testing.TB) (Register, *state.DB) {
	t.Helper()
	db, err := state.Open(t.Context(), state.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	r := Register{Store: db, Now: time.Now}
	if _, err := db.CreateAccount(t.Context(), "alice", ""); err != nil {
		t.Fatal(err)
	}
	if err := r.SavePerson(t.Context(), "alice", alice().Profile); err != nil {
		t.Fatal(err)
	}
	return r, db
}

func codeOf(err error) saml.Code {
	f, _ := errors.AsType[saml.Fault](err)
	return f.Code
}

func TestMappingsAreThoseOfIdentityCenter(t *testing.T) {
	t.Parallel()
	for value, want := range map[string][]string{
		"": {""}, "constant": {"constant"}, "${user:email}": {"Alice.Zyxwv@example.org"}, "${user:familyName}${user:givenName}": {"ZyxwvAlice"},
		"a-${user:subject}-b": {"a-alice-b"}, "${user:name}": {"Alice Zyxwv"}, "${user:preferredUsername}": {"Alice Zyxwv"},
		"$$5 ${user:givenName}$$": {"$5 Alice$"}, "${user:groups}": {"agents", "leads"}, "$${user:email}": {"${user:email}"},
	} {
		got, err := Mapping{Name: "x", Value: value}.values(alice())
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", value, err, diff)
		}
	}
	for _, value := range []string{
		"$", "a$b", "${user:email", "${email}", "${path:userName}", "${user:AD_GUID}", "${user:Email}", "${user: email}", "${}", "${user:}", "x${user:groups}", "",
	} {
		if err := (Mapping{Name: "x", Value: value}).check(); err == nil {
			t.Errorf("%q is taken", value)
		}
	}
	if _, err := (Mapping{Name: "x", Value: "a${user:middleName}"}).values(alice()); codeOf(err) != CodeEmpty {
		t.Errorf("an empty variable: %v", err)
	}
	for _, m := range []Mapping{{Subject, "", "emailAddress"}, {Subject, "${user:groups}", ""}, {"x", "y", "persistent"}, {Subject, "y", "basic"}, {" x", "y", ""}} {
		if err := m.check(); err == nil {
			t.Errorf("%+v is taken", m)
		}
	}
}

func TestAnApplicationForConnectIsThreeNames(t *testing.T) {
	t.Parallel()
	a, err := forConnect("connect", "Amazon Connect", wanted())
	if err != nil {
		t.Fatal(err)
	}
	c := wanted()
	want := Application{
		ID: "connect", Name: "Amazon Connect", EntityID: "urn:amazon:webservices",
		Consumers:  []saml.Consumer{{Address: "https://eu-central-1.signin.aws.amazon.com/saml", Index: 1}},
		RelayState: "https://eu-central-1.console.aws.amazon.com/connect/federate/12345678-1234-1234-1234-123456789012?destination=%2Fccp-v2",
		Mappings: []Mapping{
			{"Subject", "${user:email}", "persistent"},
			{"https://aws.amazon.com/SAML/Attributes/RoleSessionName", "${user:email}", "unspecified"},
			{"https://aws.amazon.com/SAML/Attributes/Role", "arn:aws:iam::111122223333:role/ConnectFederation,arn:aws:iam::111122223333:saml-provider/Ringside", "unspecified"},
		},
		Connect: &c,
	}
	if diff := cmp.Diff(want, a); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
}

// application is one that is assigned to whom alice is, and what it has asked.
func application(t *testing.T, mappings ...Mapping) Application {
	t.Helper()
	a := Application{
		ID: "app", Issuer: "urn:uuid:1", Name: "App", EntityID: "https://app.example.org/", Groups: []string{"leads"},
		Consumers: []saml.Consumer{{Address: "https://app.example.org/acs"}, {Address: "https://app.example.org/other", Index: 7}},
		Mappings:  append([]Mapping{{Subject, "${user:email}", "emailAddress"}}, mappings...),
	}
	if err := a.check(); err != nil {
		t.Fatal(err)
	}
	return a
}

const signOn = "https://ringside.example.org/idp/app/sso"

func TestRequestsAreHeldToWhatIsRegistered(t *testing.T) {
	t.Parallel()
	now := samltest.Moment
	good := saml.AuthnRequest{ID: "_1", Issuer: "https://app.example.org/", Issued: now, ConsumerIndex: -1, Destination: signOn, RelayState: "r"}
	for name, c := range map[string]struct {
		change func(*Application, *saml.AuthnRequest)
		want   saml.Code
		to     string
	}{
		"the least":              {func(*Application, *saml.AuthnRequest) {}, "", "https://app.example.org/acs"},
		"no destination":         {func(_ *Application, r *saml.AuthnRequest) { r.Destination = "" }, "", "https://app.example.org/acs"},
		"an address by name":     {func(_ *Application, r *saml.AuthnRequest) { r.Consumer = "https://app.example.org/other" }, "", "https://app.example.org/other"},
		"an address by index":    {func(_ *Application, r *saml.AuthnRequest) { r.ConsumerIndex = 7 }, "", "https://app.example.org/other"},
		"a clock that is late":   {func(_ *Application, r *saml.AuthnRequest) { r.Issued = now.Add(50 * time.Second) }, "", "https://app.example.org/acs"},
		"another's destination":  {func(_ *Application, r *saml.AuthnRequest) { r.Destination += "?" }, CodeAddress, ""},
		"signed, no destination": {func(_ *Application, r *saml.AuthnRequest) { r.Destination, r.HasSignature = "", true }, CodeAddress, ""},
		"another issuer":         {func(_ *Application, r *saml.AuthnRequest) { r.Issuer = "https://app.example.org" }, CodeApplication, ""},
		"switched off":           {func(a *Application, _ *saml.AuthnRequest) { a.Disabled = true }, CodeApplication, ""},
		"old":                    {func(_ *Application, r *saml.AuthnRequest) { r.Issued = now.Add(-7 * time.Minute) }, CodeTime, ""},
		"of the future":          {func(_ *Application, r *saml.AuthnRequest) { r.Issued = now.Add(2 * time.Minute) }, CodeTime, ""},
		"without a time":         {func(_ *Application, r *saml.AuthnRequest) { r.Issued = time.Time{} }, CodeTime, ""},
		"an address of nobody's": {func(_ *Application, r *saml.AuthnRequest) { r.Consumer = "https://evil.example.org/acs" }, CodeConsumer, ""},
		"an address in capitals": {func(_ *Application, r *saml.AuthnRequest) { r.Consumer = "https://app.example.org/ACS" }, CodeConsumer, ""},
		"a script":               {func(_ *Application, r *saml.AuthnRequest) { r.Consumer = "javascript:alert(1)" }, CodeConsumer, ""},
		"an index of nobody's":   {func(_ *Application, r *saml.AuthnRequest) { r.ConsumerIndex = 3 }, CodeConsumer, ""},
		"another binding":        {func(_ *Application, r *saml.AuthnRequest) { r.Binding = "urn:oasis:names:tc:SAML:2.0:bindings:PAOS" }, CodeBinding, ""},
		"not signed": {func(a *Application, _ *saml.AuthnRequest) {
			a.Signed = true
		}, saml.CodeUnsigned, ""},
		"a long relay state": {func(_ *Application, r *saml.AuthnRequest) { r.RelayState = strings.Repeat("a", 1025) }, CodeConsumer, ""},
	} {
		a, r := application(t), good
		c.change(&a, &r)
		asked, err := a.Ask(r, signOn, now)
		if codeOf(err) != c.want || asked.Consumer != c.to {
			t.Errorf("%s: %v, to %q; want %q, %q", name, err, asked.Consumer, c.want, c.to)
		}
	}
}

func TestPeopleAreVouchedForOrNot(t *testing.T) {
	t.Parallel()
	now := samltest.Moment
	for name, c := range map[string]struct {
		change func(*Application, *Asked, *Person)
		want   saml.Code
	}{
		"assigned by a group":   {func(*Application, *Asked, *Person) {}, ""},
		"assigned by name":      {func(a *Application, _ *Asked, _ *Person) { a.Groups, a.Users = nil, []string{"alice"} }, ""},
		"not assigned":          {func(a *Application, _ *Asked, _ *Person) { a.Groups = []string{"Leads"} }, CodeAssigned},
		"switched off":          {func(a *Application, _ *Asked, _ *Person) { a.Disabled = true }, CodeApplication},
		"without an e-mail":     {func(_ *Application, _ *Asked, p *Person) { p.Email = "" }, CodeEmpty},
		"a blank as e-mail":     {func(_ *Application, _ *Asked, p *Person) { p.Email = "  " }, CodeValue},
		"a line break in it":    {func(_ *Application, _ *Asked, p *Person) { p.Email = "a\nb" }, CodeValue},
		"no UTF-8":              {func(_ *Application, _ *Asked, p *Person) { p.Email = "a\xffb" }, CodeValue},
		"the format asked for":  {func(_ *Application, q *Asked, _ *Person) { q.Format = saml.FormatEmail }, ""},
		"any format":            {func(_ *Application, q *Asked, _ *Person) { q.Format = saml.FormatUnspecified }, ""},
		"another format":        {func(_ *Application, q *Asked, _ *Person) { q.Format = saml.FormatPersistent }, CodeNameID},
		"by a smart card":       {func(_ *Application, q *Asked, _ *Person) { q.Class = "" }, CodeContext},
		"anew, signed in since": {func(_ *Application, q *Asked, _ *Person) { q.Force = true; q.At = now.Add(-time.Hour) }, ""},
		"anew":                  {func(_ *Application, q *Asked, _ *Person) { q.Force = true; q.At = now.Add(-time.Second) }, CodeAgain},
	} {
		a, p := application(t), alice()
		asked := a.Start(now)
		c.change(&a, &asked, &p)
		answer, err := a.Answer(asked, p, now.Add(-time.Minute), now)
		if codeOf(err) != c.want || c.want == "" && (answer.NameID.Value != p.Email || answer.Audience != a.EntityID) {
			t.Errorf("%s: %v, want %q; %+v", name, err, c.want, answer.NameID)
		}
	}
}

func TestHowPeopleSignInIsSaidTruly(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		wanted     []string
		comparison string
		want       string
		unproven   string // of somebody who came in without a password
	}{
		"nothing":             {nil, "", classPassword, classUnspecified},
		"a password":          {[]string{"x", classPassword}, "", classPassword, ""},
		"two things":          {[]string{classTwo}, "exact", classTwo, ""},
		"a password at least": {[]string{classPassword}, "minimum", classPassword, ""},
		"anything":            {[]string{classUnspecified}, "exact", classUnspecified, classUnspecified},
		"a smart card":        {[]string{"urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI"}, "", "", ""},
		"better than that":    {[]string{classPassword}, "better", "", ""},
	} {
		if got := classFor(c.wanted, c.comparison, classes); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got := classFor(c.wanted, c.comparison, unproven); got != c.unproven {
			t.Errorf("%s, without a password: %q, want %q", name, got, c.unproven)
		}
	}
}

func TestWhatWasAskedFitsIntoACookie(t *testing.T) {
	t.Parallel()
	a, longest := application(t), strings.Repeat("é<&\"", 500)
	a.Consumers[0].Address = "https://app.example.org/" + strings.Repeat("a", 200)
	asked, err := a.Ask(saml.AuthnRequest{
		ID: "_" + strings.Repeat("i", 255), Issuer: a.EntityID, Issued: samltest.Moment, ConsumerIndex: -1, RelayState: longest[:1024],
		NameIDFormat: longest[:256], Classes: strings.Split(strings.Repeat("x ", 800), " "),
	}, signOn, samltest.Moment)
	if err != nil {
		t.Fatal(err)
	}
	if size := len(sealed.Cookie(sealed.Name("asked", asked.ID), sealed.New().Seal(asked), http.SameSiteLaxMode, patience).String()); size > 4096 {
		t.Errorf("the cookie has %d bytes, of which browsers take 4,096 (RFC 6265, 6.1)", size)
	}
}

func TestWhatAWSWouldRefuseIsNotSent(t *testing.T) {
	t.Parallel()
	const prefix = "https://aws.amazon.com/SAML/Attributes/"
	for name, c := range map[string]struct {
		change func(*Application, *Person)
		want   saml.Code
	}{
		"as it was derived":    {func(*Application, *Person) {}, ""},
		"a blank in the login": {func(_ *Application, p *Person) { p.Email = "alice zyxwv@example.org" }, CodeValue},
		"an umlaut":            {func(_ *Application, p *Person) { p.Email = "älice@example.org" }, CodeValue},
		"a plus":               {func(_ *Application, p *Person) { p.Email = "alice+1@example.org" }, CodeValue}, // legal for AWS, not for Amazon Connect
		"half an address":      {func(_ *Application, p *Person) { p.Email = "alice@example" }, CodeValue},
		"65 characters":        {func(_ *Application, p *Person) { p.Email = strings.Repeat("a", 65) }, CodeValue},
		"one character":        {func(_ *Application, p *Person) { p.Email = "a" }, CodeValue},
		"groups as roles":      {func(a *Application, _ *Person) { a.Mappings[2].Value = "${user:groups}" }, CodeValue},
		"a role alone":         {func(a *Application, _ *Person) { a.Mappings[2].Value = "arn:aws:iam::111122223333:role/A" }, CodeValue},
		"a blank in a role": {func(a *Application, _ *Person) {
			a.Mappings[2].Value = strings.Replace(a.Mappings[2].Value, ",", ", ", 1)
		}, CodeValue},
		"no role":         {func(a *Application, _ *Person) { a.Mappings = a.Mappings[:2] }, CodeValue},
		"no session name": {func(a *Application, _ *Person) { a.Mappings[1].Name = prefix + "rolesessionname" }, CodeValue},
		"an hour": {func(a *Application, _ *Person) {
			a.Mappings = append(a.Mappings, Mapping{prefix + "SessionDuration", "3600", ""})
		}, ""},
		"too long a session": {func(a *Application, _ *Person) {
			a.Mappings = append(a.Mappings, Mapping{prefix + "SessionDuration", "43201", ""})
		}, CodeValue},
		"a tag": {func(a *Application, _ *Person) {
			a.Mappings = append(a.Mappings, Mapping{prefix + "PrincipalTag:team", "${user:familyName}", ""}, Mapping{transitiveTags, "team", ""})
		}, ""},
		"a tag that is too long": {func(a *Application, p *Person) {
			a.Mappings = append(a.Mappings, Mapping{prefix + "PrincipalTag:team", "${user:familyName}", ""})
			p.FamilyName = strings.Repeat("x", 257)
		}, CodeValue},
		"a tag of two groups": {func(a *Application, _ *Person) {
			a.Mappings = append(a.Mappings, Mapping{prefix + "PrincipalTag:team", "${user:groups}", ""})
		}, CodeValue},
		"51 tags": {func(a *Application, _ *Person) {
			for i := range 51 {
				a.Mappings = append(a.Mappings, Mapping{fmt.Sprint(prefix, "PrincipalTag:", i), "x", ""})
			}
		}, CodeValue},
		"a source of AWS's own": {func(a *Application, _ *Person) {
			a.Mappings = append(a.Mappings, Mapping{prefix + "SourceIdentity", "aws:x", ""})
		}, CodeValue},
	} {
		a, err := forConnect("connect", "Amazon Connect", wanted())
		if err != nil {
			t.Fatal(err)
		}
		a.Users = []string{"alice"}
		p := alice()
		c.change(&a, &p)
		if _, err := a.Answer(a.Start(samltest.Moment), p, samltest.Moment, samltest.Moment); codeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestDerivingAnewKeepsWhatPeopleHaveChanged(t *testing.T) {
	t.Parallel()
	a, err := forConnect("connect", "Amazon Connect", wanted())
	if err != nil {
		t.Fatal(err)
	}
	a.Map([]Mapping{{Subject, "${user:name}", ""}, {"SessionDuration", "3600", ""}})
	c := wanted()
	c.Role, c.Landing, c.Login = "Other", "admin", "subject"
	if err := a.Derive(c); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Mapping{
		{Subject, "${user:name}", "persistent"},
		{awsAttributes + "RoleSessionName", "${user:subject}", "unspecified"},
		{awsAttributes + "Role", "arn:aws:iam::111122223333:role/Other,arn:aws:iam::111122223333:saml-provider/Ringside", "unspecified"},
		{awsAttributes + "SessionDuration", "3600", ""},
	}, a.Mappings); diff != "" || strings.Contains(a.RelayState, "?") {
		t.Errorf("to %s (- want, + got):\n%s", a.RelayState, diff)
	}
	c.Landing = "nowhere"
	if err := a.Derive(c); err == nil {
		t.Error("derived to nowhere")
	}
}

func TestNamesThatApplicationsKeepAreTheirsAlone(t *testing.T) {
	t.Parallel()
	name := func(entityID, format string, p Person) string {
		a := application(t)
		a.EntityID, a.Mappings = entityID, []Mapping{{Subject, "", format}}
		answer, err := a.Answer(a.Start(samltest.Moment), p, samltest.Moment, samltest.Moment)
		if err != nil {
			t.Fatal(err)
		}
		return answer.NameID.Value
	}
	other := alice()
	other.Secret = "4567"
	first := name("a", "persistent", alice())
	if first != name("a", "persistent", alice()) || first == name("b", "persistent", alice()) || first == name("a", "persistent", other) || strings.Contains(first, "alice") {
		t.Errorf("persistent: %q", first)
	}
	if once := name("a", "transient", alice()); once == name("a", "transient", alice()) {
		t.Error("a transient name came twice")
	}
}

func TestKeysGoFromNextToActiveToRetired(t *testing.T) {
	t.Parallel()
	r, _ := registered(t)
	a, err := r.AddConnect(t.Context(), "connect", "Amazon Connect", wanted())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(a.Issuer, "urn:uuid:") {
		t.Errorf("issuer %s", a.Issuer)
	}
	published := func() (serials []string) {
		text, err := r.Metadata(t.Context(), a, "https://ringside.example.org")
		if err != nil {
			t.Fatal(err)
		}
		read, err := saml.ReadMetadata(text)
		if err != nil || read.EntityID != a.Issuer || read.Redirect != "https://ringside.example.org/idp/connect/sso" || !read.ValidUntil.IsZero() {
			t.Fatalf("%v: %+v", err, read)
		}
		for _, c := range read.Certificates {
			serials = append(serials, c.SerialNumber.String())
		}
		return serials
	}
	signing := func() string {
		key, err := r.signs(t.Context(), "connect")
		if err != nil {
			t.Fatal(err)
		}
		return key.Certificate.SerialNumber.String()
	}
	if err := r.Turn(t.Context(), "connect"); err == nil {
		t.Error("turned without a next key")
	}
	first := signing()
	if err := r.NextKey(t.Context(), "connect"); err != nil {
		t.Fatal(err)
	}
	if err := r.NextKey(t.Context(), "connect"); err == nil {
		t.Error("two next keys")
	}
	both := published()
	if len(both) != 2 || both[0] != first || signing() != first {
		t.Errorf("published %v, signing %s", both, signing())
	}
	if err := r.Turn(t.Context(), "connect"); err != nil {
		t.Fatal(err)
	}
	if got := published(); len(got) != 1 || got[0] != both[1] || signing() != both[1] {
		t.Errorf("after the turn: published %v, signing %s, want %s", got, signing(), both[1])
	}
	keys, err := r.Keys(t.Context(), "connect")
	if err != nil || len(keys) != 2 || keys[0].Stage != state.KeyRetired || strings.Contains(keys[0].PEM, "PRIVATE") {
		t.Errorf("%v: the retired key is %+v", err, keys[0].SigningKey)
	}
	if _, err := r.AddConnect(t.Context(), "connect", "again", wanted()); err == nil {
		t.Error("an id was taken twice")
	}
}

func TestWrongApplicationsAreNotKept(t *testing.T) {
	t.Parallel()
	r, _ := registered(t)
	for name, change := range map[string]func(*Application){
		"an id with a slash":  func(a *Application) { a.ID = "a/b" },
		"an id that is a way": func(a *Application) { a.ID = "continue" },
		"no name":             func(a *Application) { a.Name = " " },
		"no entityID":         func(a *Application) { a.EntityID = "" },
		"no address":          func(a *Application) { a.Consumers = nil },
		"a script":            func(a *Application) { a.Consumers[0].Address = "javascript:alert(1)" },
		"plain http":          func(a *Application) { a.Consumers[0].Address = "http://app.example.org/acs" },
		"not as it is parsed": func(a *Application) { a.Consumers[0].Address = "https://app.example.org/a b" },
		"no subject":          func(a *Application) { a.Mappings = a.Mappings[1:] },
		"a mapping twice":     func(a *Application) { a.Mappings = append(a.Mappings, a.Mappings[0]) },
		"an unknown variable": func(a *Application) { a.Mappings[0].Value = "${user:mail}" },
		"signed by nobody":    func(a *Application) { a.Signed = true },
		"a key that is none":  func(a *Application) { a.Keys = []string{"x"} },
		"a week":              func(a *Application) { a.Session = 7 * 24 * time.Hour },
	} {
		a := application(t)
		change(&a)
		if _, err := r.Add(t.Context(), a); err == nil {
			t.Errorf("%s is kept", name)
		}
	}
	if all, err := r.Applications(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%v: %d applications", err, len(all))
	}
}
