package io.dagwerk.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is done on the other pages, and everywhere.
@ExtendWith(Site.Shared.class)
class UsesTest {
  @Test
  void aConfigIsMendedAndItsJobLaunched(Site site) throws Exception {
    try (Tab tab = site.tab().open("/launch/pages/greeting")) {
      tab.sees("is missing; expected");
      tab.page()
          .getByLabel("Config")
          .fill("{\"ops\": {\"greet\": {\"config\": {\"name\": \"Ada\", \"times\": 2}}}}");
      tab.button("Launch").click();
      tab.page().waitForURL("**/runs/**");
      tab.sees(tab.heading("Succeeded"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void anAssetIsMaterializedAfterItsPreview(Site site) throws Exception {
    try (Tab tab = site.tab().open("/launch?select=orders%2B")) {
      tab.sees(tab.in("What will happen").or(tab.page().getByText("revenue")));
      tab.button("Launch").click();
      tab.page().waitForURL("**/runs/**");
      tab.sees(tab.page().locator("h1"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void aLocationIsReloaded(Site site) throws Exception {
    try (Tab tab = site.tab().open("/deployment")) {
      tab.in("Location pages").getByText("Reload").click();
      tab.page()
          .locator("[data-loading]")
          .first()
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
      tab.lacks(tab.page().getByText("It was not reloaded"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void aStrangerIsAskedForTheToken(Site site) throws Exception {
    try (Tab tab = site.stranger(Tab.Look.LIGHT).open("/runs")) {
      tab.sees(tab.heading("wants a token"));
      tab.isAccessible();
      tab.page().getByLabel("Token").first().fill(site.server().token());
      tab.button("Open Dagwerk").click();
      tab.sees(tab.heading("Runs"));
      tab.sees("breaking");
    }
  }

  @Test
  void keysFindAndOpenAPage(Site site) throws Exception {
    try (Tab tab = site.tab().open("/overview")) {
      tab.sees(tab.heading("Overview"));
      tab.page().keyboard().press("/");
      tab.page().getByRole(AriaRole.COMBOBOX).fill("greeting");
      tab.sees(tab.page().getByRole(AriaRole.OPTION).getByText("greeting"));
      tab.page().keyboard().press("Enter");
      tab.sees(tab.heading("greeting"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void aChosenThemeIsKept(Site site) throws Exception {
    try (Tab tab = site.tab().open("/overview")) {
      tab.button("Settings").click();
      tab.dialog().getByText("Dark").click();
      tab.page().reload();
      tab.sees(tab.heading("Overview"));
      tab.sees(tab.page().locator("html[data-mantine-color-scheme=dark]"));
    }
  }

  @Test
  void inANarrowWindowTheNavigationIsOpenedWhenItIsWanted(Site site) throws Exception {
    try (Tab tab = site.tab(Tab.Look.NARROW).open("/overview")) {
      tab.button("Open navigation").click();
      tab.dialog().getByText("Assets").click();
      tab.sees(tab.heading("Assets"));
      tab.hasNoComplaints();
    }
  }
}
