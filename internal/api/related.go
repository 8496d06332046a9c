package api

import (
	"context"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/store"
)

// relatedInput is the parameters of GET /contacts/{contact_id}/related.
type relatedInput struct {
	ContactInput
	Days  int `query:"days" minimum:"1" maximum:"92" default:"30" doc:"How far before and after it the customer's other contacts are looked for"`
	Limit int `query:"limit" minimum:"1" maximum:"200" default:"20" doc:"Of each list"`
}

// related answers GET /contacts/{contact_id}/related.
func (s *server) related(ctx context.Context, in *relatedInput) (RelatedList, error) {
	ref, err := in.ref(ctx)
	if err != nil {
		return RelatedList{}, err
	}
	found, err := s.Store.RelatedContacts(ctx, store.RelatedQuery{
		ContactRef: ref, Span: time.Duration(in.Days) * 24 * time.Hour, Limit: in.Limit,
	})
	if err != nil {
		return RelatedList{}, fmt.Errorf("find related contacts: %w", err)
	}
	return RelatedList{
		Linked: contactItems(found.Linked, time.UTC), LinkedTotal: found.LinkedTotal,
		Customer: contactItems(found.Customer, time.UTC), CustomerTotal: found.CustomerTotal,
		From: found.From, To: found.To, Identified: found.Identified,
	}, nil
}
