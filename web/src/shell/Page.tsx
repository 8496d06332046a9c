import { useIsFetching } from '@tanstack/react-query'
import { useLayoutEffect, type ReactNode } from 'react'
import { useDimension, useVersion } from '../api/queries'
import { TakeButton } from '../exports/TakeButton'
import { useLanguage, word } from '../i18n/language'
import { queueName } from '../i18n/queue_name'
import { lookAt, outdated } from '../live/board'
import { useStore } from '../live/store'
import { isOwnQueue } from '../lib/own_queue'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import { MultiSelect } from '../ui/MultiSelect'
import { BasisPill, type Basis } from './Basis'
import { DateRange } from './DateRange'
import { FreshPill, LostBar } from './FreshPill'
import { HelpButton } from './Help'
import { InstancePicker, useInstanceChoice, useInstanceNames } from './InstancePicker'
import { Misread } from './Misread'
import css from './Page.module.css'
import { LanguageButton, ThemePicker } from './Preferences'
import { Drawer } from './Rail'
import type { PageScope } from './scope'
import { namedQueue } from './scope_words'
import { ZonePicker } from './ZonePicker'

type Props = {
  title: string
  page: PageScope
  figures?: { asOf: string; finalUntil: string | null } | null
  /** By which moment of a contact the page counts. */
  basis?: Basis
  /** Which of the scope's controls the page obeys. */
  range?: boolean
  filters?: boolean | 'channels'
  /** False on pages of one thing, or of what belongs to no instance. */
  instances?: boolean
  /** Whether it is made for paper; what stands for it in the access records where it tells of persons. */
  print?: boolean | string
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
  basis,
  range = true,
  filters = true,
  instances = true,
  print = false,
  fill = false,
  control,
  children,
}: Props) {
  const { t } = useLanguage()
  const version = useVersion()
  const seen = (instances ? page.scope.instances : []).join(' ')
  const picks = useInstanceChoice() && instances
  useLayoutEffect(() => lookAt(seen ? seen.split(' ') : []), [seen])
  return (
    <div className={fill ? `${css.page ?? ''} ${css.fill ?? ''}` : css.page}>
      <header className={css.header}>
        <Drawer />
        <h1>{title}</h1>
        <FreshPill zone={page.zone} figures={figures} />
        {basis && <BasisPill basis={basis} page={page} />}
        <div className={`${css.controls ?? ''} ${range || filters || control ? '' : (css.few ?? '')} cc-screen`}>
          {picks && <InstancePicker page={page} />}
          {range && (
            <DateRange
              range={page.scope.range}
              resolved={page.resolved}
              today={page.today}
              worked={page.worked}
              change={(next) => page.change({ range: next })}
            />
          )}
          {control}
          {filters && <ScopeFilters page={page} queues={filters !== 'channels'} />}
          <span className={css.zone}>
            <ZonePicker
              zone={page.zone}
              serverZone={version.data?.zone ?? page.zone}
              change={(zone) => page.change({ zone })}
            />
          </span>
          <span className={css.preferences}>
            <LanguageButton />
            <ThemePicker />
            {typeof print === 'string' && (
              <TakeButton
                icon="print"
                title={t.print.button}
                label={t.print.button}
                as="print"
                subject={print}
                take={() => window.print()}
                className={`${controls.icon ?? ''} ${css.desk ?? ''}`}
              />
            )}
            {print === true && (
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
      <Misread page={page} dated={range || control !== undefined} />
      <LostBar />
      <Again />
      {children}
    </div>
  )
}

function ScopeFilters({ page, queues: ofQueues }: { page: PageScope; queues: boolean }) {
  const { t } = useLanguage()
  const instanceName = useInstanceNames()
  const queues = useDimension('queue')
    .filter((q) => !isOwnQueue(q.value) || page.scope.queues.includes(q.value))
    .map((q) => ({ value: q.value, name: queueName(q.name, q.value, t), detail: instanceName(q.value) }))
  // An address may name a queue by its ARN, its id or its name.
  const chosen = page.scope.queues.map((said) => namedQueue(queues, said)?.value ?? said)
  const channels = useDimension('channel').map((c) => ({ value: c.value, name: word(t.channel, c.value) }))
  return (
    <>
      {ofQueues && (
        <MultiSelect
          icon="queue"
          name={t.filter.queues}
          all={t.filter.allQueues}
          options={queues}
          chosen={chosen}
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

/** In words, beside the skeletons, while a question that has no answer yet is asked once more. */
function Again() {
  const { t } = useLanguage()
  const asked = useIsFetching({
    predicate: ({ state }) => state.data === undefined && state.fetchFailureCount + state.errorUpdateCount > 0,
  })
  return (
    <p role="status" className={asked > 0 ? `${css.notice ?? ''} cc-screen` : 'cc-hidden'}>
      {asked > 0 && t.state.again}
    </p>
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
