import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { askShop, type ShopPlace } from './shop-http.js';

export interface Mail {
  /** The same for the same cause: a mail that is sent again is the same mail. */
  key: string;
  to: string;
  subject: string;
  text: string;
}

/** A way for mail to go. */
export interface MailRoad {
  /** @returns false when it will never be taken. @throws when it may be tried again */
  send(mail: Mail): Promise<boolean>;
}

/** Through the shop's `POST /mail`: the key makes a second try the first one's answer. */
export function shopRoad(shop: ShopPlace): MailRoad {
  return {
    async send({ key, ...body }) {
      const { status } = await askShop(shop, { method: 'POST', path: '/mail', body, idempotencyKey: createHash('sha256').update(`mail:${key}`).digest('hex') });
      // Under this key the shop has taken the mail already, when the customer's address was another.
      return status < 300 || status === 409;
    },
  };
}

/** A list of addresses, or one with line breaks in it, would be mailed to several. */
const oneAddress = /^[^\s,;:<>()"]+@[^\s,;:<>()"]+$/u;

/** Through SMTP. A mail whose acknowledgement was lost may come twice, with one Message-ID and one code in it. */
export function smtpRoad(url: string): MailRoad {
  const { hostname, username, searchParams } = new URL(url);
  const from = searchParams.get('from') ?? (username.includes('%40') || username.includes('@') ? decodeURIComponent(username) : `no-reply@${hostname}`);
  const transport = createTransport(url, { from });
  return {
    async send({ key, to, subject, text }) {
      if (!oneAddress.test(to)) return false;
      try {
        await transport.sendMail({ to, subject, text, messageId: `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${hostname}>` });
        return true;
      } catch (error) {
        const { responseCode: status = 0, code } = error as { responseCode?: number; code?: string };
        // A server that refuses the desk itself, such as its password, refuses no mail.
        if (status >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')) return false;
        throw new Error(`the mail server does not take a mail (${status || code || 'no answer'})`);
      }
    },
  };
}
