package io.dagwerk.examples.megajob;

import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Preset;
import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.graph.GraphDiff;
import io.dagwerk.examples.megajob.graph.JobGraph;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.PartitionSets;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is asked of a change before it is merged: that everything can be planned, and that what is
/// affected runs in mode `test`. It needs no database, no network and no secrets.
final class Rehearsal {
  private final JobGraph graph;
  private final PrintStream out;
  private final LocalRuns runs;
  private final Company company;
  private final Instant now;

  Rehearsal(JobGraph graph, PrintStream out) {
    this.graph = graph;
    this.out = out;
    this.company = Compiler.emit(graph);
    this.now = InstantSource.system().instant();
    this.runs =
        new LocalRuns(
            "rehearsal",
            company.definitions(),
            LocalOptions.inMemory()
                .environment(Rehearsal::pretended)
                .clock(InstantSource.fixed(now)));
  }

  /// Any variable is set, to something that is a text, a number and a URI.
  private static Optional<String> pretended(String name) {
    return Environment.process().find(name).or(() -> Optional.of("0"));
  }

  /// @param before the revision to compare with; without it everything is run
  /// @return the exit code
  int run(Optional<JobGraph> before) {
    List<String> refused = new ArrayList<>();
    for (JobSnapshot job : runs.snapshot().jobs()) {
      plan(Launch.of(job.name()).mode(Tools.TEST), job.name(), refused);
      company.definitions().find(Job.class, job.name()).orElseThrow().settings().presets().stream()
          .map(Preset::name)
          .forEach(preset ->
              plan(
                  Launch.of(job.name()).preset(preset),
                  "%s, preset %s".formatted(job.name(), preset),
                  refused));
    }
    refused.forEach(out::println);
    if (!refused.isEmpty()) {
      return Megajob.REFUSED;
    }
    out.println("%d jobs, all can be planned".formatted(graph.jobs().size()));
    return test(before);
  }

  private void plan(Launch launch, String what, List<String> refused) {
    try {
      planned(launch);
    } catch (RunRefused e) {
      e.problems().forEach(problem -> refused.add(what + ": " + problem));
    }
  }

  /// The launch, on the newest partition if something in it is partitioned.
  private Launch planned(Launch launch) {
    Launch onNewest = launch.on(newest());
    try {
      runs.plan(onNewest);
      return onNewest;
    } catch (RunRefused _) {
      runs.plan(launch);
      return launch;
    }
  }

  private int test(Optional<JobGraph> before) {
    Launch launch = Launch.of(Company.ALL).mode(Tools.TEST);
    if (before.isPresent()) {
      GraphDiff diff = GraphDiff.between(before.get(), graph);
      out.print(diff.text());
      Optional<String> affected = diff.selection(graph);
      if (affected.isEmpty()) {
        out.println("nothing is affected");
        return Megajob.SUCCESS;
      }
      launch = launch.select(affected.get());
    }
    RunRecord run = runs.run(planned(launch));
    out.println(run.summary());
    return run.succeeded() ? Megajob.SUCCESS : Megajob.FAILED;
  }

  /// The newest window of the shortest that there are.
  private List<PartitionKey> newest() {
    return runs.snapshot().nodes().stream()
        .map(NodeSnapshot::partitions)
        .flatMap(Optional::stream)
        .flatMap(windows -> PartitionSets.at(now).of(windows).last().stream())
        .limit(1)
        .toList();
  }
}
