import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '../shared/theme/tokens.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { tokens } from '../shared/api/token'
import { App } from './app'

// Before the router reads the address.
tokens.takeFromAddress()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
