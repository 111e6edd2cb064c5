package io.eksguard.sim;

import com.sun.net.httpserver.HttpServer;
import io.eksguard.sim.guardduty.Settling;
import io.eksguard.sim.iam.Access;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Sorted;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A small AWS on a loopback port: GuardDuty, EKS, EC2, Organizations and STS for any AWS SDK, the
/// AWS CLI or Terraform. Safe for use by several threads.
///
/// Whose a request is, is told by its access key alone: one that AssumeRole handed out is that of
/// the session, one that is an account id is that account's root user, any other is the world's
/// caller. Signatures are not checked.
public final class Sandbox implements AutoCloseable {
  /// How many connections may wait to be taken, and how many are kept open: a client that makes
  /// many calls at once begins with all of them.
  private static final int CONNECTIONS = 4096;

  private final HttpServer server;
  private final ExecutorService threads;
  private final LiveWorld world;
  private final EventLog events;
  private final Faults faults;
  private final InstantSource clock;

  private Sandbox(
      World start,
      Consumer<World> keep,
      EventLog events,
      int port,
      Duration latency,
      InstantSource clock) {
    Access.check(start);
    this.clock = clock;
    this.events = events;
    this.faults = new Faults();
    this.world = new LiveWorld(start, keep, events);
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.server = listen(port);
    server.setExecutor(threads);
    server.createContext("/", new HttpDoor(new Gate(world, events, faults, clock), latency));
    server.start();
  }

  /// Starts a sandbox whose world is lost when it stops.
  ///
  /// @param port on 127.0.0.1; 0 = any free one
  /// @throws UncheckedIOException if the port is taken
  /// @throws io.eksguard.sim.world.WorldException if a policy of the world cannot be evaluated
  public static Sandbox start(World world, int port, InstantSource clock) {
    return new Sandbox(world, _ -> {}, EventLog.inMemory(clock), port, Duration.ZERO, clock);
  }

  /// Starts a sandbox that saves its world at every change, before the answer goes out.
  ///
  /// @param port on 127.0.0.1; 0 = any free one
  /// @throws UncheckedIOException if the port is taken
  /// @throws io.eksguard.sim.world.WorldException if a policy of the world cannot be evaluated
  public static Sandbox start(WorldFile file, int port, InstantSource clock) {
    return start(file, port, Duration.ZERO, clock);
  }

  /// The same, as if it were far away.
  ///
  /// @param port on 127.0.0.1; 0 = any free one
  /// @param latency how long each answer takes on its way
  /// @throws UncheckedIOException if the port is taken
  /// @throws io.eksguard.sim.world.WorldException if a policy of the world cannot be evaluated
  public static Sandbox start(WorldFile file, int port, Duration latency, InstantSource clock) {
    var events = EventLog.continuing(file.events(), clock);
    return new Sandbox(file.read(), file::write, events, port, latency, clock);
  }

  private static HttpServer listen(int port) {
    // headers and body leave in two writes; without this, the second waits for an acknowledgement
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    // it closes what is idle beyond 200, also under a client that is about to use it
    setUnlessSet("sun.net.httpserver.maxIdleConnections", Integer.toString(CONNECTIONS));
    try {
      var loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
      return HttpServer.create(new InetSocketAddress(loopback, port), CONNECTIONS);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /// Where it listens, such as `http://127.0.0.1:4566`.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The world as it is now. It does not change; ask again for a later one.
  public World world() {
    return world.now();
  }

  /// What has happened so far.
  public EventLog events() {
    return events;
  }

  /// What shall go wrong.
  public Faults faults() {
    return faults;
  }

  /// Changes the world behind everybody's back; GuardDuty reacts as to a call.
  public void change(UnaryOperator<World> change) {
    world.change("change", change);
  }

  /// Sets a tag of a cluster.
  public void setTag(String account, String region, String cluster, String key, String value) {
    change(w -> w.withCluster(account, region, cluster, c -> c.withTag(key, value)));
  }

  /// Takes a tag from a cluster.
  public void removeTag(String account, String region, String cluster, String key) {
    change(w ->
        w.withCluster(
            account, region, cluster, c -> c.withTags(Sorted.without(c.tags(), List.of(key)))));
  }

  /// Adds or replaces a cluster.
  public void addCluster(String account, String region, Cluster cluster) {
    change(w -> w.with(account, region, r -> r.withCluster(cluster)));
  }

  /// Takes a cluster away.
  public void removeCluster(String account, String region, String cluster) {
    change(w -> w.with(account, region, r -> r.withoutCluster(cluster)));
  }

  /// Turns a feature of a member, or of any account, on or off; additional configurations stay.
  public void setMemberFeature(String account, String region, String feature, boolean enabled) {
    change(w ->
        w.with(
            account,
            region,
            r ->
                r.mapDetector(
                    d -> d.withFeature(feature, d.feature(feature).withEnabled(enabled)))));
  }

  /// Lets the organization settings of `ALL` reach every account now, in every region.
  public void settle() {
    world.change(
        "settle",
        w -> {
          var settled = w;
          for (var region : w.regions()) {
            settled = Settling.settle(settled, region, clock.instant());
          }
          return settled;
        });
  }

  /// Stops listening. Calls under way are cut off.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
