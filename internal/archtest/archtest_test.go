// Package archtest holds the import directions of the tree as a test, each with its reason.
package archtest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/ringside/ringside/"

// allowed lists, for each package below internal/, which other packages of ours its non-test code may import. A package
// that is missing here fails the test: a new room needs a decision about its doors.
var allowed = map[string][]string{
	// What Amazon says knows nothing of us.
	"internal/connect": {},
	"internal/clock":   {},
	// Journal and exports leave a disk some room: both ask here how much it has.
	"internal/diskspace": {},
	// What people have agreed on is turned into questions about figures before a store is asked.
	"internal/settings": {"internal/connect", "internal/metric"},
	// A figure is computed from what Amazon says, and from nothing else.
	"internal/metric": {"internal/connect", "internal/activity"},
	// Agents' time is derived from what Amazon says, and knows no store, zone or clock, as a figure does not. Its scenarios
	// are asked about with a zone, so their edges are metric's.
	"internal/activity":              {"internal/connect"},
	"internal/activity/activitytest": {"internal/activity", "internal/connect", "internal/metric"},
	// Metric scenarios are shared by every store's tests.
	"internal/metric/metrictest": {"internal/connect", "internal/metric"},
	// Who may see what is said in a metric's words, and knows neither how people sign in nor what asks.
	"internal/access": {"internal/metric"},
	// A file that is whole or not there is nobody's in particular.
	"internal/wholefile": {},
	// Certificates know nothing of what is served by them.
	"internal/acme": {"internal/wholefile"},
	// Work that takes long knows nothing of what it is.
	"internal/desk": {},
	// What has been erased is known by digests, and what a record names by its bytes: any store can ask.
	"internal/erasure": {"internal/connect", "internal/desk", "internal/store", "internal/wholefile"},
	// The journal moves bytes; it does not know what they mean, so that its format outlives every decoder.
	"internal/journal": {"internal/diskspace"},
	// Stores translate metrics; metrics know no store.
	"internal/store": {"internal/connect", "internal/activity", "internal/metric"},
	"internal/store/storetest": {
		"internal/connect", "internal/activity", "internal/metric", "internal/metric/metrictest", "internal/store",
	},
	"internal/store/duckdb": {
		"internal/connect", "internal/activity", "internal/metric", "internal/store", "internal/journal",
		"internal/store/duckdb/columns", "internal/diskspace", "internal/erasure", "internal/wholefile",
	},
	// The columns in memory know what a question is and no database.
	"internal/store/duckdb/columns": {"internal/connect", "internal/metric"},
	"internal/live":                 {"internal/connect", "internal/metric", "internal/clock"},
	// Samples are taken of the live board, and kept apart from all that can be computed anew.
	"internal/sample": {"internal/connect", "internal/live", "internal/sqlite"},
	// Ingest knows the store's contract, never an engine, and no hub: it declares the one method that it calls.
	"internal/ingest":             {"internal/connect", "internal/store"},
	"internal/ingest/firehose":    {"internal/ingest"},
	"internal/ingest/eventbridge": {"internal/ingest"},
	// Readers know what they read and the sink, as doors do.
	"internal/ingest/kinesis": {"internal/awsaccess", "internal/ingest", "internal/pause", "internal/store"},
	"internal/ingest/sqs":     {"internal/awsaccess", "internal/ingest", "internal/pause"},
	"internal/ingest/archive": {"internal/awsaccess", "internal/ingest/file", "internal/pause"},
	// Waiting between tries knows nothing of what is tried.
	"internal/pause": {},
	// What is made in AWS is a text, which asks nobody.
	"internal/stack/template": {},
	// Who disturbs what is asked of an account knows nothing of who asks.
	"internal/stack/stacktest": {},
	// The stack and the instance's targets: made, inspected, taken back.
	"internal/stack": {"internal/amazonconnect", "internal/awsaccess", "internal/pause", "internal/stack/template"},
	// Where and as whom AWS is asked knows nothing of what for.
	"internal/awsaccess": {},
	// What waits is read from Amazon Connect's API as the board wants it.
	// Agents are named by the directory: Amazon Connect tells of them by ids.
	"internal/ingest/current": {"internal/amazonconnect", "internal/connect", "internal/directory", "internal/live", "internal/clock"},
	"internal/ingest/file":    {"internal/connect", "internal/ingest", "internal/store", "internal/state"},
	// State keeps settings without looking into them.
	"internal/state": {"internal/erasure", "internal/settings", "internal/sqlite", "internal/store"},
	// How Amazon Connect is asked knows nothing of what for.
	"internal/amazonconnect": {"internal/awsaccess", "internal/pause"},
	// Who compares figures asks both sides, and writes what is missing where everything is written.
	"internal/selfcheck": {"internal/amazonconnect", "internal/connect", "internal/ingest", "internal/metric", "internal/state", "internal/store"},
	// The doctor asks AWS as readers do, and judges by how they are doing.
	"internal/check": {
		"internal/amazonconnect", "internal/awsaccess", "internal/connect", "internal/ingest/kinesis", "internal/ingest/sqs",
	},
	// Names know no board and no page; who asks for them brings the scope.
	"internal/directory": {"internal/amazonconnect", "internal/connect", "internal/metric", "internal/sqlite"},
	// A review counts what the audit log has, by the working hours of the settings.
	"internal/review": {"internal/metric", "internal/settings", "internal/state"},
	// How a database is opened knows nothing of what is in it.
	"internal/sqlite": {},
	// Reading and verifying SAML knows no service provider, so that the doctor and a sign-in share it.
	"internal/saml":          {},
	"internal/saml/samltest": {},
	// What others wrote is started for tests, and knows nothing of what is tested by it.
	"internal/peertest": {"internal/saml/samltest"},
	// Sign-in goes by what SAML and OpenID Connect say, and by the sessions and accounts that are kept; it tells who may do what by the rules, and knows
	// nothing of what it guards.
	"internal/signin": {"internal/access", "internal/saml", "internal/sealed", "internal/state", "internal/trusted"},
	// Whose word counts knows nothing of how it is asked for.
	"internal/trusted": {"internal/saml", "internal/state"},
	// What browsers keep for us knows nothing of what it is.
	"internal/sealed": {},
	// Who vouches for people goes by who has signed in here, and knows what AWS and Amazon Connect take from those who know it already.
	"internal/idp": {
		"internal/access", "internal/saml", "internal/sealed", "internal/signin", "internal/sso", "internal/sso/roster", "internal/sso/setup", "internal/state",
	},
	// A directory says who the owners of accounts are, as the identity provider knows them.
	"internal/scim": {"internal/access", "internal/idp", "internal/state"},
	// The doctor of sign-ins goes by what it is given, and asks nobody.
	"internal/sso": {"internal/saml"},
	// Who tries a sign-in at AWS asks with what the doctor gives it, and tells the doctor what was said.
	"internal/sso/live": {"internal/amazonconnect", "internal/sso"},
	// Who sets sign-in up asks AWS, and judges metadata as the doctor does. The roster knows logins, and nothing of IAM.
	"internal/sso/setup/mototest":     {"internal/peertest"},
	"internal/sso/setup/localemutest": {"internal/peertest"},
	"internal/sso/setup":              {"internal/amazonconnect", "internal/awsaccess", "internal/pause", "internal/saml", "internal/sso", "internal/sso/roster"},
	"internal/sso/roster":             {"internal/amazonconnect", "internal/connect"},
	// The wizard asks AWS by what they do.
	"internal/sso/wizard": {"internal/desk", "internal/sso", "internal/sso/setup", "internal/sso/roster"},
	// Files know nothing of what is in them.
	"internal/export":    {"internal/diskspace"},
	"internal/telemetry": {"internal/store"},
	"internal/api": {
		"internal/connect", "internal/activity", "internal/metric", "internal/store", "internal/live", "internal/clock",
		"internal/telemetry", "internal/export", "internal/settings", "internal/state", "internal/sample", "internal/directory", "internal/access",
		"internal/review", "internal/erasure", "internal/desk", "internal/sso", "internal/sso/setup", "internal/sso/roster", "internal/sso/wizard",
		"internal/trusted", "internal/selfcheck", "internal/check",
	},
	// The simulator writes Amazon's JSON with its own structs: sharing the decoder's would let one misread field name pass
	// on both sides.
	"internal/sim": {"internal/clock"},
	// So does the simulated Connect API, for the client of that API.
	"internal/sim/connectapi": {"internal/sim", "internal/sim/sigv4"},
	// IAM and STS are simulated without a line of the doctor's, whose second opinion they are, or of ours that reads SAML.
	"internal/sim/iam": {"internal/sim/sigv4"},
	// What a browser sees of AWS judges nothing of a message by itself.
	"internal/sim/console": {"internal/sim/iam"},
	// How requests to AWS are signed knows nothing of what they ask.
	"internal/sim/sigv4": {},
	// IAM Identity Center is simulated apart: it knows people, and no contact centre.
	"internal/sim/identitycenter": {},
	// The recount is a script; only its test, which compares it with the product, imports anything.
	"test/oracle": {},
	// So is the replay of a floor.
	"test/floor": {},
	// The page is files.
	"web": {},
}

