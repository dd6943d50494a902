/// Which completions a ``TransformerDecoder`` takes a token further next: a few at a time, so that their keys
/// and values stay in the cache from step to step, and those of one prompt from its first token on together,
/// so that what they have in common is computed once.
public struct CompletionQueue {
  /// The most completions in work, but for those of one prompt, which are never parted.
  public static let mostInWork = 30

  /// Those that are not finished; the first of them are in work.
  private var unfinished: [Int] = []
  private var inWork = 0
  private var completionsPerPrompt = 1

  /// An empty queue.
  public init() {}

  /// The completions in work, in the order of their numbers.
  public var running: ArraySlice<Int> { unfinished[..<inWork] }

  /// Starts anew, with no completion in work.
  public mutating func begin(prompts: Int, completionsPerPrompt: Int) {
    self.completionsPerPrompt = completionsPerPrompt
    unfinished.removeAll(keepingCapacity: true)
    unfinished.append(contentsOf: 0..<prompts * completionsPerPrompt)
    inWork = 0
  }

  /// Leaves out the completions in work that are finished, and puts others in their places.
  ///
  /// - Parameter isFinished: of completions in work, and of those that have not been.
  public mutating func advance(_ isFinished: (Int) -> Bool) {
    dropFinished(0, inWork, isFinished)
    while inWork < unfinished.count {
      let prompt = unfinished[inWork] / completionsPerPrompt
      var end = inWork + 1
      while end < unfinished.count && unfinished[end] / completionsPerPrompt == prompt { end += 1 }
      guard inWork == 0 || end <= Self.mostInWork else { return }
      dropFinished(inWork, end, isFinished)
    }
  }

  /// Puts those of a range that are not finished in work, and drops the others.
  private mutating func dropFinished(_ start: Int, _ end: Int, _ isFinished: (Int) -> Bool) {
    var kept = start
    for place in start..<end where !isFinished(unfinished[place]) {
      unfinished[kept] = unfinished[place]
      kept += 1
    }
    unfinished.removeSubrange(kept..<end)
    inWork = kept
  }
}
