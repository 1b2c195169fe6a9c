import { Endpoint } from '@deskhand/model/endpoint.js';
import { Model } from '@deskhand/model/model.js';
import { migrateModel } from '@deskhand/model/model-schema.js';
import { Records } from '@deskhand/model/records.js';
import { Spending } from '@deskhand/model/spending.js';
import type { Database } from '@deskhand/kit/database.js';
import { ModelSeat } from './model-seat.js';

/** A seat whose model is the endpoint at `url`. */
export function seatAt(url: string, { timeoutMs = 5_000, openForMs = 1, callsPerTicket = 50, open = '' } = {}) {
  return async (db: Database): Promise<ModelSeat> => {
    await migrateModel(db);
    await db.query('truncate model.answer, model.spend');
    const spending = new Spending(db, { tokensPerTicket: 1_000_000, callsPerTicket, nanoUsdPerDay: 100e9 });
    const tiers = { core: { model: 'core-1', usdPer1kTokens: 0.003 }, heavy: { model: 'heavy-1', usdPer1kTokens: 0.02 } };
    return new ModelSeat(new Model({ endpoint: new Endpoint({ baseUrl: url, apiKey: 'k', timeoutMs }), spending, records: new Records(db), tiers, openForMs, open }));
  };
}
