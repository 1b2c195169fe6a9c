import { ticketIdOf } from '@deskhand/ingestion/perform/derive-ids.js';
import { fixedCustomers, fixedOrders } from '@deskhand/shop/seed/fixed.js';
import type { DeskConfig } from '../config.js';
import { mintToken } from '../mint-token.js';

const oneDay = 86_400;

/** What to type first: a ticket of the owner of the late order, and where its answer is. */
export async function firstSteps(config: DeskConfig, url: string): Promise<string[]> {
  const source = 'curl';
  const id = `hello-${Date.now().toString(36)}`;
  const identityToken = await mintToken(config, fixedCustomers.ada, oneDay);
  const ticket = { source, id, text: `My order ${fixedOrders.late} is late`, customer: { identityToken } };
  const bearer = config.API_TOKEN ? ` -H "authorization: Bearer $API_TOKEN"` : '';
  return [
    '',
    'Write to it as a customer (the token is good for a day):',
    `  curl -s ${url}/v1/tickets${bearer} -H 'content-type: application/json' -d '${JSON.stringify(ticket)}'`,
    'Read the answer:',
    `  curl -s${bearer} '${url}/v1/tickets/${ticketIdOf(source, id)}?wait=10'`,
    `Or talk to it: npx deskhand chat --as ${fixedCustomers.ada}     What else there is: npx deskhand --help, ${url}/docs`,
    'Ctrl-C stops it.',
  ];
}
