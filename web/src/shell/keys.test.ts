import { afterEach, beforeEach, expect, it } from 'vitest'
import { listen, type Action } from './keys'

let done: Action[] = []
let ending = new AbortController()
const press = (key: string, code: string, more: KeyboardEventInit = {}) =>
  document.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }))

beforeEach(() => {
  done = []
  ending = new AbortController()
  listen((action) => done.push(action), ending.signal)
})
afterEach(() => ending.abort())

it('goes to pages by g and a letter, in Latin and in Hangul mode', () => {
  press('g', 'KeyG')
  press('c', 'KeyC')
  press('ㅎ', 'KeyG')
  press('ㅔ', 'KeyP')
  press('ㅎ', 'KeyG')
  press('ㅐ', 'KeyO')
  press('ㄱ', 'KeyR')
  expect(done).toEqual(['contacts', 'pipeline', 'overview', 'refresh'])
})

it('takes letters as they are written on other Latin layouts', () => {
  press('r', 'KeyO') // Dvorak
  press('ö', 'Semicolon')
  expect(done).toEqual(['refresh'])
})

it('leaves keys alone while an input method composes or a modifier is held', () => {
  press('ㄱ', 'KeyR', { isComposing: true })
  press('r', 'KeyR', { ctrlKey: true })
  expect(done).toEqual([])
})
