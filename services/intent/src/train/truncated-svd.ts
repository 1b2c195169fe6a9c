import { seededRandom } from './seeded-random.js'

/** A square sparse matrix as triples. */
export interface Triples {
  size: number
  rows: Int32Array
  columns: Int32Array
  values: Float32Array
}

const SPARE = 10
const ROUNDS = 3

/** The `rank` largest left singular vectors times the square root of their values: size x rank, row-major (Halko et al. 2011). */
export function truncatedSvd(matrix: Triples, rank: number, seed: number): Float32Array {
  const width = Math.min(matrix.size, rank + SPARE)
  const random = seededRandom(seed)
  let basis = Float64Array.from({ length: matrix.size * width }, () => random() * 2 - 1)
  basis = times(matrix, basis, width)
  orthonormalise(basis, width)
  for (let round = 0; round < ROUNDS; round++) {
    basis = times(matrix, transposedTimes(matrix, basis, width), width)
    orthonormalise(basis, width)
  }
  const image = transposedTimes(matrix, basis, width)
  const { values, vectors } = eigen(gram(image, width), width)
  const result = new Float32Array(matrix.size * rank)
  for (let row = 0; row < matrix.size; row++) {
    for (let k = 0; k < Math.min(rank, width); k++) {
      let sum = 0
      for (let j = 0; j < width; j++) sum += basis[row * width + j]! * vectors[j * width + k]!
      // The Gram matrix has the squares of the singular values.
      result[row * rank + k] = sum * Math.max(values[k]!, 0) ** 0.25
    }
  }
  return result
}

function times(matrix: Triples, dense: Float64Array, width: number): Float64Array<ArrayBuffer> {
  return spread(matrix.rows, matrix.columns, matrix.values, dense, width)
}

function transposedTimes(matrix: Triples, dense: Float64Array, width: number): Float64Array<ArrayBuffer> {
  return spread(matrix.columns, matrix.rows, matrix.values, dense, width)
}

function spread(to: Int32Array, from: Int32Array, values: Float32Array, dense: Float64Array, width: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(dense.length)
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!
    let source = from[at]! * width
    let target = to[at]! * width
    for (let k = 0; k < width; k++) result[target++]! += value * dense[source++]!
  }
  return result
}

/** Gram-Schmidt on the columns, twice for the sake of precision. */
function orthonormalise(basis: Float64Array, width: number): void {
  const size = basis.length / width
  for (let column = 0; column < width; column++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < column; before++) {
        let dot = 0
        for (let row = 0, at = 0; row < size; row++, at += width) dot += basis[at + column]! * basis[at + before]!
        for (let row = 0, at = 0; row < size; row++, at += width) basis[at + column]! -= dot * basis[at + before]!
      }
    }
    let squares = 0
    for (let row = 0, at = column; row < size; row++, at += width) squares += basis[at]! ** 2
    const scale = squares > 1e-18 ? 1 / Math.sqrt(squares) : 0
    for (let row = 0, at = column; row < size; row++, at += width) basis[at]! *= scale
  }
}

function gram(dense: Float64Array, width: number): Float64Array {
  const result = new Float64Array(width * width)
  for (let first = 0; first < dense.length; first += width) {
    for (let i = 0; i < width; i++) {
      const value = dense[first + i]!
      for (let j = 0; j < width; j++) result[i * width + j]! += value * dense[first + j]!
    }
  }
  return result
}

/** Eigenvalues and vectors (in columns) of a symmetric matrix, largest first, by Jacobi's rotations. */
function eigen(matrix: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const vectors = new Float64Array(size * size)
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1
  for (let sweep = 0; sweep < 12; sweep++) {
    let turned = 0
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) turned += rotate(matrix, vectors, size, p, q)
    if (turned === 0) break
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => matrix[b * size + b]! - matrix[a * size + a]!)
  const sorted = new Float64Array(size * size)
  order.forEach((from, to) => {
    for (let row = 0; row < size; row++) sorted[row * size + to] = vectors[row * size + from]!
  })
  return { values: Float64Array.from(order, (i) => matrix[i * size + i]!), vectors: sorted }
}

function rotate(matrix: Float64Array, vectors: Float64Array, size: number, p: number, q: number): 0 | 1 {
  const off = matrix[p * size + q]!
  const pp = matrix[p * size + p]!
  const qq = matrix[q * size + q]!
  if (Math.abs(off) <= 1e-9 * Math.sqrt(Math.abs(pp * qq)) || off === 0) return 0
  const theta = (qq - pp) / (2 * off)
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  for (let k = 0; k < size; k++) turn(matrix, k * size + p, k * size + q, cosine, sine)
  for (let k = 0; k < size; k++) turn(matrix, p * size + k, q * size + k, cosine, sine)
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q, cosine, sine)
  return 1
}

function turn(numbers: Float64Array, one: number, other: number, cosine: number, sine: number): void {
  const a = numbers[one]!
  const b = numbers[other]!
  numbers[one] = cosine * a - sine * b
  numbers[other] = sine * a + cosine * b
}
