package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What javac must refuse. Each wrong definition has a twin that compiles and differs from it in
/// one place, so that it is this place that javac refuses.
class CompilationTest {
  @Test
  void anUpstreamOfAnotherTypeDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(days).by(Shop::next);",
        "Object it = Asset.named(\"it\", Long.class).from(text).by(Shop::next);",
        "java.lang.String cannot be converted to long");
  }

  @Test
  void moreInputsThanTheFunctionTakesDoNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(days).by(Shop::next);",
        "Object it = Asset.named(\"it\", Long.class).from(days, days).by(Shop::next);",
        "actual and formal argument lists differ in length");
  }

  @Test
  void fewerInputsThanTheFunctionTakesDoNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", String.class).from(days, text).by(Shop::label);",
        "Object it = Asset.named(\"it\", String.class).from(days).by(Shop::label);",
        "actual and formal argument lists differ in length");
  }

  @Test
  void inputsInAnotherOrderDoNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", String.class).from(days, text).by(Shop::label);",
        "Object it = Asset.named(\"it\", String.class).from(text, days).by(Shop::label);",
        "java.lang.String cannot be converted to long");
  }

  @Test
  void onePartitionWhereTheFunctionTakesAllDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(days.allPartitions()).by(Shop::total);",
        "Object it = Asset.named(\"it\", Long.class).from(days).by(Shop::total);",
        "java.lang.Long cannot be converted to java.util.Map");
  }

  @Test
  void allPartitionsWhereTheFunctionTakesOneDoNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(days).by(Shop::next);",
        "Object it = Asset.named(\"it\", Long.class).from(days.allPartitions()).by(Shop::next);",
        "java.lang.Long> cannot be converted to long");
  }

  @Test
  void aPartitionThatMayBeMissingIsNotReadAsOneThatIsThere() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(days.previousPartition()).by(Shop::or0);",
        "Object it = Asset.named(\"it\", Long.class).from(days.previousPartition()).by(Shop::next);",
        "java.util.Optional<java.lang.Long> cannot be converted to long");
  }

  @Test
  void aFunctionThatReturnsAnotherTypeDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(days).by(Shop::next);",
        "Object it = Asset.named(\"it\", String.class).from(days).by(Shop::next);",
        "bad return type in method reference");
  }

  @Test
  void aFunctionThatReturnsNothingIsNotAValueFunction() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(days).doing(Shop::drop);",
        "Object it = Asset.named(\"it\", Long.class).from(days).by(Shop::drop);",
        "void cannot be converted to java.lang.Long");
  }

  @Test
  void anAssetWithoutAValueIsNotReadAsOne() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).after(vacuumed).by(() -> 1L);",
        "Object it = Asset.named(\"it\", Long.class).from(vacuumed).by(Shop::next);",
        "java.lang.Void cannot be converted to long");
  }

  @Test
  void anIoManagerForAnotherTypeDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).storedBy(numbers).by(() -> 1L);",
        "Object it = Asset.named(\"it\", Long.class).storedBy(letters).by(() -> 1L);",
        "cannot be converted to io.dagwerk.definitions.Resource<? extends");
  }

  @Test
  void anIoManagerForAMoreGeneralTypeCompiles() {
    assertThat(
            errors("Object it = Asset.named(\"it\", Integer.class).storedBy(numbers).by(() -> 1);"))
        .isEmpty();
  }

  @Test
  void anOutputKeptByAnIoManagerForAnotherTypeDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = PAID.storedBy(numbers);",
        "Object it = PAID.storedBy(letters);",
        "cannot be converted to io.dagwerk.definitions.Resource<? extends");
  }

  @Test
  void aForwardReferenceWithinAClassDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(days).by(Shop::next);",
        "Object it = Asset.named(\"it\", Long.class).from(later).by(Shop::next);",
        "illegal forward reference");
  }

  @Test
  void aCycleWithinAClassDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "final Asset<Long> it = Asset.named(\"it\", Long.class).from(days).by(Shop::next);",
        "final Asset<Long> it = Asset.named(\"it\", Long.class).from(it).by(Shop::next);",
        "self-reference in initializer");
  }

  @Test
  void anUpstreamThatDoesNotExistDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(days).by(Shop::next);",
        "Object it = Asset.named(\"it\", Long.class).from(dayz).by(Shop::next);",
        "cannot find symbol");
  }

  @Test
  void aModeThatPutsAResourceOfAnotherTypeInPlaceDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Job.named(\"it\").mode(\"test\", mode -> mode.with(clock, otherClock));",
        "Object it = Job.named(\"it\").mode(\"test\", mode -> mode.with(clock, store));",
        "no suitable method found for with");
  }

  @Test
  void aModeThatPutsAValueOfAnotherTypeInPlaceDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Job.named(\"it\").mode(\"test\", mode -> mode.with(clock, new Clock()));",
        "Object it = Job.named(\"it\").mode(\"test\", mode -> mode.with(clock, new Store()));",
        "no suitable method found for with");
  }

  @Test
  void anEmittedValueOfAnotherTypeThanItsOutputDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Outputs.of(PAID, 1L);",
        "Object it = Outputs.of(PAID, \"one\");",
        "lower bounds: java.lang.String");
  }

  @Test
  void anEmittedOutputReadAsAnotherTypeDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        wired("graph.op(\"b\", Long.class).from(a.output(PAID)).by(Shop::next);"),
        wired("graph.op(\"b\", Long.class).from(a.output(NOTE)).by(Shop::next);"),
        "java.lang.String cannot be converted to long");
  }

  @Test
  void theBranchesOfAFanOutAreNotOneValue() {
    assertOnlyTheRightOneCompiles(
        wired("graph.op(\"b\", Long.class).from(nexts).by(Shop::sum);"),
        wired("graph.op(\"b\", Long.class).from(nexts).by(Shop::next);"),
        "java.lang.Long> cannot be converted to long");
  }

  @Test
  void anElementOfAFanOutHasItsType() {
    assertOnlyTheRightOneCompiles(
        wired("files.each((each, file) -> each.op(\"b\", Long.class).from(file).by(Shop::next));"),
        wired("files.each((each, file) -> each.op(\"b\", Long.class).from(file).by(Shop::sum));"),
        "java.lang.Long cannot be converted to java.util.List");
  }

  @Test
  void aPartOfABundleThatIsAnotherComponentDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = split.part(\"it\", Long.class, Split::paid);",
        "Object it = split.part(\"it\", Long.class, Split::note);",
        "lower bounds: java.lang.String");
  }

  @Test
  void aCheckWithoutAnOutcomeDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Check.named(\"it\").on(days).from(days).by(Shop::sane);",
        "Object it = Check.named(\"it\").on(days).from(days).by(Shop::next);",
        "bad return type in method reference");
  }

  @Test
  void configOfAnotherRecordThanTheFunctionTakesDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(config(Read.class)).by(Shop::read);",
        "Object it = Asset.named(\"it\", Long.class).from(config(Write.class)).by(Shop::read);",
        "Shop.Write cannot be converted to Shop.Read");
  }

  @Test
  @Covers("S13.5")
  void aConfiguredOpWithoutANameDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        wired("a.configured(\"b\", new Read(1));"),
        wired("a.configured(new Read(1));"),
        "found:    Shop.Read");
  }

  @Test
  void aMappingOfConfigThatMakesAnotherRecordDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        wired("a.configured(\"b\", Write.class, Read.class, write -> new Read(write.most()));"),
        wired("a.configured(\"b\", Write.class, Read.class, write -> write);"),
        "lower bounds: Shop.Write");
  }

  @Test
  @Covers("S19.2")
  void aSchemaIsNotReadAsTheValue() {
    assertOnlyTheRightOneCompiles(
        "Object it = Asset.named(\"it\", Long.class).from(config(Read.class)).by((Read read) -> 1L);",
        "Object it ="
            + " Asset.named(\"it\", Long.class).from(config(Read.class)).by((ConfigSchema s) -> 1L);",
        "Fn1<io.dagwerk.model.ConfigSchema,java.lang.Long> cannot be converted");
    assertOnlyTheRightOneCompiles(
        "Object it = Config.bind(Read.class, Map.of(), Environment.empty()).get().most();",
        "Object it = ConfigSchemas.of(Read.class).most();",
        "cannot find symbol");
  }

  @Test
  @Covers("S19.2")
  void aValueIsNotReadAsTheSchema() {
    assertOnlyTheRightOneCompiles(
        "Object it = Config.check(ConfigSchemas.of(Read.class), Map.of());",
        "Object it = Config.check(new Read(1), Map.of());",
        "Shop.Read cannot be converted to io.dagwerk.model.ConfigSchema");
    assertOnlyTheRightOneCompiles(
        wired("a.configured(\"b\", new Read(1));"),
        wired("a.configured(\"b\", ConfigSchemas.of(Read.class));"),
        "io.dagwerk.model.ConfigSchema cannot be converted to java.lang.Record");
  }

  @Test
  void aHookThatTakesAnotherResourceDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Hook.named(\"it\").from(clock).by((StepEnd end, Clock given) -> {});",
        "Object it = Hook.named(\"it\").from(clock).by((StepEnd end, Store given) -> {});",
        "Act2<io.dagwerk.definitions.StepEnd,Shop.Store> cannot be converted");
  }

  @Test
  void aSensorThatDecidesNothingDoesNotCompile() {
    assertOnlyTheRightOneCompiles(
        "Object it = Sensor.named(\"it\").acting().by(() -> Decision.skip(\"no\"));",
        "Object it = Sensor.named(\"it\").acting().by(() -> \"no\");",
        "bad return type in lambda expression");
  }

  private static String wired(String last) {
    return """
    Object it = Job.named("it").running(graph -> {
        Op<Void> a = graph.op("a").outputs(PAID, NOTE).from(config(Read.class)).emitting(Shop::emit);
        FanOut<Long> files = graph.fanOut("files", Long.class).by(() -> List.of(1L));
        Input<List<Long>> nexts =
            files.each((each, file) -> each.op("next", Long.class).from(file).by(Shop::next));
        %s
      });
    """
        .formatted(last);
  }

  private static void assertOnlyTheRightOneCompiles(String right, String wrong, String reason) {
    assertThat(errors(right)).isEmpty();
    assertThat(errors(wrong)).singleElement().asString().contains(reason);
  }

  private static List<String> errors(String lastField) {
    return new SourceText("Shop", SHOP.replace("LAST_FIELD", lastField)).errors();
  }

  private static final String SHOP =
      """
      import static io.dagwerk.definitions.Input.config;

      import io.dagwerk.config.*;
      import io.dagwerk.definitions.*;
      import io.dagwerk.model.ConfigSchema;
      import io.dagwerk.model.PartitionKey;
      import java.util.List;
      import java.util.Map;
      import java.util.Optional;

      class Shop {
        static final Output<Long> PAID = Output.named("paid", Long.class);
        static final Output<String> NOTE = Output.named("note", String.class).optional();

        record Read(int most) {}
        record Write(int most) {}
        record Split(long paid, String note) {}
        static class Clock {}
        static class Store {}
        interface NumberStore extends IoManager<Number> {}
        interface LetterStore extends IoManager<CharSequence> {}

        final Resource<Clock> clock = Resource.named("clock", Clock.class).by(Clock::new);
        final Resource<Clock> otherClock = Resource.named("other", Clock.class).by(Clock::new);
        final Resource<Store> store = Resource.named("store", Store.class).by(Store::new);
        final Resource<NumberStore> numbers = Resource.named("n", NumberStore.class).by(() -> null);
        final Resource<LetterStore> letters = Resource.named("l", LetterStore.class).by(() -> null);
        final Asset<Long> days = Asset.named("days", Long.class).by(() -> 1L);
        final Asset<String> text = Asset.named("text", String.class).by(() -> "x");
        final Asset<Void> vacuumed = Asset.named("vacuumed", String.class).doing(() -> {});
        final Bundle<Split> split = Bundle.named("split", Split.class).by(() -> new Split(1, ""));
        LAST_FIELD
        final Asset<Long> later = Asset.named("later", Long.class).by(() -> 1L);

        static long total(Map<PartitionKey, Long> days) { return days.size(); }
        static long sum(List<Long> days) { return days.size(); }
        static long next(long day) { return day + 1; }
        static long or0(Optional<Long> day) { return day.orElse(0L); }
        static void drop(long day) {}
        static String label(long day, String text) { return day + text; }
        static long read(Read config) { return config.most(); }
        static Outputs emit(Read config) { return Outputs.of(PAID, 1L); }
        static Outcome sane(long day) { return Outcome.success(); }
      }
      """;
}
