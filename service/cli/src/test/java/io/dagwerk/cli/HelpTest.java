package io.dagwerk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dagwerk.cli.Typed.Outcome;
import io.dagwerk.graphql.Shop;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/// What `--help` of each command says, and that its example does what it says.
final class HelpTest {
  private static final String ID = "0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b";

  private final Typed typed = new Typed(Path.of(""));

  @BeforeEach
  void serve() {
    typed.operations.serves(Shop.location());
  }

  @AfterEach
  void stop() {
    typed.close();
  }

  private static CommandLine all() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            Path.of(""),
            nowhere,
            nowhere,
            Surroundings.Look.PLAIN,
            new FakeInterrupts(),
            LocalServers.NONE);
    return new Dagwerk(surroundings).all();
  }

  private static Stream<CommandLine> leaves(CommandLine command) {
    return command.getSubcommands().isEmpty()
        ? Stream.of(command)
        : command.getSubcommands().values().stream().flatMap(HelpTest::leaves);
  }

  @TestFactory
  Stream<DynamicTest> theExampleOfEachCommandDoesWhatItSays() {
    return leaves(all())
        .map(command -> command.getCommandSpec().qualifiedName())
        .map(name -> DynamicTest.dynamicTest(name, () -> assertExample(name)));
  }

  private void assertExample(String command) {
    String[] asked = (command + " --help").replaceFirst("dagwerk ", "").split(" ");
    Outcome help = typed.type(asked);
    assertThat(help.code()).isZero();
    List<String> lines = help.out().lines().toList();
    String example = lines.getLast().strip();
    assertThat(example).startsWith(command);
    assertThat(lines).contains("Example:", "Exit codes:");

    typed.operations.whenLaunched(_ -> {});
    RunId run = command.endsWith("cancel") ? typed.launch("refresh") : typed.failed("refresh");
    typed.operations.whenLaunched(
        launched -> typed.operations.happen(launched, new Event.RunSucceeded(Duration.ZERO)));
    String[] words = example.replaceFirst("dagwerk ", "").replace(ID, run.toString()).split(" ");
    Outcome outcome = typed.type(words);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
  }

  @Test
  void aShellCompletesCommandsAndOptions() throws Exception {
    Outcome script = typed.type("completion", "bash");
    String asking =
        """
        COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
        _complete_dagwerk; echo "${COMPREPLY[*]}"
        """;

    assertThat(bash(script.out() + asking.formatted("dagwerk assets ma", 2)))
        .isEqualTo("materialize");
    assertThat(bash(script.out() + asking.formatted("dagwerk run --dry", 2)))
        .isEqualTo("--dry-run");
    assertThat(typed.type("completion", "zsh").out()).isEqualTo(script.out());
    assertThat(typed.type("completion", "tcsh").code()).isEqualTo(2);
  }

  @Test
  void fishIsToldOfEveryCommandAndOfItsOptions() {
    assertThat(typed.type("completion", "fish").out().lines())
        .contains(
            "complete -c dagwerk -n '__dagwerk_is' -a runs -d 'Shows runs, and acts on them.'",
            "complete -c dagwerk -n '__dagwerk_is jobs' -a show -d 'Shows a job: where it is defined,"
                + " its modes and presets, and what it is about.'",
            "complete -c dagwerk -n '__dagwerk_in runs list' -l json -d 'print a JSON list'",
            "complete -c dagwerk -n '__dagwerk_in runs logs' -x -a 'TRACE DEBUG INFO WARN ERROR'"
                + " -l level",
            "complete -c dagwerk -n '__dagwerk_is completion' -a 'BASH ZSH FISH'");
  }

  /// Where there is a fish, it is asked.
  @Test
  void fishCompletesCommandsAndOptions() throws Exception {
    assumeTrue(isThere("fish"), "there is no fish");
    String script = typed.type("completion", "fish").out();

    assertThat(answer("fish", script + "complete -C 'dagwerk assets ma'"))
        .startsWith("materialize");
    assertThat(answer("fish", script + "complete -C 'dagwerk run --dry'")).startsWith("--dry-run");
    assertThat(answer("fish", script + "complete -C 'dagwerk runs logs 1 --level WA'"))
        .startsWith("WARN");
  }

  private static boolean isThere(String shell) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
  }

  private static String answer(String shell, String script) throws Exception {
    Process process =
        new ProcessBuilder(shell).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
      in.write(script);
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static String bash(String script) throws Exception {
    // Without a terminal, bash says that it is not completing at this moment.
    Process process =
        new ProcessBuilder("bash", "-s").redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
      in.write(script);
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
