package sqs

import "github.com/ringside/ringside/internal/awsaccess"

// advice is what a person can do about an error, "" where nothing is known.
func advice(err error) string {
	switch awsaccess.Code(err) {
	case "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue":
		return "check the queue's URL, account and Region"
	case "AccessDenied", "AccessDeniedException":
		return "allow sqs:ReceiveMessage, DeleteMessage, ChangeMessageVisibility and GetQueueAttributes on the queue"
	case "KmsAccessDenied", "KmsDisabled", "KmsInvalidState", "KmsNotFound":
		return "let this role use the queue's key (kms:Decrypt), and see that the key is enabled"
	}
	return awsaccess.Advice(err)
}
