import { useEffect, useState } from 'react'
import type { Metric } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { ColumnPicker } from '../../ui/ColumnPicker'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'
import css from './Agents.module.css'
import { choices, isTimeSpent } from './columns'
import { groupings, type Grouping, type ListState } from './list_state'

type Props = {
  state: ListState
  metrics: Metric[]
  columns: Metric[]
  change: (change: Partial<ListState>) => void
}

/** Search by name, grouping and columns of the list. */
export function Tools({ state, metrics, columns, change }: Props) {
  const { t } = useLanguage()
  const all = choices(metrics)
  return (
    <div className={css.tools}>
      <NameSearch find={state.find} change={(find) => change({ find })} />
      <GroupPicker group={state.group} choose={(group) => change({ group })} />
      <ColumnPicker
        sections={[
          { id: 'contact', title: t.attribution.contact, metrics: all.filter((m) => !isTimeSpent(m)) },
          { id: 'time_spent', title: t.attribution.time_spent, metrics: all.filter(isTimeSpent) },
        ]}
        chosen={columns.map((m) => m.id)}
        choose={(ids) => change({ columns: ids })}
        reset={state.columns ? () => change({ columns: null }) : null}
      />
    </div>
  )
}

function GroupPicker({ group, choose }: { group: Grouping | null; choose: (group: Grouping | null) => void }) {
  const { t } = useLanguage()
  const name = group ? t.agents.groups[group] : t.agents.noGroup
  return (
    <Popover
      dialog={t.agents.group}
      className={group ? `${controls.button ?? ''} ${controls.on ?? ''}` : controls.button}
      label={`${t.agents.group}: ${name}`}
      button={
        <>
          <Icon name="group" size={16} />
          <span>{name}</span>
          <Icon name="chevronDown" size={14} />
        </>
      }
    >
      {(close) => (
        <div className={controls.list}>
          {[null, ...groupings].map((g) => (
            <button
              key={g ?? ''}
              type="button"
              className={controls.option}
              aria-pressed={g === group}
              onClick={() => {
                choose(g)
                close()
              }}
            >
              {g ? t.agents.groups[g] : t.agents.noGroup}
            </button>
          ))}
        </div>
      )}
    </Popover>
  )
}

/** How long typing must rest before it stands in the address. */
const restMs = 200

function NameSearch({ find, change }: { find: string; change: (find: string) => void }) {
  const { t } = useLanguage()
  const [text, setText] = useState(find)
  const [seen, setSeen] = useState(find)
  if (find !== seen) {
    // The address changed by something else than typing (back): the field follows.
    setSeen(find)
    if (find !== text.trim()) setText(find)
  }
  useEffect(() => {
    if (text.trim() === find) return
    const timer = setTimeout(() => change(text.trim()), restMs)
    return () => clearTimeout(timer)
  }, [text, find, change])
  return (
    <div className={`${controls.field ?? ''} ${css.search ?? ''}`}>
      <Icon name="search" size={15} />
      <input
        data-find
        type="search"
        value={text}
        placeholder={t.agents.search}
        aria-label={t.agents.search}
        onChange={(e) => setText(e.target.value)}
      />
    </div>
  )
}
