extension HTMLReport {
  /// The script of the page: it makes titles of columns into buttons that sort the rows.
  ///
  /// The first click sorts from the least, the second from the greatest, the third brings the first order
  /// back. A column whose cells all begin with a number is sorted by numbers (``SortKey``), another by
  /// text, case aside; rows that say nothing there come last both ways, and equal ones keep their
  /// order. Without the script the tables are as complete. There is no `<` or `&` in it, so that the
  /// page is well-formed XML.
  static let script = """

    "use strict";
    for (const table of document.querySelectorAll("main table")) {
      const body = table.tBodies[0];
      const rows = Array.from(body.rows);
      const heads = Array.from(table.tHead.rows[0].cells);
      if (rows.length > 1) heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        button.addEventListener("click", () => {
          const next = { ascending: "descending", descending: null }[head.getAttribute("aria-sort")];
          const order = next === undefined ? "ascending" : next;
          for (const other of heads) other.removeAttribute("aria-sort");
          if (order) head.setAttribute("aria-sort", order);
          body.append(...(order ? sorted(rows, column, order === "ascending" ? 1 : -1) : rows));
        });
        head.append(button);
      });
    }

    function sorted(rows, column, sign) {
      const entries = rows.map((row) => {
        const cell = row.cells[column];
        const text = cell.textContent.trim();
        const key = cell.dataset.key ?? text;
        return { row, text: text.toLowerCase(), key, isMissing: key === "" || key === "–" };
      });
      const present = entries.filter((entry) => !entry.isMissing);
      const isNumeric = present.every((entry) => !Number.isNaN(Number(entry.key)));
      const value = (entry) => isNumeric ? Number(entry.key) : entry.text;
      const compare = (one, two) => one > two ? sign : two > one ? -sign : 0;
      present.sort((one, two) => compare(value(one), value(two)));
      return present.concat(entries.filter((entry) => entry.isMissing)).map((entry) => entry.row);
    }

    """
}
