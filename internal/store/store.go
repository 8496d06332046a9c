package store

import (
	"context"
	"errors"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// Errors that callers branch on.
var (
	// ErrUnavailable says that nothing can be stored now (disk full, projection broken): the sender should come again.
	ErrUnavailable = errors.New("store unavailable")
	// ErrNotFound says that there is no such contact or quarantined record.
	ErrNotFound = errors.New("not found")
	// ErrCursor says that ContactQuery.After is not the Next of any page.
	ErrCursor = errors.New("unknown page")
	// ErrLocked says that another process holds the data folder.
	ErrLocked = errors.New("data folder is in use")
)

// Store keeps facts and answers questions about them, each with no more than its scope sees: nothing, some instances, or
// everything. All methods may be called at once from many goroutines.
type Store interface {
	// Append makes the batch durable. A nil error means it survives SIGKILL; any error means that none of it may be
	// counted on, and that sending it again is safe. ErrUnavailable is wrapped when a retry can help.
	Append(ctx context.Context, batch Batch) (Receipt, error)
	// Query answers in integers, from one consistent state of the projection for all questions together.
	Query(ctx context.Context, questions ...metric.Question) ([][]metric.Slice, error)
	// Contacts lists the newest versions of contacts, newest first, one page at a time; ErrQuestion of package metric is
	// wrapped when a column or dimension is unknown.
	Contacts(ctx context.Context, q ContactQuery) (ContactPage, error)
	// ReadContacts gives every contact that a page of Contacts could list, from one state of the
	// projection, in memory that does not grow with their number. Begin is called once, before the first; what each is
	// given is only good until it returns. The error of either ends the reading and is returned. They come newest first;
	// the query's page, its order and what comes beside mean nothing here.
	ReadContacts(ctx context.Context, q ContactQuery, begin func(ContactRead) error, each func(*WholeContact) error) error
	// Contact returns one contact with its raw record; ErrNotFound when there is none in scope. Of a record that is
	// damaged or gone, Raw is nil, ReceivedAt zero, Source "", and Contact has no more than a ContactRow.
	Contact(ctx context.Context, ref ContactRef) (ContactDetail, error)
	// AgentIntervals lists what agents did when, as their events tell it, one page at a time. Errors wrap metric.ErrQuestion
	// where the query is at fault, and ErrCursor.
	AgentIntervals(ctx context.Context, q AgentIntervalQuery) (AgentIntervalPage, error)
	// ReadAgentIntervals gives every interval that the pages of AgentIntervals would list, in their order, but all from one
	// state of the projection and as of one moment, in memory that does not grow with their number. Begin is called once,
	// before the first. The error of either ends the reading and is returned. The query's page, and what is asked beside,
	// mean nothing here.
	ReadAgentIntervals(ctx context.Context, q AgentIntervalQuery, begin func(IntervalRead) error, each func(*AgentInterval) error) error
	// ContactVersions lists the distinct versions of a contact's record as they arrived, a page at a time from the newest;
	// within a page the newest is last. ErrNotFound when there is no such contact in scope.
	ContactVersions(ctx context.Context, q VersionQuery) (VersionPage, error)
	// RelatedContacts lists the contacts that a contact is loosely tied to: by RelatedContactId, and by the customer's
	// address. Those of its own journey are not among them. ErrNotFound when there is no such contact in scope.
	RelatedContacts(ctx context.Context, q RelatedQuery) (RelatedContacts, error)
	// Resolve lists the keys that a filter's values mean, as metric.Names does: ARNs for ids and for every name that a
	// queue ever had. What was never seen means nothing.
	Resolve(f metric.Filter) []string
	// Attributes lists the keys that contact attributes have, or the values of one of them, in order of their bytes.
	Attributes(ctx context.Context, q AttributeQuery) (AttributePage, error)
	// Quarantine gives access to what could not be decoded.
	Quarantine() Quarantine
	// Status says how far the projection is and what came from where.
	Status(ctx context.Context) (Status, error)
}

// Batch is what one delivery brought.
type Batch struct {
	Source   string // "firehose", "eventbridge", ImportSource …: the row on Pipeline health
	Received time.Time
	Facts    []connect.Fact
	// Checkpoint, unless it is nil, is made durable with the facts: after a crash it is there if and only if they all are.
	Checkpoint *Checkpoint
}

// Checkpoint says how far one shard of a stream was read.
type Checkpoint struct {
	Stream   string
	Shard    string // "" for what holds for the whole stream
	Sequence string // as the stream says it; of one stream and shard, the one appended last counts
}

// Receipt is the promise of an Append.
type Receipt interface {
	// Wait blocks until the batch is visible to Query and says what became of it.
	Wait(ctx context.Context) (Outcome, error)
}

// Outcome counts what became of the records of a batch. Read is the sum of the five others.
type Outcome struct {
	Read        int64 `json:"read"`
	Stored      int64 `json:"stored"`      // seen for the first time
	Updated     int64 `json:"updated"`     // a newer version replaced the stored one
	Duplicates  int64 `json:"duplicates"`  // this very version was there already, or these very bytes were in quarantine
	Older       int64 `json:"older"`       // a newer version was there already
	Quarantined int64 `json:"quarantined"` // could not be decoded
}

// Add sums two outcomes.
func (o Outcome) Add(p Outcome) Outcome {
	return Outcome{
		Read: o.Read + p.Read, Stored: o.Stored + p.Stored, Updated: o.Updated + p.Updated,
		Duplicates: o.Duplicates + p.Duplicates, Older: o.Older + p.Older, Quarantined: o.Quarantined + p.Quarantined,
	}
}

// ContactQuery asks for a page of contacts. Columns, Dimensions, Order and OneEach are of the catalogue.
type ContactQuery struct {
	Scope      metric.Scope
	TimeField  metric.TimeField
	From, To   time.Time // half open
	Where      []metric.Filter
	Matching   metric.Predicate // such as the contacts that a measure counts; its zero value is all
	Outcomes   []string         // of "handled", "abandoned" and "other"; none: whatever became of them
	Text       string           // "" or the start of a contact id
	Columns    []metric.Column  // whose values the rows carry
	Dimensions []metric.Dimension
	Order      ContactOrder
	OneEach    metric.Dimension  // "", or: of each value that there is only one contact, of the newest, in no certain order
	Beside     []metric.Question // answered from the same state as the page
	// Since keeps the contacts whose newest version came after that sequence number: what is new or has changed since a
	// Status or a ContactRead said that this was Projected. 0 keeps all.
	Since uint64
	// Attributes asks ReadContacts for the contacts' attributes too.
	Attributes bool
	After      string // ContactPage.Next of the page before, "" for the first
	Limit      int    // 1 to 500
}

// ContactOrder is the order of a list: newest first by its time field, unless a column is named. Contacts without a value
// are the last then. Contacts of one value are in order of their id.
type ContactOrder struct {
	Column  *metric.Column
	Reverse bool // least, or oldest, first
}

// ContactRow is a contact as a list shows it. Millis 0 and Int without value are "not there".
type ContactRow struct {
	InstanceARN      string
	ContactID        connect.ContactID
	Initiation       connect.Millis
	Disconnect       connect.Millis
	Channel          string
	InitiationMethod string
	DisconnectReason string
	QueueARN         string
	QueueName        string
	AgentARN         string
	AgentName        string // user name
	CustomerAddress  string
	QueueSeconds     connect.Int
	TalkSeconds      connect.Int // agent interaction
	HoldSeconds      connect.Int
	ACWSeconds       connect.Int
	Handled          bool
	Abandoned        bool
	Values           []metric.Int // of ContactQuery.Columns
	Keys, Names      []string     // of ContactQuery.Dimensions: as metric.Slice has them
}

// ContactPage is one page; Next is "" on the last. Total counts all contacts that match, whatever the page; of OneEach it
// counts the values.
type ContactPage struct {
	Rows   []ContactRow
	Next   string
	Total  int64
	Beside [][]metric.Slice
}

// AttributeQuery asks for keys of contact attributes or, with Key, for the values that one has.
type AttributeQuery struct {
	Scope metric.Scope
	Key   string // exactly; "" asks for the keys
	Text  string // that they contain, in whatever case; "" for all
	After string // list only what comes after it; "" begins
	Limit int    // at least 1
}

// AttributePage is a part of such a list; More says that it goes on.
type AttributePage struct {
	Found []AttributeCount
	More  bool
}

// AttributeCount is a key or a value, with the number of contacts that have it.
type AttributeCount struct {
	Text     string
	Contacts int64
}

// ContactRef finds one contact. Initiation may be 0; with it the look-up is faster.
type ContactRef struct {
	Scope       metric.Scope
	InstanceARN string // "" searches all instances
	ContactID   connect.ContactID
	Initiation  connect.Millis
}

// ContactDetail is one contact with everything known of it.
type ContactDetail struct {
	Contact    connect.Contact
	Raw        []byte // the newest version's JSON as it arrived; nil when it was lost
	ReceivedAt time.Time
	Source     string
	Versions   int64 // distinct versions received
	Lean       bool  // its details have passed their limit: Raw is what figures are made from
	// Chain is the contacts of the same journey in order of their initiation, this one among them; ChainTotal is how many
	// there are, more than are listed only in a journey too long to be one.
	Chain      []ChainContact
	ChainTotal int64
}

// ChainContact is one contact of a journey. Of a record that is damaged or gone, Record has no more than a ContactRow.
type ChainContact struct {
	ContactRow
	Record  connect.Contact
	Damaged bool
}

// VersionQuery asks for a page of the versions of one contact's record.
type VersionQuery struct {
	ContactRef
	Before string // ContactVersion.Key of the oldest one of the page before, "" for the newest page
	Limit  int    // 1 to 200
}

// ContactVersion is one distinct version of a contact's record. Of one that is damaged or gone, Raw is nil, Received zero
// and Source "".
type ContactVersion struct {
	Key        string // tells it from the other versions of its contact
	LastUpdate connect.Millis
	Received   time.Time
	Source     string
	Raw        []byte // the JSON as it arrived
	Late       bool   // it arrived after a newer one
}

// VersionPage is one page of versions. Total counts all versions of the contact, First is the number of the page's first
// one among them, from 1.
type VersionPage struct {
	Versions []ContactVersion
	First    int64
	Total    int64
}

// RelatedQuery asks for the contacts that one is tied to.
type RelatedQuery struct {
	ContactRef
	Span  time.Duration // how far before and after its initiation the customer's other contacts are looked for
	Limit int           // 1 to 200, of each kind
}

// RelatedContacts are the contacts that one is tied to. Each list has the nearest in time where there are more than the
// limit, in order of initiation.
type RelatedContacts struct {
	// Linked are those that it names as its RelatedContactId and those that name it so, whenever they were.
	Linked      []ContactRow
	LinkedTotal int64
	// Customer are those with the same customer address in the same instance, within From and To (half open).
	Customer      []ContactRow
	CustomerTotal int64
	From, To      time.Time
	// Identified is false where the record has no address, or one that tells no customer from another, such as "anonymous".
	Identified bool
}

// Quarantine is the place of records that could not be decoded. Each is there once, whoever delivers its bytes how often:
// the first delivery is listed, others are duplicates. That holds after a replay too: bytes whose replay failed are still
// listed, and of those that left quarantine everything was counted then, so that they do not come back.
type Quarantine interface {
	// List returns the newest first; after is the Seq of the last one of the page before, 0 for the first page.
	List(ctx context.Context, after uint64, limit int) ([]Quarantined, error)
	// Show returns one with its bytes.
	Show(ctx context.Context, seq uint64) (Quarantined, error)
	// Replayed marks a record as taken out of quarantine; it stays in the journal.
	Replayed(ctx context.Context, seqs ...uint64) error
}

// Quarantined is one record that could not be decoded. Bytes is nil in lists.
type Quarantined struct {
	Seq      uint64
	Source   string
	Received time.Time
	Reason   string
	Size     int64
	Bytes    []byte
	Replayed bool
}

// Unknown is a number that cannot be told now.
const Unknown = -1

// Status is the state of the pipeline into the store.
type Status struct {
	Sources   []SourceStatus
	Instances []InstanceStatus // by ARN and kind
	Appended  uint64           // newest sequence number in the journal
	Projected uint64           // newest sequence number visible to Query
	// ProjectedAt is when that became visible or, while something is not visible, until when all that was received is.
	ProjectedAt    time.Time
	QuarantineOpen int64 // quarantined and not replayed; Unknown while the projection cannot be read
	// TiesByHash counts the pairs of contact and LastUpdateTimestamp of which several different versions came, so that
	// the hash decides between them.
	TiesByHash       int64
	Warnings         []FieldWarning
	Contacts         int64
	JournalBytes     int64
	ProjectionBytes  int64
	OldestInitiation time.Time // of all contacts
	NewestInitiation time.Time
	// Ready says that records are taken and get into the figures. A store may be so without being healthy: what was lost
	// before stays lost until a person looks at it, and nobody is served by doors that are closed meanwhile.
	Ready   bool
	Healthy bool
	Problem string // why it is not healthy, in plain words
}

// SourceStatus is what one source delivered of one kind of record.
type SourceStatus struct {
	Source       string
	Kind         connect.Kind
	Outcome      Outcome
	LastReceived time.Time      // arrival of the newest delivery
	LastEvent    connect.Millis // newest LastUpdateTimestamp or event time in it
	// The first of what is counted. Zero where it came before the store kept that.
	FirstReceived time.Time
	FirstEvent    connect.Millis
}

// InstanceStatus is how far the records of one kind are of an instance, whichever source they came from.
type InstanceStatus struct {
	ARN       string
	Kind      connect.Kind
	LastEvent connect.Millis // as of a source; of agent events the moment at which the newest counts
}

// The sources that end. Every other one is expected to go on delivering.
const (
	ImportSource = "import" // files and bodies that somebody handed over
	ReplaySource = "replay" // records out of quarantine
)

// Stream reports whether the source is expected to go on: its silence means something, and so does how far it is.
func (s SourceStatus) Stream() bool { return s.Source != ImportSource && s.Source != ReplaySource }

// FieldWarning counts accepted records whose field was unusable.
type FieldWarning struct {
	Field  string
	Reason string
	Count  int64
}