// homes lists, for third-party libraries that have one home, where they may be imported.
var homes = map[string][]string{
	"github.com/duckdb/duckdb-go/v2":     {"internal/store/duckdb", "internal/export"},
	"github.com/xuri/excelize/v2":        {"internal/export"},
	"github.com/mattn/go-sqlite3":        {"internal/sqlite"},
	"github.com/danielgtaylor/huma/v2":   {"internal/api"},
	"github.com/go-json-experiment/json": {"internal/ingest/firehose", "internal/sim/connectapi", "internal/sim/identitycenter"},
	"github.com/aws/aws-sdk-go-v2": {
		"internal/sim/sigv4", "internal/amazonconnect", "internal/directory", "internal/ingest/current", "internal/sso/setup",
		"internal/sso/roster", "internal/sso/live", "internal/awsaccess", "internal/ingest/kinesis", "internal/ingest/sqs", "internal/ingest/archive",
		"internal/selfcheck", "internal/stack", "internal/check",
	},
	"github.com/alecthomas/kong": {"cmd/ringside"},
	// Other packages see messages as plain structs: a tree of XML elements is too easily read past its signature.
	"github.com/russellhaering/goxmldsig":           {"internal/saml", "internal/saml/samltest", "internal/sim/iam", "internal/sim/console"},
	"github.com/beevik/etree":                       {"internal/saml", "internal/saml/samltest", "internal/sim/iam", "internal/sim/console"},
	"github.com/mattermost/xml-roundtrip-validator": {"internal/saml"},
	"github.com/coreos/go-oidc/v3":                  {"internal/signin"},
	"golang.org/x/oauth2":                           {"internal/signin"},
	"github.com/prometheus/client_golang":           {"internal/telemetry", "internal/api"},
	"golang.org/x/crypto":                           {"internal/signin", "cmd/ringside"},
	"github.com/mholt/acmez/v3":                     {"internal/acme"},
	"rsc.io/qr":                                     {"internal/signin"},
}

