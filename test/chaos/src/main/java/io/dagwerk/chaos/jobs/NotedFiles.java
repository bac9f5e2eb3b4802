package io.dagwerk.chaos.jobs;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.model.OutputAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Keeps values in files, and writes down what it stores and loads.
record NotedFiles(Path folder) implements IoManager<Object> {
  @Override
  public void store(StoreContext context, Object value) throws Exception {
    NotedValue noted = new NotedValue(String.valueOf(value));
    Notes.Doer doer =
        new Notes.Doer(context.runId().toString(), context.step().toString(), noted.attempt());
    Path target = folder.resolve(context.path());
    Files.createDirectories(target.getParent());
    Path beside = Files.createTempFile(target.getParent(), "writing", null);
    write(beside, noted.text());
    Notes.add(doer, "writing", context.path(), noted.hash());
    var _ = Notes.hold(doer, "writing");
    context.report("hash", noted.hash());
    context.report("pid", Notes.pid());
    context.report("path", context.path());
    context.requireCurrent();
    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Notes.add(doer, "stored", context.path(), noted.hash());
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var _ = channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
  }

  @Override
  public Object load(LoadContext context) throws Exception {
    String text = Files.readString(folder.resolve(context.path()));
    Notes.add(
        new Notes.Doer(context.runId().toString(), context.step().toString(), 0),
        "loaded",
        context.path(),
        new NotedValue(text).hash());
    return text;
  }

  @Override
  public boolean exists(OutputAddress address) {
    return Files.exists(folder.resolve(address.path()));
  }
}
