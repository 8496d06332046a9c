package api

import (
	"bytes"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/access"
)

// Page serves a built page: its files, packed as they lie beside each other (.br, .gz), and index.html for every other
// address, since addresses within the page are the page's own affair. Files under assets/ have their content's hash in
// their name and never change.
func Page(files fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "The page can only be read.", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		if !regular(files, name) {
			if asset(name) {
				http.Error(w, "There is no such file; the page may be older than the server. Reload it.", http.StatusNotFound)
				return
			}
			name = "index.html"
		}
		serveFile(w, r, files, name)
	})
}

// noPage answers where there is no page to serve.
func (s *server) noPage(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, refuse(notFound, "This program was built without its page. `make build` builds both."))
}

// asset reports whether the address can only mean a file. An HTML answer for a missing script would be a riddle.
func asset(name string) bool { return strings.HasPrefix(name, "assets/") || path.Ext(name) == ".js" }

func regular(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && info.Mode().IsRegular()
}

// serveFile answers with the file, packed in the best way that the browser takes and that is there.
func serveFile(w http.ResponseWriter, r *http.Request, files fs.FS, name string) {
	h := w.Header()
	switch {
	case strings.HasPrefix(name, "assets/"):
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	case name == "index.html" && access.Who(r.Context()) != (access.Identity{}):
		h.Set("Cache-Control", "no-store") // else the back button would show, after signing out, what the page was left with
	default:
		h.Set("Cache-Control", "no-cache")
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		h.Set("Content-Type", kind)
	}
	h.Add("Vary", "Accept-Encoding")
	packed := name
	for _, way := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if accepts(r, way.encoding) && regular(files, name+way.suffix) {
			packed = name + way.suffix
			h.Set("Content-Encoding", way.encoding)
			break
		}
	}
	content, err := fs.ReadFile(files, packed)
	if err != nil {
		h.Del("Content-Encoding")
		http.Error(w, "This program was built without its page. `make build` builds both.", http.StatusNotFound)
		return
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}

// accepts reports whether the browser takes an encoding (RFC 9110, section 12.5.3); a quality of 0 forbids it.
func accepts(r *http.Request, encoding string) bool {
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			quality = strings.ReplaceAll(quality, " ", "")
			return !strings.HasPrefix(quality, "q=0") || strings.Trim(quality, "q=0.") != ""
		}
	}
	return false
}
