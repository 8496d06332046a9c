import { expect, test } from 'vitest'
import { grouped } from './fingerprint'

test('a fingerprint is shown in groups that people can compare', () => {
  expect(grouped('00ff12ab')).toBe('00FF 12AB')
  expect(grouped('')).toBe('')
  expect(grouped('a'.repeat(64)).split(' ')).toHaveLength(16)
})
