import { useState } from 'react'
import type { DimensionValue } from '../api/model'
import { useLanguage } from '../i18n/language'
import css from './Controls.module.css'
import { Icon, type IconName } from './Icon'
import { Popover } from './Popover'

type Props = {
  icon: IconName
  name: string
  all: string
  options: DimensionValue[]
  chosen: string[]
  choose: (values: string[]) => void
}

function buttonText({ options, chosen, all }: Props, many: string): string {
  const [only] = chosen
  if (only === undefined) return all
  if (chosen.length > 1) return many
  return options.find((o) => o.value === only)?.name ?? only
}

/** Any number of values of one dimension; none means all. Applied at once. */
export function MultiSelect(props: Props) {
  const { t } = useLanguage()
  const { icon, name, chosen } = props
  const text = buttonText(props, `${name} · ${t.filter.chosen(chosen.length)}`)
  return (
    <Popover
      dialog={name}
      className={chosen.length > 0 ? `${css.button ?? ''} ${css.on ?? ''}` : css.button}
      button={
        <>
          <Icon name={icon} size={16} />
          <span className={chosen.length > 0 ? css.truncate : `${css.truncate ?? ''} ${css.roomy ?? ''}`}>{text}</span>
          <Icon name="chevronDown" size={14} />
        </>
      }
      label={`${name}: ${text}`}
    >
      {() => <Options {...props} />}
    </Popover>
  )
}

function Options({ name, options, chosen, choose }: Props) {
  const { t } = useLanguage()
  const [find, setFind] = useState('')
  const shown = options.filter((o) => `${o.name} ${o.value}`.toLowerCase().includes(find.toLowerCase()))
  const toggle = (value: string) =>
    choose(chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value])
  return (
    <fieldset>
      <legend className="cc-hidden">{name}</legend>
      {options.length > 8 && (
        <div className={css.field}>
          <Icon name="search" size={15} />
          <input
            data-autofocus
            type="search"
            value={find}
            placeholder={t.filter.search}
            aria-label={`${name}: ${t.filter.search}`}
            onChange={(e) => setFind(e.target.value)}
          />
        </div>
      )}
      <div className={css.list}>
        {shown.map((option) => (
          <label key={option.value} className={css.option}>
            <input type="checkbox" checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} />
            <span>{option.name || option.value || t.filter.noQueue}</span>
          </label>
        ))}
        {shown.length === 0 && <p className={css.empty}>{t.filter.nothing}</p>}
      </div>
      {chosen.length > 0 && (
        <button type="button" className={css.ghost} onClick={() => choose([])}>
          {t.filter.clear}
        </button>
      )}
    </fieldset>
  )
}
