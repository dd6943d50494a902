/// Some columns of a product.
struct Panel {
  let left: LeftFactor
  let right: UnsafeMutablePointer<Float>
  /// From one step to the next, in `right`.
  let rightStride: Int
  let output: UnsafeMutablePointer<Float>
  /// From one row to the next, in `output`.
  let outputStride: Int
  /// The start of row 0's chains; nil for zeros.
  let start: UnsafeMutablePointer<Float>?
  /// From one row's start to the next: 0 where they share it.
  let startStride: Int
  let rows: Int
  let steps: Int
  let width: Int

  @inline(__always)
  func multiply<V: Lanes>(_ lanes: V.Type) {
    var row = 0
    while V.holdsEightRows && rows &- row >= 8 {
      eightRows(from: row, lanes, areWhole: true)
      row &+= 8
    }
    if V.holdsEightRows && rows &- row > 6 {
      eightRows(from: row, lanes, areWhole: false)
      row &+= 8
    }
    while V.holdsSixRows && rows &- row >= 6 {
      sixRows(from: row, lanes, areWhole: true)
      row &+= 6
    }
    if V.holdsSixRows && rows &- row > 4 {
      sixRows(from: row, lanes, areWhole: false)
      row &+= 6
    }
    if V.holdsSixRows && rows &- row > V.mostSingleRows {
      fourRows(from: row, lanes)
      row &+= 4
    }
    while row < rows {
      oneRow(row, lanes)
      row &+= 1
    }
  }

