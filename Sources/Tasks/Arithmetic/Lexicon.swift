/// The words that stories are made of.
///
/// Of the names and of the things the last quarter is held out: training, validation and test
/// problems never use them, only those changed in the factor ``Factor/surface``.
package enum Lexicon {
  /// Names of people, 32.
  package static let names = [
    "Mia", "Leo", "Zoe", "Sam", "Ava", "Ben", "Eva", "Max",
    "Lily", "Noah", "Emma", "Jack", "Ruby", "Owen", "Nina", "Paul",
    "Anna", "Carl", "Dina", "Erik", "Fay", "Glen", "Hana", "Ivan",
    "Jade", "Kurt", "Lena", "Marc", "Nora", "Omar", "Pia", "Rosa",
  ]
  /// Things that people have, 32, all in the plural: every number of a story is at least 2.
  package static let things = [
    "apples", "pens", "books", "cards", "coins", "shells", "stamps", "marbles",
    "stickers", "pencils", "cookies", "candies", "oranges", "pears", "plums", "lemons",
    "eggs", "cups", "hats", "socks", "shirts", "toys", "balls", "kites",
    "dolls", "cars", "blocks", "beads", "rocks", "flowers", "leaves", "keys",
  ]
  /// The number of names and of things that training sees.
  package static let trainedCount = 24

  /// The words of the sentences in ``Grammar``, in the order of their tokens.
  package static let functionWords = [
    "has", "owns", "holds", "at", "first", "the", "more", "fewer", "than", "times", "as", "many",
    "of", "half", "boxes", "bags", "with", "each", "finds", "buys", "gets", "gives", "away",
    "loses", "sells", "splits", "into", "equal", "parts", "and", "keeps", "one", "in", "cost",
    "costs", "dollars", "pay", "need", "for", "how", "does", "do", "have", "own", "now", "total",
    "together", "is", "years", "old", "age", "also", "too", "last", "year", "had", "a", "before",
  ]
}
