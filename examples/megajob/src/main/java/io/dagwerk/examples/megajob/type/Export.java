package io.dagwerk.examples.megajob.type;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Materialized;
import io.dagwerk.examples.megajob.tool.Exchange;
import io.dagwerk.examples.megajob.tool.FileFormat;
import io.dagwerk.examples.megajob.tool.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Writes rows of the warehouse into a file.
public final class Export implements JobType<Exchange, Export.Params> {
  /// What to write, and where.
  public record Params(
      @Doc("The file, below the folder that jobs write to") String file,
      @Doc("How rows lie in it") @Default("csv") FileFormat format,
      @Doc("The query; all of the only input if not said") Optional<String> sql) {}

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String description() {
    return "Writes rows of the warehouse into a CSV, JSON or Parquet file.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Makes makes() {
    return Makes.ONE_FILE;
  }

  @Override
  public Input<Exchange> tool(Tools tools) {
    return tools.exchange();
  }

  @Override
  public List<String> problems(Params params, Ports ports) {
    return params.sql().isEmpty() && ports.inputs().size() != 1
        ? List.of(
            "there are %d inputs; say in 'sql' what is written".formatted(ports.inputs().size()))
        : List.of();
  }

  @Override
  public Made run(Exchange exchange, Params params, Work work) throws Exception {
    String query = params.sql().orElseGet(() -> "select * from " + work.inputs().getFirst().sql());
    Path file = exchange.files().place(params.file());
    long rows = exchange.warehouse().export(query, file, params.format());
    return Made.of(Materialized.with("rows", rows).and("file", file.toString()));
  }
}
