package io.dagwerk.definitions;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.JvmOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The rule that finds what is wrong with one job: its graph, its modes and its presets.
final class JobProblems {
  private final Findings findings;
  private final String where;
  private final Job job;

  JobProblems(Findings findings, String where, Job job) {
    this.findings = findings;
    this.where = where;
    this.job = job;
  }

  void check() {
    NodeProblems nodes = new NodeProblems(findings, where);
    for (Node node : job.nodes()) {
      for (String part : node.name().split("\\.", -1)) {
        findings.checkName(where, node.toString(), part);
      }
      switch (node) {
        case Op<?> op -> nodes.check(op);
        case FanOut<?> fanOut -> nodes.check(fanOut);
        case Asset<?> _, Bundle<?> _, Check _ -> {}
      }
    }
    new GraphProblems(job, this::add).check();
    nodes.checkHooks(job.settings().hooks());
    job.nestedGraphs().forEach(nested -> nodes.checkHooks(nested.hooks()));
    job.assets()
        .ifPresent(
            selection -> selection.handles().forEach(it -> findings.checkDefined(where, job, it)));
    checkUnique("mode", job.settings().modes().stream().map(Mode::name).toList());
    checkUnique("preset", job.settings().presets().stream().map(Preset::name).toList());
    checkUnique("executor", job.settings().executors().stream().map(Executor::name).toList());
    job.settings().modes().forEach(this::check);
    job.settings().presets().forEach(this::check);
    findings.modes(job).problems().forEach(this::add);
    checkProcess();
  }

  private void checkProcess() {
    Job.Settings settings = job.settings();
    if (settings.isolation().equals(Optional.of(Isolation.SHARED))
        && !settings.process().equals(JvmOptions.NONE)) {
      add(
          "%s shares its process with other runs, but says how its own is started; leave out process(..), or say isolation(Isolation.PROCESS)"
              .formatted(job));
    }
  }

  private void checkUnique(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      findings.checkName(where, "%s '%s' of %s".formatted(what, name, job), name);
      if (!seen.add(name)) {
        add("%s has two %ss named '%s'; rename one of them".formatted(job, what, name));
      }
    }
  }

  private void check(Mode mode) {
    mode.resources()
        .forEach((declared, other) -> {
          findings.checkDefined(where, job, declared);
          new InputProblems(findings, where, other).check(other.compute());
          findCycle(mode, declared, new ArrayList<>()).ifPresent(cycle -> add(mode, cycle));
        });
  }

  private void add(Mode mode, List<Resource<?>> cycle) {
    add(
        "in mode '%s' of %s resources need each other: %s; put others in their places"
            .formatted(
                mode.name(),
                job,
                cycle.stream().map(Resource::toString).collect(Collectors.joining(" -> "))));
  }

  /// The way from a resource back to it, by what the mode puts in place.
  private static Optional<List<Resource<?>>> findCycle(
      Mode mode, Resource<?> resource, List<Resource<?>> path) {
    int before = path.indexOf(resource);
    if (before == 0) {
      return Optional.of(withLast(path, resource));
    }
    if (before > 0) {
      return Optional.empty();
    }
    for (Input<?> input : mode.actual(resource).compute().inputs()) {
      if (input instanceof Resource<?> needed) {
        var cycle = findCycle(mode, needed, withLast(path, resource));
        if (cycle.isPresent()) {
          return cycle;
        }
      }
    }
    return Optional.empty();
  }

  private static List<Resource<?>> withLast(List<Resource<?>> path, Resource<?> last) {
    List<Resource<?>> longer = new ArrayList<>(path);
    longer.add(last);
    return longer;
  }

  private void check(Preset preset) {
    for (Preset.Part part : preset.parts()) {
      if (part instanceof Preset.Part.Of(Handle definition, Record config)) {
        check(preset, definition, config);
      }
    }
  }

  private void check(Preset preset, Handle definition, Record config) {
    if (definition instanceof Node node
        && (node instanceof Op<?> || node instanceof FanOut<?>)
        && !job.nodes().contains(node)) {
      add(
          "preset '%s' of %s has config of %s, which is not wired in it; leave it out"
              .formatted(preset.name(), job, definition));
    }
    Optional<Class<?>> taken = Configured.takenBy(definition);
    if (taken.isEmpty()) {
      add(
          "preset '%s' of %s has config of %s, which takes none; leave it out"
              .formatted(preset.name(), job, definition));
    } else if (!taken.get().isInstance(config)) {
      add(
          "preset '%s' of %s has a %s as config of %s, which takes %s; give that"
              .formatted(
                  preset.name(),
                  job,
                  config.getClass().getSimpleName(),
                  definition,
                  taken.get().getSimpleName()));
    }
  }

  private void add(String problem) {
    findings.add(where, problem);
  }
}
