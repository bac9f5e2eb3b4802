package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import io.dagwerk.daemon.Operations;
import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.StoredRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers what is asked of a run.
final class RunFields {
  private static final int LONGEST_WAIT_MILLIS = 10_000;
  private static final int LONGEST_REASON = 200;
  private static final String DOTS = " ...";

  private final Operations operations;
  private final Tail tail;
  private final Stories stories;

  RunFields(Operations operations, Stories stories, Tail tail) {
    this.operations = operations;
    this.tail = tail;
    this.stories = stories;
  }

  void wire(RuntimeWiring.Builder wiring) {
    Fields.of("Run", StoredRun.class)
        .field("id", StoredRun::id)
        .field("job", run -> run.run().work().job())
        .field("location", run -> run.run().work().location())
        .field("codeVersion", run -> run.run().work().codeVersion())
        .field("mode", run -> run.run().work().mode())
        .field("tags", run -> tags(run.run().tags()))
        .field("priority", run -> run.run().priority())
        .field("parent", run -> run.run().lineage().map(NewRun.Lineage::parent))
        .field("root", run -> run.run().root())
        .field("attempt", run -> run.head().attempt())
        .field("host", StoredRun::host)
        .field("created", run -> run.times().created())
        .field("started", run -> run.times().started())
        .field("ended", run -> run.times().ended())
        .field("logExpired", run -> run.times().logExpired())
        .searched("steps", this::steps)
        .field("plan", run -> operations.plan(run.id()))
        .field("config", run -> operations.config(run.id()))
        .field("events", this::events)
        .field("shortReason", run -> shortReason(run.reason()))
        .searched("foundEvents", stories::foundEvents)
        .searched("failures", stories::failures)
        .searched("criticalPath", (run, _, budget) -> stories.criticalPath(run, budget))
        .field("logs", this::logs)
        .field("log", this::log)
        .wire(wiring);
    Fields.<Page<ShownStep>>of("StepPage", pages()).field("steps", Page::items).wire(wiring);
    Fields.<Page<LogKey>>of("LogPage", pages()).field("logs", Page::items).wire(wiring);
    ShownStep.wire(wiring);
    Stories.wire(wiring);
    Fields.of("Event", RecordedEvent.class)
        .field("time", RecordedEvent::at)
        .field("kind", recorded -> recorded.event().getClass().getSimpleName())
        .field("level", recorded -> EventLevel.of(recorded.event()))
        .field("step", recorded -> stepOf(recorded.event()))
        .field("text", recorded -> EventText.of(recorded.event()))
        .field("json", recorded -> EventJson.of(recorded.event()))
        .wire(wiring);
  }

  /// The class of pages, of whatever.
  @SuppressWarnings("unchecked") // a class is of all its parameters
  static <T> Class<Page<T>> pages() {
    return (Class<Page<T>>) (Class<?>) Page.class;
  }

  static List<Map<String, String>> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Map.of("key", tag.getKey(), "value", tag.getValue()))
        .toList();
  }

  /// The first line, and dots where it is longer than is shown in a list.
  static String shortReason(String reason) {
    String line = reason.lines().findFirst().orElse("");
    if (line.length() <= LONGEST_REASON) {
      return line;
    }
    int end = LONGEST_REASON - DOTS.length();
    boolean isCut = Character.isHighSurrogate(line.charAt(end - 1));
    return line.substring(0, isCut ? end - 1 : end) + DOTS;
  }

  static Optional<StepKey> stepOf(Event event) {
    return switch (event) {
      case Event.OfStep ofStep -> Optional.of(ofStep.step());
      case Event.Logged logged -> logged.step();
      case Event.Printed printed -> printed.step();
      default -> Optional.empty();
    };
  }

  private Page<ShownStep> steps(StoredRun run, Arguments arguments, LogBudget budget) {
    int limit = arguments.number("limit", 1, Page.MOST);
    Optional<StepKey> after = arguments.findText("after").map(RunFields::stepKey);
    List<ShownStep> found =
        ShownStep.of(operations.steps(run.id(), after, limit + 1), () -> stories.of(run, budget));
    return Page.first(found, step -> step.stored().step().toString(), limit);
  }

  private Page<LogKey> logs(StoredRun run, Arguments arguments) {
    return Page.of(operations.logs(run.id()), RunFields::cursor, arguments);
  }

  private static String cursor(LogKey log) {
    return "%d/%s/%s"
        .formatted(log.attempt(), log.stream(), log.step().map(StepKey::toString).orElse(""));
  }

  private Tail.EventPage events(StoredRun run, Arguments arguments) {
    return tail.read(
        run.id(),
        arguments.position("after"),
        arguments.number("limit", 1, Journal.MOST),
        Duration.ofMillis(arguments.number("waitMillis", 0, LONGEST_WAIT_MILLIS)));
  }

  private TextSlice log(StoredRun run, Arguments arguments) {
    LogKey key = logKey(run.id(), attempt(run, arguments), arguments);
    int limit = arguments.number("limit", TextSlice.LONGEST_CHARACTER, ComputeLogs.MOST);
    return TextSlice.of(operations.readLog(key, arguments.position("offset"), limit));
  }

  /// @throws BadRequest for what is no key of a step
  static LogKey logKey(RunId run, int attempt, Arguments arguments) {
    return new LogKey(
        run,
        attempt,
        arguments.findText("step").map(RunFields::stepKey),
        arguments.constant("stream", Event.Stream.class));
  }

  private static int attempt(StoredRun run, Arguments arguments) {
    int asked = arguments.number("attempt", 0, Integer.MAX_VALUE);
    return asked == 0 ? Math.max(1, run.head().attempt()) : asked;
  }

  static StepKey stepKey(String text) {
    try {
      return StepKey.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }
}
