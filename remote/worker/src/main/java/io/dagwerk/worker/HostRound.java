package io.dagwerk.worker;

import io.dagwerk.protocol.RunHostAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The rule of which run host a worker attaches to next: the same while that is of use, else all
/// that it knows in turn. The one that it was started with is always among them, since that may
/// come back. Pure; immutable.
///
/// @param hosts all that are known, the one that was told with the run among them
/// @param at which of them it is
record HostRound(RunHostAddress first, List<RunHostAddress> hosts, int at) {
  HostRound {
    hosts = List.copyOf(hosts);
  }

  static HostRound of(RunHostAddress first, List<RunHostAddress> others) {
    return new HostRound(first, List.of(first), 0).knowing(others);
  }

  RunHostAddress current() {
    return hosts.get(at);
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
    return hasHelped ? this : new HostRound(first, hosts, (at + 1) % hosts.size());
  }
}
