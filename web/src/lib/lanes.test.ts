import { expect, test } from 'vitest'
import { clockTicks } from './clock_ticks'
import { clip, lanesOf } from './lanes'
import { clock } from './time'

const stretch = (start: number, end: number) => ({ start, end })

test('what overlaps is in different lanes, what does not shares one', () => {
  const lanes = lanesOf([stretch(5, 9), stretch(0, 4), stretch(2, 6), stretch(6, 8), stretch(9, 12)])
  expect(lanes).toEqual([
    [stretch(0, 4), stretch(5, 9), stretch(9, 12)],
    [stretch(2, 6), stretch(6, 8)],
  ])
})

test('there are as many lanes as stretches at once, whatever their order', () => {
  const all = Array.from({ length: 60 }, (_, i) => stretch((i * 37) % 50, ((i * 37) % 50) + 1 + ((i * 11) % 9)))
  const most = Math.max(...all.map((a) => all.filter((b) => b.start <= a.start && a.start < b.end).length))
  const lanes = lanesOf(all)
  expect(lanes).toHaveLength(most)
  expect(lanes.flat()).toHaveLength(all.length)
  for (const lane of lanes) lane.slice(1).forEach((next, i) => expect(lane[i]?.end).toBeLessThanOrEqual(next.start))
})

test('lanes keep bars apart where asked to', () => {
  expect(lanesOf([stretch(0, 4), stretch(5, 9)], 2)).toHaveLength(2)
  expect(lanesOf([stretch(0, 4), stretch(6, 9)], 2)).toHaveLength(1)
})

test('a stretch is cut at the edges, and gone where nothing of it is left', () => {
  expect(clip(stretch(0, 10), stretch(4, 6))).toEqual(stretch(4, 6))
  expect(clip(stretch(0, 4), stretch(4, 6))).toBeNull()
  expect(clip(stretch(6, 9), stretch(4, 6))).toBeNull()
  expect(clip(stretch(5, 5), stretch(4, 6))).toEqual(stretch(5, 5))
  expect(clip(stretch(9, 9), stretch(4, 6))).toBeNull()
})

const shown = (from: string, to: string, zone: string, most: number) =>
  clockTicks(Date.parse(from), Date.parse(to), zone, most).map((at) => clock(at, zone))

test('marks stand at round times of the zone', () => {
  expect(shown('2026-11-20T08:40:00+09:00', '2026-11-20T18:10:00+09:00', 'Asia/Seoul', 6)).toEqual([
    '10:00',
    '12:00',
    '14:00',
    '16:00',
    '18:00',
  ])
  expect(shown('2026-11-20T09:01:00+05:45', '2026-11-20T09:12:00+05:45', 'Asia/Kathmandu', 6)).toEqual([
    '09:02',
    '09:04',
    '09:06',
    '09:08',
    '09:10',
    '09:12',
  ])
})

test('days of 23 and 25 hours have the hours that their clocks show', () => {
  const zone = 'America/New_York'
  const hours = (from: string, to: string) => shown(from, to, zone, 30)
  const spring = hours('2026-03-08T00:00:00-05:00', '2026-03-09T00:00:00-04:00')
  expect(spring).toHaveLength(24) // both midnights
  expect(spring).not.toContain('02:00')
  const autumn = hours('2026-11-01T00:00:00-04:00', '2026-11-02T00:00:00-05:00')
  expect(autumn).toHaveLength(26)
  expect(autumn.filter((hour) => hour === '01:00')).toHaveLength(2)
})
