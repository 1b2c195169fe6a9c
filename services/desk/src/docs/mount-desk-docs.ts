import { mountDocs } from '@deskhand/kit/mount-docs.js';

export const mountDeskDocs = mountDocs;
