import Foundation

extension ResultStore {
  /// The first file of two stored copies of a cell whose bytes differ, if there is one; a file that
  /// either lacks differs, but for a curve left out here, which `DONE` stands for, and for diagnostics
  /// where this copy was stored by a version that made none.
  package func firstDifference(of cell: CellSpecification, from other: Self) -> String? {
    let hasDiagnostics = mark(of: cell)?.files[Self.diagnosticsName] != nil
    let names = [Self.resultName, Self.curveName, Self.samplesName, Self.diagnosticsName]
    let difference = names.first { name in
      let mine = bytes(name, of: cell)
      let theirs = other.bytes(name, of: cell)
      switch name {
      case Self.curveName where mine == nil: return false
      case Self.samplesName where mine == nil: return theirs != nil
      case Self.diagnosticsName where !hasDiagnostics: return false
      default: return mine == nil || mine != theirs
      }
    }
    if let difference { return difference }
    guard let mine = mark(of: cell), var theirs = other.mark(of: cell) else { return Self.doneName }
    if !hasDiagnostics { theirs.files[Self.diagnosticsName] = nil }
    return mine == theirs ? nil : Self.doneName
  }

  private func bytes(_ name: String, of cell: CellSpecification) -> Data? {
    try? AtomicFile.read("\(folder(of: cell))/\(name)")
  }

  private func mark(of cell: CellSpecification) -> CompletionMark? {
    bytes(Self.doneName, of: cell).flatMap {
      try? CanonicalJSON.decode(CompletionMark.self, from: $0)
    }
  }
}
