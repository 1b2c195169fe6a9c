import type { ClassifierModel } from '../decide/classifier-model.js'

/** "DHC1": a Deskhand classifier, first format. */
export const MAGIC = 0x31434844

export const NUMBERS = { Float32Array, Uint32Array, Int32Array, Uint8Array }
export type NumbersKind = keyof typeof NUMBERS

export interface ModelHeader {
  labels: string[]
  textsPerLabel: number
  dimensions: number
  calibration: ClassifierModel['calibration']
  featureCount: number
  stemCount: number
  /** The arrays in the order `serialiseModel` writes them. */
  parts: { kind: NumbersKind; length: number }[]
}

/** Where each array begins, and last where all end. */
export function layOut(headLength: number, sizes: number[]): number[] {
  const offsets = [Math.ceil((8 + headLength) / 4) * 4]
  for (const size of sizes) offsets.push(Math.ceil((offsets.at(-1)! + size) / 4) * 4)
  return offsets
}
