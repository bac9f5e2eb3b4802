package io.dagwerk.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `select` whose result is the value: no row passes through Java. Immutable.
///
/// A function returns one to make a table inside the database, and a function that reads a table
/// may ask for one: it selects the rows of the value. A parameter that is itself a query stands for
/// its rows.
///
/// ```java
/// static TableQuery delays(TableQuery flights) {
///   return TableQuery.of("select origin, avg(delay) as mean from ? group by origin", flights);
/// }
/// ```
///
/// @param sql with a `?` for each parameter
public record TableQuery(String sql, List<@Nullable Object> parameters) {
  public TableQuery {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  /// The query of this text.
  ///
  /// @throws IllegalArgumentException when there are more or fewer `?` than parameters
  public static TableQuery of(String sql, @Nullable Object... parameters) {
    StringBuilder text = new StringBuilder();
    List<@Nullable Object> plain = new ArrayList<>();
    int next = 0;
    int from = 0;
    for (int mark : Placeholders.in(sql)) {
      if (next < parameters.length) {
        text.append(sql, from, mark);
        if (parameters[next] instanceof TableQuery query) {
          text.append('(').append(query.sql).append(')');
          plain.addAll(query.parameters);
        } else {
          text.append('?');
          plain.add(parameters[next]);
        }
        from = mark + 1;
      }
      next++;
    }
    if (next != parameters.length) {
      throw new IllegalArgumentException(
          "found %d '?' for %d parameters in: %s".formatted(next, parameters.length, sql));
    }
    return new TableQuery(text.append(sql, from, sql.length()).toString(), plain);
  }
}
