package io.eksguard.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.live.Deadline;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

@Timeout(30)
class CallsTest {
  private static final AccountId ACCOUNT = new AccountId("444455556666");
  private static final AccountId OTHER = new AccountId("777788889999");
  private static final Region REGION = new Region("us-east-1");

  private final AtomicLong now = new AtomicLong();
  private final List<Duration> waits = new ArrayList<>();
  private final AtomicInteger sent = new AtomicInteger();
  private Runnable whileWaiting = () -> {};
  private final Calls calls =
      new Calls(
          1,
          new Turns(
              now::get,
              time -> {
                waits.add(time);
                now.addAndGet(time.toNanos());
                whileWaiting.run();
              },
              Deadline.NONE));

  private static AwsServiceException throttling(int attempts) {
    return refusal(429, "ThrottlingException", attempts, SdkHttpResponse.builder().build());
  }

  private static AwsServiceException asking(int status, String code, String retryAfter) {
    return refusal(
        status, code, 1, SdkHttpResponse.builder().putHeader("Retry-After", retryAfter).build());
  }

  private static AwsServiceException refusal(
      int status, String code, int attempts, SdkHttpResponse response) {
    return AwsServiceException.builder()
        .statusCode(status)
        .numAttempts(attempts)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage("Rate exceeded")
                .sdkHttpResponse(response)
                .build())
        .build();
  }

  private Answer<String> refusedOnce(Permission operation, AwsServiceException refusal) {
    return calls.make(
        ACCOUNT,
        REGION,
        operation,
        () -> {
          if (sent.incrementAndGet() == 1) {
            throw refusal;
          }
          return "done";
        });
  }

  private static void assertCause(Answer<String> answer, Answer.Cause cause) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class, failed -> assertThat(failed.cause()).isEqualTo(cause));
  }

  @Test
  void aThrottledReadWaitsAsLongAsAwsAsks() {
    var answer =
        refusedOnce(Permission.LIST_CLUSTERS, asking(429, "TooManyRequestsException", "45"));

    assertThat(answer).isEqualTo(new Answer.Ok<>("done"));
    assertThat(now.get()).isGreaterThanOrEqualTo(Duration.ofSeconds(45).toNanos());
  }

  @Test
  void aReadThatWouldWaitForADayFailsAtOnce() {
    var answer =
        refusedOnce(Permission.LIST_CLUSTERS, asking(429, "TooManyRequestsException", "86400"));

    assertCause(answer, Answer.Cause.THROTTLED);
    assertThat(sent).hasValue(1);
  }

  @Test
  void aWriteGoesBackBehindItsGuardsOnlyWhereAwsDoesNotAskForTooMuchTime() {
    var soon = refusedOnce(Permission.UPDATE_DETECTOR, asking(503, "ServiceUnavailable", "5"));
    sent.set(0);
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    var late = refusedOnce(Permission.UPDATE_DETECTOR, asking(503, "ServiceUnavailable", "3600"));

    assertCause(soon, Answer.Cause.SERVER_FAILED);
    assertCause(late, Answer.Cause.UNCLEAR);
  }

  @Test
  void aDateInRetryAfterIsLeftOut() {
    var answer =
        refusedOnce(
            Permission.LIST_CLUSTERS,
            asking(429, "TooManyRequestsException", "Fri, 31 Dec 2027 23:59:59 GMT"));

    assertThat(answer).isEqualTo(new Answer.Ok<>("done"));
    assertThat(now.get()).isLessThan(Duration.ofMinutes(1).toNanos());
  }

  private Answer<String> call(AccountId account, Permission operation, int throttled) {
    return calls.make(
        account,
        REGION,
        operation,
        () -> {
          if (sent.incrementAndGet() <= throttled) {
            throw throttling(1);
          }
          return "done";
        });
  }

  @Test
  void aThrottledReadIsSentAgainUntilItGoesThrough() {
    var answer = call(ACCOUNT, Permission.LIST_CLUSTERS, 5);

    assertThat(answer).isEqualTo(new Answer.Ok<>("done"));
    assertThat(sent).hasValue(6);
    assertThat(waits).isNotEmpty();
  }

  @Test
  void aReadThatIsAlwaysThrottledFailsInTheEnd() {
    var answer = call(ACCOUNT, Permission.LIST_CLUSTERS, Integer.MAX_VALUE);

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.why().message()).contains("429 ThrottlingException"));
    assertThat(sent).hasValue(Turns.READS);
  }

  @Test
  void aThrottledWriteComesBackSoThatItsGuardsAreReadAgain() {
    var answer = call(ACCOUNT, Permission.UPDATE_MEMBER_DETECTORS, Integer.MAX_VALUE);

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.cause()).isEqualTo(Answer.Cause.THROTTLED));
    assertThat(sent).hasValue(1);
    assertThat(waits).isEmpty();
  }

  @Test
  void aWriteWhoseTurnIsFarAwayIsNotSent() {
    call(ACCOUNT, Permission.UPDATE_MEMBER_DETECTORS, Integer.MAX_VALUE);
    sent.set(0);

    var answer = call(ACCOUNT, Permission.UPDATE_MEMBER_DETECTORS, 0);

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.cause()).isEqualTo(Answer.Cause.THROTTLED));
    assertThat(sent).hasValue(0);
    assertThat(waits).isEmpty();
  }

  @Test
  void aWriteThatIsThrottledAfterSilenceIsInDoubt() {
    Answer<String> answer =
        calls.make(
            ACCOUNT,
            REGION,
            Permission.UPDATE_DETECTOR,
            () -> {
              throw throttling(2);
            });

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.cause()).isEqualTo(Answer.Cause.UNCLEAR));
  }

  @Test
  void aThrottledAccountDoesNotKeepOthersFromCallingWhileItWaits() {
    var others = new ArrayList<Answer<String>>();
    whileWaiting = () -> others.add(calls.make(OTHER, REGION, Permission.LIST_CLUSTERS, () -> ""));

    call(ACCOUNT, Permission.LIST_CLUSTERS, 2);

    assertThat(others).isNotEmpty().allMatch(Answer.Ok.class::isInstance);
  }

  @Test
  void onlyTheServiceThatThrottlesIsSlower() {
    call(ACCOUNT, Permission.LIST_CLUSTERS, 1);
    waits.clear();

    call(ACCOUNT, Permission.LIST_DETECTORS, 0);
    call(OTHER, Permission.LIST_CLUSTERS, 0);

    assertThat(waits).isEmpty();
  }

  /// With so much time left.
  private Calls within(Duration time) {
    var deadline = Deadline.in(time, () -> Instant.EPOCH.plusNanos(now.get()));
    return new Calls(
        1,
        new Turns(
            now::get,
            wait -> {
              waits.add(wait);
              now.addAndGet(wait.toNanos());
            },
            deadline));
  }

  private Answer<String> call(Calls by, Permission operation, int throttled) {
    return by.make(
        ACCOUNT,
        REGION,
        operation,
        () -> {
          if (sent.incrementAndGet() <= throttled) {
            throw throttling(1);
          }
          return "done";
        });
  }

  private static void assertOutOfTime(Answer<String> answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              assertThat(failed.why().code()).isEqualTo(Code.TIME_IS_UP);
              assertThat(failed.cause()).isEqualTo(Answer.Cause.NOT_SENT);
            });
    assertThat(answer.reading()).isInstanceOf(Reading.Unknown.class);
  }

  @Test
  void onceTheTimeIsUpNothingIsRead() {
    var limited = within(Duration.ofSeconds(5));
    now.addAndGet(Duration.ofSeconds(5).toNanos());

    assertOutOfTime(call(limited, Permission.LIST_CLUSTERS, 0));
    assertThat(sent).hasValue(0);
  }

  @Test
  void aWriteThatHasBegunIsNotAbandoned() {
    var limited = within(Duration.ofSeconds(5));
    now.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(call(limited, Permission.UPDATE_DETECTOR, 0)).isEqualTo(new Answer.Ok<>("done"));
  }

  @Test
  void aThrottledReadIsSentAgainOnlyAsLongAsThereIsTime() {
    var limited = within(Duration.ofSeconds(5));

    assertOutOfTime(call(limited, Permission.LIST_CLUSTERS, Integer.MAX_VALUE));
    assertThat(sent).hasValueLessThan(Turns.READS);
    assertThat(Duration.ofNanos(now.get())).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }
}
