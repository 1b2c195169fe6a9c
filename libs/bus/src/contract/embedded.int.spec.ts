import { describeBatches } from './batches.js';
import { describeContract } from './contract.js';
import { embeddedRig } from './embedded-rig.js';

describeContract(embeddedRig());
describeBatches(embeddedRig());
