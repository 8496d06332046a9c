package setup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sso"
	"github.com/ringside/ringside/internal/sso/roster"
)

// wish is a whole one.
func wish(change ...func(*Wish)) Wish {
	w := Wish{
		Instance: anInstance, Provider: "Dashboard", Metadata: samltest.Metadata(samltest.Keys().Ours), Role: "ConnectFederation",
		Policy: "ConnectFederation", Path: "/contact-centre/", Form: FormUser, Session: time.Hour, Tags: map[string]string{"team": "cc"},
		Landing: "https://app.example.org/desk", Login: LoginEmail, App: "Amazon Connect", Centre: true,
		Boundary: "arn:aws:iam::111122223333:policy/Boundary",
	}
	for _, c := range change {
		c(&w)
	}
	return w
}

func quiet(Step, error) {}

// applied applies a wish, which must succeed and leave nothing.
func applied(t *testing.T, a *account, w Wish) {
	t.Helper()
	left, err := a.clients().Apply(t.Context(), w, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if !left.Finished() {
		t.Fatalf("left: %+v", left.Steps)
	}
}

// drawn are the steps of a plan that are not as they shall be, as kind, part and action.
func drawn(t *testing.T, a *account, w Wish) []string {
	t.Helper()
	p, _, err := a.clients().Draw(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	steps := []string{}
	for _, s := range p.Steps {
		if s.Action != Keep {
			steps = append(steps, strings.TrimSpace(fmt.Sprintf("%s %s %s", s.Action, s.Kind, s.What)))
		}
	}
	return steps
}

func TestPlanChangesNothingAndApplyDoesIt(t *testing.T) {
	a, w := newAccount(), wish()
	want := []string{"create saml_provider", "create policy", "create role", "create attachment", "create approved_origin"}
	if diff := cmp.Diff(want, drawn(t, a, w)); diff != "" {
		t.Errorf("planned (- want, + got):\n%s", diff)
	}
	if len(a.writes) > 0 {
		t.Fatalf("the plan did %q", a.writes)
	}
	applied(t, a, w)
	calls := []string{"CreateSAMLProvider", "CreatePolicy", "CreateRole", "AttachRolePolicy", "AssociateApprovedOrigin"}
	if diff := cmp.Diff(calls, a.writes); diff != "" {
		t.Errorf("done (- want, + got):\n%s", diff)
	}
	role := a.roles["ConnectFederation"]
	if *role.Arn != "arn:aws:iam::111122223333:role/contact-centre/ConnectFederation" || *role.PermissionsBoundary.PermissionsBoundaryArn != w.Boundary ||
		tagged(role.Tags)["managed-by"] != "ringside" || tagged(role.Tags)["team"] != "cc" {
		t.Errorf("%+v", role)
	}
}

func TestSecondRunChangesNothing(t *testing.T) {
	a := newAccount()
	for _, form := range []string{FormUser, FormInstance} {
		w := wish(func(w *Wish) { w.Form = form })
		applied(t, a, w)
		done := len(a.writes)
		applied(t, a, w)
		if len(a.writes) != done {
			t.Errorf("form %s: the second run did %q", form, a.writes[done:])
		}
	}
}

// TestDoctorFindsNoFaultInWhatIsSetUp lets the doctor of sign-ins judge a valid message by what Apply has made: both forms of
// the policy, and the trust policy, let exactly this person in.
func TestDoctorFindsNoFaultInWhatIsSetUp(t *testing.T) {
	for _, form := range []string{FormUser, FormInstance} {
		a, w := newAccount(), wish(func(w *Wish) { w.Form, w.Path, w.Boundary = form, "/", "" })
		applied(t, a, w)
		_, state, err := a.clients().Draw(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		live, err := a.clients().Facts(t.Context(), w, state)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(live)
		if err != nil {
			t.Fatal(err)
		}
		facts, err := sso.ReadFacts(strings.NewReader(string(text)))
		if err != nil {
			t.Fatalf("the facts cannot be read back: %v", err)
		}
		relay := "&RelayState=" + escaped("https://eu-central-1.console.aws.amazon.com/connect/federate/"+instanceID)
		report := sso.Diagnose(sso.Case{Input: sso.ReadInput([]byte("SAMLResponse=" + escaped(samltest.Recipe{}.Field(t)) + relay)), Facts: facts})
		if !report.Sound() || len(report.Unchecked) > 0 {
			t.Errorf("form %s: %+v, not judged: %q", form, report.Findings, report.Unchecked)
		}
	}
}

// TestInterruptedAnywhereARerunGoesOn fails each call in turn, before it has an effect and after it had one.
func TestInterruptedAnywhereARerunGoesOn(t *testing.T) {
	whole := newAccount()
	applied(t, whole, wish())
	broken := refusal("ServiceFailure", "injected")
	for at := range whole.writes {
		for _, lost := range []bool{false, true} {
			a, n := newAccount(), 0
			a.fail = func(string) (error, error) {
				if n++; n != at+1 {
					return nil, nil
				}
				if lost {
					return nil, broken
				}
				return broken, nil
			}
			failed := 0
			_, err := a.clients().Apply(t.Context(), wish(), func(_ Step, err error) {
				if err != nil {
					failed++
				}
			})
			if !errors.Is(err, broken) || failed != 1 {
				t.Fatalf("call %d: %v, %d failures told", at+1, err, failed)
			}
			applied(t, a, wish())
			if diff := cmp.Diff(whole.writes, a.writes); diff != "" {
				t.Errorf("call %d, answer lost: %v (- at once, + in two runs):\n%s", at+1, lost, diff)
			}
		}
	}
}

func TestWhatChangedIsChangedAlone(t *testing.T) {
	a := newAccount()
	applied(t, a, wish())
	for _, c := range []struct {
		change func(*Wish)
		want   []string
		calls  []string
	}{
		{func(w *Wish) { w.Metadata = samltest.Metadata(samltest.Keys().Ours, samltest.Keys().Next) }, []string{"change saml_provider metadata"}, []string{"UpdateSAMLProvider"}},
		{func(w *Wish) { w.Form = FormInstance }, []string{"change policy document"}, []string{"CreatePolicyVersion"}},
		{func(w *Wish) { w.Session = 4 * time.Hour }, []string{"change role longest session"}, []string{"UpdateRole"}},
		{func(w *Wish) { w.Boundary = "arn:aws:iam::111122223333:policy/Other" }, []string{"change role permissions boundary"}, []string{"PutRolePermissionsBoundary"}},
		{func(w *Wish) { w.Tags = map[string]string{"team": "other"} }, []string{"change saml_provider tags", "change policy tags", "change role tags"}, []string{"TagSAMLProvider", "TagPolicy", "TagRole"}},
	} {
		w := wish(c.change)
		if diff := cmp.Diff(c.want, drawn(t, a, w)); diff != "" {
			t.Errorf("(- want, + got):\n%s", diff)
		}
		done := len(a.writes)
		applied(t, a, w)
		if diff := cmp.Diff(c.calls, a.writes[done:]); diff != "" {
			t.Errorf("(- want, + got):\n%s", diff)
		}
		applied(t, a, wish()) // and back
	}
}

func TestPolicyGetsRoomForASixthVersion(t *testing.T) {
	a := newAccount()
	for i := range 8 {
		form := []string{FormUser, FormInstance}[i%2]
		applied(t, a, wish(func(w *Wish) { w.Form = form }))
	}
	policy := a.policies["arn:aws:iam::111122223333:policy/contact-centre/ConnectFederation"]
	var versions []string
	for _, v := range policy.versions {
		versions = append(versions, *v.VersionId)
	}
	if diff := cmp.Diff([]string{"v8", "v7", "v6", "v5", "v4"}, versions); diff != "" {
		t.Errorf("versions (- want, + got):\n%s", diff)
	}
}

// TestAnAdoptedPolicyLosesNoVersion has one of somebody else with as many versions as there can be.
func TestAnAdoptedPolicyLosesNoVersion(t *testing.T) {
	a := newAccount()
	for i := range 5 {
		applied(t, a, wish(func(w *Wish) { w.Form = []string{FormUser, FormInstance}[i%2] }))
	}
	policy := a.policies["arn:aws:iam::111122223333:policy/contact-centre/ConnectFederation"]
	policy.tags = nil
	before, w := len(policy.versions), wish(func(w *Wish) { w.Form, w.Adopt = FormInstance, true })
	if diff := cmp.Diff([]string{"blocked policy versions"}, drawn(t, a, w)); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
	if left, err := a.clients().Apply(t.Context(), w, quiet); err != nil || left.Settled() || len(policy.versions) != before {
		t.Errorf("%v, settled %v, %d versions of %d", err, left.Settled(), len(policy.versions), before)
	}
}

// TestWhatIsSomebodyElsesIsLeftAlone takes the tags away and changes everything: nothing may be touched.
func TestWhatIsSomebodyElsesIsLeftAlone(t *testing.T) {
	a := newAccount()
	applied(t, a, wish())
	for _, p := range a.providers {
		p.Tags = nil
	}
	for _, p := range a.policies {
		p.tags = nil
	}
	role := a.roles["ConnectFederation"]
	role.Tags, role.attached = nil, nil
	theirs := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}`
	role.AssumeRolePolicyDocument = &theirs
	w := wish(func(w *Wish) {
		w.Metadata, w.Form, w.Landing = samltest.Metadata(samltest.Keys().Next), FormInstance, "admin"
	})
	want := []string{"blocked saml_provider metadata", "blocked policy document", "blocked role trust policy", "blocked attachment"}
	if diff := cmp.Diff(want, drawn(t, a, w)); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
	done := len(a.writes)
	left, err := a.clients().Apply(t.Context(), w, quiet)
	if err != nil || left.Settled() || len(a.writes) != done {
		t.Errorf("%v, settled %v, did %q", err, left.Settled(), a.writes[done:])
	}

	w.Adopt = true
	applied(t, a, w)
	if trust := *role.AssumeRolePolicyDocument; !strings.Contains(trust, "ec2.amazonaws.com") || !strings.Contains(trust, "saml-provider/Dashboard") {
		t.Errorf("the trust of an adopted role lost somebody: %s", trust)
	}
	done = len(a.writes)
	applied(t, a, w)
	if len(a.writes) != done {
		t.Errorf("adopted twice: %q", a.writes[done:])
	}
}

func TestInstanceThatSignsInOtherwiseStopsThePlan(t *testing.T) {
	a := newAccount()
	a.instances[0].IdentityManagementType = types.DirectoryTypeConnectManaged
	p, _, err := a.clients().Draw(t.Context(), wish())
	if err != nil || !strings.Contains(p.Stop, "CONNECT_MANAGED") || len(p.Steps) > 0 || p.Sheet != nil {
		t.Errorf("%v: %+v", err, p)
	}
	if _, err := a.clients().Apply(t.Context(), wish(), quiet); err != nil || len(a.writes) > 0 {
		t.Errorf("%v, did %q", err, a.writes)
	}
}

func TestNewInstanceComesFirstAndIsNamedByThePolicy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAccount()
		w := wish(func(w *Wish) { w.Instance, w.Create, w.Region, w.Landing = "", "newcentre", "eu-central-1", "admin" })
		applied(t, a, w)
		want := []string{"CreateInstance", "CreateSAMLProvider", "CreatePolicy", "CreateRole", "AttachRolePolicy"}
		if diff := cmp.Diff(want, a.writes); diff != "" {
			t.Errorf("done (- want, + got):\n%s", diff)
		}
		for _, p := range a.policies {
			if !strings.Contains(*p.standing().Document, "instance/99999999-") {
				t.Errorf("the policy is for another instance: %s", *p.standing().Document)
			}
		}
		applied(t, a, w)
		if len(a.writes) != len(want) {
			t.Errorf("the second run did %q", a.writes[len(want):])
		}
	})
}

func TestProviderThatIAMDoesNotKnowYetIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAccount()
		a.late = 4
		begun := time.Now()
		applied(t, a, wish())
		if took := time.Since(begun); took != 15*time.Second {
			t.Errorf("took %s, want 1+2+4+8 s", took)
		}
		a = newAccount()
		a.late = 1000
		begun = time.Now()
		if _, err := a.clients().Apply(t.Context(), wish(), quiet); err == nil || !strings.Contains(err.Error(), "Invalid principal") {
			t.Errorf("%v", err)
		}
		if took := time.Since(begun); took < settling || took > settling+8*time.Second {
			t.Errorf("gave up after %s", took)
		}
	})
}

func TestRoleThatIAMDoesNotShowYetIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAccount()
		a.hidden = 2 // from the round after the one that created it, and from the next
		applied(t, a, wish())
		if n := len(slices.DeleteFunc(slices.Clone(a.writes), func(call string) bool { return call != "CreateRole" })); n != 1 {
			t.Errorf("%d roles created", n)
		}
		a.hidden = 1000
		if _, err := a.clients().Apply(t.Context(), wish(), quiet); !errors.Is(err, errHidden) {
			t.Errorf("%v", err)
		}
	})
}

func TestRefusalNamesWhosePolicyItWas(t *testing.T) {
	for said, want := range map[string]string{
		"User: x is not authorized to perform: iam:CreateRole on resource: y with an explicit deny in a service control policy":  "policy of the organisation (SCP)",
		"User: x is not authorized to perform: iam:CreateRole on resource: y because no permissions boundary allows the action":  "permissions boundary of the caller",
		"User: x is not authorized to perform: iam:CreateRole on resource: y because no identity-based policy allows the action": "add the action to one",
		"User: x is not authorized to perform: iam:CreateRole on resource: y with an explicit deny in an identity-based policy":  "a policy of the caller forbids it",
		"Access denied": "does not say by which policy",
	} {
		a := newAccount()
		a.fail = func(call string) (error, error) {
			if call == "CreateRole" {
				return refusal("AccessDenied", said), nil
			}
			return nil, nil
		}
		_, err := a.clients().Apply(t.Context(), wish(), quiet)
		var refused *awsaccess.Refusal
		if !errors.As(err, &refused) || !strings.Contains(refused.Cause, want) || !strings.HasPrefix(err.Error(), "create role arn:aws:iam::111122223333:role/contact-centre/ConnectFederation: AWS refuses it") {
			t.Errorf("%q: %v", said, err)
		}
	}
}

func TestInstanceThatCouldNotBeCreatedBlocks(t *testing.T) {
	a := newAccount()
	a.instances[0].InstanceStatus = types.InstanceStatusCreationFailed
	a.instances[0].StatusReason = &types.InstanceStatusReason{Message: aws.String("alias is taken")}
	p, _, err := a.clients().Draw(t.Context(), wish())
	if err != nil || p.Steps[0].Action != Blocked || !strings.Contains(p.Steps[0].Because, "alias is taken") || p.Settled() {
		t.Errorf("%v: %+v", err, p)
	}
}

func TestWithoutCredentialsItIsSaidWhatToDo(t *testing.T) {
	atServer(t, "http://127.0.0.1:1")
	t.Setenv("AWS_ACCESS_KEY_ID", "")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "")
	c := &Clients{}
	if err := c.Dial(t.Context(), amazonconnect.Access{Region: "eu-central-1"}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Draw(t.Context(), wish()); err == nil || !strings.Contains(err.Error(), "sign in with the AWS command line") {
		t.Errorf("%v", err)
	}
}

func TestRoleOfAnotherPathBlocks(t *testing.T) {
	a := newAccount()
	applied(t, a, wish(func(w *Wish) { w.Path = "/" }))
	if got := drawn(t, a, wish()); !slices.Contains(got, "blocked role path") {
		t.Errorf("%q", got)
	}
}

func TestWithoutMetadataEverythingElseIsPlanned(t *testing.T) {
	a := newAccount()
	w := wish(func(w *Wish) { w.Metadata = "" })
	want := []string{"by_hand saml_provider", "create policy", "create role", "create attachment", "create approved_origin"}
	if diff := cmp.Diff(want, drawn(t, a, w)); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
	left, err := a.clients().Apply(t.Context(), w, quiet)
	if diff := cmp.Diff([]string{"CreatePolicy", "AssociateApprovedOrigin"}, a.writes); diff != "" || err != nil || left.Finished() {
		t.Errorf("%v, finished %v, what can be done without (- want, + got):\n%s", err, left.Finished(), diff)
	}
	applied(t, a, wish())
}

func TestMetadataThatIAMWouldRefuseAreRefusedHere(t *testing.T) {
	for name, metadata := range map[string]string{
		"short": "<md:EntityDescriptor xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata' entityID='x'/>",
		"BOM":   "\uFEFF" + samltest.Metadata(samltest.Keys().Ours),
		"HTML":  "<html>" + strings.Repeat("x", 1000) + "</html>",
	} {
		a := newAccount()
		if _, err := a.clients().Apply(t.Context(), wish(func(w *Wish) { w.Metadata = metadata }), quiet); err == nil || !strings.Contains(err.Error(), "metadata") || len(a.writes) > 0 {
			t.Errorf("%s: %v, did %q", name, err, a.writes)
		}
	}
}

func TestCredentialsOfAnotherAccountAreSaid(t *testing.T) {
	w := wish(func(w *Wish) { w.Instance = strings.Replace(anInstance, accountID, "444455556666", 1) })
	if _, _, err := newAccount().clients().Draw(context.Background(), w); err == nil || !strings.Contains(err.Error(), "444455556666") {
		t.Errorf("%v", err)
	}
}

func TestReplicatedInstanceHasASignInOfItsOwn(t *testing.T) {
	w := wish()
	s := &State{Asked: Asked{Account: true}, Account: accountID, Instance: &Instance{
		ARN: anInstance, Type: "SAML", Status: "ACTIVE", SignIn: "https://" + instanceID + ".eu-central-1.sign-in.connect.aws/saml",
	}}
	p := compare(&w, s)
	shall := map[string]string{}
	for _, step := range p.Steps {
		shall[step.Kind] = step.Shall
	}
	if !strings.Contains(shall["role"], `"StringLike":{"SAML:aud":["https://`+instanceID+`.eu-central-1.sign-in.connect.aws/saml*"]}`) ||
		!strings.Contains(shall["policy"], `"connect:InstanceId":"`+instanceID+`"`) {
		t.Errorf("%+v", shall)
	}
	for _, f := range p.Sheet.Fields {
		acs := f.Name == "Application ACS URL"
		if f.Name == "Relay state" && f.Value != "" || acs && (!strings.Contains(f.Value, "&accountId="+accountID+"&role=arn%3Aaws%3Aiam") || !strings.HasSuffix(f.Value, "&destination=https%3A%2F%2Fapp.example.org%2Fdesk")) {
			t.Errorf("%+v", f)
		}
	}
}

func TestSheetHasExactlyWhatIsTyped(t *testing.T) {
	for name, c := range map[string]struct {
		change           func(*Wish)
		relay, acs, role string
	}{
		"agent workspace": {
			func(w *Wish) { w.Landing = "workspace" },
			"https://eu-central-1.console.aws.amazon.com/connect/federate/" + instanceID + "?destination=%2Fagent-app-v2",
			"https://eu-central-1.signin.aws.amazon.com/saml", "",
		},
		"page of one's own": {
			func(w *Wish) { w.Landing = "https://app.example.org" },
			"https://eu-central-1.console.aws.amazon.com/connect/federate/" + instanceID + "?destination=https%3A%2F%2Fapp.example.org",
			"https://eu-central-1.signin.aws.amazon.com/saml", "",
		},
		"us-east-1 has no Region in its address": {
			func(w *Wish) {
				w.Landing, w.Instance = "admin", strings.Replace(anInstance, "eu-central-1", "us-east-1", 1)
			},
			"https://us-east-1.console.aws.amazon.com/connect/federate/" + instanceID, "https://signin.aws.amazon.com/saml", "",
		},
		"GovCloud": {
			func(w *Wish) {
				w.Landing, w.Instance = "ccp", strings.Replace(strings.Replace(anInstance, "eu-central-1", "us-gov-west-1", 1), "arn:aws:", "arn:aws-us-gov:", 1)
			},
			"https://console.amazonaws-us-gov.com/connect/federate/" + instanceID + "?destination=%2Fccp-v2", "https://signin.amazonaws-us-gov.com/saml",
			"arn:aws-us-gov:iam::111122223333:role/contact-centre/ConnectFederation,arn:aws-us-gov:iam::111122223333:saml-provider/Dashboard",
		},
	} {
		w := wish(c.change)
		fields := map[string]string{}
		for _, f := range newSheet(&w, &State{}).Fields {
			fields[f.Name] = f.Value
		}
		role := c.role
		if role == "" {
			role = "arn:aws:iam::111122223333:role/contact-centre/ConnectFederation,arn:aws:iam::111122223333:saml-provider/Dashboard"
		}
		want := []string{c.relay, c.acs, "", role, "${user:email}"}
		got := []string{
			fields["Relay state"], fields["Application ACS URL"], fields["Application start URL"],
			fields["https://aws.amazon.com/SAML/Attributes/Role"], fields["https://aws.amazon.com/SAML/Attributes/RoleSessionName"],
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (- want, + got):\n%s", name, diff)
		}
	}
}

func TestWishesThatCannotBeAreRefused(t *testing.T) {
	for want, change := range map[string]func(*Wish){
		"no ARN of an Amazon Connect": func(w *Wish) { w.Instance = "acme" },
		"and not both":                func(w *Wish) { w.Create = "new" },
		"in which Region":             func(w *Wish) { w.Instance, w.Create = "", "new" },
		"alias of an instance":        func(w *Wish) { w.Instance, w.Create, w.Region = "", "d-new", "eu-central-1" },
		"name of a SAML provider":     func(w *Wish) { w.Provider = "a b" },
		"name of a role":              func(w *Wish) { w.Role = strings.Repeat("r", 65) },
		"AWSReservedSSO_":             func(w *Wish) { w.Role = "AWSReservedSSO_Admin_1" },
		"no path":                     func(w *Wish) { w.Path = "centre" },
		"form of the policy":          func(w *Wish) { w.Form = "both" },
		"ARN of a policy":             func(w *Wish) { w.Boundary = "Boundary" },
		"1 to 12 hours":               func(w *Wish) { w.Session = 13 * time.Hour },
		"is ours":                     func(w *Wish) { w.Tags = map[string]string{"managed-by": "terraform"} },
		"nobody to assign":            func(w *Wish) { w.Assign = []string{"Agents"} },
		"the login is email, user_name or windows_name": func(w *Wish) { w.Login = "dn" },
		"nowhere to land": func(w *Wish) { w.Landing = "http://app.example.org" },
	} {
		w := wish(change)
		if err := w.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q: %v", want, err)
		}
	}
}

func TestPoliciesAreTheSameInWhateverOrder(t *testing.T) {
	a := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["a:b"],"Condition":{"StringEquals":{"SAML:aud":["x","y"]}}}]}`
	for text, want := range map[string]bool{
		`{"Statement":{"Action":"a:b","Condition":{"StringEquals":{"saml:AUD":["y","x"]}},"Effect":"Allow"},"Version":"2012-10-17"}`: true,
		`{"Statement":{"Action":"a:b","Condition":{"StringEquals":{"saml:aud":["y"]}},"Effect":"Allow"},"Version":"2012-10-17"}`:     false,
		`{"Statement":{"Action":"a:b","Condition":{"StringLike":{"saml:aud":["y","x"]}},"Effect":"Allow"},"Version":"2012-10-17"}`:   false,
		`{"Statement":{"Action":"A:b","Condition":{"StringEquals":{"saml:aud":["y","x"]}},"Effect":"Allow"},"Version":"2012-10-17"}`: false,
		`{"Statement":{"Action":"a:b","Condition":{"StringEquals":{"saml:aud":["y","x"]}},"Effect":"Allow"},"Version":"2008-10-17"}`: false,
		`no JSON`: false,
	} {
		if same(a, text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}

// TestLimitOfProvidersIsSaid is for what is neither a refusal nor a fault of ours.
func TestLimitOfProvidersIsSaid(t *testing.T) {
	a := newAccount()
	a.fail = func(string) (error, error) {
		return &iamtypes.LimitExceededException{Message: aws.String("Cannot exceed quota for SAMLProvidersPerAccount: 100")}, nil
	}
	if _, err := a.clients().Apply(t.Context(), wish(), quiet); err == nil || !strings.Contains(err.Error(), "SAMLProvidersPerAccount") {
		t.Errorf("%v", err)
	}
}

func TestAPlanSaysWhatTheUsersAreCalled(t *testing.T) {
	a := newAccount() // its one user is alice.zyxwv@example.org
	named := func(w Wish, people []roster.Person) *roster.Logins {
		t.Helper()
		c := a.clients()
		p, s, err := c.Draw(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		c.Name(t.Context(), p, w, s, people)
		return p.Logins
	}
	if l := named(wish(), nil); l.Users != 1 || l.Missed != 0 || l.Suggested != LoginEmail || l.Directory {
		t.Errorf("by their look: %+v", l)
	}
	if l := named(wish(func(w *Wish) { w.Login = LoginWindows }), nil); l.Missed != 1 || l.Suggested != LoginEmail {
		t.Errorf("by their look, names in Windows: %+v", l)
	}
	people := []roster.Person{{UserName: "alice.zyxwv@example.org", Email: "alice@example.org"}}
	if l := named(wish(), people); l.Missed != 1 || l.Suggested != LoginUserName || !l.Directory {
		t.Errorf("beside people: %+v", l)
	}
	a.unlisted = refusal("AccessDeniedException", "not authorized")
	if l := named(wish(), nil); !strings.Contains(l.Unread, "list users: AWS refuses it") || l.Advice != "" {
		t.Errorf("without the permission: %+v", l)
	}
	a.instances[0].InstanceStatus = types.InstanceStatusCreationInProgress
	if l := named(wish(), nil); l != nil {
		t.Errorf("of an instance that is not there yet: %+v", l)
	}
}

func TestSheetNamesTheAttributeThatBecomesTheLogin(t *testing.T) {
	for login, want := range map[string]string{LoginEmail: "${user:email}", LoginUserName: "${user:subject}", LoginWindows: "${user:preferredUsername}"} {
		w := wish(func(w *Wish) { w.Login = login })
		if err := w.Check(); err != nil {
			t.Error(err)
		}
		sheet := newSheet(&w, &State{})
		if f := sheet.Fields[7]; !strings.HasSuffix(f.Name, "RoleSessionName") || f.Value != want {
			t.Errorf("%s: %+v", login, f)
		}
		if hint := strings.Contains(strings.Join(sheet.Hints, " "), "samaccountname"); hint != (login == LoginWindows) {
			t.Errorf("%s: hints %q", login, sheet.Hints)
		}
		w.Centre = false
		if f := newSheet(&w, &State{}).Fields[7]; !strings.HasPrefix(f.Value, "the person's ") {
			t.Errorf("%s, elsewhere: %+v", login, f)
		}
	}
}

// TestFactsHaveWhatTheAccountHas lists providers and roles, also where those that are wished for are not there, and goes without where the
// caller may not.
func TestFactsHaveWhatTheAccountHas(t *testing.T) {
	a, w := newAccount(), wish()
	applied(t, a, w)
	a.providers["arn:aws:iam::"+accountID+":saml-provider/other"] = &iam.GetSAMLProviderOutput{}
	a.roles["lambda"] = &fakeRole{Role: iamtypes.Role{Arn: aws.String("arn:aws:iam::" + accountID + ":role/lambda"), AssumeRolePolicyDocument: aws.String("%7B%22Principal%22%3A%7B%22Service%22%3A%22lambda.amazonaws.com%22%7D%7D")}}
	a.roles["other"] = &fakeRole{Role: iamtypes.Role{Arn: aws.String("arn:aws:iam::" + accountID + ":role/other"), AssumeRolePolicyDocument: aws.String("%7B%22Federated%22%3A%22arn%3Aaws%3Aiam%3A%3A1%3Asaml-provider%2Fother%22%7D")}}
	facts := func(w Wish) *sso.Facts {
		known, err := a.clients().Known(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		return known
	}
	elsewhere := facts(wish(func(w *Wish) { w.Provider, w.Role = "Nobody", "Nobody" }))
	if elsewhere.Provider != nil || elsewhere.Role != nil || len(elsewhere.Providers) != 2 || len(elsewhere.Roles) != 2 || strings.Contains(strings.Join(elsewhere.Roles, " "), "lambda") {
		t.Errorf("providers %q, roles %q", elsewhere.Providers, elsewhere.Roles)
	}
	a.unnamed = refusal("AccessDenied", "not authorized to perform: iam:ListRoles because no identity-based policy allows it")
	if f := facts(w); f.Providers != nil || f.Roles != nil || f.Role == nil {
		t.Errorf("not allowed to list: providers %q, roles %q", f.Providers, f.Roles)
	}
	a.unnamed = refusal("ServiceFailure", "injected")
	if _, err := a.clients().Known(t.Context(), w); err == nil {
		t.Error("a failure passes for nothing being there")
	}
}
