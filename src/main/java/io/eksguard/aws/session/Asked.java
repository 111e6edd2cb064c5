package io.eksguard.aws.session;

import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What [Calls] is making in this thread, for [WireWatch], to which the SDK does not tell it. A
/// call may bring others along, to renew a session.
final class Asked {
  /// Bound while a call is made.
  static final ScopedValue<Asked> NOW = ScopedValue.newInstance();

  private final AccountId account;
  private final Permission permission;
  private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  Asked(AccountId account, Permission permission) {
    this.account = account;
    this.permission = permission;
  }

  static Optional<Asked> now() {
    return NOW.isBound() ? Optional.of(NOW.get()) : Optional.empty();
  }

  /// Whose object is asked for.
  AccountId account() {
    return account;
  }

  /// Which attempt of an operation the next one is, counted from 1.
  int next(String operation) {
    return attempts.computeIfAbsent(operation, _ -> new AtomicInteger()).incrementAndGet();
  }

  /// Whether it may be left undone: a write that has begun may not.
  boolean mayStop() {
    return switch (permission.effect()) {
      case READ -> true;
      case WRITE -> false;
    };
  }

  /// It is not sent again, since the time is up.
  void stop() {
    stopped.set(true);
  }

  boolean isStopped() {
    return stopped.get();
  }
}
