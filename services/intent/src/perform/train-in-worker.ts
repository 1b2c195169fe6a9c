import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { TrainingTask } from './training-task.js';

export interface WorkerProgram {
  readonly url: URL;
  readonly options?: WorkerOptions;
}

const built: WorkerProgram = { url: new URL('./train-worker.js', import.meta.url) };

/** Trains beside the event loop, so that the process answers meanwhile. */
export function trainInWorker(task: TrainingTask, { url, options }: WorkerProgram = built): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, { ...options, workerData: task });
    worker.once('message', (bytes: Uint8Array) => resolve(bytes));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the training ended with ${code} and without a classifier`)));
  });
}
