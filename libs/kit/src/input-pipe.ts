import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { parseInput } from './parse-input.js';

/** Parses what a controller declares with `@Body({ schema })`, `@Query({ schema })` or `@Param('id', { schema })`. */
export class InputPipe implements PipeTransform {
  transform(value: unknown, { schema }: ArgumentMetadata): unknown {
    return schema instanceof z.ZodType ? parseInput(schema, value) : value;
  }
}
