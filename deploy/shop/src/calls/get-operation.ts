import type { ReadCall } from '../call.js';
import { Refusal } from '../refusal.js';

/** 200 means accepted; what was refused or never arrived is 404 alike, and may be sent again under the same key. */
export const getOperation: ReadCall = {
  kind: 'read',
  method: 'GET',
  path: '/operations/:key',
  run(shop, { params }) {
    const row = shop.database.prepare('SELECT * FROM operations WHERE key = ? AND status < 300').get(params.key ?? '');
    if (!row) throw new Refusal(404, 'operation_unknown', 'No write was accepted under this Idempotency-Key.');
    return {
      status: 200,
      body: {
        idempotencyKey: row.key,
        method: row.method,
        path: row.path,
        status: row.status,
        request: JSON.parse(String(row.request)),
        response: JSON.parse(String(row.response)),
      },
    };
  },
};
