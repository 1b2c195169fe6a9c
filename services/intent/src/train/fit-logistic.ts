const RIDGE = 1e-2
const ROUNDS = 30

/** Logistic regression by Newton's method: one weight per input, the offset last. */
export function fitLogistic(inputs: number[][], outcomes: boolean[]): number[] {
  const width = (inputs[0]?.length ?? 0) + 1
  let weights = new Array<number>(width).fill(0)
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight, at) => (at < width - 1 ? RIDGE * weight : 0))
    const curvature = weights.map((_, i) => weights.map((_, j) => (i === j ? RIDGE : 0)))
    inputs.forEach((input, at) => {
      const row = [...input, 1]
      const expected = 1 / (1 + Math.exp(-row.reduce((sum, value, k) => sum + value * weights[k]!, 0)))
      const spread = expected * (1 - expected)
      for (let i = 0; i < width; i++) {
        gradient[i]! += (expected - (outcomes[at] ? 1 : 0)) * row[i]!
        for (let j = 0; j < width; j++) curvature[i]![j]! += spread * row[i]! * row[j]!
      }
    })
    const step = solve(curvature, gradient)
    weights = weights.map((weight, at) => weight - step[at]!)
    if (Math.max(...step.map(Math.abs)) < 1e-6) break
  }
  return weights
}

/** Gaussian elimination with pivoting; destroys its arguments. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++) if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = row
    ;[matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!]
    ;[right[column], right[pivot]] = [right[pivot]!, right[column]!]
    for (let row = column + 1; row < size; row++) {
      const factor = matrix[row]![column]! / matrix[column]![column]!
      for (let k = column; k < size; k++) matrix[row]![k]! -= factor * matrix[column]![k]!
      right[row]! -= factor * right[column]!
    }
  }
  const solution = new Array<number>(size).fill(0)
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row]!
    for (let k = row + 1; k < size; k++) sum -= matrix[row]![k]! * solution[k]!
    solution[row] = sum / matrix[row]![row]!
  }
  return solution
}
