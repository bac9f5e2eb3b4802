package io.dagwerk.chaos;

import io.dagwerk.model.ConfigTree;
import java.util.List;
import java.util.Optional;

/// A part of what the API answered.
record Answered(ConfigTree tree) {
  Optional<Answered> find(String name) {
    return tree instanceof ConfigTree.Entries(var entries)
        ? Optional.ofNullable(entries.get(name))
            .filter(value -> !(value instanceof ConfigTree.Nothing))
            .map(Answered::new)
        : Optional.empty();
  }

  Answered get(String name) {
    return find(name)
        .orElseThrow(() ->
            new IllegalStateException(
                "expected '%s', but found %s".formatted(name, tree.toJson())));
  }

  /// A text as it is, anything else as JSON; empty where nothing is.
  String text(String name) {
    return find(name).map(Answered::text).orElse("");
  }

  private String text() {
    return tree instanceof ConfigTree.Text(String text) ? text : tree.toJson();
  }

  long number(String name) {
    return Long.parseLong(get(name).text());
  }

  List<Answered> list(String name) {
    return get(name).tree instanceof ConfigTree.Items(var items)
        ? items.stream().map(Answered::new).toList()
        : List.of();
  }
}
