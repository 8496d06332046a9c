import { useDeleteNamingViews, useNamingViews } from '../../api/erasure'
import type { ErasureRequest } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import controls from '../../ui/Controls.module.css'
import { Failure, Refusal } from '../../ui/State'
import css from './Erasure.module.css'

/** The saved views that name whom one forgets, with the button that deletes them. */
export function NamingViews({ whom }: { whom: ErasureRequest }) {
  const { t } = useLanguage()
  const found = useNamingViews(whom)
  const remove = useDeleteNamingViews(whom)
  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />
  if (!found.data || found.data.views.length === 0) return null
  const { views, removed } = found.data
  return (
    <div className={css.note} data-naming-views={views.length}>
      {removed ? t.erasure.viewsRemoved(count(views.length)) : t.erasure.views(count(views.length))}
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            {view.name}
            {view.owned && ` · ${t.erasure.viewOwned}`}
          </li>
        ))}
      </ul>
      {!removed && (
        <div className={css.actions}>
          <button
            type="button"
            className={controls.button}
            disabled={remove.isPending}
            onClick={() => {
              remove.mutate()
            }}
          >
            {t.erasure.removeViews}
          </button>
          {remove.error && <Refusal error={remove.error} />}
        </div>
      )}
    </div>
  )
}
