package scim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

// Path is where SCIM is, below the address of Ringside.
const Path = "/scim/v2"

const (
	// mostBody is room for a group of some thirty thousand people.
	mostBody = 4 << 20
	// bodiesAtOnce is how many changes, each with its body, are made at once.
	bodiesAtOnce = 8
	// mostListed is the most that one page of a list has, and listed what it has unless more or less is wanted.
	mostListed, listed = 200, 100
)

// Requests of one token, refilled by so many a second: Entra ID wants 25 ("Tutorial: Develop and plan provisioning for a SCIM endpoint").
const (
	perSecond = 50
	atOnce    = 500
)

// Store keeps people and groups of a directory; the application state does.
type Store interface {
	ProvisionedUsers(ctx context.Context, which state.WhichProvisioned) ([]state.ProvisionedUser, error)
	Provision(ctx context.Context, u state.ProvisionedUser) (state.ProvisionedUser, error)
	ChangeProvisioned(ctx context.Context, id string, change func(*state.ProvisionedUser) error) (before, after state.ProvisionedUser, err error)
	Unprovision(ctx context.Context, id string, holds func(state.ProvisionedUser) error) (state.ProvisionedUser, error)
	ProvisionedGroups(ctx context.Context, id string, members bool) ([]state.ProvisionedGroup, error)
	ProvisionGroup(ctx context.Context, g state.ProvisionedGroup) (state.ProvisionedGroup, error)
	ChangeProvisionedGroup(ctx context.Context, id string, change func(*state.ProvisionedGroup) error) (before, after state.ProvisionedGroup, err error)
	UnprovisionGroup(ctx context.Context, id string, holds func(state.ProvisionedGroup) error) (state.ProvisionedGroup, error)
	Audit(ctx context.Context, e state.AuditEntry) error
}

var _ Store = (*state.DB)(nil)

// Options of the handler.
type Options struct {
	PublicURL string // of Ringside, without a slash at its end
	Store     Store
	Now       func() time.Time // nil is time.Now
	Logger    *slog.Logger     // nil logs nothing
}

// Handler answers what is below Path. Package signin puts it where it tells who asks, by access.With.
type Handler struct {
	Options
	bodies    chan struct{} // has room for the changes that are made at once
	strangers rate.Sometimes

	mu     sync.Mutex // guards all below
	tokens map[string]*rate.Limiter
}

// resources are all of one type.
type resources interface {
	schema() *schema
	// find finds all that may match a filter, nil for all; whole: with their members.
	find(ctx context.Context, f filter, whole bool) ([]object, error)
	create(ctx context.Context, o object) (object, []done, error)
	// change lets a resource, as it is shown and as the directory has said it, be changed.
	change(ctx context.Context, id string, change func(now, said object) (object, error)) (object, []done, error)
	remove(ctx context.Context, id string, holds func(now object) error) ([]done, error)
}

// done is an entry for the audit log.
type done struct{ action, subject string }

// New starts nothing.
func New(o Options) *Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Handler{
		Options: o, bodies: make(chan struct{}, bodiesAtOnce), tokens: map[string]*rate.Limiter{}, strangers: rate.Sometimes{Interval: time.Minute},
	}
}

// Deny answers who brings no token that holds, with the cause where that could not be found out.
func (h *Handler) Deny(w http.ResponseWriter, r *http.Request, cause error) {
	if cause != nil {
		h.Logger.Error("tokens cannot be looked up", "request_id", w.Header().Get("X-Request-Id"), "error", cause)
		h.refuse(w, errAway)
		return
	}
	h.strangers.Do(func() {
		h.Logger.Warn("requests refused that bring no valid token; further ones are not logged for a minute")
	})
	// The server reads what is left of a body before it answers; who has no token may not make it wait.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(strangersPatience))
	w.Header().Set("WWW-Authenticate", "Bearer")
	h.refuse(w, errNobody)
}

// strangersPatience is how long the body of a refused request may take to come.
const strangersPatience = 5 * time.Second

// ServeHTTP answers a program whose token holds.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !access.Of(r.Context()).May(access.Provision) {
		h.refuse(w, errRole)
		return
	}
	if !h.limiter(access.Who(r.Context()).Name).AllowN(h.Now(), 1) {
		w.Header().Set("Retry-After", "1")
		h.refuse(w, errMany)
		return
	}
	err := h.route(w, r)
	if err == nil {
		return
	}
	f, ours := faultOf(err)
	request := w.Header().Get("X-Request-Id")
	if !ours {
		h.Logger.Error("request failed", "request_id", request, "token", access.Who(r.Context()).Name, "error", err)
		f = errBroken
	} else if f.status != http.StatusNotFound {
		h.Logger.Warn("request refused", "request_id", request, "token", access.Who(r.Context()).Name, "status", f.status, "type", f.kind)
	}
	h.refuse(w, f)
}

func (h *Handler) limiter(token string) *rate.Limiter {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.tokens[token] == nil {
		h.tokens[token] = rate.NewLimiter(perSecond, atOnce) // as many as tokens were made since the start
	}
	return h.tokens[token]
}

