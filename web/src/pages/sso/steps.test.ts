import { expect, it } from 'vitest'
import type { ComparedUsers, ConnectSignIn } from '../../api/model'
import { firstOpen, stateOf, steps } from './steps'

const idle: ConnectSignIn['job'] = {
  phase: 'idle',
  kind: '',
  total: 0,
  done: 0,
  failed: 0,
  taken: [],
  problem: '',
  begun: null,
  ended: null,
}
const wish: ConnectSignIn['wish'] = {
  provider: 'p',
  role: 'r',
  policy: 'p',
  path: '/',
  policy_form: 'user',
  max_session_ns: 3.6e12,
  landing: 'admin',
  login: 'email',
  application: 'Amazon Connect',
  identity_center: true,
}
const none: ConnectSignIn = {
  wish,
  look_at_identity_center: false,
  identity_center_region: '',
  plan: null,
  pending: 0,
  drawn_at: null,
  no_answer: '',
  job: idle,
  own: [],
  own_people: false,
  rules_example: '',
}
const users: ComparedUsers = { instance: '', digest: '', pending: 0, compared_at: null, comparison: null }

function planned(actions: string[], more: Partial<ConnectSignIn> = {}): ConnectSignIn {
  const all = actions.map((action, i) => ({ kind: 'role', subject: String(i), action }))
  const pending = actions.filter((action) => action === 'create' || action === 'change').length
  return { ...none, pending, plan: { steps: all, next: [], digest: 'd' }, ...more }
}

const states = (status: ConnectSignIn, compared = users) =>
  steps.map((step) => stateOf(step, status, compared)).join(' ')

it('says how far each step is', () => {
  expect(states(none)).toBe('todo todo todo todo todo')
  expect(states(planned(['create', 'by_hand']))).toBe('done ready ready todo todo')
  expect(states(planned(['create'], { wish: { ...wish, metadata: '<x/>' } }))).toBe('done done ready todo todo')
  expect(states(planned(['keep', 'blocked']))).toBe('stuck ready stuck todo todo')
  expect(states(planned(['keep', 'by_hand']))).toBe('done ready todo todo todo')
  expect(states(planned(['keep']))).toBe('done ready done todo todo')
  expect(states(planned([], { no_answer: 'no credentials' }))).toBe('ready ready todo todo todo')
  expect(states(planned(['create'], { job: { ...idle, phase: 'running', kind: 'apply' } }))).toBe(
    'done ready running todo todo',
  )
})

it('says how far the users are', () => {
  const compared = (pending: number, action: string): ComparedUsers => ({
    ...users,
    pending,
    comparison: { entries: [{ login: 'a', action }], attributes: [] },
  })
  expect(stateOf('users', none, undefined)).toBe('todo')
  expect(stateOf('users', none, compared(1, 'create'))).toBe('ready')
  expect(stateOf('users', none, compared(0, 'blocked'))).toBe('stuck')
  expect(stateOf('users', none, compared(0, 'keep'))).toBe('done')
  expect(stateOf('users', { ...none, job: { ...idle, phase: 'running', kind: 'users' } }, compared(1, 'create'))).toBe(
    'running',
  )
})

it('begins at the first step that is not done', () => {
  expect(firstOpen(none, users)).toBe('plan')
  expect(firstOpen(planned(['keep'], { wish: { ...wish, metadata: '<x/>' } }), users)).toBe('users')
})
