package io.dagwerk.plan;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A job at random, and what each of its steps will do, by its key. The same seed gives the same.
///
/// @param tasks in plan order
record RandomJob(long seed, List<Task> tasks) {
  /// @param scope the fan-outs around it, outermost first
  /// @param groups its inputs
  record Task(
      String name,
      boolean fanOut,
      List<String> scope,
      List<List<Edge>> groups,
      List<String> after,
      int priority) {}

  sealed interface Edge {
    record From(String task, String output) implements Edge {}

    record Collect(String fanOut, String task) implements Edge {}

    record Stored() implements Edge {}

    record Absent() implements Edge {}
  }

  /// What a step will do.
  ///
  /// @param retries how many attempts fail before the last
  record Deed(int retries, boolean succeeds, List<String> outputs, List<String> keys) {}

  static RandomJob of(long seed) {
    Random random = new Random(seed);
    List<Task> tasks = new ArrayList<>();
    int size = 3 + random.nextInt(10);
    for (int i = 0; i < size; i++) {
      tasks.add(task("t" + i, tasks, random));
    }
    return new RandomJob(seed, tasks);
  }

  private static Task task(String name, List<Task> before, Random random) {
    List<String> scope = scope(before, random);
    List<List<Edge>> groups = new ArrayList<>();
    int inputs = random.nextInt(3);
    for (int i = 0; i < inputs; i++) {
      List<Edge> group = new ArrayList<>();
      int edges = 1 + random.nextInt(3);
      for (int j = 0; j < edges; j++) {
        group.add(edge(scope, before, random));
      }
      groups.add(group);
    }
    List<String> after = new ArrayList<>();
    if (!before.isEmpty() && random.nextInt(5) == 0) {
      after.add(before.get(random.nextInt(before.size())).name());
    }
    boolean fanOut = scope.size() < 3 && random.nextInt(3) == 0;
    return new Task(name, fanOut, scope, groups, after, random.nextInt(3));
  }

  private static List<String> scope(List<Task> before, Random random) {
    List<Task> fanOuts = before.stream().filter(Task::fanOut).toList();
    if (fanOuts.isEmpty() || random.nextInt(3) == 0) {
      return List.of();
    }
    Task around = fanOuts.get(random.nextInt(fanOuts.size()));
    List<String> scope = new ArrayList<>(around.scope());
    scope.add(around.name());
    return scope;
  }

  private static Edge edge(List<String> scope, List<Task> before, Random random) {
    List<Edge> possible = new ArrayList<>(List.of(new Edge.Stored(), new Edge.Absent()));
    for (Task task : before) {
      if (startsWith(scope, task.scope())) {
        possible.add(new Edge.From(task.name(), "result"));
        possible.add(new Edge.From(task.name(), random.nextBoolean() ? "result" : "maybe"));
      }
      if (task.fanOut() && startsWith(scope, task.scope())) {
        for (Task branch : before) {
          if (branch.scope().contains(task.name())) {
            possible.add(new Edge.Collect(task.name(), branch.name()));
            possible.add(new Edge.Collect(task.name(), branch.name()));
          }
        }
      }
    }
    return possible.get(random.nextInt(possible.size()));
  }

  private static boolean startsWith(List<String> scope, List<String> start) {
    return start.size() <= scope.size() && scope.subList(0, start.size()).equals(start);
  }

  Deed deed(String key) {
    Random random = new Random(seed * 31 + key.hashCode());
    List<String> outputs = new ArrayList<>();
    if (random.nextInt(10) < 8) {
      outputs.add("result");
    }
    if (random.nextInt(10) < 4) {
      outputs.add("maybe");
    }
    List<String> keys = new ArrayList<>();
    int elements = random.nextInt(4);
    for (int i = 0; i < elements; i++) {
      keys.add("k" + i);
    }
    int retries = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
    return new Deed(retries, random.nextInt(10) != 0, outputs, keys);
  }

  Plan plan() {
    return StepSketch.plan(tasks.stream().map(RandomJob::sketch).toArray(StepSketch[]::new));
  }

  private static StepSketch sketch(Task task) {
    StepSketch sketch =
        (task.fanOut() ? StepSketch.fanOut(task.name()) : StepSketch.step(task.name()))
            .in(task.scope().toArray(String[]::new))
            .after(task.after().toArray(String[]::new))
            .priority(task.priority());
    task.groups()
        .forEach(group ->
            sketch.fromAll(group.stream().map(RandomJob::source).toArray(InputSource[]::new)));
    return sketch;
  }

  private static InputSource source(Edge edge) {
    return switch (edge) {
      case Edge.From(String task, String output) -> StepSketch.output(task, output);
      case Edge.Collect(String fanOut, String task) -> StepSketch.branches(fanOut, task);
      case Edge.Stored _ -> StepSketch.stored();
      case Edge.Absent _ -> new InputSource.Absent();
    };
  }
}
