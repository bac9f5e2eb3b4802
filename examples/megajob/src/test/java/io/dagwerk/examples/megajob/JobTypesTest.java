package io.dagwerk.examples.megajob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Materialized;
import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.DescriptorJsonSchema;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.examples.megajob.type.Made;
import io.dagwerk.examples.megajob.type.Makes;
import io.dagwerk.examples.megajob.type.Marker;
import io.dagwerk.examples.megajob.type.Work;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.Event.AssetMaterialized;
import io.dagwerk.testing.JobRun;
import io.dagwerk.testing.Result;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A kind of job is one class with a record of params; the compiler knows none of them.
final class JobTypesTest {
  /// All that it takes.
  private static final class Greeting implements JobType<Context, Greeting.Params> {
    record Params(
        @Doc("Whom to greet") String name,
        @Default("1") int times,
        Optional<List<String>> others) {}

    @Override
    public String name() {
      return "greeting";
    }

    @Override
    public String description() {
      return "Greets somebody.";
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
      return Made.of(
          Materialized.with(
              "said", "hello %s, %s".formatted(params.name(), params.others().orElse(List.of()))));
    }
  }

  private static Company with(String descriptor) {
    return Compiler.compile(
        TestCompany.empty().with("hello.yaml", descriptor).files(),
        JobTypes.company().and(new Greeting()));
  }

  private static JobRun run(Company company) {
    return TestCompany.of(company, Company.ALL);
  }

  private static String said(Result result) {
    return result.events(AssetMaterialized.class).getFirst().metadata().toString();
  }

  @Test
  @Covers("S36.1")
  void aTypeIsAddedByOneClassAndNothingElse() {
    Company company = with("name: hello\ntype: greeting\nparams: {name: world}\n");

    assertThat(said(run(company).run().requireSuccess())).contains("hello world, []");
    assertThat(DescriptorJsonSchema.of(JobTypes.company().and(new Greeting())).toJson())
        .contains("\"const\": \"greeting\"")
        .contains("Whom to greet");
  }

  @Test
  void runTimeValuesAreFilledIntoEveryTextHoweverDeep() {
    Company company =
        with(
            "name: hello\ntype: greeting\nparams: {name: \"{{ job }}\", others: [\"{{run}}\", x]}\n");

    Result result = run(company).run().requireSuccess();

    assertThat(said(result)).contains("hello hello, [%s, x]".formatted(result.record().run()));
  }

  @Test
  @Covers("S41.3")
  void aVariableThatIsNotSetIsNamedBeforeAnythingRuns() {
    Company company =
        with("name: hello\ntype: greeting\nparams: {name: {env: WHOM}, times: {env: OFTEN}}\n");

    assertThat(
            said(
                run(company)
                    .with(Environment.of(Map.of("WHOM", "world", "OFTEN", "2")))
                    .run()
                    .requireSuccess()))
        .contains("hello world");
    assertThatThrownBy(() -> run(company).with(Environment.empty()).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("job 'hello'")
        .hasMessageContaining("the environment variable WHOM is not set")
        .hasMessageContaining("the environment variable OFTEN is not set");
  }

  @Test
  void twoTypesOfOneNameAreRefused() {
    assertThatThrownBy(() -> JobTypes.of(List.of(new Marker(), new Marker())))
        .hasMessage("two job types are named 'marker'; rename one of them");
  }
}
