package main

import (
	"strconv"
	"time"

	"github.com/ringside/ringside/internal/api"
)

// proof prints one proof of an erasure, or the list.
func (c *eraseCommand) proof(s *session, from *client) error {
	if c.Proof == "" {
		var list api.ErasureProofList
		if err := from.get(s.ctx, "/api/v1/erasure/proofs", nil, &list); err != nil {
			return err
		}
		g := grid{header: []string{"id", "kind", "ended", "who", "contacts", "left", "reason"}}
		for _, p := range list.Proofs {
			g.rows = append(g.rows, []string{
				p.ID, p.Kind, p.Ended.Format(time.RFC3339), p.Who, thousands(p.Result.Contacts), strconv.FormatInt(p.Looked.Left, 10), p.Reason,
			})
		}
		return g.write(s.stdout, c.Format, list.Proofs)
	}
	var p api.ErasureProof
	if err := from.get(s.ctx, "/api/v1/erasure/proofs/"+c.Proof, nil, &p); err != nil {
		return err
	}
	g := grid{header: []string{"proof", p.ID}, rows: [][]string{
		{"begun", p.Begun.Format(time.RFC3339)},
		{"ended", p.Ended.Format(time.RFC3339)},
		{"by", p.Who},
		{"why", p.Reason},
		{"named: contacts", strconv.Itoa(p.Contacts)},
		{"named: customers", strconv.Itoa(p.Customers)},
		{"erased: contacts", thousands(p.Result.Contacts)},
		{"erased: contact records, all versions", thousands(p.Result.ContactRecords)},
		{"erased: contact events", thousands(p.Result.ContactEvents)},
		{"erased: agent events", thousands(p.Result.AgentEvents)},
		{"erased: quarantined records", thousands(p.Result.Quarantined)},
		{"without details: contact records", thousands(p.Result.Reduced)},
		{"with a pseudonym: records of others", thousands(p.Result.Redacted)},
		{"looked through: journal segments", thousands(p.Looked.Segments)},
		{"looked through: contact records, all versions", thousands(p.Looked.ContactRecords)},
		{"looked through: contact events", thousands(p.Looked.ContactEvents)},
		{"looked through: agent events", thousands(p.Looked.AgentEvents)},
		{"looked through: quarantined records", thousands(p.Looked.Quarantined)},
		{"looked through: saved views", strconv.Itoa(p.Views)},
		{"saved views that named them", strconv.Itoa(p.ViewsNaming)},
		{"files of exports on the server", strconv.Itoa(p.ExportedFiles)},
		{"left", thousands(p.Looked.Left)},
	}}
	return g.write(s.stdout, c.Format, p)
}
