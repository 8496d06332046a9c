package iam

import (
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Options say what an account is. Number, Key and Secret are required.
type Options struct {
	Number string // twelve digits
	Key    string // access key id of its one user, who may do everything
	Secret string
	Now    func() time.Time // nil means time.Now
}

// Account is what IAM has of an account. It serves IAM and STS, as ServeHTTP, to whoever signs with its key.
type Account struct {
	Options

	mu        sync.Mutex // guards what follows
	providers map[string]*provider
	policies  map[string]*managed // by ARN
	roles     map[string]*role    // by name in lower case: capital letters make no other role
	forbidden map[string]bool     // actions that the organisation forbids
	spoiled   bool                // metadata come cut off
	sessions  map[string]Session  // those that STS gave to programs, by access key id
}

// provider is a SAML provider.
type provider struct {
	arn, name, document string
	metadata            metadata
	tags                []tag
	created             time.Time
}

// managed is a policy that can be attached.
type managed struct {
	arn, name, path, description, id string
	versions                         []version // the newest first
	made                             int
	tags                             []tag
	created                          time.Time
}

// version is one of its versions.
type version struct {
	id, document string
	standing     bool // the default one
	created      time.Time
}

// role is a role.
type role struct {
	arn, name, path, id, trust, description, boundary string
	longest                                           int // seconds
	attached                                          []string
	inline                                            map[string]string // documents by name
	tags                                              []tag
	created                                           time.Time
}

// tag is a tag of a thing in IAM.
type tag struct{ Key, Value string }

// New is an account in which nothing is.
func New(o Options) *Account {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Account{Options: o, providers: map[string]*provider{}, policies: map[string]*managed{}, roles: map[string]*role{}, forbidden: map[string]bool{}, sessions: map[string]Session{}}
}

// Spoil has metadata that programs bring come cut off, as by a proxy or a careless copy, or ends that.
func (a *Account) Spoil(is bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.spoiled = is
}

// brought are metadata as they come. The caller holds the lock.
func (a *Account) brought(f form) string {
	text := f.Get("SAMLMetadataDocument")
	if a.spoiled {
		text = text[:len(text)*9/10]
	}
	return text
}

// Forbid lets the organisation forbid an action to everybody, or ends that.
func (a *Account) Forbid(action string, is bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.forbidden[strings.ToLower(action)] = is
}

// Given is the session of an access key that STS has given; false where it has not, or no longer.
func (a *Account) Given(key string) (Session, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	s, ok := a.sessions[key]
	return s, ok && a.Now().Before(s.Ends)
}

func (a *Account) arn(resource string) string { return "arn:aws:iam::" + a.Number + ":" + resource }

// newID is a unique id as AWS makes them, by what it is of.
func newID(prefix string) string { return prefix + rand.Text()[:17] }

// Refusal is an error as IAM and STS tell it.
type Refusal struct {
	Code    string
	Status  int
	Message string
}

// Error is AWS's own words.
func (r Refusal) Error() string { return r.Message }

func refuse(code, format string, args ...any) Refusal {
	return Refusal{code, statuses[code], fmt.Sprintf(format, args...)}
}

// statuses by code.
// Source: the Errors of each operation, and "Common Errors" of both references.
var statuses = map[string]int{
	"AccessDenied": 403, "ConcurrentModification": 409, "DeleteConflict": 409, "EntityAlreadyExists": 409, "ExpiredTokenException": 400,
	"IncompleteSignature": 400, "InvalidAction": 400, "InvalidClientTokenId": 403, "InvalidIdentityToken": 400, "InvalidInput": 400,
	"LimitExceeded": 409, "MalformedPolicyDocument": 400, "MissingAuthenticationToken": 403, "NoSuchEntity": 404, "SignatureDoesNotMatch": 403,
	"ValidationError": 400,
}

// Grammars of names.
// Source: the request parameters of CreateSAMLProvider, CreateRole, CreatePolicy and PutRolePolicy.
var (
	providerName = grammar{"name", regexp.MustCompile(`^[\w._-]{1,128}$`), `[\w._-]+`}
	roleName     = grammar{"roleName", regexp.MustCompile(`^[\w+=,.@-]{1,64}$`), `[\w+=,.@-]+`}
	policyName   = grammar{"policyName", regexp.MustCompile(`^[\w+=,.@-]{1,128}$`), `[\w+=,.@-]+`}
	policyPath   = grammar{"path", regexp.MustCompile(`^((/[A-Za-z0-9.,+@=_-]+)*)/$`), `((/[A-Za-z0-9\.,\+@=_-]+)*)/`}
)

type grammar struct {
	member  string
	pattern *regexp.Regexp
	shown   string
}

func (g grammar) check(value string) error {
	if g.pattern.MatchString(value) && len(value) <= 512 {
		return nil
	}
	return refuse("ValidationError", "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s", value, g.member, g.shown)
}

// metadata is what IAM knows of an identity provider.
type metadata struct {
	entityID     string
	certificates []*x509.Certificate
	until        time.Time
}
