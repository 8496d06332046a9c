package kinesis

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"github.com/ringside/ringside/internal/awsaccess"
)

// isExpired says that an iterator is too old: they live for five minutes.
func isExpired(err error) bool {
	_, is := errors.AsType[*types.ExpiredIteratorException](err)
	return is
}

// isThrottled says that the same request succeeds after a pause.
func isThrottled(err error) bool {
	switch awsaccess.Code(err) {
	case "ProvisionedThroughputExceededException", "LimitExceededException", "KMSThrottlingException", "ThrottlingException":
		return true
	}
	return false
}

// isGone says that the stream, or the shard, is not there, or that the checkpoint is none of this shard.
func isGone(err error) bool {
	switch awsaccess.Code(err) {
	case "ResourceNotFoundException", "InvalidArgumentException":
		return true
	}
	return false
}

// advice is what a person can do about an error, "" where nothing is known.
func advice(err error) string {
	switch awsaccess.Code(err) {
	case "ResourceNotFoundException":
		return "check the stream's name, account and Region"
	case "AccessDeniedException":
		return "allow kinesis:DescribeStreamSummary, ListShards, GetShardIterator and GetRecords on the stream, and what fan-out needs besides"
	case "KMSAccessDeniedException", "KMSDisabledException", "KMSInvalidStateException", "KMSNotFoundException":
		return "let this role use the stream's key (kms:Decrypt), and see that the key is enabled"
	case "InvalidArgumentException":
		return "the checkpoint is none of this shard: see whether the stream was made anew"
	}
	return awsaccess.Advice(err)
}
