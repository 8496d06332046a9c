import { useState } from 'react'
import { useMay, useSignedIn } from '../api/session'
import { pick, useLanguage } from '../i18n/language'
import { useStore } from '../live/store'
import { bytes, count } from '../lib/format'
import { read, write } from '../lib/settings'
import { stamp } from '../lib/time'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import { Popover } from '../ui/Popover'
import { Refusal } from '../ui/State'
import css from './ExportMenu.module.css'
import { earlier } from './remembered'
import { current, formats, keyOf, run, tellsOfPersons, type Export, type Format, type Question } from './run'

type Props = {
  /** The page's own question; what it shows is what the file has. */
  question: Question
  zone: string
  /** What is exported, for readers where a page has several; the file is named by what it holds unless `file` says. */
  what?: string
  file?: string
  /** An icon alone, for the tools of a panel. */
  bare?: boolean
}

/** A button that makes a file of what the page shows: which format, how far, and what has changed since the last one. */
export function ExportMenu(props: Props) {
  const { t } = useLanguage()
  const { what, bare } = props
  const busy = useStore(current, (now) => now.phase === 'running' && now.key === keyOf(props.question))
  const label = what ? `${t.exports.button}: ${what}` : t.exports.button
  if (!useMay('export')) return null
  return (
    <Popover
      dialog={label}
      label={label}
      title={bare ? t.exports.button : ''}
      align="end"
      className={bare ? controls.icon : controls.button}
      button={
        <>
          <Icon name="download" size={15} />
          {!bare && (busy ? t.exports.running : t.exports.button)}
        </>
      }
    >
      {() => <Body {...props} />}
    </Popover>
  )
}

function Body(props: Props) {
  const now = useStore(current, (n) => n)
  return (
    <div className={css.body}>
      {now.phase === 'running' ? <Running now={now} own={now.key === keyOf(props.question)} /> : <Choice {...props} />}
    </div>
  )
}

const lastFormat = (): Format => formats.find((format) => format === read('export')) ?? 'xlsx'

function Choice({ question, zone, file }: Props) {
  const { t, language } = useLanguage()
  const [format, choose] = useState(lastFormat)
  const now = useStore(current, (n) => n)
  const key = keyOf(question)
  const last = earlier(key)
  const personal = tellsOfPersons(question)
  // What has changed is always told contact by contact.
  const asks = useSignedIn() && (personal || last !== null)
  const [said, say] = useState('')
  const reason = asks ? said.trim() : undefined
  const make = (changedSince?: number) => {
    write('export', format)
    void run(question, { format, language, name: file, changedSince, reason })
  }
  return (
    <>
      <fieldset className={css.formats}>
        <legend>{t.exports.format}</legend>
        {formats.map((one) => (
          <label key={one} className={controls.option}>
            <input
              type="radio"
              name="export-format"
              checked={one === format}
              data-autofocus={one === format || undefined}
              onChange={() => choose(one)}
            />
            <span>
              {t.exports.names[one]}
              <small>{t.exports.uses[one]}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {asks && (
        <label className={css.reason}>
          {t.exports.reason}
          <span className={controls.field}>
            <input value={said} maxLength={500} onChange={(event) => say(event.target.value)} />
          </span>
          <small>{t.exports.reasonWhy}</small>
        </label>
      )}
      <button type="button" className={controls.primary} disabled={personal && reason === ''} onClick={() => make()}>
        {t.exports.make}
      </button>
      {last && (
        <button type="button" className={controls.button} disabled={reason === ''} onClick={() => make(last.position)}>
          {t.exports.changed(stamp(Date.parse(last.asOf), zone))}
        </button>
      )}
      {now.phase === 'failed' && now.key === key && <Refusal error={now.error} />}
      {now.phase === 'done' && now.key === key && <Done now={now} zone={zone} />}
    </>
  )
}

function Done({ now, zone }: { now: Extract<Export, { phase: 'done' }>; zone: string }) {
  const { t, language } = useLanguage()
  const { as_of, final_until, rows, notes } = now.state
  return (
    <div className={css.done} role="status">
      <b>{now.file}</b>
      <p>{t.exports.done(count(rows), bytes(now.bytes))}</p>
      <p>{t.exports.asOf(stamp(Date.parse(as_of), zone))}</p>
      {final_until && <p>{t.exports.final(stamp(Date.parse(final_until), zone))}</p>}
      {notes?.map((note) => (
        <p key={note.text.en}>{pick(note.text, language)}</p>
      ))}
    </div>
  )
}

function Running({ now, own }: { now: Extract<Export, { phase: 'running' }>; own: boolean }) {
  const { t } = useLanguage()
  const { rows, of, cancel } = now
  const text =
    of === null
      ? t.exports.waiting
      : rows < of
        ? t.exports.rows(count(rows), count(of))
        : t.exports.receiving(count(of), bytes(now.bytes))
  return (
    <div className={css.running}>
      <b>{own ? t.exports.running : t.exports.other}</b>
      <progress max={of ?? 1} {...(of === null ? {} : { value: Math.min(rows, of) })} aria-label={t.exports.running} />
      <p>{text}</p>
      <button type="button" data-autofocus className={controls.button} onClick={cancel}>
        <Icon name="close" size={14} />
        {t.exports.cancel}
      </button>
    </div>
  )
}
