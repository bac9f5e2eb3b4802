package io.dagwerk.jdbc;

import java.util.Optional;

/// The name of a table, as its database keeps it: exactly this text, whatever its case.
///
/// @param schema empty for the schema that the connection is in
public record TableName(Optional<String> schema, String name) {
  public TableName {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a table's name is not blank");
    }
  }

  public static TableName of(String name) {
    return new TableName(Optional.empty(), name);
  }

  /// The name as it stands in SQL.
  public String in(Dialect dialect) {
    return schema.map(of -> dialect.quoted(of) + ".").orElse("") + dialect.quoted(name);
  }

  @Override
  public String toString() {
    return schema.map(of -> of + ".").orElse("") + name;
  }
}
