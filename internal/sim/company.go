package sim

import "fmt"

const (
	mainNumber = "+8215881004"
	cardNumber = "+8215998282"
	careNumber = "+8218005550"
)

// channel is how a customer reaches the company.
type channel uint8

const (
	voice channel = iota
	chat
	task
	email
	video // no channel of contact records, yet seen in one
)

func (c channel) String() string {
	return [...]string{"VOICE", "CHAT", "TASK", "EMAIL", "VIDEO"}[c]
}

// queue is one queue of the company with the traffic that flows into it by itself.
type queue struct {
	index    int
	arn      string
	name     string
	number   string // the number, or widget, that customers use
	channel  channel
	daily    float64 // arrivals on an ordinary weekday at 60 agents
	rest     float64 // share of those on a rest day
	shape    curve
	urgency  int     // lower is served first
	patience float64 // mean seconds until a waiting customer gives up
	talk     float64 // mean seconds
	wrap     float64 // mean seconds of after-contact work, where there is any
	self     float64 // share that ends in the flow, never queued
	reason   string  // attribute callReason
}

// The queues by position in World.queues.
const (
	generalQueue = iota
	lostCardQueue
	cardQueue
	deliveryQueue
	returnsQueue
	technicalQueue
	vipQueue
	callbackQueue
	chatQueue
	emailQueue
	taskQueue
	outboundQueue
	queueCount
)

func (at *site) newQueues() []*queue {
	table := [queueCount]queue{
		generalQueue:   {name: "일반 문의", number: mainNumber, daily: 500, rest: .5, shape: roundCurve, urgency: 5, patience: 210, talk: 285, wrap: 44, self: .17, reason: "general"},
		lostCardQueue:  {name: "카드 분실·도난", number: cardNumber, daily: 125, rest: .95, shape: eveningCurve, urgency: 1, patience: 260, talk: 215, wrap: 38, self: .06, reason: "lost_card"},
		cardQueue:      {name: "카드 결제·한도", number: cardNumber, daily: 225, rest: 0, shape: officeCurve, urgency: 5, patience: 190, talk: 270, wrap: 46, self: .2, reason: "card_payment"},
		deliveryQueue:  {name: "배송 조회", number: mainNumber, daily: 290, rest: .55, shape: roundCurve, urgency: 5, patience: 170, talk: 215, wrap: 30, self: .24, reason: "delivery"},
		returnsQueue:   {name: "반품·환불", number: mainNumber, daily: 235, rest: .3, shape: longCurve, urgency: 5, patience: 220, talk: 330, wrap: 62, self: .1, reason: "returns"},
		technicalQueue: {name: "기술 지원", number: careNumber, daily: 105, rest: .25, shape: longCurve, urgency: 5, patience: 240, talk: 430, wrap: 70, self: .08, reason: "technical"},
		vipQueue:       {name: "VIP", number: careNumber, daily: 75, rest: .55, shape: roundCurve, urgency: 2, patience: 200, talk: 320, wrap: 55, self: .02, reason: "vip"},
		callbackQueue:  {name: "예약 콜백", number: mainNumber, urgency: 4, talk: 270, wrap: 42, reason: "callback"},
		chatQueue:      {name: "채팅 상담", number: "", channel: chat, daily: 330, rest: .62, shape: eveningCurve, urgency: 6, patience: 280, talk: 560, wrap: 35, self: .14, reason: "chat"},
		emailQueue:     {name: "이메일 문의", number: "", channel: email, daily: 95, rest: .5, shape: eveningCurve, urgency: 9, talk: 290, wrap: 20, reason: "email"},
		taskQueue:      {name: "업무 처리", number: "", channel: task, daily: 80, rest: .5, shape: roundCurve, urgency: 8, talk: 260, wrap: 15, reason: "task"},
		outboundQueue:  {name: "해피콜", number: careNumber, urgency: 7, patience: 25, talk: 150, wrap: 25, reason: "happy_call"},
	}
	queues := make([]*queue, queueCount)
	for i := range table {
		q := table[i]
		q.index = i
		q.arn = at.arn + "/queue/" + at.uuid(nameSeed("queue"), uint64(i))
		queues[i] = &q
	}
	return queues
}

