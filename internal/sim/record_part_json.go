package sim

import (
	"fmt"
	"strings"
)

// emailAddress is a mailbox in a domain that can never exist.
func emailAddress(customer uint64) string { return fmt.Sprintf("user%06d@example.com", customer) }

// attributes writes what flows and agents noted. Later versions of a record have more of it.
func (r *recordDoc) attributes(t *text) {
	if r.marks.has(nullAttributes) {
		t.raw(`,"Attributes":null`)
		return
	}
	c := r.c
	grade := [...]string{"일반", "일반", "일반", "골드", "플래티넘"}[c.key%5]
	t.str(`,"Attributes":{"language":"ko-KR","customerGrade":`, grade)
	if c.queue != nil {
		t.str(`,"callReason":`, c.queue.reason)
	}
	if c.key%3 == 0 {
		t.raw(`,"orderNo":"`)
		t.raw(fmt.Sprintf("HB%09d", hash(c.key, 9)%1000000000))
		t.raw(`"`)
	}
	if r.marks.has(caseKeys) {
		t.raw(`,"GreetingPlayed":"true","greetingPlayed":"false"`)
	}
	if r.marks.has(wordNull) {
		t.raw(`,"agentNote":"null","previousAgent":"None","memo":""`)
	}
	if r.marks.has(nonStringAttribute) {
		t.raw(`,"retries":3,"verified":true`)
	}
	if r.marks.has(hugeAttributes) {
		hugeAttribute(t, c.site)
	}
	if r.version > 0 && !r.touch {
		t.str(`,"surveyScore":`, string(rune('0'+1+hash(c.key, 10, uint64(r.version))%5)))
		t.raw(`,"reviewed":"true"`)
	}
	t.raw("}")
}

// hugeAttribute writes about 30 kB in 140 attributes, with line breaks and ARNs in them.
func hugeAttribute(t *text, at *site) {
	for i := range 139 {
		t.raw(fmt.Sprintf(`,"flow_step_%03d":`, i))
		t.quote(fmt.Sprintf("step %d\n%s/contact-flow/%s", i, at.arn, uuid(uint64(i))))
	}
	t.str(`,"transcript":`, strings.Repeat("고객이 주문 내역을 문의함.\n", 40))
}

func (r *recordDoc) media(t *text) {
	switch r.c.channel {
	case chat:
		t.raw(`,"MediaStreams":[{"Type":"CHAT"}]`)
	case voice:
		t.raw(`,"MediaStreams":[{"Type":"AUDIO"}]`)
	default:
		t.raw(`,"MediaStreams":[]`)
	}
}

func (r *recordDoc) quality(t *text) {
	c := r.c
	if c.channel != voice || c.connected == 0 {
		t.raw(`,"QualityMetrics":null`)
		return
	}
	score := 330 + hash(c.key, 11)%170
	issues := "[]"
	if score < 350 {
		issues = `["HighPacketLoss"]`
	}
	t.raw(fmt.Sprintf(`,"QualityMetrics":{"Agent":{"Audio":{"PotentialQualityIssues":%s,"QualityScore":%d.%02d}},"Customer":null}`, issues, score/100, score%100))
}

// recording writes Recording and Recordings, which name the same thing in different fields, and disagree at times.
func (r *recordDoc) recording(t *text) {
	c := r.c
	if c.connected == 0 || c.channel != voice || c.method == "MONITOR" {
		t.raw(`,"Recording":null,"Recordings":null`)
		return
	}
	day := c.connected.time().UTC()
	location := "hanbitmall-recordings/connect/" + c.site.alias + "/CallRecordings/" + day.Format("2006/01/02/") + c.id + day.Format("_20060102T15:04_UTC.wav")
	t.str(`,"Recording":{"DeletionReason":null,"Location":`, location)
	t.raw(`,"Status":"AVAILABLE","Type":"AUDIO"}`)
	switch {
	case r.marks.has(recordingsNull):
		t.raw(`,"Recordings":null`)
	case r.marks.has(videoStream):
		t.raw(`,"Recordings":[{"DeletionReason":null,"FragmentStartNumber":"91343852333181432392682062634204983291098837412","FragmentStopNumber":"91343852333181432392682062634204983291098837499","Location":"arn:aws:kinesisvideo:` +
			c.site.region + `:` + c.site.account + `:stream/` + c.site.alias + `/1770000000000","MediaStreamType":"VIDEO","ParticipantType":null,"StartTimestamp":null,"Status":null,"StopTimestamp":null,"StorageType":"KINESIS_VIDEO_STREAM"}]`)
	default:
		t.str(`,"Recordings":[{"DeletionReason":null,"FragmentStartNumber":null,"FragmentStopNumber":null,"Location":`, location)
		t.raw(`,"MediaStreamType":"AUDIO","ParticipantType":null,"StartTimestamp":null,"Status":"AVAILABLE","StopTimestamp":null,"StorageType":"S3"}]`)
	}
}

