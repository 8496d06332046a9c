package metric

import "github.com/ringside/ringside/internal/connect"

// Row is what metrics know of one contact: its columns, its dimensions and the names they had when it was recorded.
type Row struct {
	ContactID connect.ContactID

	InstanceARN       string
	QueueARN          string
	AgentARN          string
	RoutingProfileARN string
	Channel           string
	Subtype           string
	InitiationMethod  string
	DisconnectReason  string
	SystemEndpoint    string // address
	CustomerAddress   string

	QueueName          string
	AgentName          string // user name
	RoutingProfileName string

	Hierarchy  [HierarchyLevels]connect.HierarchyGroup // of the agent; level 1 is the first
	Attributes []connect.Attribute                     // of the contact, in order of their keys

	values  [ColumnCount]int64
	present uint64 // bit i is set when column i has a value
}

// Int is the value of a column.
func (r *Row) Int(c Column) Int {
	return Int{Value: r.values[c], Valid: r.present&(1<<c) != 0}
}

// Set gives a column its value; a missing one clears it.
func (r *Row) Set(c Column, v Int) {
	if !v.Valid {
		r.values[c], r.present = 0, r.present&^(1<<c)
		return
	}
	r.values[c], r.present = v.Value, r.present|1<<c
}

// Key is the row's value of a dimension, "" when it has none.
func (r *Row) Key(d Dimension) string {
	switch d {
	case Queue:
		return r.QueueARN
	case Agent:
		return r.AgentARN
	case RoutingProfile:
		return r.RoutingProfileARN
	case Channel:
		return r.Channel
	case Subtype:
		return r.Subtype
	case InitiationMethod:
		return r.InitiationMethod
	case DisconnectReason:
		return r.DisconnectReason
	case SystemEndpoint:
		return r.SystemEndpoint
	case Instance:
		return r.InstanceARN
	default:
		if level := d.hierarchyLevel(); level > 0 {
			return r.Hierarchy[level-1].ARN
		}
		if key, is := d.Attribute(); is {
			return r.attribute(key)
		}
		return ""
	}
}

// SetKey gives a dimension its value and, where it has names, the name of that.
func (r *Row) SetKey(d Dimension, key, name string) {
	switch d {
	case Queue:
		r.QueueARN, r.QueueName = key, name
	case Agent:
		r.AgentARN, r.AgentName = key, name
	case RoutingProfile:
		r.RoutingProfileARN, r.RoutingProfileName = key, name
	case Channel:
		r.Channel = key
	case Subtype:
		r.Subtype = key
	case InitiationMethod:
		r.InitiationMethod = key
	case DisconnectReason:
		r.DisconnectReason = key
	case SystemEndpoint:
		r.SystemEndpoint = key
	case Instance:
		r.InstanceARN = key
	default:
		if level := d.hierarchyLevel(); level > 0 {
			r.Hierarchy[level-1] = connect.HierarchyGroup{ARN: key, Name: name}
		}
	}
}

// KeyName is the name that a dimension's value had in this record, "" where it has no name.
func (r *Row) KeyName(d Dimension) string {
	switch d {
	case Queue:
		return r.QueueName
	case Agent:
		return r.AgentName
	case RoutingProfile:
		return r.RoutingProfileName
	default:
		if level := d.hierarchyLevel(); level > 0 {
			return r.Hierarchy[level-1].Name
		}
		return ""
	}
}
