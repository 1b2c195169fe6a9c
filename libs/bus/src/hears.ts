import { applyDecorators, Catch, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';

export const busTransport = Symbol('deskhand.bus');

/** Marks a controller's method as the handler of a topic in a service. It returns an `Outcome`. */
export function Hears(service: string, topic: string): MethodDecorator {
  const pattern = EventPattern(`${service}/${topic}`, busTransport, { service, topic }) as MethodDecorator;
  return applyDecorators(pattern, UseFilters(new HandOverErrors()));
}

/** Marks a controller's method as the handler of all topics of a service: it gets `Delivered[]` of one key and returns one `Outcome`. */
export function HearsAll(service: string): MethodDecorator {
  const pattern = EventPattern(`${service}/*`, busTransport, { service, together: true }) as MethodDecorator;
  return applyDecorators(pattern, UseFilters(new HandOverErrors()));
}

/** Nest would log an error and replace it by "Internal server error": retry and dead letter need the error itself. */
@Catch()
class HandOverErrors implements RpcExceptionFilter<unknown> {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
