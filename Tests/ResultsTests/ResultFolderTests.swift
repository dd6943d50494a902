import Foundation
import Results
import Testing

@Suite struct ResultFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the folder of the same suite opens again`() throws {
    _ = try ResultStore(folder: folder.path, creatingFor: Sample.suite())
    _ = try ResultStore(folder: folder.path, creatingFor: Sample.suite())
    #expect(try ResultStore(folder: folder.path).suite == Sample.suite())
  }

  @Test func `the folder of another suite is refused and stays as it was`() throws {
    _ = try ResultStore(folder: folder.path, creatingFor: Sample.suite())
    let before = try folder.tree()
    let error = #expect(throws: StoreError.self) {
      try ResultStore(folder: folder.path, creatingFor: Sample.suite(seeds: 3))
    }
    #expect(
      error?.description
        == "'\(folder.path)' holds results of another suite, whose 'seeds' is 2, not 3: give another folder with --out"
    )
    #expect(error?.exitStatus == .badInput)
    #expect(try folder.tree() == before)
  }

  @Test func `results of another version are refused`() throws {
    _ = try ResultStore(folder: folder.path, creatingFor: Sample.suite(version: 2))
    #expect(
      throws: StoreError.otherVersion(folder: folder.path, stored: 2, current: 1)
    ) { try ResultStore(folder: folder.path, creatingFor: Sample.suite()) }
  }

  @Test func `a folder without a suite is named as such`() {
    let error = #expect(throws: StoreError.self) { try ResultStore(folder: folder.path) }
    #expect(
      error?.description
        == "'\(folder.path)' holds no suite.json: give the output folder of an 'assay run'")
  }

  @Test func `a suite that does not decode is damaged`() throws {
    try Data("{}".utf8).write(to: URL(fileURLWithPath: folder.path + "/suite.json"))
    let error = #expect(throws: StoreError.self) { try ResultStore(folder: folder.path) }
    #expect(
      error?.description
        == "'\(folder.path)/suite.json' is damaged (it does not decode): restore it, or run the suite into another folder"
    )
  }

  @Test(arguments: ["../away", "", ".hidden", "a/b"])
  func `a stored suite cannot name a folder elsewhere`(label: String) throws {
    var suite = Sample.suite()
    suite.arms[0].algorithm = label
    try CanonicalJSON.encode(suite).write(to: URL(fileURLWithPath: folder.path + "/suite.json"))
    #expect(
      throws: StoreError.damagedSuite(
        file: folder.path + "/suite.json", problem: "'\(label)' cannot be a folder's name")
    ) { try ResultStore(folder: folder.path) }
  }

  @Test func `a file in place of the folder is one sentence`() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
    let error = #expect(throws: StoreError.self) {
      try ResultStore(folder: folder.path + "/file/out", creatingFor: Sample.suite())
    }
    #expect(
      error?.description
        == "cannot write '\(folder.path)/file/out': not a directory; nothing that was stored before is harmed"
    )
    #expect(error?.exitStatus == .badInput)
  }

  @Test func `a full disk is worth a retry, a read-only one is not`() {
    #expect(StoreError.cannotWrite(path: "x", code: ENOSPC).exitStatus == .failed)
    #expect(StoreError.cannotWrite(path: "x", code: EROFS).exitStatus == .badInput)
    #expect(
      StoreError.cannotWrite(path: "x", code: ENOSPC).description
        == "cannot write 'x': no space left on device; nothing that was stored before is harmed")
  }

  @Test func `seeds up to the largest 64-bit number survive`() throws {
    var suite = Sample.suite()
    suite.suiteSeed = .max
    _ = try ResultStore(folder: folder.path, creatingFor: suite)
    #expect(try ResultStore(folder: folder.path).suite.suiteSeed == .max)
  }
}
