package sim_test

import (
	"bytes"
	"maps"
	"testing"

	"github.com/ringside/ringside/internal/sim"
)

// signs are the traces that oddities leave in the text of a door, where a few words are enough to see them.
var signs = map[sim.Door]map[string]string{
	sim.ContactRecords: {
		"ContactId that is no UUID":                                  `"ContactId":"FakeCtr1-`,
		"Channel VIDEO":                                              `"Channel":"VIDEO"`,
		"attribute keys that differ in case only":                    `"GreetingPlayed":"true","greetingPlayed":"false"`,
		"attribute that is a number or a boolean":                    `"retries":3,"verified":true`,
		"Attributes null":                                            `"Attributes":null`,
		"140 attributes with line breaks":                            `"flow_step_138":"step 138\n`,
		"SystemEndpoint with Address null":                           `"SystemEndpoint":{"Address":null`,
		"Recordings with a KINESIS_VIDEO_STREAM entry":               `"StorageType":"KINESIS_VIDEO_STREAM"`,
		"Recordings null beside a Recording":                         `"Type":"AUDIO"},"Recordings":null`,
		"SegmentAttributes spelled out with nulls":                   `{"ValueArn":null,"ValueInteger":null`,
		"the words null and None in place of null":                   `"previousAgent":"None"`,
		"field that nobody has heard of":                             `"HologramMetrics":`,
		"DisconnectReason that nobody has heard of":                  `"DisconnectReason":"TELECOM_SOLAR_FLARE"`,
		"DisconnectReason AGENT_HUNGUP":                              `"DisconnectReason":"AGENT_HUNGUP"`,
		"DisconnectReason OTHER, 15 s later, with a disconnect flow": `"DisconnectReason":"OTHER"`,
		"disconnect-flow contact":                                    `"InitiationMethod":"DISCONNECT"`,
		"queue of an agent, Name null":                               `/queue/agent/`,
		"AgentConnectionAttempts 5 on an answered contact":           `"AgentConnectionAttempts":5`,
		"ContactAssociationId on a lone contact":                     `"ContactAssociationId":"`,
		"contact record of the shape before 2020":                    `"DisconnectDetails":null,"DisconnectTimestamp"`,
	},
	sim.AgentEvents: {
		"channel TASKS": `"Channel":"TASKS"`,
		"proficiency Level instead of ProficiencyLevel":      `"Level":5.0`,
		"EnqueueTimestamp instead of EnqueuedTimestamp":      `"EnqueueTimestamp":`,
		"agent event version 2019-05-25":                     `"Version":"2019-05-25"`,
		"STATE_CHANGE with PreviousAgentSnapshot null":       `"STATE_CHANGE","InstanceARN":"` + sim.InstanceARN + `","PreviousAgentSnapshot":null`,
		"user name of an IAM user, first and last name null": `"FirstName":null,"LastName":null`,
		"CurrentAvailableSlots 0 beside AvailableSlots 1":    `"CurrentAvailableSlots":0`,
		"InitialContactId null in the agent event":           `"InitialContactId":null,"InitiationMethod"`,
		"AgentStatus without Type":                           `Z"},"Configuration":`,
		"NextAgentStatus missing instead of null":            `"Contacts":[]}`,
	},
	sim.ContactEvents: {
		"contact event in PascalCase":                             `"detail":{"EventType":`,
		"contact event with AgentInfo.AgentArn and Voice":         `"channel":"Voice"`,
		"1970 for what has not happened":                          `"1970-01-01T00:00:00.001Z"`,
		"arn:aws::connect: in a contact event":                    `"instanceArn":"arn:aws::connect:`,
		"instanceARN in a contact event":                          `"instanceARN":`,
		"QUEUED without enqueueTimestamp and initiationTimestamp": `"queueType":"STANDARD"}`,
	},
}

func TestEveryOddityOccurs(t *testing.T) {
	w := world(t, sim.Options{Seed: 17, Agents: 15, Oddities: 4, Broken: -1}) // as many as a week of 60 agents sees
	counts, unseen := map[string]int{}, map[sim.Door]map[string]string{}
	for door, of := range signs {
		unseen[door] = maps.Clone(of)
	}
	from := w.Midnight(date(w, "2026-11-02"))
	for n := range 7 {
		day := w.Day(from.AddDate(0, 0, n))
		for name, count := range day.Oddities() {
			counts[name] += count
		}
		for _, d := range day.Deliveries {
			if len(unseen[d.Door]) == 0 {
				continue
			}
			text := d.Bytes()
			maps.DeleteFunc(unseen[d.Door], func(_, sign string) bool { return bytes.Contains(text, []byte(sign)) })
		}
	}
	for name, n := range counts {
		if n == 0 {
			t.Errorf("%q does not occur in a week", name)
		}
	}
	for door, left := range unseen {
		for name, sign := range left {
			t.Errorf("%s: %q is counted %d times but leaves no %s", door, name, counts[name], sign)
		}
	}
}

func TestOdditiesCanBeSwitchedOff(t *testing.T) {
	w := plain(t)
	for name, n := range w.Day(date(w, "2026-11-16")).Oddities() {
		switch name {
		case "disconnect-flow contact", "voice contact initiated by API", "transferred out without an agent",
			"queue of an agent, Name null", "DisconnectTimestamp long after the agent's end", "HEART_BEAT after LOGOUT":
			continue // what the documentation allows for; the model brings it about
		}
		if n > 0 {
			t.Errorf("%q occurs %d times", name, n)
		}
	}
}
