package io.eksguard.aws.session;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import java.util.Optional;
import java.util.function.Predicate;

/// Takes an answer only if it has what AWS always sends. To the SDK, a success without a body is
/// one in which every list is empty: no clusters, no members. Somebody between here and AWS may
/// give it; AWS does not.
public final class Whole {
  private Whole() {}

  /// The answer, if it is whole.
  ///
  /// @param place whom it was asked of
  /// @param operation which call it was
  /// @param has whether what AWS always sends is there
  public static <T> Answer<T> only(
      Place place, Permission operation, Answer<T> answer, Predicate<T> has) {
    return answer.then(value -> has.test(value) ? answer : lacking(place, operation));
  }

  private static <T> Answer<T> lacking(Place place, Permission operation) {
    return new Answer.Failed<>(
        Diagnostic.error(
                Code.CALL_FAILED,
                "The answer to `%s` lacks what AWS always sends.".formatted(operation))
            .at(
                new AwsCall(
                    place.account().value(),
                    place.region().name(),
                    operation.action(),
                    Optional.empty()))
            .hint("Something else may have answered: check proxies and the endpoint, and rerun."),
        Answer.Cause.UNCLEAR);
  }
}
