/// What one core can do at most: fused multiply-adds on registers alone.
enum PeakRate {
  #if PEAK_AVX512
    static let chains = 12
  #else
    static let chains = 6
  #endif

  /// Runs `steps` fused multiply-adds on each of the independent chains of 16 lanes.
  ///
  /// - Parameters:
  ///   - steps: how many per chain.
  ///   - factor: what every chain is multiplied with; not known to the compiler.
  /// - Returns: the sum of the chains, so that none can be left out.
  @inline(never)
  static func run(steps: Int, factor: SIMD16<Float>) -> Float {
    var (c0, c1, c2) = (factor, factor + 1, factor + 2)
    var (c3, c4, c5) = (factor + 3, factor + 4, factor + 5)
    #if PEAK_AVX512
      var (c6, c7, c8) = (factor + 6, factor + 7, factor + 8)
      var (c9, c10, c11) = (factor + 9, factor + 10, factor + 11)
    #endif
    for _ in 0..<steps {
      c0.addProduct(factor, factor)
      c1.addProduct(factor, factor)
      c2.addProduct(factor, factor)
      c3.addProduct(factor, factor)
      c4.addProduct(factor, factor)
      c5.addProduct(factor, factor)
      #if PEAK_AVX512
        c6.addProduct(factor, factor)
        c7.addProduct(factor, factor)
        c8.addProduct(factor, factor)
        c9.addProduct(factor, factor)
        c10.addProduct(factor, factor)
        c11.addProduct(factor, factor)
      #endif
    }
    #if PEAK_AVX512
      return (c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11).sum()
    #else
      return (c0 + c1 + c2 + c3 + c4 + c5).sum()
    #endif
  }

  /// Floating-point operations of ``run(steps:factor:)``, a fused multiply-add counted as two.
  static func operations(steps: Int) -> Double {
    2 * 16 * Double(chains) * Double(steps)
  }
}
