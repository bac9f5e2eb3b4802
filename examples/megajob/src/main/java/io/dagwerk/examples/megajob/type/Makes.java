package io.dagwerk.examples.megajob.type;

import java.util.Optional;

/// What the jobs of a type leave behind.
public enum Makes {
  /// Exactly one table of the warehouse.
  ONE_TABLE,
  /// Tables of the warehouse, any number of them.
  TABLES,
  /// Exactly one file.
  ONE_FILE,
  /// Whatever it is, no table.
  ANYTHING;

  /// Whether checks find a table to look at.
  public boolean isTable() {
    return this == ONE_TABLE || this == TABLES;
  }

  /// What is wrong with so many outputs.
  public Optional<String> problem(int outputs) {
    boolean isOne = this == ONE_TABLE || this == ONE_FILE;
    return isOne && outputs > 1
        ? Optional.of("makes one dataset, but found %d outputs".formatted(outputs))
        : Optional.empty();
  }
}
