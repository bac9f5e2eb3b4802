package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// No request reads more than a bounded part of what there is, and what it leaves out is said.
final class BoundedReadsTest {
  private static final StepKey LOAD = StepKey.of("load");
  private static final StepKey PARSE = StepKey.of("parse");

  private final InMemoryOperations operations = new InMemoryOperations();
  private final GraphQlApi api = new GraphQlApi(operations);

  @BeforeEach
  void serve() {
    operations.serves("flights", Shop.jobOfAssets("refresh", ""));
  }

  private String ask(String query) {
    return api.execute(Principal.LOCAL, ConfigTree.of(Map.of("query", query))).toJson();
  }

  private RunId launch(String partition) {
    return operations.launch(
        Principal.LOCAL, LaunchRequest.of("refresh").tag(RunTags.PARTITIONS, partition));
  }

  private StoredRun logged(String... lines) {
    RunId run = launch("p");
    for (String line : lines) {
      operations.happen(run, new Event.StepAbandoned(LOAD, StepKey.of(line)));
    }
    return operations.find(run).orElseThrow();
  }

  private static List<Long> positions(
      LogSearch search, StoredRun run, String text, boolean isLast) {
    EventFilter filter = new EventFilter(Set.of(), Set.of(), EventLevel.DEBUG, text);
    LogScan.Look look = new LogScan.Look(filter, isLast, isLast ? Long.MAX_VALUE : 0, 2);
    return search.find(run, look, new LogBudget()).events().stream()
        .map(RecordedEvent::position)
        .toList();
  }

  @Test
  void aLogWhoseIndexWouldBeTooLargeIsSearchedWithoutOne() {
    StoredRun run = logged("one", "two", "one", "one");
    LogSearch large = new LogSearch(operations);
    LogSearch small = new LogSearch(operations, new LogSearch.Bounds(1_000, 300));
    for (boolean isLast : List.of(true, false)) {
      List<Long> found = positions(large, run, "one", isLast);
      assertThat(found).hasSize(2);
      assertThat(positions(small, run, "one", isLast)).isEqualTo(found);
    }
    assertThat(large.size()).isPositive();
    assertThat(small.size()).isZero();
  }

  @Test
  void whatIsKeptOfLogsIsBounded() {
    LogSearch search = new LogSearch(operations, new LogSearch.Bounds(1_500, 1_000));
    for (int i = 0; i < 5; i++) {
      assertThat(positions(search, logged("one", "two"), "two", true)).hasSize(1);
      assertThat(search.size()).isBetween(1L, 1_500L);
    }
  }

  @Test
  void aRequestHasABoundedNumberOfEventsRead() {
    LogBudget budget = new LogBudget();
    budget.take(LogBudget.MOST);
    assertThatThrownBy(() -> budget.take(1))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("2,000,000 events");
    budget.renew();
    budget.take(1);
  }

