package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.testsupport.UserCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples in `--help` of the commands that work on an instance or on code themselves do what
/// they say, in a folder that has what they name.
class ServerHelpTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;

      public final class Pipeline implements CodeLocation {
        final Job greet = Job.named("greet").running(graph -> graph.op("hello").doing(() -> {}));

        public Definitions definitions() {
          return Definitions.in(this);
        }
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void makeWhatTheExamplesName() throws Exception {
    UserCode code = UserCode.compile(folder, PIPELINE, List.of());
    Files.writeString(
        folder.resolve("dagwerk.yaml"),
        "locations:\n  pipeline: {definitions: pipeline.Pipeline, classPath: ['%s']}\nhttp: {port: 0}\n"
            .formatted(code.classes()));
    Path sources = Files.createDirectories(folder.resolve("my/sources/pipeline"));
    Files.writeString(sources.resolve("Pipeline.java"), PIPELINE);
    Path target = Files.createDirectories(folder.resolve("target"));
    Files.writeString(target.resolve("classpath"), code.classes().toString());
    int made =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--file=" + target.resolve("app.jar"),
                "-C",
                code.classes().toString(),
                ".");
    assertThat(made).isZero();
  }

  private List<String[]> examples(String... command) throws Exception {
    try (HostProcess host = HostProcess.none(folder)) {
      List<String> line = new ArrayList<>(List.of(command));
      line.add("--help");
      Ended help = host.alone(line.toArray(String[]::new));
      assertThat(help.code()).isZero();
      assertThat(help.out()).contains("Exit codes:");
      List<String[]> examples =
          help.out()
              .replaceAll("\\\\\\R\\s*", "")
              .lines()
              .map(String::strip)
              .filter(said -> said.startsWith("dagwerk " + String.join(" ", command)))
              .map(said -> said.substring("dagwerk ".length()).split(" ", -1))
              .toList();
      assertThat(examples).isNotEmpty();
      return examples;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "instance info",
        "instance check",
        "instance migrate",
        "new",
        "settings check",
        "settings schema"
      })
  void theExampleOfACommandThatEndsDoesWhatItSays(String command) throws Exception {
    SqliteStorage.open(Files.createDirectories(folder.resolve("instance")).resolve("dagwerk.db"))
        .close();
    for (String[] example : examples(command.split(" ", -1))) {
      try (HostProcess host = HostProcess.none(folder)) {
        Ended ended = host.alone(example);
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isNotBlank();
      }
    }
  }

  @Test
  void theExampleOfAServerServes() throws Exception {
    assertServes("server");
  }

  @Test
  void theExampleOfReloadingSettingsIsOfAServerThatServes() throws Exception {
    List<String[]> reloading = examples("settings", "reload");
    try (HostProcess host = new HostProcess(folder, List.of("server"))) {
      for (String[] example : reloading) {
        Ended ended = host.dagwerk(example);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).isEqualTo("location 'pipeline' is as before\n");
      }
    }
  }

  @Test
  void theExamplesOfDevServe() throws Exception {
    assertServes("dev");
  }

  /// On a free port instead of the one that they name, with the code that is here.
  @Test
  void theExamplesOfACodeServerServe() throws Exception {
    Certificate made = Certificate.valid(folder, "server");
    assertThat(made.file()).isEqualTo(folder.resolve("server.pem"));
    for (String[] example : examples("code-server")) {
      List<String> words = new ArrayList<>(Arrays.asList(example));
      words.replaceAll(word ->
          switch (word) {
            case "127.0.0.1:4000" -> "127.0.0.1:0";
            case "0.0.0.0:4000" -> "0.0.0.0:0";
            case "com.example.Flights" -> "pipeline.Pipeline";
            case "flights" -> "pipeline";
            default -> word;
          });
      try (StandingProcess server = StandingProcess.start(folder, words)) {
        assertThat(server.log()).contains("is served:");
      }
    }
  }

  @Test
  void theLauncherOfACheckoutKnowsAllCommands() throws Exception {
    List<String> commands = commands();
    String launcher = Files.readString(Path.of("../../dagwerk"));
    List<String> passed =
        launcher
            .lines()
            .filter(line -> line.matches(" {2}[a-z-]+( \\| [a-z-]+)*\\)"))
            .flatMap(line -> Arrays.stream(line.strip().replace(")", "").split(" \\| ")))
            .toList();

    assertThat(commands).contains("run", "dev", "new");
    assertThat(passed).containsAll(commands).doesNotHaveDuplicates();
    assertThat(launcher.lines().filter(line -> line.matches(" {2}[a-z].*")).map(String::strip))
        .extracting(line -> line.split(" ", 2)[0])
        .containsAll(commands);
  }

  /// As `--help` lists them.
  private List<String> commands() throws Exception {
    try (HostProcess host = HostProcess.none(folder)) {
      return host.alone("--help")
          .out()
          .lines()
          .dropWhile(line -> !line.equals("Commands:"))
          .skip(1)
          .takeWhile(line -> line.startsWith("  "))
          .filter(line -> line.matches(" {2}[a-z].*"))
          .map(line -> line.strip().split(" ", 2)[0])
          .toList();
    }
  }

  /// On a free port instead of the one that it names.
  private void assertServes(String command) throws Exception {
    for (String[] example : examples(command)) {
      List<String> words = new ArrayList<>(Arrays.asList(example));
      int port = words.indexOf("--port");
      if (port >= 0) {
        words.subList(port, port + 2).clear();
      }
      try (HostProcess host = new HostProcess(folder, words)) {
        host.awaitPrinted("greet", "locations", "list");
        host.killAll();
      }
    }
  }
}
