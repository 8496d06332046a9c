package template

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// NewKey as Options.KMSKey has the stack make a key.
const NewKey = "new"

// Options are what whoever sets a stack up can say. The zero value of each is its default; only Instance is needed, and URL for HTTPS.
type Options struct {
	Instance string            // ARN of the Amazon Connect instance; tells partition, Region and account
	Name     string            // what all names begin with, and what the stack is called; "ringside"
	Tags     map[string]string // of the stack, and by CloudFormation of all that is in it

	RolePath            string // of roles and policies; "/"
	PermissionsBoundary string // ARN of a policy that bounds every role
	// Roles that exist, by ARN; what is empty is made.
	ContactRecordsRole, AgentEventsRole, ContactEventsRole, FunctionRole string

	KMSKey    string // of bucket and queues: empty for AWS's own, NewKey, or an ARN
	StreamKey string // ARN of the key of streams: one that the instance uses already, or Amazon Connect cannot write

	ContactRecordsStream, AgentEventsStream string // ARNs of Kinesis streams that exist and are taken instead of new ones
	Shards, RetentionHours                  int    // of each stream that is made; 1 and 24

	BackupBucket string // name of a bucket that exists
	BackupDays   int    // how long a bucket that is made keeps things; 90
	LeastBackup  bool   // only what could not be delivered; of Streams, nothing

	ReaderRole      string // name of the role as which Ringside runs, to which what it may read is added
	ReaderPrincipal string // ARN of who may take a role that is made for it
	// Ids of VPC endpoints by which alone Ringside may read streams, queues and the backup; none, and it may from anywhere.
	VPCEndpoints []string

	// HTTPS
	URL             string // Ringside's address, https://host, on port 443
	Secret          string // ARN of a secret in Secrets Manager with {"api_key": "…"}, the ingest key; empty, and one is made
	EventsPerSecond int    // how many contact events may come at once; 300

	// OpenSearch
	IndexPrefix                      string // "connect"
	IndexRotation                    string // NoRotation, OneHour, OneDay, OneWeek, OneMonth; OneMonth
	Domain, DomainEndpoint           string // ARN and https address of a domain that exists
	DomainInstance                   string // instance type of a domain that is made; r6g.large.search
	DomainInstances, DomainVolumeGiB int    // 1 and 100
	FunctionBucket, FunctionKey      string // where the function's package is in Amazon S3; without a bucket there is none; "ringside-lambda.zip"
}

var (
	instanceARN = regexp.MustCompile(`^arn:(aws[a-z-]*):connect:([a-z0-9-]+):([0-9]{12}):instance/[0-9a-f-]{36}$`)
	nameForm    = regexp.MustCompile(`^[a-z][a-z0-9-]{1,19}$`)
)

// place is where a stack is made.
type place struct{ partition, region, account string }

func (o Options) place() (place, error) {
	m := instanceARN.FindStringSubmatch(o.Instance)
	if m == nil {
		return place{}, fmt.Errorf("%q is not the ARN of an Amazon Connect instance, as in "+
			"arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b", o.Instance)
	}
	return place{m[1], m[2], m[3]}, nil
}

// StackName is what the stack is called.
func (o Options) StackName() string {
	if o.Name == "" {
		return "ringside"
	}
	return o.Name
}

// Parameters are those of the template of a shape, for CloudFormation. What is left at its default is left out.
// The error says every option that is wrong, or that the shape does not have.
func Parameters(s Shape, o Options) (map[string]string, error) {
	known, err := read(s)
	if err != nil {
		return nil, err
	}
	given, faults := map[string]string{}, o.faults(s)
	for name, value := range o.values(s) {
		if value == "" {
			continue
		}
		if _, there := known.Parameters[name]; !there {
			faults = append(faults, fmt.Errorf("shape %s has no %s", s, name))
			continue
		}
		given[name] = value
	}
	for name, p := range known.Parameters {
		if why := p.refuses(given[name]); given[name] != "" && why != "" {
			faults = append(faults, fmt.Errorf("%s: %q %s", name, given[name], why))
		}
	}
	return given, errors.Join(sorted(faults)...)
}

// faults are those that no parameter can find by itself.
func (o Options) faults(s Shape) []error {
	var faults []error
	add := func(wrong bool, text string) {
		if wrong {
			faults = append(faults, errors.New(text))
		}
	}
	if _, err := o.place(); err != nil {
		faults = append(faults, err)
	}
	add(!nameForm.MatchString(o.StackName()), fmt.Sprintf("%q is no name: 2 to 20 lower-case letters, digits and hyphens are, a letter first", o.Name))
	add(s == HTTPS && o.URL == "", "shape https needs Ringside's address, as in https://ringside.example.org")
	add(o.ReaderRole != "" && o.ReaderPrincipal != "", "what Ringside may read is either added to its role or given to a new one, not both")
	add((o.Domain == "") != (o.DomainEndpoint == ""), "of a domain that exists both ARN and endpoint are needed")
	return faults
}

// values are the parameters that an option is given by; empty ones are left out.
func (o Options) values(s Shape) map[string]string {
	v := map[string]string{
		"NamePrefix": o.Name, "InstanceArn": o.Instance, "RolePath": o.RolePath, "PermissionsBoundaryArn": o.PermissionsBoundary,
		"ContactRecordsRoleArn": o.ContactRecordsRole, "AgentEventsRoleArn": o.AgentEventsRole, "ContactEventsRoleArn": o.ContactEventsRole,
		"FunctionRoleArn": o.FunctionRole, "KmsKey": o.KMSKey, "StreamKeyArn": o.StreamKey,
		"ContactRecordsStreamArn": o.ContactRecordsStream, "AgentEventsStreamArn": o.AgentEventsStream,
		"ShardCount": number(o.Shards), "RetentionHours": number(o.RetentionHours),
		"BackupBucketName": o.BackupBucket, "BackupDays": number(o.BackupDays), "ReaderRoleName": o.ReaderRole, "ReaderPrincipalArn": o.ReaderPrincipal,
		"VpcEndpointIds": strings.Join(o.VPCEndpoints, ","),
		"RingsideUrl":    strings.TrimSuffix(o.URL, "/"), "IngestSecretArn": o.Secret, "EventsPerSecond": number(o.EventsPerSecond),
		"IndexPrefix": o.IndexPrefix, "IndexRotation": o.IndexRotation, "DomainArn": o.Domain, "DomainEndpoint": o.DomainEndpoint,
		"DomainInstanceType": o.DomainInstance, "DomainInstanceCount": number(o.DomainInstances), "DomainVolumeGiB": number(o.DomainVolumeGiB),
		"FunctionBucket": o.FunctionBucket, "FunctionKey": o.FunctionKey,
	}
	if o.LeastBackup {
		v["Backup"] = "failed"
		if s == Streams {
			v["Backup"] = "none"
		}
	}
	return v
}

// number is empty for a zero: the template's default.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
