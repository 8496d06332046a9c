import { useId } from 'react'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import css from './Keys.module.css'

/** The values of a text, a line each. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

export function NameField({ value, write }: { value: string; write: (value: string) => void }) {
  const { t } = useLanguage()
  return (
    <label>
      <span>{t.secrets.name}</span>
      <input
        value={value}
        maxLength={100}
        required
        autoComplete="off"
        placeholder={t.secrets.namePlaceholder}
        onChange={(event) => write(event.target.value)}
      />
    </label>
  )
}

type LinesProps = { label: string; note?: string; value: string; write: (value: string) => void }

/** Several values, a line each. */
export function LinesField({ label, note, value, write }: LinesProps) {
  const id = useId()
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={2}
        spellCheck={false}
        value={value}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={(event) => write(event.target.value)}
      />
      {note && <small id={`${id}-note`}>{note}</small>}
    </div>
  )
}

type DaysProps = { label: string; days: number[]; none?: string; value: number; write: (days: number) => void }

/** For how many days; 0 has words of its own. */
export function DaysField({ label, days, none, value, write }: DaysProps) {
  const { t } = useLanguage()
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => write(Number(event.target.value))}>
        {none && <option value={0}>{none}</option>}
        {days.map((n) => (
          <option key={n} value={n}>
            {t.secrets.daysOf(n)}
          </option>
        ))}
      </select>
    </label>
  )
}

type TicksProps<T extends string> = {
  label: string
  note: string
  of: [T, string][]
  picked: T[]
  pick: (picked: T[]) => void
}

export function Ticks<T extends string>({ label, note, of, picked, pick }: TicksProps<T>) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {of.map(([value, words]) => (
        <label key={value} className={css.tick}>
          <input
            type="checkbox"
            checked={picked.includes(value)}
            onChange={(event) =>
              pick(event.target.checked ? [...picked, value] : picked.filter((one) => one !== value))
            }
          />
          {words}
        </label>
      ))}
      <small>{note}</small>
    </fieldset>
  )
}

type ActionsProps = { label: string; busy: boolean; error: Error | null; cancel: () => void }

/** What ends a form. */
export function Actions({ label, busy, error, cancel }: ActionsProps) {
  const { t } = useLanguage()
  return (
    <>
      {error && <Refusal error={error} />}
      <div className={css.actions}>
        <button className={controls.primary} disabled={busy}>
          {label}
        </button>
        <button type="button" className={controls.button} onClick={cancel}>
          {t.secrets.cancel}
        </button>
      </div>
    </>
  )
}
