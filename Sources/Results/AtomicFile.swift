import Foundation

/// Writing files so that a reader, or a crash at any moment, sees the old file or the new one.
///
/// The bytes go to a temporary name in the same folder, are synchronised, and then get their name.
/// The folder is synchronised by ``synchronizeFolder(_:)``, once for all the files put into it.
package enum AtomicFile {
  /// Writes a file, in place of one of that name if there is one.
  ///
  /// - Throws: ``StoreError/cannotWrite(path:code:)``; the old file is then untouched.
  package static func replace(_ path: String, with data: Data) throws {
    let temporary = try writeTemporary(data, for: path)
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw StoreError.cannotWrite(path: path, code: code)
    }
  }

  /// Writes a file unless there is one of that name.
  ///
  /// A hard link gives the name, because `rename` would replace a file that another worker put there
  /// meanwhile; file systems without hard links get a test and a `rename`.
  ///
  /// - Returns: Whether the file was written; false where there was one already.
  /// - Throws: ``StoreError/cannotWrite(path:code:)``.
  package static func create(_ path: String, with data: Data) throws -> Bool {
    let temporary = try writeTemporary(data, for: path)
    defer { unlink(temporary) }
    if link(temporary, path) == 0 { return true }
    let code = errno
    if code == EEXIST { return false }
    guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(code) else {
      throw StoreError.cannotWrite(path: path, code: code)
    }
    if access(path, F_OK) == 0 { return false }
    guard rename(temporary, path) == 0 else {
      throw StoreError.cannotWrite(path: path, code: errno)
    }
    return true
  }

  /// Reads a file.
  ///
  /// - Throws: ``StoreError/cannotRead(path:code:)``.
  package static func read(_ path: String) throws -> Data {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw StoreError.cannotRead(path: path, code: errno) }
    defer { close(descriptor) }
    do {
      return try FileHandle(fileDescriptor: descriptor).readToEnd() ?? Data()
    } catch {
      throw StoreError.cannotRead(path: path, code: code(of: error, otherwise: EIO))
    }
  }

  /// Makes a folder and those above it.
  ///
  /// - Throws: ``StoreError/cannotWrite(path:code:)``.
  package static func createFolder(_ path: String) throws {
    if mkdir(path, 0o777) == 0 { return }
    if errno == ENOENT {
      let parent = (path as NSString).deletingLastPathComponent
      if !parent.isEmpty, parent != path {
        try createFolder(parent)
        if mkdir(path, 0o777) == 0 { return }
      }
    }
    let code = errno
    var isFolder: ObjCBool = false
    guard code == EEXIST, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw StoreError.cannotWrite(path: path, code: code == EEXIST ? ENOTDIR : code) }
  }

  /// Makes the names in a folder outlive a power failure.
  package static func synchronizeFolder(_ path: String) throws {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw StoreError.cannotWrite(path: path, code: errno) }
    defer { close(descriptor) }
    // Some network file systems cannot synchronise a folder and say EINVAL.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw StoreError.cannotWrite(path: path, code: errno)
    }
  }

  private static func writeTemporary(_ data: Data, for path: String) throws -> String {
    let temporary = TemporaryName.make(for: path)
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw StoreError.cannotWrite(path: path, code: errno) }
    var failure = writeAll(data, to: descriptor)
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    guard failure == 0 else {
      unlink(temporary)
      throw StoreError.cannotWrite(path: path, code: failure)
    }
    return temporary
  }

  /// Writes all bytes; the error number, 0 where there was none.
  private static func writeAll(_ data: Data, to descriptor: Int32) -> Int32 {
    var rest = Array(data)
    while !rest.isEmpty {
      let count = write(descriptor, rest, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest.removeFirst(count)
    }
    return 0
  }

  /// The error number inside an error of Foundation.
  private static func code(of error: any Error, otherwise: Int32) -> Int32 {
    let error = error as NSError
    if error.domain == NSPOSIXErrorDomain { return Int32(error.code) }
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
    return underlying.map { Int32($0.code) } ?? otherwise
  }
}
