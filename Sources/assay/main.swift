import Foundation
import PolicyOptimization
import Tasks
let a = CommandLine.arguments
let task = ControlTaskRegistry.task(named: a[1])!
let alg = AlgorithmRegistry.algorithm(named: a[2])!
var o = alg.defaults
var steps = 100_000
for s in a[4...] {
  let kv = s.split(separator: "=").map(String.init)
  if kv[0] == "steps" { steps = Int(kv[1])!; continue }
  let d = Options.declarations.first { $0.name == kv[0] }!
  let v: OptionValue = kv[1] == "null" ? .none : kv[1] == "true" ? .flag(true) : kv[1] == "false" ? .flag(false) : Double(kv[1]).map { .number($0) } ?? (kv[1].hasPrefix("[") ? .numbers(kv[1].dropFirst().dropLast().split(separator: ",").map { Double($0)! }) : .text(kv[1]))
  precondition(d.kind.allows(v), "\(kv)")
  d.set(&o, v)
}
for seed in 0..<Int(a[3])! {
  let t = Date()
  let r = try train(task: task, options: o, budget: TrainingBudget(environmentSteps: steps, evaluations: 10, evaluationEpisodes: ProcessInfo.processInfo.environment["NOEVAL"] == nil ? 10 : 1, finalEpisodes: 20), seed: RunSeed(suite: 0, run: seed)) { _ in }
  let dt = Date().timeIntervalSince(t)
  print(seed, "eval", r.metrics["evaluationReturn"] ?? -1, "sampled", r.metrics["sampledReturn"] ?? -1, "train", r.metrics["trainingReturn"] ?? -1, "sps", Int(Double(r.metrics["environmentSteps"]!) / dt), r.divergence.map { "\($0)" } ?? "")
  if ProcessInfo.processInfo.environment["CURVE"] != nil {
    print(r.evaluations.map { Int($0.greedyReturns.reduce(0,+) / Double($0.greedyReturns.count)) })
    for u in stride(from: 0, to: r.updates.count, by: max(1, r.updates.count / 12)) { print(zip(r.updateColumns, r.updates[u]).filter { !$1.isNaN }.map { "\($0)=\(Float($1))" }.joined(separator: " ")) }
  }
}
