// The pages of visits are one piece, because they share nearly everything.
export { DeskVisitsPage } from './visit/desk-visits.tsx'
export { MyVisitPage, VisitPage } from './visit/visit.tsx'
export { VisitsPage } from './visit/visits.tsx'
