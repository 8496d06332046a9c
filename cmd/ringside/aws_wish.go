package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/stack"
	"github.com/ringside/ringside/internal/stack/template"
)

// awsWish are the flags that say what is to be made in AWS.
type awsWish struct {
	Instance string `required:"" placeholder:"ARN" help:"The Amazon Connect instance. It tells account and Region."`
	Shape    string `enum:",streams,https,opensearch" default:"" help:"streams, https or opensearch: ringside aws --help says what they are. Without it, that of the stack; of a new one it is asked, or streams."`
	Name     string `default:"ringside" help:"What the stack is called, and what the names of all that it makes begin with."`
	Profile  string `help:"Profile of the AWS command line."`
	Replace  bool   `help:"Send records to Ringside that the instance sends elsewhere now. Without it, a Kinesis stream to which it sends is taken as it is. ringside aws remove gives it back."`

	Tag                  map[string]string `placeholder:"KEY=VALUE" help:"Tags for all that is made."`
	RolePath             string            `placeholder:"/contact-centre/" help:"Path of roles and policies."`
	PermissionsBoundary  string            `placeholder:"ARN" help:"A policy that bounds every role."`
	ContactRecordsRole   string            `placeholder:"ARN" help:"Take this role for the delivery of contact records, instead of making one."`
	AgentEventsRole      string            `placeholder:"ARN" help:"The same for agent events."`
	ContactEventsRole    string            `placeholder:"ARN" help:"The same for contact events, in shape https."`
	FunctionRole         string            `placeholder:"ARN" help:"The same for the function, in shape opensearch."`
	KMSKey               string            `name:"kms-key" placeholder:"ARN|new" help:"What encrypts bucket and queues: a key of yours, or new for one that the stack makes. Without it, AWS's own."`
	StreamKey            string            `placeholder:"ARN" help:"What encrypts the streams: a key by which the instance encrypts recordings or reports already. With any other Amazon Connect cannot write."`
	ContactRecordsStream string            `placeholder:"ARN" help:"Take this Kinesis stream for contact records, instead of making one."`
	AgentEventsStream    string            `placeholder:"ARN" help:"The same for agent events."`
	Shards               int               `placeholder:"1" help:"Shards of each stream that is made: one takes 1,000 records a second."`
	RetentionHours       int               `placeholder:"24" help:"For how long streams that are made keep records."`
	BackupBucket         string            `placeholder:"NAME" help:"Take this bucket for the backup, instead of making one."`
	BackupDays           int               `placeholder:"90" help:"Days for which a bucket that is made keeps the backup."`
	LeastBackup          bool              `help:"Back up only what could not be delivered; in shape streams, nothing."`
	ReaderRole           string            `placeholder:"NAME" help:"Name of the role as which Ringside runs: what it may read is added to it."`
	ReaderPrincipal      string            `placeholder:"ARN" help:"Who may take a role that is made for Ringside."`
	VPCEndpoint          []string          `name:"vpc-endpoint" placeholder:"vpce-ID" help:"VPC endpoints of Kinesis, SQS and S3 by which alone Ringside may read. Without it, from anywhere."`
	URL                  string            `name:"url" placeholder:"https://HOST" help:"Ringside's address, in shape https."`
	Secret               string            `placeholder:"ARN" help:"Secret in Secrets Manager with the ingest key, in shape https. Without it one is made."`
	EventsPerSecond      int               `placeholder:"300" help:"How many contact events a second may be sent, in shape https; more wait."`
	IndexPrefix          string            `placeholder:"connect" help:"What the names of indices begin with, in shape opensearch."`
	IndexRotation        string            `placeholder:"OneMonth" help:"NoRotation, OneHour, OneDay, OneWeek or OneMonth, in shape opensearch."`
	Domain               string            `placeholder:"ARN" help:"Take this OpenSearch domain, instead of making one."`
	DomainEndpoint       string            `placeholder:"https://HOST" help:"Its address."`
	DomainInstance       string            `placeholder:"r6g.large.search" help:"Kind of the nodes of a domain that is made."`
	DomainInstances      int               `placeholder:"1" help:"How many there are."`
	DomainDisk           int               `placeholder:"100" help:"Disk of each, in GiB."`
	FunctionBucket       string            `placeholder:"NAME" help:"Bucket with the package of the function."`
	FunctionKey          string            `placeholder:"KEY" help:"Its key in that bucket."`
	Prices               string            `type:"path" placeholder:"prices.json" help:"Prices of the Region for the estimate of costs, as the file internal/stack/template/prices.json has them."`
	ContactsPerDay       int               `placeholder:"1000" help:"For the estimate of costs: contact records a day."`
	Agents               int               `placeholder:"50" help:"For the estimate of costs: agents signed in at once."`
}

