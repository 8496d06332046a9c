// Finding a metric by whatever people call it: in Korean, in English, by Amazon Connect's name or by the words of the trade.
import type { Metric } from '../api/model'

/** Words for one thing: who looks for one of them means the others too. */
const same: string[][] = [
  ['상담사', '상담원', '에이전트', 'agent'],
  ['상담', '통화', '콜', '컨택', '연락', 'call', 'contact'],
  ['수신', '인바운드', 'inbound', 'incoming'],
  ['발신', '아웃바운드', 'outbound'],
  ['포기', '중단', 'abandon'],
  ['응대율', '응답률', '수락률', 'answer rate'],
  ['응대', '응답', '처리 건수', 'handled'],
  ['서비스 수준', '서비스 레벨', 'sla', 'service level'],
  ['후처리', '후속 작업', '고객 응대 후 작업', 'acw', 'after contact work'],
  ['평균 처리 시간', 'aht', 'average handle time'],
  ['평균 응대 대기 시간', 'asa', 'average queue answer time'],
  ['보류', 'hold'],
  ['전환', '호전환', '이관', 'transfer'],
  ['대기열', '큐', '스킬', 'queue'],
  ['백분위', '퍼센타일', '중앙값', 'percentile', 'p50', 'p90', 'p95'],
  ['콜백', '예약', 'callback'],
  ['점유율', '가동률', 'occupancy'],
]

/** What a metric is found by. Figures of the present moment have no short title. */
type Findable = Pick<Metric, 'id' | 'title' | 'connect_name' | 'definition'> & { short?: Metric['short'] }

function text(metric: Findable): string {
  const { id, title, short = title, connect_name: name, definition } = metric
  const words = [
    id,
    id.replaceAll('_', ' '),
    title.ko,
    title.en,
    short.ko,
    short.en,
    name,
    definition.ko,
    definition.en,
  ]
  return words.join('\n').toLowerCase()
}

/** What stands for a word: itself, and what others say for it. A word of one letter stands for itself alone. */
function meanings(word: string): string[] {
  if (word.length < 2) return [word]
  return [word, ...same.filter((words) => words.some((w) => w === word)).flat()]
}

/** The metrics in which every word occurs. What is called so comes before what only says so in its definition. */
export function findMetrics<M extends Findable>(metrics: M[], query: string): M[] {
  const whole = query.trim().toLowerCase()
  const named = same.some((words) => words.includes(whole))
  const words = (named ? [whole] : whole.split(/\s+/)).filter(Boolean).map(meanings)
  if (words.length === 0) return metrics
  const found = metrics.filter((metric) => {
    const all = text(metric)
    return words.every((alternatives) => alternatives.some((word) => all.includes(word)))
  })
  const called = (metric: M) => {
    const { id, title, connect_name: name } = metric
    const names = [id, id.replaceAll('_', ' '), title.ko, title.en, name].join('\n').toLowerCase()
    return words.every(([word = '']) => names.includes(word))
  }
  return [...found.filter(called), ...found.filter((m) => !called(m))]
}
