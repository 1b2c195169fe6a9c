import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Serves what the controllers declare as OpenAPI 3.1: `/openapi.json`, and `/docs` for people. The document is made when first asked for. */
export async function mountDocs(app: NestFastifyApplication): Promise<void> {
  const { DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  const head = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Deskhand')
    .setDescription('An event-driven AI support desk')
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = once(() => SwaggerModule.createDocument(app, head));
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