  @Test
  void aStoryThatCannotBeReadIsTriedOnceForAllStepsOfAPage() {
    AtomicInteger reads = new AtomicInteger();
    StoredStep step =
        new StoredStep(
            LOAD,
            StepState.of(StepStatus.RUNNING, 1, ""),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<ShownStep> shown =
        ShownStep.of(
            List.of(step, step),
            () -> {
              reads.incrementAndGet();
              throw new BadRequest("the log is too long");
            });
    for (ShownStep each : shown) {
      assertThatThrownBy(() -> each.story().get()).hasMessage("the log is too long");
    }
    assertThat(reads).hasValue(1);
  }

  private RunId took(String partition, int seconds) {
    RunId run = launch(partition);
    operations.happen(run, new Event.RunStarted(), new Event.StepStarted(LOAD));
    for (int i = 1; i < seconds; i++) {
      operations.happen(run, new Event.StepStarted(StepKey.of("other" + i)));
    }
    operations.happen(
        run,
        new Event.StepSucceeded(LOAD, List.of(), Duration.ZERO),
        new Event.RunSucceeded(Duration.ZERO));
    return run;
  }

  @Test
  void aPointIsSlowerThanWhatWasBeforeItInTimeWhateverTheOrderOfPartitions() {
    took("d", 1);
    took("b", 1);
    took("c", 1);
    took("a", 9);
    assertThat(
            ask(
                "{ history(job: \"refresh\", steps: [\"load\"], by: PARTITION) {"
                    + " points { key } series { values slow } } }"))
        .contains("\"values\": [9.0, 1.0, 1.0, 1.0], \"slow\": [0]");
  }

  @Test
  void theRowsOfAMatrixComeByPagesThoseThatFailedFirst() {
    RunId run = launch("monday");
    operations.happen(
        run,
        new Event.StepStarted(LOAD),
        new Event.StepStarted(PARSE),
        new Event.StepFailed(
            PARSE, ErrorInfo.ofMessage("E", "no"), Event.FailureKind.EXCEPTION, Metadata.none()));
    launch("tuesday");
    String query =
        "{ jobMatrix(job: \"refresh\", partitions: [\"monday\", \"tuesday\", \"friday\"], rowLimit: 1%s)"
            + " { columns { status } rows { key cells } leftOut after isWhole } }";
    assertThat(ask(query.formatted("")))
        .contains("{\"status\": \"QUEUED\"}")
        .contains("{\"key\": \"parse\", \"cells\": [\"FAILED\", \"RUNNING\", \"MISSING\"]}")
        .contains("\"leftOut\": 1, \"after\": \"1/parse\", \"isWhole\": true");
    assertThat(ask(query.formatted(", rowAfter: \"1/parse\"")))
        .contains("{\"key\": \"load\", \"cells\": [\"RUNNING\", \"RUNNING\", \"MISSING\"]}")
        .contains("\"leftOut\": 0, \"after\": null");
    assertThat(ask(query.formatted(", location: \"elsewhere\""))).contains("\"rows\": []");
    assertThat(ask(query.formatted(", rowAfter: \"parse\"")))
        .contains("such as 2/load, but found 'parse'", "BAD_REQUEST");
  }

  @Test
  void theStepsOfAHistoryAndOfAComparisonComeByPages() {
    RunId run = took("a", 3);
    assertThat(
            ask(
                "{ history(job: \"refresh\", steps: [], stepLimit: 2) {"
                    + " series { step } leftOut after isMeasured } }"))
        .contains("\"series\": [{\"step\": \"load\"}, {\"step\": \"other1\"}], \"leftOut\": 1")
        .contains("\"after\": \"0/other1\", \"isMeasured\": true");
    assertThat(
            ask(
                "{ runComparison(left: \"%s\", right: \"%s\", stepLimit: 1, stepAfter: \"load\")"
                        .formatted(run, run)
                    + " { steps { key } after } }"))
        .contains("\"steps\": [{\"key\": \"other1\"}], \"after\": \"other1\"");
  }

  @Test
  void whatNoDatabaseTakesIsToldAsWrong() {
    String span = "from: \"2001-01-01T00:00:00Z\", to: \"2002-01-01T00:00:00Z\"";
    assertThat(
            ask(
                "{ timeline(from: \"+10000-01-01T00:00:00Z\", to: \"2001-01-01T00:00:00Z\") { isWhole } }"))
        .contains("from year 1 to 9999");
    assertThat(ask("{ runs(filter: {text: \"%s\"}) { before } }".formatted("a".repeat(201))))
        .contains("from 0 to 200, but found 201", "BAD_REQUEST");
    assertThat(ask("{ runs(filter: {job: \"a\\u0000\"}) { before } }"))
        .contains("without the character NUL", "BAD_REQUEST");
    String jobs =
        IntStream.range(0, 1_001).mapToObj("\"j%d\""::formatted).collect(Collectors.joining(", "));
    assertThat(ask("{ timeline(" + span + ", jobs: [" + jobs + "]) { isWhole } }"))
        .contains("up to 1,000 'jobs', but found 1,001", "BAD_REQUEST");
    assertThat(ask("{ assetHistory(key: \"a\", by: SCHEDULED_TIME) { isWhole } }"))
        .contains("RUN or PARTITION, but found SCHEDULED_TIME", "BAD_REQUEST");
  }

  @Test
  void waitingIsKnownOfTheRunsOfAHundredPlansTheNewest() {
    List<StoredRun> runs = new ArrayList<>();
    for (int i = 0; i <= Waiting.MOST_PLANS; i++) {
      RunId run = launch("p" + i);
      operations.happen(run, new Event.RunStarted(), new Event.StepStarted(PARSE));
      runs.addFirst(ofPlan(operations.find(run).orElseThrow(), "plan " + i));
    }
    List<RunId> ids = runs.stream().map(StoredRun::id).toList();
    Waiting waiting =
        Waiting.of(operations.past(), runs, operations.past().steps(ids, List.of(), ids.size()));
    assertThat(waiting.isWhole()).isFalse();
    assertThat(waiting.ready()).hasSize(Waiting.MOST_PLANS).doesNotContainKey(ids.getLast());
    assertThat(waiting.ready(ids.getFirst(), PARSE)).isPresent();
  }

  private static StoredRun ofPlan(StoredRun run, String plan) {
    NewRun it = run.run();
    ContentHash hash = ContentHash.of(Bytes.ofText(plan));
    NewRun.Work work =
        new NewRun.Work(
            it.work().job(),
            it.work().mode(),
            it.work().location(),
            it.work().codeVersion(),
            new NewRun.Contents(hash, hash, hash));
    return new StoredRun(
        new NewRun(it.id(), work, it.lineage(), it.priority(), it.tags()),
        run.head(),
        run.reason(),
        run.times(),
        run.host());
  }

  @Test
  void runsAreNotFollowedByATextOfTheirReason() throws Exception {
    Map<String, String> request =
        Map.of("query", "subscription { runs(filter: {text: \"a\"}) { before } }");
    try (AnswerStream answers = api.answers(Principal.LOCAL, ConfigTree.of(request))) {
      assertThat(answers.next().orElseThrow().toJson())
          .contains("are not followed by a 'text'", "BAD_REQUEST");
    }
  }

  @Test
  void aReasonIsNeverCutWithinACharacter() {
    String reason = RunFields.shortReason("a".repeat(195) + "\uD83D\uDE00".repeat(5));
    assertThat(reason).isEqualTo("a".repeat(195) + " ...");
  }
}
