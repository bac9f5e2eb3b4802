package io.dagwerk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dagwerk.codeclient.LaunchWorker;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.v1.RunHostGrpc;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.InMemoryRuns;
import io.dagwerk.runhost.LostWorker;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.runhost.Tokens;
import io.dagwerk.runhost.Workers;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What workers and run hosts of earlier builds have said, said again to those of this one.
class SavedConversationTest {
  private static final Path SAVED = Path.of("saved");

  static List<Path> conversations() throws IOException {
    try (Stream<Path> folders = Files.walk(SAVED, 2)) {
      return folders
          .filter(folder -> SAVED.relativize(folder).getNameCount() == 2)
          .sorted()
          .toList();
    }
  }

  private static Server serve(BindableService service) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(service)
        .permitKeepAliveTime(1, TimeUnit.SECONDS)
        .build()
        .start();
  }

  private static String address(Server server) {
    return "127.0.0.1:" + server.getPort();
  }

  /// @param texts that were printed beside the events
  private static void assertEnded(Path conversation, List<Event> events, List<String> texts) {
    assertThat(events.getFirst()).isInstanceOf(Event.WorkerAttached.class);
    StepKey hello = StepKey.of("hello");
    StepKey tell = StepKey.of("tell");
    assertThat(events).contains(new Event.StepStarted(hello));
    if (conversation.endsWith("greeted")) {
      assertThat(events.getLast()).isInstanceOf(Event.RunSucceeded.class);
      assertThat(events)
          .filteredOn(Event.StepSucceeded.class::isInstance)
          .extracting(event -> ((Event.StepSucceeded) event).step())
          .containsExactly(hello, tell);
      assertThat(printed(events, texts)).containsExactly("told: hello Ann");
    } else {
      assertThat(events.getLast()).isEqualTo(new Event.RunCanceled("not wanted"));
      assertThat(events)
          .filteredOn(Event.StepCanceled.class::isInstance)
          .extracting(event -> ((Event.StepCanceled) event).step())
          .containsExactlyInAnyOrder(hello, tell);
    }
  }

  /// The lines of both: until 1.1 what was printed was among the events.
  private static Stream<String> printed(List<Event> events, List<String> texts) {
    return Stream.concat(
        events.stream()
            .filter(Event.Printed.class::isInstance)
            .map(event -> ((Event.Printed) event).line()),
        String.join("", texts).lines());
  }

  /// Workers that are not there.
  private static final class NoWorkers implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void whatAnEarlierWorkerSaidIsStoredAndUnderstood(Path folder) throws Exception {
    Conversation saved = Conversation.read(folder);
    RunId run = RunId.of(saved.hello().getRun());
    InMemoryRuns runs = new InMemoryRuns();
    MemoryComputeLogs logs = new MemoryComputeLogs();
    runs.start(attempt(saved, run));
    LinkedBlockingQueue<HostMessage> answers = new LinkedBlockingQueue<>();
    try (RunHost host =
        new RunHost(runs, logs, new NoWorkers(), RunHostOptions.REMOTE, InstantSource.system())) {
      Server server = serve(host.service());
      ManagedChannel channel =
          NettyChannelBuilder.forTarget(address(server)).usePlaintext().build();
      StreamObserver<WorkerMessage> toHost =
          RunHostGrpc.newStub(channel).withWaitForReady().attach(new Queued(answers));
      saved.worker().forEach(toHost::onNext);
      List<Event> events = runs.awaitEnd(run);
      assertThat(runs.log(run).stream().map(ByteString::copyFrom)).isEqualTo(saved.events());
      awaitAnswered(saved, answers);
      assertEnded(folder, events, texts(logs, run));
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  private static Attempt attempt(Conversation saved, RunId run) throws IOException {
    Assignment assignment = saved.assignment();
    LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    assignment.getTagsList().forEach(tag -> tags.put(tag.getName(), tag.getValue()));
    return new Attempt(
        run,
        saved.hello().getAttempt(),
        Tokens.hash(saved.hello().getToken()),
        PlanCodec.decode(assignment.getPlan().toByteArray()),
        assignment.getMode(),
        ConfigCodec.decode(assignment.getConfig().toByteArray()),
        tags);
  }

  private static List<String> texts(ComputeLogs logs, RunId run) {
    return logs.list(run).stream()
        .map(key -> logs.read(key, 0, ComputeLogs.MOST).bytes().text())
        .toList();
  }

  private static void awaitAnswered(Conversation saved, LinkedBlockingQueue<HostMessage> answers)
      throws InterruptedException {
    long sequence = 0;
    long printed = 0;
    while (sequence < saved.events().size() || printed < saved.printed()) {
      HostMessage next = answers.poll(Instance.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(next)
          .as("after event %d and text %d more should be answered", sequence, printed)
          .isNotNull();
      assertThat(next.hasRefused()).as(next.toString()).isFalse();
      sequence = Math.max(sequence, next.getAcknowledged().getSequence());
      printed += next.hasPrinted() ? 1 : 0;
    }
  }

  private record Queued(LinkedBlockingQueue<HostMessage> answers)
      implements StreamObserver<HostMessage> {
    @Override
    public void onNext(HostMessage message) {
      answers.add(message);
    }

    @Override
    public void onError(Throwable broken) {
      // What is missing is seen in the queue.
    }

    @Override
    public void onCompleted() {
      // What is missing is seen in the queue.
    }
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void whatAnEarlierHostAssignedIsCarriedOut(Path folder) throws Exception {
    Conversation saved = Conversation.read(folder);
    RunId run = RunId.of(saved.hello().getRun());
    try (Instance instance = new Instance(CodeServers::java)) {
      ReplayedHost host = new ReplayedHost(saved, instance.snapshot().codeVersion());
      Server server = serve(host);
      LaunchWorker launch =
          new LaunchWorker(
              run, saved.hello().getAttempt(), saved.hello().getToken(), address(server));
      assertThat(instance.location().launch(launch, Instance.PATIENCE).find()).isPresent();
      assertThat(instance.awaitWorkerEnd(run)).startsWith("exit code 0");
      assertEnded(folder, host.events(), host.printed());
      server.shutdownNow();
    }
  }
}
