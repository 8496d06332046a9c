// Why a record or one of its fields could not be read, as Pipeline health shows it.

const kinds: { [english: string]: string } = {
  'contact record': '고객 응대 레코드',
  'agent event': '상담사 이벤트',
  'contact event': '상담 이벤트',
}

/** A type of JSON as what a value is, and as what it is not. */
const types: { [english: string]: [is: string, isNot: string] } = {
  string: ['문자열입니다', '문자열이'],
  object: ['객체입니다', '객체가'],
  array: ['배열입니다', '배열이'],
  number: ['숫자입니다', '숫자가'],
  boolean: ['참·거짓 값입니다', '참·거짓 값이'],
  'true or false': ['참·거짓 값입니다', '참·거짓 값이'],
  null: ['null입니다', 'null이'],
  record: ['레코드입니다', '레코드(JSON 객체 하나)가'],
}

/** What is wrong with the value of a field. */
const ofValue: [english: RegExp, korean: string][] = [
  [/^appears more than once; the last one counts$/, '여러 번 나와 마지막 값을 씁니다'],
  [/^longer than (\d+) (?:bytes|characters)$/, '길이 제한($1)을 넘습니다'],
  [/^a text with a zero character, which no database keeps$/, '저장할 수 없는 문자(U+0000)가 들어 있습니다'],
  [/^not valid Unicode: it has half of a surrogate pair$/, '올바른 유니코드가 아닙니다'],
  [/^not a time$/, '시각이 아닙니다'],
  [/^a time outside the years 2000 to 2199$/, '2000년부터 2199년 사이의 시각이 아닙니다'],
  [/^more than 24 hours in the future$/, '24시간 넘게 미래인 시각입니다'],
  [/^not a whole number$/, '정수가 아닙니다'],
  [/^a negative number$/, '음수입니다'],
  [/^a number too large to be true$/, '지나치게 큰 숫자입니다'],
  [/^missing; this contact is left out$/, '값이 없어 해당 상담을 제외했습니다'],
]

/** What is wrong with a whole record of a known kind, behind the name of the kind. */
const ofKind: [english: RegExp, korean: string][] = [
  [/^without InstanceARN, and its AgentARN names no instance$/, 'InstanceARN이 없고 AgentARN에도 인스턴스가 없습니다'],
  [/^without (.+)$/, '필수 필드가 없습니다($1)'],
  [/^with two (\S+) fields: .*$/, '$1 필드가 두 개여서 어느 것이 맞는지 알 수 없습니다'],
]

/** What is wrong with bytes that are no record. */
const ofBytes: [english: RegExp, korean: string][] = [
  [/^the record is empty$/, '빈 레코드입니다'],
  [/^the record is packed more than (\d+) times over$/, '$1번 넘게 겹쳐 포장된 레코드입니다'],
  [/^not JSON: bytes that are not UTF-8 text$/, 'JSON이 아닙니다: UTF-8 텍스트가 아닙니다'],
  [
    /^not JSON: it ends in the middle, after (\d+) bytes; it was cut off$/,
    'JSON이 아닙니다: $1바이트 뒤에서 잘렸습니다',
  ],
  [/^not JSON: it ends after the opening bracket of an array; .*$/, 'JSON이 아닙니다: 배열이 시작되자마자 잘렸습니다'],
  [/^not JSON: unexpected character at byte (\d+)$/, 'JSON이 아닙니다: $1번째 바이트에 잘못된 문자가 있습니다'],
  [
    /^objects or arrays are nested more than (\d+) deep, at byte (\d+)$/,
    '객체나 배열이 $1단계보다 깊습니다($2번째 바이트)',
  ],
  [
    /^not one JSON value: something follows its end at byte (\d+)$/,
    'JSON 값 하나가 아닙니다: $1번째 바이트 뒤에 내용이 더 있습니다',
  ],
  [
    /^neither a contact record nor an agent event nor a contact event: .*$/,
    '어떤 레코드인지 알 수 있는 필드가 없습니다',
  ],
  [
    /^an EventBridge event of another type: only "(.+)" is read$/,
    '다른 종류의 EventBridge 이벤트입니다("$1"만 읽습니다)',
  ],
  [/^gzip whose content is over the limit .*$/, 'gzip을 푼 크기가 한도(16MiB 또는 압축 크기의 100배)를 넘습니다'],
  [/^gzip that cannot be unpacked: .*$/, 'gzip을 풀 수 없습니다: 손상되었거나 잘렸습니다'],
  [
    /^the ingest key is for other Amazon Connect instances than the one of this record$/,
    '수집 키에 허용되지 않은 Amazon Connect 인스턴스의 레코드입니다',
  ],
  [/^a list of messages where one record should be$/, '레코드 하나가 아니라 메시지 목록입니다'],
  [/^a message of another service that holds no record$/, '레코드가 없는 다른 서비스의 메시지입니다'],
]

/** The sentence in Korean; null where it is not known. */
export function recordFault(english: string): string | null {
  const kind = Object.keys(kinds).find((name) => english.startsWith(`${name} `))
  if (kind === undefined) return inKorean(ofBytes, english) ?? valueFault(english)
  const rest = english.slice(kind.length + 1)
  const [, field, fault] = /^whose (\S+) is (.+)$/.exec(rest) ?? []
  const korean = field && fault ? valueFault(fault) : inKorean(ofKind, rest)
  if (korean === null) return null
  return field ? `${kinds[kind] ?? kind}: ${field}: ${korean}` : `${kinds[kind] ?? kind}: ${korean}`
}

function valueFault(english: string): string | null {
  const [, got = '', wanted = ''] = /^(?:an? )?(\w+) where (?:an? )?([\w ]+?) should be(?:: .*)?$/.exec(english) ?? []
  const [is, isNot] = [types[got]?.[0], types[wanted]?.[1]]
  return is && isNot ? `${isNot} 아니라 ${is}` : inKorean(ofValue, english)
}

function inKorean(known: [RegExp, string][], english: string): string | null {
  const found = known.find(([pattern]) => pattern.test(english))
  return found ? english.replace(found[0], found[1]) : null
}
