package sso

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/saml"
)

// partition is one of AWS's worlds, by its sign-in host.
type partition struct{ name, host, audience string }

// partitions with the audience that their sign-in expects ("AWS sign-in endpoints and quotas", AWS General Reference). China's
// is what its users report.
var partitions = []partition{
	{"aws", "signin.aws.amazon.com", "urn:amazon:webservices"},
	{"aws-us-gov", "signin.amazonaws-us-gov.com", "urn:amazon:webservices:govcloud"},
	{"aws-cn", "signin.amazonaws.cn", "urn:amazon:webservices:cn-north-1"},
}

var (
	recipientPattern = regexp.MustCompile(`^https://(?:[a-z]{2}(?:-[a-z]+)+-[0-9]\.)?(signin\.aws\.amazon\.com|signin\.amazonaws-us-gov\.com|signin\.amazonaws\.cn)/saml(?:/acs/[\w-]+)?$`)
	resilientPattern = regexp.MustCompile(`^https://[0-9a-f-]{36}\.[a-z0-9-]+\.sign-in\.connect\.aws/saml(\?|$)`)
	sessionName      = regexp.MustCompile(`^[A-Za-z_0-9+=,.@-]{2,64}$`)
	loginName        = regexp.MustCompile(`^[A-Za-z0-9_.@-]{2,64}$`)
	mailShape        = regexp.MustCompile(`^[^@]+@[^@.]+(\.[^@.]+)+$`)
)

// nameIDFormats are those that AWS's own metadata lists.
var nameIDFormats = []string{
	"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
	"urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos", "urn:oasis:names:tc:SAML:2.0:nameid-format:entity",
	"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
	"urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName", "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName",
}

// resilient tells whether the message goes to the sign-in of a replicated instance.
func (c *claims) resilient() bool { return resilientPattern.MatchString(c.recipient) }

// partition is that of the Recipient, or else of the first role; AWS's first one if neither tells.
func (c *claims) partition() partition {
	for _, p := range partitions {
		if match := recipientPattern.FindStringSubmatch(c.recipient); match != nil && match[1] == p.host {
			return p
		}
	}
	if len(c.pairs) > 0 && recipientPattern.FindString(c.recipient) == "" {
		for _, p := range partitions {
			if c.pairs[0].role.partition == p.name {
				return p
			}
		}
	}
	return partitions[0]
}

// message judges what the message says by what AWS wants of any message.
func (x *examination) message() {
	if !x.claims.readable {
		if !x.claims.Encrypted && x.claims.Status.Success() {
			x.found(saml.CodeNotResponse, Fault, "the Response holds no assertion")
		}
		return
	}
	if x.claims.Version != "2.0" || x.claims.assertion.Version != "2.0" {
		x.found(saml.CodeNotResponse, Fault, "its Version is not 2.0")
	}
	x.confirmation()
	x.audience()
	x.subject()
	x.roles()
	x.names()
	x.duration()
	x.tagLimits()
}

func (x *examination) confirmation() {
	all := x.claims.assertion.Confirmations
	switch {
	case len(all) != 1:
		x.found(CodeConfirmation, Fault, fmt.Sprintf("there are %d", len(all)))
		return
	case !all[0].Bearer:
		x.found(CodeConfirmation, Fault, "its method is not bearer")
	case all[0].NotOnOrAfter.IsZero():
		x.found(CodeConfirmation, Fault, "its data has no NotOnOrAfter")
	}
	recipient := x.claims.recipient
	switch {
	case recipient == "":
		x.foundAs(CodeRecipient, Fault, 12, "there is no Recipient")
	case !recipientPattern.MatchString(recipient) && !x.claims.resilient():
		x.found(CodeRecipient, Fault, "it is "+x.redact.address(recipient)+caught(recipient))
	case x.Input.postedTo != "" && fromAWS(x.Input.postedTo) && x.Input.postedTo != recipient:
		x.found(CodeRecipient, Fault, "it is "+x.redact.address(recipient)+", and the form was sent to "+x.redact.address(x.Input.postedTo))
	}
	if destination := x.claims.Destination; destination != "" && recipient != "" && destination != recipient {
		x.found(CodeRecipient, Warning, "Destination is "+x.redact.address(destination)+", Recipient "+x.redact.address(recipient))
	}
	for _, pair := range x.claims.pairs {
		for _, of := range []arn{pair.role, pair.provider} {
			if of.partition != x.claims.partition().name {
				x.found(CodePartition, Fault, quoted(of.text)+" is not of the partition "+x.claims.partition().name+" of the Recipient")
			}
		}
	}
}

