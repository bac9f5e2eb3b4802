package io.dagwerk.examples.megajob.type;

import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Input;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.tool.Warehouse;
import java.util.List;

/// Runs statements in the warehouse for what they do.
public final class Script implements JobType<Warehouse, Script.Params> {
  /// What to run.
  public record Params(@Doc("Statements, one after the other") List<String> statements) {}

  @Override
  public String name() {
    return "script";
  }

  @Override
  public String description() {
    return "Runs statements in the warehouse.";
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
  public Made run(Warehouse warehouse, Params params, Work work) throws Exception {
    for (String statement : params.statements()) {
      warehouse.execute(statement);
    }
    return Made.nothingToSay();
  }
}
