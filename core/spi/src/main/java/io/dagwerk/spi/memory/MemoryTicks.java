package io.dagwerk.spi.memory;

import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Instigator;
import io.dagwerk.spi.InstigatorKey;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.NewTick;
import io.dagwerk.spi.StoredTick;
import io.dagwerk.spi.TickEndResult;
import io.dagwerk.spi.TickOutcome;
import io.dagwerk.spi.TickStatus;
import io.dagwerk.spi.Ticks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Ticks in memory.
record MemoryTicks(Tables tables, MemoryRuns runs) implements Ticks {
  private static final Comparator<Instigator> ORDER =
      Comparator.comparing((Instigator instigator) -> instigator.key().location())
          .thenComparing(instigator -> instigator.key().kind())
          .thenComparing(instigator -> instigator.key().name());

  @Override
  public Optional<Instigator> find(InstigatorKey key) {
    synchronized (tables) {
      return Optional.ofNullable(tables.instigators.get(key));
    }
  }

  @Override
  public List<Instigator> list() {
    synchronized (tables) {
      return tables.instigators.values().stream().sorted(ORDER).toList();
    }
  }

  @Override
  public void set(InstigatorKey key, InstigatorStatus status) {
    synchronized (tables) {
      Optional<String> cursor = find(key).flatMap(Instigator::cursor);
      tables.instigators.put(key, new Instigator(key, status, cursor));
    }
  }

  @Override
  public void remember(InstigatorKey key, Optional<String> cursor) {
    synchronized (tables) {
      find(key)
          .ifPresent(
              before -> tables.instigators.put(key, new Instigator(key, before.status(), cursor)));
    }
  }

  @Override
  public Optional<StoredTick> start(NewTick tick, Instant now) {
    synchronized (tables) {
      Optional<Instigator> instigator = running(tick.instigator());
      if (!tables.holds(tick.fence()) || instigator.isEmpty()) {
        return Optional.empty();
      }
      tables.ticks.replaceAll((_, other) ->
          isOpen(other) && other.tick().instigator().equals(tick.instigator())
              ? ended(other, StoredTick.End.replaced(now), List.of())
              : other);
      StoredTick started =
          new StoredTick(
              tables.nextTick(), tick, instigator.get().cursor(), StoredTick.End.open(), List.of());
      tables.ticks.put(started.number(), started);
      return Optional.of(started);
    }
  }

  private Optional<Instigator> running(InstigatorKey key) {
    return find(key).filter(found -> found.status() == InstigatorStatus.RUNNING);
  }

  private static boolean isOpen(StoredTick tick) {
    return tick.end().status() == TickStatus.STARTED;
  }

  private static StoredTick ended(StoredTick tick, StoredTick.End end, List<RunId> queued) {
    return new StoredTick(tick.number(), tick.tick(), tick.cursor(), end, queued);
  }

  @Override
  public TickEndResult end(long number, TickOutcome outcome) {
    TickEndResult result;
    synchronized (tables) {
      Optional<StoredTick> tick = Optional.ofNullable(tables.ticks.get(number));
      Optional<TickEndResult.Refusal> refusal = refusal(tick);
      result =
          refusal.isPresent()
              ? new TickEndResult.Refused(refusal.get())
              : written(tick.orElseThrow(), outcome);
    }
    tables.wake();
    return result;
  }

  private Optional<TickEndResult.Refusal> refusal(Optional<StoredTick> tick) {
    if (tick.isEmpty() || !isOpen(tick.get())) {
      return Optional.of(TickEndResult.Refusal.NOT_OPEN);
    }
    if (!tables.holds(tick.get().tick().fence())) {
      return Optional.of(TickEndResult.Refusal.LEASE_LOST);
    }
    Optional<Instigator> instigator = running(tick.get().tick().instigator());
    if (instigator.isEmpty()) {
      return Optional.of(TickEndResult.Refusal.NOT_OPEN);
    }
    return instigator.get().cursor().equals(tick.get().cursor())
        ? Optional.empty()
        : Optional.of(TickEndResult.Refusal.CURSOR_MOVED);
  }

  private TickEndResult written(StoredTick tick, TickOutcome outcome) {
    InstigatorKey key = tick.tick().instigator();
    outcome.runs().forEach(requested -> runs.check(requested.run()));
    Set<String> known = tables.runKeys.computeIfAbsent(key, _ -> new HashSet<>());
    List<RunId> queued = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    for (TickOutcome.RequestedRun requested : outcome.runs()) {
      if (requested.key().map(known::add).orElse(true)) {
        runs.create(requested.run(), outcome.ended(), requested.events());
        queued.add(requested.run().id());
      } else {
        dropped.add(requested.key().orElseThrow());
      }
    }
    StoredTick.End end =
        new StoredTick.End(outcome.status(), outcome.reason(), Optional.of(outcome.ended()));
    tables.ticks.put(tick.number(), ended(tick, end, queued));
    outcome.cursor().ifPresent(cursor -> remember(key, Optional.of(cursor)));
    return new TickEndResult.Ended(queued, dropped);
  }

  @Override
  public List<StoredTick> history(InstigatorKey key, Optional<Long> before, int limit) {
    Limits.checked(limit, MOST);
    synchronized (tables) {
      return tables
          .ticks
          .headMap(before.orElse(Long.MAX_VALUE), false)
          .descendingMap()
          .values()
          .stream()
          .filter(tick -> tick.tick().instigator().equals(key))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<String> asked(InstigatorKey key, Collection<String> runKeys) {
    synchronized (tables) {
      Set<String> known = tables.runKeys.getOrDefault(key, Set.of());
      return runKeys.stream().filter(known::contains).sorted().distinct().toList();
    }
  }

  @Override
  public int expire(Instant before, int most) {
    synchronized (tables) {
      List<Long> old =
          tables.ticks.values().stream()
              .filter(tick -> tick.end().ended().filter(before::isAfter).isPresent())
              .map(StoredTick::number)
              .limit(most)
              .toList();
      old.forEach(tables.ticks::remove);
      return old.size();
    }
  }
}
