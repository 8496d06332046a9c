import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readerAdvice } from './server_readers'
import { said, sentences } from './server_text'

it('says known sentences in Korean and marks the others as English', () => {
  expect(said('There is no such record.', 'ko')).toEqual([{ text: '해당하는 레코드가 없습니다.', english: false }])
  expect(said('to must be after from', 'ko')).toEqual([{ text: 'to must be after from', english: true }])
  expect(said('There is no such record.', 'en')).toEqual([{ text: 'There is no such record.', english: true }])
})

it('translates each part of a health problem, and keeps the reason that follows', () => {
  const problem = 'nothing can be stored: no space left on device; figures are behind: they show 1,200 of 3,400 records'
  expect(said(problem, 'ko')).toEqual([
    { text: '레코드를 저장할 수 없습니다: ', english: false },
    { text: 'no space left on device', english: true },
    { text: '; ', english: false },
    { text: '수치 반영이 늦어지고 있습니다: 3,400건 중 1,200건 반영', english: false },
  ])
})

it('says several things that are wrong a line each', () => {
  const text =
    '"acme" is no ARN of an Amazon Connect instance\n"x" is no path: it begins and ends with a slash, as in /a/'
  expect(said(text, 'ko').map((part) => part.text)).toEqual([
    '‘acme’은(는) Amazon Connect 인스턴스 ARN이 아닙니다.',
    '\n',
    '‘x’은(는) 경로가 아닙니다. /contact-centre/처럼 슬래시로 시작하고 끝나야 합니다.',
  ])
})

it('names the policy by which AWS refuses', () => {
  const ko = (text: string) =>
    said(text, 'ko')
      .map((part) => part.text)
      .join('')
  const denied = (why: string) => `create role arn:x: AWS refuses it: ${why} (AccessDenied: explicit deny)`
  expect(ko(denied('a policy of the organisation (SCP) forbids it in this account; who runs it'))).toContain(
    '조직 정책(SCP)',
  )
  expect(ko(denied('no policy allows it to the caller; add the action to one'))).toContain('권한이 없습니다')
})

it('says refusals that name what was asked in Korean', () => {
  expect(said('view cannot be saved: its name has more than 100 characters', 'ko')).toEqual([
    { text: '저장할 수 없습니다: 이름은 100자까지 쓸 수 있습니다.', english: false },
  ])
})

it('says in Korean why a question cannot be answered', () => {
  const ko = (text: string) => {
    const [first] = said(text, 'ko')
    return first?.english === false ? first.text : null
  }
  expect(
    [
      'question cannot be answered: abandonment_rate means nothing by agent: a contact that nobody answered has none, so each would seem to have answered everything; ask for contacts_handled there, or group by queue or channel',
      'invalid time range: 2020-11-20T00:00:00+09:00 to 2026-11-22T00:00:00+09:00 has more than 106000 buckets of 15m; ask for 30m or a shorter range',
      'unknown metric: "contacts_hand"; did you mean contacts_handled or api_contacts_handled?',
      'question cannot be answered: unknown dimension "que"; did you mean queue?',
      'unknown metric: "service_level:seconds=0": seconds must be a whole number from 1 to 604800',
      'unknown metric: "contacts_handled:seconds=3": it takes no parameters',
      'question cannot be answered: grouped by more than 3 dimensions',
      'list contacts: question cannot be answered: unknown dimension "moon"; there are queue, agent',
      'invalid time range: at most ten years can be asked for at once; ask for a part of them',
      'invalid time range: buckets can be 15m, 30m, 1h, 1d, 1w, 1mo or total, not "3m"',
      'invalid time range: unknown period "never"; there are period_before, previous',
      'No queue is known as "nowhere". GET /api/v1/dimensions?dimension=queue lists them.',
    ].map(ko),
  ).toEqual([
    'abandonment_rate 지표는 agent 기준으로 나눌 수 없습니다. 아무도 응대하지 않은 상담에는 그 값이 없기 때문입니다. 대신 contacts_handled 지표를 쓰거나 대기열·채널로 나누어 주세요.',
    '조회 기간을 15m 단위로 나누면 106000개를 넘습니다. 30m 단위로 바꾸거나 기간을 줄여 주세요.',
    '‘contacts_hand’ 지표는 없습니다. contacts_handled, api_contacts_handled 지표를 찾으셨나요?',
    '‘que’ 항목은 없습니다. queue 항목을 찾으셨나요?',
    '‘service_level:seconds=0’: seconds 값은 1부터 604800까지의 정수여야 합니다.',
    '‘contacts_handled:seconds=3’ 지표에는 매개변수를 쓸 수 없습니다.',
    '구분은 최대 3개까지 쓸 수 있습니다.',
    '‘moon’ 항목은 없습니다. 쓸 수 있는 항목: queue, agent',
    '한 번에 최대 10년까지 조회할 수 있습니다. 기간을 나누어 조회해 주세요.',
    '‘3m’ 단위는 없습니다. 쓸 수 있는 단위: 15m, 30m, 1h, 1d, 1w, 1mo, total',
    '비교 기간 ‘never’은(는) 없습니다. 쓸 수 있는 기간: period_before, previous',
    '‘nowhere’ 대기열이 없습니다. 대기열 목록에서 선택해 주세요.',
  ])
})

it('says in Korean why a record or a field could not be read', () => {
  const ko = (text: string) => said(text, 'ko').map((part) => (part.english ? null : part.text))
  expect(
    [
      'contact record without ContactId, InitiationTimestamp',
      'agent event whose EventId is a number where a string should be',
      'number where an object should be',
      'not JSON: unexpected character at byte 744',
      'more than 24 hours in the future',
    ].flatMap(ko),
  ).toEqual([
    '고객 응대 레코드: 필수 필드가 없습니다(ContactId, InitiationTimestamp)',
    '상담사 이벤트: EventId: 문자열이 아니라 숫자입니다',
    '객체가 아니라 숫자입니다',
    'JSON이 아닙니다: 744번째 바이트에 잘못된 문자가 있습니다',
    '24시간 넘게 미래인 시각입니다',
  ])
})

it('knows every reason for which the decoder rejects a record or warns of a field', () => {
  const source = ['decode', 'unpack', 'object', 'future', 'split', 'agent_event_decode']
    .map((file) => readFileSync(`../internal/connect/${file}.go`, 'utf8'))
    .join('\n')
  const reasons = [
    ...source.matchAll(/(?:rejected\(|Reason: |reason[A-Z]\w+ += |Damage: |warn\(\w+, )"((?:[^"\\]|\\.)*)"/g),
  ].map(([, text = '']) => text.replaceAll('%d', '12').replaceAll('%q', '"Type"').replaceAll('%s', 'array'))
  expect(reasons.length).toBeGreaterThan(25)
  expect(reasons.filter((reason) => said(reason, 'ko').some((part) => part.english))).toEqual([])
})

it('knows every advice about streams and queues, and none that there is not', () => {
  const source = ['awsaccess/advice', 'ingest/kinesis/fault', 'ingest/sqs/fault'].map((file) =>
    readFileSync(`../internal/${file}.go`, 'utf8'),
  )
  const advice = source.flatMap((text) => [...text.matchAll(/return "([^"]+)"/g)].map(([, words = '']) => words))
  expect(advice.toSorted()).toEqual(Object.keys(readerAdvice).toSorted())
})

it('knows the sentences that the server has', () => {
  const server = readFileSync('../internal/api/problem.go', 'utf8')
  expect(Object.keys(sentences).filter((sentence) => !server.includes(`"${sentence}"`))).toEqual([])
})
