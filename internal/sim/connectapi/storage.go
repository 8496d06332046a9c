package connectapi

import (
	"maps"
	"regexp"
	"slices"
	"sync"
)

// Storage is where the instance puts what it records: one place for each type of resource.
type Storage struct {
	// Exists tells whether a stream is there to be associated; nil means that all are. It is set before the API serves.
	Exists func(arn string) bool

	mu    sync.Mutex // guards types
	types map[string]storageConfig
}

// Target is the ARN of the stream to which a type of resource, such as AGENT_EVENTS, is sent; "" for none.
func (s *Storage) Target(of string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.types[of].target()
}

// Send has a type of resource sent to a Kinesis stream, as somebody has associated it before.
func (s *Storage) Send(of, stream string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.types == nil {
		s.types = map[string]storageConfig{}
	}
	s.types[of] = storageConfig{AssociationID: newRequestID(), StorageType: "KINESIS_STREAM", KinesisStreamConfig: &streamConfig{stream}}
}

// storageConfig is one place.
type storageConfig struct {
	AssociationID         string `json:"AssociationId"`
	StorageType           string
	S3Config              *s3Config       `json:",omitzero"`
	KinesisStreamConfig   *streamConfig   `json:",omitzero"`
	KinesisFirehoseConfig *firehoseConfig `json:",omitzero"`
}

type s3Config struct {
	BucketName, BucketPrefix string
	EncryptionConfig         *encryptionConfig `json:",omitzero"`
}

type encryptionConfig struct {
	EncryptionType string
	KeyID          string `json:"KeyId"`
}

type streamConfig struct{ StreamArn string }

type firehoseConfig struct{ FirehoseArn string }

func (c storageConfig) target() string {
	switch {
	case c.KinesisStreamConfig != nil:
		return c.KinesisStreamConfig.StreamArn
	case c.KinesisFirehoseConfig != nil:
		return c.KinesisFirehoseConfig.FirehoseArn
	}
	return ""
}

// stores are the types of resource, and what each may be put into.
// Source: Amazon Connect API Reference, "AssociateInstanceStorageConfig" (ResourceType), and Amazon Connect Administrator Guide,
// "Enable data streaming for your instance": contact records by Kinesis or Firehose, agent events by Kinesis alone.
var stores = map[string][]string{
	"CHAT_TRANSCRIPTS": {"S3"}, "CALL_RECORDINGS": {"S3"}, "SCHEDULED_REPORTS": {"S3"}, "ATTACHMENTS": {"S3"}, "CONTACT_EVALUATIONS": {"S3"},
	"SCREEN_RECORDINGS": {"S3"}, "EMAIL_MESSAGES": {"S3"}, "MEDIA_STREAMS": {"KINESIS_VIDEO_STREAM"},
	"CONTACT_TRACE_RECORDS": {"KINESIS_STREAM", "KINESIS_FIREHOSE"}, "AGENT_EVENTS": {"KINESIS_STREAM"},
	"REAL_TIME_CONTACT_ANALYSIS_SEGMENTS": {"KINESIS_STREAM"}, "REAL_TIME_CONTACT_ANALYSIS_CHAT_SEGMENTS": {"KINESIS_STREAM"},
	"REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS": {"KINESIS_STREAM"},
}

var (
	streamARN   = regexp.MustCompile(`^arn:aws[a-z-]*:kinesis:([a-z0-9-]+):[0-9]{12}:stream/[a-zA-Z0-9_.-]{1,128}$`)
	firehoseARN = regexp.MustCompile(`^arn:aws[a-z-]*:firehose:([a-z0-9-]+):[0-9]{12}:deliverystream/[a-zA-Z0-9_.-]{1,64}$`)
)

// storageRequest is what Associate and Update are told.
type storageRequest struct {
	ResourceType  string
	ClientToken   string
	StorageConfig *storageConfig
}

