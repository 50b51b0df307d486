/** The people of every test, and the moments that their matter is told in (ms UTC). */

export const bot = 'support@example.com';
export const anna = 'anna@example.com';
export const ben = 'ben@example.com';
export const maria = 'maria@customer.test';
export const tom = 'tom@customer.test';
export const karl = 'karl@customer.test';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Monday, 2 March 2026, 10:00 in Warsaw. */
export const monday = Date.UTC(2026, 2, 2, 9);
