package io.dagwerk.documents;

import io.dagwerk.model.ConfigTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads config documents, YAML or JSON, as plain trees. A key that is said twice is refused.
/// Thread-safe.
///
/// ```java
/// ConfigTree tree = Documents.parse("limit: 10", "preset 'small'");
/// ```
public final class Documents {
  private static final int LARGEST_BYTES = 16 * 1024 * 1024;
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private Documents() {}

  /// The tree of a text; an empty text is an empty map.
  ///
  /// @param name what the text is, for messages
  /// @throws InvalidDocument with line and column, when it is not YAML or JSON
  public static ConfigTree parse(String text, String name) {
    try {
      Object plain = text.isBlank() ? null : YAML.readValue(text, Object.class);
      ConfigTree tree = ConfigTree.of(plain);
      return tree instanceof ConfigTree.Nothing ? ConfigTree.empty() : tree;
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String place = at == null ? "" : ":%d:%d".formatted(at.getLineNr(), at.getColumnNr());
      throw new InvalidDocument(
          "%s%s: expected YAML or JSON, but %s; correct it there"
              .formatted(name, place, firstLine(e.getOriginalMessage())),
          e);
    } catch (IllegalArgumentException e) {
      throw new InvalidDocument("%s: %s".formatted(name, e.getMessage()), e);
    }
  }

  /// The tree of a file.
  ///
  /// @throws InvalidDocument when it cannot be read, is larger than 16 MiB or is not YAML or JSON
  public static ConfigTree read(Path file) {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new InvalidDocument(
            "%s: expected at most %d bytes, but found %d"
                .formatted(file, LARGEST_BYTES, Files.size(file)));
      }
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new InvalidDocument(
          "%s: cannot be read (%s); give the path of a YAML or JSON file"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  /// The tree as JSON.
  public static String json(ConfigTree tree) {
    return JSON.writeValueAsString(tree.toPlain());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("it is not");
  }
}
