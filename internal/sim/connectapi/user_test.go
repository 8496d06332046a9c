package connectapi_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/sim/connectapi"
)

func at(d time.Duration) float64 { return float64(ago(d).UnixMilli()) / 1000 }

func TestUserDataTellsStatusSlotsAndContactsWithoutAName(t *testing.T) {
	p := present("both", "on", handles("chat", "CONNECTED_ONHOLD"), handles("sales", "CONNECTING"))
	p.Next = status("lunch")
	c := serve(t, connectapi.Options{Centre: small(nil, nil, p)})
	body := c.ask("POST", currentUsers, object{"Filters": object{"Queues": []string{"chat"}}})
	ref := func(id, arn string) object { return object{"Id": id, "Arn": arn} }
	want := object{
		"ApproximateTotalCount": 1.0,
		"UserDataList": []any{object{
			"User": ref("both", agent("both")), "RoutingProfile": ref("both", profile("both")),
			"HierarchyPath": object{
				"LevelOne": ref("north", instance+"/agent-group/north"), "LevelTwo": ref("team", instance+"/agent-group/team"),
			},
			"Status":                  object{"StatusArn": status("on"), "StatusName": "Available", "StatusStartTimestamp": at(10 * time.Minute)},
			"NextStatus":              "Lunch",
			"MaxSlotsByChannel":       object{"VOICE": 1.0, "CHAT": 2.0},
			"AvailableSlotsByChannel": object{"VOICE": 0.0, "CHAT": 0.0},
			"ActiveSlotsByChannel":    object{"VOICE": 0.0, "CHAT": 1.0},
			"Contacts": []any{
				object{
					"ContactId": "chat-CONNECTED_ONHOLD", "Channel": "CHAT", "InitiationMethod": "INBOUND", "AgentContactState": "CONNECTED_ONHOLD",
					"StateStartTimestamp": at(2 * time.Minute), "ConnectedToAgentTimestamp": at(2 * time.Minute), "Queue": ref("chat", queue("chat")),
				},
				object{
					"ContactId": "sales-CONNECTING", "Channel": "VOICE", "InitiationMethod": "INBOUND", "AgentContactState": "CONNECTING",
					"StateStartTimestamp": at(time.Minute), "ConnectedToAgentTimestamp": at(2 * time.Minute), "Queue": ref("sales", queue("sales")),
				},
			},
		}},
	}
	if diff := cmp.Diff(want, body); diff != "" {
		t.Error(diff)
	}
}

