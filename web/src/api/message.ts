// The messages that the windows of a browser pass among themselves, and to the board.
import type { Json } from '../lib/patch'
import type { Heartbeat } from './model'

export type StreamMessage =
  | { kind: 'snapshot'; body: Json }
  /** Of an epoch: it changes no picture of another one. */
  | { kind: 'delta'; epoch: string; body: Json }
  | { kind: 'heartbeat'; body: Heartbeat }
  | { kind: 'open' }
  | { kind: 'lost'; retryAt: number }
