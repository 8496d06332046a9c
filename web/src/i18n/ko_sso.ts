import type { Dictionary } from './dictionary'

/** Amazon Connect SSO 연동: 설정과 로그인 오류 진단. */
export const sso: Dictionary['sso'] = {
  title: 'Amazon Connect SSO 연동',
  pick: '파일 선택',
  verify: {
    title: '로그인 오류 진단',
    sub: '이 서버에서만 분석합니다. 입력한 내용은 저장하거나 AWS로 보내거나 로그에 남기지 않습니다.',
    evidence: '실패한 로그인의 내용',
    place:
      'SAMLResponse=PHNhbWxwOlJlc3BvbnNl…&RelayState=https%3A%2F%2F…\n\n또는 base64·XML 메시지, 폼을 보내는 페이지, AWS 오류 문구',
    file: '또는 파일: HAR, XML, HTML, 텍스트',
    takeAway: (name) => `${name} 제거`,
    caution:
      'SAMLResponse가 있으면 5분 동안 누구나 로그인할 수 있고, HAR 파일에는 쿠키와 비밀번호가 들어 있습니다. 진단이 끝나면 파일을 삭제하세요.',
    facts: '설정 정보 파일',
    factsNote:
      'ringside sso plan --facts-out으로 저장한 파일, 또는 ringside sso verify --facts-example을 채운 파일입니다. 없으면 메시지만 분석합니다.',
    at: '판단 시점',
    now: '현재',
    issue: '메시지 발급 시각',
    show: '이름과 값을 그대로 표시',
    ask: '원인 찾기',
    tooLarge: (limit) => `파일이 ${limit}보다 큽니다. HAR 파일을 내용 없이, 또는 문서 요청만 저장해 주세요.`,
    nobody: '원인과 AWS가 보여 주는 오류, 해결 방법이 여기에 표시됩니다.',
    sound: '로그인이 실패할 원인이 없습니다',
    soundPartly: '확인한 범위에서는 로그인이 실패할 원인이 없습니다',
    counts: {
      fault: (n) => `오류 ${n}건`,
      undecided: (n) => `판단 불가 ${n}건`,
      possible: (n) => `가능한 원인 ${n}건`,
      warning: (n) => `주의 ${n}건`,
      info: (n) => `참고 ${n}건`,
    },
    severities: { fault: '오류', undecided: '판단 불가', possible: '가능한 원인', warning: '주의', info: '참고' },
    inputs: {
      xml: 'XML 메시지',
      base64: 'base64 메시지',
      form: '폼',
      har: 'HAR 파일',
      error_text: 'AWS 오류 문구',
      unknown: '입력한 내용',
    },
    about: (input, at) => (at === '' ? `${input} 분석 결과` : `${input} 분석 결과(판단 시점 ${at})`),
    first: 'AWS가 여기서 거부합니다',
    seen: '확인한 값',
    says: 'AWS 표시',
    said: 'AWS 오류',
    fix: '해결 방법',
    unchecked: '판단하지 못한 것',
  },
}
