package kinesis

import (
	"context"

	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"

	"github.com/ringside/ringside/internal/awsaccess"
)

// Dial makes a client that never tries again by itself: the reader does.
func Dial(ctx context.Context, access awsaccess.Access) (*awskinesis.Client, error) {
	settings, err := access.Load(ctx, awsaccess.Once)
	if err != nil {
		return nil, err
	}
	return awskinesis.NewFromConfig(settings), nil
}
