package io.dagwerk.automation.retention;

import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How far a turn has come that deletes old logs: the rule which runs are next, and when it is
/// over. Immutable.
///
/// A log that cannot be deleted now is passed over, so that it holds up no other; the next turn
/// tries it again. When there are many of them, something else is wrong, and the turn ends.
///
/// @param before logs of runs that ended before this time are deleted
/// @param failed the runs that are passed over
public record ExpiryTurn(Instant before, List<RunId> failed) {
  /// How many runs are looked up at once.
  public static final int PAGE = 100;

  /// How many runs a turn passes over.
  public static final int MOST_FAILED = 100;

  public ExpiryTurn {
    failed = List.copyOf(failed);
  }

  /// A turn that has done nothing yet.
  public static ExpiryTurn begin(Instant before) {
    return new ExpiryTurn(before, List.of());
  }

  /// How many of the runs that ended first are to be looked up: those that are passed over are
  /// among them.
  public int lookup() {
    return PAGE + failed.size();
  }

  /// Those of the runs that were found whose logs are deleted next; none when the turn is over.
  public List<RunId> next(List<RunId> found) {
    return failed.size() >= MOST_FAILED
        ? List.of()
        : found.stream().filter(run -> !failed.contains(run)).limit(PAGE).toList();
  }

  /// The turn after the log of a run could not be deleted.
  public ExpiryTurn passing(RunId run) {
    List<RunId> more = new ArrayList<>(failed);
    more.add(run);
    return new ExpiryTurn(before, more);
  }
}
