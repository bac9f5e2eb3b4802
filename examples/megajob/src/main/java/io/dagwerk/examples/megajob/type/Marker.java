package io.dagwerk.examples.megajob.type;

import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Input;
import io.dagwerk.examples.megajob.tool.Tools;

/// Does nothing: a milestone that others wait for instead of many.
public final class Marker implements JobType<Context, Marker.Params> {
  /// There is nothing to say.
  public record Params() {}

  @Override
  public String name() {
    return "marker";
  }

  @Override
  public String description() {
    return "Does nothing; others wait for it instead of for many.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Makes makes() {
    return Makes.ANYTHING;
  }

  @Override
  public Input<Context> tool(Tools tools) {
    return Input.context();
  }

  @Override
  public Made run(Context context, Params params, Work work) {
    return Made.nothingToSay();
  }
}
