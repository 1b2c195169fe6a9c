import type { ClassifierModel } from '../decide/classifier-model.js'
import { layOut, MAGIC, NUMBERS, type ModelHeader } from './model-format.js'

type Numbers = Float32Array | Uint32Array | Int32Array | Uint8Array

/** The inverse of `serialiseModel`; throws a sentence when the bytes are not such a model. */
export function deserialiseModel(bytes: Uint8Array): ClassifierModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8 || view.getUint32(0, true) !== MAGIC) throw new Error('These bytes are not a Deskhand classifier: train it again.')
  const headLength = view.getUint32(4, true)
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headLength))) as ModelHeader
  const sizes = header.parts.map((part) => part.length * NUMBERS[part.kind].BYTES_PER_ELEMENT)
  const offsets = layOut(headLength, sizes)
  if (bytes.length < offsets.at(-1)!) throw new Error('This Deskhand classifier is cut short: train it again.')
  const arrays = header.parts.map((part, at) => {
    const copy = bytes.slice(offsets[at]!, offsets[at]! + sizes[at]!)
    return new NUMBERS[part.kind](copy.buffer, 0, part.length)
  })
  return assemble(header, arrays)
}

function assemble(header: ModelHeader, parts: Numbers[]): ClassifierModel {
  const [outOfScope, featureKeys, featureSlots, featureWeights, matrix, bias, stemKeys, stemSlots, stemIdf, stemLabels, vectors, commonDirection, vectorMatrix] = parts
  return {
    labels: header.labels,
    textsPerLabel: header.textsPerLabel,
    outOfScope: outOfScope as Uint8Array,
    features: { keys: featureKeys as Uint32Array, slots: featureSlots as Int32Array, size: header.featureCount },
    featureWeights: featureWeights as Float32Array,
    matrix: matrix as Float32Array,
    bias: bias as Float32Array,
    stems: { keys: stemKeys as Uint32Array, slots: stemSlots as Int32Array, size: header.stemCount },
    stemIdf: stemIdf as Float32Array,
    stemLabels: stemLabels as Uint8Array,
    dimensions: header.dimensions,
    vectors: vectors as Float32Array,
    commonDirection: commonDirection as Float32Array,
    vectorMatrix: vectorMatrix as Float32Array,
    calibration: header.calibration,
  }
}
