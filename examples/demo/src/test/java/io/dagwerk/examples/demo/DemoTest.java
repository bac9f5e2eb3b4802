package io.dagwerk.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the demo prints, and how it exits.
class DemoTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path DATA = ROOT.resolve("examples/flights/data");

  @TempDir static Path engine;
  @TempDir Path instance;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /// Code servers and workers run on the class path of this process, as there is no distribution.
  @BeforeAll
  static void writeEngine() throws IOException {
    Path file = engine.resolve("engine.classpath");
    Files.writeString(file, System.getProperty("java.class.path"));
    System.setProperty("dagwerk.engine", file.toString());
  }

  @Test
  void itPrintsWhatItComputedAndWhereThatLiesAndDoesSoAgain() {
    assertThat(demo(DATA).run(1)).as(text(out)).isZero();
    String first = text(out);
    out.reset();
    assertThat(inGermany(() -> demo(DATA).run(1))).isZero();

    assertThat(first.lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains("days 1", "Outputs")
        .anyMatch(line -> line.matches("flights \\d{2},\\d{3}"))
        .anyMatch(line -> line.matches("mean delay \\d+\\.\\d minutes"))
        .anyMatch(line -> line.matches("\\d+/\\d+ raw_flights\\[2001-01-01] \\d+\\.\\d\\d s"));
    assertThat(first).containsPattern("\n {2}[A-Z]{3} .* \\d+ +\\d+\\.\\d\n");
    assertThat(figures(text(out))).isEqualTo(figures(first));
    assertThat(instance.resolve("demo/flights.duckdb")).exists();
    assertThat(instance.resolve("dagwerk.db")).exists();
  }

  @Test
  void aRunThatFailedIsNoSuccess(@TempDir Path data) throws IOException {
    Files.writeString(
        data.resolve("airports.csv"),
        """
        iata,name,city,state,country,latitude,longitude
        AUS,Field of AUS,Town,TX,USA,30.5,-97.25
        """);
    compressed(
        data.resolve("2001-01-01.csv.gz"),
        """
        departure,origin,destination,distance,delay
        2001-01-01T08:30,AUS,XXX,66,20
        """);

    int code = demo(data).run(1);

    assertThat(code).isEqualTo(1);
    assertThat(text(out))
        .contains("airports that nobody knows: XXX", "The run failed: ")
        .containsPattern("(\\d+)/\\1 {2}steps ended, \\d+ of them not run\n")
        .doesNotContain("\tat ");
  }

  @Test
  void outputsThatCannotBeWrittenAreSaidBeforeAnythingRuns() throws IOException {
    Path file = Files.createFile(instance.resolve("file"));

    int code = new Demo(ROOT, DATA, file, print(out)).run(1);

    assertThat(code).isEqualTo(1);
    assertThat(text(out))
        .isEqualTo(
            "The outputs cannot lie in %s; start the demo in a folder in which you can write\n"
                .formatted(file.resolve("demo")));
  }

  @Test
  void helpIsNoMistake() {
    assertThat(Demo.main(ROOT, List.of("-h"), print(out), print(err))).isZero();
    assertThat(text(out)).startsWith("Usage: ./dagwerk demo [--all | --ui]");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void argumentsThatMeanNothingAreRefused() {
    int code = Demo.main(ROOT, List.of("--fast"), print(out), print(err));

    assertThat(code).isEqualTo(2);
    assertThat(text(err))
        .startsWith("demo: expected no arguments or --all, but found '--fast'\nUsage:");
  }

  private Demo demo(Path data) {
    return new Demo(ROOT, data, instance, print(out));
  }

  private static int inGermany(IntSupplier demo) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      return demo.getAsInt();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static void compressed(Path file, String text) throws IOException {
    try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file))) {
      bytes.write(text.getBytes(StandardCharsets.UTF_8));
    }
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
