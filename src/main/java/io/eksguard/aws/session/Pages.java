package io.eksguard.aws.session;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads lists that come in pages.
public final class Pages {
  private Pages() {}

  /// Every page, in order. An empty page may have a successor; a token that comes back twice is a
  /// fault, and would otherwise be followed for ever.
  ///
  /// @param place whose list it is
  /// @param operation which call it is
  /// @param read reads the page behind a token; the first one has none
  /// @param has whether a page has its list, which may be empty; see [Whole]
  /// @param next the token of the page after one, if there is one
  public static <P> Answer<List<P>> all(
      Place place,
      Permission operation,
      Function<Optional<String>, Answer<P>> read,
      Predicate<P> has,
      Function<P, @Nullable String> next) {
    return all(place, operation, read, has, next, _ -> {});
  }

  /// The same.
  ///
  /// @param each hears of each page as it comes; the list may break off after it
  public static <P> Answer<List<P>> all(
      Place place,
      Permission operation,
      Function<Optional<String>, Answer<P>> read,
      Predicate<P> has,
      Function<P, @Nullable String> next,
      Consumer<P> each) {
    List<P> pages = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Optional<String> token = Optional.empty();
    do {
      switch (Whole.only(place, operation, read.apply(token), has)) {
        case Answer.Failed<P>(var why, var cause) -> {
          return new Answer.Failed<>(why, cause);
        }
        case Answer.Ok<P>(P page) -> {
          pages.add(page);
          each.accept(page);
          token = Optional.ofNullable(next.apply(page)).filter(text -> !text.isEmpty());
        }
      }
      if (token.filter(text -> !seen.add(text)).isPresent()) {
        return samePageTwice(place, operation);
      }
    } while (token.isPresent());
    return new Answer.Ok<>(pages);
  }

  private static <P> Answer<List<P>> samePageTwice(Place place, Permission operation) {
    return new Answer.Failed<>(
        Diagnostic.error(
                Code.CALL_FAILED, "AWS gave the same page of `%s` twice.".formatted(operation))
            .at(
                new AwsCall(
                    place.account().value(),
                    place.region().name(),
                    operation.action(),
                    Optional.empty()))
            .hint("Run it again."),
        Answer.Cause.REFUSED);
  }
}
