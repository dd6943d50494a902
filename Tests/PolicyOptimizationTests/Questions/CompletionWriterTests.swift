import Foundation
import Kernels
import NeuralNetworks
import PolicyOptimization
import Randomness
import Tasks
import Testing

/// What is drawn, from a policy whose distribution is the same at every token.
@Suite struct `Writing completions` {
  static let shape = Transformer.Shape(
    vocabulary: 24, outputs: 24, context: 16, width: 8, layers: 1, heads: 2, positions: .learnt,
    tiedHead: false)
  static let probabilities = [9: 0.5, 4: 0.25, 15: 0.15, 6: 0.1]
  static let draws = 2_000

  /// A policy of ``probabilities``, and a writer of completions of `longest` tokens.
  static func parts(
    longest: Int, temperature: Double = 1, _ probabilities: [Int: Double] = probabilities
  ) -> (tokens: TokenPolicy, writer: CompletionWriter) {
    let tokens = TokenPolicy(
      shape, questions: 1, longestQuestion: 4, completions: 1, longest: longest,
      temperature: temperature)
    tokens.randomize("writer", scale: 1)
    if !probabilities.isEmpty { tokens.fix(probabilities) }
    let writer = CompletionWriter(
      tokens.transformer, questions: 2, longestQuestion: 4, completions: draws, longest: longest,
      ledger: tokens.ledger)
    return (tokens, writer)
  }

  static func streams(_ count: Int) -> [RandomStream] {
    (0..<count).map { RandomStream(seed: 8, purpose: "draw", $0) }
  }

  /// How often each token is drawn.
  static func frequencies(
    _ choice: CompletionWriter.Choice, temperature: Double = 1,
    _ probabilities: [Int: Double] = probabilities
  ) -> [Int: Double] {
    let (tokens, writer) = parts(longest: 1, temperature: temperature, probabilities)
    var streams = streams(draws)
    writer.write([[1, 3]], count: draws, tokens.policy, choice, streams: &streams)
    return Dictionary(
      (0..<draws).map { (writer.completion($0).first ?? -1, 1 / Double(draws)) },
      uniquingKeysWith: +)
  }

  static func expect(_ found: [Int: Double], _ expected: [Int: Double]) {
    #expect(Set(found.keys) == Set(expected.keys))
    for (token, probability) in expected {
      // Four standard deviations, and rounding.
      let room = 4 * (probability * (1 - probability) / Double(draws)).squareRoot() + 1e-9
      #expect(abs(found[token, default: 0] - probability) < room, "token \(token)")
    }
  }

  @Test func `plain draws have the policy's probabilities`() {
    Self.expect(Self.frequencies(.sampled()), Self.probabilities)
  }

  @Test func `the k most probable tokens share the probability of all`() {
    Self.expect(Self.frequencies(.sampled(topK: 2)), [9: 0.5 / 0.75, 4: 0.25 / 0.75])
    Self.expect(
      Self.frequencies(.sampled(topK: 3)), [9: 0.5 / 0.9, 4: 0.25 / 0.9, 15: 0.15 / 0.9])
    Self.expect(Self.frequencies(.sampled(topK: 1_024)), Self.probabilities)
  }

  @Test func `a nucleus is the smallest set that holds its probability`() {
    Self.expect(Self.frequencies(.sampled(topP: 0.7)), [9: 0.5 / 0.75, 4: 0.25 / 0.75])
    Self.expect(
      Self.frequencies(.sampled(topP: 0.8)), [9: 0.5 / 0.9, 4: 0.25 / 0.9, 15: 0.15 / 0.9])
    Self.expect(Self.frequencies(.sampled(topP: 0.45)), [9: 1])
    Self.expect(
      Self.frequencies(.sampled(topK: 3, topP: 0.6)), [9: 0.5 / 0.75, 4: 0.25 / 0.75])
    Self.expect(
      Self.frequencies(.sampled(topK: 2, topP: 0.99)), [9: 0.5 / 0.75, 4: 0.25 / 0.75])
  }

  @Test func `of equally probable tokens the first is the most probable`() {
    let equal = [9: 0.25, 4: 0.25, 15: 0.25, 6: 0.25]
    Self.expect(Self.frequencies(.greedy, equal), [4: 1])
    Self.expect(Self.frequencies(.sampled(topK: 1), equal), [4: 1])
    Self.expect(Self.frequencies(.sampled(topK: 2), equal), [4: 0.5, 6: 0.5])
  }

  /// p^(1/T), normalised.
  static func tempered(_ temperature: Double) -> [Int: Double] {
    let powers = probabilities.mapValues { pow($0, 1 / temperature) }
    let total = powers.values.sorted().reduce(0, +)
    return powers.mapValues { $0 / total }
  }

  @Test(arguments: [0.5, 2])
  func `a temperature divides the logits where it is asked for`(_ temperature: Double) {
    Self.expect(
      Self.frequencies(.sampled(isTempered: true), temperature: temperature),
      Self.tempered(temperature))
    Self.expect(
      Self.frequencies(.sampled(), temperature: temperature), Self.probabilities)
  }

  @Test func `the one most probable token, and the smallest nucleus, are the greedy choice`() {
    let (tokens, writer) = Self.parts(longest: 8, [:])
    tokens.policy.parameters[tokens.transformer.entries.headBias][Symbol.end] = 1
    func write(_ choice: CompletionWriter.Choice, _ question: [Int]) -> [Int] {
      var streams = Self.streams(1)
      writer.write([question], count: 1, tokens.policy, choice, streams: &streams)
      return Array(writer.completion(0))
    }
    var written: Set<[Int]> = []
    for first in 0..<20 {
      let question = [first, 23 - first, 7]
      let greedy = write(.greedy, question)
      #expect(write(.sampled(topK: 1), question) == greedy)
      #expect(write(.sampled(topP: 0.01), question) == greedy)
      written.insert(greedy)
    }
    #expect(written.count > 5)
  }

  @Test func `a completion is the same whoever is written beside it`() {
    let (tokens, writer) = Self.parts(longest: 8, [:])
    tokens.policy.parameters[tokens.transformer.entries.headBias][Symbol.end] = 1
    let questions = [[1, 5, 9], [2, 8]]
    var streams = Self.streams(12)
    writer.write(questions, count: 6, tokens.policy, .sampled(), streams: &streams)
    let together = (0..<12).map { Array(writer.completion($0)) }
    #expect(Set(together.map(\.count)).count > 2)
    for number in 0..<12 {
      var stream = [Self.streams(12)[number]]
      writer.write(
        [questions[number / 6]], count: 1, tokens.policy, .sampled(), streams: &stream)
      #expect(Array(writer.completion(0)) == together[number])
    }
  }

  @Test func `the record holds the distribution of every token, as it was drawn from`() throws {
    let (tokens, writer) = Self.parts(longest: 3, temperature: 0.5)
    let record = tokens.rows(4 * 3)
    var streams = Self.streams(4)
    writer.write(
      [[1], [2]], count: 2, tokens.policy, .sampled(topK: 2, isTempered: true),
      streams: &streams, record: record)
    for row in 0..<12 {
      for (token, probability) in Self.tempered(0.5) {
        #expect(abs(Double(record.exponentials[row, token]) - probability) < 1e-6)
        #expect(abs(Double(record.values[row, token]) - Foundation.log(probability)) < 1e-5)
      }
    }
  }
}
