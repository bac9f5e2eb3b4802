package io.dagwerk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.dagwerk.codeclient.EndedWorker;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.ProtocolVersion;
import io.dagwerk.protocol.v1.RunHostProto.Welcome;
import io.dagwerk.runhost.Tokens;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// What the workers of a code server do with a run. It serves the location `conformance`, which the
/// guide to other languages describes.
@TestInstance(Lifecycle.PER_CLASS)
abstract class RunsContract {
  private static final StepKey HELLO = StepKey.of("hello");
  private static final StepKey TELL = StepKey.of("tell");
  private static final UnknownFieldSet LATER =
      UnknownFieldSet.newBuilder()
          .addField(
              4711, Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8("later")).build())
          .build();

  private final CodeServers.Starter starter;
  private Instance instance;

  RunsContract(CodeServers.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  void start() throws Exception {
    instance = new Instance(starter);
  }

  @AfterAll
  void stop() {
    instance.close();
  }

  @Test
  @Covers("S4.2")
  void aRunSaysAllThatHappensInItsOrder() throws Exception {
    String token = Tokens.create();
    RunId run = instance.prepare(token, Instance.config("name", "Ann"), new TreeMap<>());
    LaunchedWorker worker = instance.launch(run, token);
    List<Event> events = instance.runs().awaitEnd(run);
    assertThat(events)
        .first()
        .isInstanceOfSatisfying(
            Event.WorkerAttached.class,
            attached -> {
              assertThat(attached.worker()).isEqualTo(worker.worker());
              assertThat(attached.attempt()).isEqualTo(1);
            });
    assertThat(events.stream().map(RunsContract::told))
        .containsSubsequence(
            "RunStarted",
            "StepStarted hello",
            "Logged hello: greeting Ann",
            "StepSucceeded hello",
            "StepStarted tell",
            "StepSucceeded tell",
            "RunSucceeded");
    assertThat(events.getLast()).isInstanceOf(Event.RunSucceeded.class);
    assertThat(instance.printed(run)).containsExactly("told: hello Ann");
    assertThat(instance.awaitWorkerEnd(run)).isEqualTo("exit code 0");
  }

  private static String told(Event event) {
    return switch (event) {
      case Event.Logged logged -> "Logged %s: %s".formatted(node(logged.step()), logged.message());
      case Event.OfStep of -> of.getClass().getSimpleName() + " " + of.step();
      case Event other -> other.getClass().getSimpleName();
    };
  }

  private static String node(Optional<StepKey> step) {
    return step.map(StepKey::toString).orElse("the run");
  }

  @Test
  void anOpThatThrowsFailsItsRunAndWhatNeedsItIsAbandoned() throws Exception {
    RunId run = instance.start(Instance.config("mood", "fail"));
    List<Event> events = instance.runs().awaitEnd(run);
    assertThat(events)
        .contains(new Event.StepAbandoned(TELL, HELLO))
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    Event.StepFailed.class,
                    failed -> {
                      assertThat(failed.step()).isEqualTo(HELLO);
                      assertThat(failed.kind()).isEqualTo(Event.FailureKind.EXCEPTION);
                      assertThat(failed.error().message())
                          .isEqualTo("not in the mood to greet world");
                    }));
    assertThat(events.getLast()).isInstanceOf(Event.RunFailed.class);
    assertThat(instance.awaitWorkerEnd(run)).isEqualTo("exit code 0");
  }

  @Test
  void configThatDoesNotFitFailsTheRunBeforeItsSteps() throws Exception {
    RunId run = instance.start(Instance.config("mood", "angry"));
    List<Event> events = instance.runs().awaitEnd(run);
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.RunFailed.class, failed -> assertThat(failed.reason()).contains("angry"));
    assertThat(events).noneMatch(Event.StepStarted.class::isInstance);
  }

  @Test
  void aCanceledRunEndsAllItsStepsAndThenItself() throws Exception {
    RunId run = instance.start(Instance.config("mood", "wait"));
    instance.awaitStarted(run);
    instance.host().cancel(run, "not wanted");
    List<Event> events = instance.runs().awaitEnd(run);
    assertThat(events.getLast()).isEqualTo(new Event.RunCanceled("not wanted"));
    assertThat(events)
        .filteredOn(Event.StepCanceled.class::isInstance)
        .extracting(event -> ((Event.StepCanceled) event).step())
        .containsExactlyInAnyOrder(HELLO, TELL);
    assertThat(events).doesNotHaveAnyElementsOfTypes(Event.WorkerLost.class);
  }

  @Test
  void aStoppedWorkerIsKilledAndItsEndIsTold() throws Exception {
    RunId run = instance.start(Instance.config("mood", "wait"));
    instance.awaitStarted(run);
    instance.kill(run, 1);
    assertThat(instance.awaitWorkerEnd(run)).contains("exit code 137", "signal 9");
    assertThat(instance.runs().awaitEnd(run).getLast())
        .isInstanceOfSatisfying(
            Event.RunFailed.class, failed -> assertThat(failed.reason()).contains("signal 9"));
  }

  @Test
  void whoWatchesLaterIsToldTheEndsBefore() throws Exception {
    RunId run = instance.start(ConfigTree.empty());
    instance.awaitWorkerEnd(run);
    LinkedBlockingQueue<EndedWorker> ended = new LinkedBlockingQueue<>();
    instance.location().watch(ended::add, _ -> {});
    EndedWorker next;
    do {
      next = ended.poll(Instance.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).isNotNull();
    } while (!next.run().equals(run));
    assertThat(next.how()).isEqualTo("exit code 0");
  }

  @Test
  void aWorkerThatTheHostRefusesRunsNothingAndEnds() throws Exception {
    RunId run = instance.prepare(Tokens.create(), ConfigTree.empty(), new TreeMap<>());
    instance.launch(run, "guessed");
    assertThat(instance.awaitWorkerEnd(run)).startsWith("exit code 3");
    assertThat(instance.runs().awaitEnd(run))
        .doesNotHaveAnyElementsOfTypes(Event.WorkerAttached.class, Event.StepStarted.class);
  }

  @Test
  void aWorkerComesBackToAHostThatWasAway() throws Exception {
    RunId run = instance.start(Instance.config("mood", "wait"));
    List<Event> before = instance.awaitStarted(run);
    instance.restartHost();
    instance.host().cancel(run, "not wanted");
    List<Event> events = instance.runs().awaitEnd(run);
    assertThat(events).startsWith(before.toArray(Event[]::new));
    assertThat(events.getLast()).isEqualTo(new Event.RunCanceled("not wanted"));
    assertThat(events).filteredOn(new Event.StepStarted(HELLO)::equals).hasSize(1);
  }

  @Test
  void whatWasNotStoredIsSentAgainAndNothingTwice() throws Exception {
    try (Instance failing = new Instance(starter, FailingStore::new, Tap.none())) {
      RunId run = failing.start(ConfigTree.empty());
      List<Event> events = failing.runs().awaitEnd(run);
      assertThat(events.getFirst()).isInstanceOf(Event.WorkerAttached.class);
      assertThat(events.getLast()).isInstanceOf(Event.RunSucceeded.class);
      assertThat(events).filteredOn(new Event.StepStarted(HELLO)::equals).hasSize(1);
      assertThat(failing.awaitWorkerEnd(run)).isEqualTo("exit code 0");
    }
  }

  @Test
  void anAssignmentInManyPiecesIsJoined() throws Exception {
    TreeMap<String, String> tags = new TreeMap<>();
    tags.put("note", "x".repeat(5 << 20));
    RunId run = instance.start(ConfigTree.empty(), tags);
    assertThat(instance.runs().awaitEnd(run).getLast()).isInstanceOf(Event.RunSucceeded.class);
  }

  @Test
  @Covers("S4.3")
  void whatALaterHostSaysBesideIsIgnored() throws Exception {
    Tap later =
        Tap.changing(message ->
            List.of(
                message.toBuilder().setUnknownFields(LATER).build(),
                HostMessage.newBuilder().setUnknownFields(LATER).build()));
    try (Instance instance = new Instance(starter, store -> store, later)) {
      String token = Tokens.create();
      RunId run = instance.prepare(token, ConfigTree.empty(), new TreeMap<>());
      var _ =
          instance
              .asked()
              .launchWorker(
                  LaunchWorkerRequest.newBuilder()
                      .setRun(run.toString())
                      .setAttempt(1)
                      .setToken(token)
                      .setRunHost(instance.runHost())
                      .setUnknownFields(LATER)
                      .build());
      assertThat(instance.runs().awaitEnd(run).getLast()).isInstanceOf(Event.RunSucceeded.class);
    }
  }

  @Test
  @Covers("S4.3")
  void aHostOfAnotherMajorVersionIsRefusedByTheWorker() throws Exception {
    ProtocolVersion other = ProtocolVersion.newBuilder().setMajor(2).build();
    Tap next =
        Tap.changing(message ->
            message.hasWelcome()
                ? List.of(
                    HostMessage.newBuilder()
                        .setWelcome(Welcome.newBuilder().setVersion(other))
                        .build())
                : List.of(message));
    try (Instance instance = new Instance(starter, store -> store, next)) {
      RunId run = instance.start(ConfigTree.empty());
      assertThat(instance.awaitWorkerEnd(run)).startsWith("exit code 3");
      assertThat(instance.runs().awaitEnd(run))
          .doesNotHaveAnyElementsOfTypes(Event.StepStarted.class);
    }
  }
}
