import { useState, type SubmitEvent } from 'react'
import type { ConnectSignIn } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import { CompanyRules } from './CompanyRules'
import { FilePicker } from './FilePicker'
import { InstanceChoice } from './InstanceChoice'
import css from './Sso.module.css'
import { lines, parseWish, wishOfOwn, withText, without, type Wish } from './wish'

export type Centre = { too: boolean; region: string }

type Props = {
  status: ConnectSignIn
  wish: Wish
  setWish: (wish: Wish) => void
  centre: Centre
  look: (centre: Centre) => void
  ask: () => void
  busy: boolean
  error: Error | null
}

const landings = ['admin', 'ccp', 'chat', 'workspace'] as const

/** What is wished for: the instance, whose word counts, where people land, and what becomes their login. */
export function WishForm({ status, wish, setWish, centre, look, ask, busy, error }: Props) {
  const { t } = useLanguage()
  const texts = t.sso.wish
  const [wrong, setWrong] = useState(false)
  const upload = (file: File | null) =>
    void file?.text().then((text) => {
      const read = parseWish(text)
      setWrong(read === null)
      if (read) setWish(read)
    })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    ask()
  }
  const own = status.own.find((one) => one.metadata === wish.metadata)?.id ?? ''
  return (
    <form className={css.form} onSubmit={submit}>
      <FilePicker label={texts.handedOver} note={texts.handedOverNote} accept=".json" file={null} choose={upload} />
      {wrong && (
        <p role="alert" className={css.wrong}>
          {texts.notHandedOver}
        </p>
      )}
      <label>
        {texts.provider}
        <select
          value={own !== '' ? `own:${own}` : wish.identity_center ? 'centre' : 'other'}
          onChange={(e) => {
            const app = status.own.find((one) => `own:${one.id}` === e.target.value)
            setWish(app ? wishOfOwn(wish, app) : { ...wish, identity_center: e.target.value === 'centre' })
          }}
        >
          <option value="centre">IAM Identity Center</option>
          {status.own.map((one) => (
            <option key={one.id} value={`own:${one.id}`}>
              {texts.own(one.name, one.id)}
            </option>
          ))}
          <option value="other">{texts.other}</option>
        </select>
      </label>
      <InstanceChoice wish={wish} setWish={setWish} />
      <Metadata wish={wish} setWish={setWish} />
      <div className={css.two}>
        <label>
          {texts.landing}
          <select
            value={landings.find((one) => one === wish.landing) ?? 'page'}
            onChange={(e) => setWish({ ...wish, landing: e.target.value === 'page' ? 'https://' : e.target.value })}
          >
            {landings.map((one) => (
              <option key={one} value={one}>
                {texts.landings[one]}
              </option>
            ))}
            <option value="page">{texts.landings.page}</option>
          </select>
        </label>
        <label>
          {texts.login}
          <select value={wish.login} onChange={(e) => setWish({ ...wish, login: e.target.value })}>
            <option value="email">{texts.logins.email}</option>
            <option value="user_name">{texts.logins.user_name}</option>
            {own === '' && <option value="windows_name">{texts.logins.windows_name}</option>}
          </select>
        </label>
      </div>
      {!landings.some((one) => one === wish.landing) && (
        <label>
          {texts.page}
          <input value={wish.landing} onChange={(e) => setWish(withText(wish, 'landing', e.target.value))} />
        </label>
      )}
      {wish.identity_center && (
        <details className={css.more} open={centre.too}>
          <summary>{texts.centre}</summary>
          <label className={css.tick}>
            <input type="checkbox" checked={centre.too} onChange={(e) => look({ ...centre, too: e.target.checked })} />
            {texts.centreToo}
          </label>
          <label>
            {texts.centreRegion}
            <input
              value={centre.region}
              placeholder="us-east-1"
              onChange={(e) => look({ ...centre, region: e.target.value })}
            />
          </label>
          <label>
            {texts.assign}
            <textarea
              rows={2}
              defaultValue={(wish.assign ?? []).join('\n')}
              placeholder={'group:Agents\nuser:kim'}
              onChange={(e) => {
                const assign = lines(e.target.value)
                setWish(assign.length > 0 ? { ...wish, assign } : without(wish, 'assign'))
              }}
            />
          </label>
        </details>
      )}
      <CompanyRules wish={wish} setWish={setWish} />
      <div className={css.actions}>
        <button className={controls.primary} disabled={busy}>
          {busy ? texts.asking : texts.ask}
        </button>
        <small>{texts.nothing}</small>
      </div>
      {error && <Refusal error={error} />}
    </form>
  )
}

function Metadata({ wish, setWish }: { wish: Wish; setWish: (wish: Wish) => void }) {
  const { t } = useLanguage()
  const has = (wish.metadata ?? '') !== ''
  const choose = (file: File | null) => {
    if (!file) setWish(without(wish, 'metadata'))
    else void file.text().then((text) => setWish(withText(wish, 'metadata', text)))
  }
  // What was chosen before is known by its text alone.
  const shown = has ? new File([wish.metadata ?? ''], t.sso.wish.metadataGiven, { type: 'text/xml' }) : null
  return (
    <FilePicker label={t.sso.wish.metadata} note={t.sso.wish.metadataNote} accept=".xml" file={shown} choose={choose} />
  )
}
