export const door = 'support-visit'
