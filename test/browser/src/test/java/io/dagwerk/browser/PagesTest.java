package io.dagwerk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of every page.
@ExtendWith(Site.Shared.class)
class PagesTest {
  private static final int MOST_REQUESTS = 12;
  private static final int MOST_AT_FIRST = 10;

  /// What draws graphs or edits configs is loaded when the rest of the page is there.
  private static final int MOST_WITH_GRAPH = 19;

  /// What is seen of many runs is a part of a page, loaded when it is opened.
  private static final int MOST_OF_MANY_RUNS = 15;

  /// A page and what its heading says.
  ///
  /// @param most requests
  record Place(String path, String heading, int most) {
    Place(String path, String heading) {
      this(path, heading, MOST_REQUESTS);
    }

    String in(Site site) {
      return path.replace("FAILED_RUN", site.failed()).replace("GOOD_RUN", site.succeeded());
    }
  }

  private static final List<Place> PLACES =
      List.of(
          new Place("/overview", "Overview", MOST_AT_FIRST),
          new Place("/runs", "Runs"),
          new Place("/runs?since=24h&location=pages&text=failed", "Runs"),
          new Place("/runs/FAILED_RUN", "breaking"),
          new Place("/runs/GOOD_RUN", "loading"),
          new Place("/runs/GOOD_RUN?pane=results", "loading"),
          new Place("/compare?left=GOOD_RUN&right=FAILED_RUN", "Compare"),
          new Place("/jobs", "Jobs"),
          new Place("/jobs/pages/loading", "loading", MOST_WITH_GRAPH),
          new Place("/jobs/pages/loading?tab=history&table=true", "loading", MOST_OF_MANY_RUNS),
          new Place("/jobs/pages/days?tab=partitions", "days", MOST_OF_MANY_RUNS),
          new Place("/launch/pages/greeting", "greeting", MOST_WITH_GRAPH),
          new Place("/assets", "Assets"),
          new Place("/asset/orders", "orders", MOST_WITH_GRAPH),
          new Place("/asset/orders?tab=events", "orders"),
          new Place("/asset/orders?tab=checks", "orders"),
          new Place("/asset/daily?tab=plots&table=true", "daily", MOST_OF_MANY_RUNS),
          new Place("/asset/daily?tab=partitions&containing=2026-01", "daily", MOST_OF_MANY_RUNS),
          new Place("/partitions?select=daily", "Assets by partition", MOST_OF_MANY_RUNS),
          new Place("/lineage", "Lineage", MOST_WITH_GRAPH),
          new Place("/launch?select=orders", "Materialize", MOST_WITH_GRAPH),
          new Place("/deployment", "Deployment"));

  static Stream<Place> places() {
    return PLACES.stream();
  }

  @ParameterizedTest
  @MethodSource("places")
  void isQuickAndUsableByAnyoneInEachLook(Place place, Site site) throws Exception {
    try (Tab tab = site.tab().open(place.in(site))) {
      tab.sees(tab.heading(place.heading())).isLoaded();
      assertThat(tab.requests()).hasSizeLessThanOrEqualTo(place.most());
      tab.isAccessible();
      tab.looks(Tab.Look.DARK).isAccessible();
      tab.looks(Tab.Look.NARROW).isLoaded();
      Object width = tab.page().evaluate("document.documentElement.scrollWidth");
      assertThat((int) width).isLessThanOrEqualTo(Tab.Look.NARROW.width());
      tab.hasNoComplaints();
    }
  }
}
