package connectapi

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/ringside/ringside/internal/sim"
)

// Staff are the users as they are administered. Those who are created here never come to the floor.
type Staff struct {
	mu      sync.Mutex // guards what follows
	all     []person
	origins []string // approved ones
}

// NewStaff are those of a directory.
func NewStaff(of sim.Directory) *Staff {
	s := &Staff{origins: []string{}}
	for _, u := range of.Users {
		s.all = append(s.all, tellPerson(u))
	}
	return s
}

// Login is a user by what they sign in with.
type Login struct{ Login, First, Last string }

// Logins are those of all users, as of now.
func (s *Staff) Logins() []Login {
	var all []Login
	for _, p := range s.told() {
		all = append(all, Login{p.Username, p.IdentityInfo.FirstName, p.IdentityInfo.LastName})
	}
	return all
}

// Origins are those that are approved, as of now.
func (s *Staff) Origins() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.origins)
}

// told are all users, as of now.
func (s *Staff) told() []person {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.all)
}

// change changes the user whom a request names.
func (a *api) change(c *call, by func(*person) error) (any, error) {
	a.staff.mu.Lock()
	defer a.staff.mu.Unlock()
	at := slices.IndexFunc(a.staff.all, func(p person) bool { return p.ID == c.PathValue("UserId") })
	if at < 0 {
		return nil, refuse("ResourceNotFoundException", "User not found")
	}
	changed := a.staff.all[at]
	if err := by(&changed); err != nil {
		return nil, err
	}
	a.staff.all[at] = changed
	return struct{}{}, nil
}

// Limits of a user who signs in by SAML.
// Source: Amazon Connect API Reference, "CreateUser" and "UserIdentityInfo".
const (
	longestLogin = 64
	longestFirst = 255
	longestLast  = 300
)

var (
	loginCharacters = regexp.MustCompile(`^[a-zA-Z0-9_\-.@]+$`)
	loginAddress    = regexp.MustCompile(`^[^@]+@[^@.]+(\.[^@.]+)+$`)
)

// identityRequest is a user's identity as it is given. Email is refused where people sign in by SAML.
type identityRequest struct {
	FirstName      string
	LastName       string
	Email          string
	SecondaryEmail string
	Mobile         string
}

func (i *identityRequest) check() error {
	switch {
	case i == nil || i.FirstName == "" || i.LastName == "":
		return refuse("InvalidRequestException", "FirstName and LastName are required")
	case utf8.RuneCountInString(i.FirstName) > longestFirst || utf8.RuneCountInString(i.LastName) > longestLast:
		return invalid("FirstName has up to %d characters, LastName up to %d", longestFirst, longestLast)
	case i.Email != "":
		return refuse("InvalidRequestException", "Email cannot be set for an instance that uses SAML")
	}
	return nil
}

// listSecurityProfiles lists those that every instance is born with.
func (a *api) listSecurityProfiles(c *call) (any, error) {
	var all []summary
	for _, p := range securityProfiles {
		all = append(all, a.directory.named(a.directory.InstanceARN+"/security-profile/"+p.id, p.name))
	}
	page, next, err := listed(c, all)
	return struct {
		SecurityProfileSummaryList []summary
		NextToken                  string `json:",omitzero"`
	}{page, next}, err
}

// securityProfiles are the built-in ones.
// Source: Amazon Connect Administrator Guide, "Default security profiles".
var securityProfiles = []struct{ id, name string }{
	{"0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1", "Admin"},
	{agentSecurity, "Agent"},
	{"6a7b8c9d-0e1f-4a2b-8c3d-4e5f6a7b8c9d", "CallCenterManager"},
	{"9d8c7b6a-5f4e-4d3c-8b2a-1f0e9d8c7b6a", "QualityAnalyst"},
}

// checkSecurity refuses security profiles that are not there.
func checkSecurity(ids []string) error {
	if len(ids) < 1 || len(ids) > 10 {
		return invalid("SecurityProfileIds has 1 to 10 entries")
	}
	for _, id := range ids {
		if !slices.ContainsFunc(securityProfiles, func(p struct{ id, name string }) bool { return p.id == id }) {
			return invalid("Security profile not found: %s", id)
		}
	}
	return nil
}

func (a *api) checkRouting(id string) error {
	if a.directory.profileByID[id] == nil {
		return invalid("Routing profile not found: %s", id)
	}
	return nil
}

// createRequest is that of CreateUser.
type createRequest struct {
	Username           string
	Password           string
	DirectoryUserID    string `json:"DirectoryUserId"`
	IdentityInfo       *identityRequest
	PhoneConfig        *phone
	SecurityProfileIDs []string `json:"SecurityProfileIds"`
	RoutingProfileID   string   `json:"RoutingProfileId"`
	HierarchyGroupID   string   `json:"HierarchyGroupId"`
	Tags               map[string]string
}

