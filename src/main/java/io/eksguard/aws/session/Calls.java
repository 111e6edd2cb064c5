package io.eksguard.aws.session;

import io.eksguard.aws.session.Answer.Cause;
import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Region;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryUtils;

/// Makes calls, not too many at once, and turns what the SDK throws into answers: the one place
/// where its exceptions end.
public final class Calls {
  /// How the SDK begins what it says of an answer that it cannot read.
  static final String UNREADABLE = "Unable to unmarshall response";

  private static final Set<String> DENIED =
      Set.of("AccessDeniedException", "AccessDenied", "UnauthorizedOperation");
  private static final Set<String> NOT_OPTED_IN =
      Set.of("UnrecognizedClientException", "InvalidClientTokenId", "RegionDisabledException");
  private static final Set<String> EXPIRED =
      Set.of("ExpiredTokenException", "ExpiredToken", "RequestExpired");
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final String THROTTLED =
      "Others call AWS for this account too, or its rate is low. Run it again later.";
  static final String CLOCK =
      "Set the clock of this machine: AWS takes nothing that is signed at another time.";
  private static final Pattern ATTEMPTS = Pattern.compile(" \\(SDK Attempt Count: \\d+\\)$");
  private static final Set<String> NOT_FOUND =
      Set.of("ResourceNotFoundException", "NotFoundException");

  private final Semaphore inFlight;
  private final Turns turns;
  private final PublishedRates rates;
  private final ServiceRates wanted;

  Calls(AwsSettings settings) {
    this(
        settings.inFlight(),
        new Turns(settings.terms().deadline()),
        new PublishedRates(settings.paced()),
        new ServiceRates(settings.terms().limits().perSecond(), System::nanoTime));
  }

  Calls(int inFlight, Turns turns) {
    this(inFlight, turns, new ServiceRates(Map.of(), System::nanoTime));
  }

  Calls(int inFlight, Turns turns, ServiceRates wanted) {
    this(inFlight, turns, new PublishedRates(false), wanted);
  }

  private Calls(int inFlight, Turns turns, PublishedRates rates, ServiceRates wanted) {
    this.inFlight = new Semaphore(inFlight, true);
    this.turns = turns;
    this.rates = rates;
    this.wanted = wanted;
  }

  /// Makes one call.
  ///
  /// @param account whose object is asked for
  /// @param operation which call it is, and what it needs
  public <T> Answer<T> make(
      AccountId account, Region region, Permission operation, Supplier<T> call) {
    return make(account, region, operation, _ -> Optional.empty(), call);
  }

  /// Makes one call of a service that has more to say about its refusals.
  ///
  /// What AWS throttles is learnt from; a read is sent again, and while it waits it is not among
  /// those under way.
  ///
  /// @param explained the refusal in words that tell what to do; nothing if it is like any other
  public <T> Answer<T> make(
      AccountId account,
      Region region,
      Permission operation,
      Function<AwsServiceException, Optional<Diagnostic>> explained,
      Supplier<T> call) {
    Rate rate = turns.rate(account, region, operation);
    var asked = new Asked(account, operation);
    for (int sent = 1; ; sent++) {
      switch (turns.await(rate, pace(operation), operation)) {
        case CAME -> {}
        case TOO_FAR -> {
          return noTurn(account, region, operation);
        }
        case TOO_LATE -> {
          return tooLate(account, region, operation);
        }
      }
      try {
        Optional<Answer<T>> answer = sent(asked, operation, call);
        if (answer.isEmpty()) {
          return tooLate(account, region, operation);
        }
        rate.succeeded();
        return answer.get();
      } catch (SdkException e) {
        if (asked.isStopped()) {
          return tooLate(account, region, operation);
        }
        rate.pause(RetryAfter.of(e));
        if (!RetryUtils.isThrottlingException(e)) {
          rate.succeeded();
          return failed(account, region, operation, explained, e);
        }
        rate.throttled();
        switch (turns.again(operation, sent)) {
          case CAME -> {}
          case TOO_FAR -> {
            return failed(account, region, operation, _ -> Optional.empty(), e);
          }
          case TOO_LATE -> {
            return tooLate(account, region, operation);
          }
        }
      }
    }
  }

