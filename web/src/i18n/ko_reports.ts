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