// checkStorage refuses a place that a type of resource cannot be put into.
func (a *api) checkStorage(of string, c *storageConfig) error {
	possible, known := stores[of]
	switch {
	case !known:
		return invalid("%q is no value of ResourceType", of)
	case c == nil:
		return invalid("StorageConfig is required")
	case !slices.Contains(possible, c.StorageType):
		return invalid("%s cannot be stored by %s", of, c.StorageType)
	}
	is := map[string]bool{"S3": c.S3Config != nil, "KINESIS_STREAM": c.KinesisStreamConfig != nil, "KINESIS_FIREHOSE": c.KinesisFirehoseConfig != nil}
	maps.DeleteFunc(is, func(_ string, given bool) bool { return !given })
	if len(is) != 1 || !is[c.StorageType] {
		return invalid("StorageConfig must have the configuration of %s, and no other", c.StorageType)
	}
	return a.checkTarget(c)
}

func (a *api) checkTarget(c *storageConfig) error {
	form := streamARN
	switch c.StorageType {
	case "S3":
		if c.S3Config.BucketName == "" || c.S3Config.BucketPrefix == "" {
			return invalid("BucketName and BucketPrefix are required")
		}
		return nil
	case "KINESIS_FIREHOSE":
		form = firehoseARN
	}
	found := form.FindStringSubmatch(c.target())
	if found == nil || found[1] != a.directory.region {
		return invalid("Invalid ARN: %s", c.target())
	}
	if a.Storage.Exists != nil && !a.Storage.Exists(c.target()) {
		return refuse("InvalidRequestException", "The resource does not exist: %s", c.target())
	}
	return nil
}

func (a *api) associateStorage(c *call) (any, error) {
	var r storageRequest
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	if err := a.checkStorage(r.ResourceType, r.StorageConfig); err != nil {
		return nil, err
	}
	s := a.Storage
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.types[r.ResourceType]; taken {
		return nil, refuse("ResourceConflictException", "%s has a storage configuration already", r.ResourceType)
	}
	if s.types == nil {
		s.types = map[string]storageConfig{}
	}
	r.StorageConfig.AssociationID = newRequestID()
	s.types[r.ResourceType] = *r.StorageConfig
	return struct {
		AssociationID string `json:"AssociationId"`
	}{r.StorageConfig.AssociationID}, nil
}

// associated does something with the association that a request names, by its id and its type.
func (a *api) associated(c *call, do func(of string, is storageConfig) error) error {
	of := c.URL.Query().Get("resourceType")
	if _, known := stores[of]; !known {
		return invalid("%q is no value of resourceType", of)
	}
	s := a.Storage
	s.mu.Lock()
	defer s.mu.Unlock()
	is, there := s.types[of]
	if !there || is.AssociationID != c.PathValue("AssociationId") {
		return refuse("ResourceNotFoundException", "Storage configuration not found")
	}
	return do(of, is)
}

func (a *api) updateStorage(c *call) (any, error) {
	var r storageRequest
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	return nothing, a.associated(c, func(of string, is storageConfig) error {
		if err := a.checkStorage(of, r.StorageConfig); err != nil {
			return err
		}
		r.StorageConfig.AssociationID = is.AssociationID
		a.Storage.types[of] = *r.StorageConfig
		return nil
	})
}

func (a *api) disassociateStorage(c *call) (any, error) {
	return nothing, a.associated(c, func(of string, _ storageConfig) error {
		delete(a.Storage.types, of)
		return nil
	})
}

func (a *api) describeStorage(c *call) (any, error) {
	var found storageConfig
	err := a.associated(c, func(_ string, is storageConfig) error { found = is; return nil })
	return struct{ StorageConfig storageConfig }{found}, err
}

func (a *api) listStorage(c *call) (any, error) {
	of := c.URL.Query().Get("resourceType")
	if _, known := stores[of]; !known {
		return nil, invalid("%q is no value of resourceType", of)
	}
	p, err := c.query()
	if err != nil {
		return nil, err
	}
	a.Storage.mu.Lock()
	defer a.Storage.mu.Unlock()
	all := []storageConfig{}
	if is, there := a.Storage.types[of]; there {
		all = append(all, is)
	}
	page, next, err := cut(c, p, all)
	return struct {
		StorageConfigs []storageConfig
		NextToken      string `json:",omitzero"`
	}{page, next}, err
}

// nothing is the answer of an operation that has none.
var nothing = struct{}{}
