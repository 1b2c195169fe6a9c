import { expect, it } from 'vitest';
import { maskEmail } from './mask-email.js';

it.each([
  ['ada@example.com', 'a***@example.com'],
  ['b@example.com', 'b***@example.com'],
  ['𝒶da@example.com', '𝒶***@example.com'],
])('%s becomes %s', (email, masked) => expect(maskEmail(email)).toBe(masked));
