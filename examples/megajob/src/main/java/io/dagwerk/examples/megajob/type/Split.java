package io.dagwerk.examples.megajob.type;

import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Materialized;
import io.dagwerk.examples.megajob.tool.Table;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.tool.Warehouse;
import io.dagwerk.model.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Makes several tables that belong together, each by a query.
public final class Split implements JobType<Warehouse, Split.Params> {
  /// How the tables are made.
  public record Params(
      @Doc("By output, the query whose result it is") SequencedMap<String, String> sql) {
    public Params {
      if (sql.isEmpty()) {
        throw new IllegalArgumentException("expected a query for each output, but found none");
      }
    }
  }

  @Override
  public String name() {
    return "split";
  }

  @Override
  public String description() {
    return "Makes several tables of the warehouse, each by a query.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Makes makes() {
    return Makes.TABLES;
  }

  @Override
  public Input<Warehouse> tool(Tools tools) {
    return tools.warehouse();
  }

  @Override
  public List<String> problems(Params params, Ports ports) {
    List<String> problems = new ArrayList<>();
    for (String output : ports.outputs()) {
      if (!params.sql().containsKey(output)) {
        problems.add(
            "output '%s' has no query; add one%s"
                .formatted(output, Nearest.hint(output, params.sql().sequencedKeySet())));
      }
    }
    for (String made : params.sql().sequencedKeySet()) {
      if (!ports.outputs().contains(made)) {
        problems.add(
            "'%s' has a query, but is no output%s"
                .formatted(made, Nearest.hint(made, ports.outputs())));
      }
    }
    return problems;
  }

  @Override
  public Made run(Warehouse warehouse, Params params, Work work) throws Exception {
    Made made = Made.nothingToSay();
    for (Map.Entry<String, String> each : params.sql().entrySet()) {
      long rows = warehouse.replace(new Table(each.getKey()), each.getValue());
      made = made.and(each.getKey(), Materialized.with("rows", rows));
    }
    return made;
  }
}
