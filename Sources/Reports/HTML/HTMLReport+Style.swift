extension HTMLReport {
  /// The style sheet of the page. Figures bring their own, whose text colours these are.
  static let styleSheet = """

    :root {
      color-scheme: light dark;
      --back: #ffffff; --text: #24292f; --faint: #57606a; --rule: #d0d7de; --shade: #f6f8fa;
      --link: #0550ae;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --back: #0d1117; --text: #d0d7de; --faint: #9198a1; --rule: #30363d; --shade: #161b22;
        --link: #79b8ff;
      }
    }
    body {
      margin: 0 auto; max-width: 80rem; padding: 1rem 1.5rem 4rem;
      background: var(--back); color: var(--text);
      font: 16px/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif;
    }
    main > p, main > ul, main > ol { max-width: 50rem; overflow-wrap: anywhere; }
    h1, h2, h3 { line-height: 1.25; }
    h1 { font-size: 1.8rem; }
    h2 { margin-top: 2.5rem; padding-bottom: 0.3rem; border-bottom: 1px solid var(--rule); }
    h3 { margin-top: 2rem; }
    a { color: var(--link); }
    nav { font-size: 0.9rem; color: var(--faint); border-bottom: 1px solid var(--rule); }
    nav ul { list-style: none; padding: 0; }
    blockquote {
      margin: 1rem 0; padding: 0 1rem; border-left: 4px solid var(--rule); color: var(--faint);
    }
    code, pre { font: 0.875em/1.45 ui-monospace, Menlo, Consolas, monospace; }
    code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--shade); }
    pre { padding: 0.8rem 1rem; overflow-x: auto; border-radius: 6px; background: var(--shade); }
    pre code { padding: 0; font-size: inherit; }
    figure { margin: 1.25rem 0; }
    figure svg { display: block; max-width: 100%; height: auto; }
    figure g:has(> title):hover > :not(g) { filter: brightness(0.75); }
    .table { margin: 1rem 0; overflow-x: auto; }
    table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
    th, td { padding: 0.3rem 0.7rem; text-align: left; vertical-align: top; }
    th { vertical-align: bottom; border-bottom: 2px solid var(--rule); }
    td { border-bottom: 1px solid var(--rule); }
    tr > :first-child:not(.right) { min-width: 7.5rem; }
    .right { text-align: right; }
    td.right { white-space: nowrap; }
    tbody tr:hover { background: var(--shade); }
    th button {
      all: unset; cursor: pointer; position: relative;
    }
    th button:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    th button::after {
      content: "↕"; position: absolute; margin-left: 0.15em; color: var(--faint); opacity: 0;
      font-weight: normal;
    }
    th button:hover::after, th button:focus-visible::after { opacity: 1; }
    th[aria-sort] button::after { opacity: 1; color: var(--link); }
    th[aria-sort="ascending"] button::after { content: "↑"; }
    th[aria-sort="descending"] button::after { content: "↓"; }
    @media print {
      :root {
        --back: #ffffff; --text: #24292f; --faint: #57606a; --rule: #d0d7de; --shade: #f6f8fa;
        --link: #0550ae;
      }
      body { max-width: none; padding: 0; font-size: 11px; }
      svg text { fill: #24292f; }
      .table { overflow: visible; }
      table { font-size: 0.6rem; }
      th, td { padding: 0.15rem 0.3rem; }
      td.right { white-space: normal; }
      table:has(th:nth-child(9)) :is(th, td) { overflow-wrap: anywhere; }
      tr > :first-child:not(.right) { min-width: 0; }
      pre { white-space: pre-wrap; }
      figure, thead, tr { break-inside: avoid; }
      h1, h2, h3 { break-after: avoid; }
      th button::after { content: none; }
    }

    """
}
