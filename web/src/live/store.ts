// A value outside React that components read with a selector: one notification per change, and a component renders again
// only when its own selection changed. Live data never travels through context.
import { useSyncExternalStore } from 'react'

export type Store<T> = { get: () => T; set: (value: T) => void; subscribe: (listener: () => void) => () => void }

export function store<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The selector must return a part of the value or a primitive: a fresh object each time would never settle. */
export function useStore<T, S>(from: Store<T>, select: (value: T) => S): S {
  return useSyncExternalStore(from.subscribe, () => select(from.get()))
}
