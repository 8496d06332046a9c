// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Frame } from './Frame'

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function chart(pick?: (slot: number, line: number) => void, lines = 2) {
  render(
    <Frame
      label="Arrivals"
      slots={3}
      lines={{ count: lines, at: () => 0 }}
      draw={() => null}
      tip={() => null}
      pick={pick}
    />,
  )
}

it('a chart that leads somewhere is walked through with arrows, and Enter picks', () => {
  const pick = vi.fn()
  chart(pick)
  const frame = screen.getByRole('group', { name: 'Arrivals' })
  const press = (...keys: string[]) => keys.forEach((key) => fireEvent.keyDown(frame, { key }))
  press('Enter') // nothing is chosen yet
  press('ArrowLeft', 'ArrowLeft', 'ArrowUp', 'Enter')
  press('Home', 'ArrowLeft', 'ArrowDown', 'Enter')
  press('End', 'ArrowRight', 'Enter')
  press('Escape', 'Enter')
  expect(pick.mock.calls).toEqual([
    [1, 1],
    [0, 0],
    [2, 0],
  ])
})

it('one that leads nowhere takes no key', () => {
  chart()
  expect(screen.queryByRole('group')).toBeNull()
})
