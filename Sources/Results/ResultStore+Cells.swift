import Foundation

extension ResultStore {
  static let resultName = "cell.json"
  static let curveName = "curve.csv"
  static let samplesName = "samples.jsonl"
  static let diagnosticsName = "diagnostics.json"
  static let doneName = "DONE"
  private static let failedName = "FAILED"

  /// What is known of a cell, from the presence of its marks alone.
  package func state(of cell: CellSpecification) -> CellState {
    let folder = folder(of: cell)
    if access("\(folder)/\(Self.doneName)", F_OK) == 0 { return .done }
    guard let data = try? AtomicFile.read("\(folder)/\(Self.failedName)") else { return .missing }
    let mark = try? CanonicalJSON.decode(FailureMark.self, from: data)
    return .failed(reason: mark?.reason ?? "unknown")
  }

  /// Stores a finished cell: its checkpoint, its files, then `DONE`.
  ///
  /// A file that is already there stays, and must hold the same bytes. Without samples or diagnostics
  /// there is no file of them.
  ///
  /// - Precondition: `result` names the hash of `checkpoint`.
  /// - Throws: ``StoreError``: a file cannot be written, or other bytes are stored for the cell.
  package func publish(
    _ result: CellResult, curve: CurveTable, samples: [CellSample] = [],
    diagnostics: CellDiagnostics? = nil, checkpoint: Data? = nil
  ) throws {
    precondition(
      result.checkpoint == checkpoint.map(CanonicalJSON.sha256),
      "the result names another checkpoint than the one that is stored")
    if let checkpoint { try writeCheckpoint(checkpoint, of: result.cell) }
    let folder = folder(of: result.cell)
    try AtomicFile.createFolder(folder)
    var files = [
      (Self.resultName, try CanonicalJSON.encode(result)), (Self.curveName, curve.data),
    ]
    if !samples.isEmpty { files.append((Self.samplesName, try SampleTable(samples).data())) }
    if let diagnostics {
      files.append((Self.diagnosticsName, try CanonicalJSON.encode(diagnostics)))
    }
    for (name, data) in files { try create("\(folder)/\(name)", data) }
    try AtomicFile.synchronizeFolder(folder)
    let hashes = files.map { ($0, CanonicalJSON.sha256($1)) }
    let mark = CompletionMark(
      identity: try result.cell.identity(),
      files: Dictionary(hashes, uniquingKeysWith: { first, _ in first }))
    try create("\(folder)/\(Self.doneName)", try CanonicalJSON.encode(mark))
    unlink("\(folder)/\(Self.failedName)")
    TemporaryName.removeStale(in: folder)
    try AtomicFile.synchronizeFolder(folder)
  }

  /// The files of a finished cell that are there, by name, `DONE` last.
  func files(of cell: CellSpecification) throws -> [(name: String, data: Data)] {
    let stored = try verifiedFiles(of: cell)
    let files = [
      (Self.resultName, stored.result), (Self.curveName, stored.curve),
      (Self.samplesName, stored.samples), (Self.diagnosticsName, stored.diagnostics),
      (Self.doneName, try read(Self.doneName, of: cell)),
    ]
    return files.compactMap { name, data in data.map { (name, $0) } }
  }

  /// Stores the files of a finished cell, in their order.
  func adopt(_ cell: CellSpecification, files: [(name: String, data: Data)]) throws {
    let folder = folder(of: cell)
    try AtomicFile.createFolder(folder)
    for (name, data) in files { try create("\(folder)/\(name)", data) }
  }

  private func create(_ path: String, _ data: Data) throws {
    if try AtomicFile.create(path, with: data) { return }
    guard try AtomicFile.read(path) == data else { throw StoreError.notReproduced(file: path) }
  }

  /// Records that an attempt at a cell left no result; does nothing where there is one.
  ///
  /// - Throws: ``StoreError/cannotWrite(path:code:)``.
  package func markFailed(_ cell: CellSpecification, reason: String) throws {
    guard state(of: cell) != .done else { return }
    let folder = folder(of: cell)
    try AtomicFile.createFolder(folder)
    try AtomicFile.replace(
      "\(folder)/\(Self.failedName)", with: CanonicalJSON.encode(FailureMark(reason: reason)))
  }

