import type { ClassifierModel } from '../decide/classifier-model.js'
import { layOut, MAGIC, type ModelHeader, type NumbersKind } from './model-format.js'

/** Bytes: magic, length of the header, header as JSON, then the arrays, little-endian, each at a multiple of four. */
export function serialiseModel(model: ClassifierModel): Uint8Array {
  const arrays = partsOf(model)
  const header: ModelHeader = {
    labels: model.labels,
    textsPerLabel: model.textsPerLabel,
    dimensions: model.dimensions,
    calibration: model.calibration,
    featureCount: model.features.size,
    stemCount: model.stems.size,
    parts: arrays.map((array) => ({ kind: array.constructor.name as NumbersKind, length: array.length })),
  }
  const head = new TextEncoder().encode(JSON.stringify(header))
  const offsets = layOut(head.length, arrays.map((array) => array.byteLength))
  const bytes = new Uint8Array(offsets.at(-1)!)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, head.length, true)
  bytes.set(head, 8)
  arrays.forEach((array, at) => bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offsets[at]!))
  return bytes
}

function partsOf(model: ClassifierModel): (Float32Array | Uint32Array | Int32Array | Uint8Array)[] {
  return [
    model.outOfScope, model.features.keys, model.features.slots, model.featureWeights, model.matrix, model.bias,
    model.stems.keys, model.stems.slots, model.stemIdf, model.stemLabels,
    model.vectors, model.commonDirection, model.vectorMatrix,
  ]
}
