import { seededRandom } from './seeded-random.js'
import { shuffledOrder } from './shuffled-order.js'
import type { TrainingSet } from './training-set.js'

const WIDTH = 64
/** Of few texts each has to be asked more often and taken at its word: there a label that is 10 % wrong costs two points. */
const FEW = { batch: 16, epochs: 40, smoothing: 0 }
const MANY = { batch: 64, epochs: 10, smoothing: 0.1 }
const FEW_TEXTS = 3000
const DROPOUT = 0.5
const INPUT_RATE = 0.2
const OUTPUT_RATE = 0.002

/**
 * A softmax through a narrow linear layer, W2 (W1 x + b1) + b2, folded into features x labels and a bias. The narrow layer
 * makes labels share what they have in common, which the one-against-the-rest members cannot.
 */
export function trainSoftmax(set: TrainingSet, members: Int32Array, seed: number): { matrix: Float32Array; bias: Float32Array } {
  const net = startNet(set, seed)
  const random = seededRandom(seed)
  const { batch: size, epochs, smoothing } = members.length < FEW_TEXTS ? FEW : MANY
  const batches = Math.ceil(members.length / size)
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffledOrder(members.length, random)
    for (let first = 0; first < members.length; first += size) {
      const batch = Array.from(order.subarray(first, first + size), (at) => members[at]!)
      learn(net, set, batch, smoothing, rateAt(step, batches * epochs), ++step, random)
    }
  }
  return fold(net, set)
}

/** 2 % warm-up, then down to 2 % in a line. */
function rateAt(step: number, steps: number): number {
  const warm = Math.max(1, Math.round(steps * 0.02))
  return step < warm ? (step + 1) / warm : 1 - 0.98 * ((step - warm) / Math.max(1, steps - warm))
}

interface Net {
  input: Float32Array
  inputSquares: Float32Array
  /** Gradients of the batch's rows only, in slots, so that they stay in the processor's cache. */
  slotGradients: Float32Array
  /** Slot of a row, plus one; 0 for rows that are not in the batch. */
  slots: Int32Array
  slotRows: number[]
  /** Hidden bias, then WIDTH x labels, then output bias: one block for Adam. */
  dense: Float32Array
  gradient: Float32Array
  mean: Float32Array
  variance: Float32Array
}

