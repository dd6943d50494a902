import Foundation
import Kernels
import Testing

/// Mismatched shapes stop the program and name both shapes.
struct ShapeCheckTests {
  @Test
  func `a product of unequal inner extents is refused`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      multiply(zeros(2, 3), zeros(4, 5), into: zeros(2, 5))
    }
    #expect(try message(of: result) == "multiply: b has the shape [4, 5], not [3, 5]")
  }

  @Test
  func `a product into a wrong shape is refused`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      multiplyTransposed(zeros(3, 2), zeros(3, 5), into: zeros(3, 5))
    }
    #expect(try message(of: result) == "multiplyTransposed: c has the shape [3, 5], not [2, 5]")
  }

  @Test
  func `a bias of a wrong length is refused`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      multiply(zeros(2, 3), zeros(3, 5), into: zeros(2, 5), from: .row(zeros(1, 4)))
    }
    #expect(
      try message(of: result) == "multiply: the starting row has the shape [1, 4], not [1, 5]")
  }

  @Test
  func `a product into its own factor is refused`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = zeros(4, 4)
      multiply(x, zeros(4, 4), into: x)
    }
    #expect(try message(of: result) == "multiply: c overlaps a factor")
  }

  @Test
  func `an elementwise function of unequal shapes is refused`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Kernels.tanh(zeros(2, 3), into: zeros(3, 2))
    }
    #expect(try message(of: result) == "tanh: the shapes [2, 3] and [3, 2] differ")
  }

  @Test
  func `a step of Adam with a short moment is refused`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      adamStep(
        parameters: zeros(1, 4), gradient: zeros(1, 4), firstMoment: zeros(1, 4),
        secondMoment: zeros(1, 3), gradientScale: 1,
        AdamCoefficients(learningRate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step: 1))
    }
    #expect(try message(of: result) == "adamStep: the shapes [1, 4] and [1, 3] differ")
  }

  @Test
  func `a view outside its storage is refused`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let storage = Storage(count: 10, role: activations, ledger: MemoryLedger())
      _ = Matrix(storage, offset: 5, rows: 2, columns: 3)
    }
    #expect(try message(of: result) == "a [2, 3] view at 5 does not fit a storage of 10")
  }

  @Test
  func `an element outside a matrix is refused`() async {
    await #expect(processExitsWith: .failure) { _ = zeros(2, 3)[2, 0] }
    await #expect(processExitsWith: .failure) { _ = zeros(2, 3)[0, -1] }
    await #expect(processExitsWith: .failure) { zeros(2, 3)[6] = 1 }
  }

  /// The sentence that a refused call wrote to standard error.
  private func message(of result: ExitTest.Result?) throws -> String {
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    let line = try #require(text.split(separator: "\n").first)
    return String(line.replacing("Precondition failed: ", with: ""))
  }
}
