package io.dagwerk.examples.megajob.type;

import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Input;
import io.dagwerk.examples.megajob.tool.Slice;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.tool.Warehouse;
import java.util.List;
import java.util.Optional;

/// Makes a table from others by a query; the data never leaves the warehouse.
public final class Transform implements JobType<Warehouse, Transform.Params> {
  /// How the table is made.
  public record Params(
      @Doc("The query whose result the table is") String sql,
      @Doc("The column that holds the partition's key, if the job has partitions")
          Optional<String> partitionColumn) {}

  @Override
  public String name() {
    return "transform";
  }

  @Override
  public String description() {
    return "Makes a table of the warehouse by a query.";
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
    return PartitionColumns.problems(params.partitionColumn(), ports);
  }

  @Override
  public Made run(Warehouse warehouse, Params params, Work work) throws Exception {
    Optional<Slice> slice = work.slice(params.partitionColumn());
    return Made.rows(
        slice.isPresent()
            ? warehouse.replace(work.table(), slice.get(), params.sql())
            : warehouse.replace(work.table(), params.sql()));
  }
}
