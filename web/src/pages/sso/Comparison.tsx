import { useState } from 'react'
import type { ComparedUsers } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { count } from '../../lib/format'
import controls from '../../ui/Controls.module.css'
import records from '../../ui/Records.module.css'
import { Say } from './Say'
import { say } from './server_words'
import css from './Sso.module.css'

type Found = NonNullable<ComparedUsers['comparison']>
type Entry = Found['entries'][number]

const actions = ['blocked', 'delete', 'strip', 'create', 'change', 'left', 'keep'] as const

/** Those that nobody asked for are not shown where there are none. */
const rare = ['delete', 'strip']

/** The most rows that are drawn: who has more reads them in parts. */
const rows = 200

/** Everybody by what becomes of them, and how the attributes fit the logins that there are. */
export function Comparison({ comparison }: { comparison: Found }) {
  const { t, language } = useLanguage()
  const texts = t.sso.users
  const of = (action: string) => comparison.entries.filter((one) => one.action === action)
  const [chosen, choose] = useState<string | null>(null)
  const shown = chosen ?? actions.find((action) => of(action).length > 0) ?? 'keep'
  const entries = of(shown)
  return (
    <div className={css.stack} data-comparison>
      <div className={css.kinds} role="group" aria-label={texts.by}>
        {actions
          .filter((action) => !rare.includes(action) || of(action).length > 0)
          .map((action) => (
            <button
              key={action}
              type="button"
              className={controls.button}
              aria-pressed={shown === action}
              onClick={() => choose(action)}
            >
              {texts.actions[action]} <b>{count(of(action).length)}</b>
            </button>
          ))}
      </div>
      {entries.length > 0 && (
        <div
          className={`${records.scroll ?? ''} ${css.list ?? ''}`}
          tabIndex={0}
          role="group"
          aria-label={word(texts.actions, shown)}
        >
          <table className={`${records.table ?? ''} ${css.entries ?? ''}`}>
            <thead>
              <tr>
                <th scope="col">{texts.login}</th>
                <th scope="col">{texts.what}</th>
              </tr>
            </thead>
            <tbody>
              {entries.slice(0, rows).map((entry, i) => (
                <tr key={`${entry.login} ${i}`}>
                  <th scope="row">{say(entry.login, language).text}</th>
                  <td>
                    <What entry={entry} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {entries.length > rows && <p className={css.quiet}>{texts.more(count(rows), count(entries.length))}</p>}
      <Fit matches={comparison.attributes} />
    </div>
  )
}

function What({ entry }: { entry: Entry }) {
  const { t } = useLanguage()
  return (
    <>
      {entry.because && (
        <p>
          <Say text={entry.because} />
        </p>
      )}
      {entry.changes?.map((one) => (
        <span key={one.what} className={css.pair}>
          {word(t.planned.users, one.what)}: {one.is !== '' && <s>{one.is}</s>} {one.shall}
        </span>
      ))}
      {!entry.because && !entry.changes && '–'}
    </>
  )
}

function Fit({ matches }: { matches: Found['attributes'] }) {
  const { t } = useLanguage()
  const texts = t.sso.users.fit
  const columns = ['exact', 'other_case', 'unknown', 'illegal', 'empty'] as const
  return (
    <details className={css.more}>
      <summary>{texts.title}</summary>
      <div className={records.scroll} tabIndex={0} role="group" aria-label={texts.title}>
        <table className={records.table}>
          <thead>
            <tr>
              <th scope="col">{texts.attribute}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className={css.right}>
                  {texts[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matches.map((match) => (
              <tr key={match.attribute}>
                <th scope="row">{word(t.planned.attributes, match.attribute)}</th>
                {columns.map((column) => (
                  <td key={column} className={css.right}>
                    {count(match[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
