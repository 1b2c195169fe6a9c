import type { Example } from '@deskhand/catalogue/catalogue.js';
import { Transient } from '@deskhand/kit/errors.js';
import type { Logger } from '@deskhand/kit/logger.js';
import type { ClassifierModel } from '../decide/classifier-model.js';
import { deserialiseModel } from '../train/deserialise-model.js';
import type { ModelStore } from './model-store.js';
import { trainingTask, type TrainingTask } from './training-task.js';

export interface ReadyClassifier {
  readonly model: ClassifierModel;
  readonly version: string;
}

type State = { readonly name: 'opening' | 'training' } | { readonly name: 'ready' } | { readonly name: 'failed'; readonly reason: string };

/** The desk's own classifier of a catalogue: found where an earlier start or the build left it, else trained now. */
export class Classifier {
  #state: State = { name: 'opening' };
  #ready: Promise<ReadyClassifier> | undefined;

  constructor(
    private readonly store: Pick<ModelStore, 'find' | 'save'>,
    private readonly train: (task: TrainingTask) => Promise<Uint8Array>,
    private readonly logger: Logger,
  ) {}

  /** Returns at once; `ready()` waits. */
  open(examples: readonly Example[]): void {
    this.#ready = this.#open(trainingTask(examples));
    this.#ready.then(
      () => (this.#state = { name: 'ready' }),
      (error: unknown) => {
        this.#state = { name: 'failed', reason: error instanceof Error ? error.message : String(error) };
        this.logger.error({ err: error }, 'there is no classifier: tickets wait');
      },
    );
  }

  async ready(): Promise<ReadyClassifier> {
    try {
      return await this.#ready!;
    } catch (error) {
      throw new Transient('there is no classifier', { cause: error });
    }
  }

  /** For readiness. */
  reasons(): string[] {
    if (this.#state.name === 'ready') return [];
    return [this.#state.name === 'failed' ? `there is no classifier: ${this.#state.reason}` : `the classifier is ${this.#state.name === 'training' ? 'being trained' : 'being opened'}`];
  }

  async #open(task: TrainingTask): Promise<ReadyClassifier> {
    const { version } = task;
    const known = await this.#find(version);
    if (known) return { model: known, version };
    this.#state = { name: 'training' };
    this.logger.info({ version, phrases: task.texts.length }, 'training the classifier from the phrases of the catalogue, once: some seconds');
    const began = performance.now();
    const bytes = await this.train(task);
    await this.store.save(version, bytes);
    this.logger.info({ version, seconds: Math.round((performance.now() - began) / 100) / 10 }, 'the classifier is trained');
    return { model: deserialiseModel(bytes), version };
  }

  async #find(version: string): Promise<ClassifierModel | undefined> {
    const bytes = await this.store.find(version);
    if (!bytes) return undefined;
    try {
      return deserialiseModel(bytes);
    } catch (error) {
      this.logger.warn({ err: error, version }, 'the stored classifier cannot be read: it is trained again');
      return undefined;
    }
  }
}
