import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request as it came in. */
export interface Seen {
  method: string;
  path: string;
  key: string | undefined;
  authorization: string | undefined;
  body: string;
  at: number;
}

/** What a test makes of one request instead of, or on top of, the shop's own answer. */
export interface Twist {
  /** Do the write before answering otherwise. */
  execute?: boolean;
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Changes the honest answer. */
  lie?: (honest: Record<string, unknown>) => unknown;
  delayMs?: number;
}

export interface MinimalOrder {
  id: string;
  customerId: string;
  status: string;
  placedAt: string;
  deliveredAt?: string;
  total: { value: string; currency: string };
  items: { itemId: string; productId: string; name: string; quantity: number; price: { value: string; currency: string }; finalSale: boolean }[];
  refunded: { value: string; currency: string };
  [more: string]: unknown;
}

interface Answer {
  status: number;
  body: unknown;
}

export interface MinimalShop {
  url: string;
  seen: Seen[];
  orders: Map<string, MinimalOrder>;
  customers: Map<string, Record<string, unknown>>;
  shipments: Map<string, Record<string, unknown>>;
  mails: Record<string, unknown>[];
  /** Asked at each request; the first twist that is not undefined counts. */
  twist: (request: Seen) => Twist | undefined;
  /** The writes to one order, in order of arrival. */
  writesTo(orderId: string): Seen[];
  operationsAsked(key: string): Seen[];
  close(): Promise<void>;
}

/**
 * A shop that somebody else wrote from API.md §3 alone: no database, the least that each answer must hold, no optional member,
 * and for each request a test may say how it goes wrong.
 */
export async function startMinimalShop(token: string): Promise<MinimalShop> {
  const done = new Map<string, { method: string; path: string; request: string; answer: Answer }>();
  const shop: MinimalShop = {
    url: '', seen: [], orders: new Map(), customers: new Map(), shipments: new Map(), mails: [],
    twist: () => undefined,
    writesTo: (orderId) => shop.seen.filter(({ method, path, body }) => method !== 'GET' && (path.includes(`/orders/${orderId}`) || body.includes(`"${orderId}"`))),
    operationsAsked: (key) => shop.seen.filter(({ path }) => path === `/operations/${key}`),
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return shop;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const seen: Seen = {
      method: request.method ?? '', path: request.url ?? '', key: request.headers['idempotency-key'] as string | undefined,
      authorization: request.headers.authorization, body, at: Date.now(),
    };
    shop.seen.push(seen);
    const twist = shop.twist(seen);
    const honest = !twist || twist.execute || twist.lie || (twist.delayMs && twist.status === undefined) ? answerOf(seen) : { status: 500, body: {} };
    if (twist?.delayMs) await sleep(twist.delayMs);
    const answer = twist?.lie ? { ...honest, body: twist.lie(honest.body as Record<string, unknown>) } : twist?.status ? { status: twist.status, body: twist.body ?? problem(twist.status) } : honest;
    response.writeHead(answer.status, { 'content-type': answer.status < 400 ? 'application/json' : 'application/problem+json', ...twist?.headers });
    response.end(JSON.stringify(answer.body));
  }

  function answerOf(seen: Seen): Answer {
    if (seen.authorization !== `Bearer ${token}`) return { status: 401, body: problem(401) };
    if (seen.method === 'GET') return read(new URL(seen.path, 'http://shop'));
    if (!seen.key) return { status: 400, body: problem(400, 'Idempotency-Key is missing') };
    const before = done.get(seen.key);
    if (before) return before.request === seen.body && before.path === seen.path ? before.answer : { status: 409, body: problem(409, 'the key was used with another body') };
    const answer = write(seen.method, seen.path, JSON.parse(seen.body || '{}') as Record<string, unknown>);
    done.set(seen.key, { method: seen.method, path: seen.path, request: seen.body, answer });
    return answer;
  }

  function read({ pathname, searchParams }: URL): Answer {
    const [, kind, id = '', part] = pathname.split('/').map(decodeURIComponent);
    if (kind === 'customers' && part === 'orders') return { status: 200, body: { items: [...shop.orders.values()].filter((order) => order.customerId === id) } };
    if (kind === 'customers' && !id) return { status: 200, body: { items: [...shop.customers.values()].filter(({ email }) => email === searchParams.get('email')) } };
    if (kind === 'customers') return found(shop.customers.get(id));
    if (kind === 'orders' && part === 'shipment') return found(shop.shipments.get(id));
    if (kind === 'orders') return found(shop.orders.get(id));
    if (kind === 'products' && !id) return { status: 200, body: { items: [] } };
    if (kind === 'operations') {
      const operation = done.get(id);
      return operation
        ? { status: 200, body: { idempotencyKey: id, method: operation.method, path: operation.path, status: operation.answer.status, request: JSON.parse(operation.request), response: operation.answer.body } }
        : { status: 404, body: problem(404) };
    }
    return { status: 404, body: problem(404) };
  }

  function write(method: string, path: string, body: Record<string, unknown>): Answer {
    const [, kind, id = '', part] = path.split('/').map(decodeURIComponent);
    if (kind === 'mail') return (shop.mails.push(body), { status: 202, body: {} });
    if (kind === 'refunds') return refund(body as { orderId: string; amount: { value: string; currency: string } });
    if (kind === 'customers' && part === 'password-reset') return { status: 202, body: { sentTo: 'y***@example.com' } };
    if (kind === 'customers' && method === 'PATCH') return found(Object.assign(shop.customers.get(id) ?? {}, body));
    const order = shop.orders.get(id);
    if (!order) return { status: 404, body: problem(404) };
    if (part === 'cancel') return { status: 200, body: Object.assign(order, { status: 'cancelled' }) };
    if (part === 'returns') return { status: 200, body: Object.assign(order, { status: 'return_requested' }) };
    if (method === 'PATCH') return { status: 200, body: Object.assign(order, 'address' in body ? { address: body['address'] } : {}) };
    return { status: 404, body: problem(404) };
  }

  function refund({ orderId, amount }: { orderId: string; amount: { value: string; currency: string } }): Answer {
    const order = shop.orders.get(orderId);
    if (!order) return { status: 422, body: problem(422) };
    order.refunded = { value: (Number(order.refunded.value) + Number(amount.value)).toFixed(2), currency: amount.currency };
    return { status: 201, body: { refundId: `r-${orderId}`, orderId, amount, status: 'accepted' } };
  }

  function found(body: unknown): Answer {
    return body === undefined ? { status: 404, body: problem(404) } : { status: 200, body };
  }
}

function problem(status: number, detail = 'no') {
  return { type: 'about:blank', title: 'No', status, detail };
}

/** A delivered order with the members that API.md asks for and no other. */
export function minimalOrder(id: string, value: string, customerId: string, more: Partial<MinimalOrder> = {}): MinimalOrder {
  const currency = more.total?.currency ?? 'USD';
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
  return {
    id, customerId, status: 'delivered', placedAt: day(9), deliveredAt: day(4),
    total: { value, currency },
    items: [{ itemId: `${id}-1`, productId: 'p-77', name: 'Copper Kettle', quantity: 1, price: { value, currency }, finalSale: false }],
    refunded: { value: '0.00', currency },
    ...more,
  };
}
