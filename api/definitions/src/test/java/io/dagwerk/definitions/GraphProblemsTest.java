package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What may not be wired, though javac takes it.
class GraphProblemsTest {
  private static final Output<String> PAID = Output.named("paid", String.class);
  private static final Output<String> LATE = Output.named("late", String.class);

  @Test
  void anOpOfAnotherJobIsNotRead() {
    Wired<Op<String>> other = new Wired<>(graph -> graph.op("a", String.class).by(() -> "x"));
    Job job = Job.named("etl").running(graph -> read(graph, "b", other.node()));

    assertThat(FoundProblems.of(job, other.job()))
        .containsExactly(
            "op 'b' reads op 'a', which is not wired in job 'etl'; wire it there,"
                + " or pass data by an asset");
  }

  @Test
  void anElementIsReadInsideOfItsFanOutOnly() {
    Wired<?> wired =
        new Wired<>(graph -> {
          FanOut<String> files = files(graph, "files");
          files.each((each, file) -> read(graph, "outside", file));
          return files;
        });

    assertThat(FoundProblems.of(wired.job()))
        .contains(
            "op 'outside' reads an element of fan-out 'files', but is outside of its each(...);"
                + " wire it inside");
  }

  @Test
  void aBranchIsNotReadOutsideOfItsFanOut() {
    Wired<?> wired =
        new Wired<>(graph ->
            files(graph, "files")
                .each((each, file) -> {
                  Op<String> inside = read(each, "inside", file);
                  read(graph, "outside", inside);
                  return inside;
                }));

    assertThat(FoundProblems.of(wired.job()))
        .containsExactly(
            "op 'outside' reads op 'inside', of which there is one per element of a fan-out;"
                + " read what each(...) returns, which has them all");
  }

  @Test
  void aFanOutIsNotCollectedInsideOfItself() {
    Wired<?> wired =
        new Wired<>(graph -> {
          FanOut<String> files = files(graph, "files");
          Graph[] inside = new Graph[1];
          Input<List<String>> all =
              files.each((each, file) -> {
                inside[0] = each;
                return read(each, "one", file);
              });
          return inside[0].op("all", String.class).from(all).by(Object::toString);
        });

    assertThat(FoundProblems.of(wired.job()))
        .containsExactly(
            "op 'all' collects fan-out 'files' from inside of it; collect outside of its each(...)");
  }

  @Test
  @Covers("S29.7")
  void elementsOfTwoFanOutsSideBySideAreNotReadByOneOp() {
    Wired<?> wired =
        new Wired<>(graph -> {
          FanOut<String> left = files(graph, "left");
          FanOut<String> right = files(graph, "right");
          return left.each((inLeft, one) -> {
            right.each((inRight, other) ->
                inRight.op("pair", String.class).from(one, other).by(String::concat));
            return read(inLeft, "one", one);
          });
        });

    assertThat(FoundProblems.of(wired.job()))
        .containsExactly(
            "op 'pair' reads an element of fan-out 'left', but is inside of fan-out 'right';"
                + " declare one of them inside of the each(...) of the other");
  }

  @Test
  void elementsOfNestedFanOutsAreReadByOneOp() {
    Wired<?> wired =
        new Wired<>(graph ->
            files(graph, "outer")
                .each((inOuter, one) -> {
                  Input<List<String>> pairs =
                      files(inOuter, "inner")
                          .each((inInner, other) ->
                              inInner.op("pair", String.class).from(one, other).by(String::concat));
                  return inOuter.op("pairs", String.class).from(pairs).by(Object::toString);
                }));

    assertThat(FoundProblems.of(wired.job())).isEmpty();
  }

  @Test
  void anOutputThatIsNotEmittedIsNamedWithThoseThatAre() {
    Wired<?> wired =
        new Wired<>(graph -> {
          Op<Void> split = graph.op("split").outputs(PAID).emitting(() -> Outputs.of(PAID, "x"));
          return read(graph, "b", split.output(LATE));
        });

    assertThat(FoundProblems.of(wired.job()))
        .containsExactly("op 'b' reads output 'late' of op 'split', which emits [paid]");
  }

  @Test
  void anOutputOfANearNameIsSuggested() {
    Wired<?> wired =
        new Wired<>(graph -> {
          Op<Void> split = graph.op("split").outputs(PAID).emitting(() -> Outputs.of(PAID, "x"));
          return read(graph, "b", split.output(Output.named("payd", String.class)));
        });

    assertThat(FoundProblems.of(wired.job()))
        .singleElement()
        .asString()
        .endsWith("did you mean 'paid'?");
  }

  @Test
  void anOpWithoutAPlainResultIsNotReadAsOne() {
    Wired<?> wired =
        new Wired<>(graph -> {
          Op<Void> split =
              graph.op("split").outputs(PAID, LATE).emitting(() -> Outputs.of(PAID, "x"));
          Op<Void> done = graph.op("done").doing(() -> {});
          return graph.op("b", String.class).from(split, done).by((a, b) -> "x");
        });

    assertThat(FoundProblems.of(wired.job()))
        .containsExactly(
            "op 'b' reads op 'split', which emits [paid, late]; read one of them by output(...)",
            "op 'b' reads op 'done', which returns no value; order it with after(...)");
  }

  @Test
  void outputsHaveNamesOfTheirOwn() {
    Wired<?> wired =
        new Wired<>(graph ->
            graph
                .op("split")
                .outputs(PAID, PAID, Output.named("too-late", String.class))
                .emitting(() -> Outputs.of(PAID, "x")));

    assertThat(FoundProblems.of(wired.job()))
        .satisfiesExactly(
            one ->
                assertThat(one).isEqualTo("op 'split' has output 'paid' twice; rename one of them"),
            two ->
                assertThat(two).startsWith("output 'too-late' of op 'split' is not a valid name"));
  }

  @Test
  void everyPartOfAnOpsNameIsValid() {
    Wired<?> wired =
        new Wired<>(
            graph -> graph.nested("clean-up", inner -> inner.op("a", String.class).by(() -> "x")));

    assertThat(FoundProblems.of(wired.job()))
        .singleElement()
        .asString()
        .startsWith("op 'clean-up.a' is not a valid name");
  }

  @Test
  @Covers("K2.1")
  void anOpThatIsWiredTwiceGetsANumber() {
    Wired<?> wired =
        new Wired<>(graph -> {
          graph.op("clean", String.class).by(() -> "x");
          return graph.op("clean", String.class).by(() -> "x");
        });

    assertThat(wired.job().nodes()).extracting(Node::name).containsExactly("clean", "clean_2");
  }

  private static FanOut<String> files(Graph graph, String name) {
    return graph.fanOut(name, String.class).by(() -> List.of("x"));
  }

  private static Op<String> read(Graph graph, String name, Input<String> input) {
    return graph.op(name, String.class).from(input).by(text -> text);
  }
}
