import { useState, type SubmitEvent } from 'react'
import { useLocation } from 'wouter'
import type { View } from '../api/model'
import { useDeleteView, useSaveView, useViews } from '../api/views'
import { useLanguage } from '../i18n/language'
import { href } from '../lib/scope'
import { openedView, sameState, searchOf, stateOf } from '../lib/views'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import { Popover } from '../ui/Popover'
import { Refusal } from '../ui/State'
import css from './SavedViews.module.css'
import { ViewList } from './ViewList'
import { useSearch } from '../lib/search'

type Props = {
  /** Of which page, as the API names it: report, contacts. */
  kind: string
  /** The address of that page; the one that is open unless given. */
  path?: string
}

/** The page's saved views: save as, open, rename, pin, copy the link, delete. */
export function SavedViews({ kind, path }: Props) {
  const { t } = useLanguage()
  const search = useSearch()
  const [here] = useLocation()
  const views = useViews(kind).data ?? []
  const opened = views.find((view) => view.id === openedView(search))
  const changed = opened && !sameState(opened.query, search)
  return (
    <Popover
      dialog={t.views.title}
      align="end"
      className={opened ? `${controls.button ?? ''} ${controls.on ?? ''}` : controls.button}
      label={opened ? `${t.views.title}: ${opened.name}${changed ? ` (${t.views.changed})` : ''}` : t.views.title}
      button={
        <>
          <Icon name="bookmark" size={16} />
          <span className={opened ? controls.truncate : controls.roomy}>{opened?.name ?? t.views.title}</span>
          {changed && <span className={css.dot} />}
          <Icon name="chevronDown" size={14} />
        </>
      }
    >
      {(close) => <Manager kind={kind} path={path ?? here} views={views} opened={opened} close={close} />}
    </Popover>
  )
}

type ManagerProps = { kind: string; path: string; views: View[]; opened: View | undefined; close: () => void }

function Manager({ kind, path, views, opened, close }: ManagerProps) {
  const { t } = useLanguage()
  const search = useSearch()
  const [, navigate] = useLocation()
  const [name, setName] = useState('')
  const saving = useSaveView()
  const deleting = useDeleteView()
  const wanted = name.trim().replace(/\s+/g, ' ').toLowerCase()
  const taken = views.find((view) => view.name.toLowerCase() === wanted)
  const save = (over: View | undefined, as: string) =>
    saving.mutate(
      { id: over?.id, kind, name: as, query: stateOf(search), pinned: over?.pinned ?? false },
      {
        onSuccess: (view) => {
          navigate(href(path, searchOf(view)), { replace: true })
          close()
        },
      },
    )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (wanted) save(taken, name)
  }
  const error = saving.error ?? deleting.error
  return (
    <div className={css.manager}>
      {opened && !sameState(opened.query, search) && (
        <button type="button" className={controls.primary} onClick={() => save(opened, opened.name)}>
          {t.views.saveChanges(opened.name)}
        </button>
      )}
      <form className={css.save} onSubmit={submit}>
        <div className={controls.field}>
          <input
            data-autofocus
            value={name}
            maxLength={100}
            placeholder={t.views.saveAs}
            aria-label={t.views.saveAs}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <button type="submit" className={controls.button} disabled={wanted === '' || saving.isPending}>
          {taken ? t.views.replace : t.views.save}
        </button>
      </form>
      {error && <Refusal error={error} />}
      {views.length === 0 ? (
        <p className={css.none}>{t.views.none}</p>
      ) : (
        <ViewList views={views} path={path} opened={opened?.id} pick={close} save={saving} remove={deleting} />
      )}
    </div>
  )
}
