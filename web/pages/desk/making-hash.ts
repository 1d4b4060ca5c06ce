/** Behind the # of the accounts' address while one is being made. */
export const makingHash = 'make'
