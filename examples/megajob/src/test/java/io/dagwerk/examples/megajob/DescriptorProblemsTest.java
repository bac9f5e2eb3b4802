package io.dagwerk.examples.megajob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Input;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.InvalidDescriptors;
import io.dagwerk.examples.megajob.descriptor.Problem;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.examples.megajob.type.Made;
import io.dagwerk.examples.megajob.type.Makes;
import io.dagwerk.examples.megajob.type.Work;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is wrong in a descriptor is told by file, line, column, JSON pointer and reason, and
/// all of it at once.
final class DescriptorProblemsTest {
  private static TestCompany with(String descriptor) {
    return TestCompany.empty().with("job.yaml", descriptor);
  }

  @Test
  @Covers("S35.1")
  void allProblemsOfAllFilesAreToldAtOnceWithTheirPlaces() {
    assertThat(
            TestCompany.empty()
                .with(
                    "a/one.yaml",
                    """
                    name: one
                    type: transform
                    shedule: daily
                    priority: high
                    params:
                      sgl: select 1
                    """)
                .with(
                    "a/two.json", "{\"name\": \"two\",\n \"type\": \"marker\",\n \"inputs\": [1]}")
                .with("b/three.yaml", "name: three\ntype: [marker")
                .problems())
        .satisfiesExactly(
            unknown ->
                assertThat(unknown)
                    .startsWith(
                        "a/one.yaml:3:1 /shedule: there is no entry of this name; did you mean"
                            + " 'schedule'? Expected { version?: integer, name: text, type: text,"),
            value ->
                assertThat(value)
                    .isEqualTo(
                        "a/one.yaml:4:11 /priority: expected an integer, but found \"high\""),
            missing ->
                assertThat(missing)
                    .isEqualTo(
                        "a/one.yaml:6:3 /params: the entry 'sql' (The query whose result the table"
                            + " is) is missing; expected sql: text"),
            param ->
                assertThat(param)
                    .isEqualTo(
                        "a/one.yaml:6:3 /params/sgl: there is no entry of this name; did you mean"
                            + " 'sql'? Expected { sql: text, partitionColumn?: text }"),
            item ->
                assertThat(item)
                    .isEqualTo("a/two.json:3:13 /inputs/0: expected a text, but found 1"),
            syntax ->
                assertThat(syntax).startsWith("b/three.yaml:2:14: expected YAML or JSON, but "));
  }

  @Test
  void whatDefaultsSayWrongIsToldWhereTheySayIt() {
    assertThat(
            TestCompany.empty()
                .with("a/defaults.yaml", "team: bi\nretries: many\n")
                .with("a/b/defaults.yaml", "name: x\npriority: 1\n")
                .with("a/b/one.yaml", "name: one\ntype: marker\n")
                .with("a/b/two.yaml", "name: two\ntype: marker\n")
                .problems())
        .containsExactly(
            "a/b/defaults.yaml:1:1 /name: a name belongs to one job; move it to its descriptor",
            "a/defaults.yaml:2:10 /retries: expected an integer, but found \"many\"");
  }

  @Test
  @Covers("S36.4")
  void anUnknownTypeIsToldWithThoseThereAreAndTheNearest() {
    assertThat(with("name: a\ntype: transfrom\n").problems())
        .containsExactly(
            "job.yaml:2:7 /type: there is no job type 'transfrom'; there are file_arrived, csv_load,"
                + " transform, split, script, quality_report, export, file_copy, shell, http, marker;"
                + " did you mean 'transform'?");
  }

  @Test
  @Covers("S36.2")
  void paramsAreCheckedByTheirTypeBeforeAnythingRuns() {
    assertThat(
            with("""
            name: a
            type: export
            inputs: []
            params: {file: out.csv, format: parket}
            """)
                .problems())
        .containsExactly(
            "job.yaml:4:33 /params/format: expected one of csv, json, parquet, but found \"parket\";"
                + " did you mean 'parquet'?");
    assertThat(with("name: a\ntype: export\nparams: {file: out.csv}\n").problems())
        .containsExactly("job.yaml:3:9 /params: there are 0 inputs; say in 'sql' what is written");
    assertThat(
            with("name: a\ntype: split\noutputs: [x, y]\nparams: {sql: {x: q, z: q}}\n").problems())
        .containsExactly(
            "job.yaml:4:9 /params: 'z' has a query, but is no output; did you mean 'x'?",
            "job.yaml:4:9 /params: output 'y' has no query; add one; did you mean 'x'?");
    assertThat(with("name: a\ntype: split\noutputs: [x, y]\nparams: {sql: {}}\n").problems())
        .singleElement()
        .asString()
        .startsWith("job.yaml:4:9 /params: ")
        .endsWith("expected a query for each output, but found none");
  }

