interface SeedOrder {
  readonly title: string
  readonly payer: string
  readonly currency: string
  readonly language?: string
  readonly sums: readonly number[]
  /** How many of the payments, from the first on, are paid. */
  readonly paid?: number
}

/** Thirty invented orders; ten of them are paid in two parts. */
export const SEED_ORDERS: readonly SeedOrder[] = [
  { title: 'Desk lamp', payer: 'Amelie Roth', currency: 'EUR', sums: [49.9] },
  { title: 'Oak shelf, two boards', payer: 'Bruno Keller', currency: 'EUR', sums: [120, 80.5], paid: 1 },
  { title: 'Garden hose 25 m', payer: 'Carla Mendes', currency: 'EUR', sums: [34.95], paid: 1 },
  { title: 'Website care, May', payer: 'Dunmore & Sons Ltd', currency: 'USD', sums: [450] },
  { title: 'Wall clock "Nordlys"', payer: 'Erik Dahl', currency: 'EUR', sums: [75.25] },
  {
    title: 'Доставка мебели',
    payer: 'Фёдорова Анна Сергеевна',
    currency: 'EUR',
    language: 'ru',
    sums: [210, 90],
  },
  { title: 'Coffee beans, 6 bags', payer: 'Farid Haddad', currency: 'EUR', sums: [63.6], paid: 1 },
  { title: 'Translation, 12 pages', payer: 'Grace Okafor', currency: 'USD', sums: [312] },
  { title: 'Bicycle service', payer: 'Hugo Laurent', currency: 'EUR', sums: [58, 22.4] },
  { title: 'Set of four chairs', payer: 'Ines Vogel', currency: 'EUR', sums: [396] },
  { title: 'Office plants', payer: 'Juniper Studio', currency: 'USD', sums: [148.75], paid: 1 },
  {
    title: 'Ремонт кофемашины',
    payer: 'Общество с ограниченной ответственностью «Северо-Западная торгово-производственная компания „Гавань“»',
    currency: 'EUR',
    language: 'ru',
    sums: [1280.4],
  },
  { title: 'Photo prints, 40 pieces', payer: 'Kenji Mori', currency: 'USD', sums: [27.2], paid: 1 },
  { title: 'Kitchen worktop', payer: 'Lena Schuster', currency: 'EUR', sums: [540, 540], paid: 1 },
  { title: 'Piano lesson, ten hours', payer: 'Marta Nowak', currency: 'EUR', sums: [380] },
  { title: 'Running shoes', payer: 'Nils Berg', currency: 'EUR', sums: [119.99], paid: 1 },
  { title: 'Catering for 25', payer: 'Orchard Events', currency: 'USD', sums: [600, 275] },
  { title: 'Winter tyres', payer: 'Paul Fischer', currency: 'EUR', sums: [428.6] },
  { title: 'Ceramic <set> & bowl', payer: 'Quinn O’Hara', currency: 'USD', sums: [84, 36] },
  { title: 'Insurance, one year', payer: 'Rosa Jiménez', currency: 'EUR', sums: [249] },
  { title: 'Курс бухгалтерии', payer: 'Тарасов Илья Павлович', currency: 'USD', language: 'ru', sums: [199.5] },
  { title: 'Tent for four', payer: 'Simon Weiss', currency: 'EUR', sums: [310], paid: 1 },
  { title: 'Dental cleaning', payer: 'Tara Singh', currency: 'USD', sums: [95, 15] },
  { title: 'Used projector', payer: 'Uwe Brandt', currency: 'EUR', sums: [130.3] },
  { title: 'Curtains, made to measure', payer: 'Vera Costa', currency: 'EUR', sums: [220.15, 44], paid: 2 },
  { title: 'Server rack 12U', payer: 'Willow IT GmbH', currency: 'EUR', sums: [689] },
  { title: 'Yoga card, 10 times', payer: 'Xenia Petrova', currency: 'EUR', sums: [110], paid: 1 },
  { title: 'Boat trip for two', payer: 'Yusuf Demir', currency: 'USD', sums: [56.8, 56.8] },
  { title: 'Tax advice', payer: 'Zoe Martin', currency: 'USD', sums: [340] },
  { title: 'Cancelled and renewed', payer: 'Adam Novák', currency: 'EUR', sums: [0.01, 999_999.99] },
]