func (x *examination) audience() {
	want := x.claims.partition().audience
	conditions := x.claims.assertion.Conditions
	if conditions == nil || len(conditions.Audiences) == 0 {
		x.found(CodeAudience, Fault, "there is no AudienceRestriction")
		return
	}
	for _, audiences := range conditions.Audiences {
		if slices.Contains(audiences, want) {
			continue
		}
		shown := make([]string, len(audiences))
		for i, audience := range audiences {
			shown[i] = x.redact.address(audience) + caught(audience)
		}
		seen := "it is " + strings.Join(shown, ", ") + ", not " + quoted(want)
		foreign := slices.ContainsFunc(partitions, func(p partition) bool { return slices.Contains(audiences, p.audience) })
		switch {
		case foreign:
			x.found(CodePartition, Fault, seen)
		case slices.Contains(audiences, x.claims.recipient):
			x.found(CodeAudience, Warning, seen+"; the sign-in address is taken too, by experience")
		default:
			x.found(CodeAudience, Fault, seen)
		}
	}
}

func (x *examination) subject() {
	id := x.claims.assertion.NameID
	switch {
	case id == nil || strings.TrimSpace(id.Value) == "":
		x.found(CodeNameID, Fault, "there is none, or an empty or encrypted one")
	case !slices.Contains(nameIDFormats, id.Format):
		x.found(CodeNameID, Warning, "its format is "+quoted(id.Format)+", which AWS's metadata does not list")
	}
}

func (x *examination) roles() {
	values, present := x.claims.values("Role")
	if !present || len(values) == 0 {
		if near := x.claims.nearMiss("Role"); near != "" {
			x.found(CodeRoleCase, Fault, "it is "+quoted(near)+caught(near))
		} else {
			x.found(CodeRoleMissing, Fault, fmt.Sprintf("%d attributes, none of them Role with a value", len(x.claims.assertion.Attributes)))
		}
		return
	}
	swapped := false
	for i, value := range values {
		pair, err := readPair(value)
		if err != nil {
			x.found(CodeRoleGrammar, Fault, fmt.Sprintf("value %d of %d: %v", i+1, len(values), err))
		}
		if pair.role.account != pair.provider.account {
			x.found(CodeRoleGrammar, Fault, fmt.Sprintf("value %d of %d: role and provider are of two accounts", i+1, len(values)))
		}
		swapped = swapped || pair.swapped
	}
	if len(values) > 1 {
		x.found(CodeRoleMany, Warning, fmt.Sprintf("there are %d", len(values)))
	}
	if swapped {
		x.found(CodeRoleOrder, Info, "saml-provider/… before role/…")
	}
	if call := x.Facts.Call; call != nil && !slices.ContainsFunc(x.claims.pairs, func(p rolePair) bool {
		return p.role.text == call.RoleARN && p.provider.text == call.PrincipalARN
	}) {
		x.found(CodeRolePair, Fault, "asked for "+quoted(call.RoleARN)+" with "+quoted(call.PrincipalARN))
	}
}

func (x *examination) names() {
	names, present := x.claims.values("RoleSessionName")
	switch {
	case !present || len(names) == 0 || len(names) == 1 && names[0] == "":
		seen := "the attribute is missing or empty"
		if near := x.claims.nearMiss("RoleSessionName"); near != "" {
			seen = "there is " + quoted(near) + caught(near) + " instead"
		}
		x.found(CodeNameMissing, Fault, seen)
	case len(names) > 1:
		x.found(CodeNameRegex, Fault, fmt.Sprintf("it has %d values", len(names)))
	case !sessionName.MatchString(names[0]):
		x.found(CodeNameRegex, Fault, x.name(names[0]))
	case !loginName.MatchString(names[0]) || strings.Contains(names[0], "@") && !mailShape.MatchString(names[0]):
		x.found(CodeUserChars, Fault, x.name(names[0]))
	}
	sources, _ := x.claims.values("SourceIdentity")
	for _, source := range sources {
		if !sessionName.MatchString(source) || strings.HasPrefix(source, "aws:") {
			x.found(CodeSourceRegex, Fault, x.name(source))
		}
	}
}

// name writes a person's name with its length and what it caught.
func (x *examination) name(value string) string {
	return fmt.Sprintf("%s, %d characters%s", x.redact.personal(value), len([]rune(value)), caught(value))
}

func (x *examination) duration() {
	for _, text := range x.claims.durations() {
		if seconds, err := strconv.Atoi(text); err != nil || seconds < 900 || seconds > 43200 {
			x.found(CodeDuration, Fault, "it is "+x.redact.personal(text))
		}
	}
}

// durations is the values of SessionDuration.
func (c *claims) durations() []string {
	values, _ := c.values("SessionDuration")
	return values
}
