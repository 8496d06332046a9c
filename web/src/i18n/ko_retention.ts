import type { retention as english } from './en_retention'

/** 보존 기간. */
export const retention: typeof english = {
  title: '보존 기간',
  open: '보존 기간…',
  limits: '기록 보존 기간',
  sub: '보존 기간이 지난 기록은 매일 새벽 3시에 수신 원본과 통계 데이터에서 삭제하며, 다시 들어와도 저장하지 않습니다.',
  kinds: {
    contacts: '상담',
    details: '상담 상세 정보',
    agent_events: '상담사 이벤트',
    quarantine: '격리 레코드',
  },
  notes: {
    contacts: '상담 기록(모든 버전)과 상담 이벤트. 상담이 시작된 날을 기준으로 합니다.',
    details:
      '고객 전화번호, 속성, 녹취 위치, 참조 등 지표 계산에 쓰지 않는 정보. 지나면 지표만 남고, 속성별 보고서는 조회할 수 없습니다.',
    agent_events: '이벤트가 발생한 날 기준. 그 전 날짜의 상담사 근무 시간도 함께 삭제됩니다.',
    quarantine: '수신한 날 기준.',
  },
  days: '일',
  ever: '비워 두면 계속 보존',
  from: (day) => `${day}부터 보존`,
  fromBeginning: '계속 보존',
  save: '저장',
  fault: '2일에서 3,660일 사이로 입력하거나 비워 두세요',
  shorter: '기존보다 짧은 기간입니다. 기간이 지난 기록은 새벽에 영구히 삭제됩니다.',
  next: (at) => `다음 적용: ${at}`,
  none: '보존 기간을 정하지 않아 오래된 기록도 삭제하지 않습니다.',
  now: '지금 적용',
  count: '삭제 대상 확인',
  sure: '위 기록이 영구히 삭제된다는 것을 확인했습니다',
  nothing: '보존 기간이 지난 기록이 없습니다.',
  last: '최근 적용 결과',
  lastSub: (at) => `${at}. 전체를 다시 확인한 결과 남은 기록이 없습니다.`,
  others: '그 밖의 데이터',
  samples: '실시간 현황(15초 간격)',
  quarters: '실시간 현황(15분 간격)',
  audit: '접속 기록',
  othersNote: '실시간 현황은 서버 실행 설정에서 정합니다. 접속 기록은 법에 따라 2년간 보관합니다.',
  inDays: (n) => `${n}일`,
}
