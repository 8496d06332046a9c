import { useState } from 'react'
import { useVerify } from '../../api/sso'
import type { ConnectSignIn, OwnApplication } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import { Refusal } from '../../ui/State'
import { Findings } from './Findings'
import css from './Sso.module.css'
import { Verify } from './Verify'

/** A sign-in to try, and what is wrong where it fails. */
export function TestStep({ status, zone }: { status: ConnectSignIn; zone: string }) {
  const { t } = useLanguage()
  const texts = t.sso.test
  const instance = status.wish.instance ?? ''
  const live = status.plan !== null && status.no_answer === ''
  const own = status.own.filter((one) => instance === '' || one.instance === instance)
  return (
    <div className={css.stack}>
      <Panel title={texts.title} sub={texts.sub} id="test">
        <div className={css.stack}>
          {own.length > 0 ? (
            <Own own={own} live={live} zone={zone} />
          ) : (
            <ol className={css.notes}>
              {(status.wish.identity_center ? texts.centre : texts.other).split('\n').map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ol>
          )}
          <p className={css.quiet}>{own.length > 0 ? texts.captureOwn : texts.capture}</p>
        </div>
      </Panel>
      <Verify zone={zone} live={live} />
    </div>
  )
}

/** Signs in by an application of our own: the message that is sent is known here, and judged as soon as it is. */
function Own({ own, live, zone }: { own: OwnApplication[]; live: boolean; zone: string }) {
  const { t } = useLanguage()
  const texts = t.sso.test
  const verify = useVerify()
  const [person, name] = useState('')
  const judge = (one: OwnApplication) =>
    verify.mutate({ own: one.id, live, ...(person.trim() === '' ? {} : { person: person.trim() }) })
  return (
    <div className={css.stack} data-own-test>
      <div className={css.actions}>
        {own.map((one) => (
          <a
            key={one.id}
            className={controls.primary}
            href={`/idp/${encodeURIComponent(one.id)}/start`}
            target="_blank"
            rel="noreferrer"
            onClick={() => judge(one)}
          >
            <Icon name="apps" size={16} /> {texts.open(one.name)}
          </a>
        ))}
        <small>{texts.ownNote}</small>
      </div>
      <form
        className={`${css.form ?? ''} ${css.narrow ?? ''}`}
        onSubmit={(event) => {
          event.preventDefault()
          if (own[0]) judge(own[0])
        }}
      >
        <label>
          {texts.person}
          <input value={person} autoComplete="off" spellCheck={false} onChange={(e) => name(e.target.value)} />
          <small>{texts.personNote}</small>
        </label>
        <div className={css.actions}>
          <button className={controls.button} disabled={verify.isPending}>
            {texts.judge}
          </button>
        </div>
      </form>
      <div aria-live="polite">
        {verify.error && <Refusal error={verify.error} />}
        {verify.data && <Findings report={verify.data} zone={zone} />}
      </div>
    </div>
  )
}
