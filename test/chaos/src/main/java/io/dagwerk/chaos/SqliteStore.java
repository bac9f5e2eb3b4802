package io.dagwerk.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The file in the folder of the only host.
///
/// @param file which the host makes
record SqliteStore(Path file) implements Store {
  @Override
  public String url() {
    return "jdbc:sqlite:" + file;
  }

  @Override
  public String settings() {
    return "";
  }

  @Override
  public List<String> locking() {
    return List.of("begin immediate");
  }

  @Override
  public Set<Fault> faults() {
    return Set.of();
  }

  @Override
  public void begin(Fault fault) {
    throw new IllegalArgumentException("a file has no " + fault.words());
  }

  @Override
  public void end(Fault fault) {
    throw new IllegalArgumentException("a file has no " + fault.words());
  }

  @Override
  public void stop() {
    // It goes with its folder.
  }
}
