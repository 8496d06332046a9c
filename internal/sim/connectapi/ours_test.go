package connectapi_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/ingest/current"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

// sent is a request as testdata/requests.py reads it.
type sent struct{ Method, Path, Query, Body string }

// recorder keeps the requests that pass.
type recorder struct {
	http.Handler
	mu   sync.Mutex // guards sent
	sent []sent
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	r.mu.Lock()
	r.sent = append(r.sent, sent{request.Method, request.URL.EscapedPath(), request.URL.RawQuery, string(body)})
	r.mu.Unlock()
	request.Body = io.NopCloser(bytes.NewReader(body))
	r.Handler.ServeHTTP(w, request)
}

// asked is a board that ends the poller once two questions have been answered.
type asked struct {
	times int
	end   context.CancelFunc
}

func (a *asked) Reconcile(context.Context, live.Reading) ([]live.Difference, error) {
	if a.times++; a.times == 2 {
		a.end()
	}
	return nil, nil
}

// TestBotoAcceptsWhatWeAsk holds the requests of our own client, as they leave it, against Amazon's model.
func TestBotoAcceptsWhatWeAsk(t *testing.T) {
	with := python(t)
	ctx, end := context.WithCancel(t.Context())
	defer end()
	r := &recorder{Handler: connectapi.New(connectapi.Options{Centre: wide(150), Key: key, Secret: secret})}
	server := httptest.NewServer(r)
	defer server.Close()
	api, err := amazonconnect.Dial(ctx, amazonconnect.Access{Region: region, Endpoint: server.URL, Key: key, Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	names, err := directory.Open(ctx, directory.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	budget := rate.NewLimiter(4, 4)
	refresher := directory.NewRefresher(directory.RefresherOptions{API: api, Instance: instance, Directory: names, Budget: budget})
	poller := current.New(current.Options{API: api, Instance: instance, Board: &asked{end: end}, Directory: names, Budget: budget})
	ended := make(chan error, 1)
	go func() { ended <- refresher.Run(ctx) }()
	if err := errors.Join(poller.Run(ctx), <-ended, names.Close()); err != nil {
		t.Fatal(err)
	}
	complaints(t, with, "testdata/requests.py", r.sent)
	metrics := func(s sent) bool { return strings.HasPrefix(s.Path, "/metrics/current/") }
	if n := len(r.sent); n < 3 || !slices.ContainsFunc(r.sent, metrics) {
		t.Errorf("%d requests prove nothing: %+v", n, r.sent)
	}
}

// rolled is a board that is told who is there.
type rolled struct{ there int }

func (b *rolled) CallRoll(_ context.Context, r live.Roll) (live.RollOutcome, error) {
	b.there = max(b.there, len(r.Present))
	return live.RollOutcome{}, nil
}

// TestBotoAcceptsHowWeAskForNamesAndPeople is the same for the directory and the roll.
func TestBotoAcceptsHowWeAskForNamesAndPeople(t *testing.T) {
	with := python(t)
	ctx, end := context.WithCancel(t.Context())
	defer end()
	r := &recorder{Handler: connectapi.New(connectapi.Options{Centre: small(nil, nil, present("one", "on")), Key: key, Secret: secret})}
	server := httptest.NewServer(r)
	defer server.Close()
	api, err := amazonconnect.Dial(ctx, amazonconnect.Access{Region: region, Endpoint: server.URL, Key: key, Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	names, err := directory.Open(ctx, directory.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	budget, board := rate.NewLimiter(4, 4), &rolled{}
	refresher := directory.NewRefresher(directory.RefresherOptions{API: api, Instance: instance, Directory: names, Budget: budget})
	ended := make(chan error, 1)
	go func() { ended <- refresher.Run(ctx) }()
	roll := current.NewRoll(current.RollOptions{API: api, Instance: instance, Board: board, Directory: names, Budget: budget})
	if err := roll.Run(ctx); err != nil {
		t.Error(err)
	}
	for _, kind := range directory.Kinds() {
		for changed := names.Changed(); names.Listed(instance, kind).IsZero(); changed = names.Changed() {
			<-changed
		}
	}
	end()
	if err := errors.Join(<-ended, names.Close()); err != nil {
		t.Error(err)
	}
	complaints(t, with, "testdata/requests.py", r.sent)
	if len(r.sent) < 9 || board.there != 1 {
		t.Errorf("%d requests and %d agents prove nothing", len(r.sent), board.there)
	}
}

// TestBotoAcceptsHowWeSayWhereRecordsGo sends contact records one way after the other, each twice, and nowhere in the end.
func TestBotoAcceptsHowWeSayWhereRecordsGo(t *testing.T) {
	with := python(t)
	wall, kept := &patience{}, &connectapi.Storage{}
	r := &recorder{Handler: connectapi.New(connectapi.Options{Centre: small(nil, nil), Key: key, Secret: secret, Wall: wall.now, Storage: kept})}
	server := httptest.NewServer(r)
	defer server.Close()
	api, err := amazonconnect.Dial(t.Context(), amazonconnect.Access{Region: region, Endpoint: server.URL, Key: key, Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	storage := amazonconnect.Storage{API: api, Meter: amazonconnect.NewMeter(rate.NewLimiter(rate.Inf, 1)), Instance: instanceID}
	const records = types.InstanceStorageResourceTypeContactTraceRecords
	for _, to := range []string{
		"arn:aws:kinesis:" + region + ":111122223333:stream/records", "arn:aws:firehose:" + region + ":111122223333:deliverystream/records", "",
	} {
		for range 2 {
			wall.pass(3 * time.Second)
			if err := storage.Send(t.Context(), records, to); err != nil {
				t.Fatal(err)
			}
			is, err := storage.Target(t.Context(), records)
			if err != nil || is.ARN != to || kept.Target("CONTACT_TRACE_RECORDS") != to {
				t.Errorf("sent to %q, Amazon Connect says %+v, %v", to, is, err)
			}
		}
	}
	const encrypting = "arn:aws:kms:" + region + ":111122223333:key/1"
	if _, err := api.AssociateInstanceStorageConfig(t.Context(), &awsconnect.AssociateInstanceStorageConfigInput{
		InstanceId: aws.String(instanceID), ResourceType: types.InstanceStorageResourceTypeChatTranscripts,
		StorageConfig: &types.InstanceStorageConfig{StorageType: types.StorageTypeS3, S3Config: &types.S3Config{
			BucketName: aws.String("chats"), BucketPrefix: aws.String("c"),
			EncryptionConfig: &types.EncryptionConfig{EncryptionType: types.EncryptionTypeKms, KeyId: aws.String(encrypting)},
		}},
	}); err != nil {
		t.Fatal(err)
	}
	wall.pass(3 * time.Second)
	if keys, err := storage.Keys(t.Context()); err != nil || !slices.Equal(keys, []string{encrypting}) {
		t.Errorf("the keys of the instance are %v, %v", keys, err)
	}
	complaints(t, with, "testdata/requests.py", r.sent)
}
