import type { DatabaseSync } from 'node:sqlite';

/** What every call works on: the shop's database and its clock. */
export interface Shop {
  database: DatabaseSync;
  now: () => Date;
}
