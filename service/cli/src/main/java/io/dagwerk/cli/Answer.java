package io.dagwerk.cli;

import io.dagwerk.model.ConfigTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A part of what a server answered. What the schema promises and is not there is an
/// [UnexpectedAnswer].
///
/// @param tree of a map
record Answer(ConfigTree tree) {
  private Optional<ConfigTree> part(String name) {
    return tree instanceof ConfigTree.Entries(var entries)
        ? Optional.ofNullable(entries.get(name))
            .filter(value -> !(value instanceof ConfigTree.Nothing))
        : Optional.empty();
  }

  Optional<Answer> find(String name) {
    return part(name).map(Answer::new);
  }

  Answer get(String name) {
    return find(name).orElseThrow(() -> new UnexpectedAnswer(name));
  }

  Optional<String> findText(String name) {
    return part(name).map(Answer::text);
  }

  String text(String name) {
    return findText(name).orElseThrow(() -> new UnexpectedAnswer(name));
  }

  private static String text(ConfigTree value) {
    return value instanceof ConfigTree.Text(String text) ? text : value.toJson();
  }

  long number(String name) {
    return part(name)
        .filter(ConfigTree.Whole.class::isInstance)
        .map(value -> ((ConfigTree.Whole) value).value().longValueExact())
        .orElseThrow(() -> new UnexpectedAnswer(name));
  }

  boolean isTrue(String name) {
    return part(name).map(new ConfigTree.Truth(true)::equals).orElse(false);
  }

  /// The parts of a map by their names, none when it is no map.
  SequencedMap<String, Answer> entries() {
    SequencedMap<String, Answer> parts = new LinkedHashMap<>();
    if (tree instanceof ConfigTree.Entries(var entries)) {
      entries.forEach((name, value) -> parts.put(name, new Answer(value)));
    }
    return parts;
  }

  /// A text as it is, and anything else as JSON.
  String said() {
    return text(tree);
  }

  /// The items of a list, none when there is no list.
  List<Answer> list(String name) {
    return part(name).orElse(ConfigTree.nothing()) instanceof ConfigTree.Items(var items)
        ? items.stream().map(Answer::new).toList()
        : List.of();
  }

  /// The items of a list of texts, none when there is no list.
  List<String> texts(String name) {
    return list(name).stream().map(item -> text(item.tree)).toList();
  }
}
