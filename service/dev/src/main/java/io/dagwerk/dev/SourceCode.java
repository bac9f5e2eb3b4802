package io.dagwerk.dev;

import io.dagwerk.daemon.CodeSource;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.UnloadableCode;
import io.dagwerk.dev.compiler.Answer;
import io.dagwerk.dev.compiler.KnownVersions;
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

  /// What was served without being compiled.
  private volatile Optional<Request> uncompiled = Optional.empty();

  /// Whether nothing has been asked for yet.
  private boolean isFirst = true;

  /// @param definitions the class that the user has chosen
  SourceCode(Project project, Workshop workshop, Optional<String> definitions) {
    this.project = project;
    this.workshop = workshop;
    this.definitions = definitions;
    this.compiler = new CompilerProcess(workshop.cache());
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public void watch(Runnable changed) {
    try {
      Files.createDirectories(workshop.store());
      new Versions(workshop.versions()).prune();
      new KnownVersions(workshop.versions()).prune();
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
    List<Path> classPath = new ArrayList<>(List.of(version(request)));
    classPath.addAll(libraries);
    return new Loadable(EntryPoints.choose(List.of(classPath.getFirst()), definitions), classPath);
  }

  /// What nobody has changed since it was last served is not compiled before it is served.
  private Path version(Request request) throws IOException, InterruptedException {
    boolean mayBeKnown = isFirst;
    isFirst = false;
    if (mayBeKnown) {
      Optional<Path> known = new KnownVersions(workshop.versions()).find(request);
      if (known.isPresent()) {
        uncompiled = Optional.of(request);
        return known.get();
      }
    }
    return switch (compiler.ask(request)) {
      case Answer.Failed(List<Problem> problems) -> throw unloadable(problems);
      case Answer.Version(Path folder, _, _) -> folder;
    };
  }

  /// When it is served, there is time for the compiler to learn what the next save is compared
  /// with.
  @Override
  public void stands(LocationStatus status) {
    Optional<Request> left = uncompiled;
    uncompiled = Optional.empty();
    left.ifPresent(request -> Thread.startVirtualThread(() -> compiler.prepare(request)));
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
