package io.dagwerk.spi.memory;

import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.OpenRuns;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Runs in memory.
record MemoryRuns(Tables tables) implements Runs {
  private static final Comparator<StoredRun> TURN =
      Comparator.<StoredRun>comparingInt(run -> run.run().priority())
          .reversed()
          .thenComparing(StoredRun::id);

  @Override
  public void create(NewRun run, Collection<Bytes> contents, Instant now, List<Entry> events) {
    Map<ContentHash, Bytes> brought = new HashMap<>();
    contents.forEach(each -> brought.put(ContentHash.of(each), each));
    synchronized (tables) {
      check(run, brought.keySet());
      brought.forEach(tables.contents::putIfAbsent);
      Log log = new Log(tables, StoredRun.created(run, now));
      events.forEach(log::add);
      tables.runs.put(run.id(), log);
    }
    tables.wake();
  }

  /// @throws IllegalArgumentException when the run cannot be created
  void check(NewRun run) {
    check(run, Set.of());
  }

  private void check(NewRun run, Set<ContentHash> brought) {
    if (tables.runs.containsKey(run.id())) {
      throw new IllegalArgumentException("run %s is stored already".formatted(run.id()));
    }
    NewRun.Contents contents = run.work().contents();
    for (ContentHash hash : List.of(contents.definitions(), contents.plan(), contents.config())) {
      if (!tables.contents.containsKey(hash) && !brought.contains(hash)) {
        throw new IllegalArgumentException(
            "run %s needs content %s, which is not stored; put it first".formatted(run.id(), hash));
      }
    }
  }

  @Override
  public Optional<StoredRun> find(RunId run) {
    synchronized (tables) {
      return Optional.ofNullable(tables.runs.get(run)).map(log -> log.run);
    }
  }

  @Override
  public List<StoredRun> list(RunFilter filter, Optional<RunId> before, int limit) {
    Limits.checked(limit, MOST);
    synchronized (tables) {
      NavigableMap<RunId, Log> older =
          before.map(last -> tables.runs.headMap(last, false)).orElse(tables.runs);
      return older.descendingMap().values().stream()
          .map(log -> log.run)
          .filter(filter::passes)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<OpenRuns> open() {
    Map<RunStatus, List<Instant>> created = new EnumMap<>(RunStatus.class);
    synchronized (tables) {
      tables.runs.values().stream()
          .map(log -> log.run)
          .filter(run -> !run.status().isFinal())
          .forEach(run ->
              created
                  .computeIfAbsent(run.status(), _ -> new ArrayList<>())
                  .add(run.times().created()));
    }
    return created.entrySet().stream()
        .map(each ->
            new OpenRuns(each.getKey(), each.getValue().size(), Collections.min(each.getValue())))
        .toList();
  }

  @Override
  public List<StoredRun> queue(Optional<StoredRun> after, int limit) {
    Limits.checked(limit, MOST);
    synchronized (tables) {
      return tables.runs.values().stream()
          .map(log -> log.run)
          .filter(run -> run.status() == RunStatus.QUEUED)
          .sorted(TURN)
          .filter(run -> after.isEmpty() || TURN.compare(run, after.get()) > 0)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<RunId> withLog(Instant endedBefore, int limit) {
    Limits.checked(limit, MOST);
    synchronized (tables) {
      return tables.runs.values().stream()
          .filter(Log::hasLog)
          .map(log -> log.run)
          .filter(run -> run.times().ended().filter(endedBefore::isAfter).isPresent())
          .sorted(Comparator.comparing(run -> run.times().ended().orElseThrow()))
          .map(StoredRun::id)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public MoveResult move(Move move) {
    MoveResult result;
    synchronized (tables) {
      Log log = tables.runs.get(move.run());
      if (log == null) {
        return new MoveResult.NoSuchRun();
      }
      if (move.fence().filter(fence -> !tables.holds(fence)).isPresent()) {
        return new MoveResult.LeaseLost();
      }
      if (move.owner().filter(owner -> !log.run.isOf(owner)).isPresent()) {
        return new MoveResult.OfAnother(log.run.host());
      }
      if (log.head().after(move).isEmpty()) {
        return new MoveResult.Refused(log.head());
      }
      move.events().forEach(log::add);
      result = new MoveResult.Moved(log.head());
    }
    tables.wake();
    return result;
  }

  @Override
  public void explain(SequencedMap<RunId, String> reasons) {
    synchronized (tables) {
      reasons.forEach((id, reason) -> {
        Log log = tables.runs.get(id);
        if (log != null && log.run.status() == RunStatus.QUEUED) {
          log.run = log.run.explained(reason);
        }
      });
    }
  }

  @Override
  public List<RunId> give(List<Giving> givings, Optional<Fence> fence) {
    List<RunId> given = new ArrayList<>();
    synchronized (tables) {
      if (fence.filter(it -> !tables.holds(it)).isPresent()) {
        return List.of();
      }
      for (Giving giving : givings) {
        Log log = tables.runs.get(giving.run());
        if (log != null
            && !log.head().status().isFinal()
            && log.head().equals(giving.head())
            && log.run.host().equals(giving.from())) {
          log.run = log.run.givenTo(giving.to());
          given.add(giving.run());
        }
      }
    }
    tables.wake();
    return given;
  }

  @Override
  public List<StoredStep> steps(RunId run) {
    synchronized (tables) {
      Log log = tables.runs.get(run);
      return log == null ? List.of() : List.copyOf(log.steps.values());
    }
  }

  @Override
  public List<StoredStep> steps(RunId run, Optional<StepKey> after, int limit) {
    int most = Limits.checked(limit, MOST_STEPS);
    return steps(run).stream()
        .filter(step -> after.map(last -> step.step().compareTo(last) > 0).orElse(true))
        .limit(most)
        .toList();
  }

  @Override
  public List<StoredOutput> outputs(RunId run) {
    synchronized (tables) {
      Log log = tables.runs.get(run);
      return log == null ? List.of() : List.copyOf(log.outputs.values());
    }
  }

  @Override
  public SequencedMap<StepKey, List<String>> mappingKeys(RunId run) {
    synchronized (tables) {
      Log log = tables.runs.get(run);
      return log == null ? new LinkedHashMap<>() : new LinkedHashMap<>(log.mappingKeys);
    }
  }

  @Override
  public boolean delete(RunId run) {
    synchronized (tables) {
      Log log = tables.runs.get(run);
      boolean canGo = log != null && log.run.status().isFinal();
      if (canGo) {
        tables.runs.remove(run);
        tables.feed().removeIf(item -> item.run().equals(run));
      }
      return canGo;
    }
  }
}
