package io.dagwerk.examples.megajob.tool;

import java.nio.file.Path;

/// FileArea that are always there, without a disk: for tests.
public record FakeFileArea(Recorder recorder) implements FileArea {
  @Override
  public Path find(String name) {
    recorder.record("files", "find " + name);
    return Path.of(name);
  }

  @Override
  public Path place(String name) {
    return Path.of(name);
  }

  @Override
  public long copy(String from, String to, Compression compression) {
    recorder.record("files", "copy %s to %s".formatted(from, to));
    return 0;
  }
}
