package io.dagwerk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.dagwerk.testsupport.Covers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is seen of runs beside their lists: filtered, over time, compared, and what they put out.
@ExtendWith(Site.Shared.class)
class RunViewsTest {
  @Test
  void filtersNarrowTheRunsAndOutliveAReload(Site site) throws Exception {
    try (Tab tab = site.tab().open("/runs")) {
      Locator rows = tab.page().getByRole(AriaRole.ROW);
      tab.sees(rows.getByText("loading"));
      Locator box = tab.page().getByRole(AriaRole.SEARCH).getByRole(AriaRole.COMBOBOX);
      box.fill("clean");
      tab.page().getByRole(AriaRole.OPTION).getByText("Reason contains").click();
      tab.page().waitForURL("**text=clean**");
      tab.page().getByLabel("When it was created: Any time").click();
      tab.page().getByText("Last 24 hours").click();
      tab.page().waitForURL("**since=24h**");
      tab.page().reload();
      tab.sees(rows.getByText("breaking"));
      tab.lacks(rows.getByText("loading"));
      tab.sees(tab.page().getByLabel("Remove the filter reason contains"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void aRunIsFoundByHowItsIdBegins(Site site) throws Exception {
    String id = site.succeeded();
    try (Tab tab = site.tab().open("/runs?id=" + id)) {
      tab.sees("1 run, all shown");
      tab.sees(tab.page().getByRole(AriaRole.ROW).getByText(id.substring(id.length() - 8)));
    }
  }

  @Test
  void theTimelineLeadsToARunAndTellsWhatGoesOn(Site site) throws Exception {
    try (Ticking ticking = new Ticking(site.server());
        Tab tab = site.tab().open("/overview?window=1h")) {
      tab.sees(tab.in("Timeline").getByText("loading"));
      String run = ticking.launch();
      Locator bar =
          tab.in("Timeline")
              .getByRole(
                  AriaRole.LINK,
                  new Locator.GetByRoleOptions()
                      .setName(Pattern.compile("Run " + run.substring(run.length() - 8))));
      // Runs of it that stand too close are one bar, which leads to the list of them.
      Locator many =
          tab.in("Timeline")
              .getByRole(
                  AriaRole.LINK,
                  new Locator.GetByRoleOptions().setName(Pattern.compile("\\d+ runs.*running")));
      tab.sees(bar.or(many));
      ticking.stop();
      bar.or(many).first().click();
      tab.page().waitForURL("**/runs**");
      tab.sees(tab.page().getByText(run.substring(run.length() - 8)));
      tab.hasNoComplaints();
    }
  }

  @Test
  void theTimelineMovesBackAndItsTimeStandsInTheAddress(Site site) throws Exception {
    try (Tab tab = site.tab().open("/overview")) {
      tab.in("How much time is shown", AriaRole.GROUP).getByText("24 h").click();
      tab.page().waitForURL("**window=24h**");
      tab.button("Earlier").click();
      tab.page().waitForURL("**until=**");
      tab.page().reload();
      tab.in("Timeline").getByText("Now").click();
      tab.page().waitForURL(url -> !url.contains("until="));
      tab.hasNoComplaints();
    }
  }

  @Test
  void aChangedConfigIsWhatAComparisonShows(Site site) throws Exception {
    Server server = site.server();
    String config = "{ops:{greet:{config:{name:\"%s\",times:%d}}}}";
    String before = server.ranWith("greeting", config.formatted("Ada", 1));
    String after = server.ranWith("greeting", config.formatted("Grace", 1));
    try (Tab tab = site.tab().open("/runs/" + after)) {
      tab.page().getByText("Compare with last good").click();
      tab.page().waitForURL("**left=" + before + "**");
      Locator changes =
          tab.page()
              .getByRole(
                  AriaRole.TABLE, new Page.GetByRoleOptions().setName("Changes of the config"));
      tab.sees(changes.getByText("ops.greet.config.name"));
      tab.sees(changes.getByText("Ada")).sees(changes.getByText("Grace"));
      tab.lacks(changes.getByText("times"));
      tab.sees("The tags are the same.");
      tab.hasNoComplaints();
    }
  }

  @Test
  void twoRunsAreChosenToBeCompared(Site site) throws Exception {
    try (Tab tab = site.tab().open("/runs")) {
      for (String run : new String[] {site.failed(), site.succeeded()}) {
        tab.page().getByLabel("Select run " + run.substring(run.length() - 8)).check();
      }
      tab.in("Selected runs", AriaRole.TOOLBAR).getByText("Compare").click();
      tab.page().waitForURL("**/compare?**");
      tab.sees("publish").sees(tab.in("Steps").getByText("only left"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void aLongLogIsLookedThroughAsAWhole(Site site) throws Exception {
    String run = site.server().ran("talking");
    try (Tab tab = site.tab().open("/runs/" + run + "?text=line+29999&only=true")) {
      tab.sees(tab.page().getByRole(AriaRole.LOG).getByText("line 29999"));
      tab.sees("1 line in the whole log");
      tab.hasNoComplaints();
    }
  }

  @Test
  @Covers("S48.8")
  void aLinkToALineShowsItWithTheLinesAroundItWhereverItIs(Site site) throws Exception {
    String run = site.server().ran("talking");
    try (Tab tab = site.tab().open("/runs/" + run + "?line=25000")) {
      Locator marked = tab.page().getByRole(AriaRole.LOG).locator("[data-marked]");
      tab.sees(marked);
      assertThat(positionOf(marked)).isEqualTo("25000");
      tab.page().waitForCondition(() -> isInSight(marked));
      tab.sees(link(tab, 24_990)).sees(link(tab, 25_005));
      tab.page().getByRole(AriaRole.LOG).focus();
      tab.page().keyboard().press("ArrowDown");
      tab.page().waitForURL("**line=25001**");
      tab.page().waitForCondition(() -> positionOf(marked).equals("25001"));
      String copied = link(tab, 24_990).getAttribute("href");
      tab.page().navigate(copied);
      tab.page().waitForCondition(() -> marked.count() > 0 && positionOf(marked).equals("24990"));
      tab.open("/runs/" + run + "?step=none&line=25000");
      tab.button("Show it without filters").click();
      tab.sees(marked);
      assertThat(positionOf(marked)).isEqualTo("25000");
      tab.hasNoComplaints();
    }
  }

  private static Locator link(Tab tab, int line) {
    return tab.page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Link to line " + line));
  }

  /// It may be drawn anew while it is looked at.
  private static boolean isInSight(Locator line) {
    BoundingBox box = line.boundingBox();
    return box != null && box.y > 0 && box.y < Tab.Look.LIGHT.height();
  }

  private static String positionOf(Locator line) {
    return line.locator("a").first().innerText();
  }

  @Test
  void kindsThatAreHiddenAreLeftOutOfAllOfALongLog(Site site) throws Exception {
    String run = site.server().ran("talking");
    try (Tab tab = site.tab().open("/runs/" + run + "?hide=logged")) {
      tab.sees(tab.page().getByText(Pattern.compile("^\\d+ lines in the whole log$")));
      tab.lacks(tab.page().getByRole(AriaRole.LOG).getByText("of many"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void whatARunMadeLeadsToItsAssets(Site site) throws Exception {
    String answer =
        site.server()
            .ask(
                "mutation{launch(input:{job:\"assets\",location:\"pages\",select:\"orders\"})"
                    + "{... on Run{id}... on Refused{problems}}}");
    String run = answer.replaceAll(".*\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    try (Tab tab = site.tab().open("/runs/" + run + "?pane=results")) {
      Locator results = tab.in("Results").first();
      tab.sees(results.getByText("1 asset")).sees(results.getByText("42"));
      results.getByRole(AriaRole.ROW).getByText("orders").first().click();
      tab.page().waitForURL("**/asset/orders");
      tab.hasNoComplaints();
    }
  }

  @Test
  void aWatchIsKeptWhenThePageIsLoadedAnew(Site site) throws Exception {
    try (Ticking ticking = new Ticking(site.server())) {
      String run = ticking.launch();
      try (Tab tab = site.tab().open("/runs/" + run)) {
        tab.button("Watch").click();
        tab.sees(tab.button("Watched"));
        tab.open("/overview").sees(tab.heading("Overview"));
        ticking.stop();
        tab.sees("Run " + run.substring(run.length() - 8) + " has ended.");
        tab.hasNoComplaints();
      }
    }
  }
}
