package io.dagwerk.examples.megajob.type;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Input;
import io.dagwerk.examples.megajob.tool.Table;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.tool.Warehouse;
import java.util.List;
import java.util.stream.Collectors;

/// Describes the columns of the tables that it reads: a row for each column.
public final class QualityReport implements JobType<Warehouse, QualityReport.Params> {
  /// What goes into the report.
  public record Params(
      @Doc("Leaves out columns that are never empty") @Default("false") boolean onlyGaps) {}

  @Override
  public String name() {
    return "quality_report";
  }

  @Override
  public String description() {
    return "Describes each column of its inputs: how many rows, how many empty, how many different.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Makes makes() {
    return Makes.ONE_TABLE;
  }

  @Override
  public Input<Warehouse> tool(Tools tools) {
    return tools.warehouse();
  }

  @Override
  public List<String> problems(Params params, Ports ports) {
    return ports.inputs().isEmpty()
        ? List.of("there is nothing to report on; name the datasets under 'inputs'")
        : List.of();
  }

  @Override
  public Made run(Warehouse warehouse, Params params, Work work) throws Exception {
    String condition = params.onlyGaps() ? " where null_percentage > 0" : "";
    String query =
        work.inputs().stream()
            .map(table -> summaryOf(table) + condition)
            .collect(Collectors.joining(" union all "));
    return Made.rows(warehouse.replace(work.table(), query));
  }

  private static String summaryOf(Table table) {
    return """
    select '%s' as dataset, column_name, column_type, "count" as "rows",
      null_percentage, approx_unique, min as smallest, max as largest
    from (summarize %s)\
    """
        .formatted(table.dataset(), table.sql());
  }
}
