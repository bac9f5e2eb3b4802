package io.dagwerk.automation.queue;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The rule of which queued runs may start.
///
/// Runs that have a process of their own are bounded by one number for each host, those that share
/// processes by another; which host gets a run is the rule [Placement]. They are looked at by
/// priority, with what they gained by waiting, then by age. A run that a limit holds back does not
/// hold back those behind it.
///
/// @param hosts those that start, first come first, each with the host that gets it
/// @param waiting all others in the order of the queue, each with what holds it back
public record Admission(SequencedMap<RunId, String> hosts, SequencedMap<RunId, Held> waiting) {
  /// What the host is called where there is one.
  static final String ONLY = "";

  public Admission {
    hosts = Ordered.copyOf(hosts);
    waiting = Ordered.copyOf(waiting);
  }

  /// Those that start, first come first.
  public List<RunId> admitted() {
    return List.copyOf(hosts.keySet());
  }

  /// What holds a run back.
  ///
  /// @param limit in words, such as `tag team=pricing`
  /// @param place among those that the same limit holds back, from 1
  public record Held(String limit, int underWay, int most, int place) {
    /// `waiting for tag team=pricing (2 of 2), position 3`.
    public String reason() {
      return "%s, position %d".formatted(cause(), place);
    }

    /// The same without the position, which changes with each run that starts: `waiting for tag
    /// team=pricing (2 of 2)`.
    public String cause() {
      return "waiting for %s (%d of %d)".formatted(limit, underWay, most);
    }
  }

  /// Decides for one moment where there is one host. Takes time in proportion to the runs and their
  /// limits, and the sorting.
  public static Admission decide(
      QueueLimits limits,
      Collection<RunUnderWay> underWay,
      Collection<QueuedRun> queued,
      Instant now) {
    List<String> locations = queued.stream().map(QueuedRun::location).distinct().toList();
    HostRoom only = new HostRoom(ONLY, limits.most(), limits.mostShared(), locations);
    return decide(limits, List.of(only), underWay, queued, now);
  }

  /// Decides where there are several; the limits of runs of the instance are those of the hosts.
  ///
  /// @param hosts all that live; the one that decides comes first
  public static Admission decide(
      QueueLimits limits,
      List<HostRoom> hosts,
      Collection<RunUnderWay> underWay,
      Collection<QueuedRun> queued,
      Instant now) {
    Counters counters = new Counters(limits);
    underWay.forEach(run -> counters.limitsOf(run.location(), run.tags()).forEach(Counter::take));
    Placement placement = Placement.of(hosts, underWay);
    Map<Isolation, Integer> held = new EnumMap<>(Isolation.class);
    SequencedMap<RunId, String> admitted = new LinkedHashMap<>();
    SequencedMap<RunId, Held> waiting = new LinkedHashMap<>();
    for (QueuedRun run : inOrder(limits.ageing(), queued, now)) {
      List<Counter> concerned = counters.limitsOf(run.location(), run.tags());
      Optional<Counter> full = firstFull(concerned);
      if (full.isPresent()) {
        waiting.put(run.id(), full.get().hold());
        continue;
      }
      placement
          .place(run.location(), run.isolation())
          .ifPresentOrElse(
              host -> {
                concerned.forEach(Counter::take);
                admitted.put(run.id(), host);
              },
              () -> waiting.put(run.id(), hold(placement, run.isolation(), held)));
    }
    return new Admission(admitted, waiting);
  }

  private static Held hold(Placement placement, Isolation isolation, Map<Isolation, Integer> held) {
    int place = held.merge(isolation, 1, Integer::sum);
    return new Held(words(isolation), placement.taken(isolation), placement.most(isolation), place);
  }

  private static Optional<Counter> firstFull(List<Counter> counters) {
    for (Counter counter : counters) {
      if (counter.isFull()) {
        return Optional.of(counter);
      }
    }
    return Optional.empty();
  }

  private static List<QueuedRun> inOrder(Ageing ageing, Collection<QueuedRun> queued, Instant now) {
    record Ranked(QueuedRun run, long priority) {}
    return queued.stream()
        .map(run -> new Ranked(run, ageing.priority(run.priority(), run.since(), now)))
        .sorted(
            Comparator.comparingLong(Ranked::priority)
                .reversed()
                .thenComparing(ranked -> ranked.run().since())
                .thenComparing(ranked -> ranked.run().id()))
        .map(Ranked::run)
        .toList();
  }

  /// How many runs each limit counts.
  private static final class Counters {
    private final QueueLimits limits;
    private final Map<String, Counter> locations = new HashMap<>();
    private final List<Map<String, Counter>> tags = new ArrayList<>();

    Counters(QueueLimits limits) {
      this.limits = limits;
      limits.tags().forEach(_ -> tags.add(new HashMap<>()));
    }

    /// The counters that concern a run, the narrowest first: that is what its wait is put down to.
    List<Counter> limitsOf(String location, SequencedMap<String, String> runTags) {
      List<Counter> concerned = new ArrayList<>();
      for (int i = 0; i < tags.size(); i++) {
        TagLimit limit = limits.tags().get(i);
        Map<String, Counter> counters = tags.get(i);
        String value = limit.countedWith(runTags);
        if (value != null) {
          concerned.add(
              counters.computeIfAbsent(
                  value, _ -> new Counter(limit.describe(value), limit.most())));
        }
      }
      Optional.ofNullable(limits.perLocation().get(location))
          .map(most ->
              locations.computeIfAbsent(
                  location, name -> new Counter("location '" + name + "'", most)))
          .ifPresent(concerned::add);
      return concerned;
    }
  }

  private static String words(Isolation isolation) {
    return switch (isolation) {
      case PROCESS -> "the instance's limit of runs";
      case SHARED -> "the instance's limit of runs that share processes";
    };
  }

  private static final class Counter {
    private final String limit;
    private final int most;
    private int taken;
    private int held;

    Counter(String limit, int most) {
      this.limit = limit;
      this.most = most;
    }

    boolean isFull() {
      return taken >= most;
    }

    void take() {
      taken++;
    }

    Held hold() {
      held++;
      return new Held(limit, taken, most, held);
    }
  }
}
