import { BootFailure } from '@deskhand/kit/boot-failure.js';
import type { Database } from '@deskhand/kit/database.js';
import type { RetrievalConfig } from '../config.js';
import { PineconeVectors } from './pinecone-vectors.js';

/** The Pinecone index that the environment names; null when it names none. @throws BootFailure when only half of it is named */
export function openPinecone(db: Database, config: Pick<RetrievalConfig, 'PINECONE_API_KEY' | 'PINECONE_INDEX' | 'PINECONE_HOST'>): PineconeVectors | null {
  const { PINECONE_API_KEY: apiKey, PINECONE_INDEX: index, PINECONE_HOST: host } = config;
  if (!apiKey && !index && !host) return null;
  if (!apiKey) throw new BootFailure('A Pinecone index is named but PINECONE_API_KEY is not set: set it, or unset PINECONE_INDEX and PINECONE_HOST.');
  if (!index && !host) throw new BootFailure('PINECONE_API_KEY is set but no index is named: set PINECONE_INDEX to its name, or PINECONE_HOST to its address.');
  return new PineconeVectors(db, { apiKey, index, host });
}
