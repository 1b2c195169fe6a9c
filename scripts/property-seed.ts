import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run, so that a change is judged by what it changed. `FC_SEED=N` draws others;
 * a hunt is `for n in $(seq 100); do FC_SEED=$n npm test -- libs/bus; done`.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_125) });
