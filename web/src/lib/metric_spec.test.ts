import { expect, it } from 'vitest'
import type { Metric } from '../api/model'
import { metricOf, parseSpec, specText, specTitle } from './metric_spec'

const meaning = { ko: '', en: '' }
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
    { name: 'seconds', default: '20', allowed: '1 to 604800', meaning, choices: [] },
    { name: 'compare', default: 'lt', allowed: 'lt or lte', meaning, choices: ['lt', 'lte'] },
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
  expect(specTitle(level, 'service_level:seconds=30,compare=lte', 'en')).toBe('Service level (30 s) · compare=lte')
  expect(specTitle(level, 'service_level:seconds=30', 'ko', true)).toBe('서비스 수준 · 30초')
  expect(specTitle(level, 'service_level', 'en', true)).toBe('Service level')
})
