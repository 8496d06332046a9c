import { expect, test } from 'vitest'
import { contactsBehind } from '../../lib/figure'
import { withoutFilters } from './contact_query'
import { listChoice, parseList, withList } from './list_state'

const range = { from: '2026-11-01', to: '2026-11-08', zone: 'Asia/Seoul', queue: [], channel: [], instance: [] }

test('the address keeps what the list shows', () => {
  const list = {
    ...parseList(''),
    time: 'disconnect' as const,
    outside: 'initiation' as const,
    where: [{ dimension: 'attribute:reason', values: ['billing'], not: true }],
    having: [{ column: 'queue_s', op: '>=', value: 60 }],
    columns: ['handle_s', 'enqueue_ms'],
    sort: '-handle_s',
  }
  const search = withList('range=7d&after=x', list)
  expect(parseList(search)).toEqual(list)
  expect(new URLSearchParams(search).get('after')).toBeNull()
  expect(withList(search, { outside: 'disconnect' })).not.toContain('outside')
})

test('without filters means without any, tokens and the queues of the header too', () => {
  const kept = 'range=7d&instances=i&time=disconnect&sort=-handle_s&column=handle_s'
  const filters =
    'queue=q&channel=VOICE&agent=a&method=INBOUND&outcome=handled&q=id&where=queue%3Dx&having=queue_s%3E%3D60&after=x' +
    '&metric=service_level&part=1&outside=initiation&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z'
  expect(withoutFilters(`${kept}&${filters}`)).toBe(kept)
  expect(withoutFilters(kept)).toBeNull()
})

test('the link from a figure lists the contacts behind it', () => {
  const figure = {
    metric: 'abandonment_rate',
    from: '2026-11-03T10:00:00+09:00',
    to: '2026-11-03T10:15:00+09:00',
    zone: 'Asia/Seoul',
    by: ['queue'],
    keys: ['arn:q'],
  }
  const list = parseList(contactsBehind({ figure, part: 1 }, 'disconnect'))
  expect(listChoice(range, list)).toEqual({
    ...range,
    from: figure.from,
    to: figure.to,
    time_field: 'disconnect',
    metric: 'abandonment_rate',
    part: 1,
    where: ['queue=arn:q'],
    having: [],
  })
})

test('passes over moments that are none', () => {
  for (const search of ['from=x&to=y', 'from=2026-11-01T00:00:00Z', 'from=2026-11-01T00:00:00Z&to=soon'])
    expect([parseList(search).from, parseList(search).to]).toEqual(['', ''])
})
