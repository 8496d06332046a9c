import { useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError } from '../../api/client'
import type { Settings, SettingsAnswer } from '../../api/model'
import { useDimension } from '../../api/queries'
import { useSaveSettings, useSettings } from '../../api/settings'
import { useLanguage } from '../../i18n/language'
import { href, setOrDrop } from '../../lib/scope'
import { settingsFaults } from '../../lib/settings_faults'
import { stamp } from '../../lib/time'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Failure, Refusal, Skeleton } from '../../ui/State'
import { Choice, FaultsContext } from './Field'
import { HolidaysPanel } from './HolidaysPanel'
import { HoursPanel } from './HoursPanel'
import { LevelsPanel } from './LevelsPanel'
import css from './Settings.module.css'
import { useSearch } from '../../lib/search'

/** What the contact centre has agreed, for a supervisor to change. */
export function SettingsPage() {
  const { t } = useLanguage()
  const page = useScope()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const instance = new URLSearchParams(search).get('instance') ?? ''
  const instances = useDimension('instance')
  const result = useSettings(instance)
  useTitle(t.settings.title)
  const choose = (next: string) => {
    const params = new URLSearchParams(search)
    setOrDrop(params, 'instance', next)
    navigate(href(path, params.toString()))
  }
  return (
    <Page title={t.settings.title} page={page} range={false} filters={false}>
      {instances.length > 1 && (
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
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!result.data && !result.error && <Skeleton lines={12} height={480} />}
      {result.data && (
        <Editor
          key={`${instance} ${result.data.version}`}
          answer={result.data}
          instance={instance}
          today={page.today}
          again={() => void result.refetch()}
        />
      )}
    </Page>
  )
}

type EditorProps = { answer: SettingsAnswer; instance: string; today: string; again: () => void }

function Editor({ answer, instance, today, again }: EditorProps) {
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

type BarProps = {
  answer: SettingsAnswer
  draft: Settings
  dirty: boolean
  faults: number
  undo: () => void
  again: () => void
}

function SaveBar({ answer, draft, dirty, faults, undo, again }: BarProps) {
  const { t } = useLanguage()
  const save = useSaveSettings()
  const state = faults > 0 ? t.settings.faults(faults) : dirty ? t.settings.changed : t.settings.clean
  const off = !dirty || faults > 0 || save.isPending
  const changed = save.error instanceof ApiError && save.error.status === 409
  return (
    <div className={css.bar}>
      <p role="status" data-fault={faults > 0 || undefined}>
        {state}
        <small>
          {answer.saved_at ? t.settings.saved(stamp(Date.parse(answer.saved_at), answer.zone)) : t.settings.never}
        </small>
      </p>
      {save.error && <Refusal error={save.error} />}
      {changed && (
        <button type="button" className={controls.button} onClick={again}>
          {t.settings.again}
        </button>
      )}
      <button type="button" className={controls.button} disabled={!dirty} onClick={undo}>
        {t.settings.undo}
      </button>
      <button
        type="button"
        className={controls.primary}
        disabled={off}
        onClick={() => save.mutate({ instance_arn: answer.instance_arn, version: answer.version, settings: draft })}
      >
        {t.settings.save}
      </button>
    </div>
  )
}
