package io.dagwerk.daemon;

import io.dagwerk.automation.queue.HostRoom;
import io.dagwerk.automation.queue.Placement;
import io.dagwerk.automation.queue.RunUnderWay;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.runhost.Clocks;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Gives runs to the hosts that the rule [Placement] finds for them. Thread-safe.
final class Givings {
  /// How long a host has to start what it was given; then another may get it.
  private static final Duration TO_START = Duration.ofSeconds(10);

  /// How long a host that did not start what it was given gets nothing more to start.
  private static final Duration PASSED_OVER = Duration.ofMinutes(1);

  /// How long a run is remembered that is not looked at: longer than it takes to look at all.
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final Runs runs;
  private final Hosts hosts;
  private final Clocks clocks;

  /// The runs that wait for hosts that they were given to.
  private final Map<RunId, Waiting> seen = new ConcurrentHashMap<>();

  /// The hosts that did not start in time what they were given, and since when, in nanoseconds.
  private final Map<String, Long> slow = new ConcurrentHashMap<>();

  /// @param since when it was first seen with the host, in nanoseconds
  /// @param last when it was looked at last
  private record Waiting(String host, long since, long last) {
    /// How long the host has had it.
    Waiting after(Waiting before) {
      return before.host.equals(host) ? new Waiting(host, before.since, last) : this;
    }
  }

  Givings(Runs runs, Hosts hosts, Clocks clocks) {
    this.runs = runs;
    this.hosts = hosts;
    this.clocks = clocks;
  }

  static Isolation isolation(StoredRun run) {
    return run.run().tags().containsKey(RunTags.ISOLATION) ? Isolation.SHARED : Isolation.PROCESS;
  }

  /// A run as one that takes room of its host.
  static RunUnderWay underWay(StoredRun run, Optional<String> host) {
    return new RunUnderWay(
        run.id(), run.run().work().location(), run.run().tags(), isolation(run), host);
  }

  /// What the other hosts that live take.
  List<HostRoom> others() {
    return hosts.live().stream()
        .filter(host -> !host.note().isClosed())
        .map(host -> host.note().room(host.name()))
        .toList();
  }

  /// What those of them take that start what they are given.
  List<HostRoom> starters() {
    slow.values().removeIf(since -> isOver(since, PASSED_OVER));
    return others().stream().filter(room -> !slow.containsKey(room.name())).toList();
  }

  private boolean isOver(long since, Duration length) {
    return clocks.nanos().getAsLong() - since >= length.toNanos();
  }

  /// Whether another host that lives is about to start a run that waits. One that takes too long is
  /// passed over for a while, so that another gets the run if there is one.
  boolean isWithAnother(StoredRun run) {
    Optional<String> host =
        run.host().filter(name -> hosts.find(name).filter(Hosts.Other::isThere).isPresent());
    if (host.isEmpty()) {
      seen.remove(run.id());
      return false;
    }
    long now = clocks.nanos().getAsLong();
    Waiting waiting =
        seen.merge(run.id(), new Waiting(host.get(), now, now), (before, it) -> it.after(before));
    if (isOver(waiting.since(), TO_START)) {
      seen.remove(run.id());
      slow.put(host.get(), now);
      return false;
    }
    return true;
  }

  /// Forgets those that do not wait any more.
  void forgetOld() {
    seen.values().removeIf(waiting -> isOver(waiting.last(), REMEMBERED));
  }

  /// Gives runs that are under way and whose host is gone to others, this one among them.
  ///
  /// @param rooms of all that live, this one first
  /// @return whether any was
  boolean takeOver(List<StoredRun> underWay, List<HostRoom> rooms, Fence fence) {
    String self = rooms.getFirst().name();
    List<StoredRun> left = new ArrayList<>();
    Map<String, Boolean> replaced = new ConcurrentHashMap<>();
    for (StoredRun run : underWay) {
      if (run.host()
          .map(host -> !host.equals(self) && replaced.computeIfAbsent(host, this::isReplaced))
          .orElse(true)) {
        left.add(run);
      }
    }
    if (left.isEmpty()) {
      return false;
    }
    return !give(left, rooms, placement(rooms, underWay), Optional.of(fence)).isEmpty();
  }

  /// Gives runs that this host cannot start to others that can, if there are any.
  void giveOn(List<StoredRun> underWay, List<StoredRun> toStart, Fence fence) {
    List<HostRoom> rooms = others();
    List<StoredRun> served =
        toStart.stream()
            .filter(
                run -> rooms.stream().anyMatch(room -> room.serves(run.run().work().location())))
            .toList();
    if (!served.isEmpty()) {
      var _ = give(served, rooms, placement(rooms, underWay), Optional.of(fence));
    }
  }

  private boolean isReplaced(String host) {
    return hosts.find(host).map(Hosts.Other::isOver).orElse(true) && hosts.replaces(host);
  }

  private static Placement placement(List<HostRoom> rooms, List<StoredRun> underWay) {
    return Placement.of(rooms, underWay.stream().map(run -> underWay(run, run.host())).toList());
  }

  /// Gives the runs of this host, which ends, to others; what waits is given to nobody.
  void handOver(List<StoredRun> own) {
    List<HostRoom> rooms = others();
    List<StoredRun> underWay =
        own.stream().filter(run -> run.status() != RunStatus.QUEUED).toList();
    var _ = give(underWay, rooms, placement(rooms, underWay), Optional.empty());
    List<Runs.Giving> back =
        own.stream()
            .filter(run -> run.status() == RunStatus.QUEUED)
            .map(run -> Runs.Giving.of(run, Optional.empty()))
            .toList();
    var _ = runs.give(back, Optional.empty());
  }

  /// One that nobody serves goes to the first, which judges its worker.
  private List<RunId> give(
      List<StoredRun> left, List<HostRoom> rooms, Placement placement, Optional<Fence> fence) {
    List<Runs.Giving> givings = new ArrayList<>();
    for (StoredRun run : left) {
      placement
          .placeInAnyCase(run.run().work().location(), isolation(run))
          .or(() -> rooms.stream().findFirst().map(HostRoom::name))
          .ifPresent(to -> givings.add(Runs.Giving.of(run, Optional.of(to))));
    }
    return runs.give(givings, fence);
  }

  /// Has another host start a run that waits.
  void give(Map<StoredRun, String> waiting, Fence fence) {
    var _ =
        runs.give(
            waiting.entrySet().stream()
                .map(each -> Runs.Giving.of(each.getKey(), Optional.of(each.getValue())))
                .toList(),
            Optional.of(fence));
  }
}
