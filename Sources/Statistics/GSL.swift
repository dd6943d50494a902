import CGSL

/// The functions of the GNU Scientific Library that the statistics rest on.
///
/// Arguments are checked by the callers. GSL's error handler, which aborts the process, is switched
/// off once before the first call.
///
/// What is *not* taken from GSL, and why: `gsl_stats_mean` and its kin add in `long double`, and
/// `gsl_stats_quantile_from_sorted_data` is compiled to a fused multiply-add on arm64, so their last
/// bits differ between processors. `gsl_stats_trmean_from_sorted_data`,
/// `gsl_stats_median_from_sorted_data` and `gsl_sort` use only operations that are rounded alike
/// everywhere.
package enum GSL {
  static let handlerIsOff: Void = { _ = gsl_set_error_handler_off() }()

  /// P(T > t) for Student's t with `degreesOfFreedom`, which need not be whole.
  ///
  /// Above 30 degrees of freedom `gsl_cdf_tdist_Q` is a Cornish-Fisher expansion whose relative error
  /// reaches 5·10⁻⁷ far out; from t = 4 on, half of the incomplete beta function I(ν/2, ½) at
  /// ν/(ν + t²), the same probability, is taken instead.
  ///
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  package static func studentUpperTail(_ t: Double, degreesOfFreedom: Double) throws -> Double {
    handlerIsOff
    let tail =
      degreesOfFreedom > 30 && t >= 4
      ? gsl_cdf_beta_P(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5) / 2
      : gsl_cdf_tdist_Q(t, degreesOfFreedom)
    return try finite(tail, "the upper tail of Student's t", [t, degreesOfFreedom])
  }

  /// The t with P(T > t) = `tail` for Student's t with `degreesOfFreedom`.
  ///
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  package static func studentUpperQuantile(_ tail: Double, degreesOfFreedom: Double) throws
    -> Double
  {
    handlerIsOff
    return try finite(
      gsl_cdf_tdist_Qinv(tail, degreesOfFreedom), "the upper quantile of Student's t",
      [tail, degreesOfFreedom])
  }

  /// The z with P(Z > z) = `tail` for a standard normal Z.
  ///
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  package static func normalUpperQuantile(_ tail: Double) throws -> Double {
    handlerIsOff
    return try finite(
      gsl_cdf_ugaussian_Qinv(tail), "the upper quantile of the normal distribution", [tail])
  }

  /// The mean of ascending values without the lowest and the highest ⌊`trim` · n⌋.
  ///
  /// - Precondition: `sorted` is not empty and 0 ≤ `trim` < 0.5.
  static func trimmedMean(sorted: [Double], trim: Double) -> Double {
    handlerIsOff
    return gsl_stats_trmean_from_sorted_data(trim, sorted, 1, sorted.count)
  }

  /// The median of ascending values; the mean of the two middle ones if their number is even.
  ///
  /// - Precondition: `sorted` is not empty.
  static func median(sorted: [Double]) -> Double {
    handlerIsOff
    return gsl_stats_median_from_sorted_data(sorted, 1, sorted.count)
  }

  /// Sorts in place, ascending, without allocating.
  ///
  /// - Precondition: no value is NaN.
  static func sort(_ values: inout [Double]) {
    handlerIsOff
    gsl_sort(&values, 1, values.count)
  }

  static func finite(
    _ value: Double, _ function: String, _ arguments: [Double]
  ) throws -> Double {
    guard value.isFinite else {
      throw StatisticsError.noFiniteValue(of: function, arguments: arguments)
    }
    return value
  }
}
