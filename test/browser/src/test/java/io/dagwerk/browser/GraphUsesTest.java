package io.dagwerk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is done with graphs, and with the box of the selection language beside them.
@ExtendWith(Site.Shared.class)
class GraphUsesTest {
  @Test
  @Covers("S46.3")
  void theQueryOfTheLineageStandsInTheAddressAndOutlivesAReload(Site site) throws Exception {
    try (Tab tab = site.tab().open("/lineage")) {
      tab.sees(card(tab, "daily"));
      box(tab).fill("orders+");
      tab.lacks(card(tab, "daily"));
      assertThat(tab.path()).contains("select=orders%2B");
      tab.page().reload();
      tab.sees(card(tab, "orders")).sees(card(tab, "revenue"));
      assertThat(box(tab).inputValue()).isEqualTo("orders+");
      tab.lacks(card(tab, "daily"));
      tab.hasNoComplaints();
    }
  }

  @Test
  @Covers("S46.2")
  void namesAreOfferedAndChosenWithTheArrows(Site site) throws Exception {
    try (Tab tab = site.tab().open("/lineage")) {
      tab.sees(card(tab, "daily"));
      box(tab).fill("reve");
      tab.sees(tab.page().getByRole(AriaRole.OPTION).getByText("revenue"));
      tab.page().keyboard().press("ArrowDown");
      tab.page().keyboard().press("Enter");
      tab.lacks(card(tab, "daily")).sees(card(tab, "revenue"));
      assertThat(box(tab).inputValue()).isEqualTo("revenue");
      tab.page().waitForURL(Pattern.compile("select=revenue"));
      tab.hasNoComplaints();
    }
  }

  @Test
  void aNodeThatIsClickedTellsItsStateAndWhatItIsMadeFrom(Site site) throws Exception {
    try (Tab tab = site.tab().open("/lineage?select=orders%2B")) {
      card(tab, "revenue").click();
      Locator panel = tab.in("Asset revenue", AriaRole.COMPLEMENTARY);
      tab.sees(panel.getByText("State", new Locator.GetByTextOptions().setExact(true)));
      tab.sees(panel.getByText(Pattern.compile("Made from\\s+1")));
      panel.getByTitle("orders", new Locator.GetByTitleOptions().setExact(true)).click();
      Locator other = tab.in("Asset orders", AriaRole.COMPLEMENTARY);
      tab.sees(other.getByText(Pattern.compile("Used by\\s+1")));
      assertThat(tab.path()).contains("node=orders");
      tab.hasNoComplaints();
    }
  }

  @Test
  @Covers("S46.4")
  void aNodeThatIsClickedTellsItsNeighboursConfigTagsAndLastStates(Site site) throws Exception {
    try (Tab tab = site.tab().open("/jobs/pages/loading")) {
      card(tab, "orders").click();
      Locator panel = tab.in("Op orders", AriaRole.COMPLEMENTARY);
      tab.sees(panel.getByText("Takes")).sees(panel.getByText("Read by"));
      tab.sees(panel.getByText("bi-team"));
      Locator last = panel.getByLabel("Last runs of it").getByRole(AriaRole.LINK);
      tab.sees(last.getByText("Succeeded"));
      last.first().click();
      tab.page().waitForURL("**/runs/**step=orders**");
      tab.sees(tab.in("Step orders"));
      tab.open("/jobs/pages/greeting");
      card(tab, "greet").click();
      tab.sees(tab.in("Op greet", AriaRole.COMPLEMENTARY).getByText("times"));
      tab.open("/lineage");
      card(tab, "daily").click();
      Locator days = tab.in("Asset daily", AriaRole.COMPLEMENTARY).getByLabel("Last runs of it");
      tab.sees(days.getByRole(AriaRole.LINK).nth(1));
      tab.hasNoComplaints();
    }
  }

