package io.dagwerk.examples.megajob.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.documents.Documents;
import io.dagwerk.examples.megajob.TestCompany;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.testsupport.Covers;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The graph as others see it, and how two of them differ.
final class GraphTest {
  private static TestCompany company() {
    return TestCompany.empty()
        .with("company.yaml", "external: {landing: {}}")
        .table("a", "landing")
        .table("b", "a")
        .table("c", "b")
        .with("d.yaml", "name: d\ntype: marker\nenabled: false\ndependsOn: [c]\n");
  }

  @Test
  @Covers("S37.8")
  void aGraphIsWrittenAsDotAndAsJson() {
    JobGraph graph = company().graph();

    assertThat(GraphExport.dot(graph))
        .isEqualTo(
            """
            digraph jobs {
              rankdir=LR;
              node [shape=box];
              "external landing" [shape=cylinder, label="landing"];
              "a" [label="a\\ntransform"];
              "b" [label="b\\ntransform"];
              "c" [label="c\\ntransform"];
              "d" [label="d\\nmarker", style=dashed];
              "external landing" -> "a" [label="landing"];
              "a" -> "b" [label="a"];
              "b" -> "c" [label="b"];
              "c" -> "d";
            }
            """);
    ConfigTree json = Documents.parse(GraphExport.json(graph), "graph");
    assertThat(json.toJson())
        .contains(
            "{\"name\": \"b\", \"file\": \"b.yaml\", \"makes\": [\"b\"], \"descriptor\": {\"name\":"
                + " \"b\", \"type\": \"transform\"")
        .contains(
            "\"edges\": [{\"from\": \"a\", \"to\": \"b\", \"dataset\": \"a\"},"
                + " {\"from\": \"b\", \"to\": \"c\", \"dataset\": \"b\"}, {\"from\": \"c\", \"to\":"
                + " \"d\"}], \"reads\": [{\"from\": \"landing\", \"to\": \"a\", \"dataset\":"
                + " \"landing\"}]");
  }

  @Test
  @Covers("S37.6")
  void twoRevisionsDifferInJobsAndEdges() {
    JobGraph before = company().graph();
    JobGraph after =
        TestCompany.empty()
            .with("company.yaml", "external: {landing: {}}")
            .table("a", "landing")
            .with(
                "b.json",
                "{\"params\": {\"sql\": \"select 1 as one\"}, \"schedule\": \"daily\","
                    + " \"inputs\": [\"a\"], \"type\": \"transform\", \"name\": \"b\"}")
            .with(
                "c.yaml",
                "name: c\ntype: transform\nschedule: weekly\ninputs: [a, b]\nparams: {sql: x}\n")
            .table("e", "c")
            .graph();

    GraphDiff diff = GraphDiff.between(before, after);

    assertThat(diff.text())
        .isEqualTo(
            """
            + job e
            - job d
            ~ job c: schedule, inputs, params
            + edge a -> c (a)
            + edge c -> e (c)
            - edge c -> d
            """);
    assertThat(diff.affected(after)).containsExactly("c", "e");
    assertThat(diff.selection(after)).contains("key:\"c\" or key:\"e\"");
    assertThat(GraphDiff.between(before, company().graph()).text()).isEqualTo("no differences\n");
    assertThat(GraphDiff.between(before, company().graph()).selection(before)).isEmpty();
  }

  @Test
  void upstreamAndDownstreamAreFollowedToTheEnd() {
    JobGraph graph = company().graph();

    assertThat(graph.upstream(Set.of("c"))).containsExactly("a", "b", "c");
    assertThat(graph.downstream(Set.of("b"))).containsExactly("b", "c", "d");
  }
}
