package io.dagwerk.examples.megajob.check;

import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Doc;
import io.dagwerk.config.Name;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.examples.megajob.tool.Table;
import io.dagwerk.examples.megajob.tool.Warehouse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Something asked of the rows of a dataset. Each is a config record; its `@Name` is the `type` in
/// descriptors.
public sealed interface DatasetCheck {
  /// The rows that are looked at.
  ///
  /// @param condition that they meet
  record Rows(Table table, String condition) {
    String where(String more) {
      return "select * from %s where (%s) and (%s)".formatted(table.sql(), condition, more);
    }
  }

  /// Looks.
  Outcome outcome(Warehouse warehouse, Rows rows) throws Exception;

  /// A check, by its name in descriptors.
  record Known(String name, ConfigType<? extends DatasetCheck> type) {}

  /// All that there are.
  static List<Known> all() {
    return Stream.of(
            RowCount.class,
            Unique.class,
            NotNull.class,
            AcceptedValues.class,
            Freshness.class,
            Sql.class)
        .map(DatasetCheck::known)
        .toList();
  }

  private static Known known(Class<? extends DatasetCheck> type) {
    Name name = Objects.requireNonNull(type.getAnnotation(Name.class), "a check has a name");
    return new Known(name.value(), ConfigType.of(type));
  }

  /// The one of this name.
  static Optional<Known> find(String name) {
    return all().stream().filter(known -> known.name().equals(name)).findFirst();
  }

  /// Neither too few rows nor too many.
  @Name("row_count")
  record RowCount(
      @Doc("The least number of rows") Optional<Long> min,
      @Doc("The greatest number of rows") Optional<Long> max)
      implements DatasetCheck {
    public RowCount {
      if (min.isEmpty() && max.isEmpty()) {
        throw new IllegalArgumentException("expected 'min' or 'max', but found neither");
      }
      if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
        throw new IllegalArgumentException(
            "expected at most 'max', but 'min' is %d of %d".formatted(min.get(), max.get()));
      }
    }

    @Override
    public Outcome outcome(Warehouse warehouse, Rows rows) throws Exception {
      long found = warehouse.rows(rows.table(), rows.condition());
      boolean passed = min.orElse(found) <= found && found <= max.orElse(found);
      String expected =
          min.map("at least %d"::formatted).orElse("")
              + (min.isPresent() && max.isPresent() ? " and " : "")
              + max.map("at most %d"::formatted).orElse("");
      return Outcome.passedIf(passed, "%d rows, expected %s".formatted(found, expected))
          .with("rows", found);
    }
  }

  /// No two rows are alike in these columns.
  @Name("unique")
  record Unique(@Doc("What tells rows apart") List<String> columns) implements DatasetCheck {
    public Unique {
      columns = List.copyOf(columns);
    }

    @Override
    public Outcome outcome(Warehouse warehouse, Rows rows) throws Exception {
      String names = quoted(columns, ", ", "%s");
      long found =
          warehouse.violations(
              "select %s from (%s) group by %s having count(*) > 1"
                  .formatted(names, rows.where("true"), names));
      return none(found, "%d values of %s occur more than once".formatted(found, columns));
    }
  }

  /// These columns always say something.
  @Name("not_null")
  record NotNull(@Doc("Columns that are never empty") List<String> columns)
      implements DatasetCheck {
    public NotNull {
      columns = List.copyOf(columns);
    }

    @Override
    public Outcome outcome(Warehouse warehouse, Rows rows) throws Exception {
      long found = warehouse.violations(rows.where(quoted(columns, " or ", "%s is null")));
      return none(found, "%d rows say nothing in %s".formatted(found, columns));
    }
  }

  /// A column has no other values than these.
  @Name("accepted_values")
  record AcceptedValues(
      @Doc("The column") String column, @Doc("All that it may say") List<String> values)
      implements DatasetCheck {
    public AcceptedValues {
      values = List.copyOf(values);
    }

    @Override
    public Outcome outcome(Warehouse warehouse, Rows rows) throws Exception {
      String accepted =
          values.stream()
              .map(value -> "'" + value.replace("'", "''") + "'")
              .collect(Collectors.joining(", "));
      long found =
          warehouse.violations(
              rows.where("\"%s\"::varchar not in (%s)".formatted(column, accepted)));
      return none(found, "%d rows have another value in '%s'".formatted(found, column));
    }
  }

  /// The newest value of a column is not too old.
  @Name("freshness")
  record Freshness(
      @Doc("A column of times or days") String column,
      @Doc("How old the newest may be") Duration maxAge)
      implements DatasetCheck {
    @Override
    public Outcome outcome(Warehouse warehouse, Rows rows) throws Exception {
      Optional<Duration> age = warehouse.age(rows.table(), column, rows.condition());
      return age.map(found ->
              Outcome.passedIf(
                      found.compareTo(maxAge) <= 0,
                      "the newest '%s' is %d h old, expected at most %d h"
                          .formatted(column, found.toHours(), maxAge.toHours()))
                  .with("hours", found.toHours()))
          .orElseGet(() -> Outcome.failure("there is no '%s' at all".formatted(column)));
    }
  }

  /// A query finds no rows.
  @Name("sql")
  record Sql(@Doc("A query of the rows that should not be there") String sql)
      implements DatasetCheck {
    @Override
    public Outcome outcome(Warehouse warehouse, Rows rows) throws Exception {
      long found = warehouse.violations(sql);
      return none(found, "%d rows that should not be there".formatted(found));
    }
  }

  private static Outcome none(long found, String description) {
    return Outcome.passedIf(found == 0, found == 0 ? "none found" : description)
        .with("violations", found);
  }

  private static String quoted(List<String> columns, String separator, String each) {
    return columns.stream()
        .map(column -> each.formatted('"' + column + '"'))
        .collect(Collectors.joining(separator));
  }
}
