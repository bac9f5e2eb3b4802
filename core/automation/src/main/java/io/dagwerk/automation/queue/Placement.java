package io.dagwerk.automation.queue;

import io.dagwerk.model.Isolation;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rule of which host gets a run: the one with the most room for its isolation, of those that
/// serve its location and have any; among equals the first. Holds the counts of one decision.
///
/// ```java
/// Placement placement = Placement.of(hosts, underWay);
/// placement.place("flights", Isolation.PROCESS).ifPresent(host -> start(run, host));
/// ```
public final class Placement {
  private final List<HostRoom> hosts;
  private final Map<String, Map<Isolation, Integer>> taken = new HashMap<>();

  private Placement(List<HostRoom> hosts) {
    this.hosts = List.copyOf(hosts);
    hosts.forEach(host -> taken.put(host.name(), new EnumMap<>(Isolation.class)));
  }

  /// @param hosts all that live; the one that decides comes first, so that it gets what it could
  ///   give to another as well
  /// @param underWay those of other hosts take no room
  public static Placement of(List<HostRoom> hosts, Collection<RunUnderWay> underWay) {
    Placement placement = new Placement(hosts);
    underWay.forEach(run -> run.host().ifPresent(host -> placement.take(host, run.isolation())));
    return placement;
  }

  /// The room of one more run is taken from then on.
  ///
  /// @return empty when no host that serves its location has room for it
  public Optional<String> place(String location, Isolation isolation) {
    return placed(location, isolation, 1);
  }

  /// The same for a run that is under way, and needs a host whether one has room or not.
  ///
  /// @return empty when no host serves its location
  public Optional<String> placeInAnyCase(String location, Isolation isolation) {
    return placed(location, isolation, Integer.MIN_VALUE);
  }

  private Optional<String> placed(String location, Isolation isolation, int least) {
    Optional<HostRoom> best = Optional.empty();
    for (HostRoom host : hosts) {
      boolean isBetter =
          best.map(before -> room(host, isolation) > room(before, isolation)).orElse(true);
      if (host.serves(location) && room(host, isolation) >= least && isBetter) {
        best = Optional.of(host);
      }
    }
    best.ifPresent(host -> take(host.name(), isolation));
    return best.map(HostRoom::name);
  }

  /// Whether any host has room for a run of this isolation.
  public boolean hasRoom(Isolation isolation) {
    return hosts.stream().anyMatch(host -> room(host, isolation) > 0);
  }

  private int room(HostRoom host, Isolation isolation) {
    return host.most(isolation) - taken(host, isolation);
  }

  private int taken(HostRoom host, Isolation isolation) {
    return taken.getOrDefault(host.name(), Map.of()).getOrDefault(isolation, 0);
  }

  private void take(String host, Isolation isolation) {
    Optional.ofNullable(taken.get(host))
        .ifPresent(counts -> counts.merge(isolation, 1, Integer::sum));
  }

  /// How many runs of an isolation the hosts may have together.
  public int most(Isolation isolation) {
    long all = hosts.stream().mapToLong(host -> host.most(isolation)).sum();
    return (int) Math.min(Integer.MAX_VALUE, all);
  }

  /// How many they have.
  public int taken(Isolation isolation) {
    return hosts.stream().mapToInt(host -> taken(host, isolation)).sum();
  }
}
