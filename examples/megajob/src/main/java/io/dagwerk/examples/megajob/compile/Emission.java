package io.dagwerk.examples.megajob.compile;

import io.dagwerk.definitions.Decision;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.RunRequest;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Tick;
import io.dagwerk.examples.megajob.compile.Memberships.Together;
import io.dagwerk.examples.megajob.descriptor.Dependencies.Windows;
import io.dagwerk.examples.megajob.descriptor.Descriptor;
import io.dagwerk.examples.megajob.descriptor.Timing;
import io.dagwerk.examples.megajob.graph.JobGraph;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionSets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/// The last pass: definitions of a graph. Its datasets are assets; for each timing there is a job
/// with its schedule, and the job `all` runs everything; each has a preset per team, for mode
/// `prod` and for mode `test`.
final class Emission {
  private final JobGraph graph;
  private final Tools tools;

  private Emission(JobGraph graph, Tools tools) {
    this.graph = graph;
    this.tools = tools;
  }

  static Company of(JobGraph graph, Tools tools) {
    return new Company(graph, new Emission(graph, tools).definitions(), tools);
  }

  private Definitions definitions() {
    Memberships memberships = Memberships.of(graph);
    List<Definition> definitions = new ArrayList<>(tools.definitions());
    definitions.addAll(DatasetEmission.of(graph, tools, memberships));
    memberships
        .byJob()
        .forEach((name, together) -> {
          Job job =
              job(name, together.jobs()).materializing(Job.select("tag:" + Tags.runsIn(name)));
          definitions.add(job);
          definitions.add(schedule(job, together));
        });
    definitions.add(all(memberships));
    return Definitions.of(definitions);
  }

  private Job all(Memberships memberships) {
    Job.Builder all = job(Company.ALL, graph.jobs().sequencedKeySet());
    for (String timing : memberships.byJob().sequencedKeySet()) {
      all = withPreset(all, timing, "tag:" + Tags.runsIn(timing));
    }
    return all.materializing(Job.select("*"));
  }

  private Job.Builder job(String name, Collection<String> jobs) {
    Job.Builder job =
        Job.named(name)
            .describedAs("%d jobs, compiled from their descriptors.".formatted(jobs.size()))
            .mode(Tools.PROD, tools::prod)
            .mode(Tools.TEST, tools::test);
    for (String team : teams(jobs)) {
      job = withPreset(job, "team_" + team, "tag:%s=%s".formatted(Tags.TEAM, team));
    }
    return job;
  }

  private static Job.Builder withPreset(Job.Builder job, String name, String selection) {
    return job.preset(name, preset -> preset.mode(Tools.PROD).select(selection))
        .preset(name + "_test", preset -> preset.mode(Tools.TEST).select(selection));
  }

  /// Those who have a job that runs here.
  private SequencedSet<String> teams(Collection<String> jobs) {
    SequencedSet<String> teams = new TreeSet<>();
    for (String name : jobs) {
      Descriptor descriptor = graph.get(name).descriptor();
      if (descriptor.identity().enabled()) {
        descriptor.ownership().team().ifPresent(teams::add);
      }
    }
    return teams;
  }

  private Schedule schedule(Job job, Together together) {
    String zone = zone(together.timing()).orElseGet(() -> graph.settings().zone().getId());
    Schedule.Running schedule =
        Schedule.named(job.name() + "_schedule")
            .cron(cron(together.timing()))
            .in(zone)
            .running(job);
    Optional<Partitions> windows = shortestWindows(together.jobs());
    return windows.isEmpty()
        ? schedule.always()
        : schedule.from(Input.tick()).by(tick -> newest(windows.get(), tick));
  }

  private String cron(Timing timing) {
    return switch (timing) {
      case Timing.Rhythm rhythm -> graph.settings().rhythms().of(rhythm);
      case Timing.OwnTimes times -> times.cron();
    };
  }

  private static Optional<String> zone(Timing timing) {
    return switch (timing) {
      case Timing.Rhythm _ -> Optional.empty();
      case Timing.OwnTimes times -> times.zone().map(Object::toString);
    };
  }

  /// Of several lengths the shortest, from which the others follow.
  private Optional<Partitions> shortestWindows(Collection<String> jobs) {
    return jobs.stream()
        .map(name -> graph.get(name).descriptor().dependencies().partitions())
        .flatMap(Optional::stream)
        .min(Comparator.comparing(Windows::unit).thenComparing(Windows::start))
        .map(windows -> windows.in(graph.settings().zone()));
  }

  /// A run of the newest window that has ended.
  private static Decision newest(Partitions windows, Tick tick) {
    return PartitionSets.at(tick.scheduledAt())
        .of(windows)
        .last()
        .<Decision>map(key -> Decision.run(RunRequest.of(key.text()).on(key.text())))
        .orElseGet(() -> Decision.skip("no window has ended yet"));
  }
}
