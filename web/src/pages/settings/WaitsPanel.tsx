import { useState } from 'react'
import type { Settings, WaitLimits } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { duration } from '../../lib/format'
import { limitsOf } from '../../lib/promise'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { EditTable } from './EditTable'
import { Choice, Field, NumberField } from './Field'
import css from './Settings.module.css'
import { useStandardQueues } from './useStandardQueues'

type Props = { draft: Settings; instance: string; change: (change: Partial<Settings>) => void }

/** The channels of contacts; empty is all of a queue's. */
const channels = ['', 'VOICE', 'CHAT', 'TASK', 'EMAIL'] as const

/** From when on a wait is long and too long, for queues whose channel and promise do not say it. */
export function WaitsPanel({ draft, instance, change }: Props) {
  const { t } = useLanguage()
  const texts = t.settings.waits
  const queues = useStandardQueues(instance)
  const limits = draft.wait_limits
  const put = (wait_limits: WaitLimits[]) => change({ wait_limits })
  const usual = (channel: string) => {
    const { warn, bad } = limitsOf(draft, '')(channel)
    return [duration(warn), duration(bad)] as const
  }
  return (
    <Panel title={texts.title} id="waits">
      <p className={css.hint}>{texts.hint(usual('VOICE'), usual('CHAT'))}</p>
      {limits.length > 0 && (
        <EditTable title={texts.title} heads={[texts.queue, texts.channel, texts.warn, texts.bad]}>
          {limits.map((own, i) => (
            <Row
              key={`${i} of ${limits.length}`}
              own={own}
              path={`wait_limits[${i}]`}
              name={queues.find((q) => q.arn === own.queue_arn)?.name ?? own.queue_arn}
              set={(next) => put(limits.map((l, at) => (at === i ? next : l)))}
              remove={() => put(limits.filter((_, at) => at !== i))}
            />
          ))}
        </EditTable>
      )}
      <Add
        queues={queues}
        add={(arn) => {
          const free = channels.find((c) => !limits.some((l) => l.queue_arn === arn && l.channel === c)) ?? ''
          const { warn, bad } = limitsOf(draft, arn)(free || 'VOICE')
          put([...limits, { queue_arn: arn, channel: free, warn_seconds: warn, bad_seconds: bad }])
        }}
      />
    </Panel>
  )
}

type RowProps = {
  own: WaitLimits
  path: string
  name: string
  set: (next: WaitLimits) => void
  remove: () => void
}

function Row({ own, path, name, set, remove }: RowProps) {
  const { t } = useLanguage()
  const texts = t.settings.waits
  const channel = (of: string) => (of === '' ? texts.all : word(t.channel, of))
  const number = (field: 'warn' | 'bad') => (
    <td>
      <NumberField
        path={`${path}.${field}_seconds`}
        label={`${name}, ${channel(own.channel)}: ${texts[field]}`}
        value={own[`${field}_seconds`]}
        change={(value) => set({ ...own, [`${field}_seconds`]: value })}
      />
    </td>
  )
  return (
    <tr data-queue={own.queue_arn} data-channel={own.channel}>
      <th scope="row" title={own.queue_arn}>
        {name}
      </th>
      <td>
        <Field path={`${path}.channel`}>
          {() => (
            <Choice
              label={`${name}: ${texts.channel}`}
              value={own.channel}
              options={channels.map((of): [string, string] => [of, channel(of)])}
              change={(next) => set({ ...own, channel: next })}
            />
          )}
        </Field>
      </td>
      {number('warn')}
      {number('bad')}
      <td data-end>
        <button
          type="button"
          className={controls.ghost}
          aria-label={texts.removeOf(name, channel(own.channel))}
          onClick={remove}
        >
          {texts.remove}
        </button>
      </td>
    </tr>
  )
}

function Add({ queues, add }: { queues: { arn: string; name: string }[]; add: (arn: string) => void }) {
  const { t } = useLanguage()
  const texts = t.settings.waits
  const [chosen, choose] = useState('')
  const arn = queues.some((q) => q.arn === chosen) ? chosen : (queues[0]?.arn ?? '')
  return (
    <div className={css.line}>
      <Choice
        label={texts.queue}
        value={arn}
        options={queues.map((q): [string, string] => [q.arn, q.name])}
        change={choose}
      />
      <button type="button" className={controls.button} disabled={arn === ''} onClick={() => add(arn)}>
        {texts.add}
      </button>
    </div>
  )
}
