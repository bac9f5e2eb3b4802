package io.dagwerk.webserver;

import io.dagwerk.spi.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The files of the user interface, as they lie in its jar: an `index.html` that every page is, and
/// files under `assets/` whose names change with what is in them. A build without the interface has
/// none. Thread-safe.
final class UiFiles {
  private static final String FOLDER = "/io/dagwerk/ui/";
  private static final String INDEX = "index.html";
  private static final String BASE = "<base href=\"/\"";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private final Optional<File> index;
  private final Map<String, File> known = new ConcurrentHashMap<>();

  /// @param prefix under which browsers reach the server, such as `/dagwerk`; empty for its root
  UiFiles(String prefix) {
    String base = "<base href=\"%s/\"".formatted(prefix);
    this.index =
        read(INDEX)
            .map(page -> new String(page.toArray(), StandardCharsets.UTF_8).replace(BASE, base))
            .map(page -> new File(type(INDEX), Bytes.ofText(page), Optional.empty()));
  }

  /// What is sent of a file.
  ///
  /// @param packed the same with gzip, where it is smaller
  record File(String type, Bytes plain, Optional<Bytes> packed) {}

  /// What a browser shows at any address that is no file.
  Optional<File> index() {
    return index;
  }

  /// A file whose name says which version of it this is.
  ///
  /// @param name below `assets/`
  Optional<File> asset(String name) {
    // What is not there is not remembered: anybody may ask for anything.
    if (!name.matches("[A-Za-z0-9_.-]{1,200}") || name.startsWith(".")) {
      return Optional.empty();
    }
    Optional<File> before = Optional.ofNullable(known.get(name));
    if (before.isPresent()) {
      return before;
    }
    Optional<File> found =
        read("assets/" + name)
            .map(plain -> new File(type(name), plain, read("assets/" + name + ".gz")));
    found.ifPresent(file -> known.put(name, file));
    return found;
  }

  private static String type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }

  private static Optional<Bytes> read(String name) {
    try (InputStream in = UiFiles.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? Optional.empty() : Optional.of(Bytes.of(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("the user interface cannot be read", e);
    }
  }
}
