import controls from './Controls.module.css'
import { Dialog } from './Dialog'
import css from './Dialog.module.css'

type Props = { title: string; text: string; yes: string; no: string; onYes: () => void; onClose: () => void }

/** Asks before something is done that cannot be undone. Esc and the page behind mean no. */
export function Question({ title, text, yes, no, onYes, onClose }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <form method="dialog" className={css.answers}>
        <button className={controls.button}>{no}</button>
        <button className={controls.primary} onClick={onYes}>
          {yes}
        </button>
      </form>
    </Dialog>
  )
}
