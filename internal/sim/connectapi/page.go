package connectapi

import (
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
)

// tokenLife is how long a token lets the caller turn the page.
// Source: Amazon Connect API Reference, "GetCurrentMetricData", NextToken.
const tokenLife = 5 * time.Minute

// token is what is in NextToken: where the next page begins, in which snapshot, and what was asked.
type token struct {
	Operation string
	Asked     string // fingerprint of the request
	Until     int64  // Unix seconds
	Snapshot  int64  // Unix milliseconds
	From      int
}

// paging is the part of a request that says which page.
type paging struct {
	size  int
	from  int
	asked string
}

// page reads MaxResults and NextToken. Asked is the request without NextToken: a token is good for that alone. The call's
// moment becomes that of the first page.
func (c *call) page(maxResults *int, next string, asked []byte) (paging, error) {
	p := paging{size: c.usual}
	if maxResults != nil {
		if *maxResults < 1 || *maxResults > c.pages {
			return p, invalid("MaxResults must be between 1 and %d", c.pages)
		}
		p.size = *maxResults
	}
	print := sha256.Sum256(asked)
	p.asked = base64.RawURLEncoding.EncodeToString(print[:])
	if next == "" {
		return p, nil
	}
	var t token
	text, err := base64.RawURLEncoding.DecodeString(next)
	if err != nil || json.Unmarshal(text, &t) != nil || t.From < 1 {
		return p, invalid("Invalid NextToken")
	}
	if t.Operation != c.name || t.Asked != p.asked {
		return p, invalid("NextToken belongs to a request with other parameters")
	}
	if c.wall.Unix() >= t.Until {
		return p, invalid("NextToken has expired")
	}
	p.from, c.now = t.From, time.UnixMilli(t.Snapshot)
	return p, nil
}

// query reads the paging of an operation that takes it from the query string.
func (c *call) query() (paging, error) {
	values := c.URL.Query()
	next := values.Get("nextToken")
	var size *int
	if text := values.Get("maxResults"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return paging{}, invalid("maxResults must be a number")
		}
		size = &n
	}
	values.Del("nextToken")
	return c.page(size, next, []byte(values.Encode()))
}

// cut takes a page out of all results, and says what the next one is asked for with; "" is the end.
func cut[T any](c *call, p paging, all []T) (page []T, next string, err error) {
	from := min(p.from, len(all))
	until := min(from+p.size, len(all))
	page = append(make([]T, 0, until-from), all[from:until]...)
	if until == len(all) {
		return page, "", nil
	}
	text, err := json.Marshal(token{
		Operation: c.name, Asked: p.asked, Until: c.wall.Add(tokenLife).Unix(), Snapshot: c.now.UnixMilli(), From: until,
	})
	return page, base64.RawURLEncoding.EncodeToString(text), err
}
