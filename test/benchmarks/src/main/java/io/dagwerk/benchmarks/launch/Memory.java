package io.dagwerk.benchmarks.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory of a process in kB, as Linux counts it.
///
/// @param resident with what it shares with others
/// @param proportional with its part of what is shared
public record Memory(long resident, long proportional) {

  public static Memory of(ProcessHandle process) throws IOException {
    long resident = 0;
    long proportional = 0;
    Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
    for (String line : Files.readAllLines(rollup)) {
      String[] words = line.split("\\s+", -1);
      switch (words[0]) {
        case "Rss:" -> resident = Long.parseLong(words[1]);
        case "Pss:" -> proportional = Long.parseLong(words[1]);
        default -> {
          // Of the other lines none is needed.
        }
      }
    }
    return new Memory(resident, proportional);
  }

  @Override
  public String toString() {
    return "%d MB resident, %d MB proportional".formatted(resident >> 10, proportional >> 10);
  }
}
