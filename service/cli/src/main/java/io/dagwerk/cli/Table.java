package io.dagwerk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Rows of texts: in columns under a head for people, with a tab between for programs. Pure.
///
/// @param head names of the columns
record Table(List<String> head, List<List<String>> rows) {
  private static final String GAP = "  ";

  Table {
    head = List.copyOf(head);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /// The lines that suit who reads them; none for programs when there is no row.
  List<String> lines(Surroundings.Look look) {
    return switch (look) {
      case TERMINAL -> columns();
      case PLAIN -> rows.stream().map(row -> String.join("\t", row)).toList();
    };
  }

  private List<String> columns() {
    List<List<String>> all = new ArrayList<>();
    all.add(head.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
    all.addAll(rows);
    int[] widths = new int[head.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return all.stream().map(row -> padded(row, widths)).toList();
  }

  private static String padded(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length()).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
