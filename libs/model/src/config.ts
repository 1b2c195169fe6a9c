import { z } from 'zod';

const url = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must look like https://models.example/v1')
  .transform((text) => text.replace(/\/+$/, ''));

const price = (usual: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be US dollars for 1,000 tokens, such as 0.003')
    .transform(Number)
    .default(usual);

/** What a service that asks a model reads beside the common variables. Without LLM_BASE_URL there is no model. */
export const modelVariables = {
  /** Any endpoint that speaks OpenAI's chat completions. */
  LLM_BASE_URL: url.optional(),
  LLM_API_KEY: z.string().min(1).optional(),
  LLM_MODEL_NANO: z.string().min(1).optional(),
  LLM_MODEL_CORE: z.string().min(1).optional(),
  LLM_MODEL_HEAVY: z.string().min(1).optional(),
  /** Turns texts into vectors, for the search. Works without the three above. */
  LLM_MODEL_EMBEDDING: z.string().min(1).optional(),
  LLM_PRICE_NANO: price(0.0005),
  LLM_PRICE_CORE: price(0.003),
  LLM_PRICE_HEAVY: price(0.02),
  /** Milliseconds for one answer. One that takes longer opens the breaker. */
  LLM_TIMEOUT_MS: z
    .string()
    .regex(/^[1-9]\d{1,5}$/, 'must be whole milliseconds from 10 to 999999')
    .transform(Number)
    .default(4_500),
};

export const modelConfigSchema = z.object(modelVariables);
export type ModelConfig = z.output<typeof modelConfigSchema>;
