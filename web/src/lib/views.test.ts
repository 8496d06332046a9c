import { expect, it } from 'vitest'
import { openedView, sameState, searchOf, stateOf } from './views'

it('keeps the whole search part but for the cursor and the view itself', () => {
  expect(stateOf('range=7d&queue=a&queue=b&view=1&after=x')).toBe('range=7d&queue=a&queue=b')
})

it('opens a view so that the page knows which it is', () => {
  const search = searchOf({ id: 'ab', query: 'range=7d' })
  expect(search).toBe('range=7d&view=ab')
  expect(openedView(search)).toBe('ab')
  expect(openedView('range=7d')).toBe('')
})

it('takes search parts for the same whatever the order of their keys', () => {
  expect(sameState('range=7d&queue=a&view=1', 'queue=a&range=7d')).toBe(true)
  expect(sameState('queue=a&queue=b', 'queue=b&queue=a')).toBe(false)
  expect(sameState('range=7d', 'range=30d')).toBe(false)
})
