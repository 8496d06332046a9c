package duckdb

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// The columns of a whole contact, in the order of selectWhole: what precedes the dimensions, these, all flags as one
// number, and the other columns of metric.
const wholeHead = 6 // id, contact_text, initial_id, customer_address, whether it was there before, attributes

var (
	wholeDimensions = metric.Dimensions()
	wholeFlags      = columnsThat(metric.Column.Flag)
	wholeNumbers    = columnsThat(func(c metric.Column) bool { return !c.Flag() })
)

func columnsThat(are func(metric.Column) bool) []metric.Column {
	var all []metric.Column
	for _, c := range metric.Columns() {
		if are(c) {
			all = append(all, c)
		}
	}
	return all
}

// selectWhole selects all that wholeRead.scan takes. A contact was there before since if one of its versions was.
func selectWhole(since uint64, attributes bool) string {
	before, own := "false", "null"
	if attributes {
		own = "(\n        select list([cast(key as varchar), value]) from contact_attributes as a where a.seq = contacts.seq)"
	}
	if since > 0 {
		before = "exists (\n        from contact_versions as v where v.id = contacts.id and v.instance = contacts.instance and v.seq <= " +
			strconv.FormatUint(since, 10) + ")"
	}
	selected := []string{"id", "contact_text", "initial_id", "customer_address", before, own}
	for _, d := range wholeDimensions {
		selected = append(selected, string(d))
	}
	flags := make([]string, len(wholeFlags))
	for i, c := range wholeFlags {
		flags[i] = fmt.Sprintf("(cast(%s as bigint) << %d)", c.Name(), i)
	}
	selected = append(selected, strings.Join(flags, " | "))
	for _, c := range wholeNumbers {
		selected = append(selected, c.Name())
	}
	return "select\n    " + strings.Join(selected, ",\n    ") + "\nfrom contacts"
}

// scan makes a contact of a row.
func (r *wholeRead) scan(values []driver.Value) error {
	c := &r.found
	*c = store.WholeContact{}
	id, isID := uuidOf(values[0])
	if !isID {
		return fmt.Errorf("id is a %T", values[0])
	}
	c.ContactID = connect.ContactID(uuidText(id))
	if text, other := values[1].(string); other {
		c.ContactID = connect.ContactID(text)
	}
	c.CustomerAddress, _ = values[3].(string)
	c.Changed, _ = values[4].(bool)
	if err := r.scanAttributes(values[5]); err != nil {
		return err
	}
	for i, d := range wholeDimensions {
		word, isWord := values[wholeHead+i].(int32)
		if !isWord {
			return fmt.Errorf("%s is a %T", d, values[wholeHead+i])
		}
		c.SetKey(d, r.words.text(word), r.names.newest(d, word))
	}
	rest := values[wholeHead+len(wholeDimensions):]
	flags, isNumber := rest[0].(int64)
	if !isNumber {
		return fmt.Errorf("flags are a %T", rest[0])
	}
	for i, column := range wholeFlags {
		c.Set(column, connect.Some(flags>>i&1))
	}
	for i, column := range wholeNumbers {
		if value, has := wholeNumber(rest[1+i]); has {
			c.Set(column, connect.Some(value))
		}
	}
	c.InitialContactID = initialOf(c, values[2], id)
	return nil
}

// scanAttributes takes the attributes of a contact: a list of pairs of word and value, or nothing.
func (r *wholeRead) scanAttributes(value any) error {
	pairs, _ := value.([]any)
	for _, pair := range pairs {
		parts, isPair := pair.([]any)
		if !isPair || len(parts) != 2 {
			return fmt.Errorf("attribute is a %T", pair)
		}
		word, isWord := parts[0].(string)
		number, err := strconv.ParseInt(word, 10, 32)
		text, isText := parts[1].(string)
		if !isWord || err != nil || !isText {
			return fmt.Errorf("attribute is %T and %T", parts[0], parts[1])
		}
		r.found.Attributes = append(r.found.Attributes, connect.Attribute{Key: r.words.text(int32(number)), Value: text})
	}
	slices.SortFunc(r.found.Attributes, func(a, b connect.Attribute) int { return cmp.Compare(a.Key, b.Key) })
	return nil
}

func wholeNumber(value any) (int64, bool) {
	switch value := value.(type) {
	case int64:
		return value, true
	case int32:
		return int64(value), true
	default:
		return 0, false
	}
}

// uuidOf reads a UUID as the driver gives it.
func uuidOf(value any) (id engine.UUID, is bool) {
	bytes, is := value.([]byte)
	if !is || len(bytes) != len(id) {
		return id, false
	}
	return engine.UUID(bytes), true
}

// initialOf is the id of the journey's first contact. Of ids that are no UUIDs the table has only a digest, which tells
// nothing but that it is the contact's own.
func initialOf(c *store.WholeContact, value any, own engine.UUID) connect.ContactID {
	initial, has := uuidOf(value)
	switch {
	case !has:
		return ""
	case initial == own:
		return c.ContactID
	case initial[6]>>4 == digestVersion:
		return ""
	default:
		return connect.ContactID(uuidText(initial))
	}
}

// nameCache spares the lock of names, which a read of a million contacts would take some millions of times.
type nameCache struct {
	of    *names
	found map[thing]string
}

func newNameCache(of *names) *nameCache { return &nameCache{of: of, found: map[thing]string{}} }

func (n *nameCache) newest(d metric.Dimension, word int32) string {
	if word == 0 || !d.HasARN() || d == metric.Instance {
		return ""
	}
	t := thing{d, word}
	name, known := n.found[t]
	if !known {
		name = n.of.newest(d, word)
		n.found[t] = name
	}
	return name
}
