import { baseConfigSchema } from '@deskhand/kit/config.js';

/** Escalation reads CATALOGUE_DIR, MODE and LANE and has no variables of its own: its durations are the catalogue's. */
export const escalationConfigSchema = baseConfigSchema;
