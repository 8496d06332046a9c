package api

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// dimensionsInput is the parameters of GET /dimensions.
type dimensionsInput struct {
	Dimension string `query:"dimension" required:"true" example:"queue" doc:"As GET /metrics lists them, or attribute:KEY"`
	Q         string `query:"q" maxLength:"256" doc:"Only values whose name contains this, in whatever case"`
	Limit     int    `query:"limit" minimum:"1" maximum:"10000" default:"10000"`
}

// dimensions answers GET /dimensions: the values that contacts ever had, in the order of their names.
func (s *server) dimensions(ctx context.Context, in *dimensionsInput) (DimensionList, error) {
	dimension := metric.Dimension(in.Dimension)
	if key, is := dimension.Attribute(); is && key != "" {
		return s.attributeValues(ctx, in, key)
	}
	answers, err := s.Store.Query(ctx, metric.Question{
		TimeField: metric.ByInitiation, Edges: []int64{earliest.UnixMilli(), latest.UnixMilli()},
		GroupBy: []metric.Dimension{dimension}, Scope: viewer(ctx),
	})
	if err != nil {
		return DimensionList{}, fmt.Errorf("query values of %s: %w", dimension, err)
	}
	list := DimensionList{Values: []DimensionValue{}}
	for _, slice := range answers[0] {
		key := slice.Keys[0]
		name := label(dimension, key, slice.Names[0])
		if key != "" && strings.Contains(strings.ToLower(name), strings.ToLower(in.Q)) {
			list.Values = append(list.Values, DimensionValue{Value: key, Name: name})
		}
	}
	if dimension == metric.Instance {
		if err := s.addLiveInstances(ctx, in.Q, &list); err != nil {
			return DimensionList{}, err
		}
	}
	slices.SortFunc(list.Values, func(a, b DimensionValue) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
	})
	if len(list.Values) > in.Limit {
		list.Values, list.More = list.Values[:in.Limit], true
	}
	return list, nil
}

// addLiveInstances lists the instances too that only the live board has heard of yet.
func (s *server) addLiveInstances(ctx context.Context, text string, list *DimensionList) error {
	if s.Hub == nil {
		return nil
	}
	now, err := s.Hub.Snapshot(ctx, live.Watch{Scope: viewer(ctx)})
	if err != nil {
		return fmt.Errorf("ask the live board for its instances: %w", err)
	}
	for id, of := range now.Instances {
		name := ""
		if s.Directory != nil {
			name = s.Directory.Name(of.ARN)
		}
		name = label(metric.Instance, of.ARN, name)
		known := slices.ContainsFunc(list.Values, func(v DimensionValue) bool { return connect.InstanceKey(v.Value) == id })
		if !known && connect.InstanceID(of.ARN) != "" && strings.Contains(strings.ToLower(name), strings.ToLower(text)) {
			list.Values = append(list.Values, DimensionValue{Value: of.ARN, Name: name})
		}
	}
	return nil
}

// attributeValues are those of one contact attribute.
func (s *server) attributeValues(ctx context.Context, in *dimensionsInput, key string) (DimensionList, error) {
	page, err := s.Store.Attributes(ctx, store.AttributeQuery{Scope: viewer(ctx), Key: key, Text: in.Q, Limit: in.Limit})
	if err != nil {
		return DimensionList{}, err
	}
	list := DimensionList{Values: []DimensionValue{}, More: page.More}
	for _, found := range page.Found {
		list.Values = append(list.Values, DimensionValue{Value: found.Text, Name: found.Text})
	}
	return list, nil
}

// attributesInput is the parameters of GET /attributes.
type attributesInput struct {
	Q     string `query:"q" maxLength:"256" doc:"Only keys that contain this, in whatever case"`
	After string `query:"after" maxLength:"32768" doc:"Only keys after this one: the last of the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"10000" default:"1000"`
}

// attributes answers GET /attributes: the keys that contacts have, in the order of their bytes.
func (s *server) attributes(ctx context.Context, in *attributesInput) (AttributeList, error) {
	page, err := s.Store.Attributes(ctx, store.AttributeQuery{Scope: viewer(ctx), Text: in.Q, After: in.After, Limit: in.Limit})
	if err != nil {
		return AttributeList{}, err
	}
	list := AttributeList{Attributes: []AttributeKey{}, More: page.More}
	for _, found := range page.Found {
		list.Attributes = append(list.Attributes, AttributeKey{
			Key: found.Text, Dimension: string(metric.OfAttribute(found.Text)), Contacts: found.Contacts,
		})
	}
	return list, nil
}

// label is what people read: the newest name, or the id where there is none; of an instance its Region and the id's beginning.
func label(dimension metric.Dimension, key, name string) string {
	if name != "" || key == "" {
		return name
	}
	if !dimension.HasARN() {
		return key
	}
	if parts := strings.Split(key, ":"); dimension == metric.Instance && len(parts) > 5 && parts[3] != "" {
		id, _, _ := strings.Cut(connect.InstanceID(key), "-")
		return parts[3] + " · " + id
	}
	return connect.ResourceID(key)
}

// moment is a time in UTC, nil for none.
func moment(t time.Time) *time.Time { return inZone(t, time.UTC) }
