package main

import (
	"bytes"
	"encoding/pem"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/elazarl/goproxy"

	"github.com/ringside/ringside/internal/sim"
)

// company is one whose programs reach AWS through a proxy alone, and there what its own authority vouches for: names that no DNS knows.
type company struct {
	proxy     string            // address
	authority string            // file
	hosts     map[string]string // host and port → address of the server that stands for it

	mu    sync.Mutex // guards asked
	asked []string   // hosts to which the proxy has connected
}

// companyPassword is what the proxy asks for, "ringside" being who.
const companyPassword = "swordfish"

func newCompany(t *testing.T, servers map[string]string) *company {
	t.Helper()
	c := &company{hosts: map[string]string{}, authority: filepath.Join(t.TempDir(), "authority.pem")}
	for host, address := range servers {
		to, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		s := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to)
			r.Out.Host = r.In.Host // what was signed
		}})
		t.Cleanup(s.Close)
		c.hosts[host+":443"] = s.Listener.Addr().String()
		text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}) // the same of each, for *.example.com
		if err := os.WriteFile(c.authority, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	proxy := goproxy.NewProxyHttpServer()
	proxy.OnRequest().HandleConnectFunc(func(host string, ctx *goproxy.ProxyCtx) (*goproxy.ConnectAction, string) {
		asks := http.Request{Header: http.Header{"Authorization": ctx.Req.Header["Proxy-Authorization"]}}
		if user, password, _ := asks.BasicAuth(); user != "ringside" || password != companyPassword {
			ctx.Resp = goproxy.NewResponse(ctx.Req, goproxy.ContentTypeText, http.StatusProxyAuthRequired, "who are you?") //nolint:bodyclose // whoever sends it closes it
			return goproxy.RejectConnect, host
		}
		return goproxy.OkConnect, host
	})
	proxy.ConnectDial = func(_, host string) (net.Conn, error) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.hosts[host] == "" {
			return nil, errors.New("nobody knows " + host)
		}
		if !slices.Contains(c.asked, host) {
			c.asked = append(c.asked, host)
		}
		return net.Dial("tcp", c.hosts[host])
	}
	s := httptest.NewServer(proxy)
	t.Cleanup(s.Close)
	c.proxy = s.Listener.Addr().String()
	return c
}

// TestAPlanGoesThroughTheCompanysProxyByItsOwnAuthority runs a process, since the environment of one is read once.
func TestAPlanGoesThroughTheCompanysProxyByItsOwnAuthority(t *testing.T) {
	a := newEmptyAccount(t)
	c := newCompany(t, map[string]string{"aws.example.com": a.address, "connect.example.com": a.connect})
	for name, test := range map[string]struct {
		password  string
		authority string
		code      int
		says      []string
	}{
		"all is right":          {companyPassword, c.authority, exitIncomplete, []string{"+ create stack ringside", "+ create target agent events"}},
		"without the authority": {companyPassword, "", exitFailed, []string{"certificate signed by unknown authority", "AWS_CA_BUNDLE"}},
		"another password":      {"guess", c.authority, exitFailed, []string{"HTTPS_PROXY", "Proxy Authentication Required"}},
	} {
		t.Run(name, func(t *testing.T) {
			var said bytes.Buffer
			cmd := exec.CommandContext(t.Context(), os.Args[0], "aws", "plan", "--instance", sim.InstanceARN)
			cmd.Env = append(os.Environ(), asCommand+"=1", "HTTPS_PROXY=http://ringside:"+test.password+"@"+c.proxy, "NO_PROXY=",
				"AWS_ENDPOINT_URL=https://aws.example.com", "AWS_ENDPOINT_URL_CONNECT=https://connect.example.com")
			if test.authority != "" {
				cmd.Env = append(cmd.Env, "AWS_CA_BUNDLE="+test.authority)
			}
			cmd.Stdout, cmd.Stderr = &said, &said
			_ = cmd.Run() // its exit code says it
			if got := cmd.ProcessState.ExitCode(); got != test.code {
				t.Errorf("exit %d, want %d", got, test.code)
			}
			for _, want := range test.says {
				if !strings.Contains(said.String(), want) {
					t.Errorf("it does not say %q, but:\n%s", want, &said)
				}
			}
		})
	}
	slices.Sort(c.asked)
	if want := []string{"aws.example.com:443", "connect.example.com:443"}; !slices.Equal(c.asked, want) {
		t.Errorf("through the proxy went %v, want %v", c.asked, want)
	}
}
