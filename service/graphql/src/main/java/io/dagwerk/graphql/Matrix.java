package io.dagwerk.graphql;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunHistory.Unmade;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepNames;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Steps or assets by partition: a row has a cell for each column. Pure.
///
/// @param rows those with the most failures first, then by key
/// @param rest which rows there are besides
record Matrix(List<Column> columns, List<Row> rows, Rest rest) {
  Matrix {
    columns = List.copyOf(columns);
    rows = rows.stream().sorted(ORDER).toList();
  }

  /// Rows that are not shown.
  ///
  /// @param leftOut how many come after those that are shown
  /// @param after where to go on with them
  /// @param isWhole whether all cells of the rows are known
  record Rest(long leftOut, Optional<String> after, boolean isWhole) {
    static final Rest NONE = new Rest(0, Optional.empty(), true);
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
  /// @param status where that stands
  record Column(String partition, Optional<RunId> run, Optional<RunStatus> status) {
    static Column of(String partition) {
      return new Column(partition, Optional.empty(), Optional.empty());
    }
  }

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
  /// @param names the rows
  static Matrix ofSteps(
      List<String> partitions,
      Map<String, StoredRun> newest,
      List<String> names,
      RunHistory.Steps steps,
      Rest rest) {
    List<Column> columns = new ArrayList<>();
    Map<String, List<Cell>> cells = new LinkedHashMap<>();
    Map<String, List<Optional<RunId>>> runs = new LinkedHashMap<>();
    for (String partition : partitions) {
      Optional<StoredRun> run = Optional.ofNullable(newest.get(partition));
      columns.add(new Column(partition, run.map(StoredRun::id), run.map(StoredRun::status)));
      Map<String, Cell> begun = new HashMap<>();
      run.map(StoredRun::id)
          .map(steps::of)
          .orElse(List.of())
          .forEach(step ->
              begun.put(
                  StepNames.of(step.step(), Optional.of(partition)), cell(step.state().status())));
      Cell never = run.map(each -> never(each, begun.isEmpty())).orElse(Cell.MISSING);
      for (String name : names) {
        Cell cell = begun.getOrDefault(name, never);
        cells.computeIfAbsent(name, _ -> new ArrayList<>()).add(cell);
        runs.computeIfAbsent(name, _ -> new ArrayList<>())
            .add(
                run.map(StoredRun::id)
                    .filter(_ -> begun.containsKey(name) || cell != Cell.MISSING));
      }
    }
    List<Row> rows = new ArrayList<>();
    cells.forEach((name, row) -> rows.add(new Row(name, row, runs.getOrDefault(name, List.of()))));
    return new Matrix(columns, rows, rest);
  }

  /// Where a step stands that has not begun: it is going to, or the run failed before any did.
  private static Cell never(StoredRun run, boolean isBeforeAll) {
    if (!run.status().isFinal()) {
      return Cell.RUNNING;
    }
    return run.status() == RunStatus.FAILED && isBeforeAll ? Cell.FAILED : Cell.MISSING;
  }

  private static Cell cell(StepStatus status) {
    return switch (status) {
      case SUCCEEDED, REUSED -> Cell.MATERIALIZED;
      case FAILED, ABANDONED -> Cell.FAILED;
      case RUNNING, WAITING_TO_RETRY -> Cell.RUNNING;
      case SKIPPED, CANCELED -> Cell.MISSING;
    };
  }

  /// A value that was made.
  ///
  /// @param by by whom, or by which report
  /// @param isOfRun whether a run made it
  record Made(RunId by, boolean isOfRun) {}

  /// The row of an asset.
  ///
  /// @param made the newest value of each partition
  /// @param unmade the newest run that is going to make a value, or failed to, by partition
  static Row ofAsset(
      String asset, List<String> partitions, Map<String, Made> made, Map<String, Unmade> unmade) {
    List<Cell> cells = new ArrayList<>();
    List<Optional<RunId>> runs = new ArrayList<>();
    for (String partition : partitions) {
      Optional<Made> value = Optional.ofNullable(made.get(partition));
      Optional<Unmade> later =
          Optional.ofNullable(unmade.get(partition))
              .filter(each -> value.map(it -> each.id().compareTo(it.by()) > 0).orElse(true));
      cells.add(
          later
              .map(each -> each.run().isFinal() ? Cell.FAILED : Cell.RUNNING)
              .orElse(value.isPresent() ? Cell.MATERIALIZED : Cell.MISSING));
      runs.add(later.map(Unmade::id).or(() -> value.filter(Made::isOfRun).map(Made::by)));
    }
    return new Row(asset, cells, runs);
  }
}
