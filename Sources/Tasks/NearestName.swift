/// The candidate that a misspelt name most likely stands for: the fewest insertions, deletions and
/// replacements of characters away, letter case aside, and no more than half the name's length (at
/// least two).
///
/// Of equally near candidates the first; nil where none is near enough.
///
/// Source: Levenshtein, *Binary codes capable of correcting deletions, insertions, and reversals*
/// (1966), computed row by row after Wagner and Fischer (1974).
package func nearestName(to name: String, in candidates: [String]) -> String? {
  let limit = max(2, name.count / 2)
  var nearest: String?
  var fewest = limit + 1
  for candidate in candidates {
    let edits = editDistance(Array(name.lowercased()), Array(candidate.lowercased()))
    if edits < fewest { (nearest, fewest) = (candidate, edits) }
  }
  return nearest
}

private func editDistance(_ first: [Character], _ second: [Character]) -> Int {
  var row = Array(0...second.count)
  for (i, character) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for j in second.indices {
      let replaced = diagonal + (character == second[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[second.count]
}
