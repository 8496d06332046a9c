import { useState } from 'react'
import { useLanguage } from '../i18n/language'
import css from './Controls.module.css'
import { Icon, type IconName } from './Icon'
import { OptionList, type Option } from './OptionList'
import { Popover } from './Popover'

type Props = {
  icon: IconName
  name: string
  all: string
  options: Option[]
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
  const named = options.map((o) => ({ ...o, name: o.name || o.value || t.filter.noQueue }))
  return (
    <fieldset>
      <legend className="cc-hidden">{name}</legend>
      <OptionList
        title={name}
        options={named}
        chosen={chosen}
        choose={choose}
        find={find}
        setFind={setFind}
        searchable={options.length > 8}
      />
      {chosen.length > 0 && (
        <button type="button" className={css.ghost} onClick={() => choose([])}>
          {t.filter.clear}
        </button>
      )}
    </fieldset>
  )
}
