package io.dagwerk.examples.megajob.type;

import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Failure;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Materialized;
import io.dagwerk.examples.megajob.tool.FileArea;
import io.dagwerk.examples.megajob.tool.Tools;
import java.io.FileNotFoundException;

/// Fails until a file has landed, so that `retries` say how long to wait for it.
public final class FileArrived implements JobType<FileArea, FileArrived.Params> {
  /// What to wait for.
  public record Params(@Doc("The file, below the landing folder") String file) {}

  @Override
  public String name() {
    return "file_arrived";
  }

  @Override
  public String description() {
    return "Waits for a file to land.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Makes makes() {
    return Makes.ANYTHING;
  }

  @Override
  public Input<FileArea> tool(Tools tools) {
    return tools.files();
  }

  @Override
  public Made run(FileArea files, Params params, Work work) throws Exception {
    try {
      return Made.of(Materialized.with("file", files.find(params.file()).toString()));
    } catch (FileNotFoundException e) {
      throw new Failure("file '%s' has not landed yet".formatted(params.file()), e);
    }
  }
}
