import type { ServiceName } from '@deskhand/contracts/words.js';

export interface OwnedRoute {
  method: 'GET' | 'POST' | 'DELETE';
  /** With `:parameters`; a trailing `*` takes the rest. */
  path: string;
  owner: ServiceName;
}

const get = (path: string, owner: ServiceName): OwnedRoute => ({ method: 'GET', path, owner });
const post = (path: string, owner: ServiceName): OwnedRoute => ({ method: 'POST', path, owner });

/** Who serves which route. The embedded desk mounts them all; a front asks here, and so does the chart. */
export const routes: readonly OwnedRoute[] = [
  post('/v1/tickets', 'ingestion'),
  post('/v1/tickets/:ticketId/messages', 'ingestion'),
  post('/triage', 'ingestion'),
  post('/v1/conversations/:conversationId/takeover', 'ingestion'),
  post('/v1/conversations/:conversationId/release', 'ingestion'),
  post('/v1/conversations/:conversationId/replies', 'ingestion'),
  post('/v1/conversations/:conversationId/resolve', 'ingestion'),
  { method: 'DELETE', path: '/v1/customers/:customerId', owner: 'ingestion' },
  get('/v1/customers/:customerId/export', 'ingestion'),

  post('/v1/approvals/:id/approve', 'escalation'),
  post('/v1/approvals/:id/reject', 'escalation'),

  get('/v1/tools', 'actions'),
  post('/v1/tools/pause', 'actions'),
  post('/v1/tools/resume', 'actions'),
  get('/v1/ledger', 'actions'),
  get('/v1/ledger/verify', 'actions'),

  get('/v1/knowledge/documents', 'retrieval'),
  get('/v1/knowledge/documents/:id', 'retrieval'),
  post('/v1/knowledge/documents', 'retrieval'),
  { method: 'DELETE', path: '/v1/knowledge/documents/:id', owner: 'retrieval' },
  get('/v1/knowledge/search', 'retrieval'),
  get('/v1/knowledge/check', 'retrieval'),

  post('/v1/feedback', 'feedback'),
  get('/v1/rollout', 'feedback'),
  post('/v1/rollout/weight', 'feedback'),
  post('/v1/rollout/flag', 'feedback'),
  post('/v1/rollout/promote', 'feedback'),
  post('/v1/rollout/rollback', 'feedback'),

  get('/v1/tickets', 'console'),
  get('/v1/tickets/:ticketId', 'console'),
  get('/v1/tickets/:ticketId/manifests', 'console'),
  get('/v1/manifest-key', 'console'),
  get('/v1/approvals', 'console'),
  get('/v1/conversations/:conversationId', 'console'),
  get('/v1/events', 'console'),
  get('/v1/violations', 'console'),
  get('/v1/operations', 'console'),

  get('/v1/dead-letters', 'console'),
  get('/v1/dead-letters/:id', 'console'),
  post('/v1/dead-letters/replay', 'console'),
  post('/v1/dead-letters/purge', 'console'),

  get('/docs', 'console'),
  get('/docs/*', 'console'),
  get('/openapi.json', 'console'),
  get('/asyncapi.json', 'console'),
];
