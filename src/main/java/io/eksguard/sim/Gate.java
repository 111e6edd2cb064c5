package io.eksguard.sim;

import io.eksguard.sim.ec2.Ec2;
import io.eksguard.sim.eks.Eks;
import io.eksguard.sim.guardduty.GuardDuty;
import io.eksguard.sim.iam.Principal;
import io.eksguard.sim.organizations.Organizations;
import io.eksguard.sim.sts.Sessions;
import io.eksguard.sim.sts.Sts;
import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Endpoint;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.wire.Request;
import io.eksguard.sim.wire.Route;
import io.eksguard.sim.world.World;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Takes requests of all services: finds out whom one is from and what it wants, lets go wrong what
/// shall go wrong, lets the rest happen, and writes down all of it.
final class Gate {
  /// STS answers there whatever regions are enabled.
  private static final Set<String> ALWAYS_ENABLED =
      Set.of("us-east-1", "cn-north-1", "us-gov-west-1");

  private final LiveWorld world;
  private final EventLog events;
  private final Faults faults;
  private final InstantSource clock;
  private final Sessions sessions = new Sessions();
  private final List<Endpoint> endpoints =
      List.of(new GuardDuty(), new Eks(), new Ec2(), new Organizations(), new Sts(sessions));

  Gate(LiveWorld world, EventLog events, Faults faults, InstantSource clock) {
    this.world = world;
    this.events = events;
    this.faults = faults;
    this.clock = clock;
  }

  /// Answers a request; empty = the connection breaks.
  Optional<Answer> take(Request request) {
    var requestId = UUID.randomUUID().toString();
    var endpoint = endpoint(request);
    try {
      return visit(endpoint, request, requestId).go();
    } catch (Refusal refusal) {
      return Optional.of(endpoint.refuse(refusal, requestId));
    } catch (RuntimeException bug) {
      // a broken connection would make the client try again, and hide that the sandbox is wrong
      var failure = new Refusal(500, "InternalFailure", "The sandbox failed: " + bug);
      return Optional.of(endpoint.refuse(failure, requestId));
    }
  }

