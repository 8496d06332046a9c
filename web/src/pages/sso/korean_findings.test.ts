import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { koreanFindings, koreanUnchecked } from './korean_findings'

it('says every code that the server has in Korean, and no other', () => {
  const page = readFileSync('../docs/sso-verify.md', 'utf8')
  const codes = [...page.matchAll(/^\| `([A-Z0-9-]+)` \|/gm)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(60)
  expect(Object.keys(koreanFindings).sort()).toEqual(codes.sort())
})

it('says in Korean what the server did not judge', () => {
  const source = readdirSync('../internal/sso')
    .filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))
    .map((name) => readFileSync(`../internal/sso/${name}`, 'utf8'))
    .join('\n')
  const texts = [...source.matchAll(/\.unchecked\("([^"]+)"\)/g)].map(([, text]) => text)
  expect(texts.length).toBeGreaterThan(10)
  expect(Object.keys(koreanUnchecked).sort()).toEqual(texts.sort())
})
