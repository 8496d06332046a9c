import type { AbandonLimits, Promised, Settings } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { EditTable } from './EditTable'
import { Choice, NumberField } from './Field'
import css from './Settings.module.css'
import { useStandardQueues } from './useStandardQueues'

type Props = { draft: Settings; instance: string; change: (change: Partial<Settings>) => void }

/** What each queue promises; the first row is for those that promise nothing of their own. */
export function LevelsPanel({ draft, instance, change }: Props) {
  const { t } = useLanguage()
  const texts = t.settings.levels
  const queues = useStandardQueues(instance)
  const shown = [
    ...queues,
    ...draft.queues
      .filter((own) => !queues.some((q) => q.arn === own.queue_arn))
      .map((own) => ({ arn: own.queue_arn, name: own.queue_arn })),
  ]
  const place = (arn: string) => draft.queues.findIndex((own) => own.queue_arn === arn)
  const put = (arn: string, promise: Promised | null) =>
    change({
      queues: [
        ...draft.queues.filter((own) => own.queue_arn !== arn),
        ...(promise ? [{ queue_arn: arn, service_level: promise }] : []),
      ].toSorted((a, b) => a.queue_arn.localeCompare(b.queue_arn)),
    })
  return (
    <Panel title={texts.title} id="levels">
      <p className={css.hint}>{texts.hint}</p>
      <EditTable
        title={texts.title}
        heads={[texts.queue, texts.target, texts.seconds, texts.compare, texts.of, texts.abandons, texts.short]}
      >
        <tr data-first>
          <th scope="row">{texts.rest}</th>
          <Cells
            name={texts.rest}
            path="service_level"
            promise={draft.service_level}
            set={(promise) => change({ service_level: promise })}
          />
          <td />
        </tr>
        {shown.map(({ arn, name }) => {
          const own = draft.queues[place(arn)]
          return (
            <tr key={arn} data-queue={arn}>
              <th scope="row" title={arn}>
                {name}
              </th>
              {own ? (
                <Cells
                  name={name}
                  path={`queues[${place(arn)}].service_level`}
                  promise={own.service_level}
                  set={(promise) => put(arn, promise)}
                />
              ) : (
                <td colSpan={6} className={css.quiet}>
                  {texts.isDefault}
                </td>
              )}
              <td data-end>
                <button
                  type="button"
                  className={controls.ghost}
                  aria-label={own ? texts.asDefaultOf(name) : texts.ownOf(name)}
                  onClick={() => put(arn, own ? null : draft.service_level)}
                >
                  {own ? texts.asDefault : texts.own}
                </button>
              </td>
            </tr>
          )
        })}
      </EditTable>
      <AbandonLine limits={draft.abandon_limits} set={(abandon_limits) => change({ abandon_limits })} />
    </Panel>
  )
}

type AbandonProps = { limits: AbandonLimits; set: (limits: AbandonLimits) => void }

/** From how many percent of abandoned contacts on a rate is marked. */
function AbandonLine({ limits, set }: AbandonProps) {
  const { t } = useLanguage()
  const texts = t.settings.levels
  const number = (field: 'warn_percent' | 'bad_percent') => (
    <span className={css.pair}>
      <span>{texts[field]}</span>
      <NumberField
        path={`abandon_limits.${field}`}
        label={`${texts.abandonment}: ${texts[field]}`}
        value={limits[field]}
        change={(value) => set({ ...limits, [field]: value })}
      />
    </span>
  )
  return (
    <div className={css.line} data-abandonment>
      <strong>{texts.abandonment}</strong>
      {number('warn_percent')}
      {number('bad_percent')}
    </div>
  )
}

type CellsProps = { name: string; path: string; promise: Promised; set: (promise: Promised) => void }

function Cells({ name, path, promise, set }: CellsProps) {
  const { t } = useLanguage()
  const texts = t.settings.levels
  const number = (field: 'target' | 'seconds' | 'short') => (
    <td>
      <NumberField
        path={`${path}.${field}`}
        label={`${name}: ${texts[field]}`}
        value={promise[field]}
        change={(value) => set({ ...promise, [field]: value })}
      />
    </td>
  )
  const choice = (field: 'compare' | 'of' | 'abandons', options: [string, string][]) => (
    <td>
      <Choice
        label={`${name}: ${texts[field]}`}
        value={promise[field]}
        options={options}
        change={(value) => set({ ...promise, [field]: value })}
      />
    </td>
  )
  return (
    <>
      {number('target')}
      {number('seconds')}
      {choice('compare', [
        ['lt', texts.lt],
        ['lte', texts.lte],
      ])}
      {choice('of', [
        ['removed', texts.removed],
        ['answered', texts.answered],
      ])}
      {choice('abandons', [
        ['in', texts.in],
        ['out', texts.out],
      ])}
      {number('short')}
    </>
  )
}
