import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderPage } from '../testing/render-page'
import { Tags } from './tags'

const tags = [
  { key: 'dagwerk/schedule', value: 'nightly' },
  { key: 'team', value: 'data' },
  { key: 'day', value: '1' },
]

it('copies the tags that it shows, as they are typed', async () => {
  const user = userEvent.setup()
  renderPage(<Tags tags={tags} withCopy />)
  await user.click(await screen.findByRole('button', { name: 'Copy tags' }))
  expect(await navigator.clipboard.readText()).toBe('team=data\nday=1')
})

it('has nothing to copy where it shows none', async () => {
  renderPage(
    <>
      <Tags tags={tags.slice(0, 1)} withCopy />
      <p>end</p>
    </>,
  )
  await screen.findByText('end')
  expect(screen.queryByRole('button')).toBeNull()
})
