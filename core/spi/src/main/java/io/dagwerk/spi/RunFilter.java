package io.dagwerk.spi;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Which runs are wanted: those that pass all that is said. Immutable.
///
/// ```java
/// RunFilter.all().of(RunStatus.FAILED).ofJob("nightly").tagged("team", "ops")
/// ```
///
/// @param statuses one of these; empty for any
/// @param root of the group of runs that executed one another again
/// @param tags all of these
/// @param host whose runs they are
/// @param details by what more they are looked for
public record RunFilter(
    List<RunStatus> statuses,
    Optional<String> job,
    Optional<RunId> root,
    SequencedMap<String, String> tags,
    Optional<String> host,
    RunDetails details) {
  public RunFilter {
    statuses = List.copyOf(statuses);
    tags = Ordered.copyOf(tags);
  }

  public static RunFilter all() {
    return new RunFilter(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        new LinkedHashMap<>(),
        Optional.empty(),
        RunDetails.any());
  }

  /// Also runs that stand here.
  public RunFilter of(RunStatus status) {
    List<RunStatus> more = new ArrayList<>(statuses);
    more.add(status);
    return new RunFilter(more, job, root, tags, host, details);
  }

  public RunFilter ofJob(String name) {
    return new RunFilter(statuses, Optional.of(name), root, tags, host, details);
  }

  public RunFilter ofGroup(RunId first) {
    return new RunFilter(statuses, job, Optional.of(first), tags, host, details);
  }

  public RunFilter tagged(String key, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(tags);
    more.put(key, value);
    return new RunFilter(statuses, job, root, more, host, details);
  }

  public RunFilter ofHost(String name) {
    return new RunFilter(statuses, job, root, tags, Optional.of(name), details);
  }

  /// Of these statuses instead; of any when there are none.
  public RunFilter ofAny(List<RunStatus> others) {
    return new RunFilter(others, job, root, tags, host, details);
  }

  public RunFilter with(RunDetails others) {
    return new RunFilter(statuses, job, root, tags, host, others);
  }

  public boolean passes(StoredRun run) {
    return (statuses.isEmpty() || statuses.contains(run.status()))
        && job.map(name -> name.equals(run.run().work().job())).orElse(true)
        && root.map(first -> first.equals(run.run().root())).orElse(true)
        && run.run().tags().entrySet().containsAll(tags.entrySet())
        && host.map(run::isOf).orElse(true)
        && details.pass(run);
  }
}
