package check

// Code names what a finding says. The page has words for each in other languages.
type Code string

// Codes, in the order in which records travel.
const (
	CredentialsKnown   Code = "credentials_known"
	CredentialsRefused Code = "credentials_refused"
	AccountDiffers     Code = "account_differs"
	RegionNone         Code = "region_none"
	ClockRight         Code = "clock_right"
	ClockOff           Code = "clock_off"
	NotAllowed         Code = "not_allowed"
	DeniedByBoundary   Code = "denied_by_boundary"
	DeniedByPolicy     Code = "denied_by_policy"
	DeniedFromAbove    Code = "denied_by_organisation"
	NotAnswered        Code = "not_answered"

	InstanceNotNamed  Code = "instance_not_named"
	InstanceActive    Code = "instance_active"
	InstanceMissing   Code = "instance_missing"
	InstanceNotActive Code = "instance_not_active"

	RecordsSent        Code = "contact_records_sent"
	RecordsNowhere     Code = "contact_records_nowhere"
	RecordsElsewhere   Code = "contact_records_elsewhere"
	AgentsSent         Code = "agent_events_sent"
	AgentsNowhere      Code = "agent_events_nowhere"
	AgentsElsewhere    Code = "agent_events_elsewhere"
	StreamActive       Code = "stream_active"
	StreamMissing      Code = "stream_missing"
	StreamNotActive    Code = "stream_not_active"
	StreamNotFed       Code = "stream_not_fed"
	StreamRegion       Code = "stream_region"
	KeyKnown           Code = "key_known"
	KeyNotKnown        Code = "key_not_known"
	KeyOfAWS           Code = "key_of_aws"
	KeyOff             Code = "key_off"
	ShardsLeft         Code = "shards_left"
	ShardsUsedUp       Code = "shards_used_up"
	AgeInTime          Code = "age_in_time"
	AgeBehind          Code = "age_behind"
	ReadingInTime      Code = "reading_in_time"
	ReadingBehind      Code = "reading_behind"
	ReadingNearEnd     Code = "reading_near_end"
	ReadingLoses       Code = "reading_loses"
	ReadingFails       Code = "reading_fails"
	RuleRight          Code = "rule_right"
	RuleNone           Code = "rule_none"
	RuleOff            Code = "rule_off"
	RulePattern        Code = "rule_pattern"
	RuleFilters        Code = "rule_filters"
	TargetTransforms   Code = "target_transforms"
	TargetNoLetters    Code = "target_no_dead_letters"
	QueueWorks         Code = "queue_works"
	QueueMissing       Code = "queue_missing"
	QueueDeep          Code = "queue_deep"
	QueueClosed        Code = "queue_closed"
	QueueKeyOfAWS      Code = "queue_key_of_aws"
	QueueNoLetters     Code = "queue_no_dead_letters"
	DeadLetters        Code = "dead_letters"
	RecordsCame        Code = "contact_records_came"
	RecordsNever       Code = "contact_records_never"
	AgentsCame         Code = "agent_events_came"
	AgentsNever        Code = "agent_events_never"
	EventsCame         Code = "contact_events_came"
	EventsNever        Code = "contact_events_never"
	InQuarantine       Code = "in_quarantine"
	ArrivalsNotKnown   Code = "arrivals_not_known"
	AmazonConnectQuota Code = "amazon_connect_quota"
	NothingAsked       Code = "nothing_asked"
)

type explanation struct {
	severity       Severity
	summary, cause string
}

