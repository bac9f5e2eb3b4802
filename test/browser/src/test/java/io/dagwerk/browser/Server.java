package io.dagwerk.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server as a process of its own, with code of [io.dagwerk.browser.jobs], in a folder in which
/// its steps look for files.
final class Server implements AutoCloseable {
  static final String PREFIX = "/dagwerk";

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
  private static final Pattern URL = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"");

  private final Path folder;
  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();

  private Server(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /// Starts it, and waits until it serves the code.
  static Server start(Path folder) throws Exception {
    Path classes = Path.of("target", "test-classes").toAbsolutePath();
    Files.writeString(
        folder.resolve("dagwerk.yaml"),
        """
        locations:
          pages:
            definitions: io.dagwerk.browser.jobs.PagesLocation
            classPath: [%s]
        runs: {most: 4, spareWorkers: 2}
        http: {prefix: %s}
        ui:
          sources: https://host.test/team/repo/blob/main/{file}
          kinds: {spark: {icon: bolt, color: orange}}
        """
            .formatted(classes, PREFIX));
    Path engine = folder.resolve("engine.classpath");
    Files.writeString(engine, classPathWithout("slf4j-jdk14"));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Ddagwerk.engine=" + engine,
                "-cp",
                classPathWithout("dagwerk-logging", "core/logging/"),
                "io.dagwerk.server.Main",
                "server",
                "--port",
                "0")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("DAGWERK_HOME", folder.resolve("instance").toString());
    Server server = new Server(folder, builder.start());
    // Also when the tests are ended from outside.
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    try {
      server.await(server::isReady);
      return server;
    } catch (AssertionError e) {
      server.close();
      throw new AssertionError(Files.readString(folder.resolve("log")), e);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return Files.exists(file()) && ask("{locations{state}}").contains("\"READY\"");
    } catch (IOException e) {
      return false;
    }
  }

  /// The class path of the server or of its engine, without what the other one logs by.
  private static String classPathWithout(String... jars) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(path -> !path.contains("playwright") && !path.endsWith("test-classes"))
        .filter(path -> Files.exists(Path.of(path)))
        .filter(path -> Stream.of(jars).noneMatch(path::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path file() {
    return folder.resolve("instance").resolve("server.json");
  }

  /// Where its pages are, without a slash at the end.
  String pages() throws IOException {
    String url = told(URL);
    return url.endsWith(PREFIX) ? url : url + PREFIX;
  }

  String token() throws IOException {
    return told(TOKEN);
  }

  private String told(Pattern what) throws IOException {
    return what.matcher(Files.readString(file()))
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("server.json does not say " + what));
  }

  /// Makes a file that steps look for, or takes it away.
  void put(String name, boolean isThere) throws IOException {
    Path file = folder.resolve(name);
    if (isThere && !Files.exists(file)) {
      Files.createFile(file);
    } else if (!isThere) {
      Files.deleteIfExists(file);
    }
  }

  /// @return what the API says, as JSON
  String ask(String query) throws IOException, InterruptedException {
    String body = "{\"query\":\"" + query.replace("\"", "\\\"") + "\"}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(pages() + "/graphql"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /// Launches a job.
  ///
  /// @return the id of its run
  String launch(String job) throws IOException, InterruptedException {
    return launchWith("job:\"%s\"".formatted(job));
  }

  private String launchWith(String input) throws IOException, InterruptedException {
    String answer =
        ask(
            "mutation{launch(input:{%s}){... on Run{id}... on Refused{problems}}}"
                .formatted(input));
    return ID.matcher(answer)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(answer));
  }

  /// Launches a job and waits for its end.
  ///
  /// @return the id of its run
  String ran(String job) throws Exception {
    String run = launch(job);
    awaitEnd(run);
    return run;
  }

  /// Launches a job with a config and waits for its end.
  ///
  /// @param config as a value of GraphQL
  /// @return the id of its run
  String ranWith(String job, String config) throws Exception {
    String run = launchWith("job:\"%s\",config:%s".formatted(job, config));
    awaitEnd(run);
    return run;
  }

  /// Launches a job for some partitions and waits for its end.
  ///
  /// @return the id of its run
  String ranFor(String job, String partitions) throws Exception {
    String run = launchWith("job:\"%s\",partitions:\"%s\"".formatted(job, partitions));
    awaitEnd(run);
    return run;
  }

  void awaitEnd(String run) throws Exception {
    await(() -> isOver(run));
  }

  private boolean isOver(String run) throws IOException, InterruptedException {
    String answer = ask("{run(id:\"%s\"){status}}".formatted(run));
    return Stream.of("SUCCEEDED", "FAILED", "CANCELED").anyMatch(answer::contains);
  }

  /// The ids of runs in a state, newest first.
  List<String> runs(String status) throws IOException, InterruptedException {
    return ID.matcher(ask("{runs(filter:{statuses:[%s]}){runs{id}}}".formatted(status)))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  void await(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(LONGEST);
    while (!condition.call()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError(process.isAlive() ? "waited for too long" : "the server ended");
      }
      var _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
