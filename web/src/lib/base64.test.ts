import { expect, it } from 'vitest'
import { base64Of } from './base64'

it('base64 holds every byte, also beyond one piece', () => {
  const bytes = Uint8Array.from({ length: 0x2000 * 2 + 7 }, (_, i) => i % 256)
  expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  expect(base64Of(new TextEncoder().encode('로그인'))).toBe('66Gc6re47J24')
  expect(base64Of(new Uint8Array())).toBe('')
})
