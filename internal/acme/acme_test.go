package acme

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/peertest"
)

const name = "ringside.example.test"

// site is a server that speaks TLS by certificates of an authority, and answers in plain text beside that.
type site struct {
	*Certificates
	t     *testing.T
	log   *logged
	tls   string // address
	ports peertest.PebbleOptions
	end   func()
}

// open opens the ports of a site, whose Run begins with start.
func open(t *testing.T, folder string) *site {
	t.Helper()
	s := &site{t: t, log: new(logged), end: func() {}}
	s.Certificates = New(Options{Name: name, Folder: folder, Plain: true, Secure: true, Logger: slog.New(slog.NewTextHandler(s.log, nil))})
	secure := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), TLSConfig: s.TLS(), ErrorLog: slog.NewLogLogger(slog.DiscardHandler, 0)}
	plain := &http.Server{Handler: s.Challenges(http.NotFoundHandler())}
	listen := func(server *http.Server, serve func(net.Listener) error) *net.TCPAddr {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		var served sync.WaitGroup
		served.Go(func() { _ = serve(l) }) // until it is closed
		t.Cleanup(func() { _ = server.Close(); served.Wait() })
		return l.Addr().(*net.TCPAddr)
	}
	at := listen(secure, func(l net.Listener) error { return secure.ServeTLS(l, "", "") })
	s.tls, s.ports.TLSPort = at.String(), at.Port
	s.ports.HTTPPort = listen(plain, plain.Serve).Port
	return s
}

// start begins to get certificates of an authority, until end or the end of the test.
func (s *site) start(a *peertest.Pebble) {
	s.t.Helper()
	text, err := os.ReadFile(a.DirectoryRoot)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Directory, s.Roots = a.Directory, x509.NewCertPool()
	s.Roots.AppendCertsFromPEM(text)
	ctx, cancel := context.WithCancel(context.WithoutCancel(s.t.Context()))
	var running sync.WaitGroup
	running.Go(func() {
		if err := s.Run(ctx); err != nil {
			s.t.Error(err)
		}
	})
	s.end = func() { cancel(); running.Wait() }
	s.t.Cleanup(s.end)
}

// serial is that of the certificate by which a browser that believes the authority is answered under a name.
func (s *site) serial(a *peertest.Pebble, asked string) (string, error) {
	state, err := s.shown(a, asked)
	if err != nil {
		return "", err
	}
	return state.PeerCertificates[0].SerialNumber.String(), nil
}

func (s *site) shown(a *peertest.Pebble, asked string) (tls.ConnectionState, error) {
	conn, err := tls.Dial("tcp", s.tls, &tls.Config{RootCAs: a.Root, ServerName: asked})
	if err != nil {
		return tls.ConnectionState{}, err
	}
	defer conn.Close()
	return conn.ConnectionState(), nil
}

// wait waits until something has come about.
func (s *site) wait(what string, done func() bool) {
	s.t.Helper()
	pace := time.NewTicker(20 * time.Millisecond)
	defer pace.Stop()
	for deadline := time.Now().Add(2 * time.Minute); !done(); <-pace.C {
		if time.Now().After(deadline) {
			s.t.Fatalf("%s: not in two minutes\n%s", what, s.log)
		}
	}
}

func TestACertificateIsObtainedByEitherWay(t *testing.T) {
	t.Parallel()
	for way, shut := range map[string]func(*site){
		"http-01":     func(s *site) { s.Secure = false },
		"tls-alpn-01": func(s *site) { s.Plain = false },
	} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			folder := filepath.Join(t.TempDir(), "tls")
			s := open(t, folder)
			shut(s)
			a := peertest.StartPebble(t, s.ports)
			if _, err := s.serial(a, name); err == nil {
				t.Error("a certificate that nobody was asked for")
			}
			s.start(a)
			<-s.Tried()
			if _, err := s.serial(a, name); err != nil {
				t.Fatalf("%v\n%s", err, s.log)
			}
			for _, foreign := range []string{"evil.example.test", "www." + name, "localhost"} {
				if _, err := s.serial(a, foreign); err == nil || strings.Contains(err.Error(), "certificate is valid for") {
					t.Errorf("asked as %s: %v, want no certificate at all", foreign, err)
				}
			}
			if log := s.log.String(); strings.Count(log, "asking for") != 1 {
				t.Errorf("more than the one certificate was asked for\n%s", log)
			}
			onlyOwner(t, folder)
		})
	}
}

