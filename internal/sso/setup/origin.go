package setup

import (
	"errors"
	"net/url"
	"slices"
)

// originOf is the origin of a page that people land on; Amazon Connect makes https of http by itself, so only https is taken.
func originOf(page string) (string, error) {
	u, err := url.Parse(page)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		return "", errors.New("it is no https address")
	}
	return "https://" + u.Host, nil
}

// escaped is an address as the value of a parameter, encoded once.
func escaped(page string) string { return url.QueryEscape(page) }

// origins are those that the instance must approve: the given ones, and that of the page on which people land.
func (w *Wish) origins() []string {
	all := slices.Clone(w.Origins)
	if origin, err := originOf(w.Landing); err == nil && !slices.Contains(all, origin) {
		all = append(all, origin)
	}
	return all
}
