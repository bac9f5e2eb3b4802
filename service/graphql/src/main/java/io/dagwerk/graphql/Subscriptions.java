package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.dagwerk.daemon.Operations;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.LogKey;
import java.time.Duration;
import java.util.Optional;

/// Tells what goes on to whoever subscribes to it. Each subscription begins after a place that the
/// client knows, or tells a state as a whole: so a client whose connection broke goes on where it
/// was, without a gap and without a double.
final class Subscriptions {
  /// A state that changes all the time is told this often at most.
  private static final Duration PAUSE = Duration.ofMillis(250);

  /// How often it is looked what a step has printed.
  private static final Duration PRINTED = Duration.ofMillis(100);

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Operations operations;
  private final Tail tail;

  Subscriptions(Operations operations, Tail tail) {
    this.operations = operations;
    this.tail = tail;
  }

  void wire(RuntimeWiring.Builder wiring) {
    wiring.type(
        TypeRuntimeWiring.newTypeWiring("Subscription")
            .dataFetcher("runEvents", asked -> runEvents(new Arguments(asked.getArguments())))
            .dataFetcher(
                "runs", asked -> runs(new Arguments(asked.getArguments()), Fields.budget(asked)))
            .dataFetcher("printed", asked -> printed(new Arguments(asked.getArguments()))));
  }

  private Pulled<Tail.EventPage> runEvents(Arguments arguments) {
    RunId run = arguments.run("run");
    int limit = arguments.number("limit", 1, Journal.MOST);
    long after = arguments.position("after");
    return new Pulled<>(() -> new RunEvents(run, after, limit));
  }

  private Pulled<Queries.RunPage> runs(Arguments arguments, LogBudget budget) {
    if (arguments.find("filter").flatMap(filter -> filter.findText("text")).isPresent()) {
      throw new BadRequest(
          "runs are not followed by a 'text' of their reason, for which all runs would be looked at again and again; ask the query 'runs'");
    }
    Queries queries = new Queries(operations);
    // What is wrong with it is said at once.
    var _ = queries.runs(arguments);
    return new Pulled<>(() -> new RunLists(queries, arguments, budget));
  }

  private Pulled<TextSlice> printed(Arguments arguments) {
    RunId run = arguments.run("run");
    int attempt = arguments.number("attempt", 1, Integer.MAX_VALUE);
    LogKey key = RunFields.logKey(run, attempt, arguments);
    int limit = arguments.number("limit", TextSlice.LONGEST_CHARACTER, ComputeLogs.MOST);
    long offset = arguments.position("offset");
    return new Pulled<>(() -> new Printed(key, offset, limit));
  }

  /// The log of a run, until it ends.
  private final class RunEvents implements Pulled.Source<Tail.EventPage> {
    private final Tail.Follower follower;
    private final int limit;
    private long after;
    private boolean isWhole;

    RunEvents(RunId run, long after, int limit) {
      this.follower = tail.follow(run);
      this.after = after;
      this.limit = limit;
    }

    @Override
    public Optional<Tail.EventPage> next() throws InterruptedException {
      if (isWhole) {
        return Optional.empty();
      }
      Tail.EventPage page = follower.next(after, limit, LONG);
      while (page.events().isEmpty() && !page.isWhole()) {
        page = follower.next(after, limit, LONG);
      }
      after = page.after();
      isWhole = page.isWhole();
      return Optional.of(page);
    }

    @Override
    public void close() {
      follower.close();
    }
  }

  /// A page of runs, whenever it has become another.
  private final class RunLists implements Pulled.Source<Queries.RunPage> {
    private final Queries queries;
    private final Arguments arguments;
    private final LogBudget budget;
    private final Wakes wakes = new Wakes(operations);
    private Optional<Queries.RunPage> before = Optional.empty();

    RunLists(Queries queries, Arguments arguments, LogBudget budget) {
      this.budget = budget;
      this.queries = queries;
      this.arguments = arguments;
    }

    @Override
    public Optional<Queries.RunPage> next() throws InterruptedException {
      if (before.isPresent()) {
        Thread.sleep(PAUSE);
      }
      Queries.RunPage now = queries.runs(arguments);
      while (before.filter(now::equals).isPresent()) {
        wakes.await(LONG);
        Thread.sleep(PAUSE);
        now = queries.runs(arguments);
      }
      before = Optional.of(now);
      budget.renew();
      return before;
    }

    @Override
    public void close() {
      wakes.close();
    }
  }

  /// What a step prints, until its stream ends.
  private final class Printed implements Pulled.Source<TextSlice> {
    private final LogKey key;
    private final int limit;
    private long offset;
    private boolean isWhole;

    Printed(LogKey key, long offset, int limit) {
      this.key = key;
      this.offset = offset;
      this.limit = limit;
    }

    @Override
    public Optional<TextSlice> next() throws InterruptedException {
      if (isWhole) {
        return Optional.empty();
      }
      TextSlice slice = read();
      while (slice.text().isEmpty() && !slice.isWhole()) {
        Thread.sleep(PRINTED);
        slice = read();
      }
      offset = slice.end();
      isWhole = slice.isWhole();
      return Optional.of(slice);
    }

    /// Nothing more comes of a run that has ended, also when its stream was never closed.
    private TextSlice read() {
      boolean hasEnded = operations.find(key.run()).map(run -> run.status().isFinal()).orElse(true);
      TextSlice slice = TextSlice.of(operations.readLog(key, offset, limit));
      return hasEnded && slice.text().isEmpty()
          ? new TextSlice(slice.offset(), slice.end(), "", true)
          : slice;
    }

    @Override
    public void close() {
      // It holds nothing between two pieces.
    }
  }
}