// onlyOwner tells whether a folder with all that is in it is its owner's alone.
func onlyOwner(t *testing.T, folder string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(folder, func(path string, of fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := of.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if of.IsDir() {
			want = 0o700
		} else {
			files++
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s is %v, want %v", path, info.Mode().Perm(), want)
		}
		return nil
	})
	if err != nil || files != 2 {
		t.Errorf("%d files, want the certificate and the key of the account: %v", files, err)
	}
}

func TestACertificateIsRenewedBeforeItEnds(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	s.ports.Validity = 30 * time.Second
	s.look = time.Second
	a := peertest.StartPebble(t, s.ports)
	s.start(a)
	s.renewed(a, func(tls.ConnectionState) {})
}

func TestACertificateIsRenewedWhenItsAuthorityWantsIt(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	s.look = 100 * time.Millisecond
	a := peertest.StartPebble(t, s.ports) // for ninety days
	s.start(a)
	s.renewed(a, func(of tls.ConnectionState) { a.WantRenewed(of.PeerCertificates[0]) })
}

// renewed waits until browsers, which are answered all the time, are shown another certificate than the first.
func (s *site) renewed(a *peertest.Pebble, meanwhile func(tls.ConnectionState)) {
	s.t.Helper()
	<-s.Tried()
	first, err := s.shown(a, name)
	if err != nil {
		s.t.Fatalf("%v\n%s", err, s.log)
	}
	meanwhile(first)
	s.wait("renewed", func() bool {
		serial, err := s.serial(a, name)
		if err != nil {
			s.t.Fatalf("while it is renewed: %v\n%s", err, s.log)
		}
		return serial != first.PeerCertificates[0].SerialNumber.String()
	})
}

// outlived is a site whose certificate is kept in a folder for another quarter of a minute, and what gave it, which is gone.
func outlived(t *testing.T, folder string) (*site, *peertest.Pebble) {
	t.Helper()
	s := open(t, folder)
	s.ports.Validity = 15 * time.Second
	a := peertest.StartPebble(t, s.ports)
	s.start(a)
	<-s.Tried()
	s.end()
	a.Stop()
	return s, a
}

func TestACertificateOutlivesItsAuthority(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	before, a := outlived(t, folder)
	first, err := before.serial(a, name)
	if err != nil {
		t.Fatalf("%v\n%s", err, before.log)
	}

	s := open(t, folder)
	s.start(a)
	<-s.Tried()
	if again, err := s.serial(a, name); err != nil || again != first {
		t.Errorf("without the authority: %s, %v, want %s", again, err, first)
	}
	s.wait("renewal has failed", func() bool { return strings.Contains(s.log.String(), "stays in use") })
	if !strings.Contains(s.log.String(), "does not reach "+a.Directory) {
		t.Errorf("the log does not say why\n%s", s.log)
	}
}

// An authority that lost what it knew refuses an order that names a certificate which it does not know as replaced. What is kept is
// moved to where that of another Pebble is kept, so that this one is asked to replace what it never gave.
func TestACertificateThatItsAuthorityHasForgottenIsRenewed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	before, a := outlived(t, folder)

	s := open(t, folder)
	s.look = time.Second
	other := peertest.StartPebble(t, s.ports)
	s.Directory = other.Directory
	if err := os.Rename(filepath.Dir(before.file(certificateFile)), filepath.Dir(s.file(certificateFile))); err != nil {
		t.Fatal(err)
	}
	s.start(other)
	<-s.Tried()
	if _, err := s.serial(a, name); err != nil {
		t.Fatalf("the certificate that is kept is not used: %v\n%s", err, s.log)
	}
	s.wait("asked", func() bool { return strings.Contains(s.log.String(), "asking for") })
	s.wait("answered", func() bool {
		return strings.Contains(s.log.String(), "has given") || strings.Contains(s.log.String(), "stays in use")
	})
	if _, err := s.serial(other, name); err != nil {
		t.Errorf("not renewed at the first try: %v\n%s", err, s.log)
	}
}

