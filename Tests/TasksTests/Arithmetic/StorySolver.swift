/// Answers a word problem from its text alone, knowing English words but not how stories are made.
///
/// Quantities are affine in an unknown start: (slope · start + constant) / divisor, so that a question
/// for the start can be answered too. Statements about people who have not been introduced wait until
/// they are.
struct StorySolver {
  private struct Quantity {
    var slope = 0
    var constant: Int
    var divisor = 1

    var value: Int? {
      slope == 0 && constant.isMultiple(of: divisor) ? constant / divisor : nil
    }

    func adding(_ number: Int) -> Quantity {
      Quantity(slope: slope, constant: constant + number * divisor, divisor: divisor)
    }

    func times(_ factor: Int) -> Quantity {
      Quantity(slope: slope * factor, constant: constant * factor, divisor: divisor)
    }

    func dividing(by number: Int) -> Quantity {
      Quantity(slope: slope, constant: constant, divisor: divisor * number)
    }
  }

  private struct Sentence {
    let words: [String]
    let names: [String]
    let numbers: [Int]

    init(_ text: Substring) {
      let words = text.split(separator: " ").map { String($0.filter { $0 != "," }) }
      let openings: Set = ["At", "The", "Each", "How", "Last", "A", "Now"]
      let isPrice = text.contains(" cost ") && !text.contains("The ")
      names = words.enumerated().filter { index, word in
        word.first?.isUppercase == true
          && !(index == 0 && (openings.contains(word) || (isPrice && word.hasSuffix("s"))))
      }.map(\.element)
      self.words = words.map { $0.lowercased() }
      numbers = words.compactMap { Int($0) }
    }

    func has(_ any: String...) -> Bool { any.contains(where: words.contains) }
  }

  private var quantities: [String: Quantity] = [:]
  private var price: Int?
  private var end: (name: String, number: Int)?

  /// The answer; nil where the text is not understood or there is none.
  static func answer(_ text: String) -> Int? {
    var solver = StorySolver()
    let sentences = text.split { $0 == "." || $0 == "?" }.map(Sentence.init)
    guard let question = sentences.last else { return nil }
    if question.has("first"), let name = question.names.first {
      solver.quantities[name] = Quantity(slope: 1, constant: 0)
    }
    var waiting = Array(sentences.dropLast())
    while !waiting.isEmpty {
      let left = waiting.filter { !solver.take($0) }
      if left.count == waiting.count { return nil }
      waiting = left
    }
    return solver.answer(question)
  }

  /// Takes in a statement; false where it speaks of someone unknown.
  private mutating func take(_ sentence: Sentence) -> Bool {
    if sentence.has("old", "age", "also", "too", "had") { return true }
    if sentence.has("dollars") {
      price = sentence.numbers.first
      return true
    }
    guard let subject = sentence.names.first else { return false }
    let number = sentence.numbers.first ?? 0
    if sentence.has("than", "times", "half") {
      guard let other = sentence.names.last, let known = quantities[other] else { return false }
      if sentence.has("times") {
        quantities[subject] = known.times(number)
      } else if sentence.has("half") {
        quantities[subject] = known.dividing(by: 2)
      } else {
        quantities[subject] = known.adding(sentence.has("more") ? number : -number)
      }
      return true
    }
    if sentence.has("now") {
      end = (subject, number)
    } else if sentence.has("keeps", "finds", "buys", "gets", "gives", "loses", "sells") {
      guard let known = quantities[subject] else { return false }
      if sentence.has("keeps") {
        quantities[subject] = known.dividing(by: number)
      } else {
        quantities[subject] = known.adding(sentence.has("finds", "buys", "gets") ? number : -number)
      }
    } else {
      let isPacked = sentence.has("boxes", "bags") && sentence.numbers.count == 2
      quantities[subject] = Quantity(constant: isPacked ? number * sentence.numbers[1] : number)
    }
    return true
  }

  private func answer(_ question: Sentence) -> Int? {
    guard let first = question.names.first, let quantity = quantities[first] else { return nil }
    if question.has("first") {
      guard let end, let last = quantities[end.name], last.slope != 0 else { return nil }
      let difference = end.number * last.divisor - last.constant
      return difference.isMultiple(of: last.slope) ? difference / last.slope : nil
    }
    guard let value = quantity.value else { return nil }
    if question.has("dollars") { return price.map { value * $0 } }
    if question.has("together", "total", "than") {
      guard let other = question.names.last.flatMap({ quantities[$0]?.value }) else { return nil }
      return question.has("than") ? abs(value - other) : value + other
    }
    return value
  }
}
