package io.dagwerk.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.dagwerk.protocol.Pieces;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.dagwerk.protocol.v1.RunHostProto.Events;
import io.dagwerk.protocol.v1.RunHostProto.Hello;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that a worker and its run host said to each other about one run, on one stream.
record Conversation(List<WorkerMessage> worker, List<HostMessage> host) {
  private static final String WORKER = "worker.binpb";
  private static final String HOST = "host.binpb";

  Conversation {
    worker = List.copyOf(worker);
    host = List.copyOf(host);
  }

  /// Keeps it as two files of delimited messages.
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(worker, folder.resolve(WORKER));
    write(host, folder.resolve(HOST));
  }

  private static void write(List<? extends MessageLite> messages, Path file) throws IOException {
    try (OutputStream to = Files.newOutputStream(file)) {
      for (MessageLite message : messages) {
        message.writeDelimitedTo(to);
      }
    }
  }

  static Conversation read(Path folder) throws IOException {
    return new Conversation(
        read(WorkerMessage.parser(), folder.resolve(WORKER)),
        read(HostMessage.parser(), folder.resolve(HOST)));
  }

  private static <M> List<M> read(Parser<M> parser, Path file) throws IOException {
    List<M> messages = new ArrayList<>();
    try (InputStream from = Files.newInputStream(file)) {
      for (M next = parser.parseDelimitedFrom(from);
          next != null;
          next = parser.parseDelimitedFrom(from)) {
        messages.add(next);
      }
    }
    return messages;
  }

  Hello hello() {
    return worker.getFirst().getHello();
  }

  /// The events of the worker, as bytes.
  List<ByteString> events() {
    return worker.stream()
        .filter(WorkerMessage::hasEvents)
        .map(WorkerMessage::getEvents)
        .map(Events::getEventsList)
        .flatMap(List::stream)
        .toList();
  }

  /// How many texts the worker has sent beside its events.
  long printed() {
    return worker.stream().filter(WorkerMessage::hasPrinted).count();
  }

  /// What the host told of a kind, if it did.
  Optional<HostMessage> told(HostMessage.KindCase kind) {
    return host.stream().filter(message -> message.getKindCase() == kind).findFirst();
  }

  Assignment assignment() throws IOException {
    Pieces pieces = new Pieces();
    for (HostMessage message : host) {
      if (message.hasAssignment()) {
        Optional<ByteString> whole =
            pieces.join(message.getAssignment().getBytes(), message.getAssignment().getLast());
        if (whole.isPresent()) {
          return Assignment.parseFrom(whole.get());
        }
      }
    }
    throw new IOException("the saved host assigned nothing");
  }
}
