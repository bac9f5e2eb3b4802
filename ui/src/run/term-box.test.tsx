import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderPage } from '@/shared/testing/render-page'
import type { RunsSearch } from './runs-search'
import { TermBox } from './term-box'

it('takes a text that is the name of a filter', async () => {
  const taken: RunsSearch[] = []
  renderPage(<TermBox search={{}} onChange={(next) => taken.push(next)} />)
  const box = await screen.findByRole('combobox')
  await userEvent.type(box, 'Location{Enter}')
  expect(taken).toEqual([{ job: 'Location' }])
  expect((box as HTMLInputElement).value).toBe('')
})
