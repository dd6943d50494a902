/// Whether there are 32 registers of 16 numbers.
private var registersAreMany: Bool {
  #if INSTRUCTION_SET_X86_64_V4
    true
  #else
    false
  #endif
}

/// Neighbouring columns of one row of a tile, in whole vectors.
protocol Lanes {
  /// The most rows that are left over and done one by one sooner than as a tile of four.
  static var mostSingleRows: Int { get }
  /// Whether the registers hold a tile of six rows.
  static var holdsSixRows: Bool { get }
  /// Whether they hold one of eight: with six rows of one or two vectors, every chain would wait for its
  /// own last step where a core does two multiply-adds of a vector at once.
  static var holdsEightRows: Bool { get }
  /// Zeros.
  init()
  /// The numbers from `source` on.
  init(_ source: UnsafeMutablePointer<Float>)
  /// Adds `factor · lanes`, fused.
  mutating func addProduct(_ factor: Float, _ lanes: Self)
  /// Multiplies every number with `factor`.
  mutating func multiply(by factor: Float)
  /// Stores the first `width` numbers; only the last vector may be stored in part.
  func store(to target: UnsafeMutablePointer<Float>, _ width: Int)
}

struct Lanes1: Lanes {
  static var mostSingleRows: Int { 1 }
  static var holdsSixRows: Bool { true }
  static var holdsEightRows: Bool { registersAreMany }
  var v0 = Vector()

  @inline(__always) init() {}

  @inline(__always) init(_ source: UnsafeMutablePointer<Float>) {
    v0 = loadLanes(source)
  }

  @inline(__always) mutating func addProduct(_ factor: Float, _ lanes: Lanes1) {
    v0.addProduct(Vector(repeating: factor), lanes.v0)
  }

  @inline(__always) mutating func multiply(by factor: Float) {
    v0 *= Vector(repeating: factor)
  }

  @inline(__always) func store(to target: UnsafeMutablePointer<Float>, _ width: Int) {
    storeLanes(v0, to: target, count: width)
  }
}

struct Lanes2: Lanes {
  static var mostSingleRows: Int { 2 }
  static var holdsSixRows: Bool { registersAreMany }
  static var holdsEightRows: Bool { registersAreMany }
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

  @inline(__always) mutating func multiply(by factor: Float) {
    v0.multiply(by: factor)
    v1.multiply(by: factor)
  }

  @inline(__always) func store(to target: UnsafeMutablePointer<Float>, _ width: Int) {
    v0.store(to: target, 16)
    v1.store(to: target + 16, width - 16)
  }
}

struct Lanes3: Lanes {
  static var mostSingleRows: Int { 2 }
  static var holdsSixRows: Bool { registersAreMany }
  static var holdsEightRows: Bool { registersAreMany }
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

  @inline(__always) mutating func multiply(by factor: Float) {
    v01.multiply(by: factor)
    v2.multiply(by: factor)
  }

  @inline(__always) func store(to target: UnsafeMutablePointer<Float>, _ width: Int) {
    v01.store(to: target, 32)
    v2.store(to: target + 32, width - 32)
  }
}

struct Lanes4: Lanes {
  static var mostSingleRows: Int { 2 }
  static var holdsSixRows: Bool { registersAreMany }
  static var holdsEightRows: Bool { false }
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

  @inline(__always) mutating func multiply(by factor: Float) {
    v01.multiply(by: factor)
    v23.multiply(by: factor)
  }

  @inline(__always) func store(to target: UnsafeMutablePointer<Float>, _ width: Int) {
    v01.store(to: target, 32)
    v23.store(to: target + 32, width - 32)
  }
}
