// Package identitycenter answers those operations of IAM Identity Center and its Identity Store that Ringside calls, for a
// directory that does not exist.
//
// Shapes and errors are Amazon's (AWS JSON 1.1: the operation is in X-Amz-Target). It has no SAML applications but those that
// it is given, as the real one has none but those that a person has made in the console. Signatures are not judged.
//
// Source: IAM Identity Center API Reference and Identity Store API Reference, the page of each operation.
package identitycenter

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
)

// Person is somebody in the directory.
type Person struct {
	ID, UserName, Given, Family, Email string
	Disabled                           bool
}

// Group is a group with the ids of its members.
type Group struct {
	ID, Name string
	Members  []string
}

// Centre is one IAM Identity Center: a directory, and applications by ARN. It is ready for use when filled.
type Centre struct {
	Instance     string // ARN
	Store        string // id of the Identity Store
	Account      string
	Applications map[string]string // names by ARN
	People       []Person
	Groups       []Group
	Page         int // most of a page; 0 is as much as is asked for

	mu       sync.Mutex // guards assigned
	assigned []assignment
}

type assignment struct {
	ApplicationArn string
	PrincipalID    string `json:"PrincipalId"`
	PrincipalType  string
}

// Assigned are the ids of those who are assigned to an application, in the order of the assignments.
func (c *Centre) Assigned(application string) (ids []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range c.assigned {
		if a.ApplicationArn == application {
			ids = append(ids, a.PrincipalID)
		}
	}
	return ids
}

// failure is an error as Amazon tells it.
type failure struct{ kind, message string }

func (f failure) Error() string { return f.kind + ": " + f.message }

// request has the members of all operations.
type request struct {
	InstanceArn         string
	ApplicationArn      string
	PrincipalID         string `json:"PrincipalId"`
	PrincipalType       string
	IdentityStoreID     string `json:"IdentityStoreId"`
	GroupID             string `json:"GroupId"`
	AlternateIdentifier struct {
		UniqueAttribute struct {
			AttributePath  string
			AttributeValue string
		}
	}
	MaxResults int
	NextToken  string
}

var operations = map[string]func(*Centre, request) (any, error){
	"SWBExternalService.ListInstances":               (*Centre).listInstances,
	"SWBExternalService.ListApplications":            (*Centre).listApplications,
	"SWBExternalService.ListApplicationAssignments":  (*Centre).listAssignments,
	"SWBExternalService.CreateApplicationAssignment": (*Centre).assign,
	"AWSIdentityStore.ListUsers":                     (*Centre).listUsers,
	"AWSIdentityStore.ListGroups":                    (*Centre).listGroups,
	"AWSIdentityStore.ListGroupMemberships":          (*Centre).listMemberships,
	"AWSIdentityStore.GetUserId":                     (*Centre).userID,
	"AWSIdentityStore.GetGroupId":                    (*Centre).groupID,
}

// ServeHTTP answers one operation.
func (c *Centre) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := c.answer(r)
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	if f, is := err.(failure); is { //nolint:errorlint // it comes from here, and nobody wraps it
		w.WriteHeader(http.StatusBadRequest)
		answer = struct {
			Type    string `json:"__type"`
			Message string
		}{f.kind, f.message}
	}
	_ = json.MarshalWrite(w, answer) // an error is the caller who has gone
}

