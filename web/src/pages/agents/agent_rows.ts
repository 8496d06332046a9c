// The rows of the list of agents: who is found, in which group and order, and what of it is on the page.
import { compareFigures, type Answer, type Sort, type Values } from '../../lib/answer'
import { byName, type Grouping, type ListState } from './list_state'

/** How many rows are on one page of the list. */
export const pageSize = 100

/** Group is the key of the group that the row stands in, "" without grouping. */
export type AgentRow = { kind: 'agent'; key: string; arn: string; group: string; name: string; values: Values }
export type GroupRow = {
  kind: 'group'
  key: string
  name: string
  values: Values
  agents: number
  shut: boolean
}
export type Row = AgentRow | GroupRow

export type Found = { rows: Row[]; agents: number; last: boolean }

type Group = { row: GroupRow; agents: AgentRow[] }

function agentsOf(answer: Answer, find: string, group: Grouping | null): AgentRow[] {
  const wanted = find.trim().toLocaleLowerCase()
  return answer.rows
    .filter((row) => row.keys.agent_arn)
    .map((row) => {
      const arn = row.keys.agent_arn ?? ''
      const groupKey = group ? (row.keys[`${group}_arn`] ?? '') : ''
      return {
        kind: 'agent' as const,
        key: `${groupKey} ${arn}`,
        arn,
        name: row.keys.agent || (arn.split('/').at(-1) ?? arn),
        values: row.values,
        group: groupKey,
      }
    })
    .filter((row) => row.name.toLocaleLowerCase().includes(wanted))
}

type Ordered = { name: string; values: Values }

function order(sort: Sort): (a: Ordered, b: Ordered) => number {
  return (a, b) => {
    const names = a.name.localeCompare(b.name, 'ko')
    if (sort.by === byName) return sort.down ? -names : names
    return compareFigures(a.values[sort.by] ?? null, b.values[sort.by] ?? null, sort.down) || names
  }
}

/** Groups with their own figures, which the server computed: means of a group are no means of its agents' means. */
function grouped(agents: AgentRow[], groups: Answer, state: ListState): Group[] {
  const { group } = state
  if (!group) return []
  const byKey = new Map<string, Group>()
  for (const { keys, values } of groups.rows) {
    const key = keys[`${group}_arn`] ?? ''
    const name = keys[group] ?? ''
    byKey.set(key, {
      row: { kind: 'group', key, name, values, agents: 0, shut: state.shut.includes(key) },
      agents: [],
    })
  }
  for (const agent of agents) byKey.get(agent.group)?.agents.push(agent)
  const all = [...byKey.values()].filter((g) => g.agents.length > 0)
  for (const g of all) g.row.agents = g.agents.length
  return all
}

/**
 * The page of rows that the state asks for. `agents` answers by group and agent, `groups` by group alone; without a
 * grouping the latter is not looked at.
 */
export function rowsOf(agents: Answer, groups: Answer | null, state: ListState): Found {
  const found = agentsOf(agents, state.find, state.group)
  const sorted = (rows: AgentRow[]) => rows.sort(order(state.sort))
  let rows: Row[]
  if (state.group && groups) {
    rows = grouped(found, groups, state)
      .sort((a, b) => order(state.sort)(a.row, b.row))
      .flatMap((g) => [g.row, ...(g.row.shut ? [] : sorted(g.agents))])
  } else rows = sorted(found)
  const after = state.after < rows.length ? state.after : 0
  return {
    rows: rows.slice(after, after + pageSize),
    agents: new Set(found.map((row) => row.arn)).size,
    last: after + pageSize >= rows.length,
  }
}
