import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Refusal } from '../refusal.js';
import { answerRequest, type Counter } from './answer-request.js';
import { sendAnswer } from './send-answer.js';
import { toProblem } from './to-problem.js';

export function createShopServer(counter: Counter): Server {
  return createServer((request, response) => void serve(counter, request, response));
}

async function serve(counter: Counter, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const answer = await answerRequest(counter, request);
    if (answer) sendAnswer(response, answer);
  } catch (error) {
    if (error instanceof Refusal) return sendAnswer(response, toProblem(error));
    if (request.destroyed && !request.complete) return; // the caller hung up in the middle of the body
    if (!counter.shop.database.isOpen) return; // the shop was closed while a fault held this request back
    console.error('shop: unexpected', error);
    sendAnswer(response, toProblem(new Refusal(500, 'internal_error', 'Something broke in the shop; ask for the operation.')));
  }
}
