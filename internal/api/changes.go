package api

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// mostChanges is how many differences between two versions are listed.
const mostChanges = 500

// changes lists what differs between two versions of a record, value by value in order of path, and how many that is.
// Numbers are compared as they are written, keys that differ only in case are two keys, and lists are compared place by
// place. Bytes that are not JSON after all differ in nothing.
func changes(before, after []byte) ([]RecordChange, int) {
	d := differences{found: []RecordChange{}}
	a, okA := tree(before)
	b, okB := tree(after)
	if okA && okB {
		d.compare("", a, b)
	}
	total := len(d.found)
	d.found = d.found[:min(total, mostChanges)]
	for i := range d.found {
		c := &d.found[i]
		c.Before, c.After = masked(c.Path, c.Before), masked(c.Path, c.After)
	}
	return d.found, total
}

// tree decodes JSON; numbers stay as they are written.
func tree(text []byte) (value any, ok bool) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	err := decoder.Decode(&value)
	return value, err == nil
}

type differences struct{ found []RecordChange }

func (d *differences) compare(path string, a, b any) {
	switch before := a.(type) {
	case map[string]any:
		if after, same := b.(map[string]any); same {
			d.objects(path, before, after)
			return
		}
	case []any:
		if after, same := b.([]any); same {
			d.lists(path, before, after)
			return
		}
	}
	if !reflect.DeepEqual(a, b) {
		d.found = append(d.found, RecordChange{Path: path, Kind: "changed", Before: a, After: b})
	}
}

func (d *differences) objects(path string, a, b map[string]any) {
	keys := slices.Collect(maps.Keys(a))
	for key := range b {
		if _, there := a[key]; !there {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		below := path + "/" + pointer.Replace(key)
		before, had := a[key]
		after, has := b[key]
		switch {
		case !had:
			d.found = append(d.found, RecordChange{Path: below, Kind: "added", After: after})
		case !has:
			d.found = append(d.found, RecordChange{Path: below, Kind: "removed", Before: before})
		default:
			d.compare(below, before, after)
		}
	}
}

func (d *differences) lists(path string, a, b []any) {
	for i := range max(len(a), len(b)) {
		below := path + "/" + strconv.Itoa(i)
		switch {
		case i >= len(a):
			d.found = append(d.found, RecordChange{Path: below, Kind: "added", After: b[i]})
		case i >= len(b):
			d.found = append(d.found, RecordChange{Path: below, Kind: "removed", Before: a[i]})
		default:
			d.compare(below, a[i], b[i])
		}
	}
}

// pointer escapes a key for a JSON pointer (RFC 6901, section 3).
var pointer = strings.NewReplacer("~", "~0", "/", "~1")

// masked hides the customer's addresses in a value of the record, as everywhere else on the page.
func masked(path string, value any) any {
	const endpoint = "/CustomerEndpoint"
	const transferred = "/TransferredToEndpoint"
	switch v := value.(type) {
	case string:
		if path == endpoint+"/Address" || path == transferred+"/Address" {
			return mask(v)
		}
	case map[string]any:
		if address, is := v["Address"].(string); is && (path == endpoint || path == transferred) {
			v = maps.Clone(v)
			v["Address"] = mask(address)
			return v
		}
	}
	return value
}
