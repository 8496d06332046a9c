package connect

import "bytes"

// removed stands for what was there and is nobody's business any more.
const removed = `"removed"`

// Essence is a contact record with what figures are made from and nothing else of it: no address of the customer, no attributes,
// no recordings, references or whatever else Amazon Connect says about a conversation. What it decodes to counts as the record
// did; only that there was an outside number to which it was transferred is still told, not which. A text that is no contact record
// is returned as it is.
func Essence(raw []byte) []byte {
	var (
		values [recordPlaces][]byte
		r      reader
	)
	if end, out := r.members(raw, 0, 1, recordFields, values[:]); out != scanned || end != len(raw) {
		return raw
	}
	values[recAttributes], values[recCustomerEndpoint] = nil, nil
	record := object{reader: &r, set: recordFields, values: values[:]}
	if to := record.open(recTransferredTo); !isEmpty(to.values[0]) {
		to.values[0] = []byte(removed)
	}
	var w bytes.Buffer
	record.write(&w)
	return w.Bytes()
}

// write writes the members that were read. An object or array where a plain value should be keeps its type and nothing else.
func (o *object) write(w *bytes.Buffer) {
	w.WriteByte('{')
	first := true
	for field, value := range o.values[:len(o.set.names)] {
		if isNull(value) {
			continue
		}
		if !first {
			w.WriteByte(',')
		}
		first = false
		w.WriteString(`"` + o.set.names[field] + `":`)
		nested := o.set.nested[field] != nil
		switch {
		case nested && value[0] == '{':
			inner := o.open(field)
			inner.write(w)
		case value[0] == '{':
			w.WriteString("{}")
		case value[0] == '[':
			w.WriteString("[]")
		case nested: // of the wrong type
			w.WriteString("0")
		default:
			w.Write(value)
		}
	}
	w.WriteByte('}')
}
