/// Colours for an amount, dark for little and light for much.
///
/// Ten shades of cividis (Nuñez, Anderton and Renslow, PLOS ONE 13 (2018) e0199239), which rise evenly in
/// lightness and look alike with and without common deficiencies of colour vision. They stand out from a
/// white ground and from a dark one, with text of the other end upon them.
enum SequentialScale {
  static let colors = [
    "#00224E", "#123570", "#3B496C", "#575D6D", "#707173", "#8A8678", "#A59C74", "#C3B369",
    "#E1CC55", "#FEE838",
  ]

  /// The shade of an amount: those at 0 and less, and at 1 and more, are the ends.
  static func color(_ amount: Double) -> String { colors[place(amount)] }

  /// The colour of text upon it.
  static func ink(_ amount: Double) -> String { place(amount) < 5 ? "#ffffff" : "#111111" }

  private static func place(_ amount: Double) -> Int {
    amount.isNaN ? 0 : Int(max(0, min(1, amount)) * Double(colors.count - 1) + 0.5)
  }
}