  private Duration pace(Permission operation) {
    Duration published = rates.take(operation);
    Duration asked = wanted.take(operation);
    return published.compareTo(asked) < 0 ? asked : published;
  }

  /// @return nothing if the time was up when it could have been sent
  private <T> Optional<Answer<T>> sent(Asked asked, Permission operation, Supplier<T> call) {
    inFlight.acquireUninterruptibly();
    try {
      return turns.isTooLate(operation)
          ? Optional.empty()
          : Optional.of(new Answer.Ok<>(ScopedValue.where(Asked.NOW, asked).call(call::get)));
    } finally {
      inFlight.release();
    }
  }

  /// The same words for every call, so that it is told once and not for each account.
  private static <T> Answer<T> tooLate(AccountId account, Region region, Permission operation) {
    return new Answer.Failed<>(
        Diagnostic.error(Code.TIME_IS_UP, "The time of `--timeout` was up, so this was not read.")
            .at(new AwsCall(account.value(), region.name(), operation.action(), Optional.empty()))
            .hint("Give it more time, or run it again later."),
        Cause.NOT_SENT);
  }

  private static <T> Answer<T> noTurn(AccountId account, Region region, Permission operation) {
    return new Answer.Failed<>(
        Diagnostic.error(
                Code.CALL_FAILED,
                "`%s` was not sent: AWS throttles it, and its turn was too far away."
                    .formatted(operation))
            .at(new AwsCall(account.value(), region.name(), operation.action(), Optional.empty()))
            .hint(THROTTLED),
        Cause.THROTTLED);
  }

  private static <T> Answer<T> failed(
      AccountId account,
      Region region,
      Permission operation,
      Function<AwsServiceException, Optional<Diagnostic>> explained,
      SdkException thrown) {
    if (thrown instanceof AwsServiceException e) {
      return explained
          .apply(e)
          .<Answer<T>>map(
              why -> new Answer.Failed<>(why.at(at(account, region, operation, e)), cause(e)))
          .orElseGet(() -> refused(account, region, operation, e));
    }
    return broken(account, region, operation, thrown);
  }

  private static <T> Answer<T> refused(
      AccountId account, Region region, Permission operation, AwsServiceException e) {
    var where = at(account, region, operation, e);
    var details = Optional.ofNullable(e.awsErrorDetails());
    String code = details.map(AwsErrorDetails::errorCode).orElse("");
    String said = details.map(d -> withoutEcho(code, d.errorMessage())).orElse(code);
    if (DENIED.contains(code)) {
      return new Answer.Failed<>(
          Diagnostic.error(Code.ACCESS_DENIED, "AWS denied `%s`: %s".formatted(operation, said))
              .at(where)
              .hint(
                  "Allow `%s` to the role that eksguard uses in account %s, and look for a service"
                          .formatted(operation, account)
                      + " control policy that denies it."),
          refusal(e));
    }
    if (NOT_OPTED_IN.contains(code)) {
      return new Answer.Failed<>(
          Diagnostic.error(
                  Code.REGION_NOT_ENABLED,
                  "AWS does not know these credentials in `%s`: %s".formatted(region, said))
              .at(where)
              .hint(
                  "Enable the region in account %s, or leave it out of the file's `regions`."
                      .formatted(account)),
          refusal(e));
    }
    if (EXPIRED.contains(code)) {
      return new Answer.Failed<>(
          Diagnostic.error(Code.NO_CREDENTIALS, "The credentials have expired: " + said)
              .at(where)
              .hint("Sign in again, for example with `aws sso login`, and rerun."),
          refusal(e));
    }
    var why =
        Diagnostic.error(
                Code.CALL_FAILED,
                code.isEmpty()
                    ? "The answer was %s, without a word of AWS's.".formatted(e.statusCode())
                    : "AWS answered %s %s: %s".formatted(e.statusCode(), code, said))
            .at(where);
    return new Answer.Failed<>(
        RetryUtils.isThrottlingException(e)
            ? why.hint(THROTTLED)
            : e.statusCode() >= 500
                ? why.hint(serverFailed(e))
                : isOfTheClock(said, e) ? why.hint(CLOCK) : why,
        cause(code, e));
  }

