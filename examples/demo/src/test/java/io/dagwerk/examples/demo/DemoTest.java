package io.dagwerk.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.execution.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the demo prints, and how it exits.
class DemoTest {
  private static final Path EXAMPLE = Path.of("").toAbsolutePath();

  @TempDir Path outputs;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void itPrintsWhatItComputedAndWhereThatLies() throws Exception {
    RealDays real = RealDays.of("2001-01-01", "2001-01-02");

    int code = demo(EXAMPLE, new Cancellation()).run(2);

    assertThat(code).isZero();
    assertThat(text(out).lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains("days 2", String.format(Locale.ROOT, "flights %,d", real.flights), "Outputs")
        .anyMatch(line -> line.matches("mean delay [\\d.]+ minutes"))
        .anyMatch(
            line -> line.startsWith("raw_flights[2001-01-01]") || line.contains("raw_flights"));
    assertThat(outputs.resolve("flights.duckdb")).exists();
  }

  @Test
  void itsFiguresAreWrittenTheSameOnEveryMachine() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(demo(EXAMPLE, new Cancellation()).run(1)).isZero();
    } finally {
      Locale.setDefault(before);
    }

    assertThat(text(out))
        .containsPattern("flights +\\d{2},\\d{3}\n")
        .containsPattern("mean delay +\\d+\\.\\d minutes")
        .containsPattern("\n {2}[A-Z]{3} .* \\d+ +\\d+\\.\\d\n")
        .containsPattern("airports {2}\\d+\\.\\d\\d s");
  }

  @Test
  void itRunsAgainOverItsOwnOutputs() {
    assertThat(demo(EXAMPLE, new Cancellation()).run(1)).isZero();
    String first = text(out);
    out.reset();

    assertThat(demo(EXAMPLE, new Cancellation()).run(1)).isZero();

    assertThat(figures(text(out))).isEqualTo(figures(first));
  }

  @Test
  void aRunThatFailedIsNoSuccess(@TempDir Path example) throws IOException {
    Path presets = Files.createDirectories(example.resolve("presets"));
    Files.copy(EXAMPLE.resolve("presets/strict.yaml"), presets.resolve("strict.yaml"));
    new Reports(Files.createDirectories(example.resolve("data")))
        .airports("AUS")
        .day("2001-01-01", "2001-01-01T08:30,AUS,XXX,66,20");

    int code = demo(example, new Cancellation()).run(1);

    assertThat(code).isEqualTo(1);
    assertThat(text(out))
        .contains("airports that nobody knows: XXX", "The run failed: ")
        .containsPattern("(\\d+)/\\1 {2}steps ended, \\d+ of them not run\n")
        .doesNotContain("\tat ");
  }

  @Test
  void outputsThatCannotBeWrittenAreSaidBeforeAnythingRuns() throws IOException {
    Path file = Files.createFile(outputs.resolve("file"));

    int code = new Demo(EXAMPLE, file.resolve("demo"), print(out), new Cancellation()).run(1);

    assertThat(code).isEqualTo(1);
    assertThat(text(out))
        .isEqualTo(
            "The outputs cannot lie in %s; start the demo in a folder in which you can write\n"
                .formatted(file.resolve("demo")));
  }

  @Test
  void helpIsNoMistake() {
    assertThat(Demo.main(List.of("-h"), print(out), print(err))).isZero();
    assertThat(text(out)).startsWith("Usage: ./dagwerk demo [--all]");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aRunThatIsCanceledSaysSo() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel("interrupted");

    int code = demo(EXAMPLE, cancellation).run(1);

    assertThat(code).isEqualTo(1);
    assertThat(text(out)).contains("The run was canceled: interrupted");
  }

  @Test
  void argumentsThatMeanNothingAreRefused() {
    int code = Demo.main(List.of("--fast"), print(out), print(err));

    assertThat(code).isEqualTo(2);
    assertThat(text(err))
        .startsWith("demo: expected no arguments or --all, but found '--fast'\nUsage:");
  }

  private Demo demo(Path example, Cancellation cancellation) {
    return new Demo(example, outputs, print(out), cancellation);
  }

  private static String figures(String text) {
    int start = text.indexOf("  days ");
    return text.substring(start, text.indexOf("Outputs"));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
