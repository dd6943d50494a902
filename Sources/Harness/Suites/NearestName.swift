/// What a person who mistyped a name most likely meant.
package enum NearestName {
  /// The candidate with the smallest edit distance to `name`, letter case aside; the first of
  /// several; nil where there are no candidates.
  package static func of(_ name: String, in candidates: [String]) -> String? {
    let lowercased = name.lowercased()
    return candidates.min {
      editDistance(lowercased, $0.lowercased()) < editDistance(lowercased, $1.lowercased())
    }
  }

  /// The insertions, deletions, substitutions and swaps of neighbours that turn one text into
  /// another (optimal string alignment).
  package static func editDistance(_ first: String, _ second: String) -> Int {
    let first = Array(first)
    let second = Array(second)
    var beforePrevious: [Int] = []
    var previous = Array(0...second.count)
    for row in 0..<first.count {
      var current = [row + 1]
      for column in 0..<second.count {
        let substitution = previous[column] + (first[row] == second[column] ? 0 : 1)
        var best = min(substitution, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          best = min(best, beforePrevious[column - 1] + 1)
        }
        current.append(best)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[second.count]
  }
}
