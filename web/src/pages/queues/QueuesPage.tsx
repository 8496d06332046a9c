import { Link, useLocation } from 'wouter'
import { ExportMenu } from '../../exports/ExportMenu'
import { useLanguage, word } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { parseSort, sortText, type Sort } from '../../lib/answer'
import { count } from '../../lib/format'
import { isOwnQueue, queuePath } from '../../lib/own_queue'
import { href, scopeOnly, setAll, setOrDrop, withScope } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { InstanceTag } from '../../shell/InstancePicker'
import { Page } from '../../shell/Page'
import { Pinned } from '../../shell/Pinned'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { FigureTable, type FigureRow } from '../../ui/FigureTable'
import { GroupHead } from '../../ui/GroupHead'
import { Icon } from '../../ui/Icon'
import { Notes } from '../../ui/Notes'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { byChannels, byName, byWorst, rowKey, sortedRows, type ChannelRow, type QueueRow } from './queue_list'
import { useQueueColumns } from './QueueColumns'
import css from './Queues.module.css'
import { useQueueList, type QueueList } from './useQueueList'

const byStart = { field: 'initiation' } as const
const worst: Sort = { by: byWorst, down: true }

/** Every queue of the range against the period before, beside who waits there now; the worst first. */
export function QueuesPage() {
  const { t } = useLanguage()
  const page = useScope()
  const parted = new URLSearchParams(useSearch()).get('group') === 'channel'
  const list = useQueueList(page, parted)
  useTitle(t.nav.queues)
  return (
    <Page title={t.nav.queues} page={page} basis={byStart} fill>
      <Pinned on="queues" page={page} />
      <Notes notes={list.notes} />
      <section className={css.box} aria-label={t.nav.queues} aria-busy={list.old}>
        {list.error && <Failure error={list.error} retry={list.retry} />}
        {!list.rows && !list.error && <Skeleton lines={14} height={460} />}
        {list.rows?.length === 0 && <Empty text={t.state.empty} />}
        {list.rows && list.rows.length > 0 && <List list={list} rows={list.rows} zone={page.zone} />}
      </section>
    </Page>
  )
}

/** How the list is shown, as the address says, and how that is changed. */
function useListState() {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const params = new URLSearchParams(search)
  const shut = params.getAll('shut')
  const go = (edit: (next: URLSearchParams) => void) => {
    const next = new URLSearchParams(search)
    edit(next)
    navigate(href(path, next.toString()))
  }
  return {
    sort: parseSort(params.get('sort'), worst),
    own: params.get('own') === '1',
    shut,
    change: (key: 'sort' | 'own', value: string) => go((next) => setOrDrop(next, key, value)),
    part: (by: string) =>
      go((next) => {
        setOrDrop(next, 'group', by)
        next.delete('shut')
      }),
    toggle: (channel: string) =>
      go((next) =>
        setAll(next, 'shut', shut.includes(channel) ? shut.filter((c) => c !== channel) : [...shut, channel]),
      ),
  }
}

type ListProps = { list: QueueList; rows: QueueRow[]; zone: string }

function List({ list, rows, zone }: ListProps) {
  const { t } = useLanguage()
  const state = useListState()
  const { sort, own, change } = state
  const listed = sortedRows(own ? rows : rows.filter((row) => !isOwnQueue(row.arn)), sort)
  const shown = list.byChannel ? byChannels(listed, list.byChannel, sort, state.shut) : listed
  const columns = useQueueColumns(shown, list)
  const hidden = new Set(rows.filter((row) => isOwnQueue(row.arn)).map((row) => row.arn)).size
  const queues = new Set(listed.filter((row) => row.arn !== '').map((row) => row.arn)).size
  return (
    <>
      <div className={css.bar}>
        <p>{t.queuesPage.count(count(queues))}</p>
        <div className={css.tools}>
          {sort.by !== byWorst && (
            <button type="button" className={controls.ghost} onClick={() => change('sort', '')}>
              {t.queuesPage.worstFirst}
            </button>
          )}
          {hidden > 0 && (
            <button
              type="button"
              className={controls.button}
              aria-pressed={own}
              onClick={() => change('own', own ? '' : '1')}
            >
              {own ? t.queuesPage.hideOwn : t.queuesPage.showOwn(hidden)}
            </button>
          )}
          <button
            type="button"
            className={list.byChannel ? `${controls.button ?? ''} ${controls.on ?? ''}` : controls.button}
            aria-pressed={list.byChannel !== null}
            onClick={() => state.part(list.byChannel ? '' : 'channel')}
          >
            <Icon name="group" size={16} />
            {t.queuesPage.byChannel}
          </button>
          <ExportMenu question={{ query: list.request }} zone={zone} />
        </div>
      </div>
      <FigureTable
        label={t.nav.queues}
        first={{ id: byName, head: t.queues.queue }}
        sections={columns}
        rows={shown.map((row) => tableRow(row, state.toggle))}
        total={{ head: t.queues.total, values: list.totals }}
        sort={sort}
        order={(next) => change('sort', sortText(next))}
        old={list.old}
      />
    </>
  )
}

function tableRow(row: QueueRow | ChannelRow, toggle: (channel: string) => void): FigureRow {
  const { values } = row
  const key = rowKey(row)
  if (!('queues' in row)) return { key, values, head: <Name row={row} />, member: row.channel !== undefined }
  return { key, values, head: <Channel row={row} toggle={() => toggle(row.channel)} />, group: true }
}

function Channel({ row, toggle }: { row: ChannelRow; toggle: () => void }) {
  const { t } = useLanguage()
  return <GroupHead name={word(t.channel, row.channel)} members={row.queues} shut={row.shut} toggle={toggle} />
}

function Name({ row }: { row: QueueRow }) {
  const { t } = useLanguage()
  const search = scopeOnly(useSearch())
  const name = queueName(row.name, row.arn, t)
  if (row.arn === '') return <span title={t.queues.noQueueTip}>{name}</span>
  return (
    <>
      <Link href={href(queuePath(row.arn), withScope(search, { queues: [] }))}>{name}</Link>
      <InstanceTag arn={row.arn} />
    </>
  )
}
