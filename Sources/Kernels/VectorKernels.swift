public func dot(_ a: Matrix, _ b: Matrix) -> Double {
  requireSameShape(a, b, "dot")
  var sum = 0.0
  for i in 0..<a.count { sum += Double(a[i]) * Double(b[i]) }
  return sum
}
public func sum(_ x: Matrix) -> Double {
  var sum = 0.0
  for i in 0..<x.count { sum += Double(x[i]) }
  return sum
}
public func sumOfSquares(_ x: Matrix) -> Double { dot(x, x) }
public func maximumMagnitude(_ x: Matrix) -> Float {
  var result: Float = 0
  for i in 0..<x.count { result = x[i].isNaN ? .nan : max(result, abs(x[i])) }
  return result
}
public func addScaled(_ x: Matrix, by factor: Float, to y: Matrix) {
  scaleAndAdd(x, by: factor, to: y, into: y)
}
public func scale(_ x: Matrix, by factor: Float) {
  for i in 0..<x.count { x[i] *= factor }
}
public func scaleAndAdd(_ x: Matrix, by factor: Float, to y: Matrix, into z: Matrix) {
  requireSameShape(x, y, "scaleAndAdd")
  requireSameShape(x, z, "scaleAndAdd")
  for i in 0..<x.count { z[i] = y[i].addingProduct(factor, x[i]) }
}
