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
