extension Batch {
  /// Empties the batch.
  package mutating func removeAll() {
    count = 0
    boundaryCount = 0
    episodes.removeAll(keepingCapacity: true)
    completions?.removeAll()
  }

  /// Appends a question, whose completions follow.
  package mutating func append(question: [Int]) {
    completions?.append(question: question)
  }

  /// Appends a completion of the last question as an episode.
  ///
  /// - Parameters:
  ///   - record: where its tokens' distributions are, from row `recordRow` on; may be the batch's own,
  ///     behind what is filled.
  ///   - steps: the parts of its reward.
  package mutating func append(
    _ completion: ArraySlice<Int>, steps: [StepReward], record: DistributionRows, recordRow: Int,
    _ distribution: ActionDistribution
  ) {
    completions?.append(completion)
    let first = count
    let end = first + completion.count
    old.copyRows(first..<end, from: record, row: recordRow)
    var episode = Episode(
      totalReward: 0, length: completion.count, row: episodes.count, first: first,
      group: (completions?.questions.count ?? 1) - 1,
      stepRewards: steps)
    for (offset, token) in completion.enumerated() {
      let i = first + offset
      actions[i] = Float(token)
      oldLogProbabilities[i] = distribution.logProbability(old, i, actions, at: i)
      rewards[i] = 0
      values[i] = 0
      nextValues[i] = 0
      terminated[i] = i == end - 1
      successor[i] = i == end - 1 ? -1 : i + 1
      row[i] = episode.row
    }
    for step in steps {
      rewards[first + step.offset] += step.reward
      episode.totalReward += step.reward
    }
    episode.discountedReturn = episode.totalReward
    episodes.append(episode)
    count = end
  }
}
