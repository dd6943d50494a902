import Foundation
import Results
import Testing

@Suite struct AtomicFileTests {
  let folder: TemporaryFolder
  var path: String { folder.path + "/file" }

  init() throws { folder = try TemporaryFolder() }

  @Test func `a file is replaced, and nothing else is left behind`() throws {
    try AtomicFile.replace(path, with: Data("old".utf8))
    try AtomicFile.replace(path, with: Data("new".utf8))
    #expect(try folder.tree() == ["file": Data("new".utf8)])
  }

  @Test func `a file is created only where there is none`() throws {
    #expect(try AtomicFile.create(path, with: Data("first".utf8)))
    #expect(try AtomicFile.create(path, with: Data("second".utf8)) == false)
    #expect(try folder.tree() == ["file": Data("first".utf8)])
  }

  @Test func `large data is written whole`() throws {
    let data = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try AtomicFile.replace(path, with: data)
    #expect(try AtomicFile.read(path) == data)
  }

  @Test func `reading what is not there, or is a folder, names the path`() {
    #expect(throws: StoreError.cannotRead(path: path, code: ENOENT)) { try AtomicFile.read(path) }
    #expect(throws: StoreError.cannotRead(path: folder.path, code: EISDIR)) {
      try AtomicFile.read(folder.path)
    }
  }

  @Test func `writing into a folder that is not there names the path`() {
    let path = folder.path + "/no/file"
    #expect(throws: StoreError.cannotWrite(path: path, code: ENOENT)) {
      try AtomicFile.replace(path, with: Data())
    }
  }

  @Test func `only what an ended process of this host left behind is stale`() throws {
    let mine = TemporaryName.make(for: path)
    let ended = mine.replacingOccurrences(of: ".\(getpid())@", with: ".2147483646@")
    let elsewhere = ended.replacingOccurrences(of: "@", with: "@other-")
    for name in [mine, ended, elsewhere, path] { try Data().write(to: URL(fileURLWithPath: name)) }
    TemporaryName.removeStale(in: folder.path)
    let left = try folder.tree().keys.map { folder.path + "/" + $0 }
    #expect(left.sorted() == [mine, elsewhere, path].sorted())
  }
}
