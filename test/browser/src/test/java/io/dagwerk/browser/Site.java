package io.dagwerk.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/// A server with runs and a browser, which all classes of tests share and which end with the last
/// of them.
final class Site implements AutoCloseable {
  private final Chromium chromium;
  private final Server server;
  private final Path folder;
  private final String failed;
  private final String succeeded;

  private Site(Chromium chromium, Server server, Path folder) throws Exception {
    this.chromium = chromium;
    this.server = server;
    this.folder = folder;
    server.put("broken", true);
    failed = server.ran("breaking");
    succeeded = server.ran("loading");
    server.ranFor("days", "2026-01-01");
    server.ranFor("days", "2026-01-02");
  }

  private static Site start() {
    // Where there is no browser, no server is wanted either.
    Chromium chromium = Chromium.start();
    try {
      Path folder = Files.createTempDirectory("dagwerk-pages");
      Server server = Server.start(folder);
      try {
        return new Site(chromium, server, folder);
      } catch (Exception | AssertionError e) {
        server.close();
        throw e;
      }
    } catch (Exception e) {
      chromium.close();
      throw new AssertionError("the server under test does not start", e);
    }
  }

  Server server() {
    return server;
  }

  /// A run of `breaking`.
  String failed() {
    return failed;
  }

  /// A run of `loading`.
  String succeeded() {
    return succeeded;
  }

  /// A tab that has the token.
  Tab tab(Tab.Look look) throws IOException {
    return stranger(look).knownBy(server.token());
  }

  Tab tab() throws IOException {
    return tab(Tab.Look.LIGHT);
  }

  /// A tab that has no token.
  Tab stranger(Tab.Look look) throws IOException {
    return new Tab(chromium.browser(), server.pages(), look);
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// Gives tests the site. What cannot be started is not tried again by each of them.
  static final class Shared implements BeforeAllCallback, ParameterResolver {
    private record Started(Optional<Site> site, Optional<RuntimeException> why)
        implements AutoCloseable {
      static Started now() {
        try {
          return new Started(Optional.of(start()), Optional.empty());
        } catch (TestAbortedException e) {
          return new Started(Optional.empty(), Optional.of(e));
        } catch (AssertionError e) {
          RuntimeException why =
              new ParameterResolutionException(String.valueOf(e.getMessage()), e);
          return new Started(Optional.empty(), Optional.of(why));
        }
      }

      @Override
      public void close() throws IOException {
        if (site.isPresent()) {
          site.get().close();
        }
      }
    }

    /// Here, as who gives a parameter cannot skip a test.
    @Override
    public void beforeAll(ExtensionContext context) {
      started(context)
          .why()
          .filter(TestAbortedException.class::isInstance)
          .ifPresent(why -> {
            throw why;
          });
    }

    private static Started started(ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Started.class, _ -> Started.now(), Started.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Site resolveParameter(ParameterContext parameter, ExtensionContext context) {
      Started started = started(context);
      return started.site().orElseThrow(() -> started.why().orElseThrow());
    }
  }
}
