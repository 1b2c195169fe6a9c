import { z } from 'zod';
import type { WriteCall } from '../call.js';
import { acceptBody } from '../http/accept-body.js';
import { emailShape, textShape } from '../http/shapes.js';
import { addMail } from '../store/add-mail.js';

const mailShape = z.object({ to: emailShape, subject: textShape(500), text: textShape(50_000) }, { error: 'send a JSON object' });

export const sendMail: WriteCall = {
  kind: 'write',
  method: 'POST',
  path: '/mail',
  effect: 'mail',
  run(shop, { body }) {
    const mail = acceptBody(mailShape, body);
    return { status: 202, body: { mailId: addMail(shop, mail), to: mail.to, status: 'accepted' } };
  },
};
