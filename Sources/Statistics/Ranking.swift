/// The distinct values of a sample and the place of each among them.
struct Ranking {
  /// The distinct values, ascending.
  let distinct: [Double]

  /// The ranking of a sample's values.
  init(of sample: SortedSample) {
    var distinct: [Double] = []
    for value in sample.values where value != distinct.last { distinct.append(value) }
    self.distinct = distinct
  }

  /// The place of a value that is in the sample, from 0.
  func rank(of value: Double) -> Int {
    var (low, high) = (0, distinct.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if distinct[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
