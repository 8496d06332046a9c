import type { ReactNode } from 'react'
import { useDimension, useVersion } from '../api/queries'
import { useLanguage, word } from '../i18n/language'
import { queueName } from '../i18n/queue_name'
import { outdated } from '../live/board'
import { useStore } from '../live/store'
import { isOwnQueue } from '../lib/own_queue'
import { addDays } from '../lib/time'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import { MultiSelect } from '../ui/MultiSelect'
import { DateRange } from './DateRange'
import { FreshPill, LostBar } from './FreshPill'
import { HelpButton } from './Help'
import css from './Page.module.css'
import { LanguageButton, ThemePicker } from './Preferences'
import { Drawer } from './Rail'
import type { PageScope } from './scope'
import { ZonePicker } from './ZonePicker'

type Props = {
  title: string
  page: PageScope
  figures?: { asOf: string; finalUntil: string | null } | null
  /** Which of the scope's controls the page obeys. */
  range?: boolean
  filters?: boolean | 'channels'
  print?: boolean
  fill?: boolean
  /** A control of the page's own, before the filters. */
  control?: ReactNode
  children: ReactNode
}

/** Header and body of a page: title, freshness, what it is about, preferences. */
export function Page({
  title,
  page,
  figures = null,
  range = true,
  filters = true,
  print = false,
  fill = false,
  control,
  children,
}: Props) {
  const { t } = useLanguage()
  const version = useVersion()
  return (
    <div className={fill ? `${css.page ?? ''} ${css.fill ?? ''}` : css.page}>
      <header className={css.header}>
        <Drawer />
        <h1>{title}</h1>
        <FreshPill zone={page.zone} figures={figures} />
        <div className={`${css.controls ?? ''} ${range || filters ? '' : (css.few ?? '')} cc-screen`}>
          {range && (
            <DateRange
              range={page.scope.range}
              today={page.today}
              first={page.resolved.from}
              last={addDays(page.resolved.to, -1)}
              change={(next) => page.change({ range: next })}
            />
          )}
          {control}
          {filters && <ScopeFilters page={page} queues={filters !== 'channels'} />}
          <ZonePicker
            zone={page.zone}
            serverZone={version.data?.zone ?? page.zone}
            change={(zone) => page.change({ zone })}
          />
          <span className={css.preferences}>
            <LanguageButton />
            <ThemePicker />
            {print && (
              <button
                type="button"
                className={`${controls.icon ?? ''} ${css.desk ?? ''}`}
                aria-label={t.print.button}
                title={t.print.button}
                onClick={() => window.print()}
              >
                <Icon name="print" />
              </button>
            )}
            <HelpButton className={`${controls.icon ?? ''} ${css.desk ?? ''}`} />
          </span>
        </div>
      </header>
      <Outdated />
      <LostBar />
      {children}
    </div>
  )
}

function ScopeFilters({ page, queues: ofQueues }: { page: PageScope; queues: boolean }) {
  const { t } = useLanguage()
  const queues = useDimension('queue')
    .filter((q) => !isOwnQueue(q.value) || page.scope.queues.includes(q.value))
    .map((q) => ({ value: q.value, name: queueName(q.name, q.value, t) }))
  const channels = useDimension('channel').map((c) => ({ value: c.value, name: word(t.channel, c.value) }))
  return (
    <>
      {ofQueues && (
        <MultiSelect
          icon="queue"
          name={t.filter.queues}
          all={t.filter.allQueues}
          options={queues}
          chosen={page.scope.queues}
          choose={(values) => page.change({ queues: values })}
        />
      )}
      <MultiSelect
        icon="channel"
        name={t.filter.channels}
        all={t.filter.allChannels}
        options={channels}
        chosen={page.scope.channels}
        choose={(values) => page.change({ channels: values })}
      />
    </>
  )
}

function Outdated() {
  const { t } = useLanguage()
  const old = useStore(outdated, (o) => o)
  if (!old) return null
  return (
    <div role="status" className={`${css.notice ?? ''} cc-screen`}>
      {t.fresh.reload}
      <button type="button" className={controls.button} onClick={() => location.reload()}>
        {t.fresh.reloadDo}
      </button>
    </div>
  )
}
