import type { Calibration } from '../decide/classifier-model.js'
import { fitLogistic } from './fit-logistic.js'

/** How sure the rules were of a text that the classifier had not seen, how clear its own choice was (log-odds), and whether they were right. */
export interface RuledOutcome {
  confidence: number
  clarity: number
  right: boolean
}

/** Of fewer texts a curve would be chance. */
const LEAST = 100

/** From the confidence that rules end with to the share that is right. */
export function calibrateRules(outcomes: RuledOutcome[]): Pick<Calibration, 'ruled'> {
  if (outcomes.length < LEAST) return {}
  const inputs = outcomes.map(({ confidence, clarity }) => [Math.log(confidence / Math.max(1 - confidence, 1e-4)), clarity])
  const [slope, marginSlope, offset] = fitLogistic(inputs, outcomes.map(({ right }) => right))
  return { ruled: { slope: slope!, marginSlope: marginSlope!, offset: offset! } }
}
