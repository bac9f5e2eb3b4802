package io.dagwerk.automation.recovery;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.model.RunTags;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/// The rule of whether a failed run is executed again as a run of its own, and as which. Pure.
///
/// The id follows from the run that is retried, so that doing it twice comes to one run.
///
/// @param id of the new run
/// @param number which retry of its group it is, from 1
/// @param part how much of the failed run is executed again
/// @param tags of the new run that say of the budget of its group
public record RunRetry(
    RunId id, int number, RunPolicy.Part part, SequencedMap<String, String> tags) {
  public RunRetry {
    tags = Ordered.copyOf(tags);
  }

  /// A run that has failed.
  ///
  /// @param attempts how many workers were started for it; a run that failed in the queue had none,
  ///   and would fail there again
  /// @param resumed how often it was resumed
  public record FailedRun(
      RunId id, SequencedMap<String, String> tags, int attempts, int resumed, Instant ended) {
    public FailedRun {
      tags = Ordered.copyOf(tags);
    }
  }

  /// The run that retries a failed one; empty when there is none.
  public static Optional<RunRetry> of(FailedRun failed) {
    RunPolicy policy = RunPolicy.of(failed.tags());
    int number = RunPolicy.retriesUsed(failed.tags()) + 1;
    if (failed.attempts() == 0 || number > policy.retries()) {
      return Optional.empty();
    }
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put(RunTags.RETRY_NUMBER, Integer.toString(number));
    tags.put(
        RunTags.RESUMES_USED,
        Integer.toString(RunPolicy.resumesUsed(failed.tags()) + failed.resumed()));
    return Optional.of(new RunRetry(id(failed), number, policy.part(), tags));
  }

  /// As late as the end of the failed run, and else drawn from its id.
  private static RunId id(FailedRun failed) {
    UUID drawn =
        UUID.nameUUIDFromBytes(("retry of " + failed.id()).getBytes(StandardCharsets.UTF_8));
    long high =
        (failed.ended().toEpochMilli() << 16) | 0x7000L | (drawn.getMostSignificantBits() & 0xFFFL);
    long low = (drawn.getLeastSignificantBits() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new RunId(new UUID(high, low));
  }
}
