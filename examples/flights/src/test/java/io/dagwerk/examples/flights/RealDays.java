package io.dagwerk.examples.flights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// The figures of some real days, counted by a plain loop over their files: what the pipeline is
/// judged by, so it shares no code with it.
final class RealDays {
  long flights;
  long late;
  long delayMinutes;
  final Map<String, long[]> byDayAndAirport = new TreeMap<>();

  static RealDays of(String... days) throws IOException {
    RealDays counted = new RealDays();
    for (String day : days) {
      counted.count(day);
    }
    return counted;
  }

  private void count(String day) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Reports.REAL.resolve(day + ".csv.gz"))),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        int delay = Integer.parseInt(fields[4]);
        flights++;
        delayMinutes += delay;
        late += delay >= 15 ? 1 : 0;
        long[] sums = byDayAndAirport.computeIfAbsent(day + " " + fields[2], _ -> new long[2]);
        sums[0]++;
        sums[1] += delay;
      }
    }
  }
}
