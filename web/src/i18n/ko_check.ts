import type { check as english } from './en_check'

/** 연결 설정 점검. */
export const check: typeof english = {
  title: '연결 설정 점검',
  back: '수집 상태',
  open: '연결 설정 점검',
  about: 'AWS 설정과 Ringside에 들어온 데이터를 확인합니다. 설정을 바꾸거나 레코드를 읽지 않습니다.',
  begin: '점검 시작',
  again: '다시 점검',
  stop: '중지',
  running: (n) => `응답 ${n}건 확인`,
  none: 'Ringside를 시작한 뒤 아직 점검하지 않았습니다.',
  looked: (at, n, seconds) => `${at} · AWS 질의 ${n}건 · ${seconds}초`,
  severities: { wrong: '오류', warning: '주의', cannot_tell: '확인 불가', fine: '정상' },
  resource: '대상',
  seen: '확인한 값',
  fix: '조치',
  evidence: (n) => `근거 (${n}건)`,
}
