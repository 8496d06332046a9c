// 저장된 보기, 보고서, 지표 사전의 문구.
import type { Dictionary } from './dictionary'

export const views: Dictionary['views'] = {
  title: '저장된 보기',
  none: '아직 저장된 보기가 없습니다. 화면을 원하는 대로 설정한 뒤 이름을 붙여 저장하면 누구나 열어 볼 수 있습니다.',
  saveAs: '현재 보기를 새 이름으로 저장',
  save: '저장',
  replace: '덮어쓰기',
  saveChanges: (name) => `‘${name}’에 변경 내용 저장`,
  changed: '변경됨',
  pin: (name) => `고정: ${name}`,
  unpin: (name) => `고정 해제: ${name}`,
  rename: (name) => `이름 변경: ${name}`,
  newName: '새 이름',
  cancel: '취소',
  link: (name) => `${name} 링크`,
  remove: (name) => `삭제: ${name}`,
  removed: (name) => `‘${name}’ 보기를 삭제했습니다.`,
  undo: '되돌리기',
}

export const unit: Dictionary['unit'] = { count: '건수', seconds: '시간', percent: '%' }
export const unitLong: Dictionary['unitLong'] = { count: '개수', seconds: '시간(분:초)', percent: '비율(%)' }

export const direction: Dictionary['direction'] = {
  higher: '높을수록 좋음',
  lower: '낮을수록 좋음',
  neither: '높고 낮음에 좋고 나쁨이 없음',
}

export const moment: Dictionary['moment'] = {
  initiation: '상담 시작 시각',
  disconnect: '상담 종료 시각',
  enqueue: '대기열 인입 시각',
  connected_to_agent: '상담사 연결 시각',
  time_spent: '시간을 쓴 시각',
}

export const metrics: Dictionary['metrics'] = {
  title: '지표 사전',
  search: '이름, ID, 용어',
  searchLong: '지표 찾기: 한국어, 영어, Amazon Connect 명칭',
  found: (n) => `지표 ${n}개`,
  none: '찾는 지표가 없습니다.',
  about: (n) => `지표 ${n}개, 정의는 하나씩`,
  intro: {
    names:
      'Amazon Connect에 있는 지표는 그 API 이름을 소문자로 쓴 것이 ID입니다. 보고서, 내보내기, 명령줄, API에서 같은 ID를 씁니다. Amazon 문서의 설명이 서로 다른 경우에는 두 가지를 모두 두고 이름을 달리했습니다.',
    record:
      '상담 기록으로 세는 지표는 상담 한 건을 종료된 구간에 통째로 넣습니다. 다른 시각을 세는 지표는 그 시각의 구간에 넣습니다.',
    nothing:
      '해당하는 상담이 없으면 건수와 합계는 0이고, 평균·비율·백분위수는 값이 없습니다(–). 백분위수는 항상 실제로 있었던 값입니다. 합계 행은 행을 더한 것이 아니라 전체로 다시 계산합니다.',
    search: '현장에서 쓰는 말로도 찾을 수 있습니다: SLA, AHT, ASA, ACW, 상담원, 중단율.',
  },
  unknown: (id) => `${id} 지표는 없습니다.`,
  inReport: '보고서에서 보기',
  link: '링크 복사',
  attribution: '귀속 기준',
  timeField: '시각 기준',
  ownTime: '이 시각을 세는 지표이므로 바꿀 수 없습니다.',
  otherTime: '보고서에서 다른 시각으로 바꿀 수 있습니다.',
  dimensions: '구분할 수 있는 항목',
  parameters: '매개변수',
  parameter: '이름',
  meaning: '의미',
  allowed: '값',
  default: '기본값',
  example: '예시',
}

