// Package awsaccess says where and as whom Amazon Web Services are asked.
package awsaccess

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go/logging"
)

// Access is where and as whom. Its zero value is what the AWS command line would take.
type Access struct {
	Region   string
	Endpoint string // "" for Amazon's own
	Key      string // access key id; "" for the credentials that the AWS command line would find
	Secret   string
	Profile  string        // of the AWS command line's settings; "" for the one that it would take
	Patience time.Duration // for a connection that gives nothing; 0 is half a minute
}

// Load reads the settings and finds the credentials. Further options come last.
func (a Access) Load(ctx context.Context, more ...func(*config.LoadOptions) error) (aws.Config, error) {
	options := []func(*config.LoadOptions) error{
		config.WithRegion(a.Region), config.WithSharedConfigProfile(a.Profile),
		config.WithHTTPClient(client(cmp.Or(a.Patience, patience))),
		config.WithLogger(logging.Nop{}), // it would write beside our log what its errors say
	}
	if a.Key != "" {
		options = append(options, config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(a.Key, a.Secret, "")))
	}
	c, err := config.LoadDefaultConfig(ctx, append(options, more...)...)
	if err != nil {
		return c, fmt.Errorf("load AWS settings: %w", err)
	}
	if a.Endpoint != "" {
		c.BaseEndpoint = aws.String(a.Endpoint)
	}
	return c, nil
}

// Once is for those who ask again by themselves: the SDK asks once.
func Once(o *config.LoadOptions) error {
	o.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	return nil
}
