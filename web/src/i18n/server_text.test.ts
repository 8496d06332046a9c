import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { said, sentences } from './server_text'

it('says known sentences in Korean and marks the others as English', () => {
  expect(said('There is no such record.', 'ko')).toEqual([{ text: '해당하는 레코드가 없습니다.', english: false }])
  expect(said('to must be after from', 'ko')).toEqual([{ text: 'to must be after from', english: true }])
  expect(said('There is no such record.', 'en')).toEqual([{ text: 'There is no such record.', english: true }])
})

it('translates each part of a health problem, and keeps the reason that follows', () => {
  const problem = 'nothing can be stored: no space left on device; figures are behind: they show 1,200 of 3,400 records'
  expect(said(problem, 'ko')).toEqual([
    { text: '레코드를 저장할 수 없습니다: ', english: false },
    { text: 'no space left on device', english: true },
    { text: '; ', english: false },
    { text: '수치 반영이 늦어지고 있습니다: 3,400건 중 1,200건 반영', english: false },
  ])
})

it('says refusals that name what was asked in Korean', () => {
  expect(said('view cannot be saved: its name has more than 100 characters', 'ko')).toEqual([
    { text: '저장할 수 없습니다: 이름은 100자까지 쓸 수 있습니다.', english: false },
  ])
})

it('knows the sentences that the server has', () => {
  const server = readFileSync('../internal/api/problem.go', 'utf8')
  expect(Object.keys(sentences).filter((sentence) => !server.includes(`"${sentence}"`))).toEqual([])
})
