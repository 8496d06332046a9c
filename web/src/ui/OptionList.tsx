import type { ReactNode } from 'react'
import type { DimensionValue } from '../api/model'
import { useLanguage } from '../i18n/language'
import controls from './Controls.module.css'
import { Icon } from './Icon'

/** The detail tells values of the same name apart. */
export type Option = DimensionValue & { detail?: string }

type Props = {
  title: string
  options: Option[]
  chosen: string[]
  choose: (values: string[]) => void
  find: string
  setFind: (find: string) => void
  /** Short lists need no field to find in. */
  searchable?: boolean
  /** Under the options. */
  children?: ReactNode
}

/** More are found by their names. */
const mostShown = 200

/** Any number of values to choose from, found by parts of their names. */
export function OptionList({ title, options, chosen, choose, find, setFind, searchable = true, children }: Props) {
  const { t } = useLanguage()
  const wanted = find.trim().toLowerCase()
  const shown = options.filter((o) => `${o.name} ${o.detail ?? ''} ${o.value}`.toLowerCase().includes(wanted))
  const toggle = (value: string) =>
    choose(chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value])
  return (
    <>
      {searchable && (
        <div className={controls.field}>
          <Icon name="search" size={15} />
          <input
            data-autofocus
            type="search"
            value={find}
            placeholder={t.filter.search}
            aria-label={`${title}: ${t.filter.search}`}
            onChange={(e) => setFind(e.target.value)}
          />
        </div>
      )}
      <div className={controls.list}>
        {shown.slice(0, mostShown).map((option) => (
          <label key={option.value} className={controls.option}>
            <input type="checkbox" checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} />
            <span>{option.name}</span>
            {option.detail && <small>{option.detail}</small>}
          </label>
        ))}
        {shown.length > mostShown && <p className={controls.empty}>{t.reports.findMore(shown.length - mostShown)}</p>}
        {shown.length === 0 && !children && <p className={controls.empty}>{t.filter.nothing}</p>}
        {children}
      </div>
    </>
  )
}
