/** What became of one HTTP call to the shop, before anybody looks at its shape. */
export type ShopAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  /** A no of the shop's: 422 and other 4xx. `code` is the problem's own, where it has one. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly detail: string }
  /** 401, 403, 408, 425, 429, or nobody there: nothing was done. `again`: it may go better at once. */
  | { readonly kind: 'fault'; readonly again: boolean; readonly waitMs: number; readonly detail: string }
  /** 5xx, time-out, broken connection: nobody knows whether it was done. */
  | { readonly kind: 'unknown'; readonly status?: number; readonly detail: string };