func TestACertificateThatCannotBeUsedIsAskedForAnew(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := open(t, folder)
	a := peertest.StartPebble(t, s.ports)
	s.Directory = a.Directory
	if err := os.MkdirAll(filepath.Dir(s.file(certificateFile)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.file(certificateFile), []byte("half of"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.start(a)
	<-s.Tried()
	if _, err := s.serial(a, name); err != nil || !strings.Contains(s.log.String(), "cannot be used") {
		t.Errorf("%v\n%s", err, s.log)
	}
}

func TestWhoIsNotReachedIsToldWhatToDo(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	s.pause = 50 * time.Millisecond
	other := s.ports
	other.HTTPPort, other.TLSPort = 1, 1
	a := peertest.StartPebble(t, other) // asks where nobody is
	s.start(a)
	<-s.Tried()
	if _, err := s.serial(a, name); err == nil {
		t.Error("a certificate without a proof")
	}
	if got := s.log.String(); !strings.Contains(got, "port 80 of "+name+" must lead to --redirect-listen, or port 443 to --listen") {
		t.Errorf("the log does not say what to do\n%s", got)
	}
	again := strings.Count(s.log.String(), "there is no certificate yet")
	s.wait("tried again", func() bool { return strings.Count(s.log.String(), "there is no certificate yet") > again })
}

func TestWhenACertificateIsDue(t *testing.T) {
	t.Parallel()
	day := 24 * time.Hour
	from := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	leaf := &x509.Certificate{NotBefore: from, NotAfter: from.Add(60 * day)}
	for _, c := range []struct {
		wanted time.Time
		want   time.Duration // after from
	}{
		{time.Time{}, 40 * day}, {from.Add(42 * day), 42 * day}, {from.Add(-day), -day}, {from.Add(58 * day), 45 * day}, {from.Add(400 * day), 45 * day},
	} {
		if got := due(leaf, c.wanted).Sub(from); got != c.want {
			t.Errorf("wanted %v: %v, want %v", c.wanted, got, c.want)
		}
	}
}

func TestPausesGrow(t *testing.T) {
	t.Parallel()
	c := New(Options{Name: name})
	for _, test := range []struct {
		err  error
		want []time.Duration
	}{
		{fs.ErrPermission, []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour}},
		{refused("dns"), []time.Duration{10 * time.Minute, 20 * time.Minute, 40 * time.Minute, time.Hour, time.Hour}},
	} {
		var pause time.Duration
		for i, want := range test.want {
			if pause = c.nextPause(pause, test.err); pause != want {
				t.Errorf("%v, pause %d: %v, want %v", test.err, i, pause, want)
			}
		}
	}
}

func TestWhatToDoAboutEachRefusal(t *testing.T) {
	t.Parallel()
	c := New(Options{Name: name, Directory: "https://ca.example.test/dir", Plain: true, Secure: true})
	for kind, want := range map[string]string{
		"dns": "A or AAAA record", "connection": "port 80", "incorrectResponse": "something else answers", "tls": "something else answers",
		"caa": "CAA", "rateLimited": "later", "rejectedIdentifier": "--tls-directory", "invalidContact": "--tls-email",
		"externalAccountRequired": "beforehand", "userActionRequired": "terms", "serverInternal": "what the authority says",
	} {
		if got := c.advice(refused(kind)); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
	for want, err := range map[string]error{
		"--tls-directory-root": x509.UnknownAuthorityError{}, "HTTPS_PROXY": &net.OpError{Op: "dial", Err: errors.New("refused")},
		"data folder": fs.ErrPermission,
	} {
		if got := c.advice(err); !strings.Contains(got, want) {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
	c.Plain = false
	if got := c.advice(refused("connection")); strings.Contains(got, "port 80") {
		t.Errorf("where only port 443 is asked: %q", got)
	}
}

// logged is what a site has said.
type logged struct {
	mu   sync.Mutex // guards text
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