// shift is when an agent of some kind works.
type shift uint8

const (
	dayShift     shift = iota // between 8 and 20 o'clock, not on most rest days
	eveningShift              // 15:30 to midnight
	nightShift                // midnight to 8:30, every other night
	briefShift                // a visit of ten minutes, on rare days
)

// profile is a routing profile and the share of the staff that has it.
type profile struct {
	arn    string
	name   string
	team   string
	queues []int // inbound queues
	dials  int   // default outbound queue
	slots  [4]int
	shares [3]float64 // of the whole staff, by shift
}

func (at *site) newProfiles() []*profile {
	all := []*profile{
		{name: "일반 상담", team: "일반상담", queues: []int{generalQueue, deliveryQueue, returnsQueue, callbackQueue}, slots: [4]int{voice: 1}, shares: [3]float64{.215}},
		{name: "카드 상담", team: "카드상담", queues: []int{lostCardQueue, cardQueue, callbackQueue, generalQueue}, slots: [4]int{voice: 1}, shares: [3]float64{.135}},
		{name: "기술 지원", team: "기술지원", queues: []int{technicalQueue, returnsQueue}, slots: [4]int{voice: 1, task: 1}, shares: [3]float64{.065}},
		{name: "VIP 전담", team: "VIP", queues: []int{vipQueue, cardQueue, generalQueue}, slots: [4]int{voice: 1}, shares: [3]float64{.065}},
		{name: "채팅 상담", team: "채팅상담", queues: []int{chatQueue}, slots: [4]int{chat: 3, task: 1}, shares: [3]float64{.105}},
		{name: "메일·업무", team: "후선지원", queues: []int{emailQueue, taskQueue, chatQueue}, slots: [4]int{chat: 2, task: 2, email: 2}, shares: [3]float64{.05}},
		{name: "해피콜", team: "해피콜", queues: []int{outboundQueue, callbackQueue}, slots: [4]int{voice: 1}, shares: [3]float64{.06}},
		{name: "24시간 통합", team: "통합상담", queues: []int{
			lostCardQueue, vipQueue, callbackQueue, generalQueue, deliveryQueue, returnsQueue, technicalQueue, chatQueue, taskQueue, emailQueue, outboundQueue,
		}, slots: [4]int{voice: 1, chat: 2, task: 2, email: 1}, shares: [3]float64{0, .125, .18}},
	}
	for i, p := range all {
		p.arn = at.arn + "/routing-profile/" + at.uuid(nameSeed("profile"), uint64(i))
		p.dials = outboundQueue
	}
	return all
}

// status is an agent status of the instance.
type status struct {
	arn  string
	name string
	kind string
}

// The statuses by position in site.statuses.
const (
	offline = iota
	available
	lunch
	pause
	training
	coaching
	outage
)

func (at *site) newStatuses() []status {
	all := []status{
		offline: {name: "Offline", kind: "OFFLINE"}, available: {name: "Available", kind: "ROUTABLE"},
		lunch: {name: "점심", kind: "CUSTOM"}, pause: {name: "휴식", kind: "CUSTOM"}, training: {name: "교육", kind: "CUSTOM"},
		coaching: {name: "코칭", kind: "CUSTOM"}, outage: {name: "시스템 장애", kind: "CUSTOM"},
	}
	for i := range all {
		all[i].arn = at.arn + "/agent-state/" + at.uuid(nameSeed("status"), uint64(i))
	}
	return all
}

// nameSeed turns a word into a part of a hash, so that ids of different kinds differ.
func nameSeed(word string) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range []byte(word) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}

// phone is a mobile number that belongs to nobody: 010-0… is not assigned in South Korea.
func phone(customer uint64) string {
	return fmt.Sprintf("+82100%07d", hash(customer, nameSeed("phone"))%10000000)
}
