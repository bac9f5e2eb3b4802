package io.dagwerk.examples.megajob.generated;

import io.dagwerk.model.ConfigTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

/// A made-up descriptor.
///
/// @param datasets what it makes
record JobSketch(List<String> datasets, ConfigTree tree) {
  private static final int HUNDRED = 100;

  /// A job of these inputs, of a type that is as likely as it is in life.
  static JobSketch of(String name, List<String> inputs, Random random) {
    SequencedMap<String, Object> entries = new LinkedHashMap<>();
    entries.put("name", name);
    Kind kind = Kind.at(random.nextInt(HUNDRED));
    entries.put("type", kind.type);
    entries.put("description", "Made up, to measure how long a company of this size takes.");
    if (random.nextInt(5) == 0) {
      entries.put("schedule", List.of("hourly", "weekly", "weekly").get(random.nextInt(3)));
    }
    entries.put("priority", random.nextInt(10));
    entries.put("inputs", inputs);
    List<String> datasets = kind.datasets(name);
    if (!datasets.equals(List.of(name))) {
      entries.put("outputs", datasets);
    }
    if (kind.inWarehouse) {
      entries.put("queue", "warehouse");
    }
    entries.put("tags", Map.of("tier", String.valueOf(1 + random.nextInt(3))));
    Map<String, Object> params = kind.params(name, inputs);
    if (!params.isEmpty()) {
      entries.put("params", params);
    }
    if (kind.isTable && random.nextInt(4) == 0) {
      entries.put("checks", List.of(check(datasets.getFirst(), random)));
    }
    return new JobSketch(datasets, ConfigTree.of(entries));
  }

  private static Map<String, Object> check(String dataset, Random random) {
    SequencedMap<String, Object> check = new LinkedHashMap<>();
    check.put("type", "row_count");
    check.put("dataset", dataset);
    check.put("min", 1);
    if (random.nextInt(3) == 0) {
      check.put("blocking", true);
    }
    return check;
  }

  /// What jobs there are, and how many of a hundred.
  private enum Kind {
    TRANSFORM("transform", 52, true, true),
    CSV_LOAD("csv_load", 12, true, true),
    EXPORT("export", 8, true, false),
    QUALITY_REPORT("quality_report", 5, true, true),
    SHELL("shell", 5, false, false),
    FILE_COPY("file_copy", 4, false, false),
    SPLIT("split", 4, true, true),
    HTTP("http", 3, false, false),
    SCRIPT("script", 3, true, true),
    FILE_ARRIVED("file_arrived", 2, false, false),
    MARKER("marker", 2, false, false);

    private final String type;
    private final int share;
    private final boolean inWarehouse;
    private final boolean isTable;

    Kind(String type, int share, boolean inWarehouse, boolean isTable) {
      this.type = type;
      this.share = share;
      this.inWarehouse = inWarehouse;
      this.isTable = isTable;
    }

    static Kind at(int place) {
      int left = place;
      for (Kind kind : values()) {
        left -= kind.share;
        if (left < 0) {
          return kind;
        }
      }
      throw new IllegalStateException("the shares are of a hundred, but found " + place);
    }

    List<String> datasets(String name) {
      return switch (this) {
        case SPLIT -> List.of("mart/" + name + "_new", "mart/" + name + "_old");
        case TRANSFORM, CSV_LOAD, QUALITY_REPORT, SCRIPT -> List.of("mart/" + name);
        case EXPORT, SHELL, FILE_COPY, HTTP, FILE_ARRIVED, MARKER -> List.of(name);
      };
    }

    Map<String, Object> params(String name, List<String> inputs) {
      String query = "select * from " + inputs.getFirst().replace('/', '.');
      return switch (this) {
        case TRANSFORM -> Map.of("sql", query);
        case CSV_LOAD -> Map.of("file", "landing/%s.csv".formatted(name));
        case EXPORT -> ordered("file", "out/%s.csv".formatted(name), "sql", query);
        case SHELL -> Map.of("command", "echo " + name);
        case FILE_COPY -> ordered("from", "in/" + name, "to", "out/" + name);
        case SPLIT ->
            Map.of("sql", ordered(datasets(name).get(0), query, datasets(name).get(1), query));
        case HTTP -> Map.of("url", "https://example.org/" + name);
        case SCRIPT -> Map.of("statements", List.of("analyze"));
        case FILE_ARRIVED -> Map.of("file", "landing/%s.csv".formatted(name));
        case QUALITY_REPORT, MARKER -> Map.of();
      };
    }

    private static Map<String, Object> ordered(
        String key, Object value, String other, Object second) {
      SequencedMap<String, Object> map = new LinkedHashMap<>();
      map.put(key, value);
      map.put(other, second);
      return map;
    }
  }
}
