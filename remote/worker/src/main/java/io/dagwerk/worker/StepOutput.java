package io.dagwerk.worker;

import io.dagwerk.execution.PrintedLines;
import io.dagwerk.model.Event;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// What reaches the standard output and the standard error of a step's process beside what its Java
/// threads print: of native code, of subprocesses, of the JVM. It goes to two files, which take it
/// also when that process is about to die. Confined to one thread at a time, which nobody
/// interrupts.
final class StepOutput implements AutoCloseable {
  private static final long LARGEST_FILE = 64L << 20;

  private final List<Stream> streams;

  private record Stream(Path name, FollowedFile file, Event.Stream stream) {}

  private StepOutput(List<Stream> streams) {
    this.streams = List.copyOf(streams);
  }

  /// Makes the files; whoever prints to them removes their names.
  static StepOutput create() throws IOException {
    List<Stream> streams = new ArrayList<>();
    try {
      for (Event.Stream stream : Event.Stream.values()) {
        Path name = Files.createTempFile("dagwerk-step", ".txt");
        streams.add(new Stream(name, FollowedFile.follow(name, LARGEST_FILE), stream));
      }
      return new StepOutput(streams);
    } catch (IOException e) {
      new StepOutput(streams).close();
      throw e;
    }
  }

  /// The names of the files, standard output first.
  List<Path> names() {
    return streams.stream().map(Stream::name).toList();
  }

  /// Reads them from now on.
  ///
  /// @param lines gets each line
  Reading read(BiConsumer<Event.Stream, String> lines) {
    List<PrintedLines> printed = new ArrayList<>();
    for (Stream each : streams) {
      PrintedLines cut = new PrintedLines(line -> lines.accept(each.stream(), line));
      cut.open();
      printed.add(cut);
    }
    return new Reading(printed);
  }

  /// The files as they are read.
  final class Reading {
    private final List<PrintedLines> printed;

    private Reading(List<PrintedLines> printed) {
      this.printed = printed;
    }

    /// Reads what was printed since the last time.
    void look() {
      try {
        for (int i = 0; i < streams.size(); i++) {
          PrintedLines lines = printed.get(i);
          streams.get(i).file().read((bytes, length) -> lines.write(bytes, 0, length));
        }
      } catch (IOException e) {
        warn("cannot read what the process of a step printed", e);
      }
    }

    /// Reads the rest.
    void end() {
      look();
      printed.forEach(PrintedLines::close);
    }
  }

  @Override
  public void close() {
    for (Stream each : streams) {
      try {
        each.file().close();
        Files.deleteIfExists(each.name());
      } catch (IOException e) {
        warn("cannot remove a file of what the process of a step printed", e);
      }
    }
  }

  private static void warn(String what, IOException e) {
    System.getLogger(StepOutput.class.getName()).log(Level.WARNING, what, e);
  }
}
