import { useCallback, useId, useRef, useState, type ReactNode } from 'react'
import css from './Popover.module.css'

type Props = {
  /** What the button shows. */
  button: ReactNode
  /** Accessible name, where the button's own text does not say enough. */
  label?: string
  title?: string
  className?: string | undefined
  align?: 'start' | 'end'
  /** Name of what opens. */
  dialog: string
  wide?: boolean
  children: (close: () => void) => ReactNode
}

const edge = 8

function place(button: HTMLElement, panel: HTMLElement, align: 'start' | 'end'): void {
  const at = button.getBoundingClientRect()
  const width = panel.offsetWidth
  const wanted = align === 'start' ? at.left : at.right - width
  const below = window.innerHeight - at.bottom - edge - 6
  const above = at.top - edge - 6
  const up = below < panel.scrollHeight && above > below
  panel.style.left = `${Math.max(edge, Math.min(wanted, window.innerWidth - width - edge))}px`
  panel.style.maxHeight = `${Math.max(160, up ? above : below)}px`
  panel.style.top = up ? `${Math.max(edge, at.top - 6 - Math.min(panel.scrollHeight, above))}px` : `${at.bottom + 6}px`
  panel.dataset.placed = ''
}

/** A button and what it opens, in the top layer: Esc and a click elsewhere close it, focus returns to the button. */
export function Popover({ button, label, title, className, align = 'start', dialog, wide, children }: Props) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const close = useCallback(() => document.getElementById(id)?.hidePopover(), [id])
  const toggled = (next: boolean) => {
    if (!panel.current) return
    if (!next) {
      delete panel.current.dataset.placed
      setOpen(false)
      return
    }
    if (trigger.current) place(trigger.current, panel.current, align)
    panel.current.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }
  return (
    <>
      <button
        type="button"
        ref={trigger}
        className={className}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={label}
        title={title}
      >
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={dialog}
        className={wide ? `${css.panel ?? ''} ${css.wide ?? ''}` : css.panel}
        onBeforeToggle={(event) => event.newState === 'open' && setOpen(true)}
        onToggle={(event) => toggled(event.newState === 'open')}
      >
        {open && children(close)}
      </div>
    </>
  )
}
