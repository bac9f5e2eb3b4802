package io.dagwerk.browser;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The browser of the machine, driven by Playwright with the Node.js of the machine.
final class Chromium implements AutoCloseable {
  private static final Path DRIVER = Path.of("target", "driver").toAbsolutePath();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /// Skips the tests where there is none, and says what to install.
  static Chromium start() {
    assumeFalse(
        Boolean.getBoolean("dagwerk.browser.skip"), "-DskipUi: there are no pages to look at");
    if (!Files.exists(DRIVER.resolve("node"))) {
      abort("found no Node.js 20.19 or newer with npm, which drives the browser: install it");
    }
    Path executable =
        find()
            .orElseGet(() ->
                abort(
                    """
                    found no Chromium: install it (Debian: apt-get install chromium), or name its executable in \
                    DAGWERK_CHROMIUM\
                    """));
    System.setProperty("playwright.cli.dir", DRIVER.toString());
    Map<String, String> environment =
        Map.of(
            "PLAYWRIGHT_NODEJS_PATH",
            DRIVER.resolve("node").toString(),
            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
            "1");
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(executable)
            .setHeadless(true)
            .setArgs(FLAGS)
            .setTimeout(120_000);
    try {
      return new Chromium(playwright, playwright.chromium().launch(options));
    } catch (PlaywrightException e) {
      playwright.close();
      throw new AssertionError("the browser '%s' does not start".formatted(executable), e);
    }
  }

  private static Optional<Path> find() {
    Stream<Path> onPath =
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(Stream.ofNullable(System.getenv("DAGWERK_CHROMIUM")).map(Path::of), onPath)
        .filter(Files::isExecutable)
        .findFirst();
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
