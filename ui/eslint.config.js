import js from '@eslint/js'
import a11y from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// shared -> tool -> resource -> app: a resource knows what is shared, the tools and itself, the app knows all.
const tools = ['graph', 'selection', 'config']
const resources = ['asset', 'job', 'launch', 'location', 'overview', 'run']

function mayNotImport(files, folders, message) {
  const group = folders.map((folder) => `@/${folder}/*`)
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
  }
}

export default tseslint.config(
  { ignores: ['target', 'node_modules', 'src/shared/api/generated'] },
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'vite.config.ts'],
    extends: [...tseslint.configs.strictTypeChecked, a11y.flatConfigs.recommended],
    plugins: { 'react-hooks': hooks },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      ...hooks.configs.recommended.rules,
      'max-lines': ['error', 300],
      'no-console': 'error',
      // The API answers what cannot be done as data; what is thrown is shown by the boundary.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Routes are left by throwing what the router makes.
      '@typescript-eslint/only-throw-error': 'off',
      'react-hooks/incompatible-library': 'off',
      'react-hooks/set-state-in-effect': 'off',
      'react-hooks/refs': 'off',
      'react-hooks/purity': 'off',
      'jsx-a11y/no-autofocus': 'off',
    },
  },
  {
    files: ['src/**/*.test.{ts,tsx}', 'src/test-setup.ts'],
    rules: {
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['build/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
  mayNotImport(
    ['src/shared/**'],
    [...tools, ...resources, 'app'],
    'What is shared knows no tool and no resource.',
  ),
  ...tools.map((tool) =>
    mayNotImport(
      [`src/${tool}/**`],
      [...tools.filter((other) => other !== tool), ...resources, 'app'],
      'A tool knows what is shared and itself.',
    ),
  ),
  ...resources.map((resource) =>
    mayNotImport(
      [`src/${resource}/**`],
      [...resources.filter((other) => other !== resource), 'app'],
      'A resource knows what is shared and itself: move what both need to shared.',
    ),
  ),
)
