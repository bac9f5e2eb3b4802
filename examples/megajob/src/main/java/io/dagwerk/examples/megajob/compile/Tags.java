package io.dagwerk.examples.megajob.compile;

import io.dagwerk.examples.megajob.descriptor.Descriptor;
import io.dagwerk.examples.megajob.graph.GraphJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The tags by which a descriptor's facts are found again: on its datasets, in events, by
/// selections.
final class Tags {
  static final String JOB = "job";
  static final String TYPE = "type";
  static final String FILE = "file";
  static final String OWNER = "owner";
  static final String TEAM = "team";
  static final String QUEUE = "queue";
  static final String PRIORITY = "priority";
  static final String SCHEDULE = "schedule";

  private static final String RUNS_IN = "runs_in_";
  private static final List<String> ALL =
      List.of(JOB, TYPE, FILE, OWNER, TEAM, QUEUE, PRIORITY, SCHEDULE);

  private Tags() {}

  /// Those of the datasets that a job makes, its own before those that its descriptor adds.
  ///
  /// @param runsIn the jobs of Dagwerk that run it
  static SequencedMap<String, String> of(GraphJob job, List<String> runsIn) {
    Descriptor descriptor = job.descriptor();
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put(JOB, job.name());
    tags.put(TYPE, job.type().name());
    tags.put(FILE, job.file());
    descriptor.ownership().owner().ifPresent(owner -> tags.put(OWNER, owner));
    descriptor.ownership().team().ifPresent(team -> tags.put(TEAM, team));
    descriptor.execution().queue().ifPresent(queue -> tags.put(QUEUE, queue));
    tags.put(PRIORITY, String.valueOf(descriptor.execution().priority()));
    descriptor.schedule().ifPresent(timing -> tags.put(SCHEDULE, timing.jobName()));
    runsIn.forEach(name -> tags.put(runsIn(name), "yes"));
    tags.putAll(descriptor.ownership().tags());
    return tags;
  }

  /// The tag of what a job of Dagwerk runs.
  static String runsIn(String job) {
    return RUNS_IN + job;
  }

  static boolean isReserved(String tag) {
    return ALL.contains(tag) || tag.startsWith(RUNS_IN);
  }
}
