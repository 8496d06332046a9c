package main

import (
	"net/http"
	"strings"
)

// redirect sends browsers that come in plain text to the public address. What carries more than a question is refused instead: a
// key that came this way could be read by others, and nobody would notice if it were taken.
func redirect(publicURL string) http.Handler {
	public := strings.TrimRight(publicURL, "/")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if (r.Method != http.MethodGet && r.Method != http.MethodHead) || r.Header.Get("Authorization") != "" {
			http.Error(w, "Ringside is at "+public+". What was sent here could be read on its way: change the key if there was one.", http.StatusForbidden)
			return
		}
		// No HSTS: browsers believe it by TLS alone (RFC 6797, section 7.2).
		http.Redirect(w, r, public+r.URL.RequestURI(), http.StatusPermanentRedirect)
	})
}
