import { expect, it } from 'vitest'
import { parseWish, tagsOf, tagsText, wishFile, wishOfOwn, withText, type Wish } from './wish'

const wish: Wish = {
  provider: 'AmazonConnect',
  role: 'AmazonConnectSignIn',
  policy: 'AmazonConnectSignIn',
  path: '/',
  policy_form: 'user',
  max_session_ns: 3_600_000_000_000,
  landing: 'admin',
  login: 'email',
  application: 'Amazon Connect',
  identity_center: true,
}

it('reads the file that it writes, and no other', () => {
  expect(parseWish(wishFile(wish))).toEqual(wish)
  for (const text of ['', 'x', '[]', 'null', '{"role":"a"}']) expect(parseWish(text)).toBeNull()
})

it('takes over what an application of our own is derived from', () => {
  const own = {
    id: 'seoul',
    name: 'Amazon Connect',
    instance: 'arn:1',
    role: 'cc/team/Sign',
    provider: 'Ringside',
    login: 'user_name' as const,
    landing: 'ccp',
    metadata: '<x/>',
  }
  expect(wishOfOwn({ ...wish, create_instance: 'acme', region: 'r' }, own)).toEqual({
    ...wish,
    instance: 'arn:1',
    role: 'Sign',
    path: '/cc/team/',
    provider: 'Ringside',
    login: 'user_name',
    landing: 'ccp',
    metadata: '<x/>',
    identity_center: false,
  })
  expect(wishOfOwn(wish, { ...own, role: 'Sign' }).path).toBe('/')
})

it('leaves out what is empty and need not be there', () => {
  expect(withText({ ...wish, instance: 'arn' }, 'instance', ' ')).toEqual(wish)
  expect(withText(wish, 'role', '')).toEqual({ ...wish, role: '' })
  expect(withText(wish, 'instance', ' arn ')).toEqual({ ...wish, instance: 'arn' })
})

it('reads tags line by line', () => {
  expect(tagsOf('team=cc\n\n cost = a=b \nbare')).toEqual({ team: 'cc', cost: 'a=b', bare: '' })
  expect(tagsText({ team: 'cc', cost: 'a=b' })).toBe('team=cc\ncost=a=b')
  expect(tagsText(undefined)).toBe('')
})
