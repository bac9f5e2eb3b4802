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

  /// `asset 'raw_flights' and asset 'airports'`, or the first of many.
  static String all(List<NodeSnapshot> nodes) {
    List<String> names = nodes.stream().limit(SHOWN).map(NodeNames::of).toList();
    int more = nodes.size() - names.size();
    String last = more > 0 ? more + " more" : names.getLast();
    List<String> first = more > 0 ? names : names.subList(0, names.size() - 1);
    return first.isEmpty() ? last : "%s and %s".formatted(String.join(", ", first), last);
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
