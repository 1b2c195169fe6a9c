import { expect, it } from 'vitest'
import type { Calibration } from '../decide/classifier-model.js'
import { calibrateRules } from './calibrate-rules.js'

const outcomes = (confidence: number, clarity: number, rightOfTen: number) => Array.from({ length: 100 }, (_, at) => ({ confidence, clarity, right: at % 10 < rightOfTen }))
const told = (confidence: number, clarity: number, { slope, marginSlope, offset }: NonNullable<Calibration['ruled']>) =>
  1 / (1 + Math.exp(-(slope * Math.log(confidence / (1 - confidence)) + marginSlope * clarity + offset)))

it('takes from rules that are too sure what they boast, and gives to those that are too shy', () => {
  const boasting = calibrateRules([...outcomes(0.99, 0, 8), ...outcomes(0.7, 0, 5)]).ruled!
  expect(told(0.99, 0, boasting)).toBeCloseTo(0.8, 1)
  expect(told(0.7, 0, boasting)).toBeCloseTo(0.5, 1)
  const shy = calibrateRules([...outcomes(0.6, 0, 9), ...outcomes(0.4, 0, 6)]).ruled!
  expect(told(0.6, 0, shy)).toBeCloseTo(0.9, 1)
})

it('tells texts that are equally well known apart by how clear the choice was', () => {
  const ruled = calibrateRules([...outcomes(0.8, 3, 9), ...outcomes(0.8, 0.2, 6)]).ruled!
  expect(told(0.8, 3, ruled)).toBeCloseTo(0.9, 1)
  expect(told(0.8, 0.2, ruled)).toBeCloseTo(0.6, 1)
})

it('draws no curve through a handful', () => {
  expect(calibrateRules(outcomes(0.9, 0, 1).slice(0, 50))).toEqual({})
})
