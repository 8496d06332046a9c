import { expect, it } from 'vitest'
import type { Metric } from '../api/model'
import { findMetrics } from './find_metrics'

function metric(id: string, ko: string, en: string, definition = ''): Metric {
  return {
    id,
    group: 'time',
    title: { ko, en },
    short: { ko, en },
    unit: 'count',
    direction: 'neither',
    definition: { ko: definition, en: '' },
    formula: '',
    source_url: '',
    attribution: 'contact',
    time_field: 'disconnect',
    own_time: false,
    connect_name: id.toUpperCase(),
    dimensions: [],
    parameters: [],
  }
}

const metrics = [
  metric('contacts_created', '총 상담 건수(생성)', 'Contacts created', '포기한 상담도 셉니다'),
  metric('abandonment_rate', '포기율', 'Abandonment rate'),
  metric('avg_handle_time', '평균 처리 시간(AHT)', 'Average handle time'),
  metric('service_level', '서비스 수준(20초)', 'Service level (20 s)'),
]
const ids = (query: string) => findMetrics(metrics, query).map((m) => m.id)

it('finds metrics in Korean, in English and by the name that Amazon Connect has', () => {
  expect(ids('처리 시간')).toEqual(['avg_handle_time'])
  expect(ids('handle TIME')).toEqual(['avg_handle_time'])
  expect(ids('AVG_HANDLE_TIME')).toEqual(['avg_handle_time'])
  expect(ids('avg handle')).toEqual(['avg_handle_time'])
})

it('finds them by other words of the trade', () => {
  expect(ids('중단')).toContain('abandonment_rate')
  expect(ids('sla')).toEqual(['service_level'])
  expect(ids('서비스 레벨')).toEqual(['service_level'])
  expect(ids('aht')).toEqual(['avg_handle_time'])
})

it('lists what is called so before what only says so', () => {
  expect(ids('포기')).toEqual(['abandonment_rate', 'contacts_created'])
})

it('lists everything for nothing, and nothing for what is nowhere', () => {
  expect(ids('  ')).toEqual(metrics.map((m) => m.id))
  expect(ids('zzz')).toEqual([])
})
