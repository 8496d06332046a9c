// The agents of the live board, which the stream tells only while somebody looks at them: of a large centre they are most of
// what there is to tell.
import { useEffect } from 'react'
import type { LiveAgent } from '../api/model'
import { board } from './board'
import { tick } from './clock'
import { lookers } from './lookers'
import { useStore } from './store'

export type Agents = { [arn: string]: LiveAgent }

/** Every agent by ARN while the caller is on screen; null until the stream has told them. */
export function useLiveAgents(): Agents | null {
  useLooking()
  return useStore(board, (b) => b?.agents ?? null)
}

/** Has the stream tell of agents while the caller is on screen, and says whether it has. */
export function useAgentsTold(): boolean {
  useLooking()
  return useStore(board, (b) => b?.agents != null)
}

const nobody: Agents = {}

/** Every agent as of the newest second: for what is chosen and put in order over all of them. */
export function useAgentsEachSecond(): Agents {
  return useStore(tick, () => board.get()?.agents ?? nobody)
}

/** What all agents come to with each delta. As of a selector, it has to be the same while it says the same. */
export function useOfAgents<T>(come: (agents: Agents) => T): T {
  return useStore(board, (b) => come(b?.agents ?? nobody))
}

/** One agent as they are now; undefined where the stream tells of none such. */
export function useLiveAgent(arn: string | null): LiveAgent | undefined {
  return useStore(board, (b) => (arn === null ? undefined : b?.agents?.[arn]))
}

function useLooking(): void {
  useEffect(() => {
    lookers.set(lookers.get() + 1)
    return () => lookers.set(lookers.get() - 1)
  }, [])
}
