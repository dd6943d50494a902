/// Runs fused multiply-adds on registers alone, which is the most that one core can do: what the rate of
/// kernels and of whole runs is held against.
///
/// - Parameters:
///   - steps: how many of each of the independent chains of 16 lanes.
///   - factor: what every chain is multiplied with; not known to the compiler.
/// - Returns: how many multiply-adds were done, and the sum of the chains, so that none can be left out.
@inline(never)
public func runMultiplyAdds(steps: Int, factor: Float) -> (count: Int, sum: Float) {
  let lanes = SIMD16<Float>(repeating: factor)
  var (c0, c1, c2) = (lanes, lanes + 1, lanes + 2)
  var (c3, c4, c5) = (lanes + 3, lanes + 4, lanes + 5)
  #if INSTRUCTION_SET_X86_64_V4
    var (c6, c7, c8) = (lanes + 6, lanes + 7, lanes + 8)
    var (c9, c10, c11) = (lanes + 9, lanes + 10, lanes + 11)
  #endif
  for _ in 0..<steps {
    c0.addProduct(lanes, lanes)
    c1.addProduct(lanes, lanes)
    c2.addProduct(lanes, lanes)
    c3.addProduct(lanes, lanes)
    c4.addProduct(lanes, lanes)
    c5.addProduct(lanes, lanes)
    #if INSTRUCTION_SET_X86_64_V4
      c6.addProduct(lanes, lanes)
      c7.addProduct(lanes, lanes)
      c8.addProduct(lanes, lanes)
      c9.addProduct(lanes, lanes)
      c10.addProduct(lanes, lanes)
      c11.addProduct(lanes, lanes)
    #endif
  }
  var sum = c0 + c1 + c2 + c3 + c4 + c5
  #if INSTRUCTION_SET_X86_64_V4
    sum += c6 + c7 + c8 + c9 + c10 + c11
    let chains = 12
  #else
    let chains = 6
  #endif
  return (16 * chains * steps, sum.sum())
}