func TestUserDataIsFiltered(t *testing.T) {
	justLeft := present("left", "off")
	justLeft.Since = ago(4 * time.Minute)
	paused := handles("sales", "PAUSED")
	c := serve(t, connectapi.Options{Centre: small(nil, nil,
		present("free", "on"), present("both", "lunch", handles("chat", "ENDED")), present("task", "on", paused), present("gone", "off"), justLeft,
	)})
	for name, tt := range map[string]struct {
		filters object
		want    string
	}{
		"by queue, those who left lately included": {object{"Queues": []string{queue("sales")}}, "free both task left "},
		"by routing profile":                       {object{"RoutingProfiles": []string{"both"}}, "both "},
		"by user":                                  {object{"Agents": []string{"task", agent("free")}}, "free task "},
		"by group, those below it included":        {object{"UserHierarchyGroups": []string{"north"}}, "free both task left "},
		"in after-contact work": {
			object{"Queues": []string{"sales"}, "ContactFilter": object{"ContactStates": []string{"ENDED", "MISSED"}}}, "both ",
		},
		"connected, a paused task included": {
			object{"Queues": []string{"sales"}, "ContactFilter": object{"ContactStates": []string{"CONNECTED"}}}, "task ",
		},
		"nothing":            {object{}, "InvalidParameterException"},
		"two lists":          {object{"Queues": []string{"sales"}, "Agents": []string{"free"}}, "InvalidParameterException"},
		"two groups":         {object{"UserHierarchyGroups": []string{"north", "team"}}, "InvalidParameterException"},
		"101 users":          {object{"Agents": many(101, func(int) string { return "free" })}, "InvalidParameterException"},
		"state that is none": {object{"Agents": []string{"free"}, "ContactFilter": object{"ContactStates": []string{"PAUSED"}}}, "InvalidParameterException"},
	} {
		a := c.send("POST", currentUsers, object{"Filters": tt.filters})
		got := a.kind
		if got == "" {
			for _, u := range a.body["UserDataList"].([]any) {
				got += u.(map[string]any)["User"].(map[string]any)["Id"].(string) + " "
			}
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestSearchFindsByCondition(t *testing.T) {
	c := serve(t, connectapi.Options{Centre: small(nil, nil, present("a", "on"), present("b", "on"), present("both", "on"))})
	word := func(field, value, how string) object {
		return object{"StringCondition": object{"FieldName": field, "Value": value, "ComparisonType": how}}
	}
	for name, tt := range map[string]struct {
		path     string
		criteria object
		want     string
	}{
		"every standard queue":  {"/search-queues", object{"QueueTypeCondition": "STANDARD"}, "Sales Chat Night "},
		"part of a name":        {"/search-queues", word("name", "A", "CONTAINS"), "InvalidParameterException"},
		"two letters of a name": {"/search-queues", word("name", "SA", "STARTS_WITH"), "Sales "},
		"either":                {"/search-queues", object{"OrConditions": []object{word("name", "sales", "EXACT"), word("name", "gh", "CONTAINS")}}, "Sales Night "},
		"both":                  {"/search-queues", object{"AndConditions": []object{word("name", "sales", "EXACT"), word("name", "gh", "CONTAINS")}}, ""},
		"queues of agents":      {"/search-queues", object{"QueueTypeCondition": "AGENT"}, "InvalidParameterException"},
		"every user":            {"/search-users", nil, "user0 user1 user2 "},
		"a user by name":        {"/search-users", word("Username", "user1", "EXACT"), "user1 "},
		"users by profile":      {"/search-users", word("RoutingProfileId", "both", "EXACT"), "user2 "},
		"a field in wrong case": {"/search-users", word("username", "user1", "EXACT"), "InvalidParameterException"},
		"what is not simulated": {"/search-users", object{"HierarchyGroupCondition": object{"Value": "north"}}, "InvalidRequestException"},
	} {
		a := c.send("POST", tt.path, object{"InstanceId": instanceID, "SearchCriteria": tt.criteria, "MaxResults": 500})
		got := a.kind
		for _, list := range []string{"Queues", "Users"} {
			found, _ := a.body[list].([]any)
			for _, entry := range found {
				for _, member := range []string{"Name", "Username"} {
					if text, ok := entry.(map[string]any)[member].(string); ok {
						got += text + " "
					}
				}
			}
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestUserIsDescribedAsItIsFoundButForTheUnitOfItsWorkLimit(t *testing.T) {
	c := serve(t, connectapi.Options{Centre: small(nil, nil, present("a", "on"))})
	found := c.ask("POST", "/search-users", object{"InstanceId": instanceID})["Users"].([]any)[0].(map[string]any)
	described := c.ask("GET", "/users/"+instanceID+"/a", nil)["User"].(map[string]any)
	limit := func(user object) *any {
		v := user["PhoneConfig"].(map[string]any)["AfterContactWorkTimeLimit"]
		delete(user["PhoneConfig"].(map[string]any), "AfterContactWorkTimeLimit")
		return &v
	}
	if ms, s := *limit(found), *limit(described); ms != 600000.0 || s != 600.0 {
		t.Errorf("after-contact work is limited to %v ms and %v s", ms, s)
	}
	if diff := cmp.Diff(found, described); diff != "" {
		t.Error(diff)
	}
	if described["Username"] != "user0" || described["HierarchyGroupId"] != "team" {
		t.Errorf("described as %v", described)
	}
}

func TestGroupIsDescribedWithThoseAbove(t *testing.T) {
	c := serve(t, connectapi.Options{Centre: small(nil, nil)})
	body := c.ask("GET", "/user-hierarchy-groups/"+instanceID+"/team", nil)["HierarchyGroup"].(map[string]any)
	path := body["HierarchyPath"].(map[string]any)
	one, two := path["LevelOne"].(map[string]any)["Name"], path["LevelTwo"].(map[string]any)["Name"]
	if body["Name"] != "Team" || one != "North" || two != "Team" || len(path) != 2 {
		t.Errorf("described as %v", body)
	}
}
