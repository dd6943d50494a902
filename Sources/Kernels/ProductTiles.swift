/// The left factor of a product: where the number for output row i and step p lies.
struct LeftFactor {
  /// The number for row 0 and step 0.
  let base: UnsafeMutablePointer<Float>
  /// From one output row to the next.
  let rowStride: Int
  /// From one step of the chains to the next.
  let stepStride: Int
}

/// The product of a left factor and `b`, by tiles.
///
/// A tile is six rows (or one) of one to four vectors of 16 columns, all its chains in registers.
/// A vector's lanes are 16 outputs, so how the output is cut into tiles changes no bit. Columns
/// past the end are computed from what follows a row of `b` in memory, and not stored. Rows past
/// the end repeat the last one.
func multiplyTiles(
  _ left: LeftFactor, _ b: Matrix, into c: Matrix, from start: ProductStart
) {
  #if INSTRUCTION_SET_X86_64_V4
    let panelWidth = 64
  #else
    let panelWidth = 16
  #endif
  for column in stride(from: 0, to: c.columns, by: panelWidth) {
    let width = min(panelWidth, c.columns - column)
    let panel = Panel(left, b, c, start, column: column, width: width)
    switch (width + 15) / 16 {
    case 1: panel.multiply(Lanes1.self)
    #if INSTRUCTION_SET_X86_64_V4
      case 2: panel.multiply(Lanes2.self)
      case 3: panel.multiply(Lanes3.self)
      default: panel.multiply(Lanes4.self)
    #else
      default: break
    #endif
    }
  }
}

/// Some columns of a product.
private struct Panel {
  let left: LeftFactor
  let right: UnsafeMutablePointer<Float>
  let output: UnsafeMutablePointer<Float>
  /// The start of row 0's chains; nil for zeros.
  let start: UnsafeMutablePointer<Float>?
  /// From one row's start to the next: 0 where they share it.
  let startStride: Int
  let rows: Int
  let steps: Int
  /// From one row to the next, in `right` and in `output`.
  let stride: Int
  let width: Int

  init(
    _ left: LeftFactor, _ b: Matrix, _ c: Matrix, _ start: ProductStart, column: Int, width: Int
  ) {
    self.left = left
    right = b.base + column
    output = c.base + column
    (self.start, startStride) =
      switch start {
      case .zero: (nil, 0)
      case .existing: (c.base + column, c.columns)
      case .row(let row): (row.base + column, 0)
      }
    rows = c.rows
    steps = b.rows
    stride = c.columns
    self.width = width
  }

  @inline(__always)
  func multiply<V: Lanes>(_ lanes: V.Type) {
    var row = 0
    while rows - row > V.mostSingleRows {
      sixRows(from: row, lanes)
      row += 6
    }
    while row < rows {
      oneRow(row, lanes)
      row += 1
    }
  }

  @inline(__always)
  private func firstLanes<V: Lanes>(of row: Int) -> V {
    guard let start else { return V() }
    return V(start + row * startStride)
  }

  /// Six rows from `row` on; those past the end repeat the last one.
  @inline(__always)
  private func sixRows<V: Lanes>(from row: Int, _ lanes: V.Type) {
    let last = rows - 1
    let (r0, r1, r2) = (row, min(row + 1, last), min(row + 2, last))
    let (r3, r4, r5) = (min(row + 3, last), min(row + 4, last), min(row + 5, last))
    let a0 = left.base + r0 * left.rowStride
    let a1 = left.base + r1 * left.rowStride
    let a2 = left.base + r2 * left.rowStride
    let a3 = left.base + r3 * left.rowStride
    let a4 = left.base + r4 * left.rowStride
    let a5 = left.base + r5 * left.rowStride
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
      b += stride
      step &+= left.stepStride
    }
    c0.store(to: output + r0 * stride, width)
    c1.store(to: output + r1 * stride, width)
    c2.store(to: output + r2 * stride, width)
    c3.store(to: output + r3 * stride, width)
    c4.store(to: output + r4 * stride, width)
    c5.store(to: output + r5 * stride, width)
  }

  @inline(__always)
  private func oneRow<V: Lanes>(_ row: Int, _ lanes: V.Type) {
    let a = left.base + row * left.rowStride
    var c: V = firstLanes(of: row)
    var b = right
    var step = 0
    for _ in 0..<steps {
      c.addProduct(a[step], V(b))
      b += stride
      step &+= left.stepStride
    }
    c.store(to: output + row * stride, width)
  }
}

