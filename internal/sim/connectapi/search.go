package connectapi

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// searchRequest is that of SearchQueues and SearchUsers.
type searchRequest struct {
	InstanceID     string `json:"InstanceId"`
	NextToken      string
	MaxResults     *int
	SearchFilter   jsontext.Value `json:",omitzero"`
	SearchCriteria *criteria
}

// criteria is one of its members, or none, which is everything.
type criteria struct {
	OrConditions            []criteria
	AndConditions           []criteria
	StringCondition         *stringCondition
	QueueTypeCondition      string
	ListCondition           jsontext.Value `json:",omitzero"`
	HierarchyGroupCondition jsontext.Value `json:",omitzero"`
}

type stringCondition struct{ FieldName, Value, ComparisonType string }

// search reads a request and the page that it asks for. Fields are those that a string condition may name.
func (a *api) search(c *call, fields ...string) (searchRequest, paging, error) {
	var r searchRequest
	if err := c.decode(&r); err != nil {
		return r, paging{}, err
	}
	switch {
	case r.InstanceID == "":
		return r, paging{}, invalid("InstanceId is required")
	case idOf(r.InstanceID) != a.directory.instanceID:
		return r, paging{}, refuse("ResourceNotFoundException", "Instance not found")
	case len(r.SearchFilter) > 0:
		return r, paging{}, refuse("InvalidRequestException", "SearchFilter is not simulated")
	}
	if err := r.SearchCriteria.check(fields); err != nil {
		return r, paging{}, err
	}
	next := r.NextToken
	r.NextToken = ""
	p, err := c.page(r.MaxResults, next, fingerprint(r))
	return r, p, err
}

// check refuses conditions that Amazon refuses, and what is not simulated.
func (c *criteria) check(fields []string) error {
	if c == nil {
		return nil
	}
	if len(c.ListCondition)+len(c.HierarchyGroupCondition) > 0 {
		return refuse("InvalidRequestException", "only string and queue type conditions are simulated")
	}
	if c.QueueTypeCondition != "" && c.QueueTypeCondition != "STANDARD" {
		return invalid("QueueTypeCondition must be STANDARD")
	}
	if s := c.StringCondition; s != nil {
		switch n := utf8.RuneCountInString(s.Value); {
		case !slices.Contains(fields, s.FieldName):
			return invalid("%q is not a field to search by", s.FieldName)
		case (n < 2 || n > 25) && !strings.HasSuffix(strings.ToLower(s.FieldName), "id"):
			return invalid("the value of a string condition has 2 to 25 characters")
		case !slices.Contains([]string{"STARTS_WITH", "CONTAINS", "EXACT"}, s.ComparisonType):
			return invalid("%q is not a comparison", s.ComparisonType)
		}
	}
	for _, more := range [][]criteria{c.OrConditions, c.AndConditions} {
		for i := range more {
			if err := more[i].check(fields); err != nil {
				return err
			}
		}
	}
	return nil
}

// fits tells whether something with these fields is searched for.
func (c *criteria) fits(fields map[string]string) bool {
	if c == nil {
		return true
	}
	yes := func(one criteria) bool { return one.fits(fields) }
	no := func(one criteria) bool { return !one.fits(fields) }
	return (c.StringCondition == nil || c.StringCondition.fits(fields)) &&
		(len(c.OrConditions) == 0 || slices.ContainsFunc(c.OrConditions, yes)) && !slices.ContainsFunc(c.AndConditions, no)
}

func (s *stringCondition) fits(fields map[string]string) bool {
	has, wants := strings.ToLower(fields[s.FieldName]), strings.ToLower(s.Value)
	switch s.ComparisonType {
	case "STARTS_WITH":
		return strings.HasPrefix(has, wants)
	case "CONTAINS":
		return strings.Contains(has, wants)
	default:
		return has == wants
	}
}

// foundQueue is a queue as SearchQueues tells of it.
type foundQueue struct {
	QueueID            string `json:"QueueId"`
	QueueArn           string
	Name               string
	Status             string
	HoursOfOperationID string `json:"HoursOfOperationId"`
	LastModifiedTime   epoch
	LastModifiedRegion string
}

// openingHours is the one schedule that all queues have.
const openingHours = "8d6b4a20-5c1e-4f7a-9b3d-2e1f0a9c8b7d"

func (a *api) searchQueues(c *call) (any, error) {
	r, p, err := a.search(c, "name", "description", "resourceID")
	if err != nil {
		return nil, err
	}
	var all []foundQueue
	for _, q := range a.directory.Queues {
		if r.SearchCriteria.fits(map[string]string{"name": q.Name, "resourceID": idOf(q.ARN)}) {
			all = append(all, foundQueue{
				QueueID: idOf(q.ARN), QueueArn: q.ARN, Name: q.Name, Status: "ENABLED", HoursOfOperationID: openingHours,
				LastModifiedTime: founded, LastModifiedRegion: a.directory.region,
			})
		}
	}
	page, next, err := cut(c, p, all)
	return struct {
		Queues                []foundQueue
		NextToken             string `json:",omitzero"`
		ApproximateTotalCount int
	}{page, next, len(all)}, err
}

func (a *api) searchUsers(c *call) (any, error) {
	r, p, err := a.search(c, "Username", "FirstName", "LastName", "RoutingProfileId", "resourceId")
	if err != nil {
		return nil, err
	}
	var all []person
	for _, found := range a.staff.told() {
		fields := map[string]string{
			"Username": found.Username, "FirstName": found.IdentityInfo.FirstName, "LastName": found.IdentityInfo.LastName,
			"RoutingProfileId": found.RoutingProfileID, "resourceId": found.ID,
		}
		if r.SearchCriteria.fits(fields) {
			found.IdentityInfo = identity{FirstName: found.IdentityInfo.FirstName, LastName: found.IdentityInfo.LastName}
			found.PhoneConfig.AfterContactWorkTimeLimit *= 1000
			all = append(all, found)
		}
	}
	page, next, err := cut(c, p, all)
	return struct {
		Users                 []person
		NextToken             string `json:",omitzero"`
		ApproximateTotalCount int
	}{page, next, len(all)}, err
}
