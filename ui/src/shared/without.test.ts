import { expect, it } from 'vitest'
import { without } from './without'

it('leaves keys out and keeps what it was given', () => {
  const search = { job: 'daily', text: 'x', tag: undefined }
  expect(without(search, 'text', 'tag')).toEqual({ job: 'daily' })
  expect(without(search)).toEqual(search)
  expect(search).toEqual({ job: 'daily', text: 'x', tag: undefined })
})
