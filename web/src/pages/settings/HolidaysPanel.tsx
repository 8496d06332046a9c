import { useState } from 'react'
import type { Settings, SettingsAnswer } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { dayLabel } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Empty } from '../../ui/State'
import { Panel } from '../../ui/Panel'
import { Choice } from './Field'
import { AddDay } from './AddDay'
import { holidayRows, restored, withoutDay, type HolidayRow } from './holiday_rows'
import css from './Settings.module.css'

type Props = { answer: SettingsAnswer; draft: Settings; today: string; change: (change: Partial<Settings>) => void }

/** The country's holidays, year by year, with days of the centre's own added and others taken away. */
export function HolidaysPanel({ answer, draft, today, change }: Props) {
  const { t, language } = useLanguage()
  const texts = t.settings.holidays
  const { national } = answer
  const [year, setYear] = useState(today.slice(0, 4))
  const holidays = draft.holidays
  const set = (changed: Partial<typeof holidays>) => change({ holidays: { ...holidays, ...changed } })
  const all = holidayRows(holidays.country === 'KR' ? national.days : [], holidays, language)
  const rows = all.filter((row) => row.day.startsWith(year))
  const years = [...new Set([...all.map((row) => row.day.slice(0, 4)), today.slice(0, 4)])].sort()
  return (
    <Panel title={texts.title} sub={national.last_year > 0 ? texts.until(national.last_year) : undefined} id="holidays">
      <div className={css.line}>
        <span>{texts.country}</span>
        <Choice
          label={texts.country}
          value={holidays.country}
          options={[
            ['KR', texts.korea],
            ['', texts.none],
          ]}
          change={(country) => set({ country })}
        />
        <label className={css.check}>
          <input
            type="checkbox"
            checked={holidays.worked}
            onChange={(event) => set({ worked: event.target.checked })}
          />
          {texts.worked}
        </label>
      </div>
      <div className={css.years} role="group" aria-label={texts.year}>
        {years.map((one) => (
          <button
            key={one}
            type="button"
            className={controls.option}
            aria-pressed={one === year}
            onClick={() => setYear(one)}
          >
            {one}
          </button>
        ))}
      </div>
      {rows.length === 0 ? (
        <Empty text={texts.empty} />
      ) : (
        <div className={css.days} tabIndex={0} role="group" aria-label={texts.title}>
          <table className={css.table}>
            <caption className="cc-hidden">{`${texts.title} ${year}`}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.day}</th>
                <th scope="col">{texts.name}</th>
                <th scope="col">{texts.kind}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row
                  key={row.day}
                  row={row}
                  remove={() => set(withoutDay(holidays, row))}
                  restore={() => set(restored(holidays, row))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <AddDay
        add={(own) => {
          set({ added: [...holidays.added, own].toSorted((a, b) => a.day.localeCompare(b.day)) })
          setYear(own.day.slice(0, 4))
        }}
        taken={all.filter((row) => row.kind !== 'removed').map((row) => row.day)}
      />
      {holidays.country === 'KR' && national.source_url && (
        <p className={css.hint}>
          {texts.source}:{' '}
          <a href={national.source_url} target="_blank" rel="noreferrer">
            {national.source[language]}
          </a>{' '}
          ({texts.read(national.read)})
        </p>
      )}
    </Panel>
  )
}

function Row({ row, remove, restore }: { row: HolidayRow; remove: () => void; restore: () => void }) {
  const { t, language } = useLanguage()
  const texts = t.settings.holidays
  const gone = row.kind === 'removed'
  return (
    <tr data-closed={gone || undefined}>
      <th scope="row" title={row.day}>
        {dayLabel(row.day, language)}
      </th>
      <td>{row.name}</td>
      <td>{texts[row.kind]}</td>
      <td data-end>
        <button
          type="button"
          className={controls.ghost}
          aria-label={gone ? texts.restore(row.name) : texts.remove(row.name)}
          onClick={gone ? restore : remove}
        >
          {gone ? texts.restoreDo : texts.removeDo}
        </button>
      </td>
    </tr>
  )
}
