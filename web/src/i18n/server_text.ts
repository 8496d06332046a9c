// The server speaks English. The sentences that a reader of the page meets are known here by their beginnings; what is not
// known stays as it came, marked as English for readers and translators.
import type { Language } from '../lib/format'
import { readerAdvice } from './server_readers'
import { recordFault } from './server_records'
import { refusals } from './server_refusals'

export type Said = { text: string; english: boolean }

/** Whole sentences of the API's problems. */
export const sentences: { [english: string]: string } = {
  'There is no such page. Begin again without after.': '없는 페이지입니다. 첫 페이지부터 다시 조회해 주세요.',
  'There is no such record.': '해당하는 레코드가 없습니다.',
  'The store cannot answer now. Pipeline health says why; try again in a moment.':
    '지금은 저장소에서 조회할 수 없습니다. 원인은 수집 상태에서 확인하고, 잠시 후 다시 시도해 주세요.',
  'Too many live pages are open. Close some, or try again in a moment.':
    '열려 있는 실시간 화면이 너무 많습니다. 일부를 닫거나 잠시 후 다시 시도해 주세요.',
  'The server is stopping. Try again in a moment.': '서버가 종료되고 있습니다. 잠시 후 다시 시도해 주세요.',
  'The request was broken off. Try again.': '요청이 중단되었습니다. 다시 시도해 주세요.',
  'The answer took too long. Ask for a shorter range.': '조회 시간이 초과되었습니다. 조회 기간을 줄여 주세요.',
  'Something went wrong here. The log has the details under this request id.':
    '서버에서 오류가 발생했습니다. 서버 로그에서 요청 번호로 자세한 내용을 확인할 수 있습니다.',
  'Another view has that name. Choose another name, or replace that view.':
    '같은 이름의 보기가 있습니다. 다른 이름을 쓰거나 그 보기를 덮어써 주세요.',
  'There is no such saved view. Somebody may have deleted it.':
    '저장된 보기가 없습니다. 다른 사람이 삭제했을 수 있습니다.',
}

/** Beginnings of what Pipeline health says; the rest is shown behind the translation, in English where it is words. */
export const beginnings: [english: RegExp, korean: string][] = [
  [/^nothing can be stored: /, '레코드를 저장할 수 없습니다: '],
  [/^figures are being rebuilt: ([\d,]+) of ([\d,]+) records/, '수치를 다시 계산하고 있습니다: $2건 중 $1건 완료'],
  [/^figures are behind: they show ([\d,]+) of ([\d,]+) records/, '수치 반영이 늦어지고 있습니다: $2건 중 $1건 반영'],
  [/^journal segment (\S+) is damaged(?: \(records ([\d,]+) to ([\d,]+)\))?: /, '저널 파일 $1 손상: '],
]

/** A sentence of the server, or several parted by "; ", as the page shows them. */
export function said(text: string, language: Language): Said[] {
  if (language === 'en') return [{ text, english: true }]
  if (text.includes('\n')) {
    // Several things that are wrong, a line each.
    return text
      .split('\n')
      .flatMap((line, i) => [...(i > 0 ? [{ text: '\n', english: false }] : []), ...said(line, language)])
  }
  const whole = sentences[text] ?? readerAdvice[text]
  if (whole) return [{ text: whole, english: false }]
  for (const [english, korean] of refusals) {
    // Of several names that are near, the server says "a or b".
    if (english.test(text)) return [{ text: text.replace(english, korean).replaceAll(' or ', ', '), english: false }]
  }
  const fault = recordFault(text)
  if (fault !== null) return [{ text: fault, english: false }]
  return text.split('; ').flatMap((part, i) => {
    const between: Said[] = i > 0 ? [{ text: '; ', english: false }] : []
    for (const [english, korean] of beginnings) {
      const found = english.exec(part)
      if (!found) continue
      const known = found[0].replace(english, korean)
      const rest = part.slice(found[0].length)
      return [...between, { text: known, english: false }, ...(rest ? [{ text: rest, english: true }] : [])]
    }
    return [...between, { text: part, english: true }]
  })
}
