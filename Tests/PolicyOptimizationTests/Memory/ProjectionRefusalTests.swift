import PolicyOptimization
import Projection
import Testing

/// Shapes and loads that cannot be, each with the sentence that a person reads.
@Suite struct ProjectionRefusalTests {
  private func request(_ change: (inout ShapeRequest) -> Void) -> ShapeRequest {
    var request = ShapeRequest()
    (request.parameters, request.layers, request.hidden) = (7e9, 32, 4_096)
    (request.heads, request.vocabulary) = (32, 32_000)
    change(&request)
    return request
  }

  static let refusals: [(String, @Sendable (inout ShapeRequest) -> Void)] = [
    (
      "--heads is 33, which does not divide --hidden 4096.", { $0.heads = 33 }
    ),
    (
      "--key-value-heads is 5, which does not divide --heads 32.", { $0.keyValueHeads = 5 }
    ),
    ("--layers is 0, but must be from 1 to 1000000000.", { $0.layers = 0 }),
    ("--hidden is -4096, but must be from 1 to 1000000000.", { $0.hidden = -4_096 }),
    (
      "--vocabulary is 2000000000, but must be from 1 to 1000000000.",
      { $0.vocabulary = 2_000_000_000 }
    ),
    ("--key-value-heads is 0, but must be from 1 to 1000000000.", { $0.keyValueHeads = 0 }),
    (
      "--feed-forward is 0, but must be from 1 to 1000000000.",
      { ($0.feedForward, $0.parameters) = (0, nil) }
    ),
    ("--parameters is -1.0, but must be 1 to 1e15.", { $0.parameters = -1 }),
    ("--parameters is nan, but must be 1 to 1e15.", { $0.parameters = .nan }),
    (
      "--parameters is 1000000000.0, but with the other extents a model has from 2410287104 to "
        + "28179697664 parameters, by the width of its feed-forward network: correct one of them.",
      { $0.parameters = 1e9 }
    ),
    (
      "--parameters is 7000000000.0, but the other extents make 6738415616, more than 1 % away: leave "
        + "--parameters or --feed-forward out, or correct one of them.", { $0.feedForward = 11_008 }
    ),
    (
      "--layers is missing: give --preset, or --layers, --hidden, --heads, --vocabulary and one of "
        + "--parameters and --feed-forward.", { $0.layers = nil }
    ),
    (
      "--parameters is missing: give --preset, or --layers, --hidden, --heads, --vocabulary and one of "
        + "--parameters and --feed-forward.", { $0.parameters = nil }
    ),
    (
      "--parameters contradicts --preset, which has a shape of its own: leave one of them out.",
      { $0.preset = "7B" }
    ),
    (
      "There is no preset 8B; the presets are 0.5B, 1.5B, 7B, 70B.",
      {
        $0 = ShapeRequest()
        $0.preset = "8B"
      }
    ),
  ]

  @Test(arguments: refusals.indices)
  func `a shape that cannot be is refused with its reason`(_ index: Int) throws {
    let (message, change) = Self.refusals[index]
    do {
      let shape = try request(change).shape()
      Issue.record("\(shape) was not refused: \(message)")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test func `the shape that the others were made from is one`() throws {
    let shape = try request { _ in }.shape()
    #expect(shape.keyValueHeads == 32 && shape.feedForward == 11_673)
    #expect((Double(shape.parameterCount) / 7e9 - 1).magnitude < 1e-4)
    #expect(
      try request { ($0.parameters, $0.feedForward) = (6.7e9, 11_008) }.shape().feedForward
        == 11_008)
  }

  static let loads: [(String, [Int])] = [
    ("--context is 0, but must be from 1 to 1000000000.", [0, 8, 8]),
    ("--group is -1, but must be from 1 to 1000000000.", [9, -1, 8]),
    ("--batch is 0, but must be from 1 to 1000000000.", [9, 8, 0]),
    ("--pass is 65, but must be from 1 to the 64 completions of an update.", [9, 8, 8, 65]),
    ("--pass is 0, but must be from 1 to the 64 completions of an update.", [9, 8, 8, 0]),
  ]

  @Test(arguments: loads.indices)
  func `a load that cannot be is refused with its reason`(_ index: Int) {
    let (message, values) = Self.loads[index]
    do {
      let load = try MemoryProjection.Load(
        context: values[0], group: values[1], batch: values[2],
        pass: values.count > 3 ? values[3] : nil)
      Issue.record("\(load) was not refused: \(message)")
    } catch {
      #expect(error.description == message)
    }
  }
}
