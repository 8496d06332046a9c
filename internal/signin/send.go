package signin

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net/http"

	"github.com/ringside/ringside/internal/saml"
)

// submit is what sends a form on its way. Its digest is in the page's policy, so that it is the only script that runs there.
const submit = `document.forms[0].submit()`

var submitDigest = func() string {
	sum := sha256.Sum256([]byte(submit))
	return base64.StdEncoding.EncodeToString(sum[:])
}()

var sendTemplate = template.Must(template.New("send").Parse(`<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><title>Ringside</title></head><body>
<form method="post" action="{{.Address}}"><input type="hidden" name="{{.Parameter}}" value="{{.Message}}">
{{if .RelayState}}<input type="hidden" name="RelayState" value="{{.RelayState}}">
{{end}}<noscript><button>계속 · Continue</button></noscript></form>
<script>` + submit + `</script></body></html>
`))

// Send lets the browser bring a message of SAML: by an address, or by a page with a form that posts itself. The page's policy names no
// form-action: browsers hold the redirects that follow the form to it, and those of AWS lead to hosts that nobody can list.
func Send(w http.ResponseWriter, r *http.Request, message saml.Sent) error {
	if message.Parameter == "" {
		http.Redirect(w, r, message.Address, http.StatusSeeOther)
		return nil
	}
	var text bytes.Buffer
	if err := sendTemplate.Execute(&text, message); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'sha256-"+submitDigest+"'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(text.Bytes()) // who is gone needs no answer
	return nil
}
