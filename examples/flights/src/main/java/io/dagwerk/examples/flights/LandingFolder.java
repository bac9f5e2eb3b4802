package io.dagwerk.examples.flights;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Failure;
import io.dagwerk.model.MetadataValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The folder in which the carriers' reports land, one gzipped CSV per day. Thread-safe.
record LandingFolder(Path folder) {
  private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.csv\\.gz");

  /// Where the reports land.
  record Settings(
      @Doc("Folder with a file such as 2001-01-31.csv.gz per day, and airports.csv")
          @Default("examples/flights/data")
          Path folder) {}

  /// A file that has landed.
  record Landed(LocalDate day, String name, Instant at) {}

  /// The folder of the settings.
  ///
  /// @throws Failure when there is none; trying again does not help
  static LandingFolder open(Settings settings) {
    Path folder = settings.folder().toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new Failure(
              "the landing folder is not there; set resources.landing.config.folder to a folder")
          .with("folder", MetadataValue.path(folder.toString()))
          .withoutRetry();
    }
    return new LandingFolder(folder);
  }

  /// The days that have landed, in the order of the calendar.
  List<Landed> landed() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Landed> landed = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches()) {
          Instant at = Files.getLastModifiedTime(file).toInstant();
          landed.add(new Landed(LocalDate.parse(matcher.group(1)), name, at));
        }
      }
      return landed;
    }
  }

  Path fileOf(LocalDate day) {
    return folder.resolve(day + ".csv.gz");
  }

  /// The flights of a day, read while they are taken: close the stream.
  ///
  /// @throws Failure when the day has not landed, or when a line is none
  Stream<Flight> flights(LocalDate day) throws IOException {
    Path file = fileOf(day);
    if (!Files.exists(file)) {
      throw new Failure("no flights of %s have landed".formatted(day))
          .with("expected", MetadataValue.path(file.toString()));
    }
    return read(file, Flight.COLUMNS, Flight::of);
  }

  /// All airports.
  ///
  /// @throws Failure when a line is none
  List<Airport> airports() throws IOException {
    try (Stream<Airport> airports =
        read(folder.resolve("airports.csv"), Airport.COLUMNS, Airport::of)) {
      return airports.toList();
    }
  }

  private static <T> Stream<T> read(
      Path file, List<String> columns, Function<List<String>, T> parser) throws IOException {
    BufferedReader lines = open(file);
    LineParser<T> line = new LineParser<>(file, columns, parser);
    try {
      line.header(lines.readLine());
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
    return lines.lines().map(line::parse).onClose(() -> close(lines));
  }

  private static BufferedReader open(Path file) throws IOException {
    return file.toString().endsWith(".gz")
        ? new BufferedReader(new InputStreamReader(unzipped(file), StandardCharsets.UTF_8))
        : Files.newBufferedReader(file);
  }

  private static InputStream unzipped(Path file) throws IOException {
    InputStream zipped = Files.newInputStream(file);
    try {
      return new GZIPInputStream(zipped, 1 << 16);
    } catch (IOException e) {
      zipped.close();
      throw e;
    }
  }

  private static void close(BufferedReader lines) {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
