package io.dagwerk.examples.megajob;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.config.Environment;
import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.testsupport.Covers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command, from its arguments to what it prints, and to files and tables.
final class MegajobTest {
  private static final Path EXAMPLE = Path.of("").toAbsolutePath();

  @TempDir private Path folder;

  /// What a command came to.
  private record Ended(int code, String out, String err) {}

  private static Ended megajob(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new Megajob(EXAMPLE, new PrintStream(out, true, StandardCharsets.UTF_8))
            .run(
                Stream.of(arguments).map(Object::toString).toList(),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Path write(String file, String text) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
    return target;
  }

  @Test
  void theTwentyJobsRunOnRealFlights() throws IOException {
    Ended ended = megajob("run", "--days", 1, "--into", folder);

    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(ended.out())
        .contains("job 'daily' succeeded, 34 of 34 steps")
        .contains("check 'freshness' of asset 'raw/flights'[2001-01-01] warns: ")
        .containsPattern("The notice board says: run \\S+ has published the punctuality")
        .containsPattern("raw/flights\\[2001-01-01] +14,828 rows")
        .containsPattern("mart/hubs +20 rows");
    assertThat(folder.resolve("files/reports/punctuality.csv"))
        .content()
        .startsWith("iata,name,hour,flights,on_time\n")
        .contains("ATL,William B Hartsfield-Atlanta Intl,");
    assertThat(folder.resolve("files/published/SHA256SUMS"))
        .content()
        .matches("[0-9a-f]{64}  published/punctuality.csv.gz\n");
    assertThat(folder.resolve("files/reports/quality.json")).isNotEmptyFile();
  }

  @Test
  void aSecretIsSentAndIsNowhereInWhatTheRunLeavesBehind() throws IOException {
    String token = "a-token-that-nobody-may-see";
    Company company = Compiler.compile(TestCompany.sample(), JobTypes.company());
    try (NoticeBoard board = NoticeBoard.open(token)) {
      Map<String, String> variables =
          Map.of("NOTICE_BOARD", board.url(), "NOTICE_BOARD_TOKEN", token);
      LocalRuns runs =
          new LocalRuns(
              "megajob",
              company.definitions(),
              LocalOptions.in(folder).environment(Environment.of(variables)));

      RunRecord run = runs.run(Launch.of("daily").select("announce"));

      assertThat(run.succeeded()).as(run.summary()).isTrue();
      assertThat(board.notices()).singleElement().asString().startsWith("run " + run.run());
      assertThat(run.log().toString()).contains("announce").doesNotContain(token);
      assertThat(runs.snapshot().toString()).contains("NOTICE_BOARD_TOKEN").doesNotContain(token);
    }
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile))
          .allSatisfy(file ->
              assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                  .doesNotContain(token));
    }
  }

  @Test
  @Covers("S42.5")
  void theExitCodeTellsWhoIsToBlame() throws IOException {
    write("good/a.yaml", "name: a\ntype: marker\n");
    write("wrong/a.yaml", "name: a\ntype: markr\n");
    write("failing/a.yaml", "name: a\ntype: marker\n");
    write(
        "failing/b.yaml",
        """
        name: b
        type: transform
        params: {sql: q}
        checks:
          - {type: row_count, name: few, max: 5, blocking: true}
          - {type: row_count, name: many, min: 10, blocking: true}
        """);

    assertThat(megajob("check", folder.resolve("good")).code()).isEqualTo(Megajob.SUCCESS);
    assertThat(megajob("check", folder.resolve("wrong")))
        .isEqualTo(
            new Ended(
                Megajob.REFUSED,
                "",
                """
                a.yaml:2:7 /type: there is no job type 'markr'; there are file_arrived, csv_load, \
                transform, split, script, quality_report, export, file_copy, shell, http, marker; \
                did you mean 'marker'?
                1 problems
                """));
    assertThat(megajob("check", folder.resolve("failing")).code()).isEqualTo(Megajob.FAILED);
    assertThat(megajob("check", folder.resolve("nowhere")).code()).isEqualTo(Megajob.BROKEN);
    assertThat(megajob("chek").code()).isEqualTo(Megajob.MISUSED);
    assertThat(megajob("run", "--mode", "tset", "--into", folder).code())
        .isEqualTo(Megajob.REFUSED);
  }

  @Test
  @Covers("S42.3")
  void onlyWhatAChangeAffectsIsTested() throws IOException {
    for (String revision : List.of("old", "new")) {
      write(revision + "/a.yaml", "name: a\ntype: transform\nparams: {sql: q}\n");
      write(revision + "/b.yaml", "name: b\ntype: transform\ninputs: [a]\nparams: {sql: q}\n");
      write(revision + "/c.yaml", "name: c\ntype: transform\ninputs: [b]\nparams: {sql: q}\n");
    }
    Path old = folder.resolve("old");
    Path now = folder.resolve("new");

    assertThat(megajob("check", now, "--against", old).out()).contains("nothing is affected");
    write("new/b.yaml", "name: b\ntype: transform\ninputs: [a]\nparams: {sql: other}\n");
    assertThat(megajob("check", now, "--against", old).out())
        .contains("~ job b: params", "job 'all' succeeded, 2 of 2 steps");
  }

  @Test
  @Covers("S42.1")
  void aCheckPlansAllAsksAllSchedulesAndReportsToBuildServersAndCodeHosts() throws IOException {
    Path junit = folder.resolve("junit.xml");
    Path sarif = folder.resolve("problems.sarif");

    Ended good = megajob("check", "--on", "2001-02-05", "--junit", junit, "--sarif", sarif);

    assertThat(good.code()).as(good.out()).isZero();
    assertThat(good.out())
        .contains("20 jobs, all can be planned; 19 runs of them are due on 2001-02-05")
        .contains("job 'all' succeeded");
    assertThat(junit)
        .content()
        .contains("<testsuite name=\"plan\" tests=\"30\" failures=\"0\">")
        .contains("<testcase classname=\"plan\" name=\"daily, preset team_ingest\">")
        .contains("<testcase classname=\"schedule\" name=\"2001-02-05T12:00:00Z routes_parquet\">")
        .contains("<testcase classname=\"step\" name=\"mart/hubs.row_count\">");
    assertThat(sarif).content().contains("\"results\" : [ ]");

    write("wrong/a.yaml", "name: a\ntype: marker\nretries: <3\n");
    Ended wrong = megajob("check", folder.resolve("wrong"), "--junit", junit, "--sarif", sarif);

    assertThat(wrong.code()).isEqualTo(Megajob.REFUSED);
    assertThat(junit)
        .content()
        .contains("<testsuite name=\"descriptor\" tests=\"1\" failures=\"1\">")
        .contains("message=\"a.yaml:3:10: expected an integer, but found &quot;&lt;3&quot;\"");
    assertThat(sarif)
        .content()
        .contains("\"text\" : \"/retries: expected an integer, but found \\\"<3\\\"\"")
        .contains("\"uri\" : \"a.yaml\"")
        .contains("\"startLine\" : 3", "\"startColumn\" : 10");
  }

  @Test
  @Covers("S52.3")
  void whatWouldRunIsComparedWithWhatAnotherSchedulerRunsWithoutRunningAnything()
      throws IOException {
    write("jobs/a.yaml", "name: a\ntype: marker\nschedule: daily\n");
    write("jobs/b.yaml", "name: b\ntype: marker\nschedule: {cron: 30 4 * * MON}\n");
    write(
        "jobs/c.yaml",
        """
        name: c
        type: transform
        schedule: daily
        partitions: {unit: day, start: 2001-01-01}
        params: {sql: "select '{{ partition }}' as day", partitionColumn: day}
        """);
    Path jobs = folder.resolve("jobs");

    String due = megajob("due", jobs, "--from", "2001-01-29", "--days", 7).out();

    assertThat(due.lines())
        .hasSize(15)
        .startsWith("2001-01-29T04:30:00Z b", "2001-01-29T05:00:00Z a 2001-01-28");
    Path same = write("old.txt", due.replaceAll("(?m) 2001-.*$", ""));
    assertThat(megajob("due", jobs, "--from", "2001-01-29", "--against", same))
        .isEqualTo(new Ended(Megajob.SUCCESS, "15 runs here, 15 there, 0 differences\n", ""));
    Path other =
        write(
            "other.txt",
            Files.readString(same).replace("2001-01-29T04:30:00Z b", "2001-01-29T04:00:00Z b"));
    assertThat(megajob("due", jobs, "--from", "2001-01-29", "--against", other))
        .isEqualTo(
            new Ended(
                Megajob.FAILED,
                """
                - 2001-01-29T04:00:00Z b
                + 2001-01-29T04:30:00Z b
                15 runs here, 15 there, 2 differences
                """,
                ""));
    assertThat(megajob("due", jobs, "--from", "monday").err())
        .isEqualTo(
            "megajob due: option '--from' is a date such as 2001-01-31, but found 'monday'\n");
  }

  @Test
  void theSampleCompanyPassesItsOwnCheck() {
    Ended ended = megajob("check");

    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(ended.out()).contains("20 jobs, all can be planned").contains("job 'all' succeeded");
  }

  @Test
  void aGraphIsShownComparedAndDescribed() throws IOException {
    write("old/a.yaml", "name: a\ntype: marker\n");
    write("new/b.yaml", "name: b\ntype: marker\n");

    assertThat(megajob("diff", folder.resolve("old"), folder.resolve("new")).out())
        .isEqualTo("+ job b\n- job a\naffected: [b]\n");
    assertThat(megajob("graph").out()).startsWith("digraph jobs {");
    assertThat(megajob("graph", "--as", "json").out()).startsWith("{\n  \"jobs\" : [");
    assertThat(megajob("graph", "--as", "svg").err())
        .isEqualTo("megajob graph: option '--as' is dot or json, but found 'svg'\n");
    assertThat(megajob("types").out())
        .contains("## transform")
        .contains("7 jobs: airport_traffic,");
  }

  @Test
  void aDescriptorIsPrintedInItsNormalForm() throws IOException {
    Path yaml = write("a.yaml", "type: marker\nname: a\npriority: 0\n");
    Path json = write("b.json", "{\"type\": \"marker\", \"name\": \"b\", \"inputs\": []}");

    assertThat(megajob("format", yaml).out()).isEqualTo("name: a\ntype: marker\n");
    assertThat(megajob("format", json).out())
        .isEqualTo("{\n  \"name\" : \"b\",\n  \"type\" : \"marker\"\n}\n");
  }

  @Test
  void aMadeUpCompanyIsWrittenAndPasses() {
    Path company = folder.resolve("company");

    assertThat(megajob("generate", company, "--count", 60, "--seed", 3).out())
        .isEqualTo("wrote 68 files with seed 3\n");
    assertThat(megajob("check", company).code()).isZero();
    assertThat(megajob("generate", company, "--count", "many").err())
        .isEqualTo("megajob generate: option '--count' is a number, but found 'many'\n");
  }
}
