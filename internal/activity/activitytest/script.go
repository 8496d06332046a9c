package activitytest

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

const instanceARN = "arn:aws:connect:eu-west-2:111122223333:instance/i1"

// script turns lines into agent events. The lines are
//
//	day 2026-03-02                       times without a date are of this day, in UTC
//	agent a2                             what follows is about this agent; a1 until said
//	contact c1 VOICE INBOUND care        a contact: channel, initiation method, queue or none
//	record c1 09:14:05                   the record of a contact that ended then without an agent
//	09:20 STATE_CHANGE Available | c1 CONNECTED, c2 ENDED@09:19:58 profile=night
//
// An event shows a status, and after the bar each contact with its state; "-" shows null snapshots. A status or a state
// starts with the first event that shows it, unless @ says when. The previous snapshot is what the line before showed.
// Words at the end: profile=NAME, team=NAME (hierarchy level 1), lost (it happened, but never arrives), no-previous
// (previous snapshot null), twice (delivered twice), late (delivered after all others), id=EVENTID.
type script struct {
	day      string
	agent    string
	agents   map[string]*showing
	contacts map[string]declared
	records  map[connect.ContactID]*connect.Contact
	facts    []connect.Fact
	late     []connect.Fact
	written  int
}

// declared is what a contact line says.
type declared struct{ channel, method, queue string }

// showing is what an agent's last event showed.
type showing struct {
	status   map[string]any
	profile  string
	team     string
	contacts map[string]map[string]any
	snapshot map[string]any
}

func parseScript(text string) (*script, error) {
	s := &script{
		agent: "a1", agents: map[string]*showing{}, contacts: map[string]declared{}, records: map[connect.ContactID]*connect.Contact{},
	}
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := s.line(line); err != nil {
			return nil, fmt.Errorf("line %q: %w", line, err)
		}
	}
	s.facts = append(s.facts, s.late...)
	return s, nil
}

func (s *script) line(line string) error {
	words := strings.Fields(line)
	switch words[0] {
	case "day":
		s.day = words[1]
		return nil
	case "agent":
		s.agent = words[1]
		return nil
	case "contact":
		c := declared{channel: words[2], method: words[3]}
		if len(words) > 4 {
			c.queue = words[4]
		}
		s.contacts[words[1]] = c
		return nil
	case "record":
		at, err := s.moment(words[2])
		if err != nil {
			return err
		}
		id := connect.ContactID(words[1])
		s.records[id] = &connect.Contact{InstanceARN: instanceARN, ContactID: id, Disconnect: at}
		return nil
	}
	return s.event(line)
}

func (s *script) moment(word string) (connect.Millis, error) {
	if !strings.Contains(word, "T") {
		word = s.day + "T" + word
	}
	if strings.Count(word, ":") == 1 {
		word += ":00"
	}
	at, err := connect.ParseTime(word + "Z")
	if err != nil {
		return 0, fmt.Errorf("time %q: %w", word, err)
	}
	return at, nil
}

func wire(at connect.Millis) string { return at.Time().Format("2006-01-02T15:04:05.000Z") }

// options are the words at the end of an event's line.
type options struct {
	lost, noPrevious, twice, late bool
	id                            string
}

func (s *script) event(line string) error {
	shown := s.agents[s.agent]
	if shown == nil {
		shown = &showing{contacts: map[string]map[string]any{}, profile: "day"}
		s.agents[s.agent] = shown
	}
	line, opts := shown.options(line)
	head, list, _ := strings.Cut(line, "|")
	words := strings.Fields(head)
	if len(words) != 3 {
		return fmt.Errorf("not a time, a type and a status")
	}
	at, err := s.moment(words[0])
	if err != nil {
		return err
	}
	previous := any(shown.snapshot)
	if opts.noPrevious || shown.snapshot == nil || words[2] == "-" {
		previous = nil
	}
	var current any
	if words[2] != "-" {
		if current, err = s.snapshot(shown, at, words[2], list); err != nil {
			return err
		}
	}
	if opts.id == "" {
		s.written++
		opts.id = fmt.Sprintf("event-%03d", s.written)
	}
	return s.deliver(opts, map[string]any{
		"AWSAccountId": "111122223333", "AgentARN": instanceARN + "/agent/" + s.agent, "InstanceARN": instanceARN, "EventId": opts.id,
		"EventTimestamp": wire(at), "EventType": words[1], "CurrentAgentSnapshot": current, "PreviousAgentSnapshot": previous, "Version": "2017-10-01",
	})
}

