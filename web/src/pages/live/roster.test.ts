import { expect, it } from 'vitest'
import type { Activity, LiveAgent } from '../../api/model'
import { activityTone, countCells, parseFloor, roster, withFloor } from './roster'

const agent = (name: string, login: string, activity: Activity, since: string | null = null): LiveAgent => ({
  instance: 'i',
  name,
  login,
  activity,
  since,
  status: { arn: 's', name: activity === 'custom' ? '식사' : 'Available', type: 'ROUTABLE', since },
  routing_profile: { arn: 'p', name: 'Care' },
  hierarchy: [{ arn: 'h', name: '서울센터' }],
  queues: [],
  contacts: [],
  slots: [],
  stale: false,
})

const floor = {
  a: agent('강건우', 'kang.b', 'available', '2026-11-22T06:00:00Z'),
  b: agent('강건우', 'kang.a', 'rejected', '2026-11-22T05:00:00Z'),
  c: agent('Minsu Kim', 'kim', 'custom', '2026-11-22T05:30:00Z'),
  d: agent('박서연', 'park', 'monitoring'),
}

it('puts names in order, and agents of one name by their logins', () => {
  expect(roster(floor, {}, parseFloor(''))).toEqual(['b', 'a', 'd', 'c'])
})

it('has the longest first, and last who does not say since when', () => {
  expect(roster(floor, {}, parseFloor('sort=-since'))).toEqual(['b', 'c', 'a', 'd'])
  expect(roster(floor, {}, parseFloor('sort=since'))).toEqual(['a', 'c', 'b', 'd'])
})

it('finds by login, team and the name of a status, and filters by the cells of the strip', () => {
  expect(roster(floor, {}, parseFloor('find=KIM'))).toEqual(['c'])
  expect(roster(floor, {}, parseFloor('find=식사'))).toEqual(['c'])
  expect(roster(floor, {}, parseFloor('find=서울'))).toHaveLength(4)
  expect(roster(floor, {}, parseFloor('state=missed'))).toEqual(['b'])
  expect(roster(floor, {}, parseFloor('state=on_contact'))).toEqual(['d'])
})

it('orders by what was handled today, nothing last in either order', () => {
  const today = { a: { handled: 3, handleTime: 60 }, c: { handled: 9, handleTime: 30 } }
  expect(roster(floor, today, parseFloor('sort=-handled')).slice(0, 2)).toEqual(['c', 'a'])
  expect(roster(floor, today, parseFloor('sort=handle_time')).slice(0, 2)).toEqual(['c', 'a'])
})

it('counts every agent in one cell', () => {
  const counts = countCells(floor)
  expect(counts).toMatchObject({ available: 1, missed: 1, custom: 1, on_contact: 1 })
  expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(4)
})

it('counts anew who does something else, and gives the same counts while no number has changed', () => {
  const before = countCells(floor)
  expect(countCells({ ...floor, a: { ...floor.a, since: '2026-11-22T06:01:00Z' } })).toBe(before)
  expect(countCells({ ...floor, a: { ...floor.a, activity: 'on_hold' } })).toMatchObject({ available: 0, on_hold: 1 })
  expect(countCells({})).toMatchObject({ available: 0, on_contact: 0 })
})

it('has the same order whatever was shown before', () => {
  const usual = roster(floor, {}, parseFloor(''))
  expect(roster({ b: floor.b, c: floor.c }, {}, parseFloor('sort=-name'))).toEqual(['c', 'b'])
  expect(roster(floor, {}, parseFloor('state=custom'))).toEqual(['c'])
  expect(roster({}, {}, parseFloor(''))).toEqual([])
  expect(roster(floor, {}, parseFloor(''))).toEqual(usual)
  const renamed = { ...floor, b: { ...floor.b, name: '한지민' } }
  expect(roster(renamed, {}, parseFloor(''))).toEqual(['a', 'd', 'b', 'c'])
})

it('turns amber and red by activity', () => {
  expect(activityTone('after_contact_work', 119)).toBe('none')
  expect(activityTone('after_contact_work', 120)).toBe('warn')
  expect(activityTone('on_contact', 1200)).toBe('bad')
  expect(activityTone('available', 9999)).toBe('none')
  expect(activityTone('error', 0)).toBe('bad')
})

it('keeps its state in the address', () => {
  const search = withFloor('zone=Asia/Seoul', { cell: 'on_hold', sort: { by: 'since', down: true }, agent: 'x' })
  expect(parseFloor(search)).toEqual({ cell: 'on_hold', find: '', sort: { by: 'since', down: true }, agent: 'x' })
  expect(withFloor(search, { cell: null, sort: { by: 'name', down: false }, agent: null })).toBe('zone=Asia%2FSeoul')
})
