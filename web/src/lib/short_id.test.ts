import { expect, test } from 'vitest'
import { shortId } from './short_id'

test('a UUID is told by its first group', () => {
  expect(shortId('8e845bb2-1c3d-4f00-9a2b-000000000001')).toBe('8e845bb2')
})

test('an id that is no UUID stands whole', () => {
  expect(shortId('FakeCtr1-8e845bb2')).toBe('FakeCtr1-8e845bb2')
})