// options takes the words with an equals sign and the known ones off a line.
func (shown *showing) options(line string) (string, options) {
	var opts options
	words := strings.Fields(line)
	for len(words) > 0 {
		key, value, _ := strings.Cut(words[len(words)-1], "=")
		switch key {
		case "lost":
			opts.lost = true
		case "no-previous":
			opts.noPrevious = true
		case "twice":
			opts.twice = true
		case "late":
			opts.late = true
		case "id":
			opts.id = value
		case "profile":
			shown.profile = value
		case "team":
			shown.team = value
		default:
			return strings.Join(words, " "), opts
		}
		words = words[:len(words)-1]
	}
	return "", opts
}

func (s *script) deliver(opts options, event map[string]any) error {
	raw, err := json.Marshal(event)
	if err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	fact := connect.Decode(raw)
	if fact.AgentEvent == nil || len(fact.Warnings) > 0 {
		return fmt.Errorf("read event: %s %v", fact.Reason, fact.Warnings)
	}
	switch {
	case opts.lost:
	case opts.late:
		s.late = append(s.late, fact)
	case opts.twice:
		s.facts = append(s.facts, fact, connect.Decode(raw))
	default:
		s.facts = append(s.facts, fact)
	}
	return nil
}

func (s *script) snapshot(shown *showing, at connect.Millis, word, list string) (map[string]any, error) {
	name, start, err := s.started(word, at)
	if err != nil {
		return nil, err
	}
	if strings.Contains(word, "@") || shown.status == nil || shown.status["Name"] != name {
		shown.status = map[string]any{
			"ARN": instanceARN + "/agent-state/" + name, "Name": name, "StartTimestamp": wire(start), "Type": statusType(name),
		}
	}
	contacts := []any{}
	held := map[string]map[string]any{}
	for _, item := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' }) {
		words := strings.Fields(item)
		if len(words) != 2 {
			return nil, fmt.Errorf("contact %q: not an id and a state", item)
		}
		state, start, err := s.started(words[1], at)
		if err != nil {
			return nil, err
		}
		c := shown.contacts[words[0]]
		if c == nil || strings.Contains(words[1], "@") || c["State"] != state {
			c, err = s.contact(words[0], state, start)
		}
		if err != nil {
			return nil, err
		}
		held[words[0]] = c
		contacts = append(contacts, c)
	}
	shown.contacts = held
	shown.snapshot = map[string]any{
		"AgentStatus": shown.status, "NextAgentStatus": nil, "Contacts": contacts, "Configuration": shown.configuration(),
	}
	return shown.snapshot, nil
}

// started splits a word from the start that @ says, which is the event's when it says none.
func (s *script) started(word string, at connect.Millis) (string, connect.Millis, error) {
	name, said, ok := strings.Cut(word, "@")
	if !ok {
		return name, at, nil
	}
	start, err := s.moment(said)
	return name, start, err
}

func (s *script) contact(id, state string, start connect.Millis) (map[string]any, error) {
	d, known := s.contacts[id]
	if !known {
		return nil, fmt.Errorf("contact %q was not declared", id)
	}
	c := map[string]any{
		"ContactId": id, "InitialContactId": nil, "Channel": d.channel, "InitiationMethod": d.method, "State": state,
		"StateStartTimestamp": wire(start), "ConnectedToAgentTimestamp": nil, "QueueTimestamp": nil, "Queue": nil,
	}
	if d.queue != "" {
		c["Queue"] = map[string]any{"ARN": instanceARN + "/queue/" + d.queue, "Name": d.queue, "Channels": []string{d.channel}}
	}
	return c, nil
}

func (shown *showing) configuration() map[string]any {
	c := map[string]any{
		"Username": "imarlow", "FirstName": "Ines", "LastName": "Marlow", "AgentHierarchyGroups": nil,
		"RoutingProfile": map[string]any{"ARN": instanceARN + "/routing-profile/" + shown.profile, "Name": shown.profile},
	}
	if shown.team != "" {
		c["AgentHierarchyGroups"] = map[string]any{
			"Level1": map[string]any{"ARN": instanceARN + "/agent-group/" + shown.team, "Name": shown.team},
		}
	}
	return c
}

func statusType(name string) string {
	switch name {
	case "Available":
		return "ROUTABLE"
	case "Offline":
		return "OFFLINE"
	}
	return "CUSTOM"
}

// until is the end of the range asked for, or a day after the script's.
func (s *script) until(to time.Time) (connect.Millis, error) {
	if !to.IsZero() {
		return connect.MillisOf(to), nil
	}
	day, err := s.moment("00:00")
	return day + 24*3600*1000, err
}
