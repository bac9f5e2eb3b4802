package io.dagwerk.worker;

import io.dagwerk.protocol.RunHostAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The rule of which run host a worker attaches to next: the same while that is of use, else all
/// that it knows in turn, and between any two of them the one that was last of use: that may have
/// failed for a moment alone, and takes its worker for lost when it does not hear it again soon.
/// The one that it was started with is always among them, since that may come back. Pure;
/// immutable.
///
/// @param hosts all that are known, the one that was last of use first, and the one that was told
///   with the run among them
/// @param turn how many others were tried since then, and how often the first between them
record HostRound(RunHostAddress first, List<RunHostAddress> hosts, int turn) {
  HostRound {
    hosts = List.copyOf(hosts);
  }

  static HostRound of(RunHostAddress first, List<RunHostAddress> others) {
    return new HostRound(first, List.of(first), 0).knowing(others);
  }

  RunHostAddress current() {
    return isAtLast() ? hosts.getFirst() : hosts.get((turn + 1) / 2);
  }

  /// Whether it is the turn of the host that was last of use.
  boolean isAtLast() {
    return turn % 2 == 0;
  }

  /// Whether there is another to go to.
  boolean hasOthers() {
    return hosts.size() > 1;
  }

  /// After the current one has said which others there are.
  HostRound knowing(List<RunHostAddress> others) {
    SequencedSet<RunHostAddress> all = new LinkedHashSet<>();
    all.add(current());
    all.addAll(others);
    all.add(first);
    return new HostRound(first, List.copyOf(all), 0);
  }

  /// After a stream to the current one has ended.
  ///
  /// @param hasHelped whether it was of use, so that the same host is tried once more
  HostRound after(boolean hasHelped) {
    int turns = Math.max(1, 2 * (hosts.size() - 1));
    return hasHelped ? this : new HostRound(first, hosts, (turn + 1) % turns);
  }
}
