package io.dagwerk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.dagwerk.testsupport.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is done on the other pages, and everywhere.
@ExtendWith(Site.Shared.class)
class UsesTest {
  private static final String HOST = "https://host.test/team/repo/blob/main/";
  private static final String SQL = "select id, price from orders where day = '2026-01-01'";

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
  @Covers("S38.4")
  void theSqlOfAnOpIsShownWithItsWordsLit(Site site) throws Exception {
    try (Tab tab = site.tab().open("/jobs/pages/loading?op=orders")) {
      Locator sql = tab.in("Op orders", AriaRole.COMPLEMENTARY).getByLabel("SQL");
      tab.sees(sql);
      assertThat(sql.innerText()).isEqualTo(SQL);
      assertThat(sql.locator("[data-kind=word]").allInnerTexts())
          .containsExactly("select", "from", "where");
      assertThat(sql.locator("[data-kind=text]").allInnerTexts()).containsExactly("'2026-01-01'");
      tab.hasNoComplaints();
    }
  }

  @Test
  @Covers({"S38.2", "S38.5"})
  void filesLeadToTheRepositoryHostAndKindsLookAsTheSettingsSay(Site site) throws Exception {
    try (Tab tab = site.tab().open("/jobs/pages/loading?op=orders")) {
      Locator panel = tab.in("Op orders", AriaRole.COMPLEMENTARY);
      assertThat(address(panel, "jobs/orders.yaml")).isEqualTo(HOST + "jobs/orders.yaml");
      assertThat(address(tab.page().locator("main"), "jobs/loading.yaml"))
          .isEqualTo(HOST + "jobs/loading.yaml");
      tab.sees(tab.page().locator(".react-flow__node [data-color=ORANGE][data-icon=BOLT] svg"));
      tab.open("/asset/orders");
      assertThat(address(tab.page().locator("main"), "assets/orders.yaml"))
          .isEqualTo(HOST + "assets/orders.yaml");
      tab.sees(tab.page().locator("main [data-color=ORANGE][data-icon=BOLT] svg"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void assetsAreSelectedByATagInTheUi(Site site) throws Exception {
    try (Tab tab = site.tab().open("/assets?select=tag:owner%3Dbi")) {
      Locator rows = tab.page().getByRole(AriaRole.ROW);
      tab.sees(rows.getByText("orders"));
      assertThat(rows.getByText("revenue").count()).isZero();
      tab.hasNoComplaints();
    }
  }

  private static String address(Locator in, String file) {
    return in.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(file).setExact(true))
        .getAttribute("href");
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
  void theSettingsAreShownAsTheyWereLoaded(Site site) throws Exception {
    try (Tab tab = site.tab().open("/deployment")) {
      Locator settings = tab.in("Settings as loaded");
      Locator rows = settings.getByRole(AriaRole.ROW);
      tab.sees(rows.filter(new Locator.FilterOptions().setHasText("http.prefix")));
      tab.lacks(rows.filter(new Locator.FilterOptions().setHasText("default")));
      settings.getByRole(AriaRole.BUTTON).click();
      tab.sees(rows.filter(new Locator.FilterOptions().setHasText("http.insecure")));
      tab.isAccessible();
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
