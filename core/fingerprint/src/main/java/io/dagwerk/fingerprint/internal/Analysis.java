package io.dagwerk.fingerprint.internal;

import io.dagwerk.fingerprint.Coverage;
import io.dagwerk.fingerprint.Fingerprint;
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

  private record Start(Code code, List<Root> roots) {}

  private record Place(ClassLoader loader, String type) {}

  private record Code(CodeBase base, Parts parts) {}

  private final Predicate<String> platform;
  private final LibraryJars jars = new LibraryJars();
  private final Map<Place, Home> homes = new HashMap<>();
  private final Map<Home, Code> codes = new HashMap<>();
  private final Map<Start, Fingerprint> searched = new HashMap<>();

  public Analysis(Predicate<String> platform) {
    this.platform = platform;
  }

  public synchronized Fingerprint fingerprint(Serializable function) {
    try {
      Code code = code(function);
      Captured captured = captured(code, function);
      Start start = new Start(code, captured.roots());
      Fingerprint found = searched.get(start);
      if (found == null) {
        found = search(start, new Findings(), Optional.of(code.parts()));
        searched.put(start, found);
      }
      return switch (found) {
        case Fingerprint.Unknown unknown -> unknown;
        case Fingerprint.Known(String sha256) ->
            new Fingerprint.Known(new Transcript().text(sha256).bytes(captured.values()).hex());
      };
    } catch (Unfathomable e) {
      return new Fingerprint.Unknown(e.reason());
    } catch (RuntimeException | LinkageError e) {
      return unreadable(e);
    }
  }

  public synchronized Coverage coverage(Serializable function) {
    Fingerprint fingerprint = fingerprint(function);
    Findings findings = new Findings();
    try {
      Code code = code(function);
      search(new Start(code, captured(code, function).roots()), findings, Optional.empty());
    } catch (RuntimeException | LinkageError e) {
      // The fingerprint says why; the lists end here.
      return coverage(fingerprint, findings);
    }
    return coverage(fingerprint, findings);
  }

  private Code code(Serializable function) {
    return codes.computeIfAbsent(
        home(function),
        home -> {
          CodeBase base = new CodeBase(home.loader(), home.jar(), platform);
          return new Code(base, new Parts(base, jars));
        });
  }

  private static Captured captured(Code code, Serializable function) {
    Captured captured =
        new Captured(type -> code.base().user(Names.internal(type.getName())).isPresent());
    captured.read(function);
    return captured;
  }

  private Fingerprint search(Start start, Findings findings, Optional<Parts> parts) {
    try {
      new Reach(start.code().base(), jars, findings, parts).search(start.roots());
      return new Fingerprint.Known(findings.hex());
    } catch (Unfathomable e) {
      return new Fingerprint.Unknown(e.reason());
    } catch (RuntimeException | LinkageError e) {
      return unreadable(e);
    }
  }

  /// The loader that sees the function's code, and the jar that holds it.
  private Home home(Serializable function) {
    ClassLoader loader =
        Optional.ofNullable(function.getClass().getClassLoader())
            .orElseGet(ClassLoader::getSystemClassLoader);
    String type =
        Captured.lambda(function)
            .map(SerializedLambda::getCapturingClass)
            .orElse(Names.internal(function.getClass().getName()));
    return homes.computeIfAbsent(
        new Place(loader, type), place -> new Home(loader, CodeBase.jarOf(loader, type)));
  }

  private static Coverage coverage(Fingerprint fingerprint, Findings findings) {
    return new Coverage(
        fingerprint,
        findings.methods(),
        findings.constants(),
        findings.classes(),
        findings.libraries());
  }

  private static Fingerprint unreadable(Throwable e) {
    return new Fingerprint.Unknown("the code of the function cannot be read (" + e + ")");
  }
}
