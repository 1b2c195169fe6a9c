import { expect, test } from 'vitest';
import { routes } from '../routes.js';
import { findRoute } from './find-route.js';

test.each([
  ['POST', '/v1/tickets', 'ingestion'],
  ['GET', '/v1/tickets', 'console'],
  ['HEAD', '/v1/tickets/tkt_1', 'console'],
  ['POST', '/v1/tickets/tkt_1/messages', 'ingestion'],
  ['POST', '/v1/conversations/zd%2F1%20%C3%BC/takeover', 'ingestion'],
  ['GET', '/v1/conversations/zd%2F1', 'console'],
  ['POST', '/v1/approvals/apr_1/approve', 'escalation'],
  ['POST', '/v1/feedback', 'feedback'],
  ['POST', '/v1/dead-letters/replay', 'console'],
  ['GET', '/docs/swagger-ui.css', 'console'],
])('%s %s is served by %s', (method, path, owner) => {
  expect(findRoute(routes, method, path).route?.owner).toBe(owner);
});

test('a known path under another method says which are served, an unknown one none', () => {
  expect(findRoute(routes, 'DELETE', '/v1/tickets')).toEqual({ route: undefined, methods: ['GET', 'POST'] });
  expect(findRoute(routes, 'GET', '/v1/nothing')).toEqual({ route: undefined, methods: [] });
  expect(findRoute(routes, 'GET', '/v1/tickets/')).toEqual({ route: undefined, methods: [] });
});

test('no route is owned twice', () => {
  const names = routes.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(names).size).toBe(names.length);
});
