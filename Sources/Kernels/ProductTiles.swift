/// The product of a left factor and `right`, by tiles.
///
/// A tile is six rows (or one, four or eight) of one to four vectors of 16 columns, all its chains in
/// registers.
/// A vector's lanes are 16 outputs, so how the output is cut into tiles changes no bit. Columns
/// past the end are computed from what follows a row of `right` in memory, and not stored. Rows
/// past the end repeat the last one.
///
/// - Parameters:
///   - left: the factor that is taken number by number.
///   - right: `[steps, n]`, the factor that is taken vector by vector.
///   - columns: which of the n columns are computed.
///   - rows: how many rows are computed.
///   - output: where row 0 of the first of `columns` goes.
///   - start: what the chains start from, laid out as the output; nil for zeros.
func multiplyTiles(
  _ left: LeftFactor, _ right: Matrix, columns: Range<Int>, rows: Int, into output: ProductRows,
  from start: ProductRows?
) {
  let factor = RightFactor(
    base: right.base + columns.lowerBound, stride: right.columns, steps: right.rows)
  multiplyTiles(left, factor, columns: columns.count, rows: rows, into: output, from: start)
}

/// The product of a left factor and the first `columns` columns of a right one, by tiles, block by block.
///
/// A panel's numbers stay in the first-level cache and a block's rows in the second while tiles read them again and
/// again. The chains of a block begin where those of the block before it ended, in the output: a Float stored
/// and loaded is the same Float.
func multiplyTiles(
  _ left: LeftFactor, _ right: RightFactor, columns: Int, rows: Int, into output: ProductRows,
  from start: ProductRows?
) {
  var row = 0
  repeat {
    let output = output.from(row: row)
    var start = start?.from(row: row)
    var step = 0
    repeat {
      multiplyBlock(
        left.from(row: row, step: step), right.steps(from: step, atMost: stepsPerBlock),
        columns: columns, rows: min(rowsPerBlock, rows &- row), into: output, from: start)
      start = output
      step &+= stepsPerBlock
    } while step < right.steps
    row &+= rowsPerBlock
  } while row < rows
}

/// Steps of the chains in a block: 64 rows of 64 columns of a right factor are 16 kB.
private let stepsPerBlock = 64

/// Rows in a block: whole tiles, and 64 kB of 64 steps.
private let rowsPerBlock = 252

/// The fewest rows whose tiles gain more from a panel in one piece than it costs to copy it.
private let fewestPackedRows = 96

/// One block of a product: panels of columns, one after the other.
private func multiplyBlock(
  _ left: LeftFactor, _ right: RightFactor, columns: Int, rows: Int, into output: ProductRows,
  from start: ProductRows?
) {
  let mostVectors = Lanes4.holdsSixRows || rows <= 3 ? 4 : 1
  // Steps a multiple of 1 kB apart share a few sets of the first-level cache, which do not hold a panel of them.
  let packs = right.stride & 255 == 0 && right.steps > 32 && rows >= fewestPackedRows
  var first = 0
  while first < columns {
    // As many panels as are needed, all of them as wide as they can be: a last one of a single vector would
    // load as many numbers as it multiplies.
    let vectors = (columns &- first &+ 15) / 16
    let panels = (vectors &+ mostVectors &- 1) / mostVectors
    let width = min(16 &* ((vectors &+ panels &- 1) / panels), columns &- first)
    let panel = Panel(
      left: left, right: right.base + first, rightStride: right.stride,
      output: output.base + first, outputStride: output.stride,
      start: start.map { $0.base + first }, startStride: start?.stride ?? 0, rows: rows,
      steps: right.steps, width: width)
    if packs && width == 64 {
      panel.multiplyPacked()
    } else {
      switch (width + 15) / 16 {
      case 1: panel.multiply(Lanes1.self)
      case 2: panel.multiply(Lanes2.self)
      case 3: panel.multiply(Lanes3.self)
      default: panel.multiply(Lanes4.self)
      }
    }
    first &+= width
  }
}
