package io.eksguard;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ctrl-C and SIGTERM: asks the command to stop, and lets it finish what is in flight.
///
/// A command that never looks whether it is asked has nothing to finish: it reads, or waits for an
/// answer. It is ended at once.
///
/// The virtual machine itself ends with 130 or 143 then.
final class Interrupt {
  /// Calls to AWS end by themselves well before this.
  private static final long LONGEST_WAIT_SECONDS = 120;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final AtomicBoolean listenedTo = new AtomicBoolean();
  private final AtomicBoolean calling = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);

  private final PrintWriter err;

  private Interrupt(PrintWriter err) {
    this.err = err;
  }

  static Interrupt listen(PrintWriter err) {
    var interrupt = new Interrupt(err);
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::askAndWait, "interrupt"));
    return interrupt;
  }

  /// Whether the user asked to stop.
  boolean isAsked() {
    // First this, then that, and the other way round below: whoever looks for the first time just
    // now is either waited for or told to stop.
    listenedTo.set(true);
    return asked.get();
  }

  /// Somebody is asked over the network from now on.
  void calls() {
    calling.set(true);
  }

  /// The command has ended; ends the process, unless it is ending already.
  void finished(int code) {
    done.countDown();
    if (asked.get()) {
      return;
    }
    if (calling.get()) {
      QuickEnd.end(code);
    }
    System.exit(code);
  }

  private void askAndWait() {
    if (done.getCount() == 0) {
      return;
    }
    asked.set(true);
    if (!listenedTo.get()) {
      return;
    }
    err.println("Interrupted: nothing new is begun, and what is in flight is finished first.");
    err.flush();
    try {
      if (!done.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
