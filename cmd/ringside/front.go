package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/acme"
)

// front is where browsers reach the server.
type front struct {
	listener     net.Listener
	tls          *tls.Config        // nil: plain HTTP
	certificates *acme.Certificates // nil: no authority is asked
	plain        net.Listener       // where browsers that come without TLS are sent on; nil: nowhere
	sendOn       *http.Server
}

// openFront opens what is listened at. What it returns serves nothing yet.
func openFront(ctx context.Context, o serveOptions) (_ *front, err error) {
	log := o.log.With("component", "http")
	f := new(front)
	defer func() {
		if err != nil {
			err = errors.Join(err, f.close())
		}
	}()
	if f.tls, err = o.reach.tls(log); err != nil {
		return nil, err
	}
	plain := o.reach.plainAddress(o.Listen)
	if f.certificates, err = o.reach.certificates(o.signIn.PublicURL, o.Data, plain != "", o.log); err != nil {
		return nil, err
	}
	if f.listener, err = listen(ctx, o.Listen, "--listen 127.0.0.1:8081"); err != nil {
		return nil, err
	}
	handler := redirect(o.signIn.PublicURL)
	if f.certificates != nil {
		f.tls = f.certificates.TLS()
		handler = f.certificates.Challenges(handler)
	}
	if plain == "" {
		return f, nil
	}
	if f.plain, err = listen(ctx, plain, "--redirect-listen, or none with --redirect-listen off"); err != nil {
		return nil, err
	}
	f.sendOn = &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	return f, nil
}

// close closes what was opened and is not served.
func (f *front) close() error {
	var errs []error
	for _, l := range []net.Listener{f.listener, f.plain} {
		if l != nil {
			errs = append(errs, l.Close())
		}
	}
	return errors.Join(errs...)
}

// url is the address that is listened at.
func (f *front) url() string {
	if f.tls != nil {
		return "https://" + f.listener.Addr().String()
	}
	return "http://" + f.listener.Addr().String()
}

// serve lets the server answer, and what stands beside it, until ctx ends; the server is ended elsewhere.
func (f *front) serve(ctx context.Context, g *errgroup.Group, server *http.Server) {
	server.TLSConfig = f.tls
	answer := func(with func(net.Listener) error, l net.Listener) func() error {
		return func() error {
			if err := with(l); !errors.Is(err, http.ErrServerClosed) {
				return fmt.Errorf("serve %s: %w", l.Addr(), err)
			}
			return nil
		}
	}
	if f.tls == nil {
		g.Go(answer(server.Serve, f.listener))
	} else {
		g.Go(answer(func(l net.Listener) error { return server.ServeTLS(l, "", "") }, f.listener))
	}
	if f.plain != nil {
		g.Go(answer(f.sendOn.Serve, f.plain))
		g.Go(func() error { <-ctx.Done(); return f.sendOn.Close() })
	}
	if f.certificates != nil {
		g.Go(func() error { return f.certificates.Run(ctx) })
	}
}

// certificatePatience is how long a start waits for the first certificate. The authority asks this server in the meantime.
const certificatePatience = 30 * time.Second

// wait waits until browsers can come, for a while: an authority that does not answer keeps nothing from starting.
func (f *front) wait(ctx context.Context) {
	if f.certificates == nil {
		return
	}
	select {
	case <-f.certificates.Tried():
	case <-time.After(certificatePatience):
	case <-ctx.Done():
	}
}

// plainAddress is where browsers come without TLS; empty: nowhere.
func (f reachFlags) plainAddress(address string) string {
	if f.RedirectListen == "off" {
		return ""
	}
	if host, _, err := net.SplitHostPort(address); err == nil && f.TLSAuto {
		return cmp.Or(f.RedirectListen, net.JoinHostPort(host, "80"))
	}
	return f.RedirectListen
}

// listen opens an address; another says how to choose one.
func listen(ctx context.Context, address, another string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("%w; ports below 1024 need a right: setcap cap_net_bind_service=+ep on the program, or AmbientCapabilities=CAP_NET_BIND_SERVICE in its unit. "+
			"Or choose another with %s", err, another)
	}
	if err != nil {
		return nil, fmt.Errorf("%w; is another Ringside, or another web server, running? Choose another port with %s", err, another)
	}
	return listener, nil
}
