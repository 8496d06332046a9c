package template

import (
	"slices"
	"strings"
	"testing"
)

const instance = "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"

// whole has every option of a shape.
func whole(s Shape) Options {
	role := func(name string) string { return "arn:aws:iam::111122223333:role/" + name }
	o := Options{
		Instance: instance, Name: "acme-connect", RolePath: "/contact-centre/", PermissionsBoundary: "arn:aws:iam::111122223333:policy/bounds",
		KMSKey: NewKey, StreamKey: "arn:aws:kms:ap-northeast-2:111122223333:key/0c2d3e4f", BackupDays: 30, Shards: 2, RetentionHours: 48,
		ReaderPrincipal: "arn:aws:iam::111122223333:role/ringside", AgentEventsRole: role("events"), ContactRecordsRole: role("records"),
		AgentEventsStream: "arn:aws:kinesis:ap-northeast-2:111122223333:stream/agents",
	}
	return o
}

func least(s Shape) Options { return Options{Instance: instance} }

func TestEveryResourceIsOfAKindThatIsKnown(t *testing.T) {
	for _, s := range Shapes() {
		d, err := read(s)
		if err != nil {
			t.Fatal(err)
		}
		for name, r := range d.Resources {
			if _, known := kinds[r.Type]; !known {
				t.Errorf("%s: %s is of type %s, of which kind.go says nothing", s, name, r.Type)
			}
		}
	}
}

// What the operator is told to need is read from the same template.
func TestNoComponentMayDoAnythingToEverything(t *testing.T) {
	for _, s := range Shapes() {
		for _, o := range []Options{least(s), whole(s)} {
			components, err := Statements(s, o)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range components {
				for _, one := range c.Statements {
					if one.Effect == "Allow" && c.Name != "Key" && (slices.Contains(one.Resources, "*") || len(one.Resources) == 0) {
						t.Errorf("%s: %s may %v on %v", s, c.Name, one.Actions, one.Resources)
					}
					for _, action := range one.Actions {
						if one.Effect == "Allow" && c.Name != "Key" && strings.Contains(action, "*") {
							t.Errorf("%s: %s may %s", s, c.Name, action)
						}
					}
				}
			}
			if len(components) < 4 {
				t.Errorf("%s: %d components", s, len(components))
			}
		}
	}
}
