import { expect, test } from 'vitest'
import { daysOf, shorter } from './limits'

test('days are read as people write them', () => {
  const read = ['', ' ', '400', ' 1,100 ', '2', '3660', '1', '0', '3661', '-5', '4.5', 'abc', '1e3'].map((text) =>
    daysOf(text, 'contacts'),
  )
  expect(read).toEqual([0, 0, 400, 1100, 2, 3660, null, null, null, null, null, null, null])
  const audit = ['', '364', '365', '732', '3660', '3661'].map((text) => daysOf(text, 'audit'))
  expect(audit).toEqual([null, null, 365, 732, 3660, null])
})

test('for ever is the longest', () => {
  expect([shorter(30, 0), shorter(30, 400), shorter(400, 400), shorter(0, 400), shorter(0, 0)]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
