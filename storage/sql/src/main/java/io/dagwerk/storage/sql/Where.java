package io.dagwerk.storage.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The condition of a query, as it is put together with its parameters.
final class Where {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();

  /// Also this, with a parameter for each `?`.
  void and(String condition, Object... values) {
    conditions.add(condition);
    parameters.addAll(List.of(values));
  }

  /// Also that the column has one of the values; there is at least one.
  void andOneOf(String column, Collection<?> values) {
    conditions.add(column + " in (" + Columns.parameters(values.size()) + ")");
    parameters.addAll(values);
  }

  /// ` where ...`, or nothing when everything passes.
  String text() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  List<Object> parameters() {
    return parameters;
  }
}
