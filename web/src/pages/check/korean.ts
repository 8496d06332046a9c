// What the server's findings say, by code, in Korean. docs/check.md has them in English.

type Words = { summary: string; cause: string }

const fine = (summary: string): Words => ({ summary, cause: '' })

const words = (summary: string, cause: string): Words => ({ summary, cause })

export const korean: Record<string, Words> = {
  credentials_known: fine('AWS 자격 증명이 유효합니다.'),
  credentials_refused: words(
    'AWS 자격 증명이 없거나 거부되었습니다.',
    '이 상태로는 스트림, 대기열, 이름을 읽을 수 없습니다.',
  ),
  account_differs: words(
    '자격 증명과 인스턴스의 계정이 다릅니다.',
    '계정을 적지 않은 리소스는 자격 증명의 계정에서 찾습니다.',
  ),
  region_none: words(
    '리전이 설정되어 있지 않습니다.',
    '스트림과 대기열은 리전에 속하므로 리전 없이는 찾을 수 없습니다.',
  ),
  clock_right: fine('서버 시각이 AWS 시각과 일치합니다.'),
  clock_off: words(
    '서버 시각이 AWS 시각과 1분 넘게 차이 납니다.',
    '대기 시간이 그만큼 어긋나고, 5분부터는 AWS가 모든 요청을 거부합니다.',
  ),
  not_allowed: words(
    '권한이 없어 확인하지 못했습니다.',
    '권한이 빠져 있거나 정책이 거부합니다. 자세한 내용은 AWS 응답을 확인해 주세요.',
  ),
  denied_by_boundary: words(
    '호출자의 권한 경계가 허용하지 않아 확인하지 못했습니다.',
    '권한 경계에 없는 권한은 다른 정책으로 허용할 수 없으므로, 권한 경계에도 이 정책 문을 추가해야 합니다.',
  ),
  denied_by_policy: words(
    '호출자 또는 세션의 정책이 거부하여 확인하지 못했습니다.',
    '거부하는 정책이 있으면 허용 정책을 추가해도 바뀌지 않습니다. 어떤 정책인지는 AWS 응답을 확인해 주세요.',
  ),
  denied_by_organisation: words(
    'AWS 조직의 정책이 거부하여 확인하지 못했습니다.',
    '이 계정의 정책으로는 허용할 수 없습니다. AWS 조직 관리자에게 문의해 주세요.',
  ),
  not_answered: words('AWS 응답이 없어 확인하지 못했습니다.', '원인은 함께 표시된 응답을 확인해 주세요.'),
  instance_not_named: words(
    'Amazon Connect 인스턴스가 지정되지 않아 전송 설정을 확인하지 못했습니다.',
    '--connect-instance로 지정해 주세요.',
  ),
  instance_active: fine('인스턴스가 활성 상태입니다.'),
  instance_missing: words(
    '이 계정과 리전에 해당 Amazon Connect 인스턴스가 없습니다.',
    'ARN이 잘못되었거나 다른 계정의 자격 증명입니다.',
  ),
  instance_not_active: words('인스턴스가 활성 상태가 아닙니다.', '생성 중이거나 생성에 실패했습니다.'),
  contact_records_sent: fine('인스턴스가 고객 응대 레코드(CTR)를 수집 경로로 보내고 있습니다.'),
  contact_records_nowhere: words(
    '인스턴스가 고객 응대 레코드(CTR)를 보내지 않습니다.',
    '데이터 스트리밍이 꺼져 있습니다. 그동안 끝난 상담의 레코드는 나중에 전송되지 않습니다.',
  ),
  contact_records_elsewhere: words(
    '고객 응대 레코드(CTR)가 Ringside에서 읽지 않는 스트림으로 전송됩니다.',
    '다른 서비스가 전달하지 않으면 들어오지 않습니다. 대상은 인스턴스마다 하나이므로 그 스트림을 읽거나 대상을 바꿔 주세요.',
  ),
  agent_events_sent: fine('인스턴스가 상담사 이벤트를 수집 경로로 보내고 있습니다.'),
  agent_events_nowhere: words(
    '인스턴스가 상담사 이벤트를 보내지 않습니다.',
    '상담사 이벤트 스트리밍이 꺼져 있어 상담사의 상태와 활동을 알 수 없습니다.',
  ),
  agent_events_elsewhere: words(
    '상담사 이벤트가 Ringside에서 읽지 않는 스트림으로 전송됩니다.',
    '다른 서비스가 전달하지 않으면 들어오지 않습니다. 대상은 인스턴스마다 하나이므로 그 스트림을 읽거나 대상을 바꿔 주세요.',
  ),
  stream_active: fine('스트림이 활성 상태입니다.'),
  stream_missing: words(
    '스트림이 없습니다.',
    '삭제되었거나 이름, 계정, 리전이 다릅니다. Amazon Connect는 기록하지 못해도 알려 주지 않습니다.',
  ),
  stream_not_active: words(
    '스트림이 활성 상태가 아닙니다.',
    '생성 중에는 기록할 수 없고, 삭제 중이면 남은 데이터도 모두 사라집니다.',
  ),
  stream_not_fed: words(
    '읽고 있는 스트림이지만, 지정한 인스턴스 중 여기로 보내는 인스턴스가 없습니다.',
    '전송 대상이 다른 스트림이거나, 다른 서비스 또는 지정하지 않은 인스턴스에서 들어옵니다.',
  ),
  stream_region: words(
    '스트림과 인스턴스의 리전이 다릅니다.',
    'Amazon Connect는 같은 리전의 스트림에만 기록합니다. 다른 서비스가 옮겨 주어야 들어옵니다.',
  ),
  key_known: fine('인스턴스에 등록된 키이므로 암호화된 스트림에 기록할 수 있습니다.'),
  key_not_known: words(
    '스트림이 인스턴스에 등록되지 않은 키로 암호화되어 있습니다.',
    '이 경우 Amazon Connect가 기록하지 못하며 알림도 없습니다. 인스턴스가 녹음, 대화 기록, 보고서에 쓰는 키여야 합니다.',
  ),
  key_of_aws: words(
    '스트림이 AWS 관리형 키로 암호화되어 있습니다.',
    'Amazon Connect는 이 키를 쓸 수 없으며 알림도 없습니다. 인스턴스에 등록된 고객 관리형 키를 쓰거나 암호화를 해제해 주세요.',
  ),
  key_off: words('스트림의 키가 활성 상태가 아닙니다.', '활성화하기 전에는 쓰기와 읽기가 모두 되지 않습니다.'),
  shards_left: fine('샤드 한도에 여유가 있습니다.'),
  shards_used_up: words('계정의 샤드 한도를 모두 사용했습니다.', '스트림을 더 늘릴 수 없습니다.'),
  age_in_time: fine('CloudWatch 기준으로 스트림을 지연 없이 읽고 있습니다.'),
  age_behind: words(
    'CloudWatch 기준으로 스트림 읽기가 1분 넘게 지연되고 있습니다.',
    'CloudWatch는 스트림을 읽는 모든 프로그램을 함께 집계합니다. Ringside의 지연은 서버를 통해 확인해 주세요: ringside check --server http://127.0.0.1:8080',
  ),
  reading_in_time: fine('스트림을 지연 없이 읽고 있습니다.'),
  reading_behind: words(
    '스트림 읽기가 1분 넘게 지연되고 있습니다.',
    '들어오는 양이 읽는 양보다 많거나, 가장 오래된 레코드부터 따라잡는 중입니다.',
  ),
  reading_near_end: words(
    '스트림 읽기 지연이 보존 기간의 절반을 넘었습니다.',
    '제때 읽지 못한 레코드는 스트림에서 사라집니다. 가장 오래된 레코드부터 읽기 시작한 직후에는 정상이며, 그렇지 않다면 보존 기간을 늘려 주세요.',
  ),
  reading_loses: words(
    '읽기 전에 스트림에서 사라진 레코드가 있습니다.',
    '샤드가 끝나고 보존 기간이 지났습니다. 따로 보관한 곳이 있으면 거기에서 가져올 수 있습니다.',
  ),
  reading_fails: words(
    '스트림 또는 대기열을 읽지 못하고 있습니다.',
    '원인은 함께 표시된 메시지를 확인해 주세요. 읽기는 자동으로 다시 시도합니다.',
  ),
  rule_right: fine('EventBridge 규칙이 모든 상담 이벤트를 전송합니다.'),
  rule_none: words(
    '상담 이벤트를 대기열로 보내는 EventBridge 규칙이 없습니다.',
    'Amazon Connect는 계정의 기본 이벤트 버스로 이벤트를 보내며, 규칙이 없으면 전달되지 않습니다. 다른 이벤트 버스는 확인하지 않았습니다.',
  ),
  rule_off: words('EventBridge 규칙이 비활성화되어 있습니다.', '그동안의 이벤트는 나중에 전송되지 않습니다.'),
  rule_pattern: words(
    '규칙의 패턴이 Amazon Connect 이벤트와 일치하지 않습니다.',
    '패턴은 대소문자를 구분합니다. detail의 필드는 eventType처럼 소문자로 시작하고 값은 대문자입니다.',
  ),
  rule_filters: words(
    '규칙의 패턴이 이벤트 내부 필드를 조건으로 씁니다.',
    '일부 이벤트는 필드 표기가 달라 누락됩니다. source와 detail-type만 조건으로 쓰세요.',
  ),
  target_transforms: words(
    '규칙이 이벤트 원문이 아닌 값을 보냅니다.',
    '입력, 입력 경로 또는 변환기가 이벤트의 JSON을 바꾸므로 Ringside가 읽을 수 없습니다.',
  ),
  target_no_dead_letters: words(
    '규칙의 대상에 배달 못한 편지 대기열(DLQ)이 없습니다.',
    '하루 안에 전달하지 못한 이벤트는 흔적 없이 사라집니다.',
  ),
  queue_works: fine('대기열이 있으며 밀린 메시지가 많지 않습니다.'),
  queue_missing: words('대기열이 없습니다.', 'URL, 계정 또는 리전이 다르거나 삭제되었습니다.'),
  queue_deep: words(
    '대기열에 메시지가 1,000건 넘게 쌓여 있습니다.',
    '메시지를 가져가지 않거나 들어오는 속도보다 느립니다.',
  ),
  queue_closed: words(
    '대기열 정책이 EventBridge의 전송을 허용하지 않습니다.',
    '이 규칙에 sqs:SendMessage를 허용하는 정책 문이 없어 전달할 수 없습니다.',
  ),
  queue_key_of_aws: words(
    '대기열이 AWS 관리형 키로 암호화되어 있습니다.',
    'EventBridge는 이 키를 쓸 수 없어 이벤트를 버립니다. SQS 자체 암호화나 EventBridge가 쓸 수 있는 고객 관리형 키를 사용하세요.',
  ),
  queue_no_dead_letters: words(
    '대기열에 배달 못한 편지 대기열(DLQ)이 없습니다.',
    '저장하지 못한 메시지는 대기열의 보존 기간이 끝날 때까지 반복해서 수신됩니다.',
  ),
  dead_letters: words(
    '배달 못한 편지 대기열(DLQ)에 메시지가 있습니다.',
    '저장되지 못한 채 여러 번 수신되었거나 EventBridge가 전달하지 못했습니다. 수치에 반영되지 않았습니다.',
  ),
  contact_records_came: fine('고객 응대 레코드(CTR)가 들어왔습니다.'),
  contact_records_never: words(
    '고객 응대 레코드(CTR)가 한 번도 들어오지 않았습니다.',
    '첫 레코드는 상담이 끝나고 1~2분 뒤에 들어옵니다.',
  ),
  agent_events_came: fine('상담사 이벤트가 들어왔습니다.'),
  agent_events_never: words(
    '상담사 이벤트가 한 번도 들어오지 않았습니다.',
    '로그인한 상담사이 있으면 적어도 2분에 한 번은 들어옵니다.',
  ),
  contact_events_came: fine('상담 이벤트가 들어왔습니다.'),
  contact_events_never: words(
    '상담 이벤트가 한 번도 들어오지 않았습니다.',
    '이벤트가 없으면 실시간 화면에서 대기 중인 고객을 알 수 없습니다.',
  ),
  in_quarantine: words('격리된 레코드가 있습니다.', '해석하지 못한 레코드로, 수치에 반영되지 않았습니다.'),
  arrivals_not_known: words(
    '수신 현황과 읽기 지연은 서버만 알 수 있습니다.',
    '서버를 통해 점검해 주세요: ringside check --server http://127.0.0.1:8080',
  ),
  amazon_connect_quota: words(
    '시작 이후 계정 한도 초과로 Amazon Connect가 거부한 요청이 있습니다.',
    '한도는 계정의 다른 도구와 함께 사용합니다. 화면이 조금 늦게 갱신됩니다.',
  ),
  nothing_asked: words(
    '지정된 AWS 리소스가 없어 AWS에는 확인하지 않았습니다.',
    '레코드는 Firehose와 EventBridge가 Ringside 주소로 보내거나 파일로 가져옵니다. 확인하려면 인스턴스, 스트림, 대기열을 지정해 주세요.',
  ),
}
