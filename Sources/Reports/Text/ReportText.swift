extension TaskSection {
  /// The decimals of the task's scores wherever they are printed: four significant digits for the
  /// score of largest magnitude.
  var decimals: Int { NumberFormat.decimals(for: arms.flatMap(\.scores)) }
}

extension IntervalSection {
  /// `[lower, upper]`.
  func text(decimals: Int) -> String {
    "[\(NumberFormat.fixed(lower, decimals: decimals)), "
      + "\(NumberFormat.fixed(upper, decimals: decimals))]"
  }
}
