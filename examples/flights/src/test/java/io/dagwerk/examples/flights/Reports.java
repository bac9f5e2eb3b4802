package io.dagwerk.examples.flights;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Writes small reports of carriers into a folder, and knows where the real ones lie.
record Reports(Path folder) {
  /// The real data, from the folder in which the module's tests run.
  static final Path REAL = Path.of("data").toAbsolutePath();

  Reports day(String day, String... lines) {
    return file(day + ".csv.gz", "departure,origin,destination,distance,delay", lines);
  }

  Reports airports(String... codes) {
    List<String> lines =
        List.of(codes).stream()
            .map(code -> "%s,Field of %s,Town,TX,USA,30.5,-97.25".formatted(code, code))
            .toList();
    return file(
        "airports.csv",
        "iata,name,city,state,country,latitude,longitude",
        lines.toArray(String[]::new));
  }

  Reports file(String name, String header, String... lines) {
    Path file = folder.resolve(name);
    try (Writer writer =
        name.endsWith(".gz")
            ? new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)
            : Files.newBufferedWriter(file)) {
      writer.write(header + "\n");
      for (String line : lines) {
        writer.write(line + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  LandingFolder landing() {
    return new LandingFolder(folder);
  }

  /// A flight of 500 miles at noon.
  static Flight flight(LocalDate day, String origin, String destination, int delay) {
    return new Flight(day.atTime(12, 0), origin, destination, 500, delay);
  }
}
