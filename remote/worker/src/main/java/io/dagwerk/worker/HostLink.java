package io.dagwerk.worker;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.dagwerk.protocol.Pieces;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.protocol.Unreachable;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.v1.RunHostGrpc;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.dagwerk.protocol.v1.RunHostProto.Events;
import io.dagwerk.protocol.v1.RunHostProto.GaveUp;
import io.dagwerk.protocol.v1.RunHostProto.Heartbeat;
import io.dagwerk.protocol.v1.RunHostProto.Hello;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.OtherHosts;
import io.dagwerk.protocol.v1.RunHostProto.PrintedStored;
import io.dagwerk.protocol.v1.RunHostProto.PrintedText;
import io.dagwerk.protocol.v1.RunHostProto.ProtocolVersion;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Keeps a worker attached to its run host: opens the stream, opens it again whenever it broke,
/// sends what is in the outboxes, and says that the worker lives. All of it on one platform thread,
/// so that steps which only compute do not silence it.
final class HostLink implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WELCOME = Duration.ofSeconds(10);

  /// The same, and of a heartbeat, where there is another host to go to.
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  /// The same of another host than the worker was attached to last, which may be back: well below
  /// the shortest silence after which that takes the worker for lost.
  private static final Duration LONGEST_WELCOME_OF_OTHERS = Duration.ofMillis(1500);

  /// How many heartbeats are kept for their answers.
  private static final int MOST_BEATS = 1000;

  private final Channels channels;
  private final Identity identity;
  private final Listener listener;
  private final Outbox outbox;
  private final PrintOutbox prints;
  private final Duration heartbeat;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Thread thread;
  private HostRound round;
  private boolean hasAssignment;
  private volatile boolean takesPrintedText = true;
  private final RunHold hold = new RunHold();
  private volatile Optional<String> gaveUp = Optional.empty();
  private volatile Optional<String> unreachable = Optional.empty();

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
    /// The host is there and does not answer.
    SILENT,
    FOR_EVER
  }

  /// Where the hosts are.
  ///
  /// @param first the one that the worker was started with, and the others that it knows
  record Channels(HostRound first, Function<RunHostAddress, ManagedChannel> byAddress) {
    /// One host alone.
    static Channels of(ManagedChannel channel) {
      return new Channels(HostRound.of(RunHostAddress.plain("the host"), List.of()), _ -> channel);
    }
  }

  HostLink(Channels channels, Identity identity, Listener listener, Spool spool) {
    this(channels, identity, listener, spool, HEARTBEAT);
  }

  /// @param heartbeat how long the worker may have nothing to say
  HostLink(
      Channels channels, Identity identity, Listener listener, Spool spool, Duration heartbeat) {
    this.channels = channels;
    this.round = channels.first();
    this.identity = identity;
    this.listener = listener;
    this.heartbeat = heartbeat;
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

  /// Whether the run is still this worker's.
  RunHold hold() {
    return hold;
  }

  /// Why the last stream broke, as far as it is known.
  Optional<String> unreachable() {
    return unreachable;
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

  /// Tells the host that the worker cannot bring its run to its end, instead of anything else; the
  /// host refuses the worker then.
  void giveUp(String reason) {
    gaveUp = Optional.of(reason);
    wake();
  }

  /// Waits until nothing is sent any more.
  ///
  /// @return whether it is so
  boolean awaitEnd(Duration longest) throws InterruptedException {
    return thread.join(longest);
  }

  private void run() {
    BackOff backOff = BackOff.first();
    try {
      while (true) {
        ManagedChannel channel = channels.byAddress().apply(round.current());
        channel.resetConnectBackoff();
        Stream stream = new Stream(channel);
        End end = turn(stream);
        if (end == End.FOR_EVER) {
          return;
        }
        prints.detached();
        boolean hasHelped = end != End.SILENT && stream.hasHelped();
        round = round.after(hasHelped);
        backOff = backOff.after(hasHelped);
        if (pauses(backOff.pause())) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      prints.abandon();
      outbox.abandon();
    }
  }

  /// What fails on this side would fail again on the next stream, so there the host is told.
  private End turn(Stream stream) throws InterruptedException {
    try {
      return stream.turn();
    } catch (RuntimeException e) {
      e.printStackTrace();
      stream.breakOff(e);
      if (gaveUp.isPresent()) {
        listener.refused("it cannot be told why the worker gives up: " + e);
        return End.FOR_EVER;
      }
      giveUp("its link to the run host failed: " + e.getMessage());
      return End.BROKEN;
    }
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
    private final StreamObserver<WorkerMessage> toHost;
    private final Pieces pieces = new Pieces();
    private final long openedAt = System.nanoTime();

    /// When each heartbeat was sent that is not answered, by its number less the first.
    private final Deque<Long> beats = new ArrayDeque<>();

    private long firstBeat = 1;
    private boolean isWelcome;
    private boolean hasStored;
    private boolean hasGivenUp;
    private ProtocolVersion host = Protocol.version();
    private long heartbeatAt = System.nanoTime() + heartbeat.toNanos();

    Stream(ManagedChannel channel) {
      // Not waiting for a connection: how long that takes is decided here, not by the channel.
      toHost = RunHostGrpc.newStub(channel).attach(this);
    }

    @Override
    public void onNext(HostMessage message) {
      signals.add(new Signal.Heard(this, message));
    }

    @Override
    public void onError(Throwable broken) {
      unreachable = Optional.of(Unreachable.words(Status.fromThrowable(broken)));
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
            Optional.ofNullable(signals.poll(untilNextLook(), TimeUnit.NANOSECONDS));
        // Before it is looked what is to be sent, so that whatever is added after that look wakes.
        woken.set(false);
        Optional<End> end = signal.flatMap(this::hear).or(this::givenUp);
        if (end.isPresent()) {
          return end.get();
        }
        if (isSilent()) {
          breakOff(new TimeoutException("no answer"));
          return End.SILENT;
        }
        if (isWelcome && gaveUp.isEmpty()) {
          send();
        }
        beat();
      }
    }

    private long untilNextLook() {
      long now = System.nanoTime();
      long beat = heartbeatAt - now;
      return isWelcome ? beat : Math.min(beat, openedAt + longestWelcome() - now + 1);
    }

    private long longestWelcome() {
      Duration among = round.isAtLast() ? LONGEST_ANSWER : LONGEST_WELCOME_OF_OTHERS;
      return (round.hasOthers() ? among : LONGEST_WELCOME).toNanos();
    }

    /// Whether the host is not there for the worker, though the stream is. Where there is no other,
    /// nothing is won by giving up a stream on which the worker was welcome.
    private boolean isSilent() {
      long now = System.nanoTime();
      if (!isWelcome) {
        return now - openedAt > longestWelcome();
      }
      return round.hasOthers()
          && !beats.isEmpty()
          && now - beats.getFirst() > LONGEST_ANSWER.toNanos();
    }

    void breakOff(Exception why) {
      toHost.onError(why);
    }

    /// Whether the next stream may be opened at once: this one was good for something.
    boolean hasHelped() {
      return hasStored
          || (isWelcome && System.nanoTime() - openedAt > BackOff.LONGEST_PAUSE.toNanos());
    }

    /// @return the end, when the host would not understand that the worker gives up
    private Optional<End> givenUp() {
      if (!isWelcome || gaveUp.isEmpty() || hasGivenUp) {
        return Optional.empty();
      }
      String reason = gaveUp.get();
      if (!Protocol.hearsGivingUp(host)) {
        listener.refused(reason);
        return Optional.of(End.FOR_EVER);
      }
      hasGivenUp = true;
      toHost.onNext(
          WorkerMessage.newBuilder().setGaveUp(GaveUp.newBuilder().setReason(reason)).build());
      return Optional.empty();
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
        case Signal.Added _ -> Optional.empty();
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
          host = message.getWelcome().getVersion();
          if (gaveUp.isEmpty()) {
            outbox.rewind(message.getWelcome().getAcknowledged());
          }
          takesPrintedText = Protocol.takesPrintedText(message.getWelcome().getVersion());
          prints.attached();
          hold.welcomed(
              new LastHeard(openedAt, Duration.ofMillis(message.getWelcome().getCurrentMillis())));
          isWelcome = true;
          if (message.getWelcome().hasOthers()) {
            know(message.getWelcome().getOthers());
          }
        }
        case ASSIGNMENT ->
            pieces
                .join(message.getAssignment().getBytes(), message.getAssignment().getLast())
                .ifPresent(this::assigned);
        case ACKNOWLEDGED -> {
          hasStored = true;
          outbox.acknowledge(message.getAcknowledged().getSequence());
        }
        case PRINTED -> {
          hasStored = true;
          PrintedStored stored = message.getPrinted();
          prints.stored(PrintedStream.of(stored.getStream()), stored.getEnd());
        }
        case HEARD -> {
          heard(message.getHeard().getNumber());
          prints.heard();
          if (message.getHeard().hasOthers()) {
            know(message.getHeard().getOthers());
          }
        }
        case CANCEL -> listener.canceled(message.getCancel().getReason());
        case REFUSED -> {
          hold.lose(message.getRefused().getReason());
          listener.refused(message.getRefused().getReason());
          return Optional.of(End.FOR_EVER);
        }
        case KIND_NOT_SET -> {
          // Of a later version, which only adds what may be left out.
        }
      }
      return Optional.empty();
    }

    private void know(OtherHosts others) {
      round = round.knowing(RunHostAddress.of(others));
    }

    private void heard(long number) {
      while (firstBeat <= number && !beats.isEmpty()) {
        hold.answered(beats.remove());
        firstBeat++;
      }
    }

    private void assigned(ByteString bytes) {
      try {
        Assignment assignment = Assignment.parseFrom(bytes);
        hasAssignment = true;
        listener.assigned(assignment);
      } catch (InvalidProtocolBufferException e) {
        throw new UnreadableMessage("the host sent no assignment: " + e.getMessage(), e);
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
        heartbeatAt = System.nanoTime() + heartbeat.toNanos();
        if (!Protocol.answersHeartbeats(host)) {
          // Whether it stands still cannot be known.
          prints.heard();
        }
        if (isWelcome && beats.size() < MOST_BEATS) {
          beats.add(System.nanoTime());
        }
        if (isWelcome) {
          long number = firstBeat + beats.size() - 1;
          toHost.onNext(
              WorkerMessage.newBuilder()
                  .setHeartbeat(Heartbeat.newBuilder().setNumber(number))
                  .build());
        }
      }
    }
  }

  @Override
  public void close() {
    signals.add(new Signal.Closed());
  }
}
