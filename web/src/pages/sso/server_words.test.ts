import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { say } from './server_words'

/** The sentences in a source: texts of three words and more, but not those of errors, patterns and comments. */
function sentences(file: string): string[] {
  const lines = readFileSync(`../internal/sso/${file}`, 'utf8')
    .split('\n')
    .filter((line) => !/^\s*\/\/|Errorf|errors\.New|awsaccess\.Explained\(|ownerTag|regexp/.test(line))
  return [...lines.join('\n').matchAll(/"((?:[^"\\\n]|\\.)*)"/g)]
    .map(([, text = '']) => text.replaceAll('\\"', '"').replace('%q', '"kim"').replace('%s', 'email'))
    .filter((text) => text.split(' ').length > 3)
}

it('says everything that plans and comparisons say in Korean', () => {
  const all = [
    'setup/plan.go',
    'setup/replica.go',
    'setup/sheet.go',
    'roster/compare.go',
    'roster/person.go',
    'roster/logins.go',
  ].flatMap(sentences)
  expect(all.length).toBeGreaterThan(25)
  expect(all.filter((text) => say(text, 'ko').english)).toEqual([])
})

it('says nothing of flags to who reads the page', () => {
  const all = ['setup/plan.go', 'setup/replica.go', 'setup/sheet.go', 'roster/logins.go', 'roster/gone.go'].flatMap(
    sentences,
  )
  expect(all.map((text) => say(text, 'en').text).filter((text) => text.includes('--'))).toEqual([])
  expect(
    say('it was not made by Ringside (no tag managed-by=ringside): take another name, or --adopt to change it', 'en')
      .text,
  ).not.toContain('--')
})

it('keeps names', () => {
  expect(say('Amazon Connect has "Kim@x.com": the same but for capital letters, so this', 'ko').text).toContain(
    '‘Kim@x.com’',
  )
  expect(say('something else', 'en')).toEqual({ text: 'something else', english: false })
  expect(say('something else', 'ko')).toEqual({ text: 'something else', english: true })
})
