package io.dagwerk.examples.megajob.type;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Materialized;
import io.dagwerk.examples.megajob.tool.FileArea;
import io.dagwerk.examples.megajob.tool.FileArea.Compression;
import io.dagwerk.examples.megajob.tool.Tools;

/// Copies a file.
public final class FileCopy implements JobType<FileArea, FileCopy.Params> {
  /// What to copy, and where to.
  public record Params(
      @Doc("The file that is there") String from,
      @Doc("The copy, below the folder that jobs write to") String to,
      @Doc("What becomes of its bytes") @Default("none") Compression compression) {}

  @Override
  public String name() {
    return "file_copy";
  }

  @Override
  public String description() {
    return "Copies a file, compressed if wanted.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Makes makes() {
    return Makes.ONE_FILE;
  }

  @Override
  public Input<FileArea> tool(Tools tools) {
    return tools.files();
  }

  @Override
  public Made run(FileArea files, Params params, Work work) throws Exception {
    long bytes = files.copy(params.from(), params.to(), params.compression());
    return Made.of(Materialized.with("bytes", bytes).and("file", params.to()));
  }
}
