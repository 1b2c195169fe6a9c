/** Money as it is said outside: a decimal string. Inside it is integer minor units. */
export interface Money {
  value: string;
  currency: string;
}

/** The one currency this shop trades in. */
export const shopCurrency = 'USD';
