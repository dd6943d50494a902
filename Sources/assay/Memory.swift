import ArgumentParser
import Foundation
import Harness
import PolicyOptimization
import Projection
import Reports
import Results

/// `assay memory`.
struct Memory: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What training takes, by component: projected for large models, exact for suites.",
    discussion: """
      Of a large language model: the bytes of every component for PPO, GRPO with and without a \
      reference, RLOO, TRPO, NPG and VPG; what fits into 80 GB accelerators; and where a group's logits \
      and completions outweigh a critic. Of a suite file or an output folder: the bytes of every arm, \
      worked out from its settings, beside what the ledgers of its stored cells counted.

        assay memory --preset 7B --checkpointing --figure memory.svg
        assay memory --parameters 7e9 --layers 32 --hidden 4096 --heads 32 --vocabulary 32000
        assay memory --suite reports/arithmetic

      Presets: 0.5B, 1.5B and 7B are Qwen2.5, 70B is Llama 3.1. Guides/memory.md has the formulas. Exit \
      status 1 where a ledger counted anything else.
      """)

  @Option(help: "A published model: 0.5B, 1.5B, 7B or 70B.")
  var preset: String?

  @Option(help: "The model's parameters, such as 7e9; the feed-forward network makes up the rest.")
  var parameters: Double?

  @Option(help: "Blocks of attention and feed-forward network.")
  var layers: Int?

  @Option(help: "Numbers per token between the layers.")
  var hidden: Int?

  @Option(help: "Heads of queries.")
  var heads: Int?

  @Option(help: "Heads of keys and values (default: as many as of queries).")
  var keyValueHeads: Int?

  @Option(help: "Numbers per token inside the feed-forward network, instead of --parameters.")
  var feedForward: Int?

  @Option(help: "Tokens of the vocabulary.")
  var vocabulary: Int?

  @Option(help: "Tokens of a question and its completion together.")
  var context = 2_048

  @Option(help: "Completions of a question.")
  var group = 8

  @Option(help: "Questions of an update.")
  var batch = 8

  @Option(help: "Completions of one forward and backward pass (default: a group).")
  var pass: Int?

  @Option(help: "How numbers are kept: bf16 or fp32.")
  var precision = MemoryProjection.Precision.bf16

  @Option(help: "What moves the parameters: adam or sgd.")
  var optimizer = MemoryProjection.Optimizer.adam

  @Flag(help: "Compute each layer again in the backward pass.")
  var checkpointing = false

  @Flag(help: "A learnt model scores completions, instead of a rule.")
  var rewardModel = false

  @Option(help: "A suite file, or the output folder of a run.")
  var suite: String?

  @Option(help: ArgumentHelp("Write the components as stacked bars, as SVG.", valueName: "file"))
  var figure: String?

  @Flag(help: "Print JSON instead of tables.")
  var json = false

  func validate() throws {
    guard suite == nil || (request == ShapeRequest() && figure == nil) else {
      throw ValidationError("--suite has models of its own: leave the model and --figure out.")
    }
  }

  func run() throws {
    if let suite { return try compare(suite) }
    let projection = MemoryProjection(
      shape: try request.shape(),
      load: try MemoryProjection.Load(context: context, group: group, batch: batch, pass: pass),
      precision: precision, optimizer: optimizer, checkpointing: checkpointing,
      rewardModel: rewardModel)
    let text = ProjectionText(projection, ProjectedAlgorithm.registered)
    let source = try preset.map { try LanguageModelShape.preset(named: $0).source }
    if let figure { try AtomicFile.replace(figure, with: text.figure(name: preset)) }
    Terminal.write(
      json
        ? try CanonicalJSON.encode(text.record(source: source))
        : Data(text.plain(source: source).utf8))
  }

  private var request: ShapeRequest {
    var request = ShapeRequest()
    (request.preset, request.parameters, request.layers) = (preset, parameters, layers)
    (request.hidden, request.heads, request.keyValueHeads) = (hidden, heads, keyValueHeads)
    (request.feedForward, request.vocabulary) = (feedForward, vocabulary)
    return request
  }

  private func compare(_ path: String) throws {
    var isFolder: ObjCBool = false
    let store =
      FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
      ? try ResultStore(folder: path) : nil
    let comparison = try MemoryComparison(
      try store?.suite ?? SuiteReader().read(path), store: store)
    Terminal.write(
      json ? try CanonicalJSON.encode(comparison) : Data((comparison.text() + "\n").utf8))
    if !comparison.isEqual { throw ExitStatus.failed.code }
  }
}

extension MemoryProjection.Precision: ExpressibleByArgument {}
extension MemoryProjection.Optimizer: ExpressibleByArgument {}
