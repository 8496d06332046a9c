import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { korean } from './korean'

it('says every code that the server has in Korean, and no other', () => {
  const page = readFileSync('../docs/check.md', 'utf8')
  const codes = [...page.matchAll(/^### ([a-z_]+)$/gm)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(40)
  expect(Object.keys(korean).sort()).toEqual(codes.sort())
})
