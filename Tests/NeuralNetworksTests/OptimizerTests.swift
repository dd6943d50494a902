import Kernels
import NeuralNetworks
import Testing

@Suite struct `Adam optimiser` {
  /// Made with PyTorch 2.15.0 by Tests/Reference/networks/adam.py.
  @Test func `five steps match PyTorch's`() {
    let parameters = zeroMatrix(1, 3)
    let gradient = zeroMatrix(1, 3)
    parameters.set([1, -2, 0.5])
    let optimizer = Adam(parameterCount: 3, epsilon: 1e-5, owner: .policy, ledger: MemoryLedger())
    for step in 1...5 {
      let t = Float(step)
      gradient.set([0.1 * t, -0.3 / t, (step.isMultiple(of: 2) ? 1 : -1) * 2])
      optimizer.step(parameters, gradient: gradient, gradientScale: 1, learningRate: 0.01)
    }
    let expected: [Float] = [0.951_494_46, -1.955_987_5, 0.514_349_34]
    for index in 0..<3 { #expect(abs(parameters[index] - expected[index]) < 2e-6) }
  }

  @Test func `a scaled gradient is the same as a gradient that was small to begin with`() {
    let scaled = zeroMatrix(1, 2)
    let plain = zeroMatrix(1, 2)
    let gradient = zeroMatrix(1, 2)
    let first = Adam(parameterCount: 2, epsilon: 1e-8, owner: .policy, ledger: MemoryLedger())
    let second = Adam(parameterCount: 2, epsilon: 1e-8, owner: .policy, ledger: MemoryLedger())
    gradient.set([4, -8])
    first.step(scaled, gradient: gradient, gradientScale: 0.25, learningRate: 0.1)
    gradient.set([1, -2])
    second.step(plain, gradient: gradient, gradientScale: 1, learningRate: 0.1)
    #expect(scaled.toArray() == plain.toArray())
  }

  @Test func `it finds the minimum of a quadratic`() {
    let x = zeroMatrix(1, 2)
    let gradient = zeroMatrix(1, 2)
    let optimizer = Adam(parameterCount: 2, epsilon: 1e-8, owner: .policy, ledger: MemoryLedger())
    for _ in 0..<2000 {
      gradient.set([2 * (x[0] - 3), 20 * (x[1] + 1)])
      optimizer.step(x, gradient: gradient, gradientScale: 1, learningRate: 0.02)
    }
    #expect(abs(x[0] - 3) < 1e-2)
    #expect(abs(x[1] + 1) < 1e-2)
  }
}

@Suite struct `Running moments` {
  @Test func `they are the mean and variance of all rows and the prior`() {
    let rows: [[Float]] = [[1, -4], [2, 0], [4, 10], [-3, 2.5], [0.5, 7]]
    var moments = RunningMoments(columns: 2, priorCount: 1e-4)
    for row in rows { moments.update(row, at: 0) }
    for column in 0..<2 {
      let values = rows.map { Double($0[column]) }
      let total = 1e-4 + Double(values.count)
      let mean = values.reduce(0, +) / total
      let squares =
        values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } + 1e-4 * (1 + mean * mean)
      #expect(abs(moments.mean[column] - mean) < 1e-12)
      #expect(abs(moments.variance[column] - squares / total) < 1e-9)
    }
  }

  @Test func `normalised numbers are clipped and scaled numbers keep their sign`() {
    var moments = RunningMoments(columns: 1)
    for value in [-1.0, 1, -1, 1, -1, 1] { moments.update(value) }
    #expect(moments.normalize(1e6, column: 0, limit: 10) == 10)
    #expect(moments.normalize(-1e6, column: 0, limit: 5) == -5)
    #expect(abs(moments.scale(0.5, limit: 10) - 0.5) < 1e-3)
    #expect(moments.scale(-1e9, limit: 10) == -10)
  }
}
