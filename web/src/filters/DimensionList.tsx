import { useDeferredValue, useState } from 'react'
import type { Catalogue } from '../api/model'
import { useAttributes } from '../api/queries'
import { useMay } from '../api/session'
import { dimensionTitle } from '../i18n/dimension'
import { useLanguage } from '../i18n/language'
import { count } from '../lib/format'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import css from './DimensionList.module.css'

type ListProps = {
  catalogue: Catalogue
  without?: string[]
  /** Why a dimension cannot be taken; null for those that can. */
  refused?: (dimension: string) => string | null
  pick: (dimension: string) => void
}

/** The dimensions of contacts, and any of their attributes by its key. */
export function DimensionList({ catalogue, without = [], refused, pick }: ListProps) {
  const { t, language } = useLanguage()
  const attributes = useMay('customers')
  return (
    <div className={css.dimensions}>
      <div className={controls.list}>
        {catalogue.dimensions
          .filter((d) => !without.includes(d.id))
          .map((d) => {
            const no = refused?.(d.id) ?? null
            return (
              <button
                key={d.id}
                type="button"
                className={controls.option}
                disabled={no !== null}
                title={no ?? undefined}
                onClick={() => pick(d.id)}
              >
                {dimensionTitle(d.id, catalogue.dimensions, language)}
                {no && <small>{t.reports.cannot}</small>}
              </button>
            )
          })}
      </div>
      {attributes && <Attributes without={without} pick={pick} />}
    </div>
  )
}

/** Contact attributes by their keys, of which a centre can have thousands. */
function Attributes({ without, pick }: { without: string[]; pick: (dimension: string) => void }) {
  const { t } = useLanguage()
  const [find, setFind] = useState('')
  const found = useAttributes(useDeferredValue(find.trim()))
  return (
    <>
      <div className={controls.field}>
        <Icon name="search" size={15} />
        <input
          type="search"
          value={find}
          maxLength={256}
          placeholder={t.reports.attribute}
          aria-label={t.reports.attributeLong}
          onChange={(event) => setFind(event.target.value)}
        />
      </div>
      <div className={controls.list}>
        {(found.data?.attributes ?? [])
          .filter((a) => !without.includes(a.dimension))
          .map((a) => (
            <button key={a.key} type="button" className={controls.option} onClick={() => pick(a.dimension)}>
              {a.key}
              <small>{t.reports.contacts(count(a.contacts))}</small>
            </button>
          ))}
        {found.data?.attributes.length === 0 && <p className={controls.empty}>{t.filter.nothing}</p>}
        {found.data?.more && <p className={controls.empty}>{t.reports.moreKeys}</p>}
      </div>
    </>
  )
}
