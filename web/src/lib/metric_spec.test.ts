import { expect, it } from 'vitest'
import type { Metric } from '../api/model'
import { countedAs, metricOf, parameterWords, parseSpec, promisedLevel, specText, specTitle } from './metric_spec'

const meaning = { ko: '', en: '' }
const compare: Metric['parameters'][number] = {
  name: 'compare',
  default: 'lt',
  allowed: '',
  meaning,
  choices: [
    { value: 'lt', meaning: { ko: '미만', en: 'less than' } },
    { value: 'lte', meaning: { ko: '이하', en: 'at most' } },
  ],
  words: [],
}
const level: Metric = {
  id: 'service_level',
  group: 'service_level',
  title: { ko: '서비스 수준(20초)', en: 'Service level (20 s)' },
  short: { ko: '서비스 수준', en: 'Service level' },
  unit: 'percent',
  direction: 'higher',
  definition: meaning,
  formula: '',
  source_url: '',
  attribution: 'contact',
  time_field: 'disconnect',
  own_time: false,
  connect_name: 'SERVICE_LEVEL',
  dimensions: [],
  parameters: [
    {
      name: 'seconds',
      default: '20',
      allowed: '1 to 604800, or queue',
      meaning,
      choices: [],
      words: [
        {
          value: 'queue',
          meaning: { ko: '대기열별 기준', en: "each queue's own" },
          definition: { ko: '저마다 그 대기열의 기준으로', en: 'Each by its own queue' },
          formula: 'vip: queue_s < 10',
        },
      ],
    },
    compare,
  ],
}

it('reads an id with and without parameters', () => {
  expect(parseSpec('contacts_handled')).toEqual({ id: 'contacts_handled', parameters: {} })
  expect(parseSpec('service_level:seconds=30, compare=lte')).toEqual({
    id: 'service_level',
    parameters: { seconds: '30', compare: 'lte' },
  })
  expect(metricOf([level], 'service_level:seconds=30')).toBe(level)
  expect(metricOf([level], 'other')).toBeUndefined()
})

it('writes only what is not the default', () => {
  expect(specText(level, { seconds: '20', compare: 'lt' })).toBe('service_level')
  expect(specText(level, { compare: 'lte', seconds: '30' })).toBe('service_level:seconds=30,compare=lte')
})

it('says the parameters in the title', () => {
  expect(specTitle(level, 'service_level:seconds=30', 'ko')).toBe('서비스 수준(30초)')
  expect(specTitle(level, 'service_level:seconds=30,compare=lte', 'en')).toBe('Service level (30 s) · at most')
  expect(specTitle(level, 'service_level:seconds=30', 'ko', true)).toBe('서비스 수준 · 30초')
  expect(specTitle(level, 'service_level', 'en', true)).toBe('Service level')
})

it('says parameters in words, and those without words as they are written', () => {
  const number = (name: string) => ({ ...compare, name, choices: [] })
  expect(parameterWords(compare, 'lte', 'ko')).toBe('이하')
  expect(parameterWords(compare, 'maybe', 'ko')).toBe('compare=maybe')
  expect(parameterWords(number('short'), '5', 'en')).toBe('abandons under 5 s out')
  expect(parameterWords(number('days'), '3', 'ko')).toBe('3일 이내')
})

it('lets a word stand alone and says it in the title', () => {
  expect(specText(level, { seconds: 'queue', compare: 'lte' })).toBe(promisedLevel)
  expect(specTitle(level, promisedLevel, 'ko')).toBe('서비스 수준(대기열별 기준)')
  expect(specTitle(level, promisedLevel, 'en')).toBe("Service level (each queue's own)")
  expect(specTitle(level, promisedLevel, 'ko', true)).toBe('서비스 수준 · 대기열별 기준')
})

it('says how a figure is counted by the word in its spec, and by its numbers only where the answer does', () => {
  expect(countedAs(level, promisedLevel)).toMatchObject({
    definition: { en: 'Each by its own queue' },
    formula: 'vip: queue_s < 10',
  })
  expect(countedAs(level, 'service_level')?.definition).toBe(level.definition)
  const spec = 'service_level:seconds=30'
  expect(countedAs(level, spec)).toBeUndefined()
  const definition = { en: 'In less than 30 seconds', ko: '30초 미만에' }
  const columns = [{ name: spec, kind: 'metric' as const, unit: 'percent', definition, formula: 'queue_s < 30' }]
  expect(countedAs(level, spec, columns)).toEqual({ definition, formula: 'queue_s < 30' })
})
