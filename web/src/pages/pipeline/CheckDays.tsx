import type { InstanceChecks } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { dayLabel } from '../../lib/time'
import type { Tone } from '../../lib/tone'
import { Shape } from '../../ui/Shape'
import { checkState, lastDays, type CheckState } from './check_state'
import css from './FigureChecks.module.css'

const shown = 35 // five weeks

const tones: { [state in CheckState]: Tone } = {
  none: 'none',
  equal: 'ok',
  explained: 'ok',
  unexplained: 'bad',
  problem: 'warn',
}

type Props = { checks: InstanceChecks; chosen: string; choose: (day: string) => void }

/** The last five weeks, a cell each day: how it compared, by colour and shape, and how many contacts were restored. */
export function CheckDays({ checks, chosen, choose }: Props) {
  const { t, language } = useLanguage()
  const texts = t.pipeline.checks
  return (
    <>
      <div className={css.days} role="group" aria-label={texts.days}>
        {lastDays(checks.last, shown, checks.days).map(({ day, check }) => {
          const state = checkState(check)
          const said = `${dayLabel(day, language)}: ${texts.states[state]}${check?.restored ? ` · ${texts.restoredOf(count(check.restored))}` : ''}`
          const date = Number(day.slice(8)) === 1 ? `${Number(day.slice(5, 7))}/1` : String(Number(day.slice(8)))
          // Whoever speaks to the page says what stands there.
          const named = said.includes(date) ? said : `${date}, ${said}`
          return (
            <button
              key={day}
              type="button"
              className={css.day}
              data-state={state}
              aria-pressed={day === chosen}
              aria-label={named}
              title={said}
              onClick={() => choose(day)}
            >
              <small>{date}</small>
              <Shape tone={tones[state]} />
              <b>{check?.restored ? `+${count(check.restored)}` : ''}</b>
            </button>
          )
        })}
      </div>
      <ul className={css.legend} aria-hidden="true">
        {(['equal', 'explained', 'unexplained', 'problem', 'none'] as const).map((state) => (
          <li key={state}>
            <i data-state={state} /> {texts.states[state]}
          </li>
        ))}
      </ul>
    </>
  )
}
