/** Takes whoever sent a form to the first field that is not as it must be, once the page has marked the fields. */
export function showFirstWrong(form: HTMLElement): void {
  requestAnimationFrame(() => {
    const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong] input')
    wrong?.focus()
  })
}
