package io.eksguard;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ctrl-C and SIGTERM: asks the command to stop, and lets it finish what is in flight.
///
/// The virtual machine itself ends with 130 or 143 then.
final class Interrupt {
  /// Calls to AWS end by themselves well before this.
  private static final long LONGEST_WAIT_SECONDS = 120;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);

  private Interrupt() {}

  static Interrupt listen() {
    var interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::askAndWait, "interrupt"));
    return interrupt;
  }

  /// Whether the user asked to stop.
  boolean isAsked() {
    return asked.get();
  }

  /// The command has ended; ends the process, unless it is ending already.
  void finished(int code) {
    done.countDown();
    if (!asked.get()) {
      System.exit(code);
    }
  }

  private void askAndWait() {
    asked.set(true);
    try {
      if (!done.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
