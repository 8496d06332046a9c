package connectapi

import "github.com/ringside/ringside/internal/sim"

// person is a user as SearchUsers and DescribeUser tell of one.
type person struct {
	ID                 string `json:"Id"`
	Arn                string
	Username           string
	IdentityInfo       identity
	PhoneConfig        phone
	RoutingProfileID   string            `json:"RoutingProfileId"`
	HierarchyGroupID   string            `json:"HierarchyGroupId,omitzero"`
	SecurityProfileIDs []string          `json:"SecurityProfileIds"`
	Tags               map[string]string `json:",omitempty"`
}

type identity struct {
	FirstName      string `json:",omitzero"`
	LastName       string `json:",omitzero"`
	Email          string `json:",omitzero"`
	SecondaryEmail string `json:",omitzero"`
	Mobile         string `json:",omitzero"`
}

type phone struct {
	PhoneType                 string
	AutoAccept                bool
	AfterContactWorkTimeLimit int // seconds; of SearchUsers, milliseconds
}

// wrapLimit is how long after-contact work may take, in seconds.
const wrapLimit = 600

// agentSecurity is the security profile of every user.
const agentSecurity = "3c5d7e9f-1a2b-4c3d-8e4f-5a6b7c8d9e0f"

func tellPerson(u sim.UserEntry) person {
	p := person{
		ID: idOf(u.ARN), Arn: u.ARN, Username: u.Login, IdentityInfo: identity{FirstName: u.First, LastName: u.Last},
		PhoneConfig:      phone{PhoneType: "SOFT_PHONE", AfterContactWorkTimeLimit: wrapLimit},
		RoutingProfileID: idOf(u.Profile), SecurityProfileIDs: []string{agentSecurity},
	}
	if u.Group != "" {
		p.HierarchyGroupID = idOf(u.Group)
	}
	return p
}

func (a *api) describeUser(c *call) (any, error) {
	for _, p := range a.staff.told() {
		if p.ID == c.PathValue("UserId") {
			return struct{ User person }{p}, nil
		}
	}
	return nil, refuse("ResourceNotFoundException", "User not found")
}
