package setup

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Forms of the permission policy.
const (
	FormUser     = "user"     // the user's own ARN as Resource: one instance in one Region
	FormInstance = "instance" // any Resource, and the instance's id as a condition: wanted by replicated instances
)

// Attributes of a person that can become the login.
const (
	LoginEmail    = "email"
	LoginUserName = "user_name"
	LoginWindows  = "windows_name"
)

// Wish is what is to be. It is plain data, so that it can be handed over to whoever has the other part to do.
type Wish struct {
	Account  string            `json:"account,omitzero"` // twelve digits; that of the instance's ARN, or of the caller
	Region   string            `json:"region,omitzero"`  // of the instance
	Instance string            `json:"instance,omitzero"`
	Create   string            `json:"create_instance,omitzero"` // alias of an instance to create in SAML mode
	Provider string            `json:"provider"`
	Metadata string            `json:"metadata,omitzero"` // the XML of the identity provider's application; "" while it is not known
	Role     string            `json:"role"`
	Policy   string            `json:"policy"`
	Path     string            `json:"path"` // of role and policy
	Form     string            `json:"policy_form"`
	Boundary string            `json:"permissions_boundary,omitzero"` // ARN of a policy
	Session  time.Duration     `json:"max_session_ns"`                // of the role
	Tags     map[string]string `json:"tags,omitzero"`
	Landing  string            `json:"landing"` // admin, ccp, chat, workspace, or a page's URL
	Origins  []string          `json:"origins,omitzero"`
	Login    string            `json:"login"`           // attribute that becomes the login
	Assign   []string          `json:"assign,omitzero"` // user:NAME and group:NAME in IAM Identity Center
	App      string            `json:"application"`     // name of the application in IAM Identity Center
	Centre   bool              `json:"identity_center"` // the identity provider is IAM Identity Center
	Adopt    bool              `json:"adopt,omitzero"`  // what is somebody else's may be changed
}

// Usual is a wish as most have it, for an instance.
func Usual(instance string) Wish {
	return Wish{
		Instance: instance, Provider: "AmazonConnect", Role: "AmazonConnectSignIn", Policy: "AmazonConnectSignIn", Path: "/", Form: FormUser,
		Session: time.Hour, Landing: "admin", Login: LoginEmail, App: "Amazon Connect", Centre: true,
	}
}

// Grammars of IAM ("CreateSAMLProvider", "CreateRole", "CreatePolicy", IAM API Reference) and Amazon Connect ("CreateInstance").
var (
	instanceARN  = regexp.MustCompile(`^arn:(aws|aws-us-gov):connect:([a-z0-9-]+):([0-9]{12}):instance/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`)
	providerName = regexp.MustCompile(`^[\w.-]{1,128}$`)
	roleName     = regexp.MustCompile(`^[\w+=,.@-]{1,64}$`)
	policyName   = regexp.MustCompile(`^[\w+=,.@-]{1,128}$`)
	iamPath      = regexp.MustCompile(`^/(?:[A-Za-z0-9.,+@=_-]+/)*$`)
	boundaryARN  = regexp.MustCompile(`^arn:(aws|aws-us-gov):iam::(?:[0-9]{12}|aws):policy/\S+$`)
	aliasName    = regexp.MustCompile(`^[\da-zA-Z]+(?:-*[\da-zA-Z])*$`)
)

