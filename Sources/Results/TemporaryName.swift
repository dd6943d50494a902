import Foundation

/// The names of files that are being written: `.<name>.<process>@<host>.tmp`.
///
/// Readers ignore them. One that is left behind by a process that was killed is removed by the next
/// run on that host.
package enum TemporaryName {
  private static let host = ProcessInfo.processInfo.hostName

  /// A name beside `path` that only this process uses.
  package static func make(for path: String) -> String {
    let path = path as NSString
    let name = ".\(path.lastPathComponent).\(getpid())@\(host).tmp"
    return (path.deletingLastPathComponent as NSString).appendingPathComponent(name)
  }

  /// Whether a file of this name was left behind by a process of this host that has ended.
  package static func isStale(_ name: String) -> Bool {
    guard name.hasPrefix("."), name.hasSuffix("@\(host).tmp") else { return false }
    let owner = name.dropLast("@\(host).tmp".count).split(separator: ".").last
    guard let owner, let process = pid_t(owner), process > 0 else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  /// Removes what ended processes of this host left behind in a folder.
  package static func removeStale(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where isStale(name) {
      unlink((folder as NSString).appendingPathComponent(name))
    }
  }
}
