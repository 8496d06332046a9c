package metric

import (
	"fmt"
	"slices"
)

// Title is what people call the column.
func (c Column) Title() Words { return columnInfo[c].title }

// Field is the part of a contact record that the column is made of, in the record's own words.
func (c Column) Field() string { return columnInfo[c].field }

// FindColumn is the column of a name. Errors wrap ErrQuestion and say which one was probably meant.
func FindColumn(name string) (Column, error) {
	if at := slices.Index(columnNames[:], name); at >= 0 {
		return Column(at), nil
	}
	return 0, fmt.Errorf("%w: unknown column %q; %s", ErrQuestion, name, suggest(name, columnNames[:]))
}

// Moment reports whether the column is a moment of time.
func (c Column) Moment() bool { return c <= ColACWEndMS }

// Seconds reports whether the column is a duration.
func (c Column) Seconds() bool { return c >= ColQueueS && c < ColHolds }

var columnInfo = [ColumnCount]struct {
	title Words
	field string
}{
	ColInitMS:                {Words{"시작 시각", "Began"}, "InitiationTimestamp"},
	ColLastUpdateMS:          {Words{"레코드 갱신 시각", "Record updated"}, "LastUpdateTimestamp"},
	ColConnectedToSystemMS:   {Words{"시스템 연결 시각", "Connected to system"}, "ConnectedToSystemTimestamp"},
	ColDisconnectMS:          {Words{"종료 시각", "Ended"}, "DisconnectTimestamp"},
	ColTransferCompletedMS:   {Words{"전환 완료 시각", "Transfer completed"}, "TransferCompletedTimestamp"},
	ColScheduledMS:           {Words{"예약 시각", "Scheduled for"}, "ScheduledTimestamp"},
	ColEnqueueMS:             {Words{"대기열 인입 시각", "Entered the queue"}, "Queue.EnqueueTimestamp"},
	ColDequeueMS:             {Words{"대기열 이탈 시각", "Left the queue"}, "Queue.DequeueTimestamp"},
	ColConnectedMS:           {Words{"상담사 연결 시각", "Connected to agent"}, "Agent.ConnectedToAgentTimestamp"},
	ColACWStartMS:            {Words{"후처리 시작 시각", "After contact work began"}, "Agent.AfterContactWorkStartTimestamp"},
	ColACWEndMS:              {Words{"후처리 종료 시각", "After contact work ended"}, "Agent.AfterContactWorkEndTimestamp"},
	ColQueueS:                {Words{"대기 시간", "Time in queue"}, "Queue.Duration"},
	ColWaitS:                 {Words{"인입 후 대기 시간", "Time since entering the queue"}, "Queue.DequeueTimestamp − EnqueueTimestamp"},
	ColInteractionS:          {Words{"상담 시간", "Interaction"}, "Agent.AgentInteractionDuration"},
	ColHoldS:                 {Words{"보류 시간", "Hold"}, "Agent.CustomerHoldDuration"},
	ColAgentHoldS:            {Words{"상담사 보류 시간", "Hold begun by the agent"}, "Agent.AgentInitiatedHoldDuration"},
	ColLongestHoldS:          {Words{"최장 보류 시간", "Longest hold"}, "Agent.LongestHoldDuration"},
	ColPauseS:                {Words{"일시 중지 시간", "Pause"}, "Agent.AgentPauseDuration"},
	ColACWS:                  {Words{"후처리 시간", "After contact work"}, "Agent.AfterContactWorkDuration"},
	ColACWOrZeroS:            {Words{"후처리 시간(없으면 0초)", "After contact work, 0 without"}, "Agent.AfterContactWorkDuration"},
	ColHandleS:               {Words{"처리 시간", "Handle time"}, "AgentInteractionDuration + CustomerHoldDuration + AfterContactWorkDuration + AgentPauseDuration"},
	ColInteractionHoldS:      {Words{"상담·보류 시간", "Interaction and hold"}, "AgentInteractionDuration + CustomerHoldDuration"},
	ColActiveS:               {Words{"활동 시간", "Active time"}, "AgentInteractionDuration + CustomerHoldDuration + AfterContactWorkDuration"},
	ColContactS:              {Words{"소요 시간", "Duration"}, "DisconnectTimestamp − InitiationTimestamp"},
	ColResolutionS:           {Words{"해결 시간", "Resolution time"}, "later of DisconnectTimestamp and AfterContactWorkEndTimestamp − InitiationTimestamp"},
	ColFlowS:                 {Words{"자동 응답 시간", "Time in the flow"}, "from ConnectedToSystemTimestamp to queue, transfer or end"},
	ColHolds:                 {Words{"보류 횟수", "Holds"}, "Agent.NumberOfHolds"},
	ColConnectionAttempts:    {Words{"상담사 연결 시도", "Agent connection attempts"}, "AgentConnectionAttempts"},
	ColQueued:                {Words{"대기열 인입", "Queued"}, "Queue"},
	ColConnected:             {Words{"상담사 연결", "Connected to an agent"}, "Agent.ConnectedToAgentTimestamp"},
	ColAbandoned:             {Words{"포기", "Abandoned"}, "Queue, Agent, NextContactId, TransferCompletedTimestamp"},
	ColIncoming:              {Words{"수신", "Incoming"}, "InitiationMethod"},
	ColOutbound:              {Words{"발신", "Outbound"}, "InitiationMethod"},
	ColOutboundWide:          {Words{"발신(모든 방식)", "Outbound of any kind"}, "InitiationMethod"},
	ColCallback:              {Words{"콜백", "Callback"}, "InitiationMethod"},
	ColAPI:                   {Words{"API로 시작", "Begun by API"}, "InitiationMethod"},
	ColMonitor:               {Words{"모니터링", "Monitoring"}, "InitiationMethod"},
	ColDisconnectFlow:        {Words{"종료 흐름", "Disconnect flow"}, "InitiationMethod"},
	ColTransferredIn:         {Words{"전환되어 들어옴", "Transferred in"}, "InitiationMethod"},
	ColTransferredInByAgent:  {Words{"상담사가 전환하여 들어옴", "Transferred in by an agent"}, "InitiationMethod"},
	ColTransferredOut:        {Words{"전환하여 나감", "Transferred out"}, "TransferCompletedTimestamp"},
	ColTransferredExternal:   {Words{"외부로 전환", "Transferred to outside"}, "TransferredToEndpoint"},
	ColLeftInQueue:           {Words{"대기열에서 종료", "Ended in queue"}, "PreDisconnectState"},
	ColEndedOnHold:           {Words{"보류 중 종료", "Ended on hold"}, "PreDisconnectState"},
	ColHasNext:               {Words{"다음 상담 있음", "Led to another contact"}, "NextContactId"},
	ColAgentHungUp:           {Words{"상담사가 먼저 종료", "Agent hung up first"}, "DisconnectReason"},
	ColConversationAbandoned: {Words{"채팅 이탈", "Chat left unanswered"}, "ChatMetrics"},
	ColFirstOfJourney:        {Words{"고객 문의의 첫 상담", "First of its journey"}, "InitialContactId"},
	ColTestContact:           {Words{"테스트 상담", "Test contact"}, "simulated by Amazon Connect"},
}
