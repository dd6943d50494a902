/// Places labels near where they belong without overlaps.
enum LabelLayout {
  /// The positions nearest to `wanted` that are at least `spacing` apart and within the range, in
  /// the order given. Where there is no room for all, the spacing shrinks.
  static func spread(_ wanted: [Double], spacing: Double, within range: ClosedRange<Double>)
    -> [Double]
  {
    guard wanted.count > 1 else {
      return wanted.map { min(max($0, range.lowerBound), range.upperBound) }
    }
    let room = range.upperBound - range.lowerBound
    let gap = min(spacing, room / Double(wanted.count - 1))
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    // Groups of touching labels, each as near to its members' wishes as it can be.
    var groups: [(members: [Int], center: Double)] = []
    for index in order {
      groups.append(([index], wanted[index]))
      groups[groups.count - 1].center = fit(groups[groups.count - 1], wanted, gap, range)
      while groups.count > 1, overlaps(groups[groups.count - 2], groups[groups.count - 1], gap) {
        let last = groups.removeLast()
        groups[groups.count - 1].members += last.members
        groups[groups.count - 1].center = fit(groups[groups.count - 1], wanted, gap, range)
      }
    }
    var result = wanted
    for group in groups {
      for (place, index) in group.members.enumerated() {
        result[index] = group.center + (Double(place) - Double(group.members.count - 1) / 2) * gap
      }
    }
    return result
  }

  private typealias Group = (members: [Int], center: Double)

  private static func fit(
    _ group: Group, _ wanted: [Double], _ gap: Double, _ range: ClosedRange<Double>
  ) -> Double {
    let half = Double(group.members.count - 1) / 2 * gap
    let mean = group.members.reduce(0) { $0 + wanted[$1] } / Double(group.members.count)
    return min(max(mean, range.lowerBound + half), range.upperBound - half)
  }

  private static func overlaps(_ first: Group, _ second: Group, _ gap: Double) -> Bool {
    let halves = Double(first.members.count + second.members.count) / 2 * gap
    return second.center - first.center < halves - 1e-9
  }
}

/// How wide text is, roughly: there are no font metrics here.
enum TextWidth {
  /// The width in pixels at a font size, on the generous side for Latin letters.
  static func estimate(_ text: String, size: Double) -> Double {
    text.reduce(0) { $0 + (DisplayWidth.isWide($1) ? 1.05 : 0.6) } * size
  }

  /// Splits a text into lines of at most this width, at spaces.
  static func wrap(_ text: String, size: Double, width: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in Words.of(text) {
      let longer = line.isEmpty ? word : line + " " + word
      if line.isEmpty || estimate(longer, size: size) <= width {
        line = longer
      } else {
        lines.append(line)
        line = word
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
