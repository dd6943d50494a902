/// What follows from the components: what fits, and where a group outweighs a critic.
extension MemoryProjection {
  /// The bytes of one accelerator of "80 GB".
  public static let acceleratorBytes = 80_000_000_000

  /// The longest context with which an algorithm fits into so many accelerators, if everything could be
  /// divided evenly among them; nil where not even one token does.
  ///
  /// Every component is a constant or grows in proportion to the context.
  public func longestContext(of algorithm: ProjectedAlgorithm, accelerators: Int) -> Int? {
    var one = self
    one.load.context = 1
    var two = self
    two.load.context = 2
    let perToken = two.totalBytes(of: algorithm) - one.totalBytes(of: algorithm)
    let fixed = one.totalBytes(of: algorithm) - perToken
    let room = accelerators * Self.acceleratorBytes - fixed
    let longest = room / perToken
    return room > 0 && longest > 0 ? longest : nil
  }

  /// What a critic adds that no length changes: its parameters, their gradient and its optimiser.
  public func criticBytes(of algorithm: ProjectedAlgorithm) -> Int {
    [.criticParameters, .criticGradient, .criticOptimizer].reduce(0) {
      $0 + bytes($1, of: algorithm)
    }
  }

  /// What a token of a group adds: its logits in the pass that takes the whole group, its keys and values
  /// while it is written, and what is kept of it.
  public func groupTokenBytes(of algorithm: ProjectedAlgorithm) -> Int {
    logitBytes + cacheBytes + rolloutBytes(algorithm)
  }

  /// The least length of completions at which the logits and completions of one group outweigh a critic.
  ///
  /// - Parameters:
  ///   - group: the algorithm whose passes take whole groups.
  ///   - critic: the algorithm whose critic is compared.
  ///   - size: completions of the group.
  public func outweighingLength(
    of group: ProjectedAlgorithm, critic: ProjectedAlgorithm, size: Int
  ) -> Int {
    let perToken = size * groupTokenBytes(of: group)
    return criticBytes(of: critic) / perToken + 1
  }
}
