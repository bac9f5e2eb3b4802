package io.dagwerk.examples.megajob.generated;

import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Input;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.examples.megajob.type.Made;
import io.dagwerk.examples.megajob.type.Makes;
import io.dagwerk.examples.megajob.type.Ports;
import io.dagwerk.examples.megajob.type.Work;
import java.util.ArrayList;
import java.util.List;

/// A job type that is like another but does nothing, so that what takes time is Dagwerk.
record Noop<P extends Record>(JobType<?, P> like) implements JobType<Context, P> {
  /// The same types without their work.
  static JobTypes of(JobTypes types) {
    List<JobType<?, ?>> all = new ArrayList<>();
    types.byName().values().forEach(type -> all.add(of(type)));
    return JobTypes.of(all);
  }

  private static <P extends Record> Noop<P> of(JobType<?, P> type) {
    return new Noop<>(type);
  }

  @Override
  public String name() {
    return like.name();
  }

  @Override
  public String description() {
    return like.description();
  }

  @Override
  public Class<P> params() {
    return like.params();
  }

  @Override
  public Makes makes() {
    return like.makes();
  }

  @Override
  public Input<Context> tool(Tools tools) {
    return Input.context();
  }

  @Override
  public List<String> problems(P params, Ports ports) {
    return like.problems(params, ports);
  }

  @Override
  public Made run(Context context, P params, Work work) {
    return Made.nothingToSay();
  }
}
