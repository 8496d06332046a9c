import { describe, expect, it } from 'vitest'
import { axisTicks, timeScale } from './time_scale'

const second = 1000
const minute = 60_000
const day = 86_400_000
const start = Date.parse('2026-11-22T00:00:00Z')

describe('time scale', () => {
  it('runs evenly where no stretch dwarfs the others', () => {
    const scale = timeScale([start, start + minute, start + 4 * minute])
    expect(scale?.breaks).toEqual([])
    expect(scale?.at(start + 2 * minute)).toBeCloseTo(0.5)
  })

  it('shortens a wait of two days beside a talk of five minutes', () => {
    const talk = start + 2 * day
    const scale = timeScale([start, start + minute, talk, talk + 5 * minute])
    expect(scale?.breaks).toHaveLength(1)
    expect(scale?.breaks[0]).toMatchObject({ from: start + minute, to: talk, size: 0.16 })
    expect((scale?.at(talk + 5 * minute) ?? 0) - (scale?.at(talk) ?? 0)).toBeCloseTo((5 / 6) * 0.84)
    expect(scale?.runs.map((r) => [r.from, r.to])).toEqual([
      [start, start + minute],
      [talk, talk + 5 * minute],
    ])
  })

  it('survives moments of another century, and none at all', () => {
    const scale = timeScale([0, start, start + minute, Date.parse('9999-01-01T00:00:00Z'), NaN])
    expect((scale?.at(start + minute) ?? 0) - (scale?.at(start) ?? 0)).toBeGreaterThan(0.5)
    expect(timeScale([])).toBeNull()
    expect(timeScale([start])?.at(start)).toBe(0)
  })

  it('keeps the order of moments everywhere', () => {
    const scale = timeScale([start, start + day, start + day + minute, start + 30 * day])
    const places = Array.from({ length: 100 }, (_, i) => scale?.at(start + (i / 100) * 30 * day) ?? 0)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
})

describe('axis ticks', () => {
  it('are round on the clock of the zone, with the date once a day', () => {
    const scale = timeScale([start + 40 * second, start + 20 * minute])
    const texts = scale ? axisTicks(scale, 400, 'Asia/Kolkata').map((tick) => tick.text) : []
    expect(texts).toEqual(['11/22 05:35', '05:40', '05:45', '05:50'])
  })

  it('name both sides of a break', () => {
    const scale = timeScale([start, start + minute, start + 2 * day, start + 2 * day + minute])
    const texts = scale ? axisTicks(scale, 900, 'UTC').map((tick) => tick.text) : []
    expect(texts[0]).toBe('11/22 00:00:00')
    expect(texts.some((text) => text.startsWith('11/24'))).toBe(true)
  })
})
