import { describe, expect, it } from 'vitest'
import {
  monthOf,
  parseRange,
  presets,
  rangeFault,
  rangeLabel,
  rangeMistake,
  rangeText,
  resolve,
  step,
  type Range,
} from './range'
import { parseScope, scopeOnly, withScope } from './scope'

const now = '2026-11-20' // a Friday
const at = (preset: (typeof presets)[number]) => resolve({ kind: 'preset', preset }, now)

describe('range', () => {
  it('reads back what it writes', () => {
    const ranges: Range[] = [
      ...presets.map((preset) => ({ kind: 'preset' as const, preset })),
      { kind: 'month', month: '2026-10' },
      { kind: 'days', first: '2026-11-01', last: '2026-11-07' },
    ]
    for (const range of ranges) expect(parseRange(rangeText(range))).toEqual(range)
  })

  it.each([
    'soon',
    '2026-13',
    '2026-02-30..2026-03-01',
    '9999-12',
    '2026-11-01',
    '2026-11-01..2026-11-02..2026-11-03',
    ' ',
  ])('takes %s for today, and says so', (text) => {
    expect(parseRange(text)).toEqual({ kind: 'preset', preset: 'today' })
    expect(rangeMistake(text)).toBe('unread')
  })

  it('reads reversed days forwards, and says so', () => {
    expect(parseRange('2026-11-07..2026-11-01')).toEqual(parseRange('2026-11-01..2026-11-07'))
    expect(rangeMistake('2026-11-07..2026-11-01')).toBe('reversed')
  })

  it('finds nothing wrong with what it writes, nor with none', () => {
    for (const text of [null, '', 'today', '7d', '2026-10', '2024-02-29..2024-02-29'])
      expect(rangeMistake(text)).toBeNull()
    expect(parseRange(null)).toEqual(parseRange('today'))
  })

  it.each([
    ['', '2026-11-01', 'missing'],
    ['2026-11-02', '2026-11-01', 'reversed'],
    ['2026-11-01', '2026-11-21', 'future'],
    ['2026-11-01', '2999-11-21', 'future'],
    ['2026-11-01', '2026-02-30', 'missing'],
    ['2024-11-19', '2026-11-20', 'long'],
    ['2024-11-20', '2026-11-20', null],
    ['2026-11-20', '2026-11-20', null],
  ])('finds what is wrong with %s to %s: %s', (first, last, fault) => {
    expect(rangeFault(first, last, now)).toBe(fault)
  })

  it('names the year of days that are not of this one', () => {
    const label = (first: string, last = first) => rangeLabel({ kind: 'days', first, last }, 'ko', now)
    expect(label('2026-11-01', '2026-11-07')).toBe('11. 1. (일) – 11. 7. (토)')
    expect(label('2025-11-20')).toBe('2025. 11. 20. (목)')
    expect(label('2025-12-31', '2026-01-01')).toBe('2025. 12. 31. (수) – 2026. 1. 1. (목)')
  })

  it('resolves presets to half-open days', () => {
    const days = (preset: (typeof presets)[number]) => {
      const { from, to } = resolve({ kind: 'preset', preset }, now)
      return `${from} ${to}`
    }
    expect(presets.map(days)).toEqual([
      '2026-11-20 2026-11-21',
      '2026-11-19 2026-11-20',
      '2026-11-19 2026-11-20',
      '2026-11-14 2026-11-21',
      '2026-11-16 2026-11-21',
      '2026-11-01 2026-11-21',
      '2026-10-01 2026-11-01',
      '2026-10-22 2026-11-21',
    ])
  })

  it('knows whether now is inside', () => {
    expect(resolve({ kind: 'preset', preset: 'yesterday' }, now).includesNow).toBe(false)
    expect(resolve({ kind: 'month', month: '2026-11' }, now).includesNow).toBe(true)
  })

  it('shows the last business day that the calendar tells, and steps from there', () => {
    const friday = resolve({ kind: 'preset', preset: 'last_business_day' }, '2026-11-23', '2026-11-20')
    expect(friday).toMatchObject({ from: '2026-11-20', to: '2026-11-21', days: 1, includesNow: false })
    expect(step(friday, -1)).toEqual({ kind: 'days', first: '2026-11-19', last: '2026-11-19' })
  })

  it('steps months by the month and all else by its own length', () => {
    expect(step(at('last_month'), -1)).toEqual({ kind: 'month', month: '2026-09' })
    expect(step(at('today'), -1)).toEqual({
      kind: 'days',
      first: '2026-11-19',
      last: '2026-11-19',
    })
    expect(step(at('7d'), -1)).toEqual({
      kind: 'days',
      first: '2026-11-07',
      last: '2026-11-13',
    })
  })
})

describe('scope', () => {
  it('keeps the default out of the URL and the cursor out of a new list', () => {
    expect(withScope('range=7d&after=x&q=1', { range: { kind: 'preset', preset: 'today' } })).toBe('q=1')
  })

  it('carries range, zone and filters to other pages, and nothing else', () => {
    expect(scopeOnly('range=7d&queue=a&queue=b&q=1&zone=UTC')).toBe('range=7d&queue=a&queue=b&zone=UTC')
  })

  it('keeps chosen instances apart from the one that a page of a contact names', () => {
    const search = withScope('instance=arn&initiation=x', { instances: ['seoul', 'london'] })
    expect(search).toBe('instance=arn&initiation=x&instances=seoul&instances=london')
    expect(parseScope(scopeOnly(search)).instances).toEqual(['seoul', 'london'])
  })

  it('ignores zones that do not exist', () => {
    expect(parseScope('zone=Mars/Base').zone).toBeNull()
  })
})

it('knows the month that a range ends in', () => {
  const month = (text: string) => monthOf(resolve(parseRange(text), '2026-11-22'))
  expect(['today', '2026-10', 'last_month', '2026-09-28..2026-10-02'].map(month)).toEqual([
    '2026-11',
    '2026-10',
    '2026-10',
    '2026-10',
  ])
})