  @Test
  @Covers("S36.5")
  void aTypeThatNeedsMoreThanBeforeTellsOfEveryJobThatLacksIt() {
    TestCompany company = TestCompany.empty();
    for (String job : new String[] {"a", "b", "c"}) {
      company.with(job + ".yaml", "name: %s\ntype: mail\nparams: {to: us}\n".formatted(job));
    }
    company.with("d.yaml", "name: d\ntype: mail\nparams: {to: us, subject: hello}\n");

    JobTypes upgraded = JobTypes.company().and(new Mail());

    assertThat(company.problems(upgraded))
        .hasSize(3)
        .allSatisfy(problem ->
            assertThat(problem)
                .matches(
                    "[abc].yaml:3:9 /params: the entry 'subject' \\(What it is about\\) is missing;"
                        + " expected subject: text"));
  }

  /// A type in its second version, which wants to know one thing more.
  private static final class Mail implements JobType<Context, Mail.Params> {
    record Params(String to, @Doc("What it is about") String subject) {}

    @Override
    public String name() {
      return "mail";
    }

    @Override
    public String description() {
      return "Writes to somebody.";
    }

    @Override
    public Class<Params> params() {
      return Params.class;
    }

    @Override
    public Makes makes() {
      return Makes.ANYTHING;
    }

    @Override
    public Input<Context> tool(Tools tools) {
      return Input.context();
    }

    @Override
    public Made run(Context context, Params params, Work work) {
      return Made.nothingToSay();
    }
  }

  @Test
  void schedulesAreAWordOrTimes() {
    assertThat(with("name: a\ntype: marker\nschedule: dayly\n").problems())
        .containsExactly(
            "job.yaml:3:11 /schedule: expected one of hourly, daily, weekly, but found \"dayly\"; did"
                + " you mean 'daily'?");
    assertThat(with("name: a\ntype: marker\nschedule: 7\n").problems())
        .containsExactly(
            "job.yaml:3:11 /schedule: expected hourly, daily, weekly, or a map such as {cron: \"0 6 *"
                + " * 1\"}, but found 7");
    assertThat(with("name: a\ntype: marker\nschedule: {cron: 0 25 * * *}\n").problems())
        .containsExactly(
            "job.yaml:3:18 /schedule/cron: cron '0 25 * * *': expected an hour from 0 to 23, but found"
                + " '25' at place 3");
    assertThat(
            with("name: a\ntype: marker\nschedule: {cron: 0 5 * * *, zone: Europe/Amsterdm}\n")
                .problems())
        .containsExactly(
            "job.yaml:3:35 /schedule/zone: expected a time zone such as Europe/Amsterdam, but found"
                + " \"Europe/Amsterdm\"");
  }

  @Test
  void whatOnlyARunKnowsIsCheckedToo() {
    assertThat(
            with("""
            name: a
            type: transform
            params:
              sql: select {{ partitoin }}, {{ partition }}
            """)
                .problems())
        .containsExactly(
            "job.yaml:4:8 /params/sql: no run-time value is called 'partitoin'; there are partition,"
                + " run, job; did you mean 'partition'?",
            "job.yaml:4:8 /params/sql: {{ partition }} needs 'partitions', which this job has not;"
                + " give it some");
    assertThat(with("name: a\ntype: marker\ndescription: of {{ run }}\n").problems())
        .containsExactly(
            "job.yaml:3:14 /description: {{ run }} is filled in under 'params' and 'checks' alone");
    assertThat(with("name: a\ntype: marker\nteam: {env: TEAM}\n").problems())
        .containsExactly(
            "job.yaml:3:7 /team: {env: NAME} is looked up where a job runs, so it may stand in 'params'"
                + " alone; write the value itself");
  }

  @Test
  void partitionsReplaceTheirOwnRowsOnly() {
    assertThat(
            with("""
            name: a
            type: transform
            partitions: {unit: day, start: 2001-01-01}
            params: {sql: select 1}
            """)
                .problems())
        .containsExactly(
            "job.yaml:4:9 /params: each partition would replace the whole table; say in"
                + " 'partitionColumn' which column tells them apart");
    assertThat(
            with("name: a\ntype: transform\nparams: {sql: q, partitionColumn: day}\n").problems())
        .containsExactly(
            "job.yaml:3:9 /params: 'partitionColumn' is 'day', but the job has no partitions; give it"
                + " 'partitions', or leave this out");
  }

