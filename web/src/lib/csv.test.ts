import { expect, it } from 'vitest'
import { csv } from './csv'

it('csv quotes what needs it, and disarms what a spreadsheet would run', () => {
  expect(csv([['a,b', 'say "hi"', '=1+1', null, -3]])).toBe('\ufeff"a,b","say ""hi""",\'=1+1,,-3\r\n')
})
