package io.eksguard.aws.session;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// How long an answer asks to wait, by its header `Retry-After`. Only seconds count, as in the SDK;
/// a date would be by another clock.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9110.html#field.retry-after">RFC 9110, read
///   2026-11-24</a>
final class RetryAfter {
  private static final int DIGITS = 9;

  private RetryAfter() {}

  /// Zero if it does not say.
  static Duration of(Throwable thrown) {
    return thrown instanceof AwsServiceException e
        ? Optional.ofNullable(e.awsErrorDetails())
            .map(AwsErrorDetails::sdkHttpResponse)
            .flatMap(response -> response.firstMatchingHeader("Retry-After"))
            .filter(
                text -> text.length() <= DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9'))
            .filter(text -> !text.isEmpty())
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .orElse(Duration.ZERO)
        : Duration.ZERO;
  }
}
