import Projection

/// A projection of some algorithms as text and tables.
package struct ProjectionText: Equatable {
  let projection: MemoryProjection
  let algorithms: [ProjectedAlgorithm]
  static let groupSizes = [2, 4, 8, 16, 32, 64]
  static let accelerators = [1, 4, 8]

  /// The projection of these algorithms.
  package init(_ projection: MemoryProjection, _ algorithms: [ProjectedAlgorithm]) {
    self.projection = projection
    self.algorithms = algorithms
  }

  /// The first algorithm that compares a group, and the first with a critic: what is weighed one against the
  /// other, of several with a critic one that keeps a reference as the group's does; nil where one of them
  /// is not there.
  var weighed: (critic: ProjectedAlgorithm, group: ProjectedAlgorithm)? {
    guard let group = algorithms.first(where: \.comparesGroup) else { return nil }
    let critics = algorithms.filter(\.trainsCritic)
    let alike = critics.first { $0.keepsReference == group.keepsReference }
    return (alike ?? critics.first).map { ($0, group) }
  }

  /// The projection for a terminal.
  package func plain(source: String?) -> String {
    var text = """
      \(source.map { $0 + "\n" } ?? "")\(shapeLine)
      \(loadLine)

      \(components().plain())
      GB are 10⁹ bytes. Nothing is released between phases. Longest context at which everything fits, \
      evenly divided:

      \(longestContexts().plain())
      """
    if let weighed {
      text += """

        Where the logits and completions of a group (\(groupGigabytes(weighed.group)) GB per 1,000 \
        tokens) outweigh \(weighed.critic.name)'s critic
        without its activations (\(criticGigabytes(weighed.critic)) GB), if a pass takes the whole group:

        \(outweighingLengths(weighed).plain())
        """
    }
    return text
  }

  /// The model's extents.
  var shapeLine: String {
    let shape = projection.shape
    return
      "\(NumberFormat.integer(shape.parameterCount)) parameters: \(shape.layers) layers, hidden "
      + "\(shape.hidden), \(shape.heads) heads (\(shape.keyValueHeads) of keys and values), feed-forward "
      + "\(shape.feedForward), vocabulary \(NumberFormat.integer(shape.vocabulary))"
  }

  /// How much is done at one time, and how.
  var loadLine: String {
    let load = projection.load
    return
      "\(projection.precision.rawValue), \(projection.optimizer.rawValue), "
      + "\(projection.checkpointing ? "with" : "without") checkpointing; "
      + "\(load.batch) questions × \(load.group) completions of "
      + "\(NumberFormat.integer(load.context)) tokens, \(load.pass) in a pass"
  }

  /// A row for each component, a column for each algorithm, the total last.
  ///
  /// - Parameter escape: applied to names.
  func components(escape: (String) -> String = { $0 }) -> TextTable {
    var table = TextTable(
      [("component, GB", .left)] + algorithms.map { (escape($0.name), .right) })
    for component in ProjectedComponent.allCases {
      let values = algorithms.map { projection.bytes(component, of: $0) }
      guard values.contains(where: { $0 > 0 }) else { continue }
      table.add([component.rawValue] + values.map { $0 == 0 ? "–" : Self.gigabytes($0) })
    }
    table.add(["total"] + algorithms.map { Self.gigabytes(projection.totalBytes(of: $0)) })
    return table
  }

  /// The longest context of each algorithm on some accelerators.
  func longestContexts(escape: (String) -> String = { $0 }) -> TextTable {
    var table = TextTable(
      [("algorithm", .left)] + Self.accelerators.map { ("\($0) × 80 GB", .right) })
    for algorithm in algorithms {
      table.add(
        [escape(algorithm.name)]
          + Self.accelerators.map {
            projection.longestContext(of: algorithm, accelerators: $0).map(NumberFormat.integer)
              ?? "–"
          })
    }
    return table
  }

  /// By the size of a group, the length from which on it outweighs a critic.
  func outweighingLengths(
    _ weighed: (critic: ProjectedAlgorithm, group: ProjectedAlgorithm)
  ) -> TextTable {
    var table = TextTable(
      [("completions of the group", .left)] + Self.groupSizes.map { ("\($0)", .right) })
    table.add(
      ["tokens of each, from"]
        + Self.groupSizes.map {
          NumberFormat.integer(
            projection.outweighingLength(of: weighed.group, critic: weighed.critic, size: $0))
        })
    return table
  }

  /// What 1,000 tokens of a group take.
  func groupGigabytes(_ algorithm: ProjectedAlgorithm) -> String {
    Self.gigabytes(1_000 * projection.groupTokenBytes(of: algorithm))
  }

  /// What a critic takes whatever the lengths.
  func criticGigabytes(_ algorithm: ProjectedAlgorithm) -> String {
    Self.gigabytes(projection.criticBytes(of: algorithm))
  }

  /// Bytes as gigabytes of 10⁹, the unit of "80 GB" accelerators.
  private static func gigabytes(_ bytes: Int) -> String {
    if bytes > 0, bytes < 5_000_000 { return "<0.01" }
    return NumberFormat.fixed(Double(bytes) / 1e9, decimals: bytes >= 100_000_000_000 ? 0 : 2)
  }
}
