package io.dagwerk.documents;

import io.dagwerk.model.ConfigTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// Reads config documents, YAML or JSON, as plain trees, and writes them. A key that is said twice
/// is refused. Thread-safe.
///
/// ```java
/// ConfigTree tree = Documents.parse("limit: 10", "preset 'small'");
/// ```
public final class Documents {
  private static final int LARGEST_BYTES = 16 * 1024 * 1024;
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.LITERAL_BLOCK_STYLE)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter INDENTED_JSON =
      JSON.writer()
          .with(
              new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));

  private Documents() {}

  /// The tree of a text; an empty text is an empty map.
  ///
  /// @param name what the text is, for messages
  /// @throws InvalidDocument with line and column, when it is not YAML or JSON
  public static ConfigTree parse(String text, String name) {
    return locate(text, name).tree();
  }

  /// As [#parse], with the place of each part.
  ///
  /// @param name what the text is, for messages
  /// @throws InvalidDocument with line and column, when it is not YAML or JSON
  public static LocatedDocument locate(String text, String name) {
    return TreeReader.read(() -> YAML.createParser(text), "YAML or JSON", name);
  }

  /// The tree of a file.
  ///
  /// @throws InvalidDocument when it cannot be read, is larger than 16 MiB or is not YAML or JSON
  public static ConfigTree read(Path file) {
    return parse(text(file), file.toString());
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new InvalidDocument(
            "%s: expected at most %d bytes, but found %d"
                .formatted(file, LARGEST_BYTES, Files.size(file)));
      }
      return Files.readString(file);
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

  /// The tree as JSON of an entry per line, for people.
  public static String indentedJson(ConfigTree tree) {
    return INDENTED_JSON.writeValueAsString(tree.toPlain()) + "\n";
  }

  /// The tree as YAML, which reads as the same tree.
  public static String yaml(ConfigTree tree) {
    return YAML.writeValueAsString(tree.toPlain());
  }
}
