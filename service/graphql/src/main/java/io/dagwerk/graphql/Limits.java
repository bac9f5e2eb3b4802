package io.dagwerk.graphql;

import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import io.dagwerk.spi.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// How much one request may ask for. A field costs one, with a `limit` as many times as that says
/// what is asked of each item. What has to be read or decoded to answer a field of a run costs
/// more.
final class Limits {
  /// The deepest request; what tools ask to learn the schema is as deep as this.
  static final int DEEPEST = 20;

  /// The most that a request may cost; an event of a page has up to six fields.
  static final int MOST = 250_000;

  /// To read something of a run or an asset that lies elsewhere.
  private static final int LOOK = 100;

  /// To decode a document of a run, which may have megabytes.
  private static final int DOCUMENT = 500;

  /// To decode a plan, which may have tens of thousands of steps.
  private static final int PLAN = 2_500;

  /// To plan a run, for which its code is asked.
  private static final int LAUNCH_PLAN = 50_000;

  /// To read a log as a whole, to look for something in it.
  private static final int SEARCH = 24_000;

  /// To look at runs that no index finds, for a text in all reasons.
  private static final int TEXT_OF_RUNS = 50_000;

  /// To look at more runs than are shown, because an index finds only some of what is said of them.
  private static final int SOUGHT = 2_000;

  /// So many runs that are counted cost as much as a field.
  private static final int COUNTED = 10;

  /// So many values in columns or lists cost as much as a field.
  private static final int VALUES = 4;

  /// Of so many points a history is taken to be.
  private static final int POINTS = 1_000;

  /// To read what many runs did, or to look through many partitions.
  private static final int MANY = 10_000;

  /// To read of a step what its log says.
  private static final int STORY = 25;

  /// So many fields of a step share that its log is read.
  private static final int FIELDS_OF_STORY = 4;

  /// So many rows a timeline is taken to have.
  private static final int ROWS = 20;

  /// To tell the graph of all assets, or what they have come to; there may be ten thousand.
  private static final int LINEAGE = 50_000;

  /// To wait for events, so that no request waits more than twice.
  private static final int WAIT = 100_000;

  /// Of printed text, in bytes, that cost as much as a field.
  private static final int TEXT = 256;

  private Limits() {}

  static Instrumentation ofDepth() {
    return new MaxQueryDepthInstrumentation(DEEPEST);
  }

  static Instrumentation ofComplexity() {
    return new MaxQueryComplexityInstrumentation(MOST, Limits::cost);
  }

  private static int cost(FieldComplexityEnvironment field, int below) {
    long limit = Math.max(1, number(field, "limit").orElse(1));
    long cost =
        switch (field.getParentType().getName()) {
          case "Run" -> costOfRun(field, limit, below);
          case "Job" -> costOfJob(field, limit, below);
          case "Query", "Subscription" -> costOfQuery(field, limit, below);
          case "RunPage" -> costOfPage(field, below);
          case "Step" -> costOfStep(field, below);
          default -> 1 + limit * below;
        };
    return (int) Math.min(Integer.MAX_VALUE / 64, cost);
  }

  private static long costOfQuery(FieldComplexityEnvironment field, long limit, int below) {
    return switch (field.getField().getName()) {
      case "launchPlan", "rerunPlan" -> LAUNCH_PLAN + below;
      // What is asked of each run is counted where the runs are.
      case "runs" -> 1 + sought(field) + (long) below;
      case "timeline" -> MANY + ROWS * number(field, "perJob").orElse(1) * (long) below;
      case "assetHistory" -> MANY + POINTS / VALUES + (long) below;
      case "history" -> MANY + POINTS * series(field) / VALUES + below;
      case "jobMatrix" ->
          MANY + columns(field) * number(field, "rowLimit").orElse(1) / VALUES + below;
      case "lastSteps" -> MANY + limit * below;
      case "assetMatrix" -> MANY + columns(field) * size(field, "keys") / VALUES + below;
      case "runComparison" -> 2 * PLAN + number(field, "stepLimit").orElse(1) * (long) below;
      case "asset", "assets" -> limit * (LOOK + below);
      case "lineage" -> LINEAGE + below;
      case "assetHealth" -> LINEAGE + limit * below;
      case "printed" -> LOOK + limit / TEXT + below;
      case "partitions" -> MANY + limit * below;
      default -> 1 + limit * below;
    };
  }