func (r *recordDoc) references(t *text) {
	if !r.marks.has(oldRecord) {
		t.raw(`,"References":[]`)
	}
	t.raw(`,"RelatedContactId":null,"RoutingCriteria":null`)
}

// segment writes SegmentAttributes in one of three shapes: with all value kinds spelled out, with ValueString only, or
// without any.
func (r *recordDoc) segment(t *text) {
	value := func(s string) string {
		if r.marks.has(fullSegment) {
			return `{"ValueArn":null,"ValueInteger":null,"ValueList":null,"ValueMap":null,"ValueString":"` + s + `"}`
		}
		return `{"ValueString":"` + s + `"}`
	}
	if !r.marks.has(fullSegment) && !r.marks.has(shortSegment) {
		t.raw(`,"SegmentAttributes":null`)
		return
	}
	t.raw(`,"SegmentAttributes":{"connect:Subtype":` + value(subtype(r.c)))
	if r.c.channel == voice || r.c.channel == email {
		t.raw(`,"connect:Direction":` + value(direction(r.c)))
	}
	if r.erased {
		t.raw(`,"connect:RedactedFields":` + value("CustomerEndpoint"))
	}
	t.raw("}")
}

func subtype(c *contact) string {
	return [...]string{"connect:Telephony", "connect:Chat", "connect:Task", "connect:Email", "connect:WebRTC"}[c.channel]
}

func direction(c *contact) string {
	if c.method == "INBOUND" || c.method == "TRANSFER" || c.method == "QUEUE_TRANSFER" {
		return "INBOUND"
	}
	return "OUTBOUND"
}

// dialled is the number the customer called, or was called from.
func dialled(c *contact) string {
	if c.queue != nil && c.queue.number != "" {
		return c.queue.number
	}
	return mainNumber
}

func (r *recordDoc) systemEndpoint(t *text) {
	switch {
	case r.marks.has(nullSystemAddress):
		t.raw(`,"SystemEndpoint":{"Address":null,"Type":"TELEPHONE_NUMBER"}`)
	case r.c.channel == email:
		t.raw(`,"SystemEndpoint":{"Address":"help@hanbitmall.example","Type":"EMAIL_ADDRESS"}`)
	case r.c.channel == voice:
		t.str(`,"SystemEndpoint":{"Address":`, dialled(r.c))
		t.raw(`,"Type":"TELEPHONE_NUMBER"}`)
	default:
		t.raw(`,"SystemEndpoint":null`)
	}
}

// tail writes the last keys of the alphabet.
func (r *recordDoc) tail(t *text) {
	c := r.c
	if !r.marks.has(oldRecord) {
		t.raw(`,"Tags":{"aws:connect:instanceId":"` + c.site.id + `","aws:connect:systemEndpoint":"` + dialled(c) + `"},"TaskTemplateInfo":null`)
	}
	if c.pauses > 0 {
		t.num(`,"TotalPauseCount":`, some(int64(c.pauses)))
		t.num(`,"TotalPauseDurationInSeconds":`, some(c.paused.seconds()))
	} else {
		t.raw(`,"TotalPauseCount":null,"TotalPauseDurationInSeconds":null`)
	}
	t.at(`,"TransferCompletedTimestamp":`, c.transferred)
	if c.external != "" {
		t.str(`,"TransferredToEndpoint":{"Address":`, c.external)
		t.raw(`,"Type":"TELEPHONE_NUMBER"}`)
	} else {
		t.raw(`,"TransferredToEndpoint":null`)
	}
	if r.marks.has(unknownField) {
		t.raw(`,"HologramMetrics":{"Depth":3,"Layers":["a","b"]}`)
	}
	if !r.marks.has(oldRecord) {
		t.raw(`,"VoiceIdResult":null`)
	}
	t.raw(`,"WisdomInfo":null`)
	if c.third != 0 {
		t.num(`,"ExternalThirdParty":{"ExternalThirdPartyInteractionDuration":`, some(c.third.seconds()))
		t.raw("}")
	}
}
