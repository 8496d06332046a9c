import { useEffect, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Settings, SettingsAnswer } from '../../api/model'
import { useDimension, useVersion } from '../../api/queries'
import { useMay, useSignedIn } from '../../api/session'
import { useSettings } from '../../api/settings'
import { useLanguage } from '../../i18n/language'
import { href, setOrDrop } from '../../lib/scope'
import { settingsFaults } from '../../lib/settings_faults'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { Failure, Skeleton } from '../../ui/State'
import { Choice, FaultsContext } from './Field'
import { HolidaysPanel } from './HolidaysPanel'
import { HoursPanel } from './HoursPanel'
import { LevelsPanel } from './LevelsPanel'
import { SaveBar } from './SaveBar'
import css from './Settings.module.css'
import { WaitsPanel } from './WaitsPanel'
import { useSearch } from '../../lib/search'

/** What the contact centre has agreed, for a supervisor to change. */
export function SettingsPage() {
  const { t } = useLanguage()
  const page = useScope()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const instance = new URLSearchParams(search).get('instance') ?? ''
  const instances = useInstances(instance)
  const result = useSettings(instance)
  const administers = useMay('administration')
  const signedIn = useSignedIn()
  useTitle(t.settings.title)
  const choose = (next: string) => {
    const params = new URLSearchParams(search)
    setOrDrop(params, 'instance', next)
    navigate(href(path, params.toString()))
  }
  return (
    <Page title={t.settings.title} page={page} range={false} filters={false} instances={false}>
      {instances.length > 0 && (
        <div className={css.line}>
          <span>{t.settings.instance}</span>
          <Choice
            label={t.settings.instance}
            value={instance}
            options={[['', t.settings.allInstances], ...instances.map((i): [string, string] => [i.value, i.name])]}
            change={choose}
          />
        </div>
      )}
      {administers && (
        <p className={css.line}>
          <Link href="/keys">{t.secrets.open}</Link>
          {signedIn && <Link href="/sessions">{t.sessions.open}</Link>}
          <Link href="/retention">{t.retention.open}</Link>
          <Link href="/identity-providers">{t.identity.open}</Link>
          <Link href="/erasure">{t.erasure.open}</Link>
        </p>
      )}
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!result.data && !result.error && <Skeleton lines={12} height={480} />}
      {result.data && (
        <Editor
          key={`${instance} ${result.data.version}`}
          answer={result.data}
          instance={instance}
          name={instances.find((i) => i.value === instance)?.name ?? instance}
          today={page.today}
          again={() => void result.refetch()}
        />
      )}
    </Page>
  )
}

/**
 * What there is to choose from: instances with contacts, with settings of their own, and the one that is open. None where a
 * single one follows the common settings.
 */
function useInstances(open: string): { value: string; name: string }[] {
  const known = useDimension('instance')
  const own = useVersion().data?.own_days.map((of) => of.instance_arn) ?? []
  const more = [...new Set([...own, ...(open ? [open] : [])])].filter((arn) => !known.some((i) => i.value === arn))
  if (known.length < 2 && own.length === 0 && !open) return []
  return [...known, ...more.map((arn) => ({ value: arn, name: arn }))]
}

type EditorProps = {
  answer: SettingsAnswer
  instance: string
  /** Of the instance, for people. */
  name: string
  today: string
  again: () => void
}

function Editor({ answer, instance, name, today, again }: EditorProps) {
  const [draft, setDraft] = useState(answer.settings)
  // Number fields keep their own text: a new key gives them the old one back.
  const [undone, setUndone] = useState(0)
  const faults = useMemo(() => settingsFaults(draft), [draft])
  const dirty = JSON.stringify(draft) !== JSON.stringify(answer.settings)
  const change = (changed: Partial<Settings>) => setDraft((before) => ({ ...before, ...changed }))
  useLeaveWarning(dirty)
  return (
    <FaultsContext value={faults}>
      <div key={undone} className={css.panels}>
        <HoursPanel draft={draft} zone={answer.zone} change={change} />
        <HolidaysPanel answer={answer} draft={draft} today={today} change={change} />
        <div className={css.wide}>
          <LevelsPanel draft={draft} instance={instance} change={change} />
        </div>
        <div className={css.wide}>
          <WaitsPanel draft={draft} instance={instance} change={change} />
        </div>
      </div>
      <SaveBar
        answer={answer}
        draft={draft}
        dirty={dirty}
        faults={faults.size}
        undo={() => {
          setDraft(answer.settings)
          setUndone((n) => n + 1)
        }}
        name={name}
        again={again}
      />
    </FaultsContext>
  )
}

/** The browser asks before a page with unsaved changes is left. */
function useLeaveWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])
}
