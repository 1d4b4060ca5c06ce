// Runs before the first paint, as a file because the policy allows no inline script: without it a person who works in
// the dark gets a white flash, and a Dutch screen reader begins to speak German.
;(() => {
  let scheme = null
  let language = null
  try {
    scheme = localStorage.getItem('mantine-color-scheme-value')
    language = localStorage.getItem('einlass-language')
  } catch {
    // Storage may be forbidden; then the system decides.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  const shown = scheme === 'light' || scheme === 'dark' ? scheme : dark ? 'dark' : 'light'
  document.documentElement.setAttribute('data-mantine-color-scheme', shown)
  if (language) document.documentElement.lang = language
})()
