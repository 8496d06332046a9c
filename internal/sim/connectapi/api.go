package connectapi

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/sim"
)

// Centre is the instance that is told about; *sim.Floor is one.
type Centre interface {
	Directory() sim.Directory
	// At is the floor at a moment. The same moment must always give the same scene: a page that follows another one is taken
	// from the same snapshot.
	At(time.Time) sim.Scene
}

// Options say what is served. Centre, Key and Secret are required.
type Options struct {
	Centre Centre
	Now    func() time.Time // the present of the centre; nil means time.Now
	// Wall is the time in which quotas refill and tokens age, which is the caller's however fast the centre lives; nil means
	// time.Now.
	Wall   func() time.Time
	Key    string // access key id
	Secret string // secret access key
	Staff  *Staff // users as they are administered; nil means those of the centre
	// Storage is where the instance puts what it records; nil means nowhere yet.
	Storage *Storage
	// Given is who has been given a role, by access key id; nil means nobody.
	Given  func(key string) (Caller, bool)
	Faults *Faults // nil means none, ever
	Logger *slog.Logger
}

// New is the API of one instance: the whole of its account in its Region.
func New(o Options) http.Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wall == nil {
		o.Wall = time.Now
	}
	if o.Faults == nil {
		o.Faults = &Faults{}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Staff == nil {
		o.Staff = NewStaff(o.Centre.Directory())
	}
	if o.Storage == nil {
		o.Storage = &Storage{}
	}
	a := &api{Options: o, directory: newDirectory(o.Centre.Directory()), staff: o.Staff}
	mux := http.NewServeMux()
	for _, op := range operations {
		mux.Handle(op.pattern, a.serve(op))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		refuse("UnknownOperationException", "").write(w)
	})
	return mux
}

// api answers for one instance.
type api struct {
	Options
	directory *directory
	staff     *Staff // as in Options
}

// operation is one of Amazon's. Rate and burst are requests a second, per account and Region, shared by all callers.
type operation struct {
	name    string
	pattern string
	rate    rate.Limit
	burst   int
	pages   int // most results of a page
	usual   int // results of a page when the caller does not say
	answer  func(*api, *call) (any, error)
}

// The rates are those of an account that has asked for no others.
// Source: Amazon Connect Administrator Guide, "Amazon Connect service quotas", API throttling quotas.
var operations = []operation{
	{"GetCurrentMetricData", "POST /metrics/current/{InstanceId}", 5, 8, 100, 100, (*api).currentMetricData},
	{"GetMetricDataV2", "POST /metrics/data", 10, 10, 100, 100, (*api).metricData},
	{"SearchContacts", "POST /search-contacts", 10, 30, 100, 100, (*api).searchContacts},
	{"DescribeContact", "GET /contacts/{InstanceId}/{ContactId}", 10, 15, 1, 1, (*api).describeContact},
	{"GetCurrentUserData", "POST /metrics/userdata/{InstanceId}", 2, 5, 100, 100, (*api).currentUserData},
	{"ListQueues", "GET /queues-summary/{InstanceId}", 2, 5, 1000, 100, (*api).listQueues},
	{"SearchQueues", "POST /search-queues", 2, 5, 500, 100, (*api).searchQueues},
	{"ListUsers", "GET /users-summary/{InstanceId}", 2, 5, 1000, 100, (*api).listUsers},
	{"SearchUsers", "POST /search-users", 2, 5, 500, 100, (*api).searchUsers},
	{"DescribeUser", "GET /users/{InstanceId}/{UserId}", 2, 5, 1, 1, (*api).describeUser},
	{"CreateUser", "PUT /users/{InstanceId}", 2, 5, 1, 1, (*api).createUser},
	{"DeleteUser", "DELETE /users/{InstanceId}/{UserId}", 2, 5, 1, 1, (*api).deleteUser},
	{"UpdateUserIdentityInfo", "POST /users/{InstanceId}/{UserId}/identity-info", 2, 5, 1, 1, (*api).updateIdentity},
	{"UpdateUserSecurityProfiles", "POST /users/{InstanceId}/{UserId}/security-profiles", 2, 5, 1, 1, (*api).updateSecurity},
	{"UpdateUserRoutingProfile", "POST /users/{InstanceId}/{UserId}/routing-profile", 2, 5, 1, 1, (*api).updateRouting},
	{"ListSecurityProfiles", "GET /security-profiles-summary/{InstanceId}", 2, 5, 1000, 100, (*api).listSecurityProfiles},
	{"ListRoutingProfiles", "GET /routing-profiles-summary/{InstanceId}", 2, 5, 1000, 100, (*api).listRoutingProfiles},
	{"ListRoutingProfileQueues", "GET /routing-profiles/{InstanceId}/{RoutingProfileId}/queues", 2, 5, 100, 100, (*api).listProfileQueues},
	{"ListAgentStatuses", "GET /agent-status/{InstanceId}", 2, 5, 1000, 100, (*api).listAgentStatuses},
	{"ListUserHierarchyGroups", "GET /user-hierarchy-groups-summary/{InstanceId}", 2, 5, 1000, 100, (*api).listGroups},
	{"DescribeUserHierarchyGroup", "GET /user-hierarchy-groups/{InstanceId}/{HierarchyGroupId}", 2, 5, 1, 1, (*api).describeGroup},
	{"DescribeInstance", "GET /instance/{InstanceId}", 2, 5, 1, 1, (*api).describeInstance},
	{"ListInstances", "GET /instance", 2, 5, 10, 10, (*api).listInstances},
	{"GetFederationToken", "GET /user/federate/{InstanceId}", 2, 5, 1, 1, (*api).federate},
	{"ListApprovedOrigins", "GET /instance/{InstanceId}/approved-origins", 2, 5, 25, 25, (*api).listOrigins},
	{"AssociateApprovedOrigin", "PUT /instance/{InstanceId}/approved-origin", 2, 5, 1, 1, (*api).approveOrigin},
	{"ListInstanceStorageConfigs", "GET /instance/{InstanceId}/storage-configs", 2, 5, 10, 10, (*api).listStorage},
	{"DescribeInstanceStorageConfig", "GET /instance/{InstanceId}/storage-config/{AssociationId}", 2, 5, 1, 1, (*api).describeStorage},
	{"AssociateInstanceStorageConfig", "PUT /instance/{InstanceId}/storage-config", 2, 5, 1, 1, (*api).associateStorage},
	{"UpdateInstanceStorageConfig", "POST /instance/{InstanceId}/storage-config/{AssociationId}", 2, 5, 1, 1, (*api).updateStorage},
	{"DisassociateInstanceStorageConfig", "DELETE /instance/{InstanceId}/storage-config/{AssociationId}", 2, 5, 1, 1, (*api).disassociateStorage},
}

