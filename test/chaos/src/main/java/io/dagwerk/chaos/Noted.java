package io.dagwerk.chaos;

/// A line of what the steps have written down outside Dagwerk.
///
/// @param what such as `began`, `stored` or `held`
/// @param path where a value lies, or empty
/// @param detail the hash of a value, or what else there is to say
record Noted(
    long millis,
    long pid,
    String run,
    String step,
    int attempt,
    String what,
    String path,
    String detail) {
  static Noted parse(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != 8) {
      throw new IllegalArgumentException(
          "a line of the record has 8 parts, but found '%s'".formatted(line));
    }
    return new Noted(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        parts[2],
        parts[3],
        Integer.parseInt(parts[4]),
        parts[5],
        parts[6],
        parts[7]);
  }

  @Override
  public String toString() {
    return "%d record   pid %d %s attempt %d %s %s %s"
        .formatted(millis, pid, step, attempt, what, path, detail);
  }
}
