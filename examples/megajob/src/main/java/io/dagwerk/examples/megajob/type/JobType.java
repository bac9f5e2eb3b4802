package io.dagwerk.examples.megajob.type;

import io.dagwerk.definitions.Input;
import io.dagwerk.examples.megajob.tool.Tools;
import java.util.List;

/// One kind of job: what its descriptors say under `params`, and what a job of it does. A new kind
/// is one such class, named in [JobTypes#company].
///
/// ```java
/// public final class Transform implements JobType<Warehouse, Transform.Params> {
///   public record Params(@Doc("The query") String sql) {}
///
///   @Override
///   public Made run(Warehouse warehouse, Params params, Work work) throws Exception {
///     return Made.rows(warehouse.replace(work.table(), params.sql()));
///   }
/// }
/// ```
///
/// Types have no state: one object serves all jobs of its kind at once.
///
/// @param <T> the tool it works with
/// @param <P> its params, a config record
public interface JobType<T, P extends Record> {
  /// What descriptors call it.
  String name();

  /// A sentence for people.
  String description();

  Class<P> params();

  /// What its jobs leave behind.
  Makes makes();

  /// What it works with; only jobs that run open it.
  Input<T> tool(Tools tools);

  /// What is wrong with params that fit their schema, given what the job reads and makes.
  default List<String> problems(P params, Ports ports) {
    return List.of();
  }

  /// Does the work.
  ///
  /// @param params with all run-time values filled in
  /// @throws Exception whatever goes wrong; the job may then be tried again
  Made run(T tool, P params, Work work) throws Exception;
}
