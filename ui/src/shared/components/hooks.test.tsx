import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Hooks } from './hooks'

it.each([
  ['SUCCESS', 'announce after a success'],
  ['FAILURE', 'announce after a failure'],
  ['RETRY', 'announce before a retry'],
] as const)('says that a hook of %s is called', (end, text) => {
  render(
    <MantineProvider>
      <Hooks hooks={[{ name: 'announce', end }]} />
    </MantineProvider>,
  )
  expect(screen.getByText(text)).toBeDefined()
})
