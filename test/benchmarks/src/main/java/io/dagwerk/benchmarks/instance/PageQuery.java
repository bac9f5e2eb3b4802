package io.dagwerk.benchmarks.instance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a page of the UI asks.
///
/// @param page as figures name it
/// @param operation as the UI's documents name it
/// @param variables as its pages fill them
record PageQuery(String page, String operation, Map<String, Object> variables) {
  private static final String LOCATION = SeededInstance.LOCATION;
  private static final String TEAM = "team_3";
  private static final String ASSET = "team_3_3";
  private static final int ROWS = 100;
  private static final int COLUMNS = 1_000;

  static List<PageQuery> of(SeededInstance.Written written) {
    String wide = written.wide().toString();
    String talkative = written.talkative().toString();
    Instant now = Instant.now();
    return List.of(
        new PageQuery(
            "overview, the last 6 hours",
            "Overview",
            Map.of("from", now.minus(Duration.ofHours(6)).toString(), "to", now.toString())),
        new PageQuery(
            "overview, the last 7 days",
            "Overview",
            Map.of("from", now.minus(Duration.ofDays(7)).toString(), "to", now.toString())),
        runs("runs", Map.of()),
        runs("runs of a job that failed", Map.of("job", TEAM, "statuses", List.of("FAILED"))),
        runs("runs of a partition", Map.of("partitions", "2003-02-01")),
        runs("runs whose reason has a text", Map.of("text", "team_3_4")),
        new PageQuery(
            "run of 900 steps", "RunPage", Map.of("id", wide, "steps", 5_000, "events", 1_000)),
        events("its next 2,000 events", wide, 1_000),
        events("2,000 of 100,000 events", talkative, 50_000),
        found("100,000 events by a text", talkative, "file 99000.csv"),
        found("100,000 events by a text that many have", talkative, "csv"),
        new PageQuery(
            "comparison of runs of 100 steps",
            "RunComparison",
            Map.of(
                "left", written.nightly().getFirst().toString(),
                "right", written.nightly().getLast().toString())),
        new PageQuery("jobs", "Jobs", Map.of()),
        new PageQuery("job", "JobPage", Map.of("location", LOCATION, "job", TEAM)),
        history("history of 80 runs, of the job", "JobHistory", "nightly"),
        history("history of 80 runs, of 50 of 100 steps", "JobSteps", "nightly"),
        history("history of 2,000 of 5,000 runs, of the job", "JobHistory", TEAM),
        matrix("matrix of 8 steps by 100 partitions", ROWS),
        matrix("matrix of 8 steps by 1,000 partitions", COLUMNS),
        new PageQuery(
            "matrix of 8 assets by 1,000 partitions",
            "AssetMatrix",
            Map.of(
                "keys",
                IntStream.range(0, 8).mapToObj("team_3_%d"::formatted).toList(),
                "partitions",
                days())),
        new PageQuery(
            "plot of a number of an asset", "AssetNumbers", Map.of("key", ASSET, "by", "RUN")),
        new PageQuery("assets", "Assets", Map.of("select", "*", "limit", 200)),
        new PageQuery("asset", "AssetPage", Map.of("key", ASSET)),
        new PageQuery("lineage of 10,000 assets", "Lineage", Map.of("select", "*")),
        new PageQuery("panel of an asset", "AssetPanel", Map.of("key", ASSET)));
  }

  private static PageQuery runs(String page, Map<String, Object> filter) {
    return new PageQuery(page, "RunsCounted", Map.of("filter", filter, "limit", ROWS));
  }

  private static PageQuery events(String page, String run, int after) {
    return new PageQuery(page, "RunEvents", Map.of("id", run, "after", after, "limit", 2_000));
  }

  private static PageQuery found(String page, String run, String text) {
    return new PageQuery(
        page,
        "RunFoundEvents",
        Map.of("id", run, "filter", Map.of("text", text), "after", 0, "limit", 1_000));
  }

  private static PageQuery history(String page, String operation, String job) {
    return new PageQuery(page, operation, Map.of("job", job, "location", LOCATION, "by", "RUN"));
  }

  private static PageQuery matrix(String page, int columns) {
    return new PageQuery(
        page,
        "JobMatrix",
        Map.of(
            "job", TEAM,
            "location", LOCATION,
            "partitions", List.of(),
            "limit", columns,
            "rowLimit", ROWS));
  }

  private static List<String> days() {
    LocalDate first = LocalDate.of(2001, 1, 1);
    return IntStream.range(0, COLUMNS).mapToObj(i -> first.plusDays(i).toString()).toList();
  }
}
