package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Explanation.Kind;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.PartitionSubset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// Says in sentences why a partition was requested, or what it waits for, from the explanation of
/// an evaluation.
///
/// ```java
/// new Why(graph, facts).of(explanation, Optional.of(PartitionKey.of("2001-01-05")));
/// // waiting for p2 at 2001-01-05: missing
/// ```
public final class Why {
  /// More sentences than this are not told.
  public static final int MOST = 20;

  private static final int MOST_KEYS = 5;

  private final ConditionGraph graph;
  private final PartitionTimes times;
  private final Relations relations;
  private final Facts facts;

  /// @param facts those of the evaluation
  public Why(ConditionGraph graph, Facts facts) {
    this.graph = graph;
    this.facts = facts;
    this.times = new PartitionTimes(facts);
    this.relations = new Relations(times, facts.now());
  }

  /// What a partition waits for, one sentence each; or what made its condition true.
  ///
  /// @param key empty for what has no partitions
  /// @throws IllegalArgumentException when there is no such partition
  public List<String> of(Explanation explanation, Optional<PartitionKey> key) {
    PartitionSubset asked = number(explanation.subject(), key);
    Telling telling = new Telling(explanation.subject());
    if (explanation.truth().containsAll(asked)) {
      telling.holding(explanation, asked, "");
    } else {
      telling.failing(explanation, asked);
    }
    return telling.sentences.stream().limit(MOST).toList();
  }

  private PartitionSubset number(Subject subject, Optional<PartitionKey> key) {
    if (graph.partitions(subject).isEmpty() && key.isPresent()) {
      throw new IllegalArgumentException(
          "'%s' is not partitioned, but found the partition '%s'; leave it out"
              .formatted(subject, key.get()));
    }
    return graph
        .partitions(subject)
        .map(definition ->
            PartitionSubset.of(
                times
                    .sets(facts.now())
                    .of(definition)
                    .numberOf(
                        key.orElseThrow(() ->
                            new IllegalArgumentException(
                                "'%s' is partitioned; name a partition".formatted(subject))))))
        .orElse(PartitionTimes.ONLY);
  }

  /// The sentences about one partition of one subject.
  private final class Telling {
    private final Subject own;
    private final SequencedSet<String> sentences = new LinkedHashSet<>();

    Telling(Subject own) {
      this.own = own;
    }

    /// What stands in the way of a part that is not true.
    void failing(Explanation part, PartitionSubset asked) {
      switch (part.kind()) {
        case OPERAND, NEWLY_TRUE, TRIGGER, ANY_ACROSS -> isNot(part, asked);
        case LABELED -> failing(part.parts().getFirst(), asked);
        case NOT -> holding(part.parts().getFirst(), asked, "waiting for ");
        case ALL_OF ->
            part.parts().stream()
                .filter(each -> isFalse(each, asked))
                .findFirst()
                .ifPresent(each -> failing(each, asked));
        case ANY_OF -> {
          if (part.parts().stream().allMatch(each -> each.parts().isEmpty())) {
            isNot(part, asked);
          } else {
            part.parts().forEach(each -> failing(each, asked));
          }
        }
        case SINCE -> failingLatch(part, asked);
        case ALL_ACROSS -> {
          for (Explanation arm : part.parts()) {
            PartitionSubset far = far(part, arm, asked);
            if (far.count() == 1 && isFalse(arm, far)) {
              failing(arm, far);
            } else if (!far.isEmpty() && !far.intersects(arm.truth())) {
              isNot(arm, far);
            }
          }
        }
      }
    }

    private void isNot(Explanation part, PartitionSubset asked) {
      sentences.add("%s: not %s".formatted(waiting(part.subject(), asked), said(part)));
    }

    private String waiting(Subject subject, PartitionSubset asked) {
      return (subject.equals(own) ? "" : "waiting for ") + named(subject, asked);
    }