// wish is what the flags say.
func (f *awsWish) wish() (stack.Wish, error) {
	w := stack.Wish{
		Shape: template.Shape(f.Shape), Replace: f.Replace, Load: template.Load{ContactsPerDay: f.ContactsPerDay, Agents: f.Agents},
		Options: f.options(),
	}
	if f.Prices != "" {
		text, err := os.ReadFile(f.Prices)
		if err != nil {
			return w, fmt.Errorf("the prices cannot be read: %w", err)
		}
		if err := json.Unmarshal(text, &w.Prices); err != nil {
			return w, fmt.Errorf("the prices in %s: %w", f.Prices, err)
		}
		if err := w.Prices.Check(w.Region()); err != nil {
			return w, exitError{exitUsage, fmt.Sprintf("the prices in %s: %v", f.Prices, err)}
		}
	}
	if err := w.Check(); err != nil {
		return w, exitError{exitUsage, err.Error()}
	}
	return w, nil
}

// options are what the flags say of the template.
func (f *awsWish) options() template.Options {
	return template.Options{
		Instance: f.Instance, Name: f.Name, Tags: f.Tag, RolePath: f.RolePath, PermissionsBoundary: f.PermissionsBoundary,
		ContactRecordsRole: f.ContactRecordsRole, AgentEventsRole: f.AgentEventsRole, ContactEventsRole: f.ContactEventsRole, FunctionRole: f.FunctionRole,
		KMSKey: f.KMSKey, StreamKey: f.StreamKey, ContactRecordsStream: f.ContactRecordsStream, AgentEventsStream: f.AgentEventsStream,
		Shards: f.Shards, RetentionHours: f.RetentionHours, BackupBucket: f.BackupBucket, BackupDays: f.BackupDays, LeastBackup: f.LeastBackup,
		ReaderRole: f.ReaderRole, ReaderPrincipal: f.ReaderPrincipal, VPCEndpoints: f.VPCEndpoint, URL: f.URL, Secret: f.Secret, IndexPrefix: f.IndexPrefix,
		IndexRotation: f.IndexRotation, Domain: f.Domain, DomainEndpoint: f.DomainEndpoint, FunctionBucket: f.FunctionBucket, FunctionKey: f.FunctionKey,
		EventsPerSecond: f.EventsPerSecond, DomainInstance: f.DomainInstance, DomainInstances: f.DomainInstances, DomainVolumeGiB: f.DomainDisk,
	}
}

// clients are those of the account and Region of the instance. A shape that was not said is asked for first, where there is no stack yet.
func (f *awsWish) clients(s *session, w *stack.Wish) (*stack.Clients, error) {
	clients, err := stack.Dial(s.ctx, amazonconnect.Access{Profile: f.Profile, Region: w.Region()})
	if err != nil || w.Shape != "" || !isTerminal(s.stderr) {
		return clients, err
	}
	there, err := clients.Exists(s.ctx, w.StackName())
	if err != nil || there {
		return clients, err
	}
	w.Shape, err = askShape(s)
	return clients, err
}

// askShape asks the person who looks.
func askShape(s *session) (template.Shape, error) {
	fmt.Fprint(s.stderr, "How shall records come to Ringside?\n"+
		"  1  streams     Ringside reads Kinesis streams and a queue: nothing has to reach it from outside\n"+
		"  2  https       Firehose and EventBridge send to Ringside's https address\n"+
		"  3  opensearch  Firehose writes into OpenSearch, as AWS users have published it: figures are less exact\n"+
		"1, 2 or 3 [1]: ")
	line, _ := bufio.NewReader(s.stdin).ReadString('\n') // no line is the default
	shapes := map[string]template.Shape{"": template.Streams, "1": template.Streams, "2": template.HTTPS, "3": template.OpenSearch}
	shape, known := shapes[strings.TrimSpace(line)]
	if !known {
		return "", exitError{exitUsage, "that is none of them: say --shape streams, https or opensearch"}
	}
	return shape, nil
}

// awsStackFlags name a stack that is there.
type awsStackFlags struct {
	Name    string `default:"ringside" help:"The stack."`
	Region  string `placeholder:"ap-northeast-2" help:"Where it is. Without it, that of the AWS command line's settings."`
	Profile string `help:"Profile of the AWS command line."`
}

func (f *awsStackFlags) clients(s *session) (*stack.Clients, error) {
	return stack.Dial(s.ctx, amazonconnect.Access{Profile: f.Profile, Region: f.Region})
}
