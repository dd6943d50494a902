import Kernels
import Randomness

let activations = MemoryRole(.run, .activations)

/// A matrix whose numbers are given.
func matrix(_ rows: Int, _ columns: Int, _ numbers: [Float]) -> Matrix {
  let result = Matrix(rows: rows, columns: columns, role: activations, ledger: MemoryLedger())
  result.copy(from: numbers, count: numbers.count)
  return result
}

/// A matrix of zeros.
func zeros(_ rows: Int, _ columns: Int) -> Matrix {
  matrix(rows, columns, [])
}

/// A matrix of numbers uniform in [low, high), in the middle of a storage of NaN: a kernel that
/// takes a number from outside shows it.
func randomMatrix(
  _ rows: Int, _ columns: Int, _ stream: inout RandomStream, from low: Float = -1,
  to high: Float = 1
) -> Matrix {
  let storage = Storage(count: rows * columns + 64, role: activations, ledger: MemoryLedger())
  Matrix(storage, offset: 0, rows: 1, columns: storage.count).fill(.nan)
  let result = Matrix(storage, offset: 7, rows: rows, columns: columns)
  for index in 0..<result.count {
    result[index] = low + (high - low) * stream.uniformFloat()
  }
  return result
}

/// The bits of every number.
func bits(_ numbers: [Float]) -> [UInt32] {
  numbers.map(\.bitPattern)
}

/// The 64-bit FNV-1a hash of the numbers' bits, low byte first.
func digest(_ numbers: [Float]) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for number in numbers {
    for shift in [0, 8, 16, 24] as [UInt32] {
      hash = (hash ^ UInt64(number.bitPattern >> shift & 0xFF)) &* 0x100_0000_01B3
    }
  }
  return hash
}

/// Whether `work`, which may write to `matrix` alone, leaves the rest of its storage as it was:
/// views of the 64 numbers before and behind are compared.
func neighboursStay(_ rows: Int, _ columns: Int, _ work: (Matrix) -> Void) -> Bool {
  let count = rows * columns
  let storage = Storage(count: count + 128, role: activations, ledger: MemoryLedger())
  let whole = Matrix(storage, offset: 0, rows: 1, columns: storage.count)
  whole.fill(7)
  work(Matrix(storage, offset: 64, rows: rows, columns: columns))
  let after = whole.toArray()
  return after[..<64].allSatisfy { $0 == 7 } && after[(64 + count)...].allSatisfy { $0 == 7 }
}
