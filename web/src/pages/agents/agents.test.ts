import { expect, test } from 'vitest'
import type { Metric } from '../../api/model'
import type { Answer } from '../../lib/answer'
import { pageSize, rowsOf } from './agent_rows'
import { figuresQuery, isSplit, shownColumns, stacked } from './columns'
import { parseList, withList } from './list_state'

const metric = (id: string, attribution: string, dimensions = ['agent', 'queue', 'channel']): Metric => ({
  id,
  attribution,
  group: '',
  dimensions,
  title: { ko: id, en: id },
  short: { ko: id, en: id },
  definition: { ko: '', en: '' },
  unit: 'count',
  direction: 'neither',
  formula: '',
  source_url: '',
  connect_name: '',
  time_field: 'disconnect',
  own_time: false,
  parameters: [],
})

const answer = (...rows: [string, string, number | null][]): Answer => ({
  rows: rows.map(([agent, group, n]) => ({
    keys: { agent, agent_arn: `arn/${agent}`, routing_profile: `P ${group}`, routing_profile_arn: group },
    values: { n },
    before: {},
  })),
  totals: { n: 99 },
  totalsBefore: {},
})

const named = (search: string, agents: Answer, groups: Answer | null = null) =>
  rowsOf(agents, groups, parseList(search)).rows.map((row) => (row.kind === 'group' ? `[${row.name}]` : row.name))

test('agents are found by a part of their name and put in the chosen order, those without a figure last', () => {
  const agents = answer(['kim', '', 2], ['lee', '', null], ['Kimura', '', 5])
  expect(named('', agents)).toEqual(['kim', 'Kimura', 'lee'])
  expect(named('sort=-n', agents)).toEqual(['Kimura', 'kim', 'lee'])
  expect(named('sort=n', agents)).toEqual(['kim', 'Kimura', 'lee'])
  expect(named('find=KIM', agents)).toEqual(['kim', 'Kimura'])
})

test('groups carry the figures that were computed for them, and fold', () => {
  const agents = answer(['kim', 'a', 1], ['lee', 'b', 2], ['park', 'a', 3])
  const groups = answer(['', 'a', 10], ['', 'b', 2], ['', 'c', 7])
  expect(named('group=routing_profile&sort=-n', agents, groups)).toEqual(['[P a]', 'park', 'kim', '[P b]', 'lee'])
  expect(named('group=routing_profile&shut=a', agents, groups)).toEqual(['[P a]', '[P b]', 'lee'])
  const [first] = rowsOf(agents, groups, parseList('group=routing_profile')).rows
  expect(first).toMatchObject({ kind: 'group', values: { n: 10 }, agents: 2 })
  expect(named('group=routing_profile&find=lee', agents, groups)).toEqual(['[P b]', 'lee'])
})

test('an agent of two routing profiles is one agent', () => {
  const agents = answer(['kim', 'a', 1], ['kim', 'b', 2])
  const groups = answer(['', 'a', 1], ['', 'b', 2])
  expect(rowsOf(agents, groups, parseList('group=routing_profile')).agents).toBe(1)
})

test('a long list has pages, and a page beyond the end is the first', () => {
  const agents = answer(
    ...Array.from({ length: pageSize + 1 }, (_, i): [string, string, number] => [`a${1000 + i}`, '', i]),
  )
  expect(rowsOf(agents, null, parseList('')).last).toBe(false)
  expect(named(`after=${pageSize}`, agents)).toEqual([`a${1000 + pageSize}`])
  expect(named('after=5000', agents)).toHaveLength(pageSize)
})

test('the list stands in the address, and every change but turning pages goes back to the first', () => {
  const at = 'range=7d&after=100&cols=a,b&group=routing_profile&shut=x'
  expect(parseList(at)).toEqual({
    find: '',
    columns: ['a', 'b'],
    sort: { by: 'name', down: false },
    group: 'routing_profile',
    shut: ['x'],
    after: 100,
  })
  expect(withList(at, { after: 200 })).toContain('after=200')
  expect(parseList(withList(at, { find: 'kim' }))).toMatchObject({ find: 'kim', after: 0, group: 'routing_profile' })
  expect(parseList(withList(at, { group: null }))).toMatchObject({ group: null, shut: [] })
  expect(parseList(withList(at, { columns: null })).columns).toBeNull()
  expect(withList('range=7d', { sort: { by: 'n', down: true } })).toBe('range=7d&sort=-n')
})

test('columns stand by attribution, and those that cannot be asked by agent are not offered', () => {
  const metrics = [
    metric('sum_online_time_agent', 'time_spent', ['agent']),
    metric('contacts_handled', 'contact'),
    metric('service_level', 'contact', ['queue']),
  ]
  const ids = (chosen: string[] | null) => shownColumns(metrics, chosen).map((m) => m.id)
  expect(ids(null)).toEqual(['contacts_handled', 'sum_online_time_agent'])
  expect(ids(['sum_online_time_agent', 'service_level', 'contacts_handled', 'gone'])).toEqual([
    'contacts_handled',
    'sum_online_time_agent',
  ])
})

test('an agent’s time is not asked of a queue', () => {
  const online = metric('sum_online_time_agent', 'time_spent', ['agent'])
  expect(isSplit(online, { queue: [], channel: [], instance: [] })).toBe(true)
  expect(isSplit(online, { queue: ['q'], channel: [], instance: [] })).toBe(false)
  expect(isSplit(metric('contacts_handled', 'contact'), { queue: ['q'], channel: ['VOICE'], instance: [] })).toBe(true)
})

test('the question leaves out contacts that no agent had', () => {
  const range = {
    from: '2026-11-01',
    to: '2026-11-02',
    zone: 'Asia/Seoul',
    queue: [],
    channel: ['VOICE'],
    instance: [],
  }
  expect(figuresQuery(range, ['contacts_handled'], ['agent']).where).toEqual([
    { dimension: 'agent', values: [''], not: true },
    { dimension: 'channel', values: ['VOICE'], not: false },
  ])
})

test('the parts of time online stand side by side', () => {
  const values = { sum_contact_time_agent: 30, sum_idle_time_agent: 10, sum_non_productive_time_agent: null }
  expect(stacked(values, 80).map(({ from, size }) => [from, size])).toEqual([
    [0, 0.375],
    [0.375, 0.125],
    [0.5, 0],
  ])
})
