package io.dagwerk.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// The option that names tags.
final class TagOptions {
  @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "a tag; may be given often")
  private Map<String, String> tags = new LinkedHashMap<>();

  /// As the schema has them.
  List<Map<String, String>> list() {
    return tags.entrySet().stream()
        .map(tag -> Map.of("key", tag.getKey(), "value", tag.getValue()))
        .toList();
  }
}
