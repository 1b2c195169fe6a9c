import { createLogger } from '@deskhand/kit/logger.js';
import { expect, test } from 'vitest';
import { CodeMailer } from './code-mailer.js';
import type { CodeQueue, DueCode } from './code-queue.js';
import type { Mail } from './mail-road.js';

test('a mailer that dies after sending sends the same mail under the same key again, and charges the hour once', async () => {
  const due: DueCode = { codeId: 'msg_1', state: 'asked', customerId: null, addresses: ['<EMAIL_0123456789>'], sealed: Buffer.from('123456') };
  const mails: Mail[] = [];
  const done: string[] = [];
  const queue: Pick<CodeQueue, keyof CodeQueue> = {
    take: async () => (done.includes('sent') ? [] : [{ ...due }]),
    charge: async (codeId, customerId) => {
      done.push(`charge ${codeId} ${customerId}`);
      due.state = 'sending';
      due.customerId = customerId;
      return true;
    },
    sent: async () => void done.push('sent'),
    silence: async () => void done.push('silence'),
    sweep: async () => undefined,
  };
  const ada = { id: 'cus_1', email: 'ada@example.com' };
  const mailer = new CodeMailer({
    queue: queue as CodeQueue,
    customers: { byId: async () => ada, byEmail: async () => ada } as never,
    vault: { reveal: async () => ['ada@example.com'] },
    secrets: { openCode: (_, sealed) => sealed.toString() },
    words: { subject: () => 'Your code', text: (code) => `It is ${code}` },
    road: {
      async send(mail) {
        mails.push(mail);
        if (mails.length === 1) throw new Error('the answer was lost');
        return true;
      },
    },
    log: createLogger({ name: 'mailer', level: 'silent' }),
  });
  for (let round = 0; round < 3; round++) await mailer.round();
  expect(mails).toEqual([mails[0], mails[0]]);
  expect(mails[0]).toEqual({ key: 'code-msg_1', to: 'ada@example.com', subject: 'Your code', text: 'It is 123456' });
  expect(done).toEqual(['charge msg_1 cus_1', 'sent']);
});
