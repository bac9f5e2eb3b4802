package io.dagwerk.documents;

import io.dagwerk.model.ConfigTree;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON as plain trees, for programs that speak with each other. It loads nothing of what
/// [Documents] needs for YAML, so that a command is ready at once. Thread-safe.
///
/// ```java
/// ConfigTree tree = Json.parse("{\"limit\": 10}", "the answer");
/// ```
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  /// The tree of a text; an empty text is an empty map.
  ///
  /// @param name what the text is, for messages
  /// @throws InvalidDocument with line and column, when it is not JSON
  public static ConfigTree parse(String text, String name) {
    return TreeReader.read(
            () -> FACTORY.createParser(ObjectReadContext.empty(), text), "JSON", name)
        .tree();
  }
}
