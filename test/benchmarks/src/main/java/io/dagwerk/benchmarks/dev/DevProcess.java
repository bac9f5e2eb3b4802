package io.dagwerk.benchmarks.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A process of `dagwerk dev`, by the lines that it prints. For one thread.
final class DevProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile(".* at (http\\S+)");
  private static final double NANOS = 1e9;
  private static final long LONGEST_END_SECONDS = 20;

  private final Process process;
  private final BufferedReader lines;
  private final Deque<Line> ahead = new ArrayDeque<>();
  private long began;

  private record Line(long at, String text) {}

  private DevProcess(Process process, long began) {
    this.process = process;
    this.lines = process.inputReader();
    this.began = began;
  }

  static DevProcess start(Path command, Path sources, Path instance) throws IOException {
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(
                command.toString(),
                "dev",
                sources.toString(),
                "--instance",
                instance.toString(),
                "--port",
                "0")
            .redirectErrorStream(true)
            .start();
    return new DevProcess(process, began);
  }

  /// From now on, times are since now.
  void begin() {
    began = System.nanoTime();
  }

  /// Waits for a line that has this text.
  ///
  /// @return the seconds since the beginning
  double await(String text) throws IOException {
    return (awaitLine(text).at() - began) / NANOS;
  }

  private Line awaitLine(String text) throws IOException {
    for (Line line = next(); ; line = next()) {
      if (line.text().contains(text)) {
        return line;
      }
    }
  }

  private Line next() throws IOException {
    if (!ahead.isEmpty()) {
      return ahead.remove();
    }
    String text = lines.readLine();
    if (text == null) {
      throw new IOException("dagwerk dev has ended");
    }
    return new Line(System.nanoTime(), text);
  }

  /// Waits for its address and asks there until it answers.
  ///
  /// @return the seconds since the beginning
  double awaitAnswer() throws IOException, InterruptedException {
    Deque<Line> passed = new ArrayDeque<>();
    Line line = next();
    while (!line.text().startsWith("Dagwerk serves")) {
      passed.add(line);
      line = next();
    }
    ahead.addAll(passed);
    Matcher address = ADDRESS.matcher(line.text());
    if (!address.matches()) {
      throw new IOException("no address in: " + line.text());
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      var _ =
          http.send(
              HttpRequest.newBuilder(URI.create(address.group(1))).build(),
              HttpResponse.BodyHandlers.discarding());
      return (System.nanoTime() - began) / NANOS;
    }
  }

  /// Ends it as Ctrl+C does.
  @Override
  public void close() {
    process.destroy();
    var _ =
        process
            .onExit()
            .orTimeout(LONGEST_END_SECONDS, TimeUnit.SECONDS)
            .whenComplete((_, _) -> process.destroyForcibly())
            .exceptionally(_ -> process)
            .join();
  }
}
