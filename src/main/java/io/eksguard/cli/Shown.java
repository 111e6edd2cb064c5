package io.eksguard.cli;

import io.eksguard.render.MarkdownForm;

/// One result in every format that can go to a file.
interface Shown {
  /// As text that stands alone, without colours.
  String text();

  /// As one JSON document.
  String json();

  /// As Markdown within a budget.
  String markdown(MarkdownForm form);

  /// As one self-contained page.
  String html();
}
