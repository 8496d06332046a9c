package console

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
)

// switchboard is where faults are switched, and where the last sign-in can be had for the doctor.
func (c *Console) switchboard() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", c.showSwitches)
	mux.HandleFunc("POST /fault", c.switchFault)
	mux.HandleFunc("GET /sign-in.har", c.download("sign-in.har", func(_ *http.Request, a *Attempt) ([]byte, error) { return a.har(c.Portal) }))
	mux.HandleFunc("GET /form.txt", c.download("form.txt", func(_ *http.Request, a *Attempt) ([]byte, error) { return []byte(a.form()), nil }))
	mux.HandleFunc("GET /facts.json", func(w http.ResponseWriter, r *http.Request) {
		text, err := c.facts(r.Context())
		if err != nil {
			c.Logger.Warn("facts of the simulated AWS cannot be read", "error", err)
			c.show(w, http.StatusServiceUnavailable, page{Title: switchTitle, Text: noFacts})
			return
		}
		send(w, "facts.json", text)
	})
	return mux
}

// facts are what is set up, as the fault that is on lets it be seen.
func (c *Console) facts(ctx context.Context) ([]byte, error) {
	text, err := c.Centres[0].Facts(ctx)
	c.mu.Lock()
	f := c.fault
	c.mu.Unlock()
	if err != nil || f == nil || f.facts == nil {
		return text, err
	}
	var facts map[string]any
	if err := json.Unmarshal(text, &facts); err != nil {
		return nil, err
	}
	f.facts(facts)
	return json.MarshalIndent(facts, "", "  ")
}

func (c *Console) download(name string, of func(*http.Request, *Attempt) ([]byte, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a := c.Last()
		if a == nil {
			c.show(w, http.StatusNotFound, page{Title: switchTitle, Text: noAttempt, Portal: c.Portal})
			return
		}
		text, err := of(r, a)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		send(w, name, text)
	}
}

func send(w http.ResponseWriter, name string, text []byte) {
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, _ = w.Write(text) // who is gone needs no answer
}

// Last is the last sign-in; nil where there was none.
func (c *Console) Last() *Attempt {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil {
		return nil
	}
	a := *c.last
	return &a
}

// group is the faults of one place, for the page.
type group struct {
	Words  words
	Faults []Fault
}

// switches are what the page of faults shows.
type switches struct {
	Groups []group
	On     *Fault
	Last   *Attempt
	Form   string
	Direct string // address of the instance, which opens nothing by itself
	Ready  bool   // the role and the provider are there
}

func (c *Console) showSwitches(w http.ResponseWriter, _ *http.Request) {
	shown := switches{Last: c.Last(), Direct: c.at(c.Centres[0].Alias+"."+connectHost, "/")}
	_, shown.Ready = c.Centres[0].Account.Setting(c.Centres[0].Pair)
	c.mu.Lock()
	shown.On = c.fault
	c.mu.Unlock()
	if shown.Last != nil {
		shown.Form = shown.Last.form()
	}
	for _, place := range places {
		g := group{Words: place.Words}
		for _, f := range faults {
			if f.Where == place.Where {
				g.Faults = append(g.Faults, f)
			}
		}
		shown.Groups = append(shown.Groups, g)
	}
	c.show(w, http.StatusOK, page{Title: switchTitle, Switches: &shown, Portal: c.Portal, Verify: c.Verify})
}

func (c *Console) switchFault(w http.ResponseWriter, r *http.Request) {
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		c.show(w, http.StatusForbidden, page{Title: switchTitle, Text: foreignForm})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<10)
	if err := c.Switch(r.PostFormValue("fault")); err != nil {
		c.Logger.Warn("fault cannot be switched on", "error", err)
		c.show(w, http.StatusConflict, page{Title: switchTitle, Text: notReady, Portal: c.Portal})
		return
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// Switch switches a fault on, in place of the one that is, or all off: "". The error says that the role and the provider that it is
// to change are not there.
func (c *Console) Switch(id string) error {
	c.mu.Lock()
	undo := c.undo
	c.fault, c.undo = nil, nil
	c.mu.Unlock()
	if undo != nil {
		undo()
	}
	at := slices.IndexFunc(faults, func(f Fault) bool { return f.ID == id })
	if at < 0 {
		return nil
	}
	f := &faults[at]
	undo, err := c.Centres[0].meddle(f)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fault, c.undo = f, undo
	return nil
}

// Meddled tells whether the fault that is on is in what is set up.
func (c *Console) Meddled() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.fault != nil && (c.fault.setting != nil || c.fault.facts != nil)
}

// Faults are the ids of all that can be switched on.
func Faults() []string {
	ids := make([]string, len(faults))
	for i, f := range faults {
		ids[i] = f.ID
	}
	return ids
}

// meddle changes what is set up in the account, and returns what puts that back which nobody else has changed since.
func (c Centre) meddle(f *Fault) (undo func(), err error) {
	if f.forbid != "" {
		c.Account.Forbid(f.forbid, true)
		return func() { c.Account.Forbid(f.forbid, false) }, nil
	}
	if f.setting == nil {
		return func() {}, nil
	}
	before, there := c.Account.Setting(c.Pair)
	if !there {
		return nil, errNotReady
	}
	after := f.setting(before, c)
	if err := c.Account.Set(c.Pair, after); err != nil {
		return nil, err
	}
	c.Account.Spoil(f.spoils)
	return func() {
		c.Account.Spoil(false)
		now, there := c.Account.Setting(c.Pair)
		if !there {
			return
		}
		back := func(now *string, after, before string) {
			if *now == after {
				*now = before
			}
		}
		back(&now.Metadata, after.Metadata, before.Metadata)
		back(&now.Trust, after.Trust, before.Trust)
		if now.Attached == after.Attached {
			now.Attached = before.Attached
			back(&now.Permission, after.Permission, before.Permission)
			if after.Attached == "" {
				now.Permission = before.Permission
			}
		}
		_ = c.Account.Set(c.Pair, now) // it was so before
	}, nil
}
