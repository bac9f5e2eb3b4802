package io.dagwerk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A tab of its own, which notes what the console says and what is asked for.
final class Tab implements AutoCloseable {
  private static final Path AXE = Path.of("node_modules", "axe-core", "axe.min.js");

  /// A machine may be busy.
  private static final double LONGEST_MILLIS = 180_000;

  private final String pages;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  /// How a tab looks.
  record Look(int width, int height, ColorScheme colors) {
    static final Look LIGHT = new Look(1440, 900, ColorScheme.LIGHT);
    static final Look DARK = new Look(1440, 900, ColorScheme.DARK);
    static final Look NARROW = new Look(480, 900, ColorScheme.LIGHT);
  }

  /// @param pages where they are, without a slash at the end
  Tab(Browser browser, String pages, Look look) {
    this.pages = pages;
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.colors())
                .setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(LONGEST_MILLIS);
    page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
    page.onWebSocket(socket -> requests.add(socket.url()));
  }

  Page page() {
    return page;
  }

  /// Brings the token, as `dagwerk ui` does.
  Tab knownBy(String token) {
    page.navigate(pages + "/overview#token=" + token);
    sees(page.locator("h1"));
    page.navigate("about:blank");
    requests.clear();
    return this;
  }

  Tab open(String path) {
    page.navigate(pages + path);
    return this;
  }

  /// The path that it shows, with what is filtered and selected.
  String path() {
    return page.url().substring(pages.length());
  }

  Locator heading(String text) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(Pattern.compile(text)).setLevel(1));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /// The part of the page of this name.
  Locator in(String name) {
    return in(name, AriaRole.REGION);
  }

  Locator in(String name, AriaRole role) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator dialog() {
    return page.getByRole(AriaRole.DIALOG);
  }

  /// Waits until it is there.
  Tab sees(Locator what) {
    what.first().waitFor();
    return this;
  }

  Tab sees(String text) {
    return sees(page.getByText(text));
  }

  /// Waits until none of it is there.
  Tab lacks(Locator what) {
    page.waitForCondition(() -> what.count() == 0);
    return this;
  }

  /// Waits until no part of it waits for an answer.
  Tab isLoaded() {
    Locator busy = page.locator("[aria-busy]").first();
    busy.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    return this;
  }

  Tab looks(Look look) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.colors()));
    page.setViewportSize(look.width(), look.height());
    return this;
  }

  List<String> requests() {
    return requests;
  }

  void hasNoComplaints() {
    assertThat(complaints).as("what the console says of " + page.url()).isEmpty();
  }

  /// Whoever cannot see it or uses no mouse can use it, as far as axe knows.
  void isAccessible() throws IOException {
    Object _ = page.evaluate(Files.readString(AXE) + "; null");
    Object found =
        page.evaluate(
            """
            async () => {
              const { violations } = await axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
                resultTypes: ['violations'],
              })
              return violations.map((it) =>
                `${it.id}: ${it.help}\\n` + it.nodes.slice(0, 5).map((node) =>
                  '  ' + node.html.slice(0, 200) + ' ' + (node.any[0]?.message ?? '')).join('\\n'))
            }
            """);
    assertThat((List<?>) found).as("what axe finds on " + page.url()).isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
