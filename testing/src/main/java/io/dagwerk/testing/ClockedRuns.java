package io.dagwerk.testing;

import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.PartitionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The runs on a virtual clock: each takes no time, and is over when it was launched.
final class ClockedRuns {
  private final Definitions definitions;
  private final Workbench bench;
  private final History history;
  private final VirtualClock clock;
  private final Job assets;
  private final List<Ended> ended = new ArrayList<>();

  private Listener listener = (_, _, _) -> {};

  /// Is told of runs.
  interface Listener {
    /// @param tags all that it has
    void ended(RunRecord run, SequencedMap<String, String> tags, Instant now);
  }

  /// A run, and what it was asked for with.
  record Ended(LaunchRun launch, RunRecord run) {}

  ClockedRuns(Definitions definitions, Workbench bench, History history, VirtualClock clock) {
    this.definitions = definitions;
    this.bench = bench;
    this.history = history;
    this.clock = clock;
    this.assets = Job.named(unused(definitions)).materializing(Job.select("*"));
  }

  /// Tells this of each run from now on.
  void listening(Listener other) {
    listener = other;
  }

  /// A name for the runs of no job.
  private static String unused(Definitions definitions) {
    String name = "assets";
    while (definitions.find(Job.class, name).isPresent()) {
      name = name + "_";
    }
    return name;
  }

  /// Loads the definitions, if they are not loaded yet.
  void prepare() {
    bench.prepare(List.of(), assets);
  }

  /// The launch as one of this process.
  Launch launch(LaunchRun run) {
    Launch launch =
        switch (run.target()) {
          case Target.OfJob(String job, Optional<String> part) ->
              part.map(Launch.of(job)::select).orElseGet(() -> Launch.of(job));
          case Target.OfAssets(String selection) -> Launch.of(assets.name()).select(selection);
        };
    return launch.on(run.partitions()).config(run.config()).tags(run.tags());
  }

  /// Lets what a tick asks for happen: all of it, or nothing when one of its runs is refused.
  ///
  /// @return how the tick ends
  TickEnd settled(TickEnd end) {
    if (!(end instanceof TickEnd.Succeeded succeeded)) {
      return end;
    }
    SequencedMap<String, List<PartitionKey>> before = history.present();
    history.change(succeeded.keys());
    try {
      // The only one is refused by itself.
      if (succeeded.runs().size() > 1) {
        succeeded.runs().forEach(run -> bench.plan(launch(run)));
      }
      succeeded.runs().forEach(this::run);
      return end;
    } catch (RunRefused refused) {
      history.restore(before);
      return new TickEnd.Failed(ErrorInfo.of(refused), Optional.empty());
    }
  }

  /// @throws RunRefused with all reasons why it cannot run
  RunRecord run(LaunchRun launch) {
    RunRecord run = bench.run(launch(launch));
    ended.add(new Ended(launch, run));
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    definitions
        .find(Job.class, run.plan().job())
        .ifPresent(job -> tags.putAll(job.settings().tags()));
    tags.putAll(launch.tags());
    history.ended(run, launch, tags, clock.instant());
    listener.ended(run, tags, clock.instant());
    return run;
  }

  List<Ended> all() {
    return List.copyOf(ended);
  }

  List<Ended> of(Job job) {
    return ended.stream().filter(each -> each.run().plan().job().equals(job.name())).toList();
  }
}
