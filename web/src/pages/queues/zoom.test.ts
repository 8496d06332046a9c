import { expect, it } from 'vitest'
import { closer, parseZoom, stretch, withZoom } from './zoom'

const around = Date.parse('2026-11-17T01:40:00Z')

it('comes back from its address', () => {
  for (const span of [15, 60, 240, 1440] as const) {
    expect(parseZoom(withZoom('range=7d', { around, span }))).toEqual({ around, span })
  }
  expect(withZoom('range=7d', { around, span: 60 })).toBe('range=7d&around=2026-11-17T01%3A40Z')
  expect(withZoom('range=7d&around=2026-11-17T01%3A40Z&span=15', null)).toBe('range=7d')
})

it('is none where the address makes no sense, and an hour where only the length does not', () => {
  expect(parseZoom('around=yesterday')).toBeNull()
  expect(parseZoom('span=15')).toBeNull()
  expect(parseZoom('around=2026-11-17T01:40:31Z&span=7')).toEqual({ around, span: 60 })
})

it('has the moment in its middle', () => {
  expect(stretch({ around, span: 15 })).toEqual({ from: '2026-11-17T01:32:30.000Z', to: '2026-11-17T01:47:30.000Z' })
})

it('goes closer until nothing is', () => {
  expect([10_080, 1_440, 240, 60, 15].map((minutes) => closer(minutes, around)?.span)).toEqual([
    1440,
    240,
    60,
    15,
    undefined,
  ])
})
