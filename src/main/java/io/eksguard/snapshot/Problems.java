package io.eksguard.snapshot;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Why something is not known.
final class Problems {
  /// The SDK's own messages end in `(Service: Sts, Status Code: 403, Request ID: ...)`.
  private static final Pattern REQUEST_ID = Pattern.compile("(?i)(, )?request id: ?[^,)\\s]+");

  private Problems() {}

  /// The reading without the ids of requests.
  static <T> Reading<T> bare(Reading<T> reading) {
    return told(reading, Problems::bare);
  }

  /// The reading with another word on why it could not be made.
  static <T> Reading<T> told(Reading<T> reading, UnaryOperator<Diagnostic> otherwise) {
    return switch (reading) {
      case Reading.Unknown<T>(Diagnostic why) -> new Reading.Unknown<>(otherwise.apply(why));
      case Reading.Present<T> _, Reading.Absent<T> _, Reading.NotRead<T> _ -> reading;
    };
  }

  private static Diagnostic bare(Diagnostic why) {
    var told =
        new Diagnostic(
            why.severity(),
            why.code(),
            REQUEST_ID.matcher(why.message()).replaceAll(""),
            why.where(),
            Optional.empty(),
            why.hint());
    return why.where()
        .map(where ->
            switch (where) {
              case AwsCall call -> told.at(withoutRequest(call));
              case SourcePos _ -> told;
            })
        .orElse(told);
  }

  private static AwsCall withoutRequest(AwsCall call) {
    return new AwsCall(call.account(), call.region(), call.operation(), Optional.empty());
  }

  /// That a snapshot does not have what a file needs.
  ///
  /// @param what such as `the clusters`
  /// @param operation what would have read it
  static <T> Reading<T> notIn(Place place, String what, Permission operation) {
    return notIn(
        "The snapshot does not have %s of account %s in `%s`; nothing is known of them."
            .formatted(what, place.account(), place.region()),
        place.account(),
        place.region(),
        operation);
  }

  /// The same of something of the organization.
  static <T> Reading<T> notIn(
      String message, AccountId account, Region region, Permission operation) {
    return new Reading.Unknown<>(
        Diagnostic.error(Code.NOT_IN_SNAPSHOT, message)
            .at(new AwsCall(account.value(), region.name(), operation.action(), Optional.empty()))
            .hint(
                "Take one for this file, `eksguard snapshot -f FILE -o SNAPSHOT`; with `--all` it"
                    + " has every account's clusters."));
  }
}
