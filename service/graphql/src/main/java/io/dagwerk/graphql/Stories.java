package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import io.dagwerk.daemon.Operations;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers what is looked for in the log of a run: some of its events, why steps failed, and what
/// the run's length came from.
final class Stories {
  private static final int MOST_FAILURES = 1_000;

  private final Operations operations;
  private final LogSearch search;

  Stories(Operations operations) {
    this.operations = operations;
    this.search = new LogSearch(operations);
  }

  /// A failure of a step of a run.
  ///
  /// @param owners of the run's steps, read when they are asked for
  record Failure(RunStory.Failed failed, OnDemand<Owners> owners) {
    private List<BlockedStep> blocked(Arguments arguments) {
      return failed.blocked().stream()
          .limit(arguments.number("limit", 1, Page.MOST))
          .map(step -> new BlockedStep(step, owners.get().of(step)))
          .toList();
    }
  }

  /// A step that never ran, and who is to know.
  record BlockedStep(StepKey step, List<String> owners) {}

  static void wire(RuntimeWiring.Builder wiring) {
    Fields.of("FoundEvents", LogSearch.Found.class)
        .field("before", LogSearch.Found::before)
        .field("after", LogSearch.Found::after)
        .wire(wiring);
    Fields.of("Attempt", RunStory.Attempt.class)
        .field("error", attempt -> attempt.error().map(Stories::chain).orElse(List.of()))
        .wire(wiring);
    Fields.of("StepFailure", Failure.class)
        .field("step", failure -> failure.failed().step())
        .field("attempt", failure -> failure.failed().attempt())
        .field("kind", failure -> failure.failed().kind())
        .field("position", failure -> failure.failed().position())
        .field("time", failure -> failure.failed().time())
        .field("error", failure -> chain(failure.failed().error()))
        .field("abandoned", failure -> failure.failed().blocked().size())
        .field("blocked", Failure::blocked)
        .wire(wiring);
    Fields.of("BlockedStep", BlockedStep.class).wire(wiring);
    Fields.of("CriticalStep", RunStory.Link.class)
        .field("waitingMillis", link -> Duration.between(link.ready(), link.began()).toMillis())
        .field(
            "runningMillis",
            link -> link.ended().map(end -> Duration.between(link.began(), end).toMillis()))
        .wire(wiring);
  }

  /// Outermost first.
  private static List<ErrorInfo> chain(ErrorInfo outermost) {
    List<ErrorInfo> chain = new ArrayList<>();
    Optional<ErrorInfo> next = Optional.of(outermost);
    while (next.isPresent()) {
      chain.add(next.get());
      next = next.get().cause();
    }
    return chain;
  }

  /// How a run came to where it is; nothing when its log has expired.
  RunStory of(StoredRun run, LogBudget budget) {
    List<RecordedEvent> events = search.ofKinds(run, RunStory.KINDS, budget);
    return events.isEmpty()
        ? RunStory.NONE
        : operations.plan(run.id()).map(plan -> RunStory.of(plan, events)).orElse(RunStory.NONE);
  }

  LogSearch.Found foundEvents(StoredRun run, Arguments arguments, LogBudget budget) {
    EventFilter filter = arguments.find("filter").map(EventFilter::of).orElse(EventFilter.ALL);
    int limit = arguments.number("limit", 1, Journal.MOST);
    Optional<Long> after = arguments.findNumber("after");
    Optional<Long> before = arguments.findNumber("before");
    if (after.isPresent() && before.isPresent()) {
      throw new BadRequest(
          "expected 'after' to go on towards the end, or 'before' to go on towards the beginning, but found both");
    }
    LogScan.Look look =
        after
            .map(position -> new LogScan.Look(filter, false, position, limit))
            .orElseGet(() -> new LogScan.Look(filter, true, before.orElse(Long.MAX_VALUE), limit));
    return search.find(run, look, budget);
  }

  List<Failure> failures(StoredRun run, Arguments arguments, LogBudget budget) {
    OnDemand<Owners> owners = new OnDemand<>(() -> Owners.of(run.run().work(), operations));
    return of(run, budget).failures(arguments.number("limit", 1, MOST_FAILURES)).stream()
        .map(failed -> new Failure(failed, owners))
        .toList();
  }

  List<RunStory.Link> criticalPath(StoredRun run, LogBudget budget) {
    return of(run, budget).criticalPath();
  }
}