// Check reports everything that is wrong with a wish, before anything is asked.
func (w *Wish) Check() error {
	var wrong []error
	bad := func(is bool, format string, args ...any) {
		if is {
			wrong = append(wrong, fmt.Errorf(format, args...))
		}
	}
	bad((w.Instance == "") == (w.Create == ""), "name the instance by its ARN, or an alias for one that is to be created, and not both")
	bad(w.Instance != "" && !instanceARN.MatchString(w.Instance), "%q is no ARN of an Amazon Connect instance", w.Instance)
	bad(w.Create != "" && (!aliasName.MatchString(w.Create) || strings.HasPrefix(w.Create, "d-") || len(w.Create) > 45), "%q cannot be the alias of an instance: up to 45 letters, digits and dashes, not beginning with d-", w.Create)
	bad(w.Create != "" && w.Region == "", "say in which Region the instance is to be created")
	bad(!providerName.MatchString(w.Provider), "%q cannot be the name of a SAML provider: up to 128 of A-Z a-z 0-9 _ . -", w.Provider)
	bad(!roleName.MatchString(w.Role), "%q cannot be the name of a role: up to 64 of A-Z a-z 0-9 _ + = , . @ -", w.Role)
	bad(strings.HasPrefix(w.Role, "AWSReservedSSO_"), "roles of permission sets (AWSReservedSSO_…) cannot be assumed with SAML")
	bad(!policyName.MatchString(w.Policy), "%q cannot be the name of a policy", w.Policy)
	bad(!iamPath.MatchString(w.Path) || len(w.Path) > 512, "%q is no path: it begins and ends with a slash, as in /contact-centre/", w.Path)
	bad(w.Form != FormUser && w.Form != FormInstance, "the form of the policy is %s or %s", FormUser, FormInstance)
	bad(w.Boundary != "" && !boundaryARN.MatchString(w.Boundary), "%q is no ARN of a policy", w.Boundary)
	bad(w.Session < time.Hour || w.Session > 12*time.Hour || w.Session%time.Second != 0, "a role's sessions last 1 to 12 hours, not %s", w.Session)
	bad(len(w.Tags) > 49, "IAM has room for 50 tags, and one is ours")
	bad(w.Tags[ownerTag] != "", "the tag %s is ours", ownerTag)
	bad(variables[w.Login] == "", "the login is %s, %s or %s", LoginEmail, LoginUserName, LoginWindows)
	for _, who := range w.Assign {
		kind, name, _ := strings.Cut(who, ":")
		bad(kind != "user" && kind != "group" || name == "", "%q is nobody to assign: write user:NAME or group:NAME", who)
	}
	if _, err := relayState(place{region: "eu-central-1"}, w.Landing); err != nil {
		wrong = append(wrong, err)
	}
	return errors.Join(wrong...)
}

// place is where the instance is, as far as it is known.
type place struct{ partition, region, account, instance string }

func (w *Wish) place() place {
	if parts := instanceARN.FindStringSubmatch(w.Instance); parts != nil {
		return place{parts[1], parts[2], parts[3], parts[4]}
	}
	p := place{partition: "aws", region: w.Region, account: w.Account}
	if strings.HasPrefix(w.Region, "us-gov-") {
		p.partition = "aws-us-gov"
	}
	return p
}

func (p place) iam(resource string) string {
	return "arn:" + p.partition + ":iam::" + p.account + ":" + resource
}

// Place is the Region of the instance.
func (w *Wish) Place() string { return w.place().region }

// names are what everything will be called; they can be said before anything is there.
type names struct{ provider, role, policy string }

func (w *Wish) names() names {
	p := w.place()
	return names{p.iam("saml-provider/" + w.Provider), p.iam("role" + w.Path + w.Role), p.iam("policy" + w.Path + w.Policy)}
}

// signIns are the addresses of AWS to which the message may be sent, the one to use first.
// Source: AWS General Reference, "AWS Sign-In endpoints": that of us-east-1 has no Region in its name.
func (p place) signIns() []string {
	const world = "https://signin.aws.amazon.com/saml"
	switch {
	case p.partition == "aws-us-gov":
		return []string{"https://signin.amazonaws-us-gov.com/saml"}
	case p.region == "us-east-1":
		return []string{world, "https://us-east-1.signin.aws.amazon.com/saml"}
	}
	return []string{"https://" + p.region + ".signin.aws.amazon.com/saml", world}
}

// audience is what AWS is called in a message.
func (p place) audience() string {
	if p.partition == "aws-us-gov" {
		return "urn:amazon:webservices:govcloud"
	}
	return "urn:amazon:webservices"
}

// landings are where a person may land, by the destination of the relay state.
var landings = map[string]string{"admin": "", "ccp": "%2Fccp-v2", "chat": "%2Fccp-v2%2Fchat", "workspace": "%2Fagent-app-v2"}

// relayState is the address to which AWS sends a person who has signed in.
func relayState(p place, landing string) (string, error) {
	host := p.region + ".console.aws.amazon.com"
	if p.partition == "aws-us-gov" {
		host = "console.amazonaws-us-gov.com"
	}
	address := "https://" + host + "/connect/federate/" + cmp.Or(p.instance, "INSTANCE_ID")
	destination, err := destinationOf(landing)
	if destination != "" {
		address += "?destination=" + destination
	}
	return address, err
}

// destinationOf is where to land as the value of a parameter, encoded once; "" where Amazon Connect begins by itself.
func destinationOf(landing string) (string, error) {
	if destination, known := landings[landing]; known {
		return destination, nil
	}
	if _, err := originOf(landing); err != nil {
		return "", fmt.Errorf("%q is nowhere to land: write admin, ccp, chat, workspace, or the https address of a page", landing)
	}
	return escaped(landing), nil
}
