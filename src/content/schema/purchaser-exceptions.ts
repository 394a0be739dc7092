/** The exceptions to the guide that a purchaser may accept; a journey says what a supplier then hears. */
export const exceptions = ['small_scale', 'other_rates', 'no_account_permit'] as const;
export type PurchaserException = (typeof exceptions)[number];
