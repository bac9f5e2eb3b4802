package io.dagwerk.examples.megajob;

import io.dagwerk.documents.Documents;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.DescriptorJsonSchema;
import io.dagwerk.examples.megajob.descriptor.InvalidDescriptors;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.generated.Generator;
import io.dagwerk.examples.megajob.graph.GraphDiff;
import io.dagwerk.examples.megajob.graph.GraphExport;
import io.dagwerk.examples.megajob.graph.GraphJob;
import io.dagwerk.examples.megajob.graph.JobGraph;
import io.dagwerk.examples.megajob.graph.TypePages;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.Nearest;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The command that compiles, compares, tests and runs a company's descriptors.
public final class Megajob {
  static final int SUCCESS = 0;
  static final int FAILED = 1;
  static final int REFUSED = 2;
  static final int BROKEN = 3;
  static final int MISUSED = 64;

  private static final int GENERATED = 900;
  private static final int SEED = 20_010_131;
  private static final List<String> COMMANDS =
      List.of(
          "run", "check", "due", "diff", "graph", "format", "schema", "types", "generate", "help");
  private static final String USAGE =
      """
      Usage: examples/megajob/megajob COMMAND [ARGUMENTS]

        run                  run the company's daily job for real, in a folder
          --days N             so many days of January 2001; 2 if not said
          --into FOLDER        .dagwerk/megajob if not said
          --job, --mode, --preset, --select
        check [FOLDER]       compile the descriptors of a folder, plan all of their jobs and presets,
                             ask all schedules, and run everything in mode test
          --against FOLDER     run only what is affected by the differences from this one
          --on DATE            the day of which schedules are asked; today if not said
          --junit FILE, --sarif FILE
        due [FOLDER]         what would run, a line TIME JOB each
          --from DATE --days N a week from today if not said
          --against FILE       what differs from these lines, of another scheduler
        diff OLD NEW         what differs between two folders
        graph [FOLDER]       the compiled graph
          --as json|dot        dot if not said
        format FILE          a descriptor in its normal form
        schema               the JSON Schema of descriptors
        types [FOLDER]       a page of all job types and their jobs
        generate FOLDER      a made-up company
          --count N --seed N

      Exit codes: 0 all is well, 1 a run failed, 2 descriptors or a launch were refused,
      3 something around them is broken, 64 a command was misused.
      """;

  private final PrintStream out;
  private final Path example;
  private final JobTypes types = JobTypes.company();
  private final Folders folders;

  /// @param example the folder of the example
  Megajob(Path example, PrintStream out) {
    this.example = example;
    this.out = out;
    this.folders = new Folders(example, types);
  }

  /// Exits with a code that says what went wrong, if anything did.
  public static void main(String[] arguments) {
    PrintStream out = System.out; // held, because a run takes over what is printed
    System.exit(new Megajob(ExampleFolder.find(), out).run(List.of(arguments), System.err));
  }

  /// @return the exit code
  int run(List<String> arguments, PrintStream err) {
    String command = arguments.isEmpty() ? "help" : arguments.getFirst();
    try {
      return run(command, arguments.subList(Math.min(1, arguments.size()), arguments.size()));
    } catch (InvalidDescriptors e) {
      e.problems().forEach(err::println);
      err.println("%d problems".formatted(e.problems().size()));
      return REFUSED;
    } catch (RunRefused e) {
      e.problems().forEach(err::println);
      return REFUSED;
    } catch (Arguments.Misused e) {
      err.println("megajob %s: %s".formatted(command, e.getMessage()));
      return MISUSED;
    } catch (IOException | UncheckedIOException e) {
      err.println("megajob %s: %s".formatted(command, e));
      return BROKEN;
    }
  }

  private int run(String command, List<String> arguments) throws IOException {
    return switch (command) {
      case "run" ->
          new RealRun(example, out)
              .run(
                  Arguments.of(
                      arguments, List.of("days", "into", "job", "mode", "preset", "select")));
      case "check" ->
          new CheckCommand(folders, out).run(Arguments.of(arguments, CheckCommand.OPTIONS));
      case "due" -> new DueCommand(folders, out).run(Arguments.of(arguments, DueCommand.OPTIONS));
      case "diff" -> diff(Arguments.of(arguments, List.of()));
      case "graph" -> graph(Arguments.of(arguments, List.of("as")));
      case "format" -> format(Arguments.of(arguments, List.of()));
      case "schema" -> printed(Documents.indentedJson(DescriptorJsonSchema.of(types)));
      case "types" ->
          printed(
              TypePages.of(
                  types, folders.graph(folders.company(Arguments.of(arguments, List.of())))));
      case "generate" -> generate(Arguments.of(arguments, List.of("count", "seed")));
      case "help", "--help" -> printed(USAGE);
      default ->
          throw new Arguments.Misused(
              "there is no such command; there are %s%s"
                  .formatted(String.join(", ", COMMANDS), Nearest.hint(command, COMMANDS)));
    };
  }

  private int printed(String text) {
    out.print(text);
    return SUCCESS;
  }

  private int diff(Arguments arguments) throws IOException {
    JobGraph before = folders.graph(Path.of(arguments.word(0, "the older folder")));
    JobGraph after = folders.graph(Path.of(arguments.word(1, "the newer folder")));
    GraphDiff diff = GraphDiff.between(before, after);
    out.print(diff.text());
    out.println("affected: %s".formatted(diff.affected(after)));
    return SUCCESS;
  }

  private int graph(Arguments arguments) throws IOException {
    JobGraph graph = folders.graph(folders.company(arguments));
    String as = arguments.find("as").orElse("dot");
    return switch (as) {
      case "dot" -> printed(GraphExport.dot(graph));
      case "json" -> printed(GraphExport.json(graph));
      default ->
          throw new Arguments.Misused("option '--as' is dot or json, but found '%s'".formatted(as));
    };
  }

  private int format(Arguments arguments) throws IOException {
    Path file = Path.of(arguments.word(0, "a descriptor's file"));
    SourceFile source = new SourceFile(file.getFileName().toString(), Files.readString(file));
    GraphJob job = Compiler.alone(source, types);
    return printed(
        source.name().endsWith(".json")
            ? Documents.indentedJson(job.canonical())
            : Documents.yaml(job.canonical()));
  }

  private int generate(Arguments arguments) throws IOException {
    Path folder = Path.of(arguments.word(0, "the folder to write to"));
    int seed = arguments.number("seed", SEED);
    List<SourceFile> files = Generator.company(arguments.number("count", GENERATED), seed);
    for (SourceFile file : files) {
      Path target = folder.resolve(file.name());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.text());
    }
    out.println("wrote %d files with seed %d".formatted(files.size(), seed));
    return SUCCESS;
  }
}
