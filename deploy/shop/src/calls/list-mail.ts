import type { ReadCall } from '../call.js';

/** Not part of the contract: what the shop would have sent, oldest first, for tests and for the curious. */
export const listMail: ReadCall = {
  kind: 'read',
  method: 'GET',
  path: '/mail',
  run(shop, { query }) {
    const items = shop.database
      .prepare(
        `SELECT id AS mailId, recipient AS "to", subject, text, at FROM mails
         WHERE ?1 IS NULL OR lower(recipient) = lower(?1) ORDER BY rowid`,
      )
      .all(query.get('to'));
    return { status: 200, body: { items } };
  },
};
