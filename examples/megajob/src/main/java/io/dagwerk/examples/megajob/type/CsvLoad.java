package io.dagwerk.examples.megajob.type;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Input;
import io.dagwerk.examples.megajob.tool.Exchange;
import io.dagwerk.examples.megajob.tool.Slice;
import io.dagwerk.examples.megajob.tool.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Loads a CSV file into a table.
public final class CsvLoad implements JobType<Exchange, CsvLoad.Params> {
  /// What to load.
  public record Params(
      @Doc("The file, gzipped or not, with names in its first line") String file,
      @Doc("What is selected of it, as SQL") @Default("*") String select,
      @Doc("The column that holds the partition's key, if the job has partitions")
          Optional<String> partitionColumn) {}

  @Override
  public String name() {
    return "csv_load";
  }

  @Override
  public String description() {
    return "Loads a CSV file into a table of the warehouse.";
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
  public Input<Exchange> tool(Tools tools) {
    return tools.exchange();
  }

  @Override
  public List<String> problems(Params params, Ports ports) {
    return PartitionColumns.problems(params.partitionColumn(), ports);
  }

  @Override
  public Made run(Exchange exchange, Params params, Work work) throws Exception {
    Path file = exchange.files().find(params.file());
    String query =
        "select %s from read_csv('%s')"
            .formatted(params.select(), file.toString().replace("'", "''"));
    Optional<Slice> slice = work.slice(params.partitionColumn());
    return Made.rows(
        slice.isPresent()
            ? exchange.warehouse().replace(work.table(), slice.get(), query)
            : exchange.warehouse().replace(work.table(), query));
  }
}