/// Neighbouring columns of one row, in whole vectors. In the file of the code that uses it, so
/// that it is specialised there without whole-module compilation.
private protocol Lanes {
  /// The most rows that are left over and done one by one sooner than as a tile of six.
  static var mostSingleRows: Int { get }
  /// Zeros.
  init()
  /// The numbers from `source` on.
  init(_ source: UnsafeMutablePointer<Float>)
  /// Adds `factor · lanes`, fused.
  mutating func addProduct(_ factor: Float, _ lanes: Self)
  /// Stores the first `width` numbers; only the last vector may be stored in part.
  func store(to target: UnsafeMutablePointer<Float>, _ width: Int)
}

private struct Lanes1: Lanes {
  static var mostSingleRows: Int { 1 }
  var v0 = Vector()

  @inline(__always) init() {}

  @inline(__always) init(_ source: UnsafeMutablePointer<Float>) {
    v0 = loadLanes(source)
  }

  @inline(__always) mutating func addProduct(_ factor: Float, _ lanes: Lanes1) {
    v0.addProduct(Vector(repeating: factor), lanes.v0)
  }

  @inline(__always) func store(to target: UnsafeMutablePointer<Float>, _ width: Int) {
    storeLanes(v0, to: target, count: width)
  }
}

#if INSTRUCTION_SET_X86_64_V4
  private struct Lanes2: Lanes {
    static var mostSingleRows: Int { 2 }
    var v0 = Lanes1()
    var v1 = Lanes1()

    @inline(__always) init() {}

    @inline(__always) init(_ source: UnsafeMutablePointer<Float>) {
      v0 = Lanes1(source)
      v1 = Lanes1(source + 16)
    }

    @inline(__always) mutating func addProduct(_ factor: Float, _ lanes: Lanes2) {
      v0.addProduct(factor, lanes.v0)
      v1.addProduct(factor, lanes.v1)
    }

    @inline(__always) func store(to target: UnsafeMutablePointer<Float>, _ width: Int) {
      v0.store(to: target, 16)
      v1.store(to: target + 16, width - 16)
    }
  }

  private struct Lanes3: Lanes {
    static var mostSingleRows: Int { 3 }
    var v01 = Lanes2()
    var v2 = Lanes1()

    @inline(__always) init() {}

    @inline(__always) init(_ source: UnsafeMutablePointer<Float>) {
      v01 = Lanes2(source)
      v2 = Lanes1(source + 32)
    }

    @inline(__always) mutating func addProduct(_ factor: Float, _ lanes: Lanes3) {
      v01.addProduct(factor, lanes.v01)
      v2.addProduct(factor, lanes.v2)
    }

    @inline(__always) func store(to target: UnsafeMutablePointer<Float>, _ width: Int) {
      v01.store(to: target, 32)
      v2.store(to: target + 32, width - 32)
    }
  }

  private struct Lanes4: Lanes {
    static var mostSingleRows: Int { 3 }
    var v01 = Lanes2()
    var v23 = Lanes2()

    @inline(__always) init() {}

    @inline(__always) init(_ source: UnsafeMutablePointer<Float>) {
      v01 = Lanes2(source)
      v23 = Lanes2(source + 32)
    }

    @inline(__always) mutating func addProduct(_ factor: Float, _ lanes: Lanes4) {
      v01.addProduct(factor, lanes.v01)
      v23.addProduct(factor, lanes.v23)
    }

    @inline(__always) func store(to target: UnsafeMutablePointer<Float>, _ width: Int) {
      v01.store(to: target, 32)
      v23.store(to: target + 32, width - 32)
    }
  }
#endif
