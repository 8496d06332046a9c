import { expect, it } from 'vitest'
import { attributesText, parseAttributes } from './attributes'

it('attributes are lines, several of a name are several values, and values may have an equals sign', () => {
  expect(parseAttributes(' groups = leads\ngroups=ops\r\n\nmail=a=b\nempty=')).toEqual({
    attributes: { groups: ['leads', 'ops'], mail: ['a=b'], empty: [''] },
    wrong: [],
  })
})

it('lines that say nothing are named', () => {
  expect(parseAttributes('groups\n=x\nsite=seoul')).toEqual({
    attributes: { site: ['seoul'] },
    wrong: ['groups', '=x'],
  })
})

it('JSON is read with single values and lists; what is no text is left out', () => {
  expect(parseAttributes('{"groups":["a","b"],"site":"seoul","level":3,"nested":{"x":1}}')).toEqual({
    attributes: { groups: ['a', 'b'], site: ['seoul'], level: ['3'], nested: [] },
    wrong: [],
  })
  expect(parseAttributes('{"groups":')).toEqual({ attributes: {}, wrong: ['{"groups":'] })
})

it('a name such as __proto__ is a name', () => {
  expect(Object.entries(parseAttributes('__proto__=x').attributes)).toEqual([['__proto__', ['x']]])
})

it('what is written is read again', () => {
  const attributes = { groups: ['a', 'b'], site: ['seoul'] }
  expect(parseAttributes(attributesText(attributes)).attributes).toEqual(attributes)
})
