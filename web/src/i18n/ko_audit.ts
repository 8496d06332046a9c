import type { Dictionary } from './dictionary'

/** The access records. */
export const audit: Dictionary['audit'] = {
  title: '접속 기록',
  sub: '누가 누구의 정보를 조회하고 내보내고 무엇을 바꿨는지, 2년 동안 보관합니다',
  at: '일시',
  who: '계정',
  address: '접속지',
  action: '수행 업무',
  subject: '정보주체·대상',
  reason: '사유',
  outcome: '결과',
  done: '완료',
  refused: '거부',
  failed: (status) => `실패(${status})`,
  find: '찾기',
  all: '모든 업무',
  none: '이 기간에는 기록이 없습니다.',
}

/** What the records call things, by the API's own words. */
export const recorded: Dictionary['recorded'] = {
  sign_in: '로그인',
  sign_out: '로그아웃',
  list_contacts: '상담 목록 조회',
  see_contact: '상담 조회',
  see_versions: '레코드 변경 이력 조회',
  see_related: '연관 상담 조회',
  see_agent: '상담사 활동 조회',
  explain: '지표 근거 조회',
  export: '내보내기',
  see_quarantined: '격리 레코드 조회',
  replay_quarantine: '격리 레코드 재처리',
  change_settings: '설정 변경',
  delete_settings: '설정 삭제',
  create_token: '토큰 발급',
  rotate_token: '토큰 교체',
  revoke_token: '토큰 폐기',
  add_user: '계정 추가',
  set_up_user: '계정 설정',
  reset_user: '계정 초기화',
  change_role: '역할 변경',
  disable_user: '계정 사용 중지',
  see_audit: '접속 기록 조회',
}
