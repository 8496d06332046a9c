package selfcheck

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// API is the part of Amazon Connect's API that a check needs; *awsconnect.Client is one.
type API interface {
	GetMetricDataV2(context.Context, *awsconnect.GetMetricDataV2Input, ...func(*awsconnect.Options)) (*awsconnect.GetMetricDataV2Output, error)
	SearchContacts(context.Context, *awsconnect.SearchContactsInput, ...func(*awsconnect.Options)) (*awsconnect.SearchContactsOutput, error)
	DescribeContact(context.Context, *awsconnect.DescribeContactInput, ...func(*awsconnect.Options)) (*awsconnect.DescribeContactOutput, error)
}

// queuesAtOnce is the most queues of one request, of figures and of searches alike.
// Source: Amazon Connect API Reference, "GetMetricDataV2", Filters; "SearchCriteria", QueueIds.
const queuesAtOnce = 100

// theirs asks Amazon Connect about one instance.
type theirs struct {
	api      API
	instance string // ARN
	meter    *amazonconnect.Meter
}

// periods are the lengths of intervals that both sides have.
var periods = map[metric.Every]types.IntervalPeriod{
	metric.Quarter: types.IntervalPeriodFifteenMin, metric.HalfHour: types.IntervalPeriodThirtyMin, metric.Hour: types.IntervalPeriodHour,
	metric.Day: types.IntervalPeriodDay,
}

// figures asks for chosen, of the queues, in the intervals between the edges.
func (t *theirs) figures(ctx context.Context, every metric.Every, zone *time.Location, edges []int64, queues []string) (told, error) {
	all := told{figures: figures{}, untold: map[place][]bool{}}
	names := make([]string, len(chosen))
	for i, m := range chosen {
		names[i] = m.connectName()
	}
	in := &awsconnect.GetMetricDataV2Input{
		ResourceArn: aws.String(t.instance), MaxResults: aws.Int32(100), Groupings: []string{"QUEUE"}, Metrics: asked(names),
		StartTime: aws.Time(time.UnixMilli(edges[0])), EndTime: aws.Time(time.UnixMilli(edges[len(edges)-1])),
		Interval: &types.IntervalDetails{IntervalPeriod: periods[every], TimeZone: aws.String(zone.String())},
	}
	for some := range slices.Chunk(queues, queuesAtOnce) {
		ids, arns := identified(some)
		in.Filters, in.NextToken = []types.FilterV2{{FilterKey: aws.String("QUEUE"), FilterValues: ids}}, nil
		for {
			out, err := amazonconnect.Insist(ctx, t.meter, t.api.GetMetricDataV2, in)
			if err != nil {
				return told{}, fmt.Errorf("get metric data: %w", err)
			}
			for _, result := range out.MetricResults {
				all.take(result, names, arns, edges)
			}
			if in.NextToken = out.NextToken; in.NextToken == nil {
				break
			}
		}
	}
	t.meter.Reset()
	return all, nil
}

// identified are the ids of queues, and their ARNs by id.
func identified(queues []string) (ids []string, arns map[string]string) {
	arns = map[string]string{}
	for _, arn := range queues {
		id := connect.ResourceID(arn)
		arns[id] = arn
		ids = append(ids, id)
	}
	return ids, arns
}

// take notes one result, unless it is of nothing that was asked about. Names are those of the chosen.
func (t told) take(result types.MetricResultV2, names []string, arns map[string]string, edges []int64) {
	arn := arns[connect.ResourceID(result.Dimensions["QUEUE"])] // an id, or an ARN: Amazon's pages do not say
	if arn == "" || result.MetricInterval == nil || result.MetricInterval.StartTime == nil {
		return
	}
	interval, known := slices.BinarySearch(edges, result.MetricInterval.StartTime.UnixMilli())
	if !known || interval == len(edges)-1 {
		return
	}
	at := place{arn, interval}
	row, untold := make([]metric.Figure, len(chosen)), make([]bool, len(chosen))
	for i := range untold {
		untold[i] = true
	}
	for _, c := range result.Collections {
		if c.Metric == nil {
			continue
		}
		i := slices.Index(names, aws.ToString(c.Metric.Name))
		if i < 0 {
			continue
		}
		untold[i] = false
		if c.Value != nil && !math.IsNaN(*c.Value) {
			row[i] = metric.Figure{Value: *c.Value, Valid: true}
		}
	}
	t.figures[at], t.untold[at] = row, untold
}

// asked are the chosen as a request names them.
func asked(names []string) []types.MetricV2 {
	all := make([]types.MetricV2, len(chosen))
	for i, m := range chosen {
		all[i].Name = aws.String(names[i])
		if m.threshold > 0 {
			all[i].Threshold = []types.ThresholdV2{{Comparison: aws.String("LT"), ThresholdValue: aws.Float64(m.threshold)}}
		}
	}
	return all
}

// connectName is Amazon's name of it.
func (m compared) connectName() string {
	found, err := metric.Find(m.spec)
	if err != nil {
		panic(err) // chosen is in the catalogue, or a test fails
	}
	return found.ConnectName
}

// contacts are the ids of those of some queues that ended in a range, by queue.
func (t *theirs) contacts(ctx context.Context, queues []string, from, to time.Time) (map[string][]string, error) {
	all := map[string][]string{}
	in := &awsconnect.SearchContactsInput{
		InstanceId: aws.String(connect.InstanceID(t.instance)), MaxResults: aws.Int32(100),
		TimeRange: &types.SearchContactsTimeRange{
			Type: types.SearchContactsTimeRangeTypeDisconnectTimestamp, StartTime: aws.Time(from), EndTime: aws.Time(to),
		},
	}
	for some := range slices.Chunk(queues, queuesAtOnce) {
		ids, arns := identified(some)
		in.SearchCriteria, in.NextToken = &types.SearchCriteria{QueueIds: ids}, nil
		for {
			out, err := amazonconnect.Insist(ctx, t.meter, t.api.SearchContacts, in)
			if err != nil {
				return nil, fmt.Errorf("search contacts: %w", err)
			}
			for _, c := range out.Contacts {
				// Whether a range has its last moment is not said: ours has not.
				if c.QueueInfo != nil && c.Id != nil && c.DisconnectTimestamp != nil && c.DisconnectTimestamp.Before(to) {
					arn := arns[connect.ResourceID(aws.ToString(c.QueueInfo.Id))]
					all[arn] = append(all[arn], *c.Id)
				}
			}
			if in.NextToken = out.NextToken; in.NextToken == nil {
				break
			}
		}
	}
	t.meter.Reset()
	return all, nil
}

// describe asks for one contact; nil where Amazon Connect has none.
func (t *theirs) describe(ctx context.Context, id string) (*types.Contact, error) {
	out, err := amazonconnect.Insist(ctx, t.meter, t.api.DescribeContact, &awsconnect.DescribeContactInput{
		InstanceId: aws.String(connect.InstanceID(t.instance)), ContactId: aws.String(id),
	})
	switch {
	case amazonconnect.Code(err) == "ResourceNotFoundException":
		return nil, nil //nolint:nilnil // none, as said
	case err != nil:
		return nil, fmt.Errorf("describe a contact: %w", err)
	}
	t.meter.Reset()
	return out.Contact, nil
}