export const reason: Dictionary['reason'] = {
  CUSTOMER_DISCONNECT: '고객 종료',
  AGENT_DISCONNECT: '상담사 종료',
  THIRD_PARTY_DISCONNECT: '제3자 종료',
  CONTACT_FLOW_DISCONNECT: '흐름에서 종료',
  AGENT_COMPLETED: '상담사 완료 처리',
  TRANSFERRED: '전환됨',
  EXPIRED: '유효 시간 만료',
  BARGED: '관리자 개입',
  TELECOM_PROBLEM: '통신 장애',
  CUSTOMER_CONNECTION_NOT_ESTABLISHED: '고객 연결 실패',
  API: 'API로 종료',
  IDLE_DISCONNECT: '무응답 종료',
  OTHER: '기타',
}

export const interval: Dictionary['interval'] = {
  '15m': '15분 단위',
  '30m': '30분 단위',
  '1h': '1시간 단위',
  '1d': '일별',
  '1w': '주별',
  '1mo': '월별',
  total: '기간 전체',
}

export const reports: Dictionary['reports'] = {
  title: '보고서',
  one: '보고서',
  new: '새 보고서',
  ready: '바로 열기',
  readyNames: {
    queues: '대기열별',
    agents: '상담사별',
    quarters: '15분 단위',
    days: '일별',
    reasons: '종료 사유별',
    channels: '채널·시작 방식별',
  },
  readyAbout: {
    queues: '인입, 응대, 포기, 서비스 수준, 응대 대기 시간, 처리 시간',
    agents: '응대 건수, 처리 시간과 그 구성, 전환',
    quarters: '언제 얼마나 들어오고 얼마나 응대했는지',
    days: '상담 건수, 응대율, 서비스 수준, 처리 시간',
    reasons: '상담이 어떻게 끝났고 얼마나 걸렸는지',
    channels: '음성, 채팅, 작업, 이메일을 수신·발신으로 나누어',
  },
  saved: '저장된 보고서',
  noneSaved:
    '아직 저장된 보고서가 없습니다. 보고서를 열어 원하는 대로 설정한 뒤 이름을 붙여 저장해 주세요. 고정하면 이 화면에 수치가 표시됩니다.',
  open: '열기',
  openAll: (rows) => `열기 · ${rows}행`,
  figures: '지표',
  groups: '구분',
  filters: '조건',
  addMetric: '지표 추가',
  addGroup: '구분 추가',
  addFilter: '조건 추가',
  every: '시간 단위',
  timeField: '집계 시각',
  shape: '표시 형태',
  shapes: { table: '표', chart: '차트' },
  time: '시각',
  total: '전체',
  none: '없음',
  rows: (n) => `${n}행`,
  empty: '조회 기간에 조건에 맞는 상담이 없습니다.',
  choose: '지표를 하나 이상 선택해 주세요.',
  toReady: '준비된 보고서 보기',
  running: '조회 중입니다.',
  stop: '중단',
  stopped: '조회를 중단했습니다.',
  again: '다시 조회',
  settings: '설정',
  apply: '적용',
  earlier: '왼쪽으로',
  later: '오른쪽으로',
  dictionary: '산출 기준',
  drop: (what) => `빼기: ${what}`,
  notBy: (group) => `${group} 기준으로는 의미가 없는 지표입니다.`,
  notFor: (metric) => `${metric} 지표를 이 기준으로 나눌 수 없습니다.`,
  cannot: '선택한 지표에 쓸 수 없음',
  attribute: '상담 속성 키',
  attributeLong: '상담 속성의 키(대소문자 그대로)',
  add: '추가',
  is: '포함',
  isNot: '제외',
  filter: (what, values, not) => `${what} ${values} ${not ? '제외' : '포함'}`,
  andMore: (n) => `외 ${n}개`,
  findMore: (n) => `${n}개가 더 있습니다. 이름으로 찾아 주세요.`,
  ownValue: (value) => `‘${value}’ 사용`,
  mostOf: (shown, all, metric) => `${all}개 중 ${metric} 상위 ${shown}개`,
}