  @Test
  void arrowsGoFromCardToCardAndEnterActsOnTheOneThatHasTheFocus(Site site) throws Exception {
    try (Tab tab = site.tab().open("/lineage?select=orders%2B")) {
      tab.sees(card(tab, "orders"));
      card(tab, "orders").focus();
      tab.page().keyboard().press("ArrowRight");
      tab.sees(focused(tab, "revenue"));
      tab.page().keyboard().press("Enter");
      tab.sees(tab.in("Asset revenue", AriaRole.COMPLEMENTARY));
      tab.page().keyboard().press("ArrowUp");
      Locator head = button(tab, "^sales");
      tab.page().keyboard().press("Enter");
      tab.lacks(card(tab, "revenue"));
      assertThat(head.getAttribute("aria-expanded")).isEqualTo("false");
      tab.page().keyboard().press("Enter");
      tab.sees(card(tab, "revenue"));
      tab.hasNoComplaints();
    }
  }

  @Test
  @Covers("S46.5")
  void anExportIsDownloadedWithTheNamesOfWhatIsShown(Site site) throws Exception {
    try (Tab tab = site.tab().open("/lineage?select=orders%2B")) {
      tab.sees(card(tab, "revenue"));
      Download svg = exported(tab, "SVG");
      assertThat(svg.suggestedFilename()).isEqualTo("lineage-of-orders.svg");
      assertThat(Files.readString(svg.path()))
          .startsWith("<?xml")
          .contains(">Lineage of orders+</text>", ">orders</text>", ">revenue</text>")
          .contains("marker-end")
          .doesNotContain("daily");
      Download dot = exported(tab, "DOT");
      assertThat(dot.suggestedFilename()).isEqualTo("lineage-of-orders.dot");
      assertThat(Files.readString(dot.path()))
          .startsWith("digraph ")
          .contains("subgraph", "\"orders\" -> \"revenue\"");
      tab.hasNoComplaints();
    }
  }

  @Test
  void allInOnePictureAndTheOpsOfAJobAreExportedToo(Site site) throws Exception {
    try (Tab tab = site.tab().open("/lineage?view=all")) {
      tab.sees(tab.page().getByRole(AriaRole.APPLICATION));
      assertThat(Files.readString(exported(tab, "SVG").path()))
          .contains(">orders</text>", ">revenue</text>", ">daily</text>");
      tab.open("/jobs/pages/loading");
      tab.sees(card(tab, "count"));
      Download dot = exported(tab, "DOT");
      assertThat(dot.suggestedFilename()).isEqualTo("ops-of-loading.dot");
      assertThat(Files.readString(dot.path())).contains("\"orders\" -> \"count\"");
      tab.hasNoComplaints();
    }
  }

  @Test
  void theListOfAssetsOffersWhatCanBeSelected(Site site) throws Exception {
    try (Tab tab = site.tab().open("/assets")) {
      tab.sees(tab.page().getByRole(AriaRole.LINK, named("daily")));
      box(tab).fill("group:s");
      tab.sees(tab.page().getByRole(AriaRole.OPTION).getByText("sales"));
      box(tab).fill("reve");
      tab.sees(tab.page().getByRole(AriaRole.OPTION).getByText("revenue"));
      tab.page().keyboard().press("ArrowDown");
      tab.page().keyboard().press("Enter");
      tab.lacks(tab.page().getByRole(AriaRole.LINK, named("daily")));
      tab.page().waitForURL(Pattern.compile("/assets\\?select=revenue$"));
      tab.hasNoComplaints();
    }
  }

  private static Locator box(Tab tab) {
    return tab.page()
        .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Select assets"));
  }

  private static Locator card(Tab tab, String name) {
    return titled(tab, ".react-flow__node[role=button]", name);
  }

  private static Locator focused(Tab tab, String name) {
    return titled(tab, ".react-flow__node[role=button]:focus", name);
  }

  private static Locator titled(Tab tab, String node, String name) {
    Locator title = tab.page().getByTitle(name, new Page.GetByTitleOptions().setExact(true));
    return tab.page().locator(node).filter(new Locator.FilterOptions().setHas(title));
  }

  private static Locator button(Tab tab, String name) {
    return tab.page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Download exported(Tab tab, String kind) {
    tab.button("Export").click();
    Locator item =
        tab.page()
            .getByRole(
                AriaRole.MENUITEM,
                new Page.GetByRoleOptions().setName(Pattern.compile("^" + kind)));
    tab.sees(item);
    return tab.page().waitForDownload(item::click);
  }
}
