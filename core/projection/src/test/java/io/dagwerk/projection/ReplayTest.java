package io.dagwerk.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.memory.MemoryStorage;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Random logs, stored as a host stores them, against an oracle that looks at the whole log at
/// once.
class ReplayTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final int LENGTH = 60;
  private static final List<StepKey> STEPS =
      List.of(StepKey.of("a"), StepKey.of("b"), StepKey.of("c"));

  private final MemoryStorage storage = new MemoryStorage();

  @RepeatedTest(200)
  @Covers("K6.4")
  void aReplayOfTheLogIsWhatIsStored(RepetitionInfo round) {
    long seed = 7_000L + round.getCurrentRepetition();
    List<Event> events = events(new Random(seed));
    RunId run = created();
    RunProgress live = store(run, events);
    Oracle oracle = Oracle.of(events);

    assertThat(storage.runs().find(run).orElseThrow().status())
        .as("seed %d", seed)
        .isEqualTo(oracle.status());
    assertThat(storage.runs().steps(run))
        .as("seed %d", seed)
        .allSatisfy(
            step -> assertThat(oracle.steps()).containsEntry(step.step(), step.state().status()))
        .hasSize(oracle.steps().size());
    assertThat(storage.runs().outputs(run))
        .as("seed %d", seed)
        .extracting(output -> output.step() + "/" + output.output())
        .containsExactlyElementsOf(oracle.outputs());
    assertThat(replayed(run, events)).as("seed %d", seed).isEqualTo(live);
  }

  /// Stores the events one by one, each with what it changes; the bytes of one are its place.
  private RunProgress store(RunId run, List<Event> events) {
    RunProgress progress = RunProgress.created();
    long sequence = 1;
    for (int i = 0; i < events.size(); i++) {
      Bytes encoded = Bytes.ofText(Integer.toString(i));
      Projected projected = progress.after(events.get(i), NOW, encoded);
      Entry entry = new Entry(NOW, encoded, projected.changes());
      if (events.get(i) instanceof Event.RunAttemptStarted) {
        storage.runs().move(new Move(run, Optional.empty(), List.of(entry)));
        sequence = 1;
      } else {
        int attempt = projected.next().head().attempt();
        storage.journal().append(new Batch(run, attempt, "w", sequence, List.of(entry))).join();
        sequence++;
      }
      progress = projected.next();
    }
    return progress;
  }

  private RunProgress replayed(RunId run, List<Event> events) {
    RunProgress progress = RunProgress.created();
    for (StoredEvent stored : storage.journal().read(run, 0, 1_000)) {
      Event event = events.get(Integer.parseInt(stored.event().text()));
      progress = progress.after(event, stored.at(), stored.event()).next();
    }
    return progress;
  }

  private RunId created() {
    ContentHash hash = storage.snapshots().put(Bytes.ofText("contents"));
    NewRun.Work work = new NewRun.Work("j", "m", "l", "v", new NewRun.Contents(hash, hash, hash));
    NewRun run = new NewRun(RunId.createdAt(NOW), work, Optional.empty(), 0, new LinkedHashMap<>());
    storage.runs().create(run, NOW, List.of());
    return run.id();
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    int attempts = 1;
    events.add(new Event.RunAttemptStarted(attempts));
    while (events.size() < LENGTH) {
      StepKey step = STEPS.get(random.nextInt(STEPS.size()));
      int kind = random.nextInt(30);
      if (kind == 0 && noneEnded(events)) {
        attempts++;
        events.add(new Event.RunAttemptStarted(attempts));
      } else if (kind == 1 && random.nextInt(4) == 0) {
        events.add(
            List.of(
                    new Event.RunSucceeded(Duration.ZERO),
                    new Event.RunFailed("no", Optional.empty()),
                    new Event.RunCanceled("no"))
                .get(random.nextInt(3)));
      } else {
        events.add(ofStep(random, step));
      }
    }
    return events;
  }

  private static boolean noneEnded(List<Event> events) {
    return events.stream().allMatch(event -> Oracle.end(event).isEmpty());
  }

  private static Event ofStep(Random random, StepKey step) {
    ErrorInfo error = ErrorInfo.ofMessage("Oops", "no");
    String output = List.of("x", "y").get(random.nextInt(2));
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> new Event.StepStarted(step);
      case 3 -> new Event.StepRestarted(step, 2);
      case 4 -> new Event.StepWaitingToRetry(step, 1, Duration.ZERO, error);
      case 5 -> new Event.StepSucceeded(step, List.of(), Duration.ZERO);
      case 6 ->
          random.nextBoolean()
              ? new Event.StepFailed(step, error, Event.FailureKind.EXCEPTION, Metadata.none())
              : new Event.FactsReported(step, Metadata.none());
      default ->
          new Event.OutputStored(
              step,
              output,
              new OutputAddress.OfStep(RunId.createdAt(NOW), step, output),
              "files",
              false,
              Optional.empty(),
              Metadata.none());
    };
  }

  /// What a log comes to, by looking for the events that matter in all of it.
  record Oracle(RunStatus status, Map<StepKey, StepStatus> steps, List<String> outputs) {
    static Oracle of(List<Event> log) {
      int length =
          IntStream.range(0, log.size())
              .filter(i -> end(log.get(i)).isPresent())
              .findFirst()
              .orElse(log.size());
      List<Event> live = log.subList(0, length);
      Map<StepKey, StepStatus> steps = new TreeMap<>();
      TreeSet<String> outputs = new TreeSet<>();
      for (StepKey step : STEPS) {
        status(live, step).ifPresent(status -> steps.put(step, status));
        outputs(live, step).forEach(output -> outputs.add(step + "/" + output));
      }
      RunStatus status = length < log.size() ? end(log.get(length)).get() : RunStatus.STARTING;
      return new Oracle(status, steps, List.copyOf(outputs));
    }

    static Optional<RunStatus> end(Event event) {
      return switch (event) {
        case Event.RunSucceeded _ -> Optional.of(RunStatus.SUCCEEDED);
        case Event.RunFailed _ -> Optional.of(RunStatus.FAILED);
        case Event.RunCanceled _ -> Optional.of(RunStatus.CANCELED);
        default -> Optional.empty();
      };
    }

    private static Optional<StepStatus> said(Event event, StepKey step) {
      if (!(event instanceof Event.OfStep of) || !of.step().equals(step)) {
        return Optional.empty();
      }
      return switch (event) {
        case Event.StepStarted _, Event.StepRestarted _ -> Optional.of(StepStatus.RUNNING);
        case Event.StepWaitingToRetry _ -> Optional.of(StepStatus.WAITING_TO_RETRY);
        case Event.StepSucceeded _ -> Optional.of(StepStatus.SUCCEEDED);
        case Event.StepFailed _ -> Optional.of(StepStatus.FAILED);
        default -> Optional.empty();
      };
    }

    /// The first end that the log tells, or else the last that it tells at all.
    private static Optional<StepStatus> status(List<Event> live, StepKey step) {
      List<StepStatus> told = live.stream().flatMap(event -> said(event, step).stream()).toList();
      Optional<StepStatus> end = told.stream().filter(StepStatus::isFinal).findFirst();
      return end.isPresent() || told.isEmpty() ? end : Optional.of(told.getLast());
    }

    /// What was stored between the beginning of an attempt and its success.
    private static TreeSet<String> outputs(List<Event> live, StepKey step) {
      TreeSet<String> outputs = new TreeSet<>();
      for (int end = 0; end < live.size(); end++) {
        if (live.get(end) instanceof Event.StepSucceeded success && success.step().equals(step)) {
          int begin = end - 1;
          while (begin >= 0 && !bounds(live.get(begin), step)) {
            begin--;
          }
          if (begin >= 0 && begins(live.get(begin), step)) {
            live.subList(begin, end).stream()
                .filter(event -> event instanceof Event.OutputStored of && of.step().equals(step))
                .forEach(event -> outputs.add(((Event.OutputStored) event).output()));
          }
        }
      }
      return outputs;
    }

    private static boolean bounds(Event event, StepKey step) {
      return event instanceof Event.RunAttemptStarted || said(event, step).isPresent();
    }

    private static boolean begins(Event event, StepKey step) {
      return said(event, step).filter(status -> !status.isFinal()).isPresent();
    }
  }
}
