import { useEffect, useRef, type ReactNode } from 'react'
import controls from './Controls.module.css'
import css from './Dialog.module.css'
import { Icon } from './Icon'

type Props = {
  title: string
  /** Words of a button that closes it, where its content has none of its own. */
  close?: string
  onClose: () => void
  children: ReactNode
}

/** A modal in the middle of the page: backdrop, focus inside, Esc. It is open as long as it is drawn. */
export function Dialog({ title, close, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className={css.body}>
        <header className={css.head}>
          <h2>{title}</h2>
          {close && (
            <button type="button" className={controls.icon} aria-label={close} onClick={() => dialog.current?.close()}>
              <Icon name="close" />
            </button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  )
}
