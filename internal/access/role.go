package access

import (
	"fmt"
	"slices"
	"strings"
)

// Permission is something that not everybody may do. A set of them is their sum.
type Permission uint16

// The permissions. None is what everybody may do who has any role.
const (
	None    Permission = 0
	SeeLive Permission = 1 << (iota - 1)
	SeeHistory
	SeeAgents      // by name: what each one does, and did
	SeeContacts    // one by one
	SeeOthers      // contacts of others too; who may not has to be limited to agents
	SeeCustomers   // unmasked: contact attributes, and records as they arrived
	Export         // files
	SaveViews      // under a name, for others to see
	ChangeSettings // of the contact centre
	SeePipeline    // sources, and how far they are
	SeeQuarantine  // records that could not be decoded, whoever they are of; and to decode them again
	SeeTelemetry   // figures of the process, /metrics
	SeeAudit       // who did what
	Administer     // who may do what
	Provision      // people and groups of a directory; of programs alone
)

// permissionNames are what programs and pages call the permissions.
var permissionNames = map[Permission]string{
	SeeLive: "live", SeeHistory: "history", SeeAgents: "agents", SeeContacts: "contacts", SeeOthers: "others", SeeCustomers: "customers",
	Export: "export", SaveViews: "views", ChangeSettings: "settings", SeePipeline: "pipeline", SeeQuarantine: "quarantine",
	SeeTelemetry: "telemetry", SeeAudit: "audit", Administer: "administration",
}

// Permissions lists the names of what the grant may, in the order of the permissions.
func (g Grant) Permissions() []string {
	names := []string{}
	for p := SeeLive; permissionNames[p] != ""; p <<= 1 {
		if g.May(p) {
			names = append(names, permissionNames[p])
		}
	}
	return names
}

// Role is what somebody does with Ringside.
type Role string

// The roles.
const (
	Administrator Role = "administrator"
	Analyst       Role = "analyst"
	Supervisor    Role = "supervisor"
	Agent         Role = "agent"
	Auditor       Role = "auditor"
	Wallboard     Role = "wallboard"
	// Provisioner is a directory that says by SCIM who there is. Tokens alone have it, without another role, and it opens nothing else.
	Provisioner Role = "provisioner"
)

// roles is the one table of who may do what. A person with several roles may do what any of them may.
var roles = []roleRow{
	{Administrator, SeeLive | SeeHistory | SeeAgents | SeeContacts | SeeOthers | SeeCustomers | Export | SaveViews | ChangeSettings |
		SeePipeline | SeeQuarantine | SeeTelemetry | SeeAudit | Administer},
	{Analyst, SeeLive | SeeHistory | SeeAgents | SeeContacts | SeeOthers | Export | SaveViews | SeePipeline | SeeTelemetry},
	{Supervisor, SeeLive | SeeHistory | SeeAgents | SeeContacts | SeeOthers | SeeCustomers | Export | SaveViews},
	{Agent, SeeLive | SeeHistory | SeeAgents | SeeContacts | SeeCustomers},
	{Auditor, SeeHistory | SeeContacts | SeeOthers | SeePipeline | SeeTelemetry | SeeAudit},
	{Wallboard, SeeLive | SeeHistory | SeeOthers},
}

type roleRow struct {
	Role Role
	May  Permission
}

// Roles lists the roles that people may have, the one that may most first.
func Roles() []Role {
	all := make([]Role, len(roles))
	for i, one := range roles {
		all[i] = one.Role
	}
	return all
}

// May reports whether the role has all of the permissions.
func (r Role) May(p Permission) bool {
	if r == Provisioner {
		return p == Provision
	}
	at := slices.IndexFunc(roles, func(one roleRow) bool { return one.Role == r })
	return at >= 0 && roles[at].May&p == p
}

// ParseRole reads a role as people write it. An error says what there is.
func ParseRole(text string) (Role, error) {
	if role := Role(strings.ToLower(strings.TrimSpace(text))); slices.Contains(Roles(), role) {
		return role, nil
	}
	return "", fmt.Errorf("there is no role %q; there are %v", text, Roles())
}
