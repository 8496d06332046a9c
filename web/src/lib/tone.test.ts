import { describe, expect, it } from 'vitest'
import {
  abandonTone,
  serviceLevelTone,
  steady,
  steadyAt,
  toneRank,
  usualAbandonment,
  waitLimits,
  waitTone,
  type Tone,
} from './tone'

describe('tone', () => {
  it('gives service level no colour under ten contacts', () => {
    expect(serviceLevelTone(20, 9, 80)).toBe('none')
    expect(serviceLevelTone(null, 0, 80)).toBe('none')
  })

  it('warns down to ten points under the target and is bad below', () => {
    expect([80, 79.9, 70, 69.9].map((p) => serviceLevelTone(p, 10, 80))).toEqual(['ok', 'warn', 'warn', 'bad'])
  })

  it('judges waits and abandonment', () => {
    const limits = waitLimits('VOICE', 20)
    expect([null, 59, 60, 179, 180].map((s) => waitTone(s, limits))).toEqual(['none', 'none', 'warn', 'warn', 'bad'])
    const left = (percent: number | null, queued: number, limits = usualAbandonment) =>
      abandonTone({ percent, queued }, limits)
    expect([4.9, 5, 8].map((p) => left(p, 50))).toEqual(['none', 'warn', 'bad'])
    expect([2.9, 3, 8, 12].map((p) => left(p, 50, { warn: 3, bad: 12 }))).toEqual(['none', 'warn', 'warn', 'bad'])
    expect([left(null, 50), left(20, 9)]).toEqual(['none', 'none'])
  })

  it('lets a chat wait longer than a call, an e-mail for hours, and each as long as its queue promises', () => {
    const of = (channel: string, promised: number) => Object.values(waitLimits(channel, promised))
    expect(of('VOICE', 20)).toEqual([60, 180])
    expect(of('CHAT', 20)).toEqual([120, 300])
    expect(of('EMAIL', 20)).toEqual([14_400, 86_400])
    expect(of('VOICE', 10)).toEqual([30, 90])
    expect(of('TASK', 86_400)).toEqual([259_200, 777_600])
  })

  it('turns worse after two samples and better after three', () => {
    const samples: Tone[] = ['bad', 'bad', 'none', 'none', 'bad', 'none', 'none', 'none']
    let state = steadyAt<Tone>('none')
    const shown = samples.map((sample) => (state = steady(state, sample, toneRank)).shown)
    expect(shown).toEqual(['none', 'bad', 'bad', 'bad', 'bad', 'bad', 'bad', 'none'])
  })
})
