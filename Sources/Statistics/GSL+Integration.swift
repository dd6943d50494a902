import CGSL

extension GSL {
  /// The integral of a smooth function over a bounded interval, to 10⁻¹² of its value.
  ///
  /// Adaptive Gauss–Kronrod quadrature with 61 points (`gsl_integration_qag`). That it stops for
  /// rounding, which is usual this close to the last digit, is accepted where GSL's estimate of the
  /// error is below 10⁻¹⁰ of the value; the estimate is many times the error.
  ///
  /// - Parameter name: what an error calls the integral.
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)`` where it does not come so close.
  static func integral(
    of function: (Double) -> Double, from lower: Double, to upper: Double, name: String
  ) throws -> Double {
    handlerIsOff
    let intervals = 200
    let workspace = gsl_integration_workspace_alloc(intervals)
    defer { gsl_integration_workspace_free(workspace) }
    var (value, error) = (0.0, 0.0)
    let status = withoutActuallyEscaping(function) { function in
      var integrand = Integrand(function: function)
      return withUnsafeMutablePointer(to: &integrand) { pointer in
        var callback = gsl_function(
          function: { x, parameters in
            guard let parameters else { return .nan }
            return parameters.assumingMemoryBound(to: Integrand.self).pointee.function(x)
          }, params: UnsafeMutableRawPointer(pointer))
        return gsl_integration_qag(
          &callback, lower, upper, 0, 1e-12, intervals, Int32(GSL_INTEG_GAUSS61), workspace, &value,
          &error)
      }
    }
    let stoppedForRounding = Int(status) == GSL_EROUND && error <= 1e-10 * value.magnitude
    guard Int(status) == GSL_SUCCESS || stoppedForRounding, value.isFinite else {
      throw StatisticsError.noFiniteValue(of: name, arguments: [lower, upper])
    }
    return value
  }

  private struct Integrand {
    let function: (Double) -> Double
  }
}
