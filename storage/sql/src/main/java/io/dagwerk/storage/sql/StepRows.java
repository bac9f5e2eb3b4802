package io.dagwerk.storage.sql;

import io.dagwerk.model.StepKey;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Reads steps of runs.
record StepRows(Dialect dialect) {
  static final String COLUMNS =
      "select run, step, status, attempt, reason, origin, emitted, began_at, last_began_at, ended_at";

  static final String QUERY = COLUMNS + " from steps";

  StoredStep step(ResultSet row) throws SQLException {
    StepState state =
        new StepState(
            StepStatus.valueOf(Columns.text(row, "status")),
            row.getInt("attempt"),
            Columns.text(row, "reason"),
            Columns.findId(dialect, row, "origin"),
            Columns.lines(row, "emitted"));
    Optional<Instant> began = Columns.findInstant(row, "began_at");
    Optional<Instant> lastBegan = Columns.findInstant(row, "last_began_at");
    return new StoredStep(
        StepKey.parse(Columns.text(row, "step")),
        state,
        began,
        lastBegan.isEmpty() && state.attempt() <= 1 ? began : lastBegan,
        Columns.findInstant(row, "ended_at"));
  }
}
