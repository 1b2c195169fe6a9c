import { acceptScore } from '../decide/accept-score.js'
import type { Calibration } from '../decide/classifier-model.js'
import { findBest } from '../decide/find-best.js'
import { shareOut } from '../decide/share-out.js'
import { fitLogistic } from './fit-logistic.js'

/** What was predicted for a text by judges that never saw it. */
export interface HeldOut {
  scores: Float32Array
  coverage: number
  label: number
  /** Which of the training texts. */
  text: number
}

/** Temperature, weight of coverage, and the curve from accept score to the share that is right. */
export function calibrate(heldOut: HeldOut[], outOfScope: Uint8Array): Calibration {
  const temperature = fitTemperature(heldOut)
  const highest = heldOut.map((one) => acceptScore({ outOfScope }, one.scores))
  const spread = deviation(heldOut.map((one) => one.coverage))
  const coverageWeight = spread > 0 ? (0.5 * deviation(highest)) / spread : 0
  const inputs = heldOut.map((one, at) => [highest[at]! + coverageWeight * one.coverage])
  const right = heldOut.map((one) => findBest(one.scores) === one.label)
  addUnknown(inputs, right)
  const [slope, offset] = fitLogistic(inputs, right)
  return { temperature, coverageWeight, slope: slope!, marginSlope: 0, offset: offset! }
}

/** With fewer mistakes than this to learn from, the curve would call everything certain. */
const LEAST_WRONG = 0.02

/**
 * Held-out texts are all in scope, and of an easy set all are right: then nothing would say that a text far from all of them
 * is to be doubted. A few such texts are made up.
 */
function addUnknown(inputs: number[][], right: boolean[]): void {
  const accepted = inputs.map(([score]) => score!)
  const mean = accepted.reduce((sum, score) => sum + score, 0) / accepted.length
  const far = mean - 3 * Math.max(deviation(accepted), 0.05)
  const wrong = right.filter((one) => !one).length
  const count = Math.max(2, Math.round(accepted.length * LEAST_WRONG)) - wrong
  for (let at = 0; at < count; at++) {
    inputs.push([far])
    right.push(false)
  }
}

/** The temperature with the least surprise at the true labels, by golden section over its logarithm. */
function fitTemperature(heldOut: HeldOut[]): number {
  const surprise = (log: number) =>
    heldOut.reduce((sum, one) => sum - Math.log(Math.max(shareOut(one.scores, Math.exp(log))[one.label]!, 1e-12)), 0)
  const ratio = (Math.sqrt(5) - 1) / 2
  let low = Math.log(0.02)
  let high = Math.log(5)
  for (let round = 0; round < 18; round++) {
    const left = high - ratio * (high - low)
    const right = low + ratio * (high - low)
    if (surprise(left) < surprise(right)) high = right
    else low = left
  }
  return Math.exp((low + high) / 2)
}

function deviation(numbers: number[]): number {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  return Math.sqrt(numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length)
}
