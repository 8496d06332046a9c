package check

import (
	"errors"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/ingest/sqs"
)

// Set is what Ringside is told to take records from.
type Set struct {
	Instances []string // ARNs
	Streams   []string // names or ARNs
	Queues    []string // URLs
}

// Facts is what the rules go by: what is set, what AWS answered, and what Ringside knows by itself.
type Facts struct {
	Set
	Region    string // of AWS's settings; "" where none is set
	Identity  Answer[Identity]
	Shards    Answer[Shards]
	Instances []Instance
	Streams   []Stream
	Queues    []Queue
	Rules     []Rule
	// Lists of rules, by what they were asked about.
	RuleLists []Answer[[]string]
	Own       *Own // nil: no server was asked
	At        time.Time
}

// Answer is what came of asking for one thing.
type Answer[T any] struct {
	Value T
	Asked Asked // its Operation is "" for what was not asked
	Err   error
}

// Known tells whether it was asked and answered.
func (a Answer[T]) Known() bool { return a.Asked.Operation != "" && a.Err == nil }

// gone tells whether Amazon answered that there is no such thing.
func (a Answer[T]) gone() bool {
	return slices.Contains([]string{
		"ResourceNotFoundException", "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "NotFoundException",
	}, awsaccess.Code(a.Err))
}

// Identity is as whom AWS is asked.
type Identity struct {
	Account, ARN string
	Ahead        time.Duration // this machine's clock before Amazon's; within half of what the question took, and a second
}

// Shards are those of the account's streams that have a number of them.
type Shards struct{ Open, Limit int }

// Instance is one of Amazon Connect.
type Instance struct {
	ARN     string
	Status  Answer[string] // with its reason
	Records Answer[amazonconnect.Target]
	Agents  Answer[amazonconnect.Target]
	Keys    Answer[[]string] // asked where a stream of the instance is encrypted
}

// Stream is one of Kinesis.
type Stream struct {
	Name    string // as it is set, or its ARN where it was found at an instance
	Set     bool   // that it is read
	Summary Answer[Summary]
	Key     Answer[Key]
	Age     Answer[Age] // asked of those that are read
}

// Age is how old the oldest was of what somebody read out of a stream in its newest minute, by CloudWatch.
type Age struct {
	Of time.Duration
	At time.Time // begin of that minute; zero where nobody has read lately
}

// Summary is how a stream is set up.
type Summary struct {
	ARN, Status string
	Shards      int
	Kept        time.Duration
	Key         string // id, ARN or alias of the key that encrypts it; "" for none
}

// Key is one of KMS.
type Key struct {
	ARN, State string
	OfAWS      bool // managed by AWS
}

// Queue is one of SQS.
type Queue struct {
	URL      string
	Settings Answer[sqs.Settings]
	Letters  Answer[sqs.Settings] // its dead-letter queue
}

// Rule is one of EventBridge.
type Rule struct {
	Name, Region string
	About        Answer[RuleSettings]
	Targets      Answer[[]RuleTarget]
	Unmatched    Answer[[]string] // types of events that its pattern does not match, as EventBridge says
}

// RuleSettings is what a rule asks for.
type RuleSettings struct{ ARN, State, Pattern string }

// RuleTarget is where it sends.
type RuleTarget struct {
	ID, ARN, Letters string
	Role             string // as which EventBridge sends; "" for as itself
	Transforms       bool
}

// Own is what Ringside knows by itself.
type Own struct {
	Now        time.Time // by the clock that records are received by, which is not Amazon's in a demo
	Sources    []Source
	Quarantine int64 // open; -1 while it cannot be told
	Streams    []kinesis.Health
	Queues     []sqs.Health // in the order of Set.Queues
	Throttled  int64        // requests to Amazon Connect
}

// Source is what one source has delivered of a kind.
type Source struct {
	Name                  string
	Kind                  connect.Kind
	Read                  int64
	Since, Received       time.Time // arrival of the first and of the newest; zero where it is not known
	FirstEvent, LastEvent time.Time // moments that the oldest and the newest speak of, likewise
}

// refusals are Amazon's words for what is not allowed.
var refusals = []string{"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "AuthorizationErrorException", "KMSAccessDeniedException"}

// uncredited are Amazon's words for credentials that it does not take.
var uncredited = []string{
	"ExpiredToken", "ExpiredTokenException", "RequestExpired", "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId",
	"InvalidSignatureException", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
	"IncompleteSignature", "IncompleteSignatureException", "AuthFailure",
}

// said is an error in Amazon's words; without them, what can be said of it without the address that was asked.
func said(err error) string {
	if errors.Is(err, errEmpty) {
		return errEmpty.Error()
	}
	if awsaccess.Code(err) != "" {
		return awsaccess.Reason(err)
	}
	if advice := awsaccess.Advice(err); advice != "" {
		return advice
	}
	return "no answer in time"
}
