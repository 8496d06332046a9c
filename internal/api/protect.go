package api

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/klauspost/compress/gzhttp"
)

// protect puts around the routes what every request needs, outermost first: a request id, an answer even after a panic,
// measurement, a Host of ours, headers, somebody who is signed in, no orders from foreign pages, compression, and who may ask that.
func (s *server) protect(routes *http.ServeMux) http.Handler {
	h := s.compress(s.admit(routes))
	h = s.refuseForeignOrders(h)
	if s.SignIn != nil {
		h = s.SignIn(h, s.deny)
	} else if s.Around != nil {
		h = s.Around(h)
	}
	h = secure(h)
	h = s.guardHost(h)
	h = s.observe(h)
	h = s.recover(h)
	return identify(h)
}

type requestKey struct{}

// identify gives each request an id of our own; what the sender calls it is not looked at.
func identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := uuid.NewString()
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, id)))
	})
}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// recover answers 500 where a handler panicked before it had answered, and logs where.
func (s *server) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := &recorder{ResponseWriter: w}
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler { //nolint:errorlint // net/http compares so itself
				panic(cause)
			}
			s.Logger.Error("handler panicked", "request_id", requestID(r.Context()), "cause", cause, "stack", string(debug.Stack()))
			if answer.status != 0 {
				panic(http.ErrAbortHandler) // half an answer is no answer: cut the connection
			}
			s.fail(w, r, &fault{kind: internal, public: "Something went wrong here. The log has the details under this request id."})
		}()
		next.ServeHTTP(answer, r)
	})
}

// observe measures each request under its route's pattern; a live stream's length says nothing about speed.
func (s *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		answer := &recorder{ResponseWriter: w}
		next.ServeHTTP(answer, r)
		if r.URL.Path != Prefix+"/live" {
			s.Telemetry.Observe(r.Pattern, r.Method, answer.status, time.Since(began))
		}
	})
}

// recorder remembers the status that was answered.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// guardHost refuses requests that were meant for another host: a foreign page that points its own name at our address
// (DNS rebinding) would otherwise read everything.
func (s *server) guardHost(next http.Handler) http.Handler {
	return s.guard(next, func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, refuse(misdirected, foreignHost)) })
}

const foreignHost = "This server does not answer to that host name. Open it as localhost, or start it with --allowed-host and the name."

// refuser is a door that words even those refusals itself that are not its own: its protocol fixes every answer.
type refuser interface {
	Refuse(w http.ResponseWriter, r *http.Request, status int, reason string)
}

// guardDoor is guardHost for senders: EventBridge drops an event on 421 and comes again on 401, which leaves time to allow
// the name.
func (s *server) guardDoor(door http.Handler) http.Handler {
	return s.guard(door, func(w http.ResponseWriter, r *http.Request) {
		if own, words := door.(refuser); words {
			own.Refuse(w, r, statuses[unauthorised], foreignHost)
			return
		}
		s.fail(w, r, refuse(unauthorised, foreignHost))
	})
}

// guard gives a request to next if it is for a host of ours, and else to refused.
func (s *server) guard(next http.Handler, refused http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if host := hostname(r.Host); !loopback(host) && !s.allows(host) {
			refused(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// allows reports whether a name was allowed by whoever started the server.
func (s *server) allows(host string) bool {
	return slices.ContainsFunc(s.AllowedHosts, func(allowed string) bool { return allowed == "*" || hostname(allowed) == host })
}

// hostname is a Host header without its port, in lower case and without the dot of an absolute name.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
}

// loopback reports whether a host name can only mean this machine (RFC 6761 for localhost and what ends in it).
func loopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}

// policy is what the page may do: load its own files and talk to its own server, nothing else.
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// secure sets the headers that keep an answer from being used for what it is not.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if strings.HasPrefix(r.URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

// refuseForeignOrders keeps pages of other sites from giving orders with a visitor's browser. Programs that are no
// browser send neither Sec-Fetch-Site nor Origin and pass.
func (s *server) refuseForeignOrders(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, refuse(forbidden, "Another site's page may not give orders here."))
	}))
	return protection.Handler(next)
}

// deny answers who is not signed in, or of whom that could not be found out.
func (s *server) deny(w http.ResponseWriter, r *http.Request, cause error) {
	if cause != nil {
		s.fail(w, r, &fault{kind: unavailable, public: "Who is signed in cannot be looked up now. Try again in a moment.", cause: cause})
		return
	}
	s.fail(w, r, refuse(unauthorised, "Nobody is signed in here, or the session has ended. Reload the page to sign in. Programs send a "+
		"token of ringside token; those that deliver or import records, an ingest key."))
}

// compress packs JSON. The live stream and exports must leave at once, and the page's files are packed already.
func (s *server) compress(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.ContentTypes([]string{"application/json", "application/problem+json"}))
	if err != nil {
		panic(err) // the options above are constants
	}
	packed := wrap(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") && r.URL.Path != Prefix+"/live" && r.URL.Path != Prefix+"/export" {
			packed.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
