import { expect, it } from 'vitest'
import { havingText, parseHaving, parseSeconds } from './having'

it('reads what it writes and passes over the rest', () => {
  const all = [
    { column: 'queue_s', op: '>=', value: 60 },
    { column: 'callback', op: '=', value: 1 },
  ]
  expect(parseHaving(all.map(havingText))).toEqual(all)
  expect(parseHaving(['queue_s', 'queue_s>=-1', 'Queue>1', ''])).toEqual([])
})

it('reads times as people write them', () => {
  expect(['90', '1:30', '1:00:05', ' 0 '].map(parseSeconds)).toEqual([90, 90, 3605, 0])
  expect(['', 'a', '1:', '1:2:3:4', '-5'].map(parseSeconds)).toEqual([null, null, null, null, null])
})
