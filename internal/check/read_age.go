package check

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

const (
	ageOperation = "cloudwatch:GetMetricStatistics"
	// ageWithin is how far back is asked: CloudWatch has a minute some minutes after it is over.
	ageWithin = 15 * time.Minute
)

// age asks how old what is read out of a stream is. Readers by enhanced fan-out are not in it: theirs is a metric of each consumer.
// Source: Amazon Kinesis Data Streams Developer Guide, "Monitor the Amazon Kinesis Data Streams service with Amazon CloudWatch",
// GetRecords.IteratorAgeMilliseconds.
func (c *clients) age(ctx context.Context, stream string) Answer[Age] {
	return ask(ctx, c, ageOperation, stream, func(ctx context.Context) (Age, string, error) {
		now := time.Now()
		out, err := c.watch.GetMetricStatistics(ctx, &cloudwatch.GetMetricStatisticsInput{
			Namespace: aws.String("AWS/Kinesis"), MetricName: aws.String("GetRecords.IteratorAgeMilliseconds"),
			Dimensions: []types.Dimension{{Name: aws.String("StreamName"), Value: &stream}}, Statistics: []types.Statistic{types.StatisticMaximum},
			StartTime: aws.Time(now.Add(-ageWithin)), EndTime: &now, Period: aws.Int32(60),
		})
		if err != nil {
			return Age{}, "", err
		}
		newest := Age{}
		for _, d := range out.Datapoints {
			if d.Timestamp != nil && d.Maximum != nil && d.Timestamp.After(newest.At) {
				newest = Age{Of: time.Duration(*d.Maximum * float64(time.Millisecond)), At: *d.Timestamp}
			}
		}
		if newest.At.IsZero() {
			return newest, "GetRecords.IteratorAgeMilliseconds: no data points", nil
		}
		return newest, text("GetRecords.IteratorAgeMilliseconds Maximum %d at %s", newest.Of.Milliseconds(), moment(newest.At)), nil
	})
}
