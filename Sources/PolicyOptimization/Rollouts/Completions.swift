import NeuralNetworks

/// The questions of a batch and what was written under each, token by token.
///
/// A completion is an episode, each of its tokens a transition; its transitions stand side by side, in
/// their order. The completions of one question stand side by side too.
package struct Completions {
  /// The most tokens that a completion can have.
  package let longest: Int
  /// The question of each group, in tokens.
  package internal(set) var questions: [[Int]] = []
  /// The group that each completion belongs to.
  package internal(set) var groups: [Int] = []
  /// The token of each transition.
  package internal(set) var tokens: [Int] = []
  private var starts = [0]
  private let packer: Packer

  /// Keeps the buffers of the packed form from pass to pass.
  private final class Packer {
    var packed: PackedTokens

    init(_ packed: PackedTokens) { self.packed = packed }
  }

  /// Room for completions of at most `longest` tokens.
  package init(longest: Int, packed: PackedTokens) {
    self.longest = longest
    packer = Packer(packed)
  }

  /// The number of completions.
  package var count: Int { groups.count }

  /// The transitions of a completion.
  package func transitions(_ completion: Int) -> Range<Int> {
    starts[completion]..<starts[completion + 1]
  }

  package mutating func removeAll() {
    questions.removeAll(keepingCapacity: true)
    groups.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
  }

  /// Appends a question; the completions that follow are its own.
  package mutating func append(question: [Int]) {
    questions.append(question)
  }

  /// Appends a completion of the last question.
  package mutating func append(_ completion: some Sequence<Int>) {
    tokens.append(contentsOf: completion)
    groups.append(questions.count - 1)
    starts.append(tokens.count)
  }

  /// Some completions in the form that a transformer takes, each question once where its completions
  /// follow one another. Holds until the next call.
  package func pack(_ completions: some Sequence<Int>) -> PackedTokens {
    packer.packed.removeAll()
    var group = -1
    var segment = 0
    for completion in completions {
      if groups[completion] != group {
        group = groups[completion]
        segment = packer.packed.appendPrompt(questions[group][...])
      }
      packer.packed.appendCompletion(tokens[transitions(completion)], of: segment)
    }
    return packer.packed
  }
}