  /// Reads a finished cell and checks every byte of it, and of its checkpoint where that is stored.
  ///
  /// - Throws: ``StoreError/damagedCell(file:problem:folder:)`` or
  ///   ``StoreError/damagedCheckpoint(file:problem:folder:)``, naming the file.
  package func result(of cell: CellSpecification) throws -> CellResult {
    let data = try verifiedFiles(of: cell)
    let result = try decode(CellResult.self, from: data.result, Self.resultName, of: cell)
    guard result.cell == cell else { throw damage(.otherCell, Self.resultName, of: cell) }
    if let hash = result.checkpoint {
      guard hash.wholeMatch(of: /[0-9a-f]{64}/) != nil else {
        throw damage(.undecodable, Self.resultName, of: cell)
      }
      if hasCheckpoint(hash) { _ = try verifiedCheckpoint(hash, of: cell) }
    }
    return result
  }

  /// Reads the completions that a finished cell kept, and checks every byte of the cell; none where it
  /// kept none.
  ///
  /// - Throws: ``StoreError/damagedCell(file:problem:folder:)``, naming the file.
  package func samples(of cell: CellSpecification) throws -> [CellSample] {
    guard let data = try verifiedFiles(of: cell).samples else { return [] }
    guard let table = SampleTable(data: data) else {
      throw damage(.undecodable, Self.samplesName, of: cell)
    }
    return table.samples
  }

  /// Reads the diagnostics of a finished cell, and checks every byte of the cell; nil where it has none.
  ///
  /// - Throws: ``StoreError/damagedCell(file:problem:folder:)``, naming the file.
  package func diagnostics(of cell: CellSpecification) throws -> CellDiagnostics? {
    try verifiedFiles(of: cell).diagnostics.map {
      try decode(CellDiagnostics.self, from: $0, Self.diagnosticsName, of: cell)
    }
  }

  /// Reads the curve of a finished cell and checks every byte of the cell.
  ///
  /// - Throws: ``StoreError/damagedCell(file:problem:folder:)``, naming the file.
  package func curve(of cell: CellSpecification) throws -> CurveTable {
    guard let data = try verifiedFiles(of: cell).curve else {
      throw damage(.missing, Self.curveName, of: cell)
    }
    guard let curve = CurveTable(data: data) else {
      throw damage(.undecodable, Self.curveName, of: cell)
    }
    return curve
  }

  /// The bytes of a finished cell, whose hashes are those that `DONE` records.
  ///
  /// The curve, by far the larger file, may be left out of a copy that is kept for its results: no
  /// report reads it, and `DONE` still pins its bytes.
  private func verifiedFiles(of cell: CellSpecification) throws -> StoredFiles {
    let mark = try decode(
      CompletionMark.self, from: read(Self.doneName, of: cell), Self.doneName, of: cell)
    guard mark.identity == (try cell.identity()) else {
      throw damage(.otherCell, Self.doneName, of: cell)
    }
    let files = StoredFiles(
      result: try read(Self.resultName, of: cell),
      curve: hasCurve(cell) ? try read(Self.curveName, of: cell) : nil,
      samples: mark.files[Self.samplesName] == nil ? nil : try read(Self.samplesName, of: cell),
      diagnostics: mark.files[Self.diagnosticsName] == nil
        ? nil : try read(Self.diagnosticsName, of: cell))
    for (name, data) in [
      (Self.resultName, files.result), (Self.curveName, files.curve),
      (Self.samplesName, files.samples), (Self.diagnosticsName, files.diagnostics),
    ] {
      guard let data else { continue }
      guard mark.files[name] == CanonicalJSON.sha256(data) else {
        throw damage(.otherBytes, name, of: cell)
      }
    }
    return files
  }

  private struct StoredFiles {
    var result: Data
    var curve: Data?
    var samples: Data?
    var diagnostics: Data?
  }

  private func hasCurve(_ cell: CellSpecification) -> Bool {
    access("\(folder(of: cell))/\(Self.curveName)", F_OK) == 0
  }

  private func read(_ name: String, of cell: CellSpecification) throws -> Data {
    do {
      return try AtomicFile.read("\(folder(of: cell))/\(name)")
    } catch StoreError.cannotRead(_, ENOENT) {
      throw damage(.missing, name, of: cell)
    }
  }

  private func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, _ name: String, of cell: CellSpecification
  ) throws -> Value {
    do {
      return try CanonicalJSON.decode(type, from: data)
    } catch {
      throw damage(.undecodable, name, of: cell)
    }
  }

  private func damage(
    _ problem: StoreError.Damage, _ name: String, of cell: CellSpecification
  ) -> StoreError {
    let folder = folder(of: cell)
    return .damagedCell(file: "\(folder)/\(name)", problem: problem, folder: folder)
  }
}
