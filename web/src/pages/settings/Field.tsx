import { createContext, use, useId, type ReactNode } from 'react'
import { useLanguage } from '../../i18n/language'
import type { Faults } from '../../lib/settings_faults'
import css from './Settings.module.css'

/** The faults of what is being edited, for the fields below. */
export const FaultsContext = createContext<Faults>(new Map())

type Attributes = { className: string | undefined; 'aria-invalid'?: true; 'aria-describedby'?: string }

/** An input with what is wrong with it underneath. */
export function Field({ path, children }: { path: string; children: (attributes: Attributes) => ReactNode }) {
  const { t } = useLanguage()
  const fault = use(FaultsContext).get(path)
  const id = useId()
  return (
    <span className={css.field}>
      {children({
        className: css.input,
        ...(fault ? { 'aria-invalid': true as const, 'aria-describedby': id } : {}),
      })}
      {fault && (
        <small id={id} role="alert">
          {t.settings.faultTexts[fault]}
        </small>
      )}
    </span>
  )
}

type NumberProps = { path: string; label: string; value: number; change: (value: number) => void }

/** A number; text that is none becomes NaN, which is a fault of the field. */
export function NumberField({ path, label, value, change }: NumberProps) {
  return (
    <Field path={path}>
      {(attributes) => (
        <input
          {...attributes}
          data-narrow
          inputMode="decimal"
          aria-label={label}
          defaultValue={value}
          onChange={(event) => change(event.target.value.trim() === '' ? NaN : Number(event.target.value))}
        />
      )}
    </Field>
  )
}

type ChoiceProps<T extends string> = {
  label: string
  value: string
  options: [T, string][]
  change: (value: T) => void
}

export function Choice<T extends string>({ label, value, options, change }: ChoiceProps<T>) {
  return (
    <select
      className={css.input}
      aria-label={label}
      value={value}
      // The options are the only values there are.
      onChange={(event) => change(event.target.value as T)}
    >
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  )
}