type pkg struct {
	ImportPath string
	Imports    []string
}

func TestImportsPointOneWay(t *testing.T) {
	unused := map[string][]string{} // doors by package
	for name, doors := range allowed {
		unused[name] = slices.Clone(doors)
	}
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		if strings.HasPrefix(name, "cmd/") {
			continue // wires everything
		}
		doors, known := allowed[name]
		if !known && name != "internal/archtest" {
			t.Errorf("package %s has no line in archtest: say what it may import, and why", name)
			continue
		}
		for _, imported := range p.Imports {
			target, ours := strings.CutPrefix(imported, module)
			if ours && !slices.Contains(doors, target) {
				t.Errorf("%s imports %s, which its line in archtest does not allow", name, target)
			}
			unused[name] = slices.DeleteFunc(unused[name], func(door string) bool { return door == target })
		}
		if len(unused[name]) > 0 {
			t.Errorf("%s imports nothing of %s, which its line in archtest allows: close the door", name, strings.Join(unused[name], ", "))
		}
		delete(unused, name)
	}
	for name := range unused {
		t.Errorf("archtest has a line for %s, and there is no such package", name)
	}
}

func TestLibrariesStayAtHome(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		for _, imported := range p.Imports {
			for library, rooms := range homes {
				if (imported == library || strings.HasPrefix(imported, library+"/")) && !slices.Contains(rooms, name) {
					t.Errorf("%s imports %s, whose home is %s", name, imported, strings.Join(rooms, ", "))
				}
			}
		}
	}
}

// packages asks the go command for the non-test imports of every package of the module.
func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", module+"...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("decode go list: %v", err)
		}
		all = append(all, p)
	}
}
