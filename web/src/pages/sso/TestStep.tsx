import type { ConnectSignIn } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import css from './Sso.module.css'
import { Verify } from './Verify'

/** A sign-in to try, and what is wrong where it fails. */
export function TestStep({ status, zone }: { status: ConnectSignIn; zone: string }) {
  const { t } = useLanguage()
  const texts = t.sso.test
  const instance = status.wish.instance ?? ''
  const own = status.own.filter((one) => instance === '' || one.instance === instance)
  return (
    <div className={css.stack}>
      <Panel title={texts.title} sub={texts.sub} id="test">
        <div className={css.stack}>
          {own.length > 0 ? (
            <div className={css.actions}>
              {own.map((one) => (
                <a
                  key={one.id}
                  className={controls.primary}
                  href={`/idp/${encodeURIComponent(one.id)}/start`}
                  target="_blank"
                  rel="noreferrer"
                >
                  <Icon name="apps" size={16} /> {texts.open(one.name)}
                </a>
              ))}
              <small>{texts.ownNote}</small>
            </div>
          ) : (
            <ol className={css.notes}>
              {(status.wish.identity_center ? texts.centre : texts.other).split('\n').map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ol>
          )}
          <p className={css.quiet}>{texts.capture}</p>
        </div>
      </Panel>
      <Verify zone={zone} live={status.plan !== null && status.no_answer === ''} />
    </div>
  )
}