func (c *Centre) answer(r *http.Request) (any, error) {
	operation := operations[r.Header.Get("X-Amz-Target")]
	if operation == nil {
		return nil, failure{"UnknownOperationException", ""}
	}
	var asked request
	if err := json.UnmarshalRead(r.Body, &asked); err != nil {
		return nil, failure{"SerializationException", err.Error()}
	}
	if asked.IdentityStoreID != "" && asked.IdentityStoreID != c.Store {
		return nil, failure{"ResourceNotFoundException", "identity store not found"}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return operation(c, asked)
}

// cut is one page of all results, and the token of the next, "" at the end.
func cut[T any](c *Centre, r request, all []T) (page []T, next string) {
	from, _ := strconv.Atoi(r.NextToken) // "" is the beginning
	size := max(r.MaxResults, 1)
	if r.MaxResults == 0 {
		size = 100
	}
	if c.Page > 0 {
		size = min(size, c.Page)
	}
	from = min(from, len(all))
	until := min(from+size, len(all))
	if until < len(all) {
		next = strconv.Itoa(until)
	}
	return append([]T{}, all[from:until]...), next
}

func (c *Centre) listInstances(request) (any, error) {
	type instance struct {
		InstanceArn     string
		IdentityStoreID string `json:"IdentityStoreId"`
		OwnerAccountID  string `json:"OwnerAccountId"`
		Status          string
	}
	return struct{ Instances []instance }{[]instance{{c.Instance, c.Store, c.Account, "ACTIVE"}}}, nil
}

func (c *Centre) listApplications(r request) (any, error) {
	if r.InstanceArn != c.Instance {
		return nil, failure{"ResourceNotFoundException", "instance not found"}
	}
	type application struct {
		ApplicationArn string
		InstanceArn    string
		Name           string
		Status         string
	}
	all := []application{}
	for arn, name := range c.Applications {
		all = append(all, application{arn, c.Instance, name, "ENABLED"})
	}
	slices.SortFunc(all, func(a, b application) int { return strings.Compare(a.ApplicationArn, b.ApplicationArn) })
	page, next := cut(c, r, all)
	return struct {
		Applications []application
		NextToken    string `json:",omitzero"`
	}{page, next}, nil
}

func (c *Centre) listAssignments(r request) (any, error) {
	if _, known := c.Applications[r.ApplicationArn]; !known {
		return nil, failure{"ResourceNotFoundException", "application not found"}
	}
	all := slices.DeleteFunc(slices.Clone(c.assigned), func(a assignment) bool { return a.ApplicationArn != r.ApplicationArn })
	page, next := cut(c, r, all)
	return struct {
		ApplicationAssignments []assignment
		NextToken              string `json:",omitzero"`
	}{page, next}, nil
}

func (c *Centre) assign(r request) (any, error) {
	made := assignment{r.ApplicationArn, r.PrincipalID, r.PrincipalType}
	person := func(p Person) bool { return made.PrincipalType == "USER" && p.ID == made.PrincipalID }
	group := func(g Group) bool { return made.PrincipalType == "GROUP" && g.ID == made.PrincipalID }
	switch _, known := c.Applications[made.ApplicationArn]; {
	case !known:
		return nil, failure{"ResourceNotFoundException", "application not found"}
	case !slices.ContainsFunc(c.People, person) && !slices.ContainsFunc(c.Groups, group):
		return nil, failure{"ResourceNotFoundException", "principal not found"}
	case slices.Contains(c.assigned, made):
		return nil, failure{"ConflictException", "the assignment exists"}
	}
	c.assigned = append(c.assigned, made)
	return struct{}{}, nil
}

// arn is that of something in the Identity Store.
func (*Centre) arn(kind, id string) string { return "arn:aws:identitystore:::" + kind + "/" + id }

type user struct {
	IdentityStoreID string `json:"IdentityStoreId"`
	UserID          string `json:"UserId"`
	UserArn         string
	Revision        string
	UserName        string
	Name            struct{ GivenName, FamilyName string }
	Emails          []email `json:",omitzero"`
	UserStatus      string
}

type email struct {
	Value   string
	Type    string
	Primary bool
}

func (c *Centre) listUsers(r request) (any, error) {
	all := []user{}
	for _, p := range c.People {
		u := user{IdentityStoreID: c.Store, UserID: p.ID, UserArn: c.arn("user", p.ID), Revision: "1", UserName: p.UserName, UserStatus: "ENABLED"}
		u.Name.GivenName, u.Name.FamilyName = p.Given, p.Family
		if p.Email != "" {
			u.Emails = []email{{p.Email, "work", true}}
		}
		if p.Disabled {
			u.UserStatus = "DISABLED"
		}
		all = append(all, u)
	}
	page, next := cut(c, r, all)
	return struct {
		Users     []user
		NextToken string `json:",omitzero"`
	}{page, next}, nil
}

func (c *Centre) listGroups(r request) (any, error) {
	type group struct {
		IdentityStoreID string `json:"IdentityStoreId"`
		GroupID         string `json:"GroupId"`
		GroupArn        string
		Revision        string
		DisplayName     string
	}
	all := []group{}
	for _, g := range c.Groups {
		all = append(all, group{c.Store, g.ID, c.arn("group", g.ID), "1", g.Name})
	}
	page, next := cut(c, r, all)
	return struct {
		Groups    []group
		NextToken string `json:",omitzero"`
	}{page, next}, nil
}

func (c *Centre) listMemberships(r request) (any, error) {
	type member struct {
		UserID string `json:"UserId"`
	}
	type membership struct {
		IdentityStoreID string `json:"IdentityStoreId"`
		MembershipID    string `json:"MembershipId"`
		MembershipArn   string
		GroupID         string `json:"GroupId"`
		MemberID        member `json:"MemberId"`
	}
	at := slices.IndexFunc(c.Groups, func(g Group) bool { return g.ID == r.GroupID })
	if at < 0 {
		return nil, failure{"ResourceNotFoundException", "group not found"}
	}
	all := []membership{}
	for i, id := range c.Groups[at].Members {
		own := fmt.Sprintf("%08d-0000-4000-8000-%012d", at, i)
		all = append(all, membership{c.Store, own, c.arn("membership", own), r.GroupID, member{id}})
	}
	page, next := cut(c, r, all)
	return struct {
		GroupMemberships []membership
		NextToken        string `json:",omitzero"`
	}{page, next}, nil
}

func (c *Centre) userID(r request) (any, error) {
	by := r.AlternateIdentifier.UniqueAttribute
	for _, p := range c.People {
		if by.AttributePath == "userName" && p.UserName == by.AttributeValue || by.AttributePath == "emails.value" && p.Email == by.AttributeValue {
			return struct {
				UserID          string `json:"UserId"`
				UserArn         string
				IdentityStoreID string `json:"IdentityStoreId"`
			}{p.ID, c.arn("user", p.ID), c.Store}, nil
		}
	}
	return nil, failure{"ResourceNotFoundException", "user not found"}
}

func (c *Centre) groupID(r request) (any, error) {
	by := r.AlternateIdentifier.UniqueAttribute
	for _, g := range c.Groups {
		if by.AttributePath == "displayName" && g.Name == by.AttributeValue {
			return struct {
				GroupID         string `json:"GroupId"`
				GroupArn        string
				IdentityStoreID string `json:"IdentityStoreId"`
			}{g.ID, c.arn("group", g.ID), c.Store}, nil
		}
	}
	return nil, failure{"ResourceNotFoundException", "group not found"}
}