  private static long costOfJob(FieldComplexityEnvironment field, long limit, int below) {
    return switch (field.getField().getName()) {
      case "newestRun" -> LOOK + below;
      case "configSchema" -> DOCUMENT;
      default -> 1 + limit * below;
    };
  }

  private static long costOfRun(FieldComplexityEnvironment field, long limit, int below) {
    return switch (field.getField().getName()) {
      case "plan" -> PLAN + below;
      case "config" -> DOCUMENT;
      case "foundEvents", "failures", "criticalPath" -> SEARCH + limit * below;
      case "steps", "logs" -> LOOK + limit * below;
      case "events" -> (number(field, "waitMillis").orElse(0) > 0 ? WAIT : LOOK) + limit * below;
      case "log" -> LOOK + limit / TEXT + below;
      default -> 1 + limit * below;
    };
  }

  private static long costOfPage(FieldComplexityEnvironment field, int below) {
    FieldComplexityEnvironment page = Objects.requireNonNull(field.getParentEnvironment());
    long counted = number(field, "upTo").orElse(1) / COUNTED;
    return switch (field.getField().getName()) {
      case "runs" -> 1 + number(page, "limit").orElse(1) * (long) below;
      case "total" -> LOOK + counted + sought(page) + below;
      case "statusCounts" ->
          sought(page) + RunStatus.values().length * (LOOK + counted + (long) below);
      default -> 1L + below;
    };
  }

  /// What it costs to find runs that pass the filter of a field.
  private static long sought(FieldComplexityEnvironment field) {
    if (!(field.getArguments().get("filter") instanceof Map<?, ?> filter)) {
      return 0;
    }
    long indirect =
        Stream.of("partitions", "tags", "created", "ended")
            .filter(name -> filter.get(name) != null && !List.of().equals(filter.get(name)))
            .count();
    return indirect * SOUGHT + (filter.get("text") == null ? 0 : TEXT_OF_RUNS);
  }

  private static long series(FieldComplexityEnvironment field) {
    Object steps = field.getArguments().get("steps");
    return steps == null || size(field, "steps") > 0
        ? Math.max(1, size(field, "steps"))
        : number(field, "stepLimit").orElse(1);
  }

  private static long columns(FieldComplexityEnvironment field) {
    long named = size(field, "partitions");
    return named > 0 ? named : number(field, "limit").orElse(1);
  }

  private static long size(FieldComplexityEnvironment field, String argument) {
    return field.getArguments().get(argument) instanceof List<?> list ? list.size() : 0;
  }

  private static long costOfStep(FieldComplexityEnvironment field, int below) {
    return switch (field.getField().getName()) {
      case "attempts", "ready", "waitedFor", "rootCause" ->
          STORY + SEARCH / FIELDS_OF_STORY / page(field) + (long) below;
      default -> 1L + below;
    };
  }

  /// How many steps the page has of which this is a field: they share the reading of their log.
  private static long page(FieldComplexityEnvironment field) {
    FieldComplexityEnvironment around = field.getParentEnvironment();
    while (around != null) {
      FieldComplexityEnvironment page = around;
      Optional<Integer> limit = number(page, "stepLimit").or(() -> number(page, "limit"));
      if (limit.isPresent()) {
        return Math.max(1, limit.get());
      }
      around = around.getParentEnvironment();
    }
    return 1;
  }

  private static Optional<Integer> number(FieldComplexityEnvironment field, String argument) {
    return field.getArguments().get(argument) instanceof Integer number
        ? Optional.of(number)
        : Optional.empty();
  }
}
