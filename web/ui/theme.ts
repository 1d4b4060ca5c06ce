import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

// Petrol is the house, amber is the light that falls through an open door: amber always means "somebody can get in".
// Measured pairs of text and ground are at least 4.5:1 in both schemes (axe in test/browser).
const petrol: MantineColorsTuple = [
  '#edf6f6',
  '#d9eaea',
  '#b1d5d6',
  '#86bec0',
  '#5fa7aa',
  '#3f8f93',
  '#287a7f',
  '#1b656a',
  '#155458',
  '#0f4347',
]
const amber: MantineColorsTuple = [
  '#fff6e0',
  '#ffebc2',
  '#ffdd97',
  '#fccd69',
  '#f5b942',
  '#e6a121',
  '#c07f0c',
  '#945f05',
  '#7a4d04',
  '#5f3b02',
]
const danger: MantineColorsTuple = [
  '#fdeceb',
  '#f9d5d3',
  '#f2aca8',
  '#ffb3ab',
  '#ff9a91',
  '#d2463d',
  '#b3261e',
  '#a8201a',
  '#9a1f18',
  '#7d1610',
]
const gray: MantineColorsTuple = [
  '#f8f6f2',
  '#f1eee8',
  '#e6e2da',
  '#d6d1c7',
  '#bdb8ad',
  '#98948a',
  '#6b6962',
  '#54534e',
  '#3b3a37',
  '#262624',
]
const dark: MantineColorsTuple = [
  '#dfe5e4',
  '#b9c3c2',
  '#9aa6a5',
  '#66716f',
  '#3b4545',
  '#2d3636',
  '#212929',
  '#192020',
  '#131919',
  '#0d1212',
]

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 6 },
  colors: { petrol, amber, danger, gray, dark },
  autoContrast: true,
  luminanceThreshold: 0.34,
  white: '#ffffff',
  black: '#1d2322',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '22px' },
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  headings: {
    fontWeight: '650',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: 'clamp(1.5rem, 1.2rem + 1.4vw, 2rem)', lineHeight: '1.2' },
      h2: { fontSize: '1.2rem', lineHeight: '1.3' },
      h3: { fontSize: '1.05rem', lineHeight: '1.35' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // German words are long and phones are narrow: a button grows downwards before it runs out of the page.
    Button: {
      defaultProps: { size: 'md' },
      styles: {
        root: {
          display: 'inline-flex',
          alignItems: 'center',
          justifyContent: 'center',
          height: 'auto',
          minHeight: 'var(--button-height)',
          paddingBlock: 6,
        },
        label: { whiteSpace: 'normal', overflow: 'visible', lineHeight: 1.25 },
      },
    },
    TextInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: false, rows: 3 } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Anchor: { defaultProps: { underline: 'always' } },
  },
})

/** Where the kit's own greys are too pale to read. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f8f6f2',
    '--mantine-color-text': '#1d2322',
    '--mantine-color-dimmed': '#5a5f5c',
    '--mantine-color-placeholder': '#6c706c',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#155458',
    '--card': '#ffffff',
    '--line': '#e0dbd1',
    '--open-ground': '#fff3d6',
    '--open-line': '#e6b04a',
    '--open-text': '#5f3b02',
    '--good-text': '#1c6138',
    '--good-ground': '#e8f4ec',
    '--bad-text': '#9a1f18',
    '--bad-ground': '#fdeceb',
    '--bad-line': '#e4a8a4',
  },
  dark: {
    '--mantine-color-body': '#131919',
    '--mantine-color-text': '#e6ebea',
    '--mantine-color-dimmed': '#a9b4b2',
    '--mantine-color-placeholder': '#93a09e',
    '--mantine-color-error': '#ff9a91',
    '--mantine-color-anchor': '#86bec0',
    '--card': '#1b2222',
    '--line': '#323c3c',
    '--open-ground': '#33280f',
    '--open-line': '#8f6a1c',
    '--open-text': '#ffd98a',
    '--good-text': '#8fd6a8',
    '--good-ground': '#16291e',
    '--bad-text': '#ffaba4',
    '--bad-ground': '#331b1a',
    '--bad-line': '#7a3a36',
  },
})
