package io.dagwerk.examples.megajob.tool;

import io.dagwerk.config.Name;
import java.util.Locale;

/// How rows lie in a file.
public enum FileFormat {
  @Name("csv")
  CSV,
  @Name("json")
  JSON,
  @Name("parquet")
  PARQUET;

  /// The name in SQL and in descriptors.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
