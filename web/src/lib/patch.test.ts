import { describe, expect, it } from 'vitest'
import { mergePatch, type Json } from './patch'

describe('merge patch', () => {
  // The cases of RFC 7396, appendix A.
  const cases: [Json, Json, Json][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ]
  it.each(cases)('of %j by %j is %j', (target, patch, want) => {
    expect(mergePatch(target, patch)).toEqual(want)
  })

  it('changes neither the target nor the identity of what it does not touch', () => {
    const target = { a: { x: 1 }, b: { y: 1 } }
    const merged = mergePatch(target, { a: { x: 2 } }) as typeof target
    expect(target).toEqual({ a: { x: 1 }, b: { y: 1 } })
    expect(merged.b).toBe(target.b)
  })
})
