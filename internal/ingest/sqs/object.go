package sqs

import (
	"encoding/json"
	"net/url"
	"strings"
)

// object is one of Amazon S3's, as word of it names it.
type object struct{ bucket, key string }

// notice is what may tell of new objects: a notification of S3, with one record for each; the event that S3 gives EventBridge;
// or either within a message of Amazon SNS. Of the test message that S3 sends when a notification is set up, event says so.
//
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
type notice struct {
	Event   string `json:"Event"`
	Service string `json:"Service"`
	Records []struct {
		Source string `json:"eventSource"`
		Name   string `json:"eventName"`
		S3     struct {
			Bucket struct {
				Name string `json:"name"`
			} `json:"bucket"`
			Object struct {
				Key string `json:"key"`
			} `json:"object"`
		} `json:"s3"`
	} `json:"Records"`

	Source     string `json:"source"`
	DetailType string `json:"detail-type"`
	Detail     struct {
		Bucket struct {
			Name string `json:"name"`
		} `json:"bucket"`
		Object struct {
			Key string `json:"key"`
		} `json:"object"`
	} `json:"detail"`

	Type    string `json:"Type"`
	Message string `json:"Message"`
}

// objectsOf lists the objects that a message says were created; false where it is about something else. A message of S3 may name
// none: its test, or word of what was deleted.
func objectsOf(body []byte) (created []object, is bool) {
	var n notice
	if json.Unmarshal(body, &n) != nil {
		return nil, false
	}
	switch {
	case n.Type == "Notification" && n.Message != "":
		return objectsOf([]byte(n.Message))
	case n.Event == "s3:TestEvent" && n.Service == "Amazon S3":
		return nil, true
	case n.Source == "aws.s3":
		if n.DetailType == "Object Created" {
			created = append(created, object{n.Detail.Bucket.Name, n.Detail.Object.Key})
		}
		return created, true
	}
	for _, r := range n.Records {
		if r.Source != "aws:s3" {
			return nil, false
		}
		if !strings.HasPrefix(r.Name, "ObjectCreated:") {
			continue
		}
		key, err := url.QueryUnescape(r.S3.Object.Key) // S3 writes a blank as "+"
		if err != nil {
			return nil, false
		}
		created = append(created, object{r.S3.Bucket.Name, key})
	}
	return created, len(n.Records) > 0
}
