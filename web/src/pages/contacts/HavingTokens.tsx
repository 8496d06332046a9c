import { useState, type SubmitEvent } from 'react'
import type { ColumnInfo } from '../../api/model'
import { pick, useLanguage } from '../../i18n/language'
import { count, duration } from '../../lib/format'
import { parseSeconds, type Having } from '../../lib/having'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'
import { Token } from '../../ui/Token'

type Props = { columns: ColumnInfo[]; having: Having[]; change: (having: Having[]) => void }

/** Durations, counts and flags that the contacts must have. */
export function HavingTokens({ columns, having, change }: Props) {
  const { t, language } = useLanguage()
  const offered = columns.filter((column) => column.kind !== 'moment')
  const text = ({ column, op, value }: Having) => {
    const known = offered.find((c) => c.id === column)
    const name = known ? pick(known.title, language) : column
    if (known?.kind === 'flag') return value === 1 ? t.having.yes(name) : t.having.no(name)
    return t.having.is(name, known?.kind === 'seconds' ? duration(value) : count(value), op)
  }
  return (
    <>
      {having.map((one) => (
        <Token
          key={text(one)}
          dropLabel={t.list.drop(text(one))}
          drop={() => change(having.filter((other) => other !== one))}
        >
          {text(one)}
        </Token>
      ))}
      <Popover
        dialog={t.having.add}
        className={controls.button}
        button={
          <>
            <Icon name="plus" size={15} />
            {t.having.add}
          </>
        }
      >
        {(close) => (
          <NewHaving
            columns={offered}
            done={(one) => {
              change([...having, one])
              close()
            }}
          />
        )}
      </Popover>
    </>
  )
}

function NewHaving({ columns, done }: { columns: ColumnInfo[]; done: (one: Having) => void }) {
  const { t, language } = useLanguage()
  const [id, setId] = useState('queue_s')
  const [op, setOp] = useState('>=')
  const [text, setText] = useState('')
  const column = columns.find((c) => c.id === id)
  const flag = column?.kind === 'flag'
  const value = flag ? Number(op !== '<') : parseSeconds(text)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (value !== null) done({ column: id, op: flag ? '=' : op, value })
  }
  return (
    <form className={controls.form} onSubmit={submit}>
      <label>
        <span>{t.having.what}</span>
        <select data-autofocus value={id} onChange={(e) => setId(e.target.value)}>
          {columns.map((c) => (
            <option key={c.id} value={c.id}>
              {pick(c.title, language)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t.having.how}</span>
        <select value={op} onChange={(e) => setOp(e.target.value)}>
          <option value=">=">{flag ? t.having.met : t.having.least}</option>
          <option value="<">{flag ? t.having.missed : t.having.under}</option>
        </select>
      </label>
      {!flag && (
        <label>
          <span>{column?.kind === 'seconds' ? t.having.seconds : t.having.number}</span>
          <input required value={text} placeholder="1:30" onChange={(e) => setText(e.target.value)} />
        </label>
      )}
      <button type="submit" className={controls.primary} disabled={value === null}>
        {t.reports.apply}
      </button>
    </form>
  )
}
