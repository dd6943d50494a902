import Randomness

extension Batch {
  /// Permutes the rewards, every order equally likely: on control tasks among all transitions, on
  /// questions among all completions. What episodes earned (`totalReward`) stays as it was.
  ///
  /// The rewards of a batch keep their distribution and lose their bond to states and actions. That episodes
  /// end early stays visible, so a task on which every step earns the same (CartPole-v1) is left as it was,
  /// to the bit. A batch of one reward or none stays as it is.
  ///
  /// - Precondition: On questions every completion has one reward, as ``Options/validate()`` demands.
  package mutating func shuffleRewards(_ options: Options, using stream: inout RandomStream) {
    if completions != nil {
      shuffleCompletions(using: &stream)
    } else {
      for last in stride(from: count - 1, to: 0, by: -1) {
        rewards.swapAt(last, stream.integer(below: last + 1))
      }
      if options.rollout == .groups { sumRewards(discount: options.discount) }
    }
  }

  private mutating func shuffleCompletions(using stream: inout RandomStream) {
    for last in stride(from: episodes.count - 1, to: 0, by: -1) {
      let other = stream.integer(below: last + 1)
      let earned = episodes[last].discountedReturn
      episodes[last].discountedReturn = episodes[other].discountedReturn
      episodes[other].discountedReturn = earned
    }
    for number in episodes.indices {
      let reward = episodes[number].discountedReturn
      let place = episodes[number].first + episodes[number].stepRewards[0].offset
      episodes[number].stepRewards[0].reward = reward
      rewards[place] = reward
    }
  }

  /// Takes the discounted returns of whole episodes from ``rewards``. The first transition of the episode
  /// of row r is number r: a rollout of groups begins with a step of every row.
  private mutating func sumRewards(discount: Double) {
    for number in episodes.indices {
      var (sum, weight, i) = (0.0, 1.0, episodes[number].row)
      while i >= 0 {
        sum += weight * rewards[i]
        weight *= discount
        i = successor[i]
      }
      episodes[number].discountedReturn = sum
    }
  }
}
