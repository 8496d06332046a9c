import { expect, it } from 'vitest'
import type { View } from '../api/model'
import { newPin, pinnedOn, pinOf } from './pins'

const view = (of: Partial<View>): View => ({
  id: '1',
  kind: 'report',
  name: 'a',
  query: '',
  pinned: false,
  created: '',
  updated: '',
  ...of,
})

it('finds the reports of a page by name, and none for a pin whose report is gone', () => {
  const pin = (id: string, report: string) => view({ id, ...newPin(report, 'month') })
  const reports = [view({ id: '1', name: '나' }), view({ id: '2', name: '가' }), view({ id: '3', name: '다' })]
  const views = [...reports, pin('8', '1'), pin('9', '2'), pin('10', 'gone')]
  expect(pinnedOn(views, 'month').map((v) => v.name)).toEqual(['가', '나'])
  expect(pinnedOn(views, 'overview')).toEqual([])
  expect(pinOf(views, '1', 'month')?.id).toBe('8')
  expect(pinOf(views, '3', 'month')).toBeUndefined()
})