// route finds what a request is about.
func (h *Handler) route(w http.ResponseWriter, r *http.Request) error {
	rest, found := strings.CutPrefix(r.URL.Path, Path+"/")
	what, id, _ := strings.Cut(strings.TrimSuffix(rest, "/"), "/")
	if !found || strings.Contains(id, "/") {
		return errPath
	}
	switch what {
	case "ServiceProviderConfig", "ResourceTypes", "Schemas":
		return h.discover(w, r, what, id)
	case "Users":
		return h.serve(w, r, userResources{h}, id)
	case "Groups":
		return h.serve(w, r, groupResources{h}, id)
	case ".search":
		return h.search(w, r, userResources{h}, groupResources{h})
	case "Bulk", "Me":
		return &fault{http.StatusNotImplemented, "", what + " is not here"}
	}
	return errPath
}

func (h *Handler) serve(w http.ResponseWriter, r *http.Request, of resources, id string) error {
	if id == ".search" {
		return h.search(w, r, of)
	}
	if r.Method != http.MethodGet {
		select {
		case h.bodies <- struct{}{}:
			defer func() { <-h.bodies }()
		default:
			w.Header().Set("Retry-After", "1")
			return errMany
		}
		r = r.WithContext(context.WithoutCancel(r.Context())) // what is done is in the audit log, whoever has gone
	}
	switch {
	case id == "" && r.Method == http.MethodGet:
		return h.list(w, r, of)
	case id == "" && r.Method == http.MethodPost:
		return h.create(w, r, of)
	case id == "":
		return notAllowed(w, http.MethodGet, http.MethodPost)
	case r.Method == http.MethodGet:
		return h.get(w, r, of, id)
	case r.Method == http.MethodPut:
		return h.replace(w, r, of, id)
	case r.Method == http.MethodPatch:
		return h.patch(w, r, of, id)
	case r.Method == http.MethodDelete:
		return h.remove(w, r, of, id)
	}
	return notAllowed(w, http.MethodGet, http.MethodPut, http.MethodPatch, http.MethodDelete)
}

func notAllowed(w http.ResponseWriter, methods ...string) error {
	w.Header().Set("Allow", strings.Join(methods, ", "))
	return &fault{http.StatusMethodNotAllowed, "", "here one can " + strings.Join(methods, ", ")}
}

// body reads a body of bounded size.
func (h *Handler) body(w http.ResponseWriter, r *http.Request, into any) error {
	if kind := r.Header.Get("Content-Type"); kind != "" {
		if media, _, err := mime.ParseMediaType(kind); err != nil || media != "application/scim+json" && media != "application/json" {
			return &fault{http.StatusUnsupportedMediaType, "", "send application/scim+json"}
		}
	}
	if r.Header.Get("Content-Encoding") != "" {
		return &fault{http.StatusUnsupportedMediaType, "", "send it without Content-Encoding"}
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostBody))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return &fault{http.StatusRequestEntityTooLarge, "", "the body is larger than " + strconv.Itoa(mostBody) + " bytes: send several requests"}
	}
	if err != nil {
		return bad("invalidSyntax", "the body could not be read to its end")
	}
	if err := json.Unmarshal(text, into); err != nil {
		return bad("invalidSyntax", "the body is not the JSON that this takes: an object, with values of the right types")
	}
	return nil
}

// resource reads a whole resource.
func (h *Handler) resource(w http.ResponseWriter, r *http.Request, s *schema) (object, error) {
	var sent object
	if err := h.body(w, r, &sent); err != nil {
		return nil, err
	}
	if sent == nil {
		return nil, bad("invalidSyntax", "the body is no object")
	}
	for name, value := range sent {
		if !strings.EqualFold(name, "schemas") {
			continue
		}
		if given, is := value.([]any); is && len(given) > 0 && !containsText(given, s.ID) {
			return nil, bad("invalidSyntax", "schemas do not have %s", s.ID)
		}
	}
	o, err := s.read(sent)
	if err != nil {
		return nil, err
	}
	return o, nil
}

func containsText(all []any, want string) bool {
	for _, one := range all {
		if text, is := one.(string); is && strings.EqualFold(text, want) {
			return true
		}
	}
	return false
}

// answer writes a resource or a list.
func (h *Handler) answer(w http.ResponseWriter, status int, content any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(content); err != nil {
		return err
	}
	header := w.Header()
	header.Set("Content-Type", "application/scim+json")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Length", strconv.Itoa(text.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // who is gone asks again
	return nil
}

// refuse answers in SCIM's own form (RFC 7644, section 3.12).
func (h *Handler) refuse(w http.ResponseWriter, f *fault) {
	content := object{"schemas": []string{errorSchema}, "status": strconv.Itoa(f.status), "detail": f.detail}
	if f.kind != "" {
		content["scimType"] = f.kind
	}
	_ = h.answer(w, f.status, content) // texts always have a JSON form
}

// note adds what was done to the audit log. It is done already: the sender is told that something went wrong where the log cannot take it.
func (h *Handler) note(ctx context.Context, w http.ResponseWriter, all []done) error {
	by := access.Who(ctx)
	for _, one := range all {
		err := h.Store.Audit(ctx, state.AuditEntry{
			Provider: by.Provider, Who: by.Name, Address: by.Address, Action: one.action, Subject: one.subject, Request: w.Header().Get("X-Request-Id"),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (h *Handler) address(s *schema, id string) string {
	return h.PublicURL + Path + s.Endpoint + "/" + id
}
