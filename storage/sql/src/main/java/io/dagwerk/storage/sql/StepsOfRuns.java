package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.StepNames;
import io.dagwerk.spi.StoredStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads the steps of many runs, and the names under which they are beside each other.
record StepsOfRuns(Reader reader) {
  /// As [StepNames#of] has it.
  private static final String NAME =
      "case when tag is not null and length(step) > length(tag) + 2"
          + " and substr(step, length(step) - length(tag) - 1) = '[' || tag || ']'"
          + " and length(replace(step, '[', '')) = length(step) - 1"
          + " then substr(step, 1, length(step) - length(tag) - 2) else step end";

  /// Steps with the partition that their run was launched for.
  private String tagged(Collection<RunId> runs, List<Object> parameters) {
    parameters.add(RunTags.PARTITIONS);
    runs.forEach(run -> parameters.add(reader.dialect().id(run)));
    parameters.add(RunHistory.MOST_SEEN + 1);
    return "select s.*, t.value as tag from steps s"
        + " left join run_tags t on t.run = s.run and t.name = ? where s.run in (%s)"
            .formatted(Columns.parameters(SqlRunHistory.asked(runs)))
        + " order by s.run desc, s.step limit ?";
  }

  /// Whether no step of the runs is beyond those that are looked at.
  private boolean areAllSeen(Collection<RunId> runs) {
    List<Object> parameters = new ArrayList<>();
    runs.forEach(run -> parameters.add(reader.dialect().id(run)));
    parameters.add(RunHistory.MOST_SEEN + 1);
    return reader
            .find(
                "select count(*) as seen from (select 1 from steps where run in (%s) limit ?) s"
                    .formatted(Columns.parameters(runs.size())),
                row -> row.getLong("seen"),
                parameters.toArray())
            .orElse(0L)
        <= RunHistory.MOST_SEEN;
  }

  /// The newest runs first, so that it is the oldest whose steps are left out.
  RunHistory.Steps read(Collection<RunId> runs, Collection<String> names, int most) {
    Limits.checked(most, RunHistory.MOST_STEPS);
    List<Object> parameters = new ArrayList<>();
    String query = StepRows.COLUMNS + " from (" + tagged(runs, parameters) + ") tagged";
    if (!names.isEmpty()) {
      String asked = Columns.parameters(Limits.checked(names.size(), RunHistory.MOST_NAMES));
      query += " where step in (%s) or %s in (%s)".formatted(asked, NAME, asked);
      parameters.addAll(names);
      parameters.addAll(names);
    }
    parameters.add(most + 1);
    StepRows rows = new StepRows(reader.dialect());
    List<Map.Entry<RunId, StoredStep>> found =
        reader.list(
            query + " order by run desc, step limit ?",
            row -> Map.entry(reader.dialect().id(row, "run"), rows.step(row)),
            parameters.toArray());
    SequencedMap<RunId, List<StoredStep>> steps = new LinkedHashMap<>();
    found.stream()
        .limit(most)
        .forEach(
            row -> steps.computeIfAbsent(row.getKey(), _ -> new ArrayList<>()).add(row.getValue()));
    boolean isWhole = found.size() <= most && (names.isEmpty() || areAllSeen(runs));
    return new RunHistory.Steps(steps, isWhole);
  }

  /// A name with its place among all.
  private record Placed(StepNames.Name name, long place, long total, long seen) {}

  StepNames names(Collection<RunId> runs, Optional<StepNames.Name> after, int limit) {
    List<Object> parameters = new ArrayList<>();
    String query =
        "select name, failed, place, total, seen from (select name, failed,"
            + " row_number() over (order by failed desc, name) as place,"
            + " count(*) over () as total, sum(steps) over () as seen from ("
            + "select "
            + NAME
            + " as name, count(*) as steps,"
            + " sum(case when status in ('FAILED', 'ABANDONED') then 1 else 0 end) as failed"
            + " from ("
            + tagged(runs, parameters)
            + ") tagged group by 1) grouped) placed";
    if (after.isPresent()) {
      query += " where failed < ? or (failed = ? and name > ?)";
      parameters.addAll(List.of(after.get().failed(), after.get().failed(), after.get().text()));
    }
    parameters.add(Limits.checked(limit, RunHistory.MOST_NAMES));
    List<Placed> found =
        reader.list(query + " order by place limit ?", StepsOfRuns::placed, parameters.toArray());
    return found.isEmpty()
        ? new StepNames(List.of(), 0, true)
        : new StepNames(
            found.stream().map(Placed::name).toList(),
            found.getLast().total() - found.getLast().place(),
            found.getLast().seen() <= RunHistory.MOST_SEEN);
  }

  private static Placed placed(ResultSet row) throws SQLException {
    return new Placed(
        new StepNames.Name(Columns.text(row, "name"), row.getLong("failed")),
        row.getLong("place"),
        row.getLong("total"),
        row.getLong("seen"));
  }
}