    private void failingLatch(Explanation latch, PartitionSubset asked) {
      List<Explanation> each =
          latch.parts().stream().filter(part -> part.kind() == Kind.TRIGGER).toList();
      for (Explanation trigger : each) {
        if (isFalse(trigger, asked)) {
          sentences.add("waiting for %s: nothing new %s".formatted(trigger.label(), since(latch)));
        }
      }
      if (each.isEmpty()) {
        sentences.add(
            "%s: nothing new %s; it would be: %s"
                .formatted(
                    waiting(latch.subject(), asked), since(latch), said(latch.parts().getFirst())));
      }
    }

    /// What makes a part true.
    void holding(Explanation part, PartitionSubset asked, String before) {
      switch (part.kind()) {
        case OPERAND, NEWLY_TRUE, SINCE, TRIGGER ->
            sentences.add(
                before
                    + "%s: %s%s".formatted(named(part.subject(), asked), said(part), when(part)));
        case NOT -> {
          if (!before.isEmpty()) {
            sentences.add(before + named(part.subject(), asked) + ": " + said(part));
          }
        }
        case LABELED -> holding(part.parts().getFirst(), asked, before);
        case ALL_OF ->
            part.parts().stream()
                .filter(each -> before.isEmpty() || each.kind() != Kind.NOT)
                .forEach(each -> holding(each, asked, before));
        case ANY_OF ->
            part.parts().stream()
                .filter(each -> each.truth().intersects(asked))
                .forEach(each -> holding(each, asked.and(each.truth()), before));
        case ANY_ACROSS, ALL_ACROSS -> {
          for (Explanation arm : part.parts()) {
            PartitionSubset far = far(part, arm, asked).and(arm.truth());
            if (!far.isEmpty()) {
              holding(arm, far, before);
            }
          }
        }
      }
    }

    private boolean isFalse(Explanation part, PartitionSubset asked) {
      return part.asked().containsAll(asked) && !part.truth().intersects(asked);
    }
  }

  private PartitionSubset far(Explanation across, Explanation arm, PartitionSubset near) {
    Subject far = arm.subject();
    return relations
        .far(graph.between(across.subject(), far), near)
        .and(times.existing(graph.definition(far), facts.now()));
  }

  /// Where in history it came about, if that is known.
  private static String when(Explanation part) {
    return part.newest().map(place -> " at " + place.at()).orElse("");
  }

  private static String inner(Explanation across) {
    return across.parts().isEmpty() ? "there" : said(across.parts().getFirst());
  }

  /// A part in a few words.
  private static String said(Explanation part) {
    return switch (part.kind()) {
      case OPERAND, LABELED, TRIGGER -> part.label();
      case NOT -> "not " + said(part.parts().getFirst());
      case ALL_OF -> joined(part, " and ");
      case ANY_OF -> joined(part, " or ");
      case NEWLY_TRUE -> "newly " + said(part.parts().getFirst());
      case SINCE -> "%s, %s".formatted(said(part.parts().getFirst()), since(part));
      case ANY_ACROSS, ALL_ACROSS -> "%s %s".formatted(part.label(), inner(part));
    };
  }

  /// Since when a latch counts.
  private static String since(Explanation latch) {
    return latch.parts().stream()
        .skip(1)
        .filter(part -> part.kind() != Kind.TRIGGER)
        .findFirst()
        .map(reset -> latch.label() + " " + said(reset))
        .orElse(latch.label());
  }

  private static String joined(Explanation part, String word) {
    return part.parts().stream().map(Why::said).collect(Collectors.joining(word));
  }

  /// A subject with some of its partitions, such as `p2 at 2001-01-05`.
  private String named(Subject subject, PartitionSubset partitions) {
    Optional<String> keys =
        graph
            .partitions(subject)
            .map(definition -> {
              List<String> first =
                  times
                      .sets(facts.now())
                      .of(definition)
                      .keys(partitions)
                      .limit(MOST_KEYS)
                      .map(PartitionKey::text)
                      .toList();
              long more = partitions.count() - first.size();
              return String.join(", ", first) + (more > 0 ? " and %d more".formatted(more) : "");
            });
    return keys.map(text -> subject + " at " + text).orElse(subject.toString());
  }
}
