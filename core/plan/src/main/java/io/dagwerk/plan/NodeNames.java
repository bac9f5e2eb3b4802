package io.dagwerk.plan;

import io.dagwerk.model.NodeKind;
import io.dagwerk.model.NodeSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How messages name nodes and partitions.
final class NodeNames {
  private static final int SHOWN = 3;

  private NodeNames() {}

  /// `asset 'raw_flights'`.
  static String of(NodeSnapshot node) {
    return "%s '%s'".formatted(noun(node.kind()), node.name());
  }

  static String noun(NodeKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// `[2001-01-30], [2001-01-31]`, or the first of many.
  static String several(List<?> keys) {
    String shown =
        keys.stream().limit(SHOWN).map(key -> "[" + key + "]").collect(Collectors.joining(", "));
    return keys.size() > SHOWN ? "%s and %d more".formatted(shown, keys.size() - SHOWN) : shown;
  }
}
