package io.dagwerk.codeserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The memory of this machine that new processes can have.
final class FreeMemory {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d{1,18}) kB");

  private FreeMemory() {}

  /// In MiB; no bound where the system does not say it.
  static long mebibytes() {
    try {
      return Files.isReadable(MEMINFO) ? of(Files.readAllLines(MEMINFO)) : Long.MAX_VALUE;
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /// As `/proc/meminfo` says it.
  static long of(List<String> lines) {
    for (String line : lines) {
      Matcher found = AVAILABLE.matcher(line);
      if (found.matches()) {
        return Long.parseLong(found.group(1)) / 1024;
      }
    }
    return Long.MAX_VALUE;
  }
}
