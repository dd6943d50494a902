import Foundation

/// The C library's `pow`, called even where the exponent is known to be 2.
///
/// Gymnasium squares with `pow(x, 2)`, which differs from `x * x` in the last bit for about one
/// number in a thousand (glibc 2.36). The optimiser replaces `pow(x, 2.0)` by `x * x` where it can
/// see the exponent; behind a function it may not look into, it cannot.
@inline(never)
package func libraryPower(_ base: Double, _ exponent: Double) -> Double {
  pow(base, exponent)
}

/// The C library's `powf`, called even where the exponent is known to be 2.
@inline(never)
package func libraryPower(_ base: Float, _ exponent: Float) -> Float {
  pow(base, exponent)
}
