package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.Optional;

/// A run as it stands.
///
/// @param reason why it stands there, in one line; empty where nothing is to be said
/// @param host whose run it is: the host that starts its workers, hears and judges them; empty
///   while it was given to none
public record StoredRun(
    NewRun run, RunHead head, String reason, Times times, Optional<String> host) {
  /// A run that was given to no host.
  public StoredRun(NewRun run, RunHead head, String reason, Times times) {
    this(run, head, reason, times, Optional.empty());
  }

  /// @param started when its first step could start
  /// @param ended when it came to its end
  /// @param logExpired since when its log is not kept any more
  public record Times(
      Instant created,
      Optional<Instant> started,
      Optional<Instant> ended,
      Optional<Instant> logExpired) {
    /// Of a run that was just created.
    public static Times created(Instant now) {
      return new Times(now, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The times after the run was moved.
    public Times after(RunStatus status, Instant at) {
      boolean starts = started.isEmpty() && status == RunStatus.STARTED;
      return new Times(
          created,
          starts ? Optional.of(at) : started,
          status.isFinal() ? Optional.of(at) : ended,
          logExpired);
    }

    /// The times after the log has expired.
    public Times withoutLogSince(Instant at) {
      return new Times(created, started, ended, Optional.of(at));
    }
  }

  public static StoredRun created(NewRun run, Instant now) {
    return new StoredRun(run, RunHead.created(), "", Times.created(now));
  }

  /// The run standing where it does, for another reason.
  public StoredRun explained(String why) {
    return new StoredRun(run, head, why, times, host);
  }

  /// The run with other work to do.
  public StoredRun doing(NewRun.Work work) {
    return new StoredRun(run.doing(work), head, reason, times, host);
  }

  /// The run as that of a host.
  public StoredRun givenTo(Optional<String> other) {
    return new StoredRun(run, head, reason, times, other);
  }

  /// Whether it is the run of a host.
  public boolean isOf(String name) {
    return host.filter(name::equals).isPresent();
  }

  public RunId id() {
    return run.id();
  }

  public RunStatus status() {
    return head.status();
  }
}