  /// The SDK compares the answer's time with a clock that it has set by the answer before, so a
  /// refusal that repeats is no longer one of the clock to it; the words still are.
  private static boolean isOfTheClock(String said, AwsServiceException e) {
    return RetryUtils.isClockSkewException(e)
        || said.startsWith("Signature expired")
        || said.startsWith("Signature not yet current");
  }

  private static String serverFailed(AwsServiceException e) {
    Duration asked = RetryAfter.of(e);
    return asked.isPositive()
        ? "The service, or something before it, failed and asks to wait %d seconds. Run it again then."
            .formatted(asked.toSeconds())
        : "The service, or something before it, failed. Run it again later.";
  }

  private static AwsCall at(
      AccountId account, Region region, Permission operation, AwsServiceException e) {
    return new AwsCall(
        account.value(), region.name(), operation.action(), Optional.ofNullable(e.requestId()));
  }

  private static Cause cause(AwsServiceException e) {
    return cause(
        Optional.ofNullable(e.awsErrorDetails()).map(d -> String.valueOf(d.errorCode())).orElse(""),
        e);
  }

  /// AWS answers a wrong signature with the request that it saw, session token included; that is
  /// never told on.
  private static String withoutEcho(String code, @Nullable String message) {
    if (message == null) {
      return code;
    }
    return code.startsWith("SignatureDoesNotMatch") || message.contains("security-token:")
        ? "the request's signature does not match; is the clock right?"
        : message;
  }

  /// The SDK tries again by itself: a refusal of the second try says nothing of the first, whose
  /// answer may have been lost.
  private static Cause cause(String code, AwsServiceException e) {
    if (NOT_FOUND.contains(code)) {
      return Cause.NOT_FOUND;
    }
    return e.statusCode() >= 500 && !RetryUtils.isThrottlingException(e)
        ? (mayPass(e) ? Cause.SERVER_FAILED : Cause.UNCLEAR)
        : refusal(e);
  }

  private static Cause refusal(AwsServiceException e) {
    Integer attempts = e.numAttempts();
    boolean first = attempts == null || attempts == 1;
    if (!first) {
      return Cause.UNCLEAR;
    }
    return RetryUtils.isThrottlingException(e) && mayPass(e) ? Cause.THROTTLED : Cause.REFUSED;
  }

  /// Whether it may have passed before a step is given up.
  private static boolean mayPass(AwsServiceException e) {
    return RetryAfter.of(e).compareTo(LONGEST_PAUSE) <= 0;
  }

  private static <T> Answer<T> broken(
      AccountId account, Region region, Permission operation, SdkException e) {
    var where = new AwsCall(account.value(), region.name(), operation.action(), Optional.empty());
    String said = String.valueOf(e.getMessage());
    if (e instanceof SdkClientException && said.contains("credentials")) {
      return new Answer.Failed<>(
          Diagnostic.error(Code.NO_CREDENTIALS, "No credentials could be found: " + said)
              .at(where)
              .hint("Set AWS_PROFILE, sign in with `aws sso login`, or try it with `--sandbox`."),
          Cause.REFUSED);
    }
    return new Answer.Failed<>(
        Diagnostic.error(Code.CALL_FAILED, broken(operation, e))
            .at(where)
            .hint("Check the network, proxies and the endpoint, then run it again."),
        Cause.UNCLEAR);
  }

  /// What broke, without the names of the SDK's classes.
  private static String broken(Permission operation, SdkException e) {
    String said = ATTEMPTS.matcher(String.valueOf(e.getMessage())).replaceFirst("");
    Integer attempts = e.numAttempts();
    String times = attempts == null || attempts == 1 ? "" : ", %d times".formatted(attempts);
    if (e instanceof ApiCallAttemptTimeoutException) {
      return "The answer to `%s` did not come to its end in time%s.".formatted(operation, times);
    }
    return said.startsWith(UNREADABLE)
        ? "The answer to `%s` broke off or is not AWS's%s.".formatted(operation, times)
        : "`%s` did not get through%s: %s."
            .formatted(
                operation, times, said.replaceFirst("^Unable to execute HTTP request: ", ""));
  }
}
