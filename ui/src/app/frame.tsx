import { ActionIcon, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, type ReactElement } from 'react'
import { readWatches } from '@/run/kept-watches'
import { Icon } from '@/shared/components/icon'
import styles from './frame.module.css'
import { KeysDialog } from './keys-dialog'
import { Brand, Navigation } from './navigation'
import { Palette } from './palette'
import { SettingsDialog } from './settings-dialog'
import { keepRecent } from './recent'
import { useKeys } from './use-keys'

/** What stands around every page: the navigation, and what every page can open. */
export function Frame(): ReactElement {
  const [isPalette, palette] = useDisclosure(false)
  const [isKeys, keys] = useDisclosure(false)
  const [isSettings, settings] = useDisclosure(false)
  const [isDrawer, drawer] = useDisclosure(false)
  useKeys({ search: palette.open, keys: keys.open })

  const path = useRouterState({ select: (state) => state.location.pathname })
  useKeptWatches()
  const { close: closeDrawer } = drawer
  useEffect(closeDrawer, [path, closeDrawer])
  useEffect(() => {
    keepRecent(() => localStorage, path)
  }, [path])

  const navigation = (
    <Navigation onSearch={palette.open} onKeys={keys.open} onSettings={settings.open} />
  )
  return (
    <div className={styles['frame']}>
      <a className={styles['skip']} href="#content" onClick={focusContent}>
        Skip to content
      </a>
      <aside className={styles['rail']}>
        <Brand />
        {navigation}
      </aside>
      <div className={styles['bar']}>
        <ActionIcon aria-label="Open navigation" onClick={drawer.open}>
          <Icon name="menu" />
        </ActionIcon>
        <Brand />
        <ActionIcon aria-label="Search" onClick={palette.open}>
          <Icon name="search" />
        </ActionIcon>
      </div>
      <Drawer opened={isDrawer} onClose={drawer.close} size={240} title="Dagwerk" padding="sm">
        {navigation}
      </Drawer>
      <main id="content" className={styles['content']} tabIndex={-1}>
        <Outlet />
      </main>
      {/* Within the router, as what is told there leads on. */}
      <Notifications position="bottom-right" />
      <Palette opened={isPalette} onClose={palette.close} />
      <KeysDialog opened={isKeys} onClose={keys.close} />
      <SettingsDialog opened={isSettings} onClose={settings.close} />
    </div>
  )
}

/**
 * Runs that were watched before the page was loaded, or are watched in another tab, are watched here too; what does it is
 * loaded for them alone.
 */
function useKeptWatches(): void {
  useEffect(() => {
    const load = () => {
      if (readWatches(() => localStorage, Date.now()).length > 0) void import('@/run/notify')
    }
    load()
    window.addEventListener('storage', load)
    return () => {
      window.removeEventListener('storage', load)
    }
  }, [])
}

// A fragment's address would be relative to <base>, and leave the page.
function focusContent(event: { preventDefault: () => void }): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
