import { useState } from 'react'
import { useCheckFigures, useFigureChecks, useStopChecks } from '../../api/figure_checks'
import type { InstanceChecks } from '../../api/model'
import { useMay } from '../../api/session'
import { useLanguage } from '../../i18n/language'
import { dayLabel } from '../../lib/time'
import { useInstanceNames } from '../../shell/InstancePicker'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { Failure } from '../../ui/State'
import { CheckDays } from './CheckDays'
import { CheckedDay } from './CheckedDay'
import css from './FigureChecks.module.css'

/** Our figures beside Amazon Connect's own, a day at a time; nothing where it is not asked, or this is not for who looks. */
export function FigureChecks() {
  const checks = useFigureChecks()
  const nameOf = useInstanceNames()
  return checks.data?.instances.map((one) => (
    <Instance key={one.instance_arn} checks={one} name={nameOf(one.instance_arn)} />
  ))
}

function Instance({ checks, name }: { checks: InstanceChecks; name: string }) {
  const { t, language } = useLanguage()
  const texts = t.pipeline.checks
  const may = useMay('administration')
  const check = useCheckFigures()
  const stop = useStopChecks()
  const [chosen, choose] = useState<string | null>(null)
  const day = chosen ?? checks.days[0]?.day ?? checks.last
  const id = checks.instance_arn.split('/').at(-1) ?? ''
  const error = check.error ?? stop.error
  const busy = checks.running !== null || checks.waiting.length > 0
  return (
    <Panel
      id="figure_checks"
      title={texts.title}
      sub={name || texts.sub(checks.night)}
      shared={name !== ''}
      tools={
        may &&
        (busy ? (
          <button type="button" className={controls.button} disabled={stop.isPending} onClick={() => stop.mutate(id)}>
            {texts.stop}
          </button>
        ) : (
          <button
            type="button"
            className={controls.button}
            disabled={check.isPending}
            onClick={() => check.mutate({ instance: id, days: [day] })}
          >
            {texts.check(dayLabel(day, language))}
          </button>
        ))
      }
    >
      {error && (
        <Failure
          error={error}
          retry={() => {
            check.reset()
            stop.reset()
          }}
        />
      )}
      <CheckDays checks={checks} chosen={day} choose={choose} />
      <div role="status" className={css.running}>
        {busy &&
          texts.running(dayLabel(checks.running?.day ?? checks.waiting[0] ?? day, language), checks.waiting.length)}
      </div>
      <CheckedDay instance={id} zone={checks.zone} day={day} check={checks.days.find((one) => one.day === day)} />
    </Panel>
  )
}
