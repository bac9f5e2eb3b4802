package io.dagwerk.fingerprint.internal;

import io.dagwerk.fingerprint.CodeVersion;
import io.dagwerk.fingerprint.Coverage;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Answers for one function after the other and keeps what it read: class files by loader, and the
/// outcome of each search by where it started.
public final class Analysis {
  private record Home(ClassLoader loader, Optional<Path> jar) {}

  private record Start(Home home, List<Root> roots) {}

  /// How a search ended: a reason takes the place of the hash.
  private record Outcome(Findings findings, Optional<String> reason) {}

  private final Predicate<String> platform;
  private final LibraryJars jars = new LibraryJars();
  private final Map<Home, CodeBase> bases = new HashMap<>();
  private final Map<Start, Outcome> outcomes = new HashMap<>();

  public Analysis(Predicate<String> platform) {
    this.platform = platform;
  }

  public synchronized CodeVersion version(Serializable function) {
    return coverage(function).version();
  }

  public synchronized Coverage coverage(Serializable function) {
    try {
      return analysed(function);
    } catch (Unfathomable e) {
      return unknown(new Findings(), e.reason());
    } catch (RuntimeException | LinkageError e) {
      return unknown(new Findings(), unreadable(e));
    }
  }

  private Coverage analysed(Serializable function) {
    Home home = home(function);
    CodeBase base =
        bases.computeIfAbsent(home, each -> new CodeBase(each.loader(), each.jar(), platform));
    Captured captured = new Captured(type -> base.user(Names.internal(type.getName())).isPresent());
    captured.read(function);
    List<Root> roots = captured.roots();
    Outcome outcome =
        outcomes.computeIfAbsent(new Start(home, roots), start -> search(base, roots));
    return outcome
        .reason()
        .map(reason -> unknown(outcome.findings(), reason))
        .orElseGet(() -> {
          Transcript all = new Transcript();
          all.text(outcome.findings().hex()).bytes(captured.values());
          return coverage(new CodeVersion.Known(all.hex()), outcome.findings());
        });
  }

  private Outcome search(CodeBase base, List<Root> roots) {
    Findings findings = new Findings();
    try {
      new Reach(base, jars, findings).search(roots);
      return new Outcome(findings, Optional.empty());
    } catch (Unfathomable e) {
      return new Outcome(findings, Optional.of(e.reason()));
    } catch (RuntimeException | LinkageError e) {
      return new Outcome(findings, Optional.of(unreadable(e)));
    }
  }

  /// The loader that sees the function's code, and the jar that holds it.
  private static Home home(Serializable function) {
    ClassLoader loader =
        Optional.ofNullable(function.getClass().getClassLoader())
            .orElseGet(ClassLoader::getSystemClassLoader);
    String type =
        Captured.lambda(function)
            .map(SerializedLambda::getCapturingClass)
            .orElse(Names.internal(function.getClass().getName()));
    return new Home(loader, CodeBase.jarOf(loader, type));
  }

  private static Coverage unknown(Findings findings, String reason) {
    return coverage(new CodeVersion.Unknown(reason), findings);
  }

  private static Coverage coverage(CodeVersion version, Findings findings) {
    return new Coverage(
        version,
        findings.methods(),
        findings.constants(),
        findings.classes(),
        findings.libraries());
  }

  private static String unreadable(Throwable e) {
    return "the code of the function cannot be read (" + e + ")";
  }
}
