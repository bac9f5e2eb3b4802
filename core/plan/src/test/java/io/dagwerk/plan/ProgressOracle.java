package io.dagwerk.plan;

import io.dagwerk.plan.RandomJob.Deed;
import io.dagwerk.plan.RandomJob.Edge;
import io.dagwerk.plan.RandomJob.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Says how every step of a job ends, by following the words of the rules for one step after the
/// other, without any order of events. Slow and simple; shares no code with what it judges.
final class ProgressOracle {
  /// How a step ends.
  enum End {
    RAN,
    FAILED,
    SKIPPED,
    ABANDONED,
    EXPANDED
  }

  /// A step, or a template that stays one.
  record Spot(Task task, List<String> keys) {
    String key() {
      return keys.isEmpty() ? task.name() : task.name() + "[" + String.join("][", keys) + "]";
    }
  }

  private final RandomJob job;
  private final Map<String, End> ends = new LinkedHashMap<>();

  ProgressOracle(RandomJob job) {
    this.job = job;
  }

  /// The end of every step and template of a run that is not canceled.
  Map<String, End> ends() {
    job.tasks()
        .forEach(task -> spots(task, List.of()).forEach(spot -> ends.put(spot.key(), end(spot))));
    return ends;
  }

  /// Everything that a task is below `keys`: templates that expand, and what they become.
  private List<Spot> spots(Task task, List<String> keys) {
    List<Spot> spots = new ArrayList<>(List.of(new Spot(task, keys)));
    if (keys.size() < task.scope().size()) {
      for (String key : elements(new Spot(task(task.scope().get(keys.size())), keys))) {
        spots.addAll(spots(task, with(keys, key)));
      }
    }
    return spots;
  }

  /// What a task comes to below `keys`: steps, and templates that never are more.
  private List<Spot> leaves(Task task, List<String> keys) {
    return spots(task, keys).stream().filter(spot -> spots(task, spot.keys()).size() == 1).toList();
  }

  private List<String> elements(Spot fanOut) {
    return end(fanOut) == End.RAN ? job.deed(fanOut.key()).keys() : List.of();
  }

  End end(Spot spot) {
    End known = ends.get(spot.key());
    if (known != null) {
      return known;
    }
    End end = judge(spot);
    ends.put(spot.key(), end);
    return end;
  }

  private End judge(Spot spot) {
    if (spot.keys().size() < spot.task().scope().size()) {
      Task around = task(spot.task().scope().get(spot.keys().size()));
      return switch (end(new Spot(around, spot.keys()))) {
        case RAN -> End.EXPANDED;
        case SKIPPED -> End.SKIPPED;
        case FAILED, ABANDONED -> End.ABANDONED;
        case EXPANDED -> throw new AssertionError("a fan-out in its own scope is a step");
      };
    }
    if (upstreams(spot).stream()
        .map(this::end)
        .anyMatch(end -> end == End.FAILED || end == End.ABANDONED)) {
      return End.ABANDONED;
    }
    boolean lacks =
        spot.task().groups().stream().anyMatch(group -> isWithoutValue(spot, group))
            || spot.task().after().stream()
                .anyMatch(
                    name -> after(spot, name).stream().allMatch(one -> end(one) == End.SKIPPED));
    if (lacks) {
      return End.SKIPPED;
    }
    return job.deed(spot.key()).succeeds() ? End.RAN : End.FAILED;
  }

  private boolean isWithoutValue(Spot reader, List<Edge> group) {
    boolean hasEdges =
        group.stream().anyMatch(edge -> edge instanceof Edge.From || edge instanceof Edge.Collect);
    return hasEdges && group.stream().noneMatch(edge -> hasValue(reader, edge));
  }

  private boolean hasValue(Spot reader, Edge edge) {
    return switch (edge) {
      case Edge.Stored _ -> true;
      case Edge.Absent _ -> false;
      case Edge.From(_, String output) ->
          sources(reader, edge).stream().anyMatch(spot -> emits(spot, output));
      case Edge.Collect _ ->
          sources(reader, edge).stream()
              .anyMatch(spot -> end(spot) == End.EXPANDED || emits(spot, "result"));
    };
  }

  private boolean emits(Spot spot, String output) {
    Deed deed = job.deed(spot.key());
    return end(spot) == End.RAN && deed.outputs().contains(output);
  }

  /// All that must have ended before a step starts.
  List<Spot> upstreams(Spot spot) {
    return Stream.concat(
            spot.task().groups().stream()
                .flatMap(List::stream)
                .flatMap(edge -> sources(spot, edge).stream()),
            spot.task().after().stream().flatMap(name -> after(spot, name).stream()))
        .toList();
  }

  private List<Spot> sources(Spot reader, Edge edge) {
    return switch (edge) {
      case Edge.From(String name, _) -> {
        Task task = task(name);
        yield List.of(new Spot(task, reader.keys().subList(0, task.scope().size())));
      }
      case Edge.Collect(String fanOut, String name) ->
          leaves(task(name), reader.keys().subList(0, task(fanOut).scope().size()));
      case Edge.Stored _, Edge.Absent _ -> List.of();
    };
  }

  private List<Spot> after(Spot reader, String name) {
    Task task = task(name);
    int shared = 0;
    while (shared < task.scope().size()
        && shared < reader.task().scope().size()
        && task.scope().get(shared).equals(reader.task().scope().get(shared))) {
      shared++;
    }
    return leaves(task, reader.keys().subList(0, shared));
  }

  private Task task(String name) {
    return job.tasks().stream().filter(task -> task.name().equals(name)).findFirst().orElseThrow();
  }

  /// Every step that can be started, with its task.
  Stream<Spot> steps() {
    return job.tasks().stream()
        .flatMap(task -> spots(task, List.of()).stream())
        .filter(spot -> spot.keys().size() == spot.task().scope().size());
  }

  private static List<String> with(List<String> keys, String key) {
    List<String> more = new ArrayList<>(keys);
    more.add(key);
    return more;
  }
}
