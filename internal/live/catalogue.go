package live

import "github.com/ringside/ringside/internal/metric"

// Figure says what a figure of the board is and how it is counted.
type Figure struct {
	ID          string // its name in the JSON of the board and of its history
	ConnectName string // Amazon Connect's own, "" where it has none
	Title       metric.Words
	Unit        metric.Unit
	Definition  metric.Words
	Counted     metric.Words // from what
	Kept        bool         // its past is kept
}

// FiguresURL is where Amazon Connect says what its current metrics are.
const FiguresURL = "https://docs.aws.amazon.com/connect/latest/APIReference/API_GetCurrentMetricData.html"

var (
	byBoth = metric.Words{
		KO: "Amazon Connect가 마지막으로 집계한 값(GetCurrentMetricData)에 이후의 상담 이벤트를 더하고 뺍니다. 10분 안의 집계가 없으면 상담 이벤트와 상담사 이벤트만으로 세며 '추정'으로 표시합니다.",
		EN: "Amazon Connect's own last count (GetCurrentMetricData), and what contact events have told since. Without a count of the last ten minutes, contact and agent events alone, which is called estimated.",
	}
	byAgents = metric.Words{
		KO: "상담사 이벤트 스트림의 마지막 상태로 셉니다. 여러 대기열을 맡은 상담사는 대기열마다 한 번, 전체에서는 한 번 셉니다.",
		EN: "The newest state of each agent in the agent event stream. An agent of several queues counts once in each of them, and once in the total.",
	}
	byConnect = metric.Words{
		KO: "Amazon Connect가 직접 추정한 값 그대로이며 5분이 지나면 표시하지 않습니다. 추정값이 없는 것은 0과 다릅니다.",
		EN: "As Amazon Connect itself estimates it, for five minutes. No estimate is no zero.",
	}
)

// Figures lists the figures of the board, in the order in which people read them.
func Figures() []Figure {
	const count, seconds = metric.UnitCount, metric.UnitSeconds
	of := func(id, name, ko, en string) Figure {
		return Figure{ID: id, ConnectName: name, Title: metric.Words{KO: ko, EN: en}, Unit: count, Counted: byAgents, Kept: true}
	}
	define := func(f Figure, ko, en string) Figure {
		f.Definition = metric.Words{KO: ko, EN: en}
		return f
	}
	waits := func(f Figure, unit metric.Unit, counted metric.Words) Figure {
		f.Unit, f.Counted = unit, counted
		return f
	}
	now := func(f Figure) Figure {
		f.Kept = false
		return f
	}
	return []Figure{
		define(waits(of("total", "", "현재 대기 건수", "Waiting now"), count, byBoth),
			"대기열에서 기다리는 상담과 예약 콜백을 더한 건수입니다.", "Contacts in queue and scheduled callbacks together."),
		define(waits(of("in_queue", "CONTACTS_IN_QUEUE", "대기열에서 기다리는 상담", "Contacts in queue"), count, byBoth),
			"대기열에 있으며 아직 상담사에게 배정되지 않은 상담입니다. 상담사에게 벨이 울리는 동안은 세지 않습니다.", "Contacts in a queue that no agent is being offered. One that rings at an agent is not in."),
		define(waits(of("scheduled", "CONTACTS_SCHEDULED", "예약 콜백", "Contacts scheduled"), count, byBoth),
			"초기 지연 중이어서 아직 대기열에 들어가지 않은 콜백입니다.", "Callbacks in their initial delay, which are not in the queue yet."),
		define(waits(of("oldest_wait_seconds", "OLDEST_CONTACT_AGE", "최장 대기 시간", "Oldest contact in queue"), seconds, byBoth),
			"대기열에서 가장 오래 기다린 상담의 대기 시간입니다. 기다리는 상담이 없으면 값이 없습니다.", "How long the contact has waited that waits longest in a queue; none where nobody waits."),
		define(waits(now(of("estimated_wait_seconds", "ESTIMATED_WAIT_TIME", "예상 대기 시간", "Estimated wait time")), seconds, byConnect),
			"지금 들어오는 상담이 상담사와 연결될 때까지 기다릴 것으로 보이는 시간입니다. 대기열과 채널마다 있습니다.", "How long a contact that comes now would wait until an agent takes it, by queue and channel."),
		define(of("agents_online", "AGENTS_ONLINE", "접속 상담사", "Agents online"),
			"상태가 오프라인이 아닌 상담사입니다.", "Agents whose status is not offline."),
		define(of("agents_staffed", "AGENTS_STAFFED", "근무 상담사", "Agents staffed"),
			"상담을 배정받을 수 있는 상태의 상담사입니다.", "Agents whose status is routable."),
		define(of("agents_available", "AGENTS_AVAILABLE", "상담 가능 상담사", "Agents available"),
			"상담을 배정받을 수 있는 상태이며 배정된 상담이 없는 상담사입니다.", "Routable agents without any contact."),
		define(of("agents_on_contact", "AGENTS_ON_CONTACT", "응대 중 상담사", "Agents on contact"),
			"연결, 보류, 일시 중지, 발신 또는 후처리 중인 상담이 있는 상담사입니다.", "Agents with a contact connected, on hold, paused, dialled or in after-contact work."),
		define(of("agents_after_contact_work", "AGENTS_AFTER_CONTACT_WORK", "후처리 건수", "Contacts in after-contact work"),
			"후처리 중인 상담 건수입니다. Amazon Connect와 같이 상담사가 아니라 상담을 셉니다.", "Contacts in after-contact work: contacts and not agents, as Amazon Connect counts it."),
		define(of("agents_non_productive", "AGENTS_NON_PRODUCTIVE", "사용자 지정 상태 상담사", "Agents in a custom status"),
			"식사, 교육처럼 센터가 정한 상태의 상담사입니다. 응대 중일 수도 있습니다.", "Agents in a status of the centre's own, such as lunch. They may be on a contact as well."),
		define(of("agents_error", "AGENTS_ERROR", "오류 상태 상담사", "Agents in error"),
			"부재중, 거절 또는 연결 실패가 남아 있는 상담사입니다.", "Agents with a missed, rejected or failed contact that is not cleared."),
		define(now(of("slots_active", "SLOTS_ACTIVE", "사용 중 슬롯", "Slots active")),
			"상담사에게 있는 상담 건수입니다.", "Contacts at agents."),
		define(now(of("slots_available", "SLOTS_AVAILABLE", "남은 슬롯", "Slots available")),
			"상담 가능한 상담사가 더 받을 수 있는 상담 건수입니다.", "Contacts that routable agents could still take."),
	}
}
