package archive

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/aws/smithy-go"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/pause"
)

// passing reports whether the same request may succeed a moment later: too much was asked, S3 is at fault, or the connection was cut.
func passing(err error) bool {
	api, answered := errors.AsType[smithy.APIError](err)
	if !answered {
		return true
	}
	switch api.ErrorCode() {
	case "SlowDown", "ThrottlingException", "RequestTimeout", "RequestTimeTooSkewed", "InternalError", "ServiceUnavailable":
		return true
	}
	return api.ErrorFault() == smithy.FaultServer
}

// retried sends a request again, after pauses, while what is wrong may pass.
func retried[Out any](ctx context.Context, request func(context.Context) (*Out, error)) (*Out, error) {
	var p pause.Pause
	for try := 1; ; try++ {
		out, err := request(ctx)
		if err == nil || try == tries || ctx.Err() != nil || !passing(err) {
			return out, err
		}
		if err := p.Wait(ctx); err != nil {
			return nil, err
		}
	}
}

// told adds what a person can do about an error, where that is known.
func told(err error) error {
	if isGone(err) {
		return fmt.Errorf("%w: it was removed, or its name is misspelt (%w)", ErrGone, err)
	}
	advice := map[string]string{
		"NoSuchBucket":       "check the bucket's name",
		"AccessDenied":       "allow s3:ListBucket on the bucket and s3:GetObject on what is in it, and kms:Decrypt on its key",
		"Forbidden":          "allow s3:GetObject on the object, and kms:Decrypt on its key",
		"PermanentRedirect":  "the bucket is in another Region: name it with --region",
		"InvalidObjectState": "the object is in Glacier: restore it first",
		"PreconditionFailed": "it was overwritten while it was read: start again, nothing is counted twice",
	}[awsaccess.Code(err)]
	if advice = cmp.Or(advice, awsaccess.Advice(err)); advice == "" {
		return err
	}
	return fmt.Errorf("%w; %s", err, advice)
}
