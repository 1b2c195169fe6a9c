import type { ClassifierModel } from '../decide/classifier-model.js'

/** "DHC1": a Deskhand classifier, first format. */
const MAGIC = 0x31434844

type Numbers = Float32Array | Uint32Array | Int32Array | Uint8Array
const KINDS = { Float32Array, Uint32Array, Int32Array, Uint8Array }
type Kind = keyof typeof KINDS

interface Header {
  labels: string[]
  dimensions: number
  calibration: ClassifierModel['calibration']
  featureCount: number
  stemCount: number
  parts: { kind: Kind; length: number }[]
}

/** Bytes: magic, length of the header, header as JSON, then the arrays, little-endian, each at a multiple of four. */
export function serialiseModel(model: ClassifierModel): Uint8Array {
  const arrays = partsOf(model)
  const header: Header = {
    labels: model.labels,
    dimensions: model.dimensions,
    calibration: model.calibration,
    featureCount: model.features.size,
    stemCount: model.stems.size,
    parts: arrays.map((array) => ({ kind: array.constructor.name as Kind, length: array.length })),
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

/** The inverse; throws a sentence when the bytes are not such a model. */
export function deserialiseModel(bytes: Uint8Array): ClassifierModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8 || view.getUint32(0, true) !== MAGIC) throw new Error('These bytes are not a Deskhand classifier: train it again.')
  const headLength = view.getUint32(4, true)
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headLength))) as Header
  const sizes = header.parts.map((part) => part.length * KINDS[part.kind].BYTES_PER_ELEMENT)
  const offsets = layOut(headLength, sizes)
  if (bytes.length < offsets.at(-1)!) throw new Error('This Deskhand classifier is cut short: train it again.')
  const arrays = header.parts.map((part, at) => {
    const copy = bytes.slice(offsets[at]!, offsets[at]! + sizes[at]!)
    return new KINDS[part.kind](copy.buffer, 0, part.length)
  })
  return assemble(header, arrays)
}

function partsOf(model: ClassifierModel): Numbers[] {
  return [
    model.outOfScope, model.features.keys, model.features.slots, model.featureWeights, model.matrix, model.bias,
    model.stems.keys, model.stems.slots, model.stemIdf, model.stemLabels,
    model.vectors, model.commonDirection, model.vectorMatrix,
  ]
}

function assemble(header: Header, parts: Numbers[]): ClassifierModel {
  const [outOfScope, featureKeys, featureSlots, featureWeights, matrix, bias, stemKeys, stemSlots, stemIdf, stemLabels, vectors, commonDirection, vectorMatrix] = parts
  return {
    labels: header.labels,
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

/** Where each array begins, and last where all end. */
function layOut(headLength: number, sizes: number[]): number[] {
  const offsets = [Math.ceil((8 + headLength) / 4) * 4]
  for (const size of sizes) offsets.push(Math.ceil((offsets.at(-1)! + size) / 4) * 4)
  return offsets
}
