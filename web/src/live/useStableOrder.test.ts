import { expect, it } from 'vitest'
import { held } from './useStableOrder'

it('keeps the order under the pointer', () => {
  expect(held(['c', 'a', 'b'], ['a', 'b', 'd'])).toEqual(['a', 'b', 'd'])
  expect(held(['c', 'a'], ['d', 'a', 'c'])).toEqual(['c', 'a', 'd'])
  expect(held(['c', 'a', 'b'], ['b', 'd'], (key) => key === 'a')).toEqual(['a', 'b', 'd'])
})
