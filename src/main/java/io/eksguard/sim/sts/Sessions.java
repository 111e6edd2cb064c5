package io.eksguard.sim.sts;

import io.eksguard.sim.iam.Principal;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.World;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Whose an access key is. Safe for use by several threads.
public final class Sessions {
  private static final Pattern ROOT_KEY = Pattern.compile("(?:^|AKIA|SIM)([0-9]{12})");
  private static final Pattern SESSION_KEY = Pattern.compile("ASIA[0-9]{12}[0-9A-F]{4,}");

  private final Map<String, Session> byKey = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();

  /// A session that was handed out.
  record Session(String accessKey, Principal principal, Instant expiration) {}

  /// Hands out an access key. It names the account, so that a person can read it.
  Session issue(Principal principal, Instant expiration) {
    var key = "ASIA%s%04X".formatted(principal.account(), issued.incrementAndGet());
    var session = new Session(key.toUpperCase(Locale.ROOT), principal, expiration);
    byKey.put(session.accessKey(), session);
    return session;
  }

  /// Whose a key is: of the session it was handed out for; else, if it contains an account id of
  /// the world, of that account's root user; else of the world's caller.
  ///
  /// @throws Refusal if the session is over, or was handed out by an earlier sandbox
  public Principal of(World world, String accessKey, Instant now) {
    var session = byKey.get(accessKey);
    if (session != null && now.isBefore(session.expiration())) {
      return session.principal();
    }
    if (session != null || SESSION_KEY.matcher(accessKey).matches()) {
      throw new Refusal(
          403, "ExpiredTokenException", "The security token included in the request is expired");
    }
    var root = ROOT_KEY.matcher(accessKey);
    return root.find() && world.account(root.group(1)).isPresent()
        ? Principal.root(world, root.group(1))
        : Principal.of(world, world.caller());
  }
}
