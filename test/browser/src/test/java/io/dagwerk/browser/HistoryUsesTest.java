package io.dagwerk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.dagwerk.testsupport.Covers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is done with views over many runs.
@ExtendWith(Site.Shared.class)
class HistoryUsesTest {
  @Test
  @Covers("S47.5")
  void aPointOfAStepLeadsToItsRunAtTheStep(Site site) throws Exception {
    try (Tab tab = site.tab().open("/jobs/pages/loading")) {
      tab.page().getByRole(AriaRole.LINK, named("History")).click();
      tab.sees(tab.in("Duration").getByRole(AriaRole.IMG));
      tab.in("Steps").getByText("count").first().click();
      tab.sees("Step count");
      Locator point = point(tab);
      point.focus();
      tab.page().keyboard().press("Home");
      tab.page().keyboard().press("Enter");
      tab.sees(tab.heading("loading"));
      assertThat(tab.path()).startsWith("/runs/").endsWith("?step=count");
      tab.hasNoComplaints();
    }
  }

  @Test
  void aFailureIsToldByWordsAndShape(Site site) throws Exception {
    try (Tab tab = site.tab().open("/jobs/pages/breaking?tab=history")) {
      tab.sees(tab.in("Steps").getByText(Pattern.compile("of \\d+ failed")));
      Locator point = point(tab);
      point.hover();
      assertThat(point.getAttribute("aria-label")).contains("failed");
      tab.sees(tab.in("Duration").locator("[data-flag=failed][d^=M]"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void aNumberOfAnAssetIsPlottedByPartition(Site site) throws Exception {
    try (Tab tab = site.tab().open("/asset/daily?tab=plots&number=rows&by=PARTITION")) {
      tab.sees(tab.in("rows").getByRole(AriaRole.IMG));
      point(tab).click();
      tab.sees(tab.heading("days"));
      assertThat(tab.path()).startsWith("/runs/").contains("step=daily");
      tab.hasNoComplaints();
    }
  }

  @Test
  void aRectangleOfTheMatrixIsRunAgainAfterItsPlan(Site site) throws Exception {
    try (Tab tab = site.tab().open("/jobs/pages/days?tab=partitions")) {
      Locator grid = tab.in("Steps of days by partition", AriaRole.GRID);
      grid.focus();
      tab.page().keyboard().press("Home");
      tab.page().keyboard().press("Shift+ArrowRight");
      tab.sees("1 step × 2 partitions");
      tab.button("Re-run…").click();
      tab.sees(tab.dialog().getByText("2 steps run"));
      tab.button("Start the run").click();
      tab.page().waitForURL("**/runs/**");
      tab.sees(tab.heading("Succeeded"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void onlyWhatFailedOrIsMissingIsMade(Site site) throws Exception {
    try (Tab tab = site.tab().open("/asset/daily?tab=partitions&containing=2026-01-0")) {
      Locator grid = tab.page().getByRole(AriaRole.GRID);
      grid.focus();
      tab.page().keyboard().press("Home");
      for (int column = 1; column < 4; column++) {
        tab.page().keyboard().press("Shift+ArrowRight");
      }
      tab.sees("1 asset × 4 partitions");
      tab.button("Re-run…").click();
      tab.dialog().getByText("Only what failed or is missing (2)").click();
      tab.sees(tab.dialog().getByText("2026-01-03...2026-01-04"));
      tab.sees(tab.dialog().getByText("2 steps run"));
      tab.button("Start the run").click();
      tab.page().waitForURL("**/runs/**");
      tab.sees(tab.heading("Succeeded"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void theBoxThatFindsPartitionsStaysWhereNoneIsFound(Site site) throws Exception {
    try (Tab tab = site.tab().open("/asset/daily?tab=partitions&containing=1999")) {
      tab.sees("No partition has ‘1999’ in its key");
      tab.page().getByLabel("Find partitions").fill("2026-01-0");
      tab.sees(tab.page().getByRole(AriaRole.GRID).getByTitle("2026-01-02"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void aRunThatEndsIsToldAndShownWhenThatIsWanted(Site site) throws Exception {
    try (Tab tab = site.tab().open("/jobs/pages/loading?tab=history")) {
      tab.sees(tab.in("Duration").getByRole(AriaRole.IMG));
      Locator told =
          tab.page()
              .getByRole(
                  AriaRole.BUTTON,
                  new Page.GetByRoleOptions().setName(Pattern.compile("^\\d+ new runs?$")));
      // What ends before the page is told for the first time is no news.
      site.server()
          .await(() -> {
            String _ = site.server().ran("loading");
            return told.count() > 0;
          });
      // The last of these runs may be told after the first click.
      site.server()
          .await(() -> {
            if (told.count() > 0) {
              told.click();
            }
            return told.count() == 0;
          });
      tab.hasNoComplaints();
    }
  }

  @Test
  void aCellThatIsClickedOpensItsRun(Site site) throws Exception {
    try (Tab tab = site.tab().open("/asset/daily?tab=partitions&containing=2026-01-0")) {
      Locator grid = tab.page().getByRole(AriaRole.GRID);
      Locator head = grid.getByTitle("2026-01-02");
      double x = head.boundingBox().x + head.boundingBox().width / 2;
      double y = head.boundingBox().y + head.boundingBox().height + 20;
      tab.page().mouse().move(x, y);
      tab.sees(tab.page().getByText("daily, 2026-01-02: materialized"));
      tab.page().mouse().click(x, y);
      tab.sees(tab.heading("days"));
      assertThat(tab.path()).startsWith("/runs/");
      tab.hasNoComplaints();
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  /// The link over the plot, which is of the newest point until another is chosen.
  private static Locator point(Tab tab) {
    Locator point =
        tab.page()
            .getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile(", run ")));
    tab.sees(point);
    return point.first();
  }
}
