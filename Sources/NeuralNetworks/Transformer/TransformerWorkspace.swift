import Kernels

/// The buffers of a transformer, allocated once.
struct TransformerWorkspace {
  /// What a pass keeps of one layer; all matrices have a row per node.
  struct Layer {
    /// The residual stream, `[rows, width]`.
    let input: Matrix
    let normal: Matrix
    let normStatistics: Matrix
    let attentionInput: Matrix
    let attentionStatistics: Matrix
    let attended: Matrix
    /// The residual stream after attention.
    let middle: Matrix
    let hiddenNormal: Matrix
    let hiddenStatistics: Matrix
    let hidden: Matrix
    let slope: Matrix?

    init(
      _ shape: Transformer.Shape, rows: Int, differentiates: Bool, role: MemoryRole,
      ledger: MemoryLedger
    ) {
      func matrix(_ columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns, role: role, ledger: ledger)
      }
      let width = shape.width
      input = matrix(width)
      normal = matrix(width)
      normStatistics = matrix(2)
      attentionInput = matrix(3 * width)
      attentionStatistics = matrix(2 * shape.heads)
      attended = matrix(width)
      middle = matrix(width)
      hiddenNormal = matrix(width)
      hiddenStatistics = matrix(2)
      hidden = matrix(4 * width)
      slope = differentiates ? matrix(4 * width) : nil
    }

    private init(_ layer: Layer, _ rows: Range<Int>) {
      input = layer.input.rows(rows)
      normal = layer.normal.rows(rows)
      normStatistics = layer.normStatistics.rows(rows)
      attentionInput = layer.attentionInput.rows(rows)
      attentionStatistics = layer.attentionStatistics.rows(rows)
      attended = layer.attended.rows(rows)
      middle = layer.middle.rows(rows)
      hiddenNormal = layer.hiddenNormal.rows(rows)
      hiddenStatistics = layer.hiddenStatistics.rows(rows)
      hidden = layer.hidden.rows(rows)
      slope = layer.slope?.rows(rows)
    }

    /// Views of some rows.
    func rows(_ range: Range<Int>) -> Layer { Layer(self, range) }
  }

  /// What a pass keeps of its output rows.
  struct Output {
    /// The residual stream at the output rows.
    let input: Matrix
    let normal: Matrix
    let statistics: Matrix
    let result: Matrix
  }

  /// Derivatives of one block, in either mode.
  struct Derivatives {
    /// Of the residual stream.
    let stream: Matrix
    /// Of a normalised row, or of the heads' output.
    let normal: Matrix
    let attentionInput: Matrix
    let hidden: Matrix
    /// Of the residual stream at the output rows, and normalised.
    let output: Matrix
    let outputNormal: Matrix

    init(
      _ shape: Transformer.Shape, nodes: Int, outputs: Int, role: MemoryRole,
      ledger: MemoryLedger
    ) {
      func matrix(_ rows: Int, _ columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns * shape.width, role: role, ledger: ledger)
      }
      stream = matrix(nodes, 1)
      normal = matrix(nodes, 1)
      attentionInput = matrix(nodes, 3)
      hidden = matrix(nodes, 4)
      output = matrix(outputs, 1)
      outputNormal = matrix(outputs, 1)
    }

    private init(_ all: Derivatives, _ nodes: Range<Int>, _ outputs: Int) {
      stream = all.stream.rows(nodes)
      normal = all.normal.rows(nodes)
      attentionInput = all.attentionInput.rows(nodes)
      hidden = all.hidden.rows(nodes)
      output = all.output.rows(0..<outputs)
      outputNormal = all.outputNormal.rows(0..<outputs)
    }

    /// Views of the rows of one block.
    func first(_ nodes: Int, outputs: Int) -> Derivatives {
      Derivatives(self, 0..<nodes, outputs)
    }

    /// Views of some rows of the trunk, with all output rows.
    func rows(_ nodes: Range<Int>) -> Derivatives { Derivatives(self, nodes, output.rows) }
  }

  private let layerCount: Int
  private let layers: [Layer]
  private let lastOutput: Matrix
  private let outputInput: Matrix
  private let outputNormal: Matrix
  private let outputStatistics: Matrix
  let outputs: Matrix
  let attentionScratch: Matrix
  let derivatives: Derivatives?
  let outputTangents: Matrix?

  init(
    _ shape: Transformer.Shape, nodes: Int, outputs: Int, trains: Bool,
    differentiatesForward: Bool, role: MemoryRole, ledger: MemoryLedger
  ) {
    let differentiates = trains || differentiatesForward
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(rows: rows, columns: columns, role: role, ledger: ledger)
    }
    layerCount = shape.layers
    layers = (0..<(differentiates ? shape.layers : 1)).map { _ in
      Layer(shape, rows: nodes, differentiates: differentiates, role: role, ledger: ledger)
    }
    lastOutput = matrix(nodes, shape.width)
    outputInput = matrix(outputs, shape.width)
    outputNormal = matrix(outputs, shape.width)
    outputStatistics = matrix(outputs, 2)
    // One number a row is a value or a score, and no logit.
    let outputRole = shape.outputs > 1 ? role.part(.logits) : role
    func outputMatrix() -> Matrix {
      Matrix(rows: outputs, columns: shape.outputs, role: outputRole, ledger: ledger)
    }
    self.outputs = outputMatrix()
    attentionScratch = matrix(
      1, attentionScratchCount(rows: nodes, width: shape.width, context: shape.context))
    derivatives =
      differentiates
      ? Derivatives(shape, nodes: nodes, outputs: outputs, role: role, ledger: ledger) : nil
    outputTangents = differentiatesForward ? outputMatrix() : nil
  }

  /// Views of some rows of a layer; all layers are one where nothing is differentiated.
  func layer(_ index: Int, _ rows: Range<Int>) -> Layer {
    layers[min(index, layers.count - 1)].rows(rows)
  }

  /// The residual stream behind a layer, which is the input of the next.
  func layerOutput(_ index: Int, _ rows: Range<Int>) -> Matrix {
    index == layerCount - 1 ? lastOutput.rows(rows) : layer(index + 1, rows).input
  }

  /// Views of some output rows.
  func output(_ rows: Range<Int>) -> Output {
    Output(
      input: outputInput.rows(rows), normal: outputNormal.rows(rows),
      statistics: outputStatistics.rows(rows), result: outputs.rows(rows))
  }
}
