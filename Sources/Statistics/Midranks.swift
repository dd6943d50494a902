/// The midranks of ascending values, doubled so that they are whole: a tie shares the mean of the
/// ranks that its values take up.
struct Midranks {
  /// Twice the midrank of each value, ascending, from 2 on.
  let doubled: [Int]

  /// The midranks of values, equal where `areTied` holds of neighbours.
  ///
  /// - Precondition: `values` are ascending.
  init<Value>(ascending values: [Value], areTied: (Value, Value) -> Bool) {
    var doubled: [Int] = []
    doubled.reserveCapacity(values.count)
    while doubled.count < values.count {
      let first = doubled.count
      var end = first + 1
      while end < values.count && areTied(values[end - 1], values[end]) { end += 1 }
      doubled += repeatElement(first + 1 + end, count: end - first)
    }
    self.doubled = doubled
  }

  /// The midranks of a sample.
  init(_ sample: SortedSample) {
    self.init(ascending: sample.values, areTied: ==)
  }
}
