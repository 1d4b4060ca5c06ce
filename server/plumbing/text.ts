/** Fills the places of a text: `say('Hello {{name}}', { name })`. Values stay plain text; whoever shows them escapes. */
export function say(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_place, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the text "${text}" needs ${name}`)
    return String(value)
  })
}

/** An empty field of a form means that nothing was said. */
export function filled(text: string | undefined): string | null {
  return text?.trim() || null
}
