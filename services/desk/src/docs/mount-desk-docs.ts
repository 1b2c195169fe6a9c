import { mountDocs } from '@deskhand/kit/mount-docs.js';
import { mountFile } from '@deskhand/kit/mount-file.js';
import { completeOpenApi } from './complete-openapi.js';

/** `/openapi.json` and `/docs` for HTTP, `/asyncapi.json` for the public topics. */
export async function mountDeskDocs(app: Parameters<typeof mountDocs>[0]): Promise<void> {
  await mountDocs(app, completeOpenApi);
  mountFile(app, '/asyncapi.json', new URL('../../../../docs/asyncapi.json', import.meta.url));
}
