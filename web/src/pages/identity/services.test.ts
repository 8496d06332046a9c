import { expect, test } from 'vitest'
import { byLocation } from './services'

test('services at one address are one line, and others are not', () => {
  const on = (binding: string, location: string) => ({ kind: 'SingleSignOnService' as const, binding, location })
  expect(byLocation([on('HTTP-Redirect', 'a'), on('HTTP-POST', 'a'), on('SOAP', 'b')])).toEqual([
    { kind: 'SingleSignOnService', location: 'a', bindings: ['HTTP-Redirect', 'HTTP-POST'] },
    { kind: 'SingleSignOnService', location: 'b', bindings: ['SOAP'] },
  ])
})
