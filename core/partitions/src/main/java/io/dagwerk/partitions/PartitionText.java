package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.WindowNumbers.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sets of partitions as text, such as `2001-01-01...2001-01-15,2001-02-01`.
///
/// Items are separated by commas. An item is a key, two keys with `...` between them for all from
/// one to the other, or a key with `*` for any letters, so that `*` alone is every one; in several
/// dimensions one of these for each, as in `2001-01-01...2001-01-15|eu`. A key that contains any of
/// these signs is written in quotation marks, in which `\"` and `\\` stand for themselves.
public final class PartitionText {
  static final String RANGE = "...";
  static final char QUOTE = '"';
  static final char ESCAPE = '\\';
  static final char SEPARATOR = ',';
  static final char ANY = '*';

  private PartitionText() {}

  /// Those that a text names.
  ///
  /// @throws InvalidPartitions with everything that is wrong, such as keys that do not exist
  public static PartitionSubset parse(String text, PartitionSet set) {
    return new PartitionTextParser(text, set).parse();
  }

  /// The shortest text for windows, which names each run of them by its ends; other keys are named
  /// one by one. Numbers that do not exist are left out.
  public static String print(PartitionSubset subset, PartitionSet set) {
    Dimensions dimensions = Dimensions.of(set);
    return dimensions.sets().size() == 1
        ? String.join(String.valueOf(SEPARATOR), items(subset, set))
        : subset.rows().stream()
            .flatMap(row -> items(row, subset.columns(row), dimensions))
            .collect(Collectors.joining(String.valueOf(SEPARATOR)));
  }

  /// The items of one row: what its columns are in their dimension, among the keys of the others.
  private static Stream<String> items(int row, PartitionSubset columns, Dimensions dimensions) {
    List<Long> numbers = dimensions.numbersOfRow(row);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      if (i == dimensions.column()) {
        parts.add("");
      } else {
        dimensions
            .sets()
            .get(i)
            .keyAt(numbers.get(i))
            .map(PartitionText::written)
            .ifPresent(parts::add);
      }
    }
    if (parts.size() < numbers.size()) {
      return Stream.empty();
    }
    return items(columns, dimensions.sets().get(dimensions.column())).stream()
        .map(item -> {
          parts.set(dimensions.column(), item);
          return String.join(PartitionKey.SEPARATOR, parts);
        });
  }

  private static List<String> items(PartitionSubset subset, PartitionSet set) {
    return set instanceof WindowPartitions windows
        ? windows.numbers().runs(subset).stream().map(run -> item(run, windows)).toList()
        : set.keys(subset).map(PartitionText::written).toList();
  }

  private static String item(Run run, WindowPartitions windows) {
    String first = written(windows.key(run.first()));
    return run.first().equals(run.last())
        ? first
        : first + RANGE + written(windows.key(run.last()));
  }

  private static String written(PartitionKey key) {
    String text = key.text();
    boolean isPlain =
        text.strip().equals(text)
            && !text.contains(RANGE)
            && text.chars()
                .noneMatch(c ->
                    c == SEPARATOR
                        || c == QUOTE
                        || c == ANY
                        || c == PartitionKey.SEPARATOR.charAt(0));
    return isPlain ? text : QUOTE + text.replace("\\", "\\\\").replace("\"", "\\\"") + QUOTE;
  }
}
