/**
 * For a `ref` of what should have the focus when its dialogue opens. React's autoFocus comes too early for that: the
 * dialogue is still shut, and when it opens it asks for this attribute, which React keeps to itself (HTML, dialog
 * focusing steps).
 */
export function takesFocus(element: HTMLElement | null): void {
  element?.setAttribute('autofocus', '')
}
