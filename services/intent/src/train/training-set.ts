/** Vectorised texts, sparse rows one after another: text t owns `starts[t]` to `starts[t + 1]`. */
export interface TrainingSet {
  starts: Int32Array
  rows: Int32Array
  values: Float32Array
  featureCount: number
  /** Texts x dimensions, dense. */
  vectors: Float32Array
  dimensions: number
  /** Label number of each text. */
  labels: Int32Array
  labelCount: number
}
