package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.RunHostGrpc;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.dagwerk.protocol.v1.RunHostProto.Hello;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.PrintedText;
import io.dagwerk.protocol.v1.RunHostProto.ProtocolVersion;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.InMemoryRuns;
import io.dagwerk.runhost.LostWorker;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.runhost.Tokens;
import io.dagwerk.runhost.Workers;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLinkTest {
  private static final String TOKEN = Tokens.create();
  private static final RunId RUN = RunId.of("0190a6f0-5b1e-7cc4-9d3a-3f6f2f1c8a11");
  private static final Optional<StepKey> STEP = Optional.of(StepKey.of("load"));
  private static final RunHostOptions PATIENT =
      new RunHostOptions(Duration.ofMinutes(1), Duration.ofMinutes(1));

  @TempDir private Path folder;
  private final InMemoryRuns runs = new InMemoryRuns();
  private final MemoryComputeLogs kept = new MemoryComputeLogs();
  private final TroubledLogs logs = new TroubledLogs(kept);
  private final Heard heard = new Heard();
  private RunHost host;
  private HostServer server;
  private ManagedChannel channel;

  private static final class NoWorkers implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  private static final class Heard implements HostLink.Listener {
    final CompletableFuture<Assignment> assignment = new CompletableFuture<>();
    final CompletableFuture<String> canceled = new CompletableFuture<>();
    final CompletableFuture<String> refused = new CompletableFuture<>();

    @Override
    public void assigned(Assignment message) {
      assignment.complete(message);
    }

    @Override
    public void canceled(String reason) {
      canceled.complete(reason);
    }

    @Override
    public void refused(String reason) {
      refused.complete(reason);
    }
  }

  @BeforeEach
  void start() throws IOException {
    startAttempt(1);
    host = new RunHost(runs, logs, new NoWorkers(), PATIENT, InstantSource.system());
    server = HostServer.start(host, 0);
    channel = NettyChannelBuilder.forTarget(server.address()).usePlaintext().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    host.close();
    server.close();
  }

  private void startAttempt(int number) {
    runs.start(
        new Attempt(
            RUN,
            number,
            Tokens.hash(TOKEN),
            Plan.of("none", "v1", List.of()),
            "default",
            ConfigTree.empty(),
            new LinkedHashMap<>()));
  }

  private HostLink link(int attempt, String token) {
    HostLink link =
        new HostLink(
            HostLink.Channels.of(channel),
            new HostLink.Identity(RUN.toString(), attempt, token, "worker-1"),
            heard,
            new Spool(folder.resolve("spool")));
    link.start();
    return link;
  }

  private static void say(HostLink link, int from, int to) {
    for (int i = from; i < to; i++) {
      link.outbox()
          .add(
              EventCodec.encode(
                  Instant.now(),
                  new Event.Printed(Optional.empty(), Event.Stream.STDOUT, "line " + i)));
    }
  }

  private List<String> lines() {
    return runs.events(RUN).stream()
        .filter(Event.Printed.class::isInstance)
        .map(event -> ((Event.Printed) event).line())
        .toList();
  }

  private static List<String> lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> "line " + i).toList();
  }

  @Test
  void aWorkerIsGivenItsPlanAndItsEventsAreStoredInTheirOrder() throws Exception {
    try (HostLink link = link(1, TOKEN)) {
      assertThat(heard.assignment.get(30, TimeUnit.SECONDS).getMode()).isEqualTo("default");
      say(link, 0, 20_000);
      assertThat(link.outbox().awaitAcknowledged(Duration.ofMinutes(1))).isTrue();
    }
    assertThat(lines()).isEqualTo(lines(20_000));
  }

  @Test
  void aHostThatIsAwayLosesNothingAndDoublesNothing() throws Exception {
    int port = server.port();
    try (HostLink link = link(1, TOKEN)) {
      heard.assignment.get(30, TimeUnit.SECONDS);
      say(link, 0, 1000);
      server.close();
      host.close();
      say(link, 1000, 3000);
      host = new RunHost(runs, logs, new NoWorkers(), PATIENT, InstantSource.system());
      server = HostServer.start(host, port);
      say(link, 3000, 4000);
      assertThat(link.outbox().awaitAcknowledged(Duration.ofMinutes(1))).isTrue();
    }
    assertThat(lines()).isEqualTo(lines(4000));
  }

  private static void print(HostLink link, int from, int to) {
    for (int i = from; i < to; i++) {
      link.prints().add(new PrintedStream(STEP, Event.Stream.STDOUT), "line " + i);
    }
  }

  private String printed() {
    LogKey key = new LogKey(RUN, 1, STEP, Event.Stream.STDOUT);
    LogSlice slice = kept.read(key, 0, 1 << 20);
    assertThat(slice.isWhole()).isTrue();
    return slice.bytes().text();
  }

  private static String text(int count) {
    return lines(count).stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  @Test
  void whatIsPrintedWhileTheHostIsAwayIsStoredOnce() throws Exception {
    int port = server.port();
    try (HostLink link = link(1, TOKEN)) {
      heard.assignment.get(30, TimeUnit.SECONDS);
      print(link, 0, 3000);
      server.close();
      host.close();
      print(link, 3000, 6000);
      host = new RunHost(runs, logs, new NoWorkers(), PATIENT, InstantSource.system());
      server = HostServer.start(host, port);
      print(link, 6000, 9000);
      link.prints().close();
      assertThat(link.prints().awaitStored(Duration.ofMinutes(1))).isTrue();
    }
    assertThat(printed()).isEqualTo(text(9000));
    assertThat(runs.events(RUN)).isEmpty();
  }

  @Test
  void aDiskThatIsStuckHoldsUpNoEvents() throws Exception {
    logs.block();
    try (HostLink link = link(1, TOKEN)) {
      print(link, 0, 2000);
      say(link, 0, 2000);
      assertThat(link.outbox().awaitAcknowledged(Duration.ofMinutes(1))).isTrue();
      assertThat(kept.list(RUN)).isEmpty();
      logs.unblock();
      link.prints().close();
      assertThat(link.prints().awaitStored(Duration.ofMinutes(1))).isTrue();
    }
    assertThat(printed()).isEqualTo(text(2000));
  }

  @Test
  void whatCannotBeWrittenIsTriedAgain() throws Exception {
    logs.failNext();
    try (HostLink link = link(1, TOKEN)) {
      print(link, 0, 100);
      link.prints().close();
      assertThat(link.prints().awaitStored(Duration.ofMinutes(1))).isTrue();
    }
    assertThat(printed()).isEqualTo(text(100));
  }

  @Test
  void aWorkerThatSendsMoreThanIsTakenIsRefused() throws Exception {
    logs.block();
    CompletableFuture<String> refusal = new CompletableFuture<>();
    StreamObserver<WorkerMessage> toHost =
        RunHostGrpc.newStub(channel)
            .attach(
                new StreamObserver<>() {
                  @Override
                  public void onNext(HostMessage message) {
                    if (message.hasRefused()) {
                      refusal.complete(message.getRefused().getReason());
                    }
                  }

                  @Override
                  public void onError(Throwable thrown) {
                    refusal.completeExceptionally(thrown);
                  }

                  @Override
                  public void onCompleted() {}
                });
    toHost.onNext(
        WorkerMessage.newBuilder()
            .setHello(
                Hello.newBuilder()
                    .setVersion(Protocol.version())
                    .setRun(RUN.toString())
                    .setAttempt(1)
                    .setToken(TOKEN))
            .build());
    ByteString most = ByteString.copyFrom(new byte[Protocol.LARGEST_PRINTED]);
    for (int i = 0; i < 8; i++) {
      toHost.onNext(
          WorkerMessage.newBuilder()
              .setPrinted(
                  PrintedText.newBuilder()
                      .setStream(new PrintedStream(STEP, Event.Stream.STDERR).toMessage())
                      .setOffset((long) i * most.size())
                      .setBytes(most))
              .build());
    }
    assertThat(refusal.get(30, TimeUnit.SECONDS)).contains("1,048,576 bytes");
    logs.unblock();
  }

  @Test
  void aWorkerWithoutTheTokenOfItsAttemptIsRefused() throws Exception {
    try (HostLink _ = link(1, "guessed")) {
      assertThat(heard.refused.get(30, TimeUnit.SECONDS)).contains("token");
    }
  }

  @Test
  void anOlderAttemptIsRefusedWithTheNumberOfTheNewer() throws Exception {
    startAttempt(2);
    try (HostLink _ = link(1, TOKEN)) {
      assertThat(heard.refused.get(30, TimeUnit.SECONDS))
          .contains("attempt 1", "the newest, which is 2");
    }
  }

  @Test
  void aWorkerOfAnotherMajorVersionIsRefusedWithBothNamed() throws Exception {
    CompletableFuture<HostMessage> answer = new CompletableFuture<>();
    StreamObserver<WorkerMessage> toHost =
        RunHostGrpc.newStub(channel)
            .attach(
                new StreamObserver<>() {
                  @Override
                  public void onNext(HostMessage message) {
                    answer.complete(message);
                  }

                  @Override
                  public void onError(Throwable thrown) {
                    answer.completeExceptionally(thrown);
                  }

                  @Override
                  public void onCompleted() {}
                });
    toHost.onNext(
        WorkerMessage.newBuilder()
            .setHello(
                Hello.newBuilder()
                    .setVersion(ProtocolVersion.newBuilder().setMajor(2))
                    .setRun(RUN.toString())
                    .setAttempt(1)
                    .setToken(TOKEN))
            .build());
    assertThat(answer.get(30, TimeUnit.SECONDS).getRefused().getReason())
        .contains("speaks version 2.0", "this side speaks 1.");
  }

  @Test
  void aCancellationThatWasAskedBeforeTheWorkerAttachesReachesIt() throws Exception {
    host.cancel(RUN, "not wanted any more");
    try (HostLink _ = link(1, TOKEN)) {
      assertThat(heard.canceled.get(30, TimeUnit.SECONDS)).isEqualTo("not wanted any more");
    }
  }

  @Test
  void aWorkerThatNeverAttachesIsLostAndItsRunFails() throws Exception {
    RunHostOptions hasty = new RunHostOptions(Duration.ofMillis(300), Duration.ofMinutes(1));
    try (RunHost strict = new RunHost(runs, logs, new NoWorkers(), hasty, InstantSource.system())) {
      strict.expect(RUN, 1);
      assertThat(runs.awaitEnd(RUN).getLast())
          .isInstanceOfSatisfying(
              Event.RunFailed.class,
              failed -> assertThat(failed.reason()).contains("it did not attach within 300 ms"));
    }
  }
}
