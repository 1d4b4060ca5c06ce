/** The other end of `startNode`: says that it is ready, answers questions, ends when the parent goes. */
export function answerParent(
  ready: Readonly<Record<string, unknown>>,
  answer: (question: Readonly<Record<string, unknown>>) => Promise<object>,
  close: () => Promise<void>,
): void {
  process.on('message', question => {
    answer(question as Record<string, unknown>).then(
      given => process.send!(given),
      error => process.send!({ error: String(error) }),
    )
  })
  process.once('disconnect', () => {
    close().finally(() => process.exit(0))
  })
  process.send!(ready)
}

/** What `startNode` gave. */
export function givenOptions<T>(): T {
  return JSON.parse(process.argv[2]!) as T
}
