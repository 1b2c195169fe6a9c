import { describeContract } from './contract.js';
import { kafkaRig } from './kafka-rig.js';

describeContract(kafkaRig());
