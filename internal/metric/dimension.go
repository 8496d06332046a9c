package metric

import (
	"fmt"
	"slices"
)

// Dimension is something that contacts can be grouped and filtered by. Queue, agent, routing profile and hierarchy groups
// are known by ARN; a filter also takes the bare id or any name the thing ever had.
type Dimension string

// The dimensions of contact records.
const (
	Queue            Dimension = "queue"
	Agent            Dimension = "agent"
	RoutingProfile   Dimension = "routing_profile"
	Channel          Dimension = "channel"
	Subtype          Dimension = "subtype"
	InitiationMethod Dimension = "initiation_method"
	DisconnectReason Dimension = "disconnect_reason"
	// SystemEndpoint is the contact centre's own number or address: the one that was dialled, and of outbound contacts the
	// one that the customer saw.
	SystemEndpoint Dimension = "system_endpoint"
	// HierarchyLevel1 to HierarchyLevel5 are the groups of the agent's hierarchy when the contact was handled.
	HierarchyLevel1 Dimension = "hierarchy_level_1"
	HierarchyLevel2 Dimension = "hierarchy_level_2"
	HierarchyLevel3 Dimension = "hierarchy_level_3"
	HierarchyLevel4 Dimension = "hierarchy_level_4"
	HierarchyLevel5 Dimension = "hierarchy_level_5"
	Instance        Dimension = "instance"
)

// HierarchyLevels is how many levels Amazon Connect's agent hierarchies have.
const HierarchyLevels = 5

// Dimensions lists the dimensions of contact records, but for those of contact attributes, which are without number (see
// OfAttribute).
func Dimensions() []Dimension {
	return slices.Concat(
		[]Dimension{Queue, Agent, RoutingProfile, Channel, Subtype, InitiationMethod, DisconnectReason, SystemEndpoint},
		hierarchyLevels, []Dimension{Instance})
}

// HierarchyDimensions lists the levels of an agent's hierarchy, level 1 first.
func HierarchyDimensions() []Dimension { return slices.Clone(hierarchyLevels) }

var (
	hierarchyLevels = []Dimension{HierarchyLevel1, HierarchyLevel2, HierarchyLevel3, HierarchyLevel4, HierarchyLevel5}
	// withARN are the dimensions whose keys are ARNs.
	withARN = slices.Concat([]Dimension{Queue, Agent, RoutingProfile, Instance}, hierarchyLevels)
	// ofAgent are the dimensions that a contact has only once an agent has it.
	ofAgent = slices.Concat([]Dimension{Agent, RoutingProfile}, hierarchyLevels)
)

// HasARN reports whether the dimension's keys are ARNs, which filters may also name by id or by name.
func (d Dimension) HasARN() bool { return slices.Contains(withARN, d) }

// arnColumn is the name of the second column of a dimension that is shown by its newest name, "" for others.
func (d Dimension) arnColumn() string {
	if d.HasARN() && d != Instance {
		return string(d) + "_arn"
	}
	return ""
}

// hierarchyLevel is 1 to HierarchyLevels, 0 for other dimensions.
func (d Dimension) hierarchyLevel() int { return slices.Index(hierarchyLevels, d) + 1 }

// Title is what people call the dimension.
func (d Dimension) Title() Words {
	if key, is := d.Attribute(); is {
		return Words{key, key}
	}
	return dimensionInfo[d].title
}

// Field is the part of a contact record that the dimension is.
func (d Dimension) Field() string {
	if key, is := d.Attribute(); is {
		return fmt.Sprintf("Attributes[%q]", key)
	}
	return dimensionInfo[d].field
}

var dimensionInfo = map[Dimension]struct {
	title Words
	field string
}{
	Queue:            {Words{"대기열", "Queue"}, "Queue.ARN"},
	Agent:            {Words{"상담사", "Agent"}, "Agent.ARN"},
	RoutingProfile:   {Words{"라우팅 프로필", "Routing profile"}, "Agent.RoutingProfile.ARN"},
	Channel:          {Words{"채널", "Channel"}, "Channel"},
	Subtype:          {Words{"세부 채널", "Subtype"}, `SegmentAttributes["connect:Subtype"]`},
	InitiationMethod: {Words{"시작 방식", "Initiation method"}, "InitiationMethod"},
	DisconnectReason: {Words{"종료 사유", "Disconnect reason"}, "DisconnectReason"},
	SystemEndpoint:   {Words{"대표 번호", "Number dialled"}, "SystemEndpoint.Address"},
	HierarchyLevel1:  {Words{"상담사 계층 1단계", "Agent hierarchy level 1"}, "Agent.HierarchyGroups.Level1.ARN"},
	HierarchyLevel2:  {Words{"상담사 계층 2단계", "Agent hierarchy level 2"}, "Agent.HierarchyGroups.Level2.ARN"},
	HierarchyLevel3:  {Words{"상담사 계층 3단계", "Agent hierarchy level 3"}, "Agent.HierarchyGroups.Level3.ARN"},
	HierarchyLevel4:  {Words{"상담사 계층 4단계", "Agent hierarchy level 4"}, "Agent.HierarchyGroups.Level4.ARN"},
	HierarchyLevel5:  {Words{"상담사 계층 5단계", "Agent hierarchy level 5"}, "Agent.HierarchyGroups.Level5.ARN"},
	Instance:         {Words{"인스턴스", "Instance"}, "InstanceARN"},
}
