package archive

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/ringside/ringside/internal/awsaccess"
)

// Dial makes a client that never tries again by itself: whoever reads does. Neither who stands for Amazon nor a VPC
// endpoint, which the environment may name, has a host name with a certificate for each bucket.
func Dial(ctx context.Context, access awsaccess.Access) (*s3.Client, error) {
	settings, err := access.Load(ctx, awsaccess.Once)
	if err != nil {
		return nil, err
	}
	return s3.NewFromConfig(settings, func(o *s3.Options) { o.UsePathStyle = o.BaseEndpoint != nil }), nil
}
