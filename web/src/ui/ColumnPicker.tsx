import { useState } from 'react'
import type { Metric } from '../api/model'
import { pick, useLanguage } from '../i18n/language'
import { findMetrics } from '../lib/find_metrics'
import css from './ColumnPicker.module.css'
import controls from './Controls.module.css'
import { Icon } from './Icon'
import { Popover } from './Popover'

type Props = {
  sections: { id: string; title: string; metrics: Metric[] }[]
  chosen: string[]
  choose: (ids: string[]) => void
  /** Back to the usual columns; null while they are shown. */
  reset?: (() => void) | null
  /** On the button, "columns" unless given. */
  label?: string
  /** Why a metric cannot be chosen here; null for those that can. */
  refused?: (metric: Metric) => string | null
}

/** Which figures a table shows, each with how it is counted. */
export function ColumnPicker(props: Props) {
  const { t } = useLanguage()
  const label = props.label ?? t.table.columns
  return (
    <Popover
      dialog={label}
      wide
      align="end"
      className={controls.button}
      label={`${label}: ${t.filter.chosen(props.chosen.length)}`}
      button={
        <>
          <Icon name="columns" size={16} />
          <span>{label}</span>
          <Icon name="chevronDown" size={14} />
        </>
      }
    >
      {() => <Choices {...props} />}
    </Popover>
  )
}

function Choices({ sections, chosen, choose, reset, refused }: Props) {
  const { t, language } = useLanguage()
  const [find, setFind] = useState('')
  const shown = sections
    .map((s) => ({ ...s, metrics: findMetrics(s.metrics, find) }))
    .filter((s) => s.metrics.length > 0)
  const toggle = (id: string) => choose(chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id])
  return (
    <div className={css.choices}>
      <div className={controls.field}>
        <Icon name="search" size={15} />
        <input
          data-autofocus
          type="search"
          value={find}
          placeholder={t.table.findColumn}
          aria-label={t.table.findColumn}
          onChange={(e) => setFind(e.target.value)}
        />
      </div>
      <div className={css.list}>
        {shown.map((section) => (
          <fieldset key={section.id}>
            <legend>{section.title}</legend>
            {section.metrics.map((metric) => {
              const no = chosen.includes(metric.id) ? null : refused?.(metric)
              return (
                <label key={metric.id} className={controls.option} data-refused={no ? true : undefined}>
                  <input
                    type="checkbox"
                    checked={chosen.includes(metric.id)}
                    disabled={!!no}
                    onChange={() => toggle(metric.id)}
                  />
                  <span className={css.metric}>
                    {pick(metric.title, language)}
                    <small>{no ?? pick(metric.definition, language)}</small>
                  </span>
                </label>
              )
            })}
          </fieldset>
        ))}
        {shown.length === 0 && <p className={controls.empty}>{t.filter.nothing}</p>}
      </div>
      {reset && (
        <button type="button" className={controls.ghost} onClick={reset}>
          {t.table.usual}
        </button>
      )}
    </div>
  )
}
