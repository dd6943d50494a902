import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// Asks questions, has completions written under each, scores them, and fills a ``Batch`` with their
/// tokens: the one way in which every algorithm samples on questions.
///
/// Random numbers are addressed: questions by (run seed, their number), tokens by (run seed, the
/// completion's number). Runs of one seed share questions across algorithms.
package final class QuestionSampler: Experience {
  private let family: ArithmeticFamily
  private let options: Options
  private let seed: RunSeed
  private let questionSeed: UInt64
  private let writer: CompletionWriter
  private let preference: RewardModel?
  /// Where distributions are kept until it is known which groups stay; nil where all do.
  private let staging: DistributionRows?
  private var problems: [Problem] = []
  private var asked = 0
  private var written = 0
  private var tally = RewardTally()
  private var rewards = 0.0
  private var preferences = 0.0
  private var recent: (reward: [Double], accuracy: [Double]) = ([], [])
  private var groupsSeen = 0
  private var uniformGroups = 0

  package init(
    family: ArithmeticFamily, options: Options, seed: RunSeed, writer: CompletionWriter,
    preference: RewardModel?, staging: DistributionRows?
  ) {
    self.family = family
    self.options = options
    self.seed = seed
    self.writer = writer
    self.preference = preference
    self.staging = staging
    var stream = RandomStream(seed: seed.suite, purpose: "questions", seed.run)
    questionSeed = stream.next64()
  }

  package var used: Int { written }

  package var scoringMultiplyAdds: Int { preference?.multiplyAdds ?? 0 }

  package func fits(_ total: Int) -> Bool {
    written + options.groupsPerUpdate * options.groupSize <= total
  }

  package func collect(_ policy: Policy, into batch: inout Batch) {
    batch.removeAll()
    (tally, rewards, preferences) = (RewardTally(), 0, 0)
    let rounds = options.dynamicSampling ?? 1
    for round in 1...rounds {
      ask(policy, staging ?? batch.old)
      for question in problems.indices where groups(batch) < options.groupsPerUpdate {
        let scores = score(question)
        let isUniform = isUniform(scores)
        groupsSeen += 1
        uniformGroups += isUniform ? 1 : 0
        // A batch is never empty: where no group is of use, the last one stays.
        let isLast = round == rounds && question == problems.count - 1 && groups(batch) == 0
        if options.dynamicSampling == nil || !isUniform || isLast {
          keep(question, scores, policy, &batch)
        }
      }
      if groups(batch) == options.groupsPerUpdate { break }
    }
    recent.reward.append(rewards / Double(batch.episodes.count))
    recent.accuracy.append(tally.accuracy)
  }

  package func summary(_ batch: Batch) -> UpdateRow {
    var row = UpdateRow()
    row[.completions] = Double(written)
    row[.reward] = rewards / Double(batch.episodes.count)
    row[.accuracy] = tally.accuracy
    row[.verified] = tally.verifiedRate
    row[.processSum] = tally.meanProcessSum
    row[.processMinimum] = tally.meanProcessMinimum
    if preference != nil { row[.rewardModelScore] = preferences / Double(batch.episodes.count) }
    row[.completionLength] = tally.length
    row[.truncated] = tally.truncationRate
    return row
  }

  package var metrics: [String: Double] {
    [
      "completions": Double(written),
      "uniformGroups": Double(uniformGroups) / Double(groupsSeen),
      "trainingReward": meanOrNaN(recent.reward.suffix(10)),
      "trainingAccuracy": meanOrNaN(recent.accuracy.suffix(10)),
    ]
  }

  /// Whether an algorithm that compares the completions of a group learns nothing from this one.
  private func isUniform(_ scores: [Score]) -> Bool {
    guard options.advantage == .groupProcess else {
      return scores.allSatisfy { $0.total == scores[0].total }
    }
    let rewards = scores.flatMap { $0.steps.map(\.reward) }
    return rewards.allSatisfy { $0 == rewards.first }
  }

  private func groups(_ batch: Batch) -> Int { batch.completions?.questions.count ?? 0 }

  /// Has completions of the next questions written.
  private func ask(_ policy: Policy, _ record: DistributionRows) {
    problems = (asked..<asked + options.groupsPerUpdate).map {
      family.problem(.train, seed: questionSeed, index: $0)
    }
    asked += problems.count
    let total = problems.count * options.groupSize
    var streams = (written..<written + total).map {
      RandomStream(seed: seed.suite, purpose: "token", seed.run, $0)
    }
    writer.write(
      problems.map(\.question), count: options.groupSize, policy,
      .sampled(topK: options.topK, topP: options.topP, isTempered: true), streams: &streams,
      record: record)
    written += total
  }

  private struct Score {
    var verdict: Verdict
    var steps: [Batch.StepReward]
    var preference: Double?
    var total: Double { steps.reduce(0) { $0 + $1.reward } }
  }

  /// What the completions of one of the last questions earn.
  private func score(_ question: Int) -> [Score] {
    let problem = problems[question]
    let verifier = Verifier(problem.program, distractors: problem.distractors)
    let numbers = question * options.groupSize..<(question + 1) * options.groupSize
    let preferences = preference?.scores(
      problem.question, numbers.map { writer.completion($0) })
    let first = written - problems.count * options.groupSize
    return numbers.enumerated().map { place, number in
      let verdict = verifier.verdict(writer.completion(number))
      var coin = RandomStream(
        seed: seed.suite, purpose: "random reward", seed.run, first + number)
      var flip = RandomStream(seed: seed.suite, purpose: "reward flip", seed.run, first + number)
      let preference = preferences?[place]
      let steps = options.reward.steps(verdict, preference: preference, using: &coin)
      return Score(
        verdict: verdict,
        steps: RewardKind.flipped(steps, probability: options.rewardFlip, using: &flip),
        preference: preference)
    }
  }

  /// Appends a question and its completions to the batch.
  private func keep(
    _ question: Int, _ scores: [Score], _ policy: Policy, _ batch: inout Batch
  ) {
    batch.append(question: problems[question].question)
    let record = staging ?? batch.old
    for (place, score) in scores.enumerated() {
      let number = question * options.groupSize + place
      let tokens = writer.completion(number)
      batch.append(
        tokens, steps: score.steps, record: record, recordRow: number * writer.longest,
        policy.distribution)
      tally.add(score.verdict)
      rewards += score.total
      preferences += score.preference ?? 0
    }
  }
}
