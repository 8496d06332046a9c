package awsaccess

import (
	"errors"

	"github.com/aws/smithy-go"
)

// Code is Amazon's word for an error, "" where Amazon did not answer.
func Code(err error) string {
	if api, is := errors.AsType[smithy.APIError](err); is {
		return api.ErrorCode()
	}
	return ""
}
