package io.dagwerk.daemon;

import io.dagwerk.codeclient.CodeServerAddress;
import io.dagwerk.model.Isolation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A code location of an instance. Immutable.
public sealed interface LocationSettings {
  /// What the location is called.
  String name();

  /// What runs share whose job says nothing.
  Isolation isolation();

  /// A location whose code servers this host starts.
  ///
  /// @param code where its code comes from
  /// @param values the folder for values that name no IO manager
  /// @param javaHome the JDK that its code runs on; that of this process when it is left out
  record OfCode(
      String name, CodeSource code, Path values, Optional<Path> javaHome, Isolation isolation)
      implements LocationSettings {

    /// A location whose runs have processes of their own.
    public OfCode(String name, CodeSource code, Path values, Optional<Path> javaHome) {
      this(name, code, values, javaHome, Isolation.PROCESS);
    }

    /// A location whose code was built, on the JDK of this process.
    public OfCode(
        String name,
        String definitions,
        List<Path> classPath,
        Optional<Path> classPathFile,
        Path values) {
      this(name, new BuiltCode(definitions, classPath, classPathFile), values, Optional.empty());
    }

    /// A location whose class path stands in no file.
    public OfCode(String name, String definitions, List<Path> classPath, Path values) {
      this(name, definitions, classPath, Optional.empty(), values);
    }

    /// The same, with runs that share this.
    public OfCode isolation(Isolation runs) {
      return new OfCode(name, code, values, javaHome, runs);
    }
  }

  /// A location whose code server somebody else starts, and replaces by one of another version.
  record AtAddress(String name, CodeServerAddress address, Isolation isolation)
      implements LocationSettings {

    /// A location whose runs have processes of their own.
    public AtAddress(String name, CodeServerAddress address) {
      this(name, address, Isolation.PROCESS);
    }
  }
}