  /// ``multiply(_:)`` of 64 columns and at most 64 steps, which are first copied side by side to the stack.
  @inline(never)
  func multiplyPacked() {
    var packed = InlineArray<256, Vector>(repeating: Vector())
    withUnsafeMutablePointer(to: &packed) { pointer in
      let base = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Float.self)
      for step in 0..<steps {
        let (source, target) = (right + step &* rightStride, base + 64 &* step)
        for column in stride(from: 0, to: 64, by: 16) {
          storeLanes(loadLanes(source + column), to: target + column)
        }
      }
      Panel(
        left: left, right: base, rightStride: 64, output: output, outputStride: outputStride,
        start: start, startStride: startStride, rows: rows, steps: steps, width: width
      ).multiply(Lanes4.self)
    }
  }

  @inline(__always)
  private func firstLanes<V: Lanes>(of row: Int) -> V {
    guard let start else { return V() }
    return V(start + row &* startStride)
  }

  /// Six rows from `row` on; those past the end, unless all `areWhole`, repeat the last one.
  @inline(__always)
  private func sixRows<V: Lanes>(from row: Int, _ lanes: V.Type, areWhole: Bool) {
    let last = areWhole ? Int.max : rows &- 1
    let (r0, r1, r2) = (row, min(row &+ 1, last), min(row &+ 2, last))
    let (r3, r4, r5) = (min(row &+ 3, last), min(row &+ 4, last), min(row &+ 5, last))
    let a0 = left.base + r0 &* left.rowStride
    let a1 = left.base + r1 &* left.rowStride
    let a2 = left.base + r2 &* left.rowStride
    let a3 = left.base + r3 &* left.rowStride
    let a4 = left.base + r4 &* left.rowStride
    let a5 = left.base + r5 &* left.rowStride
    var (c0, c1, c2): (V, V, V) = (firstLanes(of: r0), firstLanes(of: r1), firstLanes(of: r2))
    var (c3, c4, c5): (V, V, V) = (firstLanes(of: r3), firstLanes(of: r4), firstLanes(of: r5))
    var b = right
    var step = 0
    for _ in 0..<steps {
      let lanes = V(b)
      c0.addProduct(a0[step], lanes)
      c1.addProduct(a1[step], lanes)
      c2.addProduct(a2[step], lanes)
      c3.addProduct(a3[step], lanes)
      c4.addProduct(a4[step], lanes)
      c5.addProduct(a5[step], lanes)
      b += rightStride
      step &+= left.stepStride
    }
    c0.store(to: output + r0 &* outputStride, width)
    c1.store(to: output + r1 &* outputStride, width)
    c2.store(to: output + r2 &* outputStride, width)
    c3.store(to: output + r3 &* outputStride, width)
    c4.store(to: output + r4 &* outputStride, width)
    c5.store(to: output + r5 &* outputStride, width)
  }

  /// Four rows from `row` on; those past the end repeat the last one.
  @inline(__always)
  private func fourRows<V: Lanes>(from row: Int, _ lanes: V.Type) {
    let last = rows &- 1
    let (r1, r2, r3) = (min(row &+ 1, last), min(row &+ 2, last), min(row &+ 3, last))
    let (a0, a1) = (left.base + row &* left.rowStride, left.base + r1 &* left.rowStride)
    let (a2, a3) = (left.base + r2 &* left.rowStride, left.base + r3 &* left.rowStride)
    var (c0, c1): (V, V) = (firstLanes(of: row), firstLanes(of: r1))
    var (c2, c3): (V, V) = (firstLanes(of: r2), firstLanes(of: r3))
    var b = right
    var step = 0
    for _ in 0..<steps {
      let lanes = V(b)
      c0.addProduct(a0[step], lanes)
      c1.addProduct(a1[step], lanes)
      c2.addProduct(a2[step], lanes)
      c3.addProduct(a3[step], lanes)
      b += rightStride
      step &+= left.stepStride
    }
    c0.store(to: output + row &* outputStride, width)
    c1.store(to: output + r1 &* outputStride, width)
    c2.store(to: output + r2 &* outputStride, width)
    c3.store(to: output + r3 &* outputStride, width)
  }

  /// Eight rows from `row` on; those past the end, unless all `areWhole`, repeat the last one.
  @inline(__always)
  private func eightRows<V: Lanes>(from row: Int, _ lanes: V.Type, areWhole: Bool) {
    let last = areWhole ? Int.max : rows &- 1
    let (r0, r1, r2, r3) = (row, min(row &+ 1, last), min(row &+ 2, last), min(row &+ 3, last))
    let (r4, r5) = (min(row &+ 4, last), min(row &+ 5, last))
    let (r6, r7) = (min(row &+ 6, last), min(row &+ 7, last))
    let (a0, a1) = (left.base + r0 &* left.rowStride, left.base + r1 &* left.rowStride)
    let (a2, a3) = (left.base + r2 &* left.rowStride, left.base + r3 &* left.rowStride)
    let (a4, a5) = (left.base + r4 &* left.rowStride, left.base + r5 &* left.rowStride)
    let (a6, a7) = (left.base + r6 &* left.rowStride, left.base + r7 &* left.rowStride)
    var (c0, c1): (V, V) = (firstLanes(of: r0), firstLanes(of: r1))
    var (c2, c3): (V, V) = (firstLanes(of: r2), firstLanes(of: r3))
    var (c4, c5): (V, V) = (firstLanes(of: r4), firstLanes(of: r5))
    var (c6, c7): (V, V) = (firstLanes(of: r6), firstLanes(of: r7))
    var b = right
    var step = 0
    for _ in 0..<steps {
      let lanes = V(b)
      c0.addProduct(a0[step], lanes)
      c1.addProduct(a1[step], lanes)
      c2.addProduct(a2[step], lanes)
      c3.addProduct(a3[step], lanes)
      c4.addProduct(a4[step], lanes)
      c5.addProduct(a5[step], lanes)
      c6.addProduct(a6[step], lanes)
      c7.addProduct(a7[step], lanes)
      b += rightStride
      step &+= left.stepStride
    }
    c0.store(to: output + r0 &* outputStride, width)
    c1.store(to: output + r1 &* outputStride, width)
    c2.store(to: output + r2 &* outputStride, width)
    c3.store(to: output + r3 &* outputStride, width)
    c4.store(to: output + r4 &* outputStride, width)
    c5.store(to: output + r5 &* outputStride, width)
    c6.store(to: output + r6 &* outputStride, width)
    c7.store(to: output + r7 &* outputStride, width)
  }

  @inline(__always)
  private func oneRow<V: Lanes>(_ row: Int, _ lanes: V.Type) {
    let a = left.base + row &* left.rowStride
    var c: V = firstLanes(of: row)
    var b = right
    var step = 0
    for _ in 0..<steps {
      c.addProduct(a[step], V(b))
      b += rightStride
      step &+= left.stepStride
    }
    c.store(to: output + row &* outputStride, width)
  }
}
