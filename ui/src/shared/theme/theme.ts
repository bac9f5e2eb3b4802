// Mantine, told to look as the tokens say.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const accent: MantineColorsTuple = [
  '#eef3ff',
  '#dce6ff',
  '#b6caff',
  '#8eadff',
  '#6c94fb',
  '#3d6ae0',
  '#2459d6',
  '#1e4cb9',
  '#183d96',
  '#122e72',
]

/** The greys of the dark theme, as the tokens have them. */
const dark: MantineColorsTuple = [
  '#e8ebf1',
  '#adb6c4',
  '#8d97a8',
  '#667084',
  '#3b4351',
  '#272d38',
  '#191d25',
  '#12151b',
  '#0d1015',
  '#08090c',
]

const red: MantineColorsTuple = [
  '#fdecec',
  '#f9d5d4',
  '#f1aeac',
  '#ea8480',
  '#e25f5b',
  '#d63a37',
  '#b3211f',
  '#971a18',
  '#781413',
  '#580e0d',
]

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, dark, red },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  components: {
    Button: { defaultProps: { size: 'xs', fw: 500 } },
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    MultiSelect: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Menu: { defaultProps: { shadow: 'md' } },
    Modal: {
      defaultProps: {
        radius: 8,
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { 'aria-label': 'Close' },
        transitionProps: { duration: 80 },
      },
      styles: { title: { fontSize: 15, fontWeight: 600 } },
    },
    Drawer: { styles: { title: { fontSize: 15, fontWeight: 600 } } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: false, fz: 12 } },
    Skeleton: { defaultProps: { radius: 4 } },
  },
})

const variables = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-faint)',
  '--mantine-color-placeholder': 'var(--text-faint)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--bg)',
  '--mantine-color-default-hover': 'var(--bg-hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--bad)',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: variables,
  dark: variables,
})
