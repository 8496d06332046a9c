package amazonconnect

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"

	"github.com/ringside/ringside/internal/awsaccess"
)

// Access says where and as whom Amazon Connect is asked.
type Access = awsaccess.Access

// Dial makes a client that never tries again by itself: each request is paid for from one budget.
func Dial(ctx context.Context, a Access) (*awsconnect.Client, error) {
	c, err := a.Load(ctx, awsaccess.Once)
	if err != nil {
		return nil, err
	}
	return awsconnect.NewFromConfig(c, func(o *awsconnect.Options) {
		o.HTTPClient = wholeAnswers{c.HTTPClient} // which knows HTTPS_PROXY and AWS_CA_BUNDLE
	}), nil
}

// wholeAnswers reads each answer to its end before the SDK sees it. The SDK closes a request's body as soon as the answer
// has begun; net/http, if it has not looked for the end of that body by then, gives up the connection with the rest of the
// answer. Over loopback that happened once in some hundred requests.
type wholeAnswers struct{ aws.HTTPClient }

// largestAnswer is far more than a page of any operation.
const largestAnswer = 16 << 20

// Do implements the SDK's HTTPClient.
func (c wholeAnswers) Do(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), Patience)
	defer cancel()
	answer, err := c.HTTPClient.Do(r.WithContext(ctx))
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
