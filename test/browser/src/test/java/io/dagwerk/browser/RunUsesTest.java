package io.dagwerk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.dagwerk.testsupport.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is done with runs.
@ExtendWith(Site.Shared.class)
class RunUsesTest {
  @Test
  @Covers("S51.1")
  void theReasonOfAFailureIsOneClickFromTheOverview(Site site) throws Exception {
    try (Tab tab = site.tab().open("/overview")) {
      tab.in("Failed lately").locator("a[href*='/runs/']").first().click();
      tab.sees("column 'price' is missing in orders.csv");
      tab.sees("PagesLocation.unlessBroken");
      assertThat(tab.path()).startsWith("/runs/");
      tab.hasNoComplaints();
    }
  }

  @Test
  @Covers("S51.2")
  void aFailureListsTheStepsThatWereNotRunBecauseOfItWithTheirOwners(Site site) throws Exception {
    try (Tab tab = site.tab().open("/runs/" + site.failed())) {
      tab.page().getByText("1 step was not run because of it").click();
      Locator list = tab.in("Steps that were not run because of clean", AriaRole.LIST);
      tab.sees(list.getByText("bi-team"));
      list.getByText("publish").click();
      tab.page().waitForURL("**step=publish**");
      tab.sees(tab.in("Step publish"));
      tab.hasNoComplaints();
    }
  }

  @Test
  @Covers("S38.1")
  void whatIsDeclaredOfAnOpIsOnItsNodeAndOnItsStep(Site site) throws Exception {
    try (Tab tab = site.tab().open("/jobs/pages/loading?op=orders")) {
      hasTags(tab, tab.in("Op orders", AriaRole.COMPLEMENTARY));
      tab.open("/runs/" + site.succeeded() + "?step=orders");
      hasTags(tab, tab.in("Step orders"));
      tab.hasNoComplaints();
    }
  }

  private static void hasTags(Tab tab, Locator in) {
    for (String text : new String[] {"bi-team", "jobs/orders.yaml", "spark", "7"}) {
      tab.sees(in.getByText(text, new Locator.GetByTextOptions().setExact(true)));
    }
  }

  @Test
  @Covers("K13.5")
  void aRunIsFollowedToItsEndWithoutAskingAgainAndAgain(Site site) throws Exception {
    try (Ticking ticking = new Ticking(site.server())) {
      String run = ticking.launch();
      try (Tab tab = site.tab().open("/runs/" + run)) {
        Locator log = tab.page().getByRole(AriaRole.LOG);
        tab.sees(log.getByText("tick 5 "));
        int asked = tab.requests().size();
        tab.sees(log.getByText("tick 25 "));
        // Some are for what its first events told of it; none is for what is waited for.
        assertThat(tab.requests().size() - asked).isLessThan(4);
        ticking.stop();
        tab.sees(tab.heading("Succeeded"));
        assertThat(tab.page().title()).contains("Succeeded");
        tab.hasNoComplaints();
      }
    }
  }

  @Test
  void whatAStepPrintsAppearsAsItComes(Site site) throws Exception {
    try (Ticking ticking = new Ticking(site.server())) {
      String run = ticking.launch();
      try (Tab tab = site.tab().open("/runs/" + run + "?pane=output&step=tick")) {
        tab.sees("tock 5 ").sees("tock 25 ");
        tab.hasNoComplaints();
      }
    }
  }

  @Test
  void theListOfRunsTellsWhatGoesOnByItself(Site site) throws Exception {
    try (Ticking ticking = new Ticking(site.server());
        Tab tab = site.tab().open("/runs?job=ticking")) {
      tab.sees(tab.heading("Runs"));
      String run = ticking.launch();
      Locator row =
          tab.page()
              .getByRole(AriaRole.ROW)
              .filter(new Locator.FilterOptions().setHasText(run.substring(run.length() - 8)));
      tab.sees(row.getByText("Running"));
      ticking.stop();
      tab.sees(row.getByText("Succeeded"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void filtersOfRunsStandInTheAddress(Site site) throws Exception {
    try (Tab tab = site.tab().open("/runs")) {
      tab.in("Filter runs", AriaRole.SEARCH)
          .getByRole(AriaRole.LINK)
          .filter(new Locator.FilterOptions().setHasText("Failed"))
          .click();
      tab.page().waitForURL("**status=**");
      assertThat(tab.path()).contains("FAILED");
      tab.sees(tab.page().getByRole(AriaRole.ROW).getByText("breaking"));
      tab.lacks(tab.page().getByRole(AriaRole.ROW).getByText("loading"));
    }
  }

  @Test
  void manyRunsAreCanceledAtOnce(Site site) throws Exception {
    try (Ticking ticking = new Ticking(site.server())) {
      String first = ticking.launch();
      String second = ticking.launch();
      try (Tab tab = site.tab().open("/runs?job=ticking&status=QUEUED,STARTING,STARTED")) {
        for (String run : new String[] {first, second}) {
          tab.page().getByLabel("Select run " + run.substring(run.length() - 8)).check();
        }
        tab.in("Selected runs", AriaRole.TOOLBAR).getByRole(AriaRole.BUTTON).first().click();
        tab.dialog().getByRole(AriaRole.BUTTON).last().click();
        site.server().await(() -> site.server().runs("CANCELED").size() >= 2);
        tab.hasNoComplaints();
      }
    }
  }

  @Test
  void aStepOfTheChartNarrowsTheLog(Site site) throws Exception {
    try (Tab tab = site.tab().open("/runs/" + site.succeeded())) {
      tab.in("Steps over time").getByText("orders").first().click();
      tab.page().waitForURL("**step=orders**");
      tab.sees(tab.page().getByRole(AriaRole.LOG).getByText("read 42 orders"));
      tab.page()
          .getByLabel("Level", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
          .first()
          .click();
      tab.page().getByRole(AriaRole.OPTION).getByText("Warnings and worse").click();
      tab.sees(tab.page().getByRole(AriaRole.LOG).getByText("3 of them have no price"));
      tab.page().waitForURL("**level=WARN**");
      tab.lacks(tab.page().getByRole(AriaRole.LOG).getByText("read 42 orders"));
    }
  }

  @Test
  @Covers("S49.2")
  void aMendedRunIsExecutedAgainFromItsFailure(Site site) throws Exception {
    Server server = site.server();
    server.put("broken", false);
    try (Tab tab = site.tab().open("/runs/" + site.failed())) {
      tab.button("Re-run from failure").click();
      tab.sees(tab.dialog().getByText("clean"));
      tab.dialog().getByText("Start the run").click();
      tab.page().waitForURL(url -> url.contains("/runs/") && !url.contains(site.failed()));
      tab.sees(tab.heading("Succeeded"));
      tab.sees("Re-run of");
      tab.hasNoComplaints();
    } finally {
      server.put("broken", true);
    }
  }
}