// explained has each code.
//
// Sources: Amazon Connect Administrator Guide, "Enable data streaming for your instance", "Agent event streams in Amazon Connect", "Amazon
// Connect contact events"; Amazon EventBridge User Guide, "Permissions for Amazon EventBridge targets", "Using dead-letter queues to process
// undelivered events", "Amazon EventBridge rules", and "Encrypted Amazon SQS queues" (AWS managed keys).
var explained = map[Code]explanation{
	CredentialsKnown:   {Fine, "AWS knows the credentials.", ""},
	CredentialsRefused: {Wrong, "AWS does not take the credentials, or there are none.", "Nothing can be read with them: no stream, no queue, no name."},
	AccountDiffers:     {Warning, "The credentials are of another account than the instance.", "What is named without an account is looked for in the credentials' own one."},
	RegionNone:         {Wrong, "No Region is set.", "Streams and queues are of a Region; without one they are not found."},
	ClockRight:         {Fine, "This machine's clock agrees with Amazon's.", ""},
	ClockOff:           {Wrong, "This machine's clock differs from Amazon's by more than a minute.", "Waiting times and ages are wrong by that, and from five minutes on AWS refuses every request."},
	NotAllowed:         {CannotTell, "This could not be looked at: the credentials are not allowed to.", "A permission is missing, or a policy denies it; Amazon's words say which."},
	DeniedByBoundary:   {CannotTell, "This could not be looked at: the permissions boundary of the caller does not allow it.", "What a boundary does not allow, no other policy can: the boundary needs the statement as well."},
	DeniedByPolicy:     {CannotTell, "This could not be looked at: a policy of the caller, or of its session, forbids it.", "A statement that allows it changes nothing while another one denies it. Amazon's words say which kind of policy it is."},
	DeniedFromAbove:    {CannotTell, "This could not be looked at: a policy of the AWS organisation forbids it.", "No policy of this account can allow it. Ask who runs the AWS organisation."},
	NotAnswered:        {CannotTell, "This could not be looked at: AWS did not answer it.", "Amazon's words, or what was in the way, stand beside it."},

	InstanceNotNamed:  {CannotTell, "No Amazon Connect instance is named, so nobody asked where it sends its records.", "Name it with --connect-instance."},
	InstanceActive:    {Fine, "The instance is there and active.", ""},
	InstanceMissing:   {Wrong, "There is no such Amazon Connect instance in this account and Region.", "Its ARN was mistyped, or the credentials are of another account."},
	InstanceNotActive: {Wrong, "The instance is not active.", "Amazon Connect is still making it, or could not."},

	RecordsSent:      {Fine, "The instance sends contact records to where they are taken from.", ""},
	RecordsNowhere:   {Wrong, "The instance sends contact records nowhere.", "Data streaming of contact records is not switched on. Records of contacts that end meanwhile are not sent later."},
	RecordsElsewhere: {Warning, "The instance sends contact records to a stream that is not read here.", "Unless another service brings them on to Ringside, they do not come. An instance has one target for contact records: read that stream, or change the target."},
	AgentsSent:       {Fine, "The instance sends agent events to where they are taken from.", ""},
	AgentsNowhere:    {Wrong, "The instance sends agent events nowhere.", "Streaming of agent events is not switched on: who is there, and what agents did, is not known."},
	AgentsElsewhere:  {Warning, "The instance sends agent events to a stream that is not read here.", "Unless another service brings them on to Ringside, they do not come. An instance has one target for agent events: read that stream, or change the target."},
	StreamActive:     {Fine, "The stream is there and active.", ""},
	StreamMissing:    {Wrong, "There is no such stream.", "It was deleted, or its name, account or Region is another one. Amazon Connect does not say so when it cannot write."},
	StreamNotActive:  {Warning, "The stream is not active yet, or not any more.", "While it is made nothing can be written; while it is deleted everything in it goes."},
	StreamNotFed:     {Warning, "This stream is read, but none of the named instances sends to it.", "The instance's target is another stream, or records come by another service, or of an instance that is not named."},
	StreamRegion:     {Warning, "The stream is in another Region than the instance.", "Amazon Connect writes to streams of its own Region alone: records come into this one only if another service brings them over."},
	KeyKnown:         {Fine, "Amazon Connect may write into the encrypted stream: the instance knows its key.", ""},
	KeyNotKnown:      {Wrong, "The stream is encrypted by a key that the instance does not know.", "Amazon Connect then cannot write into it, and says so nowhere. The key must be one that the instance uses for recordings, transcripts or reports."},
	KeyOfAWS:         {Wrong, "The stream is encrypted by a key that AWS manages.", "Amazon Connect cannot use that key, and says so nowhere. A customer managed key is needed that the instance knows, or none."},
	KeyOff:           {Wrong, "The key of the stream is not enabled.", "Nothing can be written or read until it is."},
	ShardsLeft:       {Fine, "The account may have more shards.", ""},
	ShardsUsedUp:     {Warning, "The account has as many shards as it may.", "A stream that has to grow cannot."},
	AgeInTime:        {Fine, "Whoever reads the stream is not behind, by CloudWatch.", ""},
	AgeBehind:        {Warning, "Whoever reads the stream is more than a minute behind, by CloudWatch.", "CloudWatch counts all readers of a stream together. How far Ringside's own is, the server knows: ringside check --server http://127.0.0.1:8080"},
	ReadingInTime:    {Fine, "The stream is read to its end.", ""},
	ReadingBehind:    {Warning, "Reading the stream is more than a minute behind.", "More comes in than is read, or the stream was begun at its oldest record and is being caught up with."},
	ReadingNearEnd:   {Warning, "Reading is behind by more than half of the time for which the stream keeps records.", "What is not reached in time goes out of the stream unread. After a start at the oldest record that is so for a while; otherwise keep records for longer."},
	ReadingLoses:     {Wrong, "Records have gone out of the stream before they were read.", "A shard ended, and what was in it is no longer kept. They can be fetched where they were archived."},
	ReadingFails:     {Wrong, "The stream or queue cannot be read.", "The reader's own words say why; it tries again by itself."},

	RuleRight:        {Fine, "An EventBridge rule sends contact events of all kinds.", ""},
	RuleNone:         {Wrong, "No EventBridge rule sends contact events to the queue.", "Amazon Connect puts contact events on the account's default bus; without a rule nobody gets them. Other buses were not looked at."},
	RuleOff:          {Wrong, "The EventBridge rule is switched off.", "Events that come meanwhile are not sent later."},
	RulePattern:      {Wrong, "The rule's pattern does not match contact events as Amazon Connect sends them.", "Patterns are case-sensitive: the fields of an event's detail begin with a small letter, as in eventType, and its values are in capitals."},
	RuleFilters:      {Warning, "The rule's pattern asks for fields inside of events.", "Amazon Connect spells some of them otherwise in some events, and those are then missed. Match source and detail-type alone."},
	TargetTransforms: {Wrong, "The rule sends something else than the event.", "An input, input path or transformer replaces the event's own JSON, which Ringside cannot read then."},
	TargetNoLetters:  {Warning, "The rule's target has no dead-letter queue.", "What EventBridge cannot deliver within a day is dropped without a trace."},
	QueueWorks:       {Fine, "The queue is there and empty enough.", ""},
	QueueMissing:     {Wrong, "There is no such queue.", "Its URL, account or Region is another one, or it was deleted."},
	QueueDeep:        {Warning, "More than a thousand messages wait in the queue.", "They are not taken, or more slowly than they come."},
	QueueClosed:      {Wrong, "The queue's policy does not let EventBridge send into it.", "The rule cannot deliver: the policy has no statement that allows it sqs:SendMessage for this rule."},
	QueueKeyOfAWS:    {Wrong, "The queue is encrypted by a key that AWS manages.", "EventBridge cannot use that key, and drops events. Use encryption by SQS itself, or a key of your own that EventBridge may use."},
	QueueNoLetters:   {Warning, "The queue has no dead-letter queue.", "A message that cannot be stored comes again until the queue drops it."},
	DeadLetters:      {Wrong, "Messages lie in the dead-letter queue.", "They were received too often without being stored, or EventBridge could not deliver them. They are not in the figures."},

	RecordsCame:        {Fine, "Contact records have come.", ""},
	RecordsNever:       {Warning, "No contact record has ever come.", "The first one comes a minute or two after a contact has ended."},
	AgentsCame:         {Fine, "Agent events have come.", ""},
	AgentsNever:        {Warning, "No agent event has ever come.", "An agent who is signed in causes one every two minutes at least."},
	EventsCame:         {Fine, "Contact events have come.", ""},
	EventsNever:        {Warning, "No contact event has ever come.", "Without them the live board does not know who waits."},
	InQuarantine:       {Warning, "Records lie in quarantine.", "They could not be decoded, and are not in the figures."},
	ArrivalsNotKnown:   {CannotTell, "What has come, and how far reading is, is known to the server alone.", "Ask it: ringside check --server http://127.0.0.1:8080"},
	AmazonConnectQuota: {Warning, "Amazon Connect has refused requests since the start because the account's quota was used up.", "The quota is shared with every other tool of the account. What is shown is fresh a little later."},
	NothingAsked:       {CannotTell, "AWS was not asked: nothing of it is named here.", "Records come by Firehose and EventBridge to Ringside's own address, or by import. Name instance, streams and queues to have them looked at."},
}

// Codes are all there are.
func Codes() map[Code]bool {
	all := make(map[Code]bool, len(explained))
	for code := range explained {
		all[code] = true
	}
	return all
}
