package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/ringside/ringside/internal/access"
)

// builtPage is what a build of the page leaves behind.
var builtPage = fstest.MapFS{
	"index.html":          {Data: []byte("<!doctype html><title>Ringside</title>")},
	"favicon.svg":         {Data: []byte("<svg/>")},
	"assets/a-1234.js":    {Data: []byte("plain")},
	"assets/a-1234.js.br": {Data: []byte("brotli")},
	"assets/a-1234.js.gz": {Data: []byte("gzipped")},
	"assets/b-1234.css":   {Data: []byte("css")},
}

func TestPageAnswersEveryAddressThatIsNoFile(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Page = builtPage })
	for _, target := range []string{"/", "/contacts", "/contacts/c0a1b2c3?zone=UTC", "/live/queues", "/index.html"} {
		w := ask(h, "GET", target, "")
		if w.Code != 200 || !strings.Contains(w.Body.String(), "Ringside") || w.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %q %q", target, w.Code, w.Body, w.Header().Get("Cache-Control"))
		}
	}
}

func TestAPageOfSomebodyIsNotKept(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/contacts", http.NoBody)
	w := httptest.NewRecorder()
	Page(builtPage).ServeHTTP(w, r.WithContext(access.With(t.Context(), access.Whole(), access.Identity{Provider: "local", Name: "kim"})))
	if w.Code != 200 || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func TestMissingAssetIsNotAnsweredWithThePage(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Page = builtPage })
	for _, target := range []string{"/assets/gone-99.js", "/sw.js"} {
		if w := ask(h, "GET", target, ""); w.Code != 404 || strings.Contains(w.Body.String(), "doctype") {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

func TestAssetsComePackedAndForever(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Page = builtPage })
	tests := []struct{ accept, encoding, body string }{
		{"gzip, deflate, br, zstd", "br", "brotli"},
		{"gzip;q=1.0", "gzip", "gzipped"},
		{"br;q=0, gzip", "gzip", "gzipped"},
		{"br;q=0.5", "br", "brotli"},
		{"", "", "plain"},
		{"identity", "", "plain"},
	}
	for _, tt := range tests {
		w := ask(h, "GET", "/assets/a-1234.js", "", "Accept-Encoding", tt.accept)
		if w.Header().Get("Content-Encoding") != tt.encoding || w.Body.String() != tt.body {
			t.Errorf("accepting %q: %q %q", tt.accept, w.Header().Get("Content-Encoding"), w.Body)
		}
		if !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Header().Get("Vary") != "Accept-Encoding" ||
			!strings.HasPrefix(w.Header().Get("Content-Type"), "text/javascript") {
			t.Errorf("accepting %q: headers %v", tt.accept, w.Header())
		}
	}
}

func TestFilesBesideTheAssetsAreAskedForAgain(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Page = builtPage })
	w := ask(h, "GET", "/favicon.svg", "")
	if w.Code != 200 || w.Header().Get("Cache-Control") != "no-cache" || w.Header().Get("Content-Type") != "image/svg+xml" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func TestPageIsReadOnly(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Page = builtPage })
	if w := ask(h, "POST", "/contacts", "{}"); w.Code != 405 {
		t.Errorf("POST: %d", w.Code)
	}
	if w := ask(h, "HEAD", "/contacts", ""); w.Code != 200 || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d %q", w.Code, w.Body)
	}
}

func TestBinaryWithoutPageSaysSo(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Page = fstest.MapFS{".gitkeep": {}} })
	if w := ask(h, "GET", "/", ""); w.Code != 404 || !strings.Contains(w.Body.String(), "make build") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestServerWithoutPageSaysSo(t *testing.T) {
	if got := problemOf(t, site(t, madeUpStore()), "GET", "/contacts", ""); got.Status != 404 || !strings.Contains(got.Detail, "make build") {
		t.Errorf("%+v", got)
	}
}
