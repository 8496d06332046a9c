import { useState, type SubmitEvent } from 'react'
import { Link } from 'wouter'
import type { View } from '../api/model'
import type { useDeleteView, useSaveView } from '../api/views'
import { useLanguage } from '../i18n/language'
import { href } from '../lib/scope'
import { searchOf } from '../lib/views'
import controls from '../ui/Controls.module.css'
import { CopyButton } from '../ui/CopyText'
import { Icon } from '../ui/Icon'
import { PinMenu } from './PinMenu'
import css from './SavedViews.module.css'

type Props = {
  views: View[]
  path: string
  opened?: string | undefined
  pick?: () => void
  save: ReturnType<typeof useSaveView>
  remove: ReturnType<typeof useDeleteView>
}

/** Saved views, pinned ones first, each with what can be done with it. */
export function ViewList({ views, path, opened, pick, save, remove }: Props) {
  const { t, language } = useLanguage()
  const [renamed, rename] = useState('')
  const sorted = [...views].sort(
    (a, b) => Number(b.pinned) - Number(a.pinned) || a.name.localeCompare(b.name, language),
  )
  const gone = remove.data
  return (
    <>
      {gone && (
        <p className={css.gone} role="status">
          {t.views.removed(gone.name)}
          <button
            type="button"
            className={controls.ghost}
            onClick={() => save.mutate({ ...pure(gone), id: undefined }, { onSuccess: () => remove.reset() })}
          >
            {t.views.undo}
          </button>
        </p>
      )}
      <ul className={css.list}>
        {sorted.map((view) => (
          <li key={view.id} className={css.row} aria-current={view.id === opened || undefined}>
            {view.id === renamed ? (
              <Rename view={view} done={() => rename('')} save={save} />
            ) : (
              <>
                <Link href={href(path, searchOf(view))} className={css.open} {...(pick ? { onClick: pick } : {})}>
                  {view.name}
                </Link>
                <Tools view={view} path={path} rename={() => rename(view.id)} save={save} remove={remove} />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** What of a view is said when it is saved. */
function pure({ id, kind, name, query, pinned }: View) {
  return { id, kind, name, query, pinned }
}

type ToolsProps = Pick<Props, 'path' | 'save' | 'remove'> & { view: View; rename: () => void }

function Tools({ view, path, rename, save, remove }: ToolsProps) {
  const { t } = useLanguage()
  const setPinned = (pinned: boolean) => save.mutate({ ...pure(view), pinned })
  const pin = view.pinned ? t.views.unpin(view.name) : t.views.pin(view.name)
  return (
    <>
      {view.kind === 'report' ? (
        <PinMenu view={view} setPinned={setPinned} />
      ) : (
        <button
          type="button"
          className={controls.icon}
          aria-label={pin}
          title={pin}
          aria-pressed={view.pinned}
          onClick={() => setPinned(!view.pinned)}
        >
          <Icon name="pin" size={15} />
        </button>
      )}
      <CopyButton text={`${location.origin}${href(path, searchOf(view))}`} name={t.views.link(view.name)} bare />
      <button
        type="button"
        className={controls.icon}
        aria-label={t.views.rename(view.name)}
        title={t.views.rename(view.name)}
        onClick={rename}
      >
        <Icon name="edit" size={15} />
      </button>
      <button
        type="button"
        className={controls.icon}
        aria-label={t.views.remove(view.name)}
        title={t.views.remove(view.name)}
        onClick={() => remove.mutate(view.id)}
      >
        <Icon name="trash" size={15} />
      </button>
    </>
  )
}

function Rename({ view, done, save }: { view: View; done: () => void; save: Props['save'] }) {
  const { t } = useLanguage()
  const [name, setName] = useState(view.name)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    save.mutate({ ...pure(view), name }, { onSuccess: done })
  }
  return (
    <form className={css.save} onSubmit={submit}>
      <div className={controls.field}>
        <input
          autoFocus
          value={name}
          maxLength={100}
          aria-label={t.views.newName}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <button type="submit" className={controls.button} disabled={name.trim() === '' || save.isPending}>
        {t.views.save}
      </button>
      <button type="button" className={controls.ghost} onClick={done}>
        {t.views.cancel}
      </button>
    </form>
  )
}
