package api

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// dimensionsInput is the parameters of GET /dimensions.
type dimensionsInput struct {
	Dimension string `query:"dimension" required:"true" enum:"queue,channel,agent,routing_profile,subtype,instance,initiation_method,disconnect_reason,system_endpoint,hierarchy_level_1,hierarchy_level_2,hierarchy_level_3,hierarchy_level_4,hierarchy_level_5"`
}

// dimensions answers GET /dimensions: every value that a contact ever had, in the order of its name.
func (s *server) dimensions(ctx context.Context, in *dimensionsInput) (DimensionList, error) {
	dimension := metric.Dimension(in.Dimension)
	answers, err := s.Store.Query(ctx, metric.Question{
		TimeField: metric.ByInitiation, Edges: []int64{earliest.UnixMilli(), latest.UnixMilli()},
		GroupBy: []metric.Dimension{dimension}, Scope: viewer(ctx),
	})
	if err != nil {
		return DimensionList{}, fmt.Errorf("query values of %s: %w", dimension, err)
	}
	list := DimensionList{Values: []DimensionValue{}}
	for _, slice := range answers[0] {
		if key := slice.Keys[0]; key != "" {
			list.Values = append(list.Values, DimensionValue{Value: key, Name: label(dimension, key, slice.Names[0])})
		}
	}
	slices.SortFunc(list.Values, func(a, b DimensionValue) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
	})
	return list, nil
}

// label is what people read: the newest name, or the id where there is none.
func label(dimension metric.Dimension, key, name string) string {
	if name != "" || key == "" {
		return name
	}
	if !dimension.HasARN() {
		return key
	}
	return connect.ResourceID(key)
}

// moment is a time in UTC, nil for none.
func moment(t time.Time) *time.Time { return inZone(t, time.UTC) }
