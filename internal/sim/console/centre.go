package console

import "net/http"

// centrePages are the part of IAM Identity Center that says why it sends nothing to AWS.
func (c *Console) centrePages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /saml/assertion", func(w http.ResponseWriter, _ *http.Request) {
		// By its real name, which has a Region in it.
		a := &Attempt{At: c.Now(), Address: "https://portal.sso." + c.Centres[0].region() + ".amazonaws.com/saml/assertion", Status: http.StatusForbidden}
		c.mu.Lock()
		if c.fault != nil {
			a.Text = c.fault.centre
		}
		c.last = a
		c.mu.Unlock()
		c.show(w, http.StatusForbidden, page{Title: centreTitle, AWS: a.Text, Switchboard: c.Switchboard(), Portal: c.Portal})
	})
	return mux
}