  /// Finds out whom a request is from and what it wants.
  private Visit visit(Endpoint endpoint, Request request, String requestId) {
    if (request.accessKey().isEmpty()) {
      throw new Refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    if (!request.service().equals(endpoint.name())) {
      throw unknown("The sandbox has no service `" + request.service() + "`");
    }
    checkRegion(request);
    var principal = sessions.of(world.now(), request.accessKey(), clock.instant());
    var route = endpoint.route(request).orElseThrow(() -> unknown(request));
    return new Visit(endpoint, request, principal, route, requestId);
  }

  private static Refusal unknown(Request request) {
    var target = request.headers().getOrDefault("x-amz-target", "");
    return unknown(
        "The sandbox has no such operation: %s %s %s"
            .formatted(request.method(), request.path(), target)
            .strip());
  }

  private static Refusal unknown(String message) {
    return new Refusal(404, "UnknownOperationException", message);
  }

  /// The service of the request; for one without a signature, that whose wire format it has.
  private Endpoint endpoint(Request request) {
    var form =
        request
            .headers()
            .getOrDefault("content-type", "")
            .startsWith("application/x-www-form-urlencoded");
    var looksLike =
        request.headers().containsKey("x-amz-target") ? "organizations" : form ? "sts" : "eks";
    var name = endpoints.stream().anyMatch(e -> e.name().equals(request.service()));
    var wanted = name ? request.service() : looksLike;
    return endpoints.stream().filter(e -> e.name().equals(wanted)).findFirst().orElseThrow();
  }

  private void checkRegion(Request request) {
    var enabled =
        world.now().regions().contains(request.region())
            || request.service().equals("organizations")
            || (request.service().equals("sts") && ALWAYS_ENABLED.contains(request.region()));
    if (!enabled) {
      throw new Refusal(
          403,
          "UnrecognizedClientException",
          "The security token included in the request is invalid.");
    }
  }

  /// One call, from beginning to end.
  private final class Visit {
    private final Endpoint endpoint;
    private final Request request;
    private final Principal principal;
    private final Route route;
    private final String requestId;
    private final long started = events.next();
    private final List<Fault> wrong;

    Visit(Endpoint endpoint, Request request, Principal principal, Route route, String requestId) {
      this.endpoint = endpoint;
      this.request = request;
      this.principal = principal;
      this.route = route;
      this.requestId = requestId;
      this.wrong =
          faults.of(request.service(), route.operation(), principal.account(), request.region());
    }

    Optional<Answer> go() {
      Optional<Answer> answer;
      try {
        answer = breaksFirst() ? Optional.empty() : Optional.of(answer());
      } catch (Refusal refusal) {
        answer = Optional.of(endpoint.refuse(refusal, requestId));
      }
      var lost = wrong.stream().anyMatch(Fault.LoseAnswer.class::isInstance);
      record(answer.map(Answer::status).orElse(0), answer.isPresent() && !lost);
      return answer.filter(_ -> !lost);
    }

    /// Whether the connection breaks before anything happens.
    private boolean breaksFirst() {
      var breaks = false;
      for (var fault : wrong) {
        switch (fault) {
          case Fault.First(var something) -> something.run();
          case Fault.Deny() -> throw denied();
          case Fault.Throttle() -> throw throttled();
          case Fault.ThrottleBeyond(var tokens) -> {
            if (!tokens.take()) {
              throw throttled();
            }
          }
          case Fault.ServerError() -> throw failed();
          case Fault.HangUpBefore() -> breaks = true;
          case Fault.LoseAnswer _, Fault.StaleTags _, Fault.Unprocessed _, Fault.EmptyPage _ -> {}
        }
      }
      return breaks;
    }

    private Answer answer() {
      if (world.now().addonSeconds() > 0) {
        world.change("eks", now -> now.at(clock.instant()));
      }
      var before = new World[] {world.now()};
      var answer =
          world.answer(
              request.service() + ":" + route.operation(),
              requestId,
              now -> {
                before[0] = now;
                return route.run().apply(call(asSeen(now)));
              });
      for (var fault : wrong) {
        if (fault instanceof Fault.StaleTags(var reads)) {
          faults.keepTags(before[0], world.now(), principal.account(), request.region(), reads);
        }
      }
      return endpoint.dress(answer, requestId);
    }

    private World asSeen(World now) {
      return switch (route.operation()) {
        case "DescribeCluster" ->
            faults.asSeen(
                now,
                principal.account(),
                request.region(),
                route.parameters().getOrDefault("name", ""));
        default -> now;
      };
    }

    private Call call(World seen) {
      Map<String, String> unprocessed = new HashMap<>();
      for (var fault : wrong) {
        if (fault instanceof Fault.Unprocessed(var account, var result)) {
          unprocessed.put(account, result);
        }
      }
      return new Call(
          request,
          route.operation(),
          route.parameters(),
          principal,
          seen,
          clock.instant(),
          wrong.stream().anyMatch(Fault.EmptyPage.class::isInstance) ? 0 : faults.pageLimit(),
          Map.copyOf(unprocessed));
    }

    private Refusal denied() {
      var action = request.service() + ":" + route.operation();
      return Refusal.denied(
          "User: %s is not authorized to perform: %s on resource: * because no identity-based policy allows the %s action"
              .formatted(principal.arn(), action, action));
    }

    private Refusal throttled() {
      return switch (request.service()) {
        case "guardduty" -> new Refusal(429, "TooManyRequestsException", "Too Many Requests");
        case "ec2" -> new Refusal(503, "RequestLimitExceeded", "Request limit exceeded.");
        case "sts" -> new Refusal(400, "ThrottlingException", "Rate exceeded");
        default -> new Refusal(429, "ThrottlingException", "Rate exceeded");
      };
    }

    private Refusal failed() {
      var code =
          switch (request.service()) {
            case "guardduty" -> "InternalServerErrorException";
            case "eks" -> "ServerException";
            case "organizations" -> "ServiceException";
            case "ec2" -> "InternalError";
            default -> "InternalFailure";
          };
      return new Refusal(500, code, "Internal server error");
    }

    private void record(int status, boolean answered) {
      events.add(
          new RecordedCall(
              started,
              events.next(),
              clock.instant(),
              request.service(),
              route.operation(),
              principal.account(),
              request.region(),
              principal.arn(),
              URLDecoder.decode(request.path(), StandardCharsets.UTF_8),
              status,
              answered,
              requestId));
    }
  }
}
