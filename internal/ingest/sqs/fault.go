package sqs

import (
	"errors"

	"github.com/aws/smithy-go"
)

// advice is what a person can do about an error, "" where nothing is known.
func advice(err error) string {
	api, is := errors.AsType[smithy.APIError](err)
	if !is {
		return ""
	}
	switch api.ErrorCode() {
	case "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue":
		return "check the queue's URL, account and Region"
	case "AccessDenied", "AccessDeniedException":
		return "allow sqs:ReceiveMessage, DeleteMessage, ChangeMessageVisibility and GetQueueAttributes on the queue"
	case "KmsAccessDenied", "KmsDisabled", "KmsInvalidState", "KmsNotFound":
		return "let this role use the queue's key (kms:Decrypt), and see that the key is enabled"
	case "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "SignatureDoesNotMatch":
		return "renew the credentials; nothing is lost meanwhile while the queue keeps its messages"
	}
	return ""
}
