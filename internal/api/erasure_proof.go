package api

import (
	"context"
	"errors"
	"time"

	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/state"
)

// Proofs keeps the proofs of erasures.
type Proofs interface {
	Proofs(ctx context.Context, limit int) ([]erasure.Proof, error)
	Proof(ctx context.Context, id string) (erasure.Proof, error)
}

var _ Proofs = (*state.DB)(nil)

// ErasureProofList is the newest proofs.
type ErasureProofList struct {
	Proofs []ErasureProof `json:"proofs" doc:"The newest first"`
}

// ErasureProof is the record of an erasure that has ended. Whom it is about is not in it, in no form.
type ErasureProof struct {
	ID        string    `json:"id" example:"20261123-k3f9q2ab"`
	Kind      string    `json:"kind" enum:"person,limits" doc:"limits: what was older than its kind is kept"`
	Provider  string    `json:"provider" doc:"What vouches for who, as in the audit log; empty where nobody signs in"`
	Who       string    `json:"who"`
	Reason    string    `json:"reason"`
	Contacts  int       `json:"contacts" doc:"How many ids were named"`
	Customers int       `json:"customers" doc:"How many addresses were named"`
	Begun     time.Time `json:"begun"`
	Ended     time.Time `json:"ended"`

	Result        ErasedCount   `json:"result" doc:"What went. No contact is named, and missing ones are counted alone"`
	Missing       int64         `json:"missing" doc:"Contacts that were named and had no record"`
	Looked        LookedThrough `json:"looked" doc:"What the last look went through, after everything was removed"`
	Views         int           `json:"views" doc:"Saved views that were looked through, when it began"`
	ViewsNaming   int           `json:"views_naming" doc:"Of these, that named whom it was about; that they were deleted is in the audit log"`
	ExportedFiles int           `json:"exported_files" doc:"Files of exports that the server keeps: always none"`
}

// LookedThrough counts what was looked through, all of it.
type LookedThrough struct {
	Segments       int64 `json:"segments" doc:"Files of the journal"`
	ContactRecords int64 `json:"contact_records" doc:"All versions and deliveries"`
	ContactEvents  int64 `json:"contact_events"`
	AgentEvents    int64 `json:"agent_events"`
	Quarantined    int64 `json:"quarantined"`
	Left           int64 `json:"left" doc:"What was found there that had to go: 0, or the erasure would not have ended"`
}

// proofInput names a proof.
type proofInput struct {
	ID string `path:"id" maxLength:"64"`
}

// mostProofs is how many proofs are listed.
const mostProofs = 200

var (
	errNoProofs = refuse(unavailable, "This process keeps no proofs; ask the server that holds the data folder.")
	errNoProof  = refuse(notFound, "There is no such proof of an erasure.")
)

// erasureProofs answers GET /erasure/proofs.
func (s *server) erasureProofs(ctx context.Context, _ *none) (ErasureProofList, error) {
	if s.Proofs == nil {
		return ErasureProofList{}, errNoProofs
	}
	kept, err := s.Proofs.Proofs(ctx, mostProofs)
	if err != nil {
		return ErasureProofList{}, err
	}
	list := ErasureProofList{Proofs: make([]ErasureProof, len(kept))}
	for i := range kept {
		list.Proofs[i] = erasureProof(&kept[i])
	}
	return list, nil
}

// oneProof answers GET /erasure/proofs/{id}.
func (s *server) oneProof(ctx context.Context, in *proofInput) (ErasureProof, error) {
	if s.Proofs == nil {
		return ErasureProof{}, errNoProofs
	}
	kept, err := s.Proofs.Proof(ctx, in.ID)
	if errors.Is(err, state.ErrNoProof) {
		return ErasureProof{}, errNoProof
	}
	return erasureProof(&kept), err
}

func erasureProof(p *erasure.Proof) ErasureProof {
	r := &p.Result
	return ErasureProof{
		ID: p.ID, Kind: string(p.Kind), Provider: p.Provider, Who: p.Who, Reason: p.Reason, Contacts: p.Contacts, Customers: p.Numbers,
		Begun: p.Begun, Ended: p.Ended, Missing: r.Missing, Looked: LookedThrough(r.Looked), Views: p.Views, ViewsNaming: p.Named,
		Result: ErasedCount{
			Contacts: r.Contacts, ContactRecords: r.ContactRecords, ContactEvents: r.ContactEvents, AgentEvents: r.AgentEvents, Quarantined: r.Quarantined,
			Reduced: r.Reduced, Redacted: r.Redacted, Mentions: r.Mentions, MentionedBy: []string{}, Missing: []string{}, Kept: append([]string{}, r.Kept...),
		},
	}
}
