package io.eksguard.aws.session;

import io.eksguard.live.CallTerms;
import io.eksguard.live.WireAttempt;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Tells of each attempt that goes over the wire, and lets none go once the time is up.
///
/// The SDK says why an attempt failed only at the end of the call. So an attempt is told of when
/// the next one begins or the call ends; one that the SDK sends again by itself has its error from
/// the header, where the service sets it.
///
/// @see <a
///   href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/interceptors.html">AWS
///   SDK for Java 2.x Developer Guide, execution interceptors, read 2026-11-24</a>
final class WireWatch implements ExecutionInterceptor {
  private static final ExecutionAttribute<Open> OPEN = new ExecutionAttribute<>("EksguardOpen");
  private static final int TOO_MANY_REQUESTS = 429;

  private final CallTerms terms;

  WireWatch(CallTerms terms) {
    this.terms = terms;
  }

  /// An attempt that has been sent and not been told of.
  private static final class Open {
    private final long sent = System.nanoTime();
    private final int number;
    private @Nullable Duration took;
    private @Nullable SdkHttpResponse response;

    private Open(int number) {
      this.number = number;
    }

    private void answered(SdkHttpResponse answer) {
      response = answer;
      took = sinceSent();
    }

    private Duration took() {
      return took == null ? sinceSent() : took;
    }

    private Duration sinceSent() {
      return Duration.ofNanos(System.nanoTime() - sent);
    }

    private Optional<SdkHttpResponse> response() {
      return Optional.ofNullable(response);
    }
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes now) {
    tell(now, Optional.empty());
    if (terms.deadline().isPast() && Asked.now().filter(Asked::mayStop).isPresent()) {
      Asked.now().ifPresent(Asked::stop);
      throw SdkClientException.create("the time was up before it was sent");
    }
    String operation = service(now) + ":" + operation(now);
    int number = Asked.now().map(asked -> asked.next(operation)).orElse(1);
    now.putAttribute(OPEN, new Open(number));
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes now) {
    Open open = now.getAttribute(OPEN);
    if (open != null) {
      open.answered(context.httpResponse());
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes now) {
    tell(now, Optional.empty());
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes now) {
    tell(now, Optional.of(context.exception()));
  }

  private void tell(ExecutionAttributes now, Optional<Throwable> fault) {
    Open open = now.getAttribute(OPEN);
    if (open == null) {
      return;
    }
    now.putAttribute(OPEN, null);
    Optional<SdkHttpResponse> response = open.response();
    Optional<String> error = error(response, fault);
    terms
        .listener()
        .attempted(
            new WireAttempt(
                service(now),
                operation(now),
                Asked.now().map(asked -> asked.account().value()),
                String.valueOf(now.getAttribute(AwsExecutionAttribute.AWS_REGION)),
                open.number,
                response.map(SdkHttpResponse::statusCode).stream().mapToInt(n -> n).findFirst(),
                response.flatMap(WireWatch::requestId),
                open.took(),
                isThrottled(response, error, fault),
                error));
  }

  /// As in IAM actions: `eks`, where the SDK says `Eks`.
  private static String service(ExecutionAttributes now) {
    return String.valueOf(now.getAttribute(SdkExecutionAttribute.SERVICE_NAME))
        .toLowerCase(Locale.ROOT);
  }

  private static String operation(ExecutionAttributes now) {
    return String.valueOf(now.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
  }

  private static Optional<String> requestId(SdkHttpResponse response) {
    return response
        .firstMatchingHeader("x-amzn-RequestId")
        .or(() -> response.firstMatchingHeader("x-amz-request-id"));
  }

  private static Optional<String> error(
      Optional<SdkHttpResponse> response, Optional<Throwable> fault) {
    if (response.isEmpty()) {
      return Optional.of(fault.map(WireWatch::root).orElse("NoAnswer"));
    }
    if (response.get().isSuccessful()) {
      return Optional.empty();
    }
    return fault
        .filter(AwsServiceException.class::isInstance)
        .map(AwsServiceException.class::cast)
        .flatMap(e -> Optional.ofNullable(e.awsErrorDetails()))
        .flatMap(details -> Optional.ofNullable(details.errorCode()))
        .or(() -> response.get().firstMatchingHeader("x-amzn-ErrorType").map(WireWatch::code));
  }

  /// Only the kind of it: what it says may repeat what was sent.
  private static String root(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName();
  }

  /// `ThrottlingException:http://...` names more than the code.
  private static String code(String header) {
    int end = header.indexOf(':');
    return end < 0 ? header : header.substring(0, end);
  }

  private static boolean isThrottled(
      Optional<SdkHttpResponse> response, Optional<String> error, Optional<Throwable> fault) {
    return response.isPresent()
        && !response.get().isSuccessful()
        && (response.get().statusCode() == TOO_MANY_REQUESTS
            || error.filter(code -> code.startsWith("Throttl")).isPresent()
            || fault
                .filter(SdkException.class::isInstance)
                .map(SdkException.class::cast)
                .filter(RetryUtils::isThrottlingException)
                .isPresent());
  }
}
