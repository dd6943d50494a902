import Foundation
import Tasks
import Testing

/// single_precision.json: argument, cosine and sine of NumPy.
private struct SinglePrecisionFile: Decodable {
  let differing: [Int]
  let rows: [[HexadecimalNumber]]
}

@Suite struct SinglePrecisionCircularTests {
  @Test func `cosines and sines are NumPy's, also where those are not the nearest`() throws {
    let file = try ReferenceFiles.decode(
      SinglePrecisionFile.self, from: "single_precision.json")
    var differing = [0, 0]
    for row in file.rows {
      let (x, cosine, sine) = (Float(row[0].value), Float(row[1].value), Float(row[2].value))
      #expect(singlePrecisionCosine(x) == cosine)
      #expect(singlePrecisionSine(x) == sine)
      if cosine != Float(cos(Double(x))) { differing[0] += 1 }
      if sine != Float(sin(Double(x))) { differing[1] += 1 }
    }
    #expect(differing == file.differing)
    #expect(differing.allSatisfy { $0 >= 15 })
  }
}
