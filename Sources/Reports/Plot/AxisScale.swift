/// Maps values to pixels and says where an axis has ticks.
protocol AxisScale {
  /// The values of the ticks, ascending, within the two ends.
  var ticks: [Double] { get }

  /// The pixel of a value.
  func callAsFunction(_ value: Double) -> Double

  /// The text of a tick.
  func label(_ tick: Double) -> String
}

extension LinearScale: AxisScale {}
