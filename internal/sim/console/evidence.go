package console

import (
	"encoding/json"
	"net/http"
	"net/url"
	"time"
)

// object is one of JSON.
type object = map[string]any

// har is an attempt as a browser's network panel saves it (HTTP Archive 1.2), with the names that the real hosts have.
func (a *Attempt) har(portal string) ([]byte, error) {
	headers := func(pairs ...string) []object {
		all := []object{}
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i+1] != "" {
				all = append(all, object{"name": pairs[i], "value": pairs[i+1]})
			}
		}
		return all
	}
	started := a.At.UTC().Format(time.RFC3339Nano)
	entry := func(request object, status int, headers []object, text string) object {
		return object{
			"startedDateTime": started, "time": 1, "request": request, "cache": object{}, "timings": object{"send": 0, "wait": 1, "receive": 0},
			"response": object{"status": status, "statusText": http.StatusText(status), "headers": headers, "content": object{"mimeType": "text/html", "size": len(text), "text": text}},
		}
	}
	if a.Field == "" { // nothing came to be sent
		return archive(entry(object{"method": "GET", "url": a.Address}, a.Status, headers(), a.Text))
	}
	params := []object{{"name": "SAMLResponse", "value": a.Field}}
	if a.Relay != "" {
		params = append(params, object{"name": "RelayState", "value": a.Relay})
	}
	date := a.At.UTC().Format(http.TimeFormat)
	return archive(
		entry(object{"method": "GET", "url": portal}, http.StatusOK, headers("Content-Security-Policy", a.policy), `<form method="post"><input name="SAMLResponse"></form>`),
		entry(object{"method": "POST", "url": a.Address, "postData": object{"mimeType": "application/x-www-form-urlencoded", "params": params}},
			a.Status, headers("Date", date, "Location", a.Location), a.Text),
	)
}

// archive is a HAR file.
func archive(entries ...object) ([]byte, error) {
	return json.MarshalIndent(object{"log": object{
		"version": "1.2", "creator": object{"name": "Ringside, simulated AWS", "version": "1"}, "entries": entries,
	}}, "", " ")
}

// form is what the browser has sent.
func (a *Attempt) form() string {
	f := url.Values{"SAMLResponse": {a.Field}}
	if a.Relay != "" {
		f.Set("RelayState", a.Relay)
	}
	return f.Encode()
}
