package io.dagwerk.worker;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.dagwerk.protocol.Pieces;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.RunHostGrpc;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.dagwerk.protocol.v1.RunHostProto.Events;
import io.dagwerk.protocol.v1.RunHostProto.Heartbeat;
import io.dagwerk.protocol.v1.RunHostProto.Hello;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.PrintedStored;
import io.dagwerk.protocol.v1.RunHostProto.PrintedText;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps a worker attached to its run host: opens the stream, opens it again whenever it broke,
/// sends what is in the outboxes, and says that the worker lives. All of it on one platform thread,
/// so that steps which only compute do not silence it.
final class HostLink implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_WELCOME = Duration.ofSeconds(10);

  private final ManagedChannel channel;
  private final Identity identity;
  private final Listener listener;
  private final Outbox outbox;
  private final PrintOutbox prints;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Thread thread;
  private boolean hasAssignment;
  private volatile boolean takesPrintedText = true;

  /// Whom the worker says it is.
  record Identity(String run, int attempt, String token, String worker) {}

  /// Is told what the host wants, on the thread of the link.
  interface Listener {
    void assigned(Assignment assignment);

    void canceled(String reason);

    /// The host does not want this worker; nothing is sent any more.
    void refused(String reason);
  }

  private sealed interface Signal {
    record Heard(Object stream, HostMessage message) implements Signal {}

    record Broken(Object stream) implements Signal {}

    record Added() implements Signal {}

    record Closed() implements Signal {}
  }

  /// How a stream ended.
  private enum End {
    BROKEN,
    FOR_EVER
  }

  HostLink(ManagedChannel channel, Identity identity, Listener listener, Spool spool) {
    this.channel = channel;
    this.identity = identity;
    this.listener = listener;
    this.outbox = new Outbox(spool, 64L << 20, this::wake);
    this.prints = new PrintOutbox(32L << 20, this::wake);
    this.thread = Thread.ofPlatform().daemon().name("dagwerk-link").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Outbox outbox() {
    return outbox;
  }

  PrintOutbox prints() {
    return prints;
  }

  /// Whether the host takes what is in the print outbox; known with the assignment.
  boolean takesPrintedText() {
    return takesPrintedText;
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) {
      signals.add(new Signal.Added());
    }
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        Stream stream = new Stream();
        End end = stream.turn();
        if (end == End.FOR_EVER) {
          prints.abandon();
          return;
        }
        prints.detached();
        pause = stream.isWelcome ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        if (pauses(pause)) {
          return;
        }
        channel.resetConnectBackoff();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// @return whether the link was closed meanwhile
  private boolean pauses(Duration pause) throws InterruptedException {
    long until = System.nanoTime() + pause.toNanos();
    for (long left = pause.toNanos(); left > 0; left = until - System.nanoTime()) {
      if (signals.poll(left, TimeUnit.NANOSECONDS) instanceof Signal.Closed) {
        return true;
      }
    }
    return false;
  }

  /// One stream, from Hello to its end.
  private final class Stream implements StreamObserver<HostMessage> {
    private final StreamObserver<WorkerMessage> toHost =
        // Not waiting for a connection: how long that takes is decided here, not by the channel.
        RunHostGrpc.newStub(channel).attach(this);
    private final Pieces pieces = new Pieces();
    private final long openedAt = System.nanoTime();
    private boolean isWelcome;
    private long heartbeatAt = System.nanoTime() + HEARTBEAT.toNanos();

    @Override
    public void onNext(HostMessage message) {
      signals.add(new Signal.Heard(this, message));
    }

    @Override
    public void onError(Throwable broken) {
      signals.add(new Signal.Broken(this));
    }

    @Override
    public void onCompleted() {
      signals.add(new Signal.Broken(this));
    }

    End turn() throws InterruptedException {
      hello();
      while (true) {
        Optional<Signal> signal =
            Optional.ofNullable(
                signals.poll(heartbeatAt - System.nanoTime(), TimeUnit.NANOSECONDS));
        Optional<End> end = signal.flatMap(this::hear);
        if (end.isPresent()) {
          return end.get();
        }
        if (!isWelcome && System.nanoTime() - openedAt > LONGEST_WELCOME.toNanos()) {
          toHost.onError(new TimeoutException("no Welcome"));
          return End.BROKEN;
        }
        if (isWelcome) {
          send();
        }
        beat();
      }
    }

    private void hello() {
      Hello.Builder hello =
          Hello.newBuilder()
              .setVersion(Protocol.version())
              .setRun(identity.run())
              .setAttempt(identity.attempt())
              .setToken(identity.token())
              .setWorker(identity.worker())
              .setHasAssignment(hasAssignment);
      ProcessIdentity.current().map(ProcessIdentity::toMessage).ifPresent(hello::setProcess);
      toHost.onNext(WorkerMessage.newBuilder().setHello(hello).build());
    }

    private Optional<End> hear(Signal signal) {
      return switch (signal) {
        case Signal.Heard(Object stream, HostMessage message) ->
            stream == this ? hear(message) : Optional.empty();
        case Signal.Broken(Object stream) ->
            stream == this ? Optional.of(End.BROKEN) : Optional.empty();
        case Signal.Added _ -> {
          woken.set(false);
          yield Optional.empty();
        }
        case Signal.Closed _ -> {
          toHost.onCompleted();
          yield Optional.of(End.FOR_EVER);
        }
      };
    }

    private Optional<End> hear(HostMessage message) {
      switch (message.getKindCase()) {
        case WELCOME -> {
          Optional<String> refusal =
              Protocol.refusal("run host", message.getWelcome().getVersion());
          if (refusal.isPresent()) {
            listener.refused(refusal.get());
            return Optional.of(End.FOR_EVER);
          }
          outbox.rewind(message.getWelcome().getAcknowledged());
          takesPrintedText = Protocol.takesPrintedText(message.getWelcome().getVersion());
          prints.attached();
          isWelcome = true;
        }
        case ASSIGNMENT ->
            pieces
                .join(message.getAssignment().getBytes(), message.getAssignment().getLast())
                .ifPresent(this::assigned);
        case ACKNOWLEDGED -> outbox.acknowledge(message.getAcknowledged().getSequence());
        case PRINTED -> {
          PrintedStored stored = message.getPrinted();
          prints.stored(PrintedStream.of(stored.getStream()), stored.getEnd());
        }
        case CANCEL -> listener.canceled(message.getCancel().getReason());
        case REFUSED -> {
          listener.refused(message.getRefused().getReason());
          return Optional.of(End.FOR_EVER);
        }
        case KIND_NOT_SET -> {
          // Of a later version, which only adds what may be left out.
        }
      }
      return Optional.empty();
    }

    private void assigned(ByteString bytes) {
      try {
        Assignment assignment = Assignment.parseFrom(bytes);
        hasAssignment = true;
        listener.assigned(assignment);
      } catch (InvalidProtocolBufferException e) {
        listener.refused("the host sent no assignment: " + e.getMessage());
      }
    }

    private void send() {
      for (Optional<Outbox.Batch> batch = outbox.next(); batch.isPresent(); batch = outbox.next()) {
        Events.Builder events = Events.newBuilder().setFirstSequence(batch.get().firstSequence());
        batch.get().events().forEach(event -> events.addEvents(ByteString.copyFrom(event)));
        toHost.onNext(WorkerMessage.newBuilder().setEvents(events).build());
      }
      for (Optional<UnstoredText.Part> part = prints.next();
          part.isPresent();
          part = prints.next()) {
        toHost.onNext(WorkerMessage.newBuilder().setPrinted(message(part.get())).build());
      }
    }

    private static PrintedText message(UnstoredText.Part part) {
      return PrintedText.newBuilder()
          .setStream(part.stream().toMessage())
          .setOffset(part.offset())
          .setBytes(part.bytes())
          .setCloses(part.closes())
          .build();
    }

    private void beat() {
      if (System.nanoTime() - heartbeatAt >= 0) {
        heartbeatAt = System.nanoTime() + HEARTBEAT.toNanos();
        if (isWelcome) {
          toHost.onNext(
              WorkerMessage.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build());
        }
      }
    }
  }

  @Override
  public void close() {
    signals.add(new Signal.Closed());
  }
}
