import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ModulesContainer } from '@nestjs/core';

/** `@nestjs/swagger` reads parameters from emitted decorator metadata, which this repository does without: it is declared here from the routes. */
export function declareParameters(app: NestFastifyApplication): void {
  for (const module of app.get(ModulesContainer).values())
    for (const { metatype } of module.controllers.values()) if (typeof metatype === 'function') declareController(metatype);
}

function declareController(controller: Function): void {
  for (const name of Object.getOwnPropertyNames(controller.prototype)) {
    const args = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) as Record<string, { index: number }> | undefined;
    if (!args || Reflect.hasMetadata('design:paramtypes', controller.prototype, name)) continue;
    const types: Function[] = [];
    for (const [key, { index }] of Object.entries(args)) types[index] = key.startsWith(`${RouteParamtypes.BODY}:`) ? Object : String;
    Reflect.defineMetadata('design:paramtypes', types, controller.prototype, name);
  }
}
