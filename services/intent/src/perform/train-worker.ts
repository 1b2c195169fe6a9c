import { parentPort, workerData } from 'node:worker_threads';
import { train } from './train.js';
import type { TrainingTask } from './training-task.js';

const bytes = train(workerData as TrainingTask);
parentPort!.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
