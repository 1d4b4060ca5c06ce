/**
 * The words of a command as a shell reads them back: each stays one word, and nothing in it is acted on. Meant for shells
 * in the way of POSIX (XCU §2.2.2), which a server starts with every command it is sent.
 */
export function quoteWords(words: readonly string[]): string {
  return words.map(quoteWord).join(' ')
}

function quoteWord(word: string): string {
  if (word.includes('\0')) throw new Error('no word can hold a zero byte')
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
