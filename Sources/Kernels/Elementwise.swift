import Foundation

public func addRow(_ row: Matrix, to x: Matrix) {
  requireShape(row, 1, x.columns, "the row", "addRow")
  for i in 0..<x.rows { for j in 0..<x.columns { x[i, j] += row[j] } }
}
private func map(_ x: Matrix, _ y: Matrix, _ f: (Float) -> Float) {
  requireSameShape(x, y, "map")
  for i in 0..<x.count { y[i] = f(x[i]) }
}
private func map(_ d: Matrix, _ x: Matrix, _ y: Matrix, _ f: (Float, Float) -> Float) {
  requireSameShape(x, y, "map")
  requireSameShape(x, d, "map")
  for i in 0..<x.count { y[i] = f(d[i], x[i]) }
}
public func exp(_ x: Float) -> Float { Float(Foundation.exp(Double(x))) }
public func log(_ x: Float) -> Float { Float(Foundation.log(Double(x))) }
public func tanh(_ x: Float) -> Float { Float(Foundation.tanh(Double(x))) }
public func tanh(_ x: Matrix, into y: Matrix) { map(x, y) { tanh($0) } }
public func exp(_ x: Matrix, into y: Matrix) { map(x, y) { exp($0) } }
public func log(_ x: Matrix, into y: Matrix) { map(x, y) { log($0) } }
public func sigmoid(_ x: Matrix, into y: Matrix) { map(x, y) { 1 / (1 + exp(-$0)) } }
public func relu(_ x: Matrix, into y: Matrix) { map(x, y) { $0 <= 0 ? 0 : $0 } }
private func inner(_ x: Float) -> Float { 0.7978845608 * (x + 0.044715 * x * x * x) }
public func gelu(_ x: Matrix, into y: Matrix) { map(x, y) { 0.5 * $0 * (1 + tanh(inner($0))) } }
public func tanhDerivative(times d: Matrix, output y: Matrix, into r: Matrix) {
  map(d, y, r) { $0 * (1 - $1 * $1) }
}
public func reluDerivative(times d: Matrix, input x: Matrix, into r: Matrix) {
  map(d, x, r) { $1 <= 0 ? 0 : $0 }
}
public func geluDerivative(times d: Matrix, input x: Matrix, into r: Matrix) {
  map(d, x, r) { d, x in
    let t = tanh(inner(x))
    let slope = 0.7978845608 * (1 + 3 * 0.044715 * x * x)
    return d * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * Float(slope))
  }
}
public func multiplyElements(_ a: Matrix, _ b: Matrix, into c: Matrix) { map(a, b, c) { $0 * $1 } }
