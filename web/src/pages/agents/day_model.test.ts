import { expect, test } from 'vitest'
import type { AgentDay } from '../../api/model'
import {
  contactLanes,
  dayOf,
  moveView,
  parseView,
  phaseSeconds,
  refusal,
  shiftOf,
  statusTime,
  viewText,
} from './day_model'

const at = (time: string) => `2026-11-20T${time}:00+09:00`
const ms = (time: string) => Date.parse(at(time))

const contact = (contact_id: string, start: string, end: string, phase: AgentDay['contacts'][number]['phase']) => ({
  contact_id,
  start: at(start),
  end: at(end),
  phase,
  open: false,
  channel: 'VOICE',
  initiation_method: 'INBOUND',
  queue_arn: '',
  queue_name: '',
  state: '',
  missing: false,
})

const status = (name: string, type: string, start: string, end: string) => ({
  name,
  type,
  start: at(start),
  end: at(end),
  open: false,
  missing: false,
})

const answer = (change: Partial<AgentDay> = {}): AgentDay => ({
  agent: { arn: 'a', instance_arn: 'i', name: 'kim', routing_profile_name: '', hierarchy: [] },
  from: at('00:00'),
  to: '2026-11-21T00:00:00+09:00',
  as_of: '2026-11-21T00:00:00+09:00',
  sessions: [],
  statuses: [],
  spans: [],
  contacts: [],
  gaps: [],
  online_seconds: 0,
  status_times: [],
  counted_times: [],
  ...change,
})

test('the pieces of a contact are one stay, and one that comes again is another', () => {
  const day = dayOf(
    answer({
      contacts: [
        contact('c1', '09:00', '09:01', 'ring'),
        contact('c1', '09:01', '09:05', 'talk'),
        contact('c2', '09:02', '09:03', 'ring'),
        contact('c1', '09:05', '09:06', 'hold'),
        contact('c1', '09:06', '09:08', 'talk'),
        contact('c2', '09:03', '09:04', 'missed'),
        contact('c2', '10:00', '10:01', 'ring'),
      ],
    }),
  )
  expect(day.handlings.map((h) => [h.id, h.pieces.length, h.end])).toEqual([
    ['c1', 4, ms('09:08')],
    ['c2', 2, ms('09:04')],
    ['c2', 1, ms('10:01')],
  ])
  const [first, second, third] = day.handlings
  expect(first && [phaseSeconds(first, 'talk'), phaseSeconds(first, 'acw'), refusal(first)]).toEqual([360, null, null])
  expect(second && refusal(second)).toBe('missed')
  expect(third && refusal(third)).toBeNull()
  expect(contactLanes(day, { start: ms('09:00'), end: ms('10:00') })).toHaveLength(2)
  expect(contactLanes(day, { start: ms('12:00'), end: ms('13:00') })).toHaveLength(0)
})

test('statuses that the centre made up take colours by their time', () => {
  const day = dayOf(
    answer({
      statuses: [
        status('Available', 'ROUTABLE', '09:00', '10:00'),
        status('Lunch', 'CUSTOM', '10:00', '11:00'),
        status('Coaching', 'CUSTOM', '11:00', '11:05'),
        status('', 'OFFLINE', '11:05', '12:00'),
      ],
      status_times: [
        { name: 'Available', type: 'ROUTABLE', seconds: 3600, times: 1 },
        { name: 'Lunch', type: 'CUSTOM', seconds: 3600, times: 1 },
        { name: 'Coaching', type: 'CUSTOM', seconds: 300, times: 1 },
      ],
    }),
  )
  expect(day.statuses.map((s) => s.tone)).toEqual(['available', 'custom0', 'custom1', 'offline'])
})

const worked = dayOf(
  answer({
    statuses: [
      status('', 'OFFLINE', '00:00', '08:50'),
      status('Available', 'ROUTABLE', '08:50', '17:20'),
      status('', 'OFFLINE', '17:20', '23:59'),
    ],
  }),
)

test('the shift is whole hours around what the agent did', () => {
  expect(shiftOf(worked)).toEqual({ start: ms('08:00'), end: ms('18:00') })
  const idle = dayOf(answer())
  expect(shiftOf(idle)).toEqual({ start: idle.start, end: idle.end })
})

test('a view survives the address, and nonsense is the shift', () => {
  const view = { start: ms('09:00'), end: ms('12:00') }
  expect(viewText(view, worked)).toBe('540-720')
  expect(parseView('540-720', worked)).toEqual(view)
  expect(viewText(parseView('day', worked), worked)).toBe('day')
  for (const text of [null, '', '720-540', 'x-y', '540', '9000-9001'])
    expect(parseView(text, worked)).toEqual(shiftOf(worked))
})

test('a view never leaves the day nor gets shorter than five minutes', () => {
  const view = { start: ms('00:00'), end: ms('02:00') }
  expect(moveView(view, worked, { by: -0.5 })).toEqual(view)
  expect(moveView(view, worked, { by: 0.5 })).toEqual({ start: ms('01:00'), end: ms('03:00') })
  expect(moveView(view, worked, { factor: 100 })).toEqual({ start: worked.start, end: worked.end })
  const least = moveView(view, worked, { factor: 0 })
  expect(least.end - least.start).toBe(300_000)
})

test('the time in a status is the sum of its intervals, as far as they lie in the day', () => {
  const day = dayOf(
    answer({
      statuses: [
        { ...status('Lunch', 'CUSTOM', '00:00', '00:30'), start: '2026-11-19T23:30:00+09:00' },
        status('Available', 'ROUTABLE', '00:30', '12:00'),
        status('Lunch', 'CUSTOM', '12:00', '12:45'),
        { ...status('Lunch', 'CUSTOM', '23:50', '23:59'), end: '2026-11-21T00:20:00+09:00' },
      ],
    }),
  )
  const { ms, intervals } = statusTime(day, { name: 'Lunch', type: 'CUSTOM' })
  expect(intervals.map((of) => of.ms / 60_000)).toEqual([30, 45, 10])
  expect(ms / 60_000).toBe(85)
  expect(statusTime(day, { name: 'Lunch', type: 'ROUTABLE' }).intervals).toEqual([])
})