function startNet(set: TrainingSet, seed: number): Net {
  const random = seededRandom(seed ^ 0x5bd1e995)
  const size = WIDTH + WIDTH * set.labelCount + set.labelCount
  const dense = new Float32Array(size)
  for (let at = WIDTH; at < WIDTH + WIDTH * set.labelCount; at++) dense[at] = normal(random) / 8
  return {
    input: Float32Array.from({ length: set.featureCount * WIDTH }, () => normal(random) / 8),
    inputSquares: new Float32Array(set.featureCount),
    slotGradients: new Float32Array(1024 * WIDTH),
    slots: new Int32Array(set.featureCount),
    slotRows: [],
    dense,
    gradient: new Float32Array(size),
    mean: new Float32Array(size),
    variance: new Float32Array(size),
  }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

function learn(net: Net, set: TrainingSet, batch: number[], smoothing: number, rate: number, step: number, random: () => number): void {
  net.gradient.fill(0)
  for (const text of batch) addGradient(net, set, text, smoothing, 1 / batch.length, random)
  net.slotRows.forEach((row, slot) => stepInput(net, row, slot, rate))
  net.slotRows.length = 0
  stepDense(net, rate, step)
}

function addGradient(net: Net, set: TrainingSet, text: number, smoothing: number, share: number, random: () => number): void {
  const { labelCount } = set
  const hidden = net.dense.slice(0, WIDTH)
  const kept: number[] = []
  for (let at = set.starts[text]!, end = set.starts[text + 1]!; at < end; at++) {
    if (random() < DROPOUT) continue
    kept.push(at)
    addScaled(hidden, 0, net.input, set.rows[at]! * WIDTH, set.values[at]! / (1 - DROPOUT))
  }
  const errors = outputErrors(net, hidden, labelCount, set.labels[text]!, smoothing, share)
  const back = backThroughOutput(net, hidden, errors, labelCount)
  for (const at of kept) {
    const slot = slotOf(net, set.rows[at]!)
    addScaled(net.slotGradients, slot * WIDTH, back, 0, set.values[at]! / (1 - DROPOUT))
  }
}

function slotOf(net: Net, row: number): number {
  const known = net.slots[row]!
  if (known > 0) return known - 1
  const slot = net.slotRows.push(row) - 1
  net.slots[row] = slot + 1
  if ((slot + 1) * WIDTH > net.slotGradients.length) {
    const wider = new Float32Array(net.slotGradients.length * 2)
    wider.set(net.slotGradients)
    net.slotGradients = wider
  }
  return slot
}

function addScaled(to: Float32Array, toFirst: number, from: Float32Array, fromFirst: number, factor: number): void {
  for (let h = 0; h < WIDTH; h++) to[toFirst + h]! += factor * from[fromFirst + h]!
}

function outputErrors({ dense }: Net, hidden: Float32Array, labelCount: number, wanted: number, smoothing: number, share: number): Float32Array {
  const outputBias = WIDTH + WIDTH * labelCount
  const errors = dense.slice(outputBias, outputBias + labelCount)
  for (let h = 0, at = WIDTH; h < WIDTH; h++) {
    const value = hidden[h]!
    for (let label = 0; label < labelCount; label++, at++) errors[label]! += value * dense[at]!
  }
  let highest = -Infinity
  for (const score of errors) highest = Math.max(highest, score)
  let sum = 0
  for (let label = 0; label < labelCount; label++) sum += errors[label] = Math.exp(errors[label]! - highest)
  for (let label = 0; label < labelCount; label++) {
    const target = smoothing / labelCount + (label === wanted ? 1 - smoothing : 0)
    errors[label] = (errors[label]! / sum - target) * share
  }
  return errors
}

function backThroughOutput({ dense, gradient }: Net, hidden: Float32Array, errors: Float32Array, labelCount: number): Float32Array {
  const back = new Float32Array(WIDTH)
  for (let h = 0, at = WIDTH; h < WIDTH; h++) {
    const value = hidden[h]!
    let sum = 0
    for (let label = 0; label < labelCount; label++, at++) {
      const error = errors[label]!
      sum += dense[at]! * error
      gradient[at]! += value * error
    }
    back[h] = sum
    gradient[h]! += sum
  }
  const outputBias = WIDTH + WIDTH * labelCount
  for (let label = 0; label < labelCount; label++) gradient[outputBias + label]! += errors[label]!
  return back
}

/** Adagrad with one accumulator a row. */
function stepInput(net: Net, row: number, slot: number, rate: number): void {
  const { input, slotGradients } = net
  const first = slot * WIDTH
  const end = first + WIDTH
  let squares = 0
  for (let at = first; at < end; at++) squares += slotGradients[at]! * slotGradients[at]!
  net.inputSquares[row]! += squares / WIDTH
  const step = (INPUT_RATE * rate) / (Math.sqrt(net.inputSquares[row]!) + 1e-10)
  for (let at = first, to = row * WIDTH; at < end; at++, to++) {
    input[to]! -= step * slotGradients[at]!
    slotGradients[at] = 0
  }
  net.slots[row] = 0
}

function stepDense({ dense, gradient: gradients, mean, variance }: Net, rate: number, step: number): void {
  const meanScale = 1 / (1 - 0.9 ** step)
  const varianceScale = 1 / (1 - 0.999 ** step)
  for (let at = 0; at < dense.length; at++) {
    const gradient = gradients[at]!
    mean[at] = 0.9 * mean[at]! + 0.1 * gradient
    variance[at] = 0.999 * variance[at]! + 0.001 * gradient * gradient
    dense[at]! -= (OUTPUT_RATE * rate * mean[at]! * meanScale) / (Math.sqrt(variance[at]! * varianceScale) + 1e-8)
  }
}

function fold(net: Net, set: TrainingSet): { matrix: Float32Array; bias: Float32Array } {
  const { labelCount, featureCount } = set
  const matrix = new Float32Array(featureCount * labelCount)
  for (let row = 0; row < featureCount; row++) multiply(net, net.input, row * WIDTH, matrix, row * labelCount, labelCount)
  const bias = net.dense.slice(WIDTH + WIDTH * labelCount)
  multiply(net, net.dense, 0, bias, 0, labelCount)
  return { matrix, bias }
}

function multiply(net: Net, from: Float32Array, first: number, to: Float32Array, toFirst: number, labelCount: number): void {
  for (let h = 0, at = WIDTH; h < WIDTH; h++) {
    const value = from[first + h]!
    for (let label = 0; label < labelCount; label++, at++) to[toFirst + label]! += value * net.dense[at]!
  }
}