// call is one request on its way through an operation.
type call struct {
	operation
	*http.Request
	caller *Caller // nil: the account's own key
	body   []byte
	wall   time.Time
	now    time.Time // the moment of the snapshot
	hide   map[string]bool
	untold []string // names of metrics of the past
}

// serve answers one operation.
func (a *api) serve(op operation) http.Handler {
	bucket := rate.NewLimiter(op.rate, op.burst)
	var mu sync.Mutex // guards the order of a.Wall() and bucket, which must not go back in time
	left := func() bool {
		mu.Lock()
		defer mu.Unlock()
		return bucket.AllowN(a.Wall(), 1)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Amzn-RequestId", newRequestID())
		answer, err := a.attempt(op, r, left)
		if errors.Is(err, errSilence) {
			<-r.Context().Done() // the caller gives up, or the server ends
			panic(http.ErrAbortHandler)
		}
		if err != nil {
			f := failureOf(err)
			a.Logger.Debug("connect api refuses", "operation", op.name, "type", f.kind, "message", f.message)
			f.write(w)
			return
		}
		writeJSON(w, http.StatusOK, answer)
	})
}

// attempt is everything that may go wrong before an operation answers, in Amazon's order, and the answer.
func (a *api) attempt(op operation, r *http.Request, left func() bool) (any, error) {
	body, err := read(r)
	if err != nil {
		return nil, err
	}
	caller, err := a.authenticate(r, body)
	if err != nil {
		return nil, err
	}
	if caller != nil && op.name != "GetFederationToken" {
		return nil, refuse("AccessDeniedException", "User: %s is not authorized to perform: connect:%s", caller.ARN, op.name)
	}
	if !left() {
		return nil, refuse("ThrottlingException", "Rate exceeded")
	}
	fault := a.Faults.now()
	if err := fault.strike(); err != nil {
		return nil, err
	}
	if id := r.PathValue("InstanceId"); id != "" && id != a.directory.instanceID {
		return nil, refuse("ResourceNotFoundException", "Instance not found")
	}
	c := &call{operation: op, Request: r, caller: caller, body: body, wall: a.Wall(), now: a.Now().Add(-fault.Stale).Truncate(time.Millisecond), hide: map[string]bool{}, untold: fault.Untold}
	for _, queue := range fault.Hide {
		c.hide[idOf(queue)] = true
	}
	return op.answer(a, c)
}

// idOf is the last part of an ARN, or the id itself.
func idOf(arnOrID string) string { return arnOrID[strings.LastIndexByte(arnOrID, '/')+1:] }
