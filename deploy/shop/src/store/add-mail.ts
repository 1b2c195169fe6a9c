import { randomUUID } from 'node:crypto';
import type { Shop } from '../shop.js';

/** Puts a mail into the shop's outbox and returns its id. */
export function addMail(shop: Shop, mail: { to: string; subject: string; text: string }): string {
  const id = `mail_${randomUUID()}`;
  shop.database
    .prepare('INSERT INTO mails (id, recipient, subject, text, at) VALUES (?, ?, ?, ?, ?)')
    .run(id, mail.to, mail.subject, mail.text, shop.now().toISOString());
  return id;
}
