import type { History } from './history.ts';

export function emptyHistory(): History {
  return {
    sent: new Map(), poison: [], faults: [], takeovers: [], rested: new Map(), received: new Map(), order: new Map(), delivered: [],
    approvals: new Map(), escalated: new Map(), buried: [], repeats: [], refunds: [],
  };
}