func (a *api) createUser(c *call) (any, error) {
	var r createRequest
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	switch {
	case !loginCharacters.MatchString(r.Username) || len(r.Username) > longestLogin:
		return nil, invalid("Username must have 1 to %d of a-z A-Z 0-9 _ - . @", longestLogin)
	case strings.Contains(r.Username, "@") && !loginAddress.MatchString(r.Username):
		return nil, invalid("Username with @ must be an e-mail address")
	case r.Password != "" || r.DirectoryUserID != "":
		return nil, refuse("InvalidRequestException", "Password and DirectoryUserId cannot be set for an instance that uses SAML")
	}
	if err := r.IdentityInfo.check(); err != nil {
		return nil, err
	}
	if err := checkSecurity(r.SecurityProfileIDs); err != nil {
		return nil, err
	}
	if err := a.checkRouting(r.RoutingProfileID); err != nil {
		return nil, err
	}
	p := person{
		ID: newRequestID(), Username: r.Username, IdentityInfo: identity(*r.IdentityInfo), PhoneConfig: phone{PhoneType: "SOFT_PHONE"},
		RoutingProfileID: r.RoutingProfileID, HierarchyGroupID: r.HierarchyGroupID, SecurityProfileIDs: r.SecurityProfileIDs,
		Tags: r.Tags,
	}
	if r.PhoneConfig != nil {
		p.PhoneConfig = *r.PhoneConfig
	}
	p.Arn = a.directory.InstanceARN + "/agent/" + p.ID
	a.staff.mu.Lock()
	defer a.staff.mu.Unlock()
	if slices.ContainsFunc(a.staff.all, func(other person) bool { return other.Username == p.Username }) {
		return nil, refuse("DuplicateResourceException", "A user with the username already exists")
	}
	a.staff.all = append(a.staff.all, p)
	return struct {
		UserID  string `json:"UserId"`
		UserArn string
	}{p.ID, p.Arn}, nil
}

// deleteUser ends a user; a call of that user under way is no matter here.
func (a *api) deleteUser(c *call) (any, error) {
	a.staff.mu.Lock()
	defer a.staff.mu.Unlock()
	before := len(a.staff.all)
	a.staff.all = slices.DeleteFunc(slices.Clone(a.staff.all), func(p person) bool { return p.ID == c.PathValue("UserId") })
	if len(a.staff.all) == before {
		return nil, refuse("ResourceNotFoundException", "User not found")
	}
	return struct{}{}, nil
}

func (a *api) updateIdentity(c *call) (any, error) {
	var r struct{ IdentityInfo *identityRequest }
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	if err := r.IdentityInfo.check(); err != nil {
		return nil, err
	}
	return a.change(c, func(p *person) error { p.IdentityInfo = identity(*r.IdentityInfo); return nil })
}

func (a *api) updateSecurity(c *call) (any, error) {
	var r struct {
		SecurityProfileIDs []string `json:"SecurityProfileIds"`
	}
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	return a.change(c, func(p *person) error {
		p.SecurityProfileIDs = r.SecurityProfileIDs
		return checkSecurity(r.SecurityProfileIDs)
	})
}

func (a *api) updateRouting(c *call) (any, error) {
	var r struct {
		RoutingProfileID string `json:"RoutingProfileId"`
	}
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	return a.change(c, func(p *person) error {
		p.RoutingProfileID = r.RoutingProfileID
		return a.checkRouting(r.RoutingProfileID)
	})
}

func (a *api) listOrigins(c *call) (any, error) {
	p, err := c.query()
	if err != nil {
		return nil, err
	}
	a.staff.mu.Lock()
	defer a.staff.mu.Unlock()
	page, next, err := cut(c, p, a.staff.origins)
	return struct {
		Origins   []string
		NextToken string `json:",omitzero"`
	}{page, next}, err
}

func (a *api) approveOrigin(c *call) (any, error) {
	var r struct{ Origin string }
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	if !strings.HasPrefix(r.Origin, "https://") || len(r.Origin) > 267 {
		return nil, invalid("Origin must be an https address")
	}
	a.staff.mu.Lock()
	defer a.staff.mu.Unlock()
	if slices.Contains(a.staff.origins, r.Origin) {
		return nil, refuse("ResourceConflictException", "The origin is approved already")
	}
	a.staff.origins = append(a.staff.origins, r.Origin)
	return struct{}{}, nil
}
