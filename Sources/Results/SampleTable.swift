import Foundation

/// A completion of a fixed question, kept so that a person can read it: a line of `samples.jsonl`.
public struct CellSample: Codable, Sendable, Equatable {
  /// How much of the budget was used.
  public var position: Int
  /// The question in words.
  public var question: String
  /// What the policy wrote, sampled.
  public var completion: String
  /// The right answer.
  public var answer: Int
  /// Whether the answer was right.
  public var isCorrect: Bool
  /// Whether the steps were right too.
  public var isVerified: Bool

  /// Memberwise.
  public init(
    position: Int, question: String, completion: String, answer: Int, isCorrect: Bool,
    isVerified: Bool
  ) {
    self.position = position
    self.question = question
    self.completion = completion
    self.answer = answer
    self.isCorrect = isCorrect
    self.isVerified = isVerified
  }
}

/// `samples.jsonl`: one object a line, keys in alphabetical order, each line ended by a newline.
package struct SampleTable: Sendable, Equatable {
  /// The completions, in the order of the run.
  package var samples: [CellSample]

  /// Memberwise.
  package init(_ samples: [CellSample]) {
    self.samples = samples
  }

  /// The bytes of the file.
  ///
  /// - Throws: `EncodingError`; never for text and whole numbers.
  package func data() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try samples.reduce(into: Data()) { data, sample in
      data += try encoder.encode(sample) + Data([0x0A])
    }
  }

  /// Reads the bytes of a file that ``data()`` wrote; nil where they are not such a file.
  package init?(data: Data) {
    guard data.last == 0x0A else { return nil }
    let lines = data.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
    samples = lines.compactMap { try? JSONDecoder().decode(CellSample.self, from: Data($0)) }
    guard samples.count == lines.count else { return nil }
  }
}
