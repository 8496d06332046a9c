import { expect, test } from 'vitest'
import { compareFigures, nextSort, parseSort, readAnswer, sortText } from './answer'

test('an answer is read by the names of its columns, and null stays null', () => {
  const answer = readAnswer({
    columns: [
      { name: 'agent', kind: 'dimension', unit: '' },
      { name: 'agent_arn', kind: 'dimension', unit: '' },
      { name: 'contacts_handled', kind: 'metric', unit: 'count' },
      { name: 'compare:contacts_handled', kind: 'compare', unit: 'count' },
      { name: 'difference:contacts_handled', kind: 'difference', unit: 'count' },
      { name: 'avg_handle_time', kind: 'metric', unit: 'seconds' },
    ],
    rows: [['kim', 'arn:kim', 0, 3, -3, null]],
    totals: [null, null, 7, 8, -1, 31.5],
  })
  expect(answer).toEqual({
    rows: [
      {
        keys: { agent: 'kim', agent_arn: 'arn:kim' },
        values: { contacts_handled: 0, avg_handle_time: null },
        before: { contacts_handled: 3 },
      },
    ],
    totals: { contacts_handled: 7, avg_handle_time: 31.5 },
    totalsBefore: { contacts_handled: 8 },
  })
})

test('an order survives the address, and a second click turns it round', () => {
  const otherwise = { by: 'name', down: false }
  expect(parseSort(null, otherwise)).toEqual(otherwise)
  for (const text of ['-avg_handle_time', 'name']) expect(sortText(parseSort(text, otherwise))).toBe(text)
  expect(nextSort(otherwise, 'contacts_handled', false)).toEqual({ by: 'contacts_handled', down: true })
  expect(nextSort(otherwise, 'name', true)).toEqual({ by: 'name', down: true })
  expect(nextSort({ by: 'contacts_handled', down: true }, 'name', true)).toEqual(otherwise)
})

test('what has no figure is last in either order', () => {
  const sorted = (down: boolean) => [null, 2, 5, null, 1].sort((a, b) => compareFigures(a, b, down))
  expect(sorted(true)).toEqual([5, 2, 1, null, null])
  expect(sorted(false)).toEqual([1, 2, 5, null, null])
})
