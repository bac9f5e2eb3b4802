package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.dagwerk.testing.Materialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.Shop.Revenue;
import shop.Shop.Sale;
import shop.Shop.Tax;

class ShopTest {
  private final Shop shop = new Shop();
  private final List<Sale> sold = List.of(new Sale("coffee", 300), new Sale("cake", 500));

  @Test
  void taxIsAPartOfThePrice() {
    assertEquals(new Revenue(2, 800, 80), Shop.revenueOf(sold, new Tax(10)));
  }

  @Test
  void theReportSumsAllDays() {
    Materialization run =
        Materialization.inMemory(shop)
            .with(shop.till, day -> sold)
            .with(new Tax(10))
            .on("2025-06-02", "2025-06-03");

    assertEquals(new Revenue(2, 800, 80), run.value(shop.revenue, "2025-06-03"));
    assertEquals(1600, run.value(shop.report).cents());
  }

  @Test
  void aNegativePriceIsFound() {
    Materialization run =
        Materialization.inMemory(shop)
            .with(shop.till, day -> List.of(new Sale("coffee", -300)))
            .on("2025-06-02");

    assertFalse(run.outcome(shop.pricesArePositive).passed());
  }
}
