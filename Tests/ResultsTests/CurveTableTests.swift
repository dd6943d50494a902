import Foundation
import Results
import Testing

@Suite struct CurveTableTests {
  @Test func `numbers are shortest, whole ones without a fraction, NaN is empty`() {
    let table = CurveTable(
      columns: ["a", "b", "c"], rows: [[1, 0.1, .nan], [-2.5e-9, 1e300, -.infinity]])
    #expect(String(decoding: table.data, as: UTF8.self) == "a,b,c\n1,0.1,\n-2.5e-09,1e+300,-inf\n")
  }

  @Test func `a table reads back to the same bytes`() throws {
    let table = CurveTable(columns: ["a", "b"], rows: [[1.0 / 3, .nan], [.infinity, -0.0]])
    let read = try #require(CurveTable(data: table.data))
    #expect(read.data == table.data)
    #expect(read.rows[0][0] == 1.0 / 3)
  }

  @Test func `a table without rows is its header`() {
    #expect(CurveTable(data: Data("a,b\n".utf8)) == CurveTable(columns: ["a", "b"], rows: []))
  }

  @Test(arguments: ["", "a,b", "a,b\n1\n", "a\nx\n", "a\n1\n2"])
  func `what is no table is refused`(text: String) {
    #expect(CurveTable(data: Data(text.utf8)) == nil)
  }
}
