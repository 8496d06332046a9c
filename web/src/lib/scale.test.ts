import { describe, expect, it } from 'vitest'
import { linePath, ticks, timeTicks } from './scale'

describe('scale', () => {
  it('covers the largest value in few round steps', () => {
    expect(ticks(38)).toEqual([0, 10, 20, 30, 40])
    expect(ticks(200)).toEqual([0, 50, 100, 150, 200])
    expect(ticks(3)).toEqual([0, 1, 2, 3])
    for (const largest of [1, 7, 99, 1_234, 56_789]) {
      const marks = ticks(largest)
      expect(marks.at(-1)).toBeGreaterThanOrEqual(largest)
      expect(marks.length).toBeLessThanOrEqual(6)
    }
  })

  it('has steps of a clock for seconds', () => {
    expect(timeTicks(250)).toEqual([0, 120, 240, 360])
    expect(timeTicks(3)).toEqual([0, 1, 2, 3])
    expect(timeTicks(0)).toEqual([0, 1])
    expect(timeTicks(1_000_000)).toEqual([0, 100, 200, 300].map((hours) => hours * 3_600))
  })

  it('draws an empty day without dividing by zero', () => {
    expect(ticks(0)).toEqual([0, 1])
  })

  it('leaves a gap where a value is missing', () => {
    expect(linePath([{ x: 0, y: 1 }, null, { x: 2, y: 3 }, { x: 3, y: 4 }])).toBe('M0.0,1.0M2.0,3.0L3.0,4.0')
  })
})
