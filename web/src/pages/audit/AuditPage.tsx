import type { SubmitEvent } from 'react'
import { Link, useLocation } from 'wouter'
import { useAudit } from '../../api/audit'
import { useLanguage } from '../../i18n/language'
import { href, withScope } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { monthStart } from '../../lib/time'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Pager } from '../../ui/Pager'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import css from './Audit.module.css'
import { AuditEntries } from './AuditEntries'
import { VerifyLog } from './VerifyLog'

const keys = ['text', 'who', 'action', 'subject', 'address', 'request'] as const

/** Who did what with whose data: the access records of the chosen days, the newest first. */
export function AuditPage() {
  const { t } = useLanguage()
  const page = useScope()
  const params = new URLSearchParams(useSearch())
  const { from, to, zone } = page.query
  const found = Object.fromEntries(keys.map((key) => [key, params.get(key) ?? '']))
  const before = Number(params.get('before')) || null
  const result = useAudit({ from, to, zone, ...found, before }, page.ready)
  const list = result.data
  useTitle(t.nav.audit)
  const lastMonth = withScope('', {
    range: { kind: 'month', month: monthStart(page.today, -1).slice(0, 7) },
    zone: page.scope.zone,
  })
  return (
    <Page title={t.nav.audit} page={page} filters={false} instances={false}>
      <Panel
        title={t.audit.title}
        sub={t.audit.sub}
        tools={
          <Link className={controls.button} href={href('/audit/review', lastMonth)}>
            {t.review.title}
          </Link>
        }
        flush
      >
        <Find />
        {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
        {!list && !result.error && <Skeleton height={240} lines={5} />}
        {list?.entries.length === 0 && <Empty text={t.audit.none} />}
        {list && list.entries.length > 0 && (
          <AuditEntries entries={list.entries} zone={page.zone} title={t.audit.title} />
        )}
        <div className={css.more}>
          <Pager
            param="before"
            next={list?.next ? String(list.next) : ''}
            newest={t.pipeline.newest}
            older={t.pipeline.older_page}
          />
        </div>
      </Panel>
      <Panel title={t.audit.verify.title} sub={t.audit.verify.sub} id="verify" flush>
        <VerifyLog zone={page.zone} />
      </Panel>
    </Page>
  )
}

/** What the list is narrowed to, in the address of the page: part of a text, and exact ones. */
function Find() {
  const { t } = useLanguage()
  const [path, navigate] = useLocation()
  const search = useSearch()
  const params = new URLSearchParams(search)
  const find = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const asked = new FormData(event.currentTarget)
    params.delete('before')
    for (const key of keys) {
      const value = asked.get(key)
      if (typeof value === 'string' && value.trim()) params.set(key, value.trim())
      else params.delete(key)
    }
    navigate(href(path, params.toString()))
  }
  return (
    <form className={css.find} role="search" key={search} onSubmit={find}>
      <Field name="text" title={t.audit.text} max={200} />
      <Field name="who" title={t.audit.who} max={1024} />
      <label>
        {t.audit.action}
        <select name="action" defaultValue={params.get('action') ?? ''}>
          <option value="">{t.audit.all}</option>
          {Object.entries(t.recorded).map(([action, name]) => (
            <option key={action} value={action}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Field name="subject" title={t.audit.subject} max={2000} />
      <Field name="address" title={t.audit.address} max={64} />
      <Field name="request" title={t.audit.request} max={64} />
      <button className={controls.button}>{t.audit.find}</button>
    </form>
  )
}

function Field({ name, title, max }: { name: (typeof keys)[number]; title: string; max: number }) {
  const params = new URLSearchParams(useSearch())
  return (
    <label>
      {title}
      <input name={name} maxLength={max} defaultValue={params.get(name) ?? ''} />
    </label>
  )
}
