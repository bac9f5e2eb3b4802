package io.dagwerk.examples.megajob;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import org.junit.jupiter.api.Test;

/// What is wrong with how descriptors hang together is told with the files of all that are part of
/// it.
final class ConnectionProblemsTest {
  @Test
  @Covers("S35.2")
  void twoJobsOfOneNameAreToldWithBothFiles() {
    assertThat(
            TestCompany.empty()
                .with("a.yaml", "# the first\nname: load\ntype: marker\n")
                .with("b.yaml", "type: marker\nname: load\n")
                .problems())
        .containsExactly(
            "b.yaml:2:7 /name: job 'load' is also defined at a.yaml:2:7; rename one of them");
  }

  @Test
  @Covers("S37.3")
  void twoProducersOfOneDatasetAreToldWithBothFiles() {
    assertThat(
            TestCompany.empty()
                .with("a.yaml", "name: a\ntype: marker\noutputs: [raw/orders]\n")
                .with("b.yaml", "name: b\ntype: marker\noutputs:\n  - raw/orders\n")
                .problems())
        .containsExactly(
            "b.yaml:4:5 /outputs/0: job 'b' makes 'raw/orders', but so does job 'a' at"
                + " a.yaml:3:11; leave it to one of them");
  }

  @Test
  void aJobWithoutOutputsMakesADatasetOfItsName() {
    assertThat(
            TestCompany.empty()
                .with("a.yaml", "name: orders\ntype: marker\n")
                .with("b.yaml", "name: b\ntype: marker\noutputs: [orders]\n")
                .problems())
        .containsExactly(
            "b.yaml:3:11 /outputs/0: job 'b' makes 'orders', but so does job 'orders' at"
                + " a.yaml:1:7; leave it to one of them");
  }

  @Test
  @Covers("S37.2")
  void anInputThatNobodyMakesIsToldUnlessItIsExternal() {
    TestCompany company =
        TestCompany.empty()
            .with("company.yaml", "external: {landing/orders: {}}")
            .table("orders", "landing/orders")
            .table("revenue", "ordrs");

    assertThat(company.problems())
        .containsExactly(
            "revenue.yaml:4:10 /inputs/0: no job makes 'ordrs', and company.yaml does not declare it"
                + " external; did you mean 'orders'?");
  }

  @Test
  void nothingIsCalledMissingWhileAFileCannotBeRead() {
    assertThat(
            TestCompany.empty()
                .with("orders.yaml", "name: [orders")
                .table("revenue", "orders")
                .problems())
        .singleElement()
        .asString()
        .startsWith("orders.yaml:1:14: ");
  }

  @Test
  void anExternalDatasetThatAJobMakesIsTold() {
    assertThat(
            TestCompany.empty()
                .with("company.yaml", "external: {orders: {}}")
                .table("orders")
                .problems())
        .containsExactly(
            "orders.yaml:1:7 /name: job 'orders' makes 'orders', which company.yaml declares"
                + " external; leave out one of both");
  }

  @Test
  @Covers("S37.4")
  void aCycleIsToldWithItsPath() {
    assertThat(
            TestCompany.empty()
                .table("a", "d")
                .table("b", "a")
                .table("c", "b")
                .with("d.yaml", "name: d\ntype: marker\ndependsOn: [c]\n")
                .table("alone", "alone")
                .problems())
        .containsExactly(
            "a.yaml:1:7 /name: jobs wait for each other: 'a' by 'a' before 'b' by 'b' before 'c'"
                + " before 'd' by 'd' before 'a'",
            "alone.yaml:1:7 /name: jobs wait for each other: 'alone' by 'alone' before 'alone'");
  }

  @Test
  void aJobThatIsWaitedForMustBeThere() {
    assertThat(
            TestCompany.empty()
                .table("orders")
                .with("b.yaml", "name: b\ntype: marker\ndependsOn: [order]\n")
                .problems())
        .containsExactly(
            "b.yaml:3:13 /dependsOn/0: no job is called 'order'; did you mean 'orders'?");
  }
}
