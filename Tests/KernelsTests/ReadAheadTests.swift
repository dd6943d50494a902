import Kernels
import Randomness
import Testing

struct ReadAheadTests {
  @Test(arguments: [0, 1, 15, 16, 31, 32, 33, 100])
  func `every number is read`(count: Int) {
    var stream = RandomStream(seed: 1, purpose: "read ahead", count)
    let x = randomMatrix(1, count, &stream)
    let scratch = zeros(1, 2)
    readAhead(x, scratch: scratch)
    let expected = x.toArray().reduce(0) { $0 ^ $1.bitPattern }
    #expect(bits(scratch.toArray()) == [expected, 0])
  }
}
