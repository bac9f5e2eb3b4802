package io.dagwerk.graphql;

import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.RunHistory.Unmade;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Steps or assets by partition: a row has a cell for each column. Pure.
///
/// @param rows those with the most failures first, then by key
record Matrix(List<Column> columns, List<Row> rows) {
  Matrix {
    columns = List.copyOf(columns);
    rows = rows.stream().sorted(ORDER).toList();
  }

  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::failed, Comparator.reverseOrder()).thenComparing(Row::key);

  /// Where a step or an asset stands of a partition.
  enum Cell {
    MATERIALIZED,
    FAILED,
    MISSING,
    RUNNING
  }

  /// @param run the newest of the job for this partition
  record Column(String partition, Optional<RunId> run) {}

  /// @param runs that the cells are of
  record Row(String key, List<Cell> cells, List<Optional<RunId>> runs) {
    Row {
      cells = List.copyOf(cells);
      runs = List.copyOf(runs);
    }

    long failed() {
      return cells.stream().filter(cell -> cell == Cell.FAILED).count();
    }
  }

  /// The steps of a job.
  ///
  /// @param partitions the columns
  /// @param newest the run of each
  static Matrix ofSteps(
      List<String> partitions, Map<String, StoredRun> newest, Map<RunId, List<StoredStep>> steps) {
    List<Column> columns = new ArrayList<>();
    Map<StepKey, Map<String, Cell>> cells = new TreeMap<>();
    for (String partition : partitions) {
      Optional<RunId> run = Optional.ofNullable(newest.get(partition)).map(StoredRun::id);
      columns.add(new Column(partition, run));
      run.map(id -> steps.getOrDefault(id, List.of()))
          .orElse(List.of())
          .forEach(step ->
              cells
                  .computeIfAbsent(rowOf(step.step(), partition), _ -> new HashMap<>())
                  .put(partition, cell(step.state().status())));
    }
    List<Row> rows = new ArrayList<>();
    cells.forEach((key, byPartition) ->
        rows.add(
            new Row(
                key.toString(),
                partitions.stream()
                    .map(each -> byPartition.getOrDefault(each, Cell.MISSING))
                    .toList(),
                columns.stream()
                    .map(column ->
                        column.run().filter(_ -> byPartition.containsKey(column.partition())))
                    .toList())));
    return new Matrix(columns, rows);
  }

  /// A step that is of the partition alone is the same row in all columns.
  private static StepKey rowOf(StepKey step, String partition) {
    return step.keys().equals(List.of(partition)) ? StepKey.of(step.node()) : step;
  }

  private static Cell cell(StepStatus status) {
    return switch (status) {
      case SUCCEEDED, REUSED -> Cell.MATERIALIZED;
      case FAILED -> Cell.FAILED;
      case RUNNING, WAITING_TO_RETRY -> Cell.RUNNING;
      case SKIPPED, ABANDONED, CANCELED -> Cell.MISSING;
    };
  }

  /// The row of an asset.
  ///
  /// @param made the run that made each partition's newest value, or none for what was reported
  /// @param unmade the newest run that was to make a value and has not, by partition
  static Row ofAsset(
      String asset, List<String> partitions, Map<String, RunId> made, Map<String, Unmade> unmade) {
    List<Cell> cells = new ArrayList<>();
    List<Optional<RunId>> runs = new ArrayList<>();
    for (String partition : partitions) {
      Optional<RunId> value = Optional.ofNullable(made.get(partition));
      Optional<Unmade> later =
          Optional.ofNullable(unmade.get(partition))
              .filter(each -> value.map(run -> each.id().compareTo(run) > 0).orElse(true))
              .filter(each -> !each.run().isFinal() || hasFailed(each));
      cells.add(
          later
              .map(each -> each.run().isFinal() ? Cell.FAILED : Cell.RUNNING)
              .orElse(value.isPresent() ? Cell.MATERIALIZED : Cell.MISSING));
      runs.add(later.map(Unmade::id).or(() -> value));
    }
    return new Row(asset, cells, runs);
  }

  private static boolean hasFailed(Unmade unmade) {
    return unmade.run() == RunStatus.FAILED
        && unmade
            .step()
            .map(status -> status == StepStatus.FAILED || status == StepStatus.ABANDONED)
            .orElse(true);
  }
}
