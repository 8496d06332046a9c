import type { en } from './en'

// Every key of the English dictionary, with the same parameters: a key that a language lacks fails tsc.
type Same<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Same<T[K]>
}

export type Dictionary = Same<typeof en>
