import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { tokens } from '@/shared/api/token'
import { Command } from '@/shared/components/empty'
import { useTitle } from '@/shared/components/page'
import styles from './token-page.module.css'

export function TokenPage(): ReactElement {
  useTitle('Token')
  const [token, setToken] = useState('')
  const [isKept, setKept] = useState(false)
  return (
    <main className={styles['page']}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (token.trim()) tokens.accept(token.trim(), isKept)
        }}
      >
        <h1>This server wants a token</h1>
        <p>
          <Command>dagwerk ui</Command> prints an address that brings it. It is also in{' '}
          <Command>server.json</Command> in the folder of the instance, or in the server’s settings.
        </p>
        <PasswordInput
          label="Token"
          autoFocus
          autoComplete="current-password"
          value={token}
          onChange={(event) => {
            setToken(event.currentTarget.value)
          }}
        />
        <Checkbox
          label="Keep it in this browser"
          description="Otherwise it is forgotten with this tab."
          checked={isKept}
          onChange={(event) => {
            setKept(event.currentTarget.checked)
          }}
        />
        <Button type="submit" disabled={!token.trim()}>
          Open Dagwerk
        </Button>
      </form>
    </main>
  )
}
