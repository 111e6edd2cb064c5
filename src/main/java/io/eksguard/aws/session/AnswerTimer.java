package io.eksguard.aws.session;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The clock of every client for [AwsSettings#answer()].
///
/// What the SDK makes by itself is up to five threads for each client, which keep for a minute,
/// with each call that was answered in time, the thread that made it and all that it had.
final class AnswerTimer {
  private static final ScheduledThreadPoolExecutor ONE = make();

  private AnswerTimer() {}

  static ScheduledExecutorService one() {
    return ONE;
  }

  private static ScheduledThreadPoolExecutor make() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("answer-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }
}
