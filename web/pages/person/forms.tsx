// What only some who open a page about rights come to. It is loaded in one piece: pieces of their own would make what
// they share a part of every page.
export { BoxMatrix } from './box-matrix.tsx'
export { ChangeEnd } from './change-end.tsx'
export { EndField } from './end-field.tsx'
export { GiveAnother } from './give-another.tsx'
export { ScopeField } from './scope-field.tsx'
