package duckdb

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/bits-and-blooms/bitset"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/store"
)

// find looks the whole journal through: once for the contacts of customers, once for what has passed the limits, if these are
// wanted, and once for the records.
func (e *erasing) find(ctx context.Context, what store.Erasure) error {
	ids := slices.Clone(what.Contacts)
	search := &customers{addresses: what.Customers, ids: map[connect.ContactID]bool{}, rejected: e.rejected}
	if len(what.Customers) > 0 {
		if err := e.read(ctx, store.ErasureFindsContacts, search.look); err != nil {
			return err
		}
		for id := range search.ids {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	e.state.Erased = e.state.Erased.With(ids...)
	if what.Before != nil {
		if err := e.findExpired(ctx, *what.Before); err != nil {
			return err
		}
	}
	c := newCounting(&e.state.Rules, e.rejected)
	c.addresses, c.own = what.Customers, map[connect.ContactID]bool{}
	if err := e.read(ctx, store.ErasureFindsRecords, c.count); err != nil {
		return err
	}
	e.found, c.result.Contacts = c.found, e.result.Contacts+int64(len(c.own))
	c.result.Looked.Segments, c.result.Looked.Left = int64(e.s.journal.Segments()), int64(c.found.Count())
	for _, id := range ids {
		if !c.own[id] {
			e.result.Missing = append(e.result.Missing, id)
		}
	}
	c.result.Missing, c.result.Kept, c.result.MentionedBy = e.result.Missing, e.result.Kept, append(e.result.MentionedBy, c.result.MentionedBy...)
	e.result = c.result
	return nil
}

// tellEvery is how many records pass between two reports of progress.
const tellEvery = 10_000

// read gives every entry of the journal to fn.
func (e *erasing) read(ctx context.Context, step store.ErasureStep, fn func(journal.Entry)) error {
	total := int64(e.s.journal.Last())
	e.tell(store.ErasureProgress{Step: step, Total: total})
	return e.s.journal.Read(ctx, 0, func(entry journal.Entry) error {
		if entry.Seq%tellEvery == 0 {
			e.tell(store.ErasureProgress{Step: step, Done: int64(entry.Seq), Total: max(total, int64(entry.Seq))})
		}
		fn(entry)
		return nil
	})
}

// customers looks for the contacts of some addresses.
type customers struct {
	addresses []string
	ids       map[connect.ContactID]bool
	rejected  map[uint64]bool // what cannot be decoded and has one of them
}

func (c *customers) look(e journal.Entry) {
	if !holds(e.Data, c.addresses) {
		return
	}
	switch connect.Kind(e.Kind) {
	case connect.KindRejected:
		c.rejected[e.Seq] = true
	case connect.KindContact:
		fact := decodeAgain(connect.Decode, e.Data)
		if fact.Contact != nil && slices.Contains(c.addresses, fact.Contact.CustomerAddress) {
			c.ids[fact.Contact.ContactID] = true
		}
	case connect.KindAgentEvent, connect.KindContactEvent:
	}
}

// holds tells whether a record has one of some texts, also where JSON spells letters as \u002b.
func holds(raw []byte, texts []string) bool {
	if len(texts) == 0 {
		return false
	}
	plain := raw
	if bytes.Contains(raw, []byte(`\u`)) || bytes.Contains(raw, []byte(`\/`)) {
		plain = unescaped(raw)
	}
	return slices.ContainsFunc(texts, func(text string) bool { return bytes.Contains(plain, []byte(text)) })
}

// unescaped is a JSON text with its letters as they are. It is no JSON any more.
func unescaped(raw []byte) []byte {
	var out strings.Builder
	for at := 0; at < len(raw); at++ {
		if raw[at] != '\\' || at+1 == len(raw) {
			out.WriteByte(raw[at])
			continue
		}
		at++
		if raw[at] == 'u' && at+4 < len(raw) {
			if code, err := strconv.ParseUint(string(raw[at+1:at+5]), 16, 16); err == nil {
				out.WriteRune(rune(code))
				at += 4
				continue
			}
		}
		out.WriteByte(raw[at])
	}
	return []byte(out.String())
}

// counting counts the records that do not stay as they are.
type counting struct {
	rules     *erasure.Rules
	sieves    sieves
	rejected  map[uint64]bool
	addresses []string                   // whose mentions are counted
	own       map[connect.ContactID]bool // those with records or events of their own; nil: not asked for
	found     *bitset.BitSet
	result    store.Erased
}

func newCounting(rules *erasure.Rules, rejected map[uint64]bool) *counting {
	return &counting{rules: rules, sieves: newSieves(rules.Before), rejected: rejected, found: bitset.New(0)}
}

// mostMentioned is how many contacts are named that mention an address.
const mostMentioned = 20

func (c *counting) count(e journal.Entry) {
	c.look(connect.Kind(e.Kind))
	rejected := connect.Kind(e.Kind) == connect.KindRejected && c.rejected[e.Seq]
	if !rejected && !c.sieves.pass(e) && !c.rules.Past.Mentioned(e.Data) && !c.rules.Erased.Mentions(e.Data) && !holds(e.Data, c.addresses) && !bytes.Contains(e.Data, []byte(`\u`)) {
		return // most records; one that spells its id by numbers of letters is decoded
	}
	fact, is := factOf(e)
	if !is {
		return
	}
	fate := c.rules.Fate(&fact, e.Received, isLean(e.Note))
	switch {
	case rejected, fate != erasure.Kept && fact.Kind == connect.KindRejected:
		c.result.Quarantined++
	case fate == erasure.Changed && c.rules.Erased.Mentions(fact.Raw):
		c.result.Redacted++
	case fate == erasure.Changed:
		c.result.Reduced++
	case fate == erasure.Kept:
		c.mention(&fact)
		return
	case fact.Contact != nil:
		c.result.ContactRecords++
		c.owner(fate, fact.Contact.ContactID)
	case fact.ContactEvent != nil:
		c.result.ContactEvents++
		c.owner(fate, fact.ContactEvent.ContactID)
	default:
		c.result.AgentEvents++
	}
	c.found.Set(uint(e.Seq))
}

// look counts what is looked through.
func (c *counting) look(kind connect.Kind) {
	of := &c.result.Looked
	switch kind {
	case connect.KindContact:
		of.ContactRecords++
	case connect.KindContactEvent:
		of.ContactEvents++
	case connect.KindAgentEvent:
		of.AgentEvents++
	case connect.KindRejected:
		of.Quarantined++
	}
}

// owner notes whose record it was. Contacts that have passed the limit are counted in the tables: they may be millions.
func (c *counting) owner(fate erasure.Fate, id connect.ContactID) {
	if c.own != nil && fate == erasure.Gone {
		c.own[id] = true
	}
}

// mention notes a record that stays and has one of the addresses.
func (c *counting) mention(fact *connect.Fact) {
	if fact.Contact == nil || !holds(fact.Raw, c.addresses) {
		return
	}
	c.result.Mentions++
	by := c.result.MentionedBy
	if len(by) < mostMentioned && !slices.Contains(by, fact.Contact.ContactID) {
		c.result.MentionedBy = append(by, fact.Contact.ContactID)
	}
}
