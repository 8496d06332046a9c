package amazonconnect

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
)

// Access says where and as whom Amazon Connect is asked.
type Access struct {
	Region   string
	Endpoint string // "" for Amazon's own
	Key      string // access key id; "" for the credentials that the AWS command line would find
	Secret   string
	Profile  string // of the AWS command line's settings; "" for the one that it would take
}

// Dial makes a client that never tries again by itself: each request is paid for from one budget.
func Dial(ctx context.Context, a Access) (*awsconnect.Client, error) {
	options := []func(*config.LoadOptions) error{
		config.WithRegion(a.Region), config.WithRetryer(func() aws.Retryer { return aws.NopRetryer{} }),
	}
	if a.Key != "" {
		options = append(options, config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(a.Key, a.Secret, "")))
	}
	if a.Profile != "" {
		options = append(options, config.WithSharedConfigProfile(a.Profile))
	}
	c, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("load AWS settings: %w", err)
	}
	return awsconnect.NewFromConfig(c, func(o *awsconnect.Options) {
		o.HTTPClient = wholeAnswers{http.Client{Timeout: Patience}}
		if a.Endpoint != "" {
			o.BaseEndpoint = aws.String(a.Endpoint)
		}
	}), nil
}

// wholeAnswers reads each answer to its end before the SDK sees it. The SDK closes a request's body as soon as the answer
// has begun; net/http, if it has not looked for the end of that body by then, gives up the connection with the rest of the
// answer. Over loopback that happened once in some hundred requests.
type wholeAnswers struct{ http.Client }

// largestAnswer is far more than a page of any operation.
const largestAnswer = 16 << 20

// Do implements the SDK's HTTPClient.
func (c wholeAnswers) Do(r *http.Request) (*http.Response, error) {
	answer, err := c.Client.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }() // it was read
	body, err := io.ReadAll(io.LimitReader(answer.Body, largestAnswer))
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, nil
}
