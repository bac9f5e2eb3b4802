package io.dagwerk.examples.megajob;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dagwerk.definitions.Job;
import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.InvalidDescriptors;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.graph.JobGraph;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.plan.StepState;
import io.dagwerk.testing.JobRun;
import io.dagwerk.testing.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/// A company of a few files, for tests.
public final class TestCompany {
  private final List<SourceFile> files = new ArrayList<>();

  /// A company without a file.
  public static TestCompany empty() {
    return new TestCompany();
  }

  /// The company that comes with the example.
  public static List<SourceFile> sample() {
    try {
      return SourceFile.in(Path.of("company"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One more file.
  public TestCompany with(String name, String text) {
    files.add(new SourceFile(name, text));
    return this;
  }

  /// A job that is a table, made from these inputs.
  public TestCompany table(String name, String... inputs) {
    return with(
        name + ".yaml",
        """
        name: %s
        type: transform
        schedule: daily
        inputs: [%s]
        params: {sql: select 1 as one}
        """
            .formatted(name, String.join(", ", inputs)));
  }

  public List<SourceFile> files() {
    return List.copyOf(files);
  }

  public JobGraph graph() {
    return Compiler.graph(files, JobTypes.company());
  }

  public Company compiled() {
    return Compiler.compile(files, JobTypes.company());
  }

  /// A run of one of a company's jobs in mode `test`.
  public static JobRun rehearsed(Company company, String job) {
    return of(company, job).mode(Tools.TEST);
  }

  /// A run of one of a company's jobs.
  public static JobRun of(Company company, String job) {
    return JobRun.of(
        company.definitions().find(Job.class, job).orElseThrow(), company.definitions());
  }

  /// The steps of a run that succeeded, in the order of its plan.
  public static List<String> succeeded(Result result) {
    return steps(result, StepState.Succeeded.class);
  }

  /// The steps of a run that came to such an end, in the order of its plan.
  public static List<String> steps(Result result, Class<? extends StepState> end) {
    return result.record().progress().states().entrySet().stream()
        .filter(step -> end.isInstance(step.getValue()))
        .map(step -> step.getKey().toString())
        .toList();
  }

  /// All that is wrong with it, as it is told.
  public List<String> problems() {
    return problems(JobTypes.company());
  }

  /// All that is wrong with it for these types.
  public List<String> problems(JobTypes types) {
    InvalidDescriptors thrown =
        catchThrowableOfType(InvalidDescriptors.class, () -> Compiler.graph(files, types));
    return thrown == null
        ? Assertions.fail("expected problems, but found none")
        : thrown.problems().stream().map(Object::toString).toList();
  }
}
