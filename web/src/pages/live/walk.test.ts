import type { KeyboardEvent } from 'react'
import { expect, it } from 'vitest'
import { walk } from './walk'

const rowHeight = 36
const total = 1_000

/** A box of a thousand rows under two headings that draws ten, from where it is scrolled to. */
function drawn(): { box: HTMLElement; press: (key: string) => void } {
  const box = document.createElement('div')
  document.body.append(box)
  let top = 0
  const draw = () => {
    const first = Math.min(total - 10, Math.round(top / rowHeight))
    const rows = Array.from({ length: 10 }, (_, i) => first + i)
    box.innerHTML = `<table><tbody>${rows
      .map((row) => `<tr aria-rowindex="${row + 3}"><th><button>row ${row}</button></th></tr>`)
      .join('')}</tbody></table>`
  }
  Object.defineProperty(box, 'scrollTop', {
    set: (to: number) => {
      top = to
      draw()
    },
  })
  draw()
  const press = (key: string) =>
    walk(
      // walk looks at nothing else
      { key, currentTarget: box, preventDefault: () => undefined } as unknown as KeyboardEvent<HTMLElement>,
      { headings: 2, rows: total, rowHeight },
    )
  return { box, press }
}

const focused = () => document.activeElement?.textContent

it('goes to rows that are not drawn yet, and not beyond the first and the last', async () => {
  const { box, press } = drawn()
  box.querySelector('button')?.focus()
  press('ArrowDown')
  expect(focused()).toBe('row 1')
  press('End')
  await expect.poll(focused).toBe('row 999')
  press('ArrowDown')
  expect(focused()).toBe('row 999')
  press('PageUp')
  await expect.poll(focused).toBe('row 987')
  press('Home')
  await expect.poll(focused).toBe('row 0')
  press('ArrowUp')
  expect(focused()).toBe('row 0')
})
