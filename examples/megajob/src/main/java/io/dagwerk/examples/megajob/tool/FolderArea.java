package io.dagwerk.examples.megajob.tool;

import io.dagwerk.config.Doc;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/// FileArea in two folders: one in which they land, and one for what jobs write.
public record FolderArea(Path landing, Path outputs) implements FileArea {
  /// Where the folders are.
  public record Settings(
      @Doc("Where files land") Path landing, @Doc("Where jobs write theirs") Path outputs) {}

  /// The folders of the settings.
  public static FolderArea open(Settings settings) throws IOException {
    Path outputs = settings.outputs().toAbsolutePath().normalize();
    Files.createDirectories(outputs);
    return new FolderArea(settings.landing().toAbsolutePath().normalize(), outputs);
  }

  @Override
  public Path find(String name) throws IOException {
    for (Path folder : new Path[] {outputs, landing}) {
      Path file = below(folder, name);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new FileNotFoundException("no file '%s' in %s or %s".formatted(name, outputs, landing));
  }

  @Override
  public Path place(String name) throws IOException {
    Path file = below(outputs, name);
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return file;
  }

  private static Path below(Path folder, String name) throws IOException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("file '%s' lies outside of %s".formatted(name, folder));
    }
    return file;
  }

  @Override
  public long copy(String from, String to, Compression compression) throws IOException {
    Path source = find(from);
    Path target = place(to);
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    try (OutputStream out = Files.newOutputStream(unfinished);
        OutputStream bytes =
            switch (compression) {
              case NONE -> out;
              case GZIP -> new GZIPOutputStream(out);
            }) {
      Files.copy(source, bytes);
    }
    Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    return Files.size(target);
  }
}
