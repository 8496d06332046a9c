import { useEffect, useRef, type ReactNode } from 'react'
import controls from './Controls.module.css'
import { Icon } from './Icon'
import css from './Sheet.module.css'

type Props = {
  title: string
  /** What readers call it, where the title alone does not say. */
  label?: string
  /** Words of the button that closes it. */
  close: string
  /** In pixels, where the screen is as wide. */
  width: number
  onClose: () => void
  children: ReactNode
}

/** A modal sheet at the right edge, over the page: backdrop, focus inside, Esc. It is open as long as it is drawn. */
export function Sheet({ title, label = title, close, width, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className={css.drawer}
      style={{ width: `min(${width}px, 100vw)` }}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className={css.sheet}>
        <header className={css.head}>
          <h2>{title}</h2>
          <button type="button" className={controls.icon} aria-label={close} onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
