import type { Made } from '../../api/keys'
import { useLanguage } from '../../i18n/language'
import { Command } from '../../ui/CopyText'
import { Dialog } from '../../ui/Dialog'
import css from './Keys.module.css'

/** What was made, this once. */
export function MadeDialog({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useLanguage()
  return (
    <Dialog title={t.secrets.shown(made.name)} close={t.secrets.close} onClose={onClose}>
      <div className={css.form} data-made={made.id}>
        <p>{t.secrets.shownOnce}</p>
        <Command text={made.text} name={made.name} />
      </div>
    </Dialog>
  )
}
