import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { declareParameters } from './declare-parameters.js';
import { jsonSchema } from './json-schema.js';

/**
 * Serves what the controllers declare as OpenAPI 3.1: `/openapi.json`, and `/docs` for people. The document is made when first asked for.
 * @param complete adds what the controllers do not declare, or answers another document
 */
export async function mountDocs(app: NestFastifyApplication, complete: (document: OpenAPIObject) => OpenAPIObject = (document) => document): Promise<void> {
  const { DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  const head = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Deskhand')
    .setDescription('An event-driven AI support desk')
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = once(() => {
    declareParameters(app);
    return complete(SwaggerModule.createDocument(app, head, { standardSchemaConverter }));
  });
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
}

const standardSchemaConverter = (schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) =>
  schema instanceof z.ZodType ? { schema: jsonSchema(schema, schemaType) } : undefined;

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