  @Test
  void checksAreOfATypeOnADatasetThatIsATable() {
    assertThat(
            with("""
            name: a
            type: split
            outputs: [x, y]
            params: {sql: {x: q, y: q}}
            checks:
              - type: row_cuont
                min: 1
              - row_count: {min: 1}
            """)
                .problems())
        .containsExactly(
            "job.yaml:6:11 /checks/0/type: there is no check 'row_cuont'; there are row_count, unique,"
                + " not_null, accepted_values, freshness, sql; did you mean 'row_count'?",
            "job.yaml:8:5 /checks/1: a check is a map with a 'type', one of row_count, unique,"
                + " not_null, accepted_values, freshness, sql");
    assertThat(
            with("""
            name: a
            type: split
            outputs: [x, y]
            params: {sql: {x: q, y: q}}
            checks:
              - {type: row_count, min: 1}
              - {type: row_count, min: 1, dataset: z}
              - {type: row_count, min: 1, dataset: y}
              - {type: row_count, max: 9, dataset: y}
            """)
                .problems())
        .containsExactly(
            "job.yaml:6:5 /checks/0: the job makes [x, y]; say in 'dataset' which is looked at",
            "job.yaml:7:40 /checks/1/dataset: the job does not make 'z', but [x, y]; did you mean 'x'?",
            "job.yaml:9:5 /checks/3: dataset 'y' has another check 'row_count'; give one of them a"
                + " 'name'");
    assertThat(
            with("name: a\ntype: transform\nparams: {sql: q}\nchecks: [{type: row_count}]\n")
                .problems())
        .singleElement()
        .asString()
        .startsWith("job.yaml:4:10 /checks/0: ")
        .endsWith("expected 'min' or 'max', but found neither");
    assertThat(with("name: a\ntype: marker\nchecks: [{type: row_count, min: 1}]\n").problems())
        .containsExactly(
            "job.yaml:3:10 /checks/0: a check looks at a table, but a job of type marker makes none");
  }

  @Test
  void namesAreNamesAndTheCompilersTagsAreItsOwn() {
    assertThat(
            with("name: my-job\ntype: marker\nteam: a b\noutputs: [a.b]\ntags: {file: x}\n")
                .problems())
        .containsExactly(
            "job.yaml:1:7 /name: 'my-job' is not a valid name, which matches [A-Za-z_][A-Za-z0-9_]*;"
                + " rename it",
            "job.yaml:3:7 /team: 'a b' is not a valid name, which matches [A-Za-z_][A-Za-z0-9_]*;"
                + " rename it",
            "job.yaml:4:11 /outputs/0: 'a.b' is not a valid dataset, which is like 'orders' or"
                + " 'raw/orders'; rename it",
            "job.yaml:5:14 /tags/file: the compiler sets the tag 'file' itself; call yours otherwise");
    assertThat(
            with("name: x\ntype: split\noutputs: [x, y]\nparams: {sql: {x: q, y: q}}\n").problems())
        .containsExactly(
            "job.yaml:1:7 /name: a job with several outputs is not called like one of them; rename"
                + " it");
    assertThat(with("name: x\ntype: transform\noutputs: [a, b]\nparams: {sql: q}\n").problems())
        .containsExactly(
            "job.yaml:3:10 /outputs: a job of type transform makes one dataset, but found 2 outputs;"
                + " make a job of each");
  }

  @Test
  void aFileOfNothingIsNoJob() {
    assertThat(TestCompany.empty().with("empty.yaml", "# to do\n").problems())
        .containsExactly(
            "empty.yaml:1:1: the entry 'name' (Unique among all jobs) is missing; expected name: text",
            "empty.yaml:1:1: the entry 'type' (The kind of job) is missing; expected type: text");
    assertThat(TestCompany.empty().with("list.yaml", "- a\n").problems())
        .singleElement()
        .asString()
        .startsWith("list.yaml:1:1: expected a map ");
  }

  @Test
  void theCompanysOwnFileIsCheckedAsWell() {
    assertThat(
            TestCompany.empty()
                .with("company.yaml", "zone: Mars/Olympus\nrhythms: {daily: 0 5 * *}\n")
                .problems())
        .containsExactly(
            "company.yaml:1:7 /zone: expected a time zone such as Europe/Amsterdam, but found"
                + " \"Mars/Olympus\"");
    assertThat(
            TestCompany.empty().with("company.yaml", "rhythms: {daily: 0 25 * * *}\n").problems())
        .containsExactly(
            "company.yaml:1:18 /rhythms/daily: cron '0 25 * * *': expected an hour from 0 to 23, but"
                + " found '25' at place 3");
  }

  @Test
  void aFileThatIsNoTextOrFarTooLongIsToldWithTheOthers(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, (byte) 0x28});
    Files.writeString(folder.resolve("dump.yaml"), "name: " + "x".repeat(1_000_000));
    Files.writeString(folder.resolve("job.yaml"), "name: job\ntype: markr\n");

    List<SourceFile> files = SourceFile.in(folder);

    assertThatThrownBy(() -> Compiler.graph(files, JobTypes.company()))
        .isInstanceOfSatisfying(
            InvalidDescriptors.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::toString)
                    .satisfiesExactly(
                        binary ->
                            assertThat(binary)
                                .isEqualTo(
                                    "binary.yaml:1:1: expected text in UTF-8, but found other"
                                        + " bytes"),
                        dump ->
                            assertThat(dump)
                                .startsWith(
                                    "dump.yaml:1:1: expected at most 1000000 bytes, but found"
                                        + " 1000006"),
                        type -> assertThat(type).startsWith("job.yaml:2:7 /type")));
  }
}
