import { describe, expect, it } from 'vitest'
import { abandonTone, availableTone, serviceLevelTone, steady, steadyStart, waitTone, type Tone } from './tone'

describe('tone', () => {
  it('gives service level no colour under ten contacts', () => {
    expect(serviceLevelTone(20, 9, 80)).toBe('none')
    expect(serviceLevelTone(null, 0, 80)).toBe('none')
  })

  it('warns down to ten points under the target and is bad below', () => {
    expect([80, 79.9, 70, 69.9].map((p) => serviceLevelTone(p, 10, 80))).toEqual(['ok', 'warn', 'warn', 'bad'])
  })

  it('judges waits, abandonment and queues that nobody serves', () => {
    expect([null, 59, 60, 179, 180].map(waitTone)).toEqual(['none', 'none', 'warn', 'warn', 'bad'])
    expect([4.9, 5, 8].map((p) => abandonTone(p, 50))).toEqual(['none', 'warn', 'bad'])
    expect([availableTone(1, 0), availableTone(0, 0), availableTone(3, 1)]).toEqual(['bad', 'none', 'none'])
  })

  it('turns worse after two samples and better after three', () => {
    const samples: Tone[] = ['bad', 'bad', 'none', 'none', 'bad', 'none', 'none', 'none']
    let state = steadyStart
    const shown = samples.map((sample) => (state = steady(state, sample)).shown)
    expect(shown).toEqual(['none', 'bad', 'bad', 'bad', 'bad', 'bad', 'bad', 'none'])
  })
})
