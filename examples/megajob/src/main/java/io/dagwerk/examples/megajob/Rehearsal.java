package io.dagwerk.examples.megajob;

import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Preset;
import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.compile.Forecast;
import io.dagwerk.examples.megajob.report.Finding;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.plan.StepState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is asked of a change before it is merged: that everything can be planned, that schedules
/// can say what is due, and that jobs run in mode `test`. It needs no database, no network and no
/// secrets.
final class Rehearsal {
  private final Company company;
  private final Instant now;
  private final LocalRuns runs;

  /// @param now the moment at which everything is asked
  Rehearsal(Company company, Instant now) {
    this.company = company;
    this.now = now;
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

  /// Whether each job can be planned, as it is and with each of its presets.
  List<Finding> plans() {
    List<Finding> findings = new ArrayList<>();
    for (Job job : company.definitions().all(Job.class)) {
      findings.add(planned(job.name(), Launch.of(job.name()).mode(Tools.TEST)));
      for (Preset preset : job.settings().presets()) {
        findings.add(
            planned(
                "%s, preset %s".formatted(job.name(), preset.name()),
                Launch.of(job.name()).preset(preset.name())));
      }
    }
    return findings;
  }

  private Finding planned(String name, Launch launch) {
    try {
      complete(launch);
      return Finding.good("plan", name);
    } catch (RunRefused e) {
      return Finding.bad("plan", name, String.join("; ", e.problems()));
    }
  }

  /// The launch, on the newest partition if something in it is partitioned.
  ///
  /// @throws RunRefused when it cannot be planned
  private Launch complete(Launch launch) {
    Launch onNewest = launch.on(newest());
    try {
      runs.plan(onNewest);
      return onNewest;
    } catch (RunRefused _) {
      runs.plan(launch);
      return launch;
    }
  }

  /// The newest window of the first partitioned asset.
  private List<PartitionKey> newest() {
    return runs.snapshot().nodes().stream()
        .map(NodeSnapshot::partitions)
        .flatMap(Optional::stream)
        .flatMap(windows -> PartitionSets.at(now).of(windows).last().stream())
        .limit(1)
        .toList();
  }

  /// What is due on a day, in the company's zone.
  List<Finding> schedules(LocalDate day) {
    ZoneId zone = company.graph().settings().zone();
    Instant start = day.atStartOfDay(zone).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    try {
      return Forecast.of(company, start.minusNanos(1), end.minusNanos(1)).stream()
          .map(due -> Finding.good("schedule", due.line()))
          .toList();
    } catch (IllegalStateException e) {
      return List.of(Finding.bad("schedule", day.toString(), String.valueOf(e.getMessage())));
    }
  }

  /// Runs everything, or a part of it, in mode `test`.
  ///
  /// @throws RunRefused when it cannot be planned
  RunRecord run(Optional<String> selection) {
    Launch launch = Launch.of(Company.ALL).mode(Tools.TEST);
    return runs.run(complete(selection.map(launch::select).orElse(launch)));
  }

  /// How each step of a run ended.
  static List<Finding> steps(RunRecord run) {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<StepKey, StepState> step : run.progress().states().entrySet()) {
      String name = step.getKey().toString();
      findings.add(
          step.getValue() instanceof StepState.Succeeded
              ? Finding.good("step", name)
              : Finding.bad("step", name, run.progress().why(step.getKey())));
    }
    return findings;
  }
}
