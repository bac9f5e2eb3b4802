package io.dagwerk.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A part of Dagwerk that is switched off, to see that the suite notices it. The product has no
/// switch: the classes that are told here are changed in a copy, which stands before Dagwerk's own
/// jars on the class path of the processes under test.
enum Mutation {
  /// Nobody is refused: a worker that was lost, a host whose lease another has, and one whose run
  /// another has taken over go on writing.
  FENCING,
  /// A worker takes for stored what it has sent.
  ACKNOWLEDGEMENT,
  /// Nobody counts events: a worker sends again all that it was not told of, and each is stored.
  SEQUENCE,
  /// Whatever a run becomes is allowed, wherever it stands.
  GUARD;

  private List<PatchedClass> classes() {
    return switch (this) {
      case FENCING ->
          List.of(
              PatchedClass.of("io.dagwerk.runhost.Conversation").returning("refusal", "empty"),
              PatchedClass.of("io.dagwerk.runhost.RunHost").returning("isLost", "false"),
              PatchedClass.of("io.dagwerk.runhost.Attachment").replacing("refuse", "complete"),
              PatchedClass.of("io.dagwerk.daemon.StoredRuns").withoutFilter("attempt"),
              PatchedClass.of("io.dagwerk.storage.sql.Transaction").returning("holds", "true"),
              PatchedClass.of("io.dagwerk.spi.Batch").returning("owner", "empty"),
              PatchedClass.of("io.dagwerk.spi.Move").returning("owner", "empty"));
      case ACKNOWLEDGEMENT ->
          List.of(PatchedClass.of("io.dagwerk.worker.Outbox").acknowledgingSent());
      case SEQUENCE ->
          List.of(
              PatchedClass.of("io.dagwerk.worker.Outbox").rewindingToKnown(),
              PatchedClass.of("io.dagwerk.runhost.Conversation").expectingAnySequence(),
              PatchedClass.of("io.dagwerk.storage.sql.SqlJournal$Append").knowingNoSequence());
      case GUARD ->
          List.of(
              PatchedClass.of("io.dagwerk.spi.RunStatus").returning("mayBecome", "true"),
              PatchedClass.of("io.dagwerk.projection.Projection").takingNoneForEnded("of"));
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Mutation named(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected fencing, acknowledgement, sequence or guard, but found '%s'"
                    .formatted(word)));
  }

  /// Writes the changed classes into a folder.
  ///
  /// @throws IllegalStateException when a class has not the methods any more that are changed
  void patchInto(Path folder) throws IOException {
    for (PatchedClass each : classes()) {
      each.write(folder);
    }
  }
}
