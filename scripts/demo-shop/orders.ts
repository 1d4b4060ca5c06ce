export type Order = {
  number: number
  customer: string
  what: string
  total: string
  state: 'paid' | 'packed' | 'sent'
}

export const orders: readonly Order[] = [
  {
    number: 10482,
    customer: 'Mathilde Behrens',
    what: 'Espresso Nº 3, 1 kg',
    total: '28,90 €',
    state: 'paid',
  },
  {
    number: 10481,
    customer: 'Café Morgenrot',
    what: 'Filterkaffee Äthiopien, 5 kg',
    total: '121,00 €',
    state: 'paid',
  },
  {
    number: 10480,
    customer: 'Jonas Wied',
    what: 'Handmühle, Papierfilter',
    total: '64,50 €',
    state: 'packed',
  },
  {
    number: 10479,
    customer: 'Aylin Demir',
    what: 'Probierpaket Röstungen',
    total: '19,90 €',
    state: 'packed',
  },
  {
    number: 10478,
    customer: 'Bäckerei Lindqvist',
    what: 'Espresso Nº 1, 10 kg',
    total: '236,00 €',
    state: 'sent',
  },
  { number: 10477, customer: 'Pieter de Haan', what: 'Koffiekan 0,8 l', total: '39,00 €', state: 'sent' },
]
