package scim

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// list answers with a page of those that a filter matches.
func (h *Handler) list(w http.ResponseWriter, r *http.Request, of ...resources) error {
	return h.page(w, r, r.URL.Query(), of)
}

// search is a list whose questions come in a body (RFC 7644, section 3.4.3).
func (h *Handler) search(w http.ResponseWriter, r *http.Request, of ...resources) error {
	if r.Method != http.MethodPost {
		return notAllowed(w, http.MethodPost)
	}
	var sent struct {
		Attributes         []string `json:"attributes"`
		ExcludedAttributes []string `json:"excludedAttributes"`
		Filter             string   `json:"filter"`
		StartIndex         *int     `json:"startIndex"`
		Count              *int     `json:"count"`
	}
	if err := h.body(w, r, &sent); err != nil {
		return err
	}
	query := url.Values{
		"attributes": {strings.Join(sent.Attributes, ",")}, "excludedAttributes": {strings.Join(sent.ExcludedAttributes, ",")}, "filter": {sent.Filter},
	}
	for name, given := range map[string]*int{"startIndex": sent.StartIndex, "count": sent.Count} {
		if given != nil {
			query.Set(name, strconv.Itoa(*given))
		}
	}
	return h.page(w, r, query, of)
}

func (h *Handler) page(w http.ResponseWriter, r *http.Request, query url.Values, of []resources) error {
	start, wrong := number(query, "startIndex", 1)
	if wrong != nil {
		return wrong
	}
	count, wrong := number(query, "count", listed)
	if wrong != nil {
		return wrong
	}
	p := page{start: max(1, start), count: min(max(0, count), mostListed), shown: []any{}} // RFC 7644, section 3.4.2.4
	for _, one := range of {
		err := p.add(r, query, one)
		if unknown, is := errors.AsType[*fault](err); is && len(of) > 1 && unknown.kind == "invalidFilter" && one.schema() == groups {
			continue // an attribute that users alone have
		}
		if err != nil {
			return err
		}
	}
	return h.answer(w, http.StatusOK, listOf(p.shown, p.total, p.start))
}

// page is a part of a list.
type page struct {
	start, count, total int
	shown               []any
}

// add adds what matches of one type of resources.
func (p *page) add(r *http.Request, query url.Values, of resources) error {
	wanted, wrong := of.schema().partsOf(query)
	if wrong != nil {
		return wrong
	}
	var f filter
	if text := strings.TrimSpace(query.Get("filter")); text != "" {
		if f, wrong = of.schema().parseFilter(text); wrong != nil {
			return wrong
		}
	}
	whole := wanted.wants("members")
	all, err := of.find(r.Context(), f, whole)
	if err != nil {
		return err
	}
	for _, one := range all {
		if f != nil && !f.match(one) {
			continue
		}
		p.total++
		if p.total < p.start || len(p.shown) >= p.count {
			continue
		}
		if whole || of.schema() == users {
			one, _ = versioned(one)
		}
		p.shown = append(p.shown, wanted.of(one))
	}
	return nil
}

// number reads a whole number of a query.
func number(query url.Values, name string, otherwise int) (int, *fault) {
	text := query.Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, wrongValue("%s is no whole number", name)
	}
	return n, nil
}

// get answers with one resource, or that it is as the asker knows it.
func (h *Handler) get(w http.ResponseWriter, r *http.Request, of resources, id string) error {
	wanted, wrong := of.schema().partsOf(r.URL.Query())
	if wrong != nil {
		return wrong
	}
	whole := wanted.wants("members")
	found, err := of.find(r.Context(), compare{place{attribute: find(common, "id")}, "eq", id}, whole)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return errNone
	}
	one := found[0]
	if whole || of.schema() == users {
		var tag string
		one, tag = versioned(one)
		w.Header().Set("ETag", tag)
		if given := r.Header.Get("If-None-Match"); given != "" && matches(given, tag) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	return h.answer(w, http.StatusOK, wanted.of(one))
}

// matches tells whether a list of entity tags has one, weak or strong.
func matches(given, tag string) bool {
	for one := range strings.SplitSeq(given, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// holds refuses a change of what is not as the sender knows it.
func holds(r *http.Request, now object) error {
	if given := r.Header.Get("If-Match"); given != "" && !matches(given, version(now)) {
		return errChange
	}
	return nil
}

func (h *Handler) create(w http.ResponseWriter, r *http.Request, of resources) error {
	wanted, wrong := of.schema().partsOf(r.URL.Query())
	if wrong != nil {
		return wrong
	}
	o, err := h.resource(w, r, of.schema())
	if err != nil {
		return err
	}
	made, what, err := of.create(r.Context(), o)
	if err != nil {
		return err
	}
	return h.changed(w, r, http.StatusCreated, made, what, wanted)
}

func (h *Handler) replace(w http.ResponseWriter, r *http.Request, of resources, id string) error {
	wanted, wrong := of.schema().partsOf(r.URL.Query())
	if wrong != nil {
		return wrong
	}
	o, err := h.resource(w, r, of.schema())
	if err != nil {
		return err
	}
	now, what, err := of.change(r.Context(), id, func(now, said object) (object, error) {
		if active, told := said["active"]; told && o["active"] == nil {
			o["active"] = active // what is not said lets nobody in again
		}
		return o, holds(r, now)
	})
	if err != nil {
		return err
	}
	return h.changed(w, r, http.StatusOK, now, what, wanted)
}

// patch changes a part. Of a group nothing is answered: it may be large, and Entra ID wants it so.
func (h *Handler) patch(w http.ResponseWriter, r *http.Request, of resources, id string) error {
	wanted, wrong := of.schema().partsOf(r.URL.Query())
	if wrong != nil {
		return wrong
	}
	var p patch
	if err := h.body(w, r, &p); err != nil {
		return err
	}
	now, what, err := of.change(r.Context(), id, func(now, said object) (object, error) {
		if err := holds(r, now); err != nil {
			return nil, err
		}
		if err := of.schema().apply(said, p); err != nil {
			return nil, err
		}
		return said, nil
	})
	if err != nil {
		return err
	}
	if of.schema() == groups && wanted.only == nil {
		if err := h.note(r.Context(), w, what); err != nil {
			return err
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return h.changed(w, r, http.StatusOK, now, what, wanted)
}

func (h *Handler) remove(w http.ResponseWriter, r *http.Request, of resources, id string) error {
	what, err := of.remove(r.Context(), id, func(now object) error { return holds(r, now) })
	if err != nil {
		return err
	}
	if err := h.note(r.Context(), w, what); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// changed notes what was done, and answers with what there is now.
func (h *Handler) changed(w http.ResponseWriter, r *http.Request, status int, now object, what []done, wanted parts) error {
	if err := h.note(r.Context(), w, what); err != nil {
		return err
	}
	now, tag := versioned(now)
	w.Header().Set("ETag", tag)
	w.Header().Set("Location", now["meta"].(object)["location"].(string))
	return h.answer(w, status, wanted.of(now))
}
