package io.dagwerk.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What the processes of an instance take at a moment, by names such as `host memory MB`.
///
/// @param seconds since the load began
record Sample(double seconds, SequencedMap<String, Double> values) {
  Sample {
    values = new LinkedHashMap<>(values);
  }

  static void ofProcess(String name, long pid, SequencedMap<String, Double> values)
      throws IOException, InterruptedException {
    values.put(name + " memory, MB", kilobytes(pid, "smaps_rollup", "Pss:") / 1024);
    values.put(name + " heap after collection, MB", heap(pid));
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      values.put(name + " file descriptors", (double) open.count());
    }
    values.put(name + " threads", kilobytes(pid, "status", "Threads:"));
  }

  /// The number in the line that begins so.
  private static double kilobytes(long pid, String file, String begin) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid, file)).stream()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow(() -> new IOException("%s of %d has no %s".formatted(file, pid, begin)));
  }

  private static double heap(long pid) throws IOException, InterruptedException {
    var _ = jcmd(pid, "GC.run");
    // All generations, each as `total 10K, used 5K`.
    return jcmd(pid, "GC.heap_info")
            .lines()
            .filter(line -> line.contains(" total ") && !line.contains("Metaspace"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*used ([0-9]+)K.*", "$1")))
            .sum()
        / 1024;
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    File output = Files.createTempFile("jcmd", ".txt").toFile();
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  command)
              .redirectErrorStream(true)
              .redirectOutput(output)
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(
            "jcmd says of %d: %s".formatted(pid, Files.readString(output.toPath())));
      }
      return Files.readString(output.toPath(), StandardCharsets.UTF_8);
    } finally {
      Files.delete(output.toPath());
    }
  }

  static List<Trend.Point> series(List<Sample> samples, String name) {
    return samples.stream()
        .filter(sample -> sample.values.containsKey(name))
        .map(sample -> new Trend.Point(sample.seconds, sample.values.get(name)))
        .toList();
  }
}
