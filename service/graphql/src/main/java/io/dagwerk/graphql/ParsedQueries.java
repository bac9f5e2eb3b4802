package io.dagwerk.graphql;

import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Queries that were parsed and found valid, by their text, as pages ask the same few again and
/// again: the newest that were asked for. Thread-safe.
final class ParsedQueries implements PreparsedDocumentProvider {
  /// The user interface has some sixty.
  static final int MOST = 100;

  /// In UTF-16 code units; what is longer is parsed each time. A text of this length that is all
  /// fields is some 1,300 objects, so all kept ones come to some 30 MB at most.
  static final int LONGEST = 4_000;

  private final Map<String, PreparsedDocumentEntry> newest =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PreparsedDocumentEntry> eldest) {
          return size() > MOST;
        }
      };

  @Override
  public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
    String text = input.getQuery();
    return CompletableFuture.completedFuture(
        find(text).orElseGet(() -> kept(text, parse.apply(input))));
  }

  private Optional<PreparsedDocumentEntry> find(String text) {
    synchronized (newest) {
      return Optional.ofNullable(newest.get(text));
    }
  }

  private PreparsedDocumentEntry kept(String text, PreparsedDocumentEntry parsed) {
    if (!parsed.hasErrors() && text.length() <= LONGEST) {
      synchronized (newest) {
        newest.put(text, parsed);
      }
    }
    return parsed;
  }
}
