/** An open-addressed table from a 32-bit hash to a row number. `slots` holds row + 1, 0 means empty. */
export interface HashIndex {
  keys: Uint32Array
  slots: Int32Array
  size: number
}

/** Everything `classify` needs, as numbers: no code, no text but the labels. */
export interface ClassifierModel {
  labels: string[]
  /** How many training texts a label had on average: how much the model can be expected to know. */
  textsPerLabel: number
  /** One flag per label: 1 when texts of this label are to be rejected. */
  outOfScope: Uint8Array
  /** Features P: hash -> row. */
  features: HashIndex
  /** Weight of each feature, idf^.25. */
  featureWeights: Float32Array
  /** Scores: features x labels, row-major; the folded sum of all members. */
  matrix: Float32Array
  bias: Float32Array
  /** Stems of the training texts: hash -> row. */
  stems: HashIndex
  stemIdf: Float32Array
  /** One bit per stem and label: the stem occurs in a training text of the label. */
  stemLabels: Uint8Array
  /** Word vectors, already weighted by rarity: stems x `dimensions`, zeros for rare stems. */
  dimensions: number
  vectors: Float32Array
  /** The first principal direction of the training texts, taken out of every text vector. */
  commonDirection: Float32Array
  /** Scores of the text vector: dimensions x labels. */
  vectorMatrix: Float32Array
  calibration: Calibration
}

/** Fitted on held-out folds. */
export interface Calibration {
  /** Softmax of the scores is taken at this temperature. */
  temperature: number
  /** acceptScore = highest score + coverageWeight * coverage. */
  coverageWeight: number
  /** confidence = sigmoid(slope * acceptScore + marginSlope * log-odds of the best label + offset). */
  slope: number
  marginSlope: number
  offset: number
  /**
   * What the rules beside the classifier did to confidence, put right: log-odds * slope + marginSlope * how clear the choice was + offset.
   * The first says how well known such a text is, the second how far the labels lie apart: a router needs both. Absent: nothing is put right.
   */
  ruled?: { slope: number; marginSlope: number; offset: number }
}
