// Catalogue texts of the mock.
const text = (ko, en) => ({ ko, en })

export const definitions = {
  number_of_calls: text(
    '조회 기간에 시작된 상담의 고유 ContactId 수. 모든 채널과 시작 방식을 포함하며, 호전환은 별도 상담으로 셉니다.',
    'Unique ContactIds of contacts that began in the range, whatever the channel; a transfer is a contact of its own.',
  ),
  calls_per_day: text(
    '시간대의 자정을 경계로 한 일별 고유 ContactId 수. 상담이 없는 날은 0입니다.',
    'Unique ContactIds per local day of the chosen zone; days without any are 0.',
  ),
  average_after_contact_work: text(
    '연결된 상담의 평균 후처리 시간. 후처리가 없던 상담은 0초로 셉니다. 발신(OUTBOUND)은 제외합니다.',
    "Amazon Connect's own mean: a connected contact without after-contact work counts as 0. Outbound excluded.",
  ),
  average_call_duration: text(
    '상담사와 고객이 대화한 시간의 평균. 보류와 후처리는 포함하지 않으며 발신(OUTBOUND)은 제외합니다.',
    'Mean agent interaction time: hold and after-contact work are not in it. Outbound excluded.',
  ),
  number_of_agents: text(
    '기간 중 상담에 연결되었거나 접속한 상담사 수(모니터링 제외).',
    'Agents connected to a contact (MONITOR aside) or online by agent events in the range.',
  ),
  calls_in_queue: text(
    '지금 대기열에서 기다리는 상담과 예약 콜백의 합.',
    'Contacts in queue now plus callbacks in their initial delay.',
  ),
}

const metric = (id, connect, unit, direction, ko, en, formula) => ({
  id,
  title: text(ko[0], en[0]),
  short: text(ko[0], en[0]),
  unit,
  direction,
  definition: text(ko[1], en[1]),
  formula,
  source_url: 'https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html',
  attribution: 'contact',
  connect_name: connect,
})

export const metrics = [
  metric(
    'service_level',
    'SERVICE_LEVEL',
    'percent',
    'higher',
    ['서비스 수준', '대기열에 들어온 상담 가운데 정해진 시간 안에 대기열을 벗어난 비율.'],
    ['Service level', 'Share of queued contacts that left the queue within the limit.'],
    'removed from queue in < 20 s / contacts queued',
  ),
  metric(
    'abandonment_rate',
    'ABANDONMENT_RATE',
    'percent',
    'lower',
    ['포기율', '대기열에 들어온 상담 가운데 상담사 연결 없이 끝난 비율.'],
    ['Abandonment rate', 'Share of queued contacts that ended without an agent.'],
    'contacts abandoned / contacts queued',
  ),
]
