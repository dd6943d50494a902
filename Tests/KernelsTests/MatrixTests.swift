import Kernels
import Testing

struct MatrixTests {
  @Test
  func `copies and views see the same numbers`() {
    let x = matrix(3, 2, [1, 2, 3, 4, 5, 6])
    let copy = x
    copy[1, 0] = 30
    #expect(x[2] == 30)
    #expect(x.rows(1..<3).toArray() == [30, 4, 5, 6])
    #expect(x.reshaped(rows: 2, columns: 3)[1, 2] == 6)
    #expect(x.slice(offset: 1, rows: 1, columns: 4).toArray() == [2, 30, 4, 5])
    x.rows(2..<3).rows(0..<1)[0] = 50
    #expect(x[2, 0] == 50)
  }

  @Test
  func `a new matrix is zero and its storage aligned`() {
    let x = zeros(5, 7)
    #expect(x.toArray() == Array(repeating: 0, count: 35))
    #expect(x.count == 35)
  }

  @Test
  func `a view keeps its storage`() {
    let ledger = MemoryLedger()
    var view: Matrix? = Matrix(rows: 4, columns: 4, role: activations, ledger: ledger).rows(1..<2)
    #expect(ledger.bytes(activations) == 64)
    view?.fill(3)
    #expect(view?.toArray() == [3, 3, 3, 3])
    view = nil
    #expect(ledger.bytes(activations) == 0)
  }

  @Test
  func `copying takes part of an array, or a matrix that may overlap`() {
    let x = zeros(1, 4)
    x.copy(from: [1, 2, 3, 4, 5], at: 1, count: 3)
    #expect(x.toArray() == [2, 3, 4, 0])
    x.slice(offset: 1, rows: 1, columns: 3).copy(from: x.slice(offset: 0, rows: 1, columns: 3))
    #expect(x.toArray() == [2, 2, 3, 4])
  }

  @Test
  func `a row is copied to another, and no further`() {
    let x = matrix(3, 2, [1, 2, 3, 4, 5, 6])
    x.copyRow(2, to: 0)
    #expect(x.toArray() == [5, 6, 3, 4, 5, 6])
  }

  @Test(arguments: [1, 15, 16, 17, 50])
  func `one infinity or NaN makes a matrix not finite`(count: Int) {
    let x = zeros(1, count)
    #expect(x.isFinite)
    for number in [Float.infinity, -.infinity, .nan] {
      x[count - 1] = number
      #expect(!x.isFinite)
    }
    #expect(zeros(0, 3).isFinite)
  }

  @Test
  func `numbers behind a view do not decide whether it is finite`() {
    let x = matrix(1, 4, [1, 2, .nan, .infinity])
    #expect(x.slice(offset: 0, rows: 1, columns: 2).isFinite)
  }
}
