package io.dagwerk.dev;

import io.dagwerk.daemon.CodeSource;
import io.dagwerk.daemon.UnloadableCode;
import io.dagwerk.dev.compiler.Answer;
import io.dagwerk.dev.compiler.Problem;
import io.dagwerk.dev.compiler.Request;
import io.dagwerk.dev.compiler.Versions;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.protocol.SharedPackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sources as the code of a location: compiled in a process of their own each time that they
/// change.
final class SourceCode implements CodeSource {
  private static final int MOST_PROBLEMS = 20;

  private final Project project;
  private final Workshop workshop;
  private final Optional<String> definitions;
  private final CompilerProcess compiler;
  private Optional<FileWatch> watch = Optional.empty();

  /// @param definitions the class that the user has chosen
  SourceCode(Project project, Workshop workshop, Optional<String> definitions) {
    this.project = project;
    this.workshop = workshop;
    this.definitions = definitions;
    this.compiler = new CompilerProcess(workshop.compilerArchive());
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public void watch(Runnable changed) {
    try {
      Files.createDirectories(workshop.store());
      compiler.start();
      new Versions(workshop.versions()).prune();
      workshop.libraries().prune();
      watch = Optional.of(FileWatch.start(project.watched(), workshop.store(), changed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Loadable code() throws IOException, InterruptedException {
    List<Path> libraries = project.libraries();
    Request request =
        new Request(
            project.roots(),
            project.watched().excluded(),
            workshop.engine(),
            SharedPackages.PREFIXES,
            libraries,
            workshop.versions());
    return switch (compiler.ask(request)) {
      case Answer.Failed(List<Problem> problems) -> throw unloadable(problems);
      case Answer.Version(Path folder, _, _) -> {
        List<Path> classPath = new ArrayList<>(List.of(folder));
        classPath.addAll(libraries);
        yield new Loadable(EntryPoints.choose(List.of(folder), definitions), classPath);
      }
    };
  }

  /// Sources that cannot be compiled, with what is wrong with each.
  static UnloadableCode unloadable(List<Problem> problems) {
    Stream<String> shown = problems.stream().limit(MOST_PROBLEMS).map(Problem::toString);
    int left = problems.size() - MOST_PROBLEMS;
    Stream<String> more = left > 0 ? Stream.of("and %d more".formatted(left)) : Stream.of();
    return new UnloadableCode(
        ErrorInfo.ofMessage(
            "Compiler", Stream.concat(shown, more).collect(Collectors.joining("\n"))));
  }

  /// The process that compiles.
  Optional<ProcessHandle> compilerProcess() {
    return compiler.process();
  }

  @Override
  public void close() {
    watch.ifPresent(FileWatch::close);
    compiler.close();
  }
}
