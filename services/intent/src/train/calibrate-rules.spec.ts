import { expect, it } from 'vitest'
import { calibrateRules } from './calibrate-rules.js'

const outcomes = (confidence: number, rightOfTen: number) => Array.from({ length: 100 }, (_, at) => ({ confidence, right: at % 10 < rightOfTen }))
const told = (confidence: number, { slope, offset }: { slope: number; offset: number }) => 1 / (1 + Math.exp(-(slope * Math.log(confidence / (1 - confidence)) + offset)))

it('takes from rules that are too sure what they boast, and gives to those that are too shy', () => {
  const boasting = calibrateRules([...outcomes(0.99, 8), ...outcomes(0.7, 5)]).ruled!
  expect(told(0.99, boasting)).toBeCloseTo(0.8, 1)
  expect(told(0.7, boasting)).toBeCloseTo(0.5, 1)
  const shy = calibrateRules([...outcomes(0.6, 9), ...outcomes(0.4, 6)]).ruled!
  expect(told(0.6, shy)).toBeCloseTo(0.9, 1)
})

it('draws no curve through a handful', () => {
  expect(calibrateRules(outcomes(0.9, 1).slice(0, 50))).toEqual({})
})
