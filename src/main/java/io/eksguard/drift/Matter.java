package io.eksguard.drift;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.AgentFinding;
import io.eksguard.diff.Change;
import io.eksguard.diff.EndpointFinding;
import io.eksguard.diff.EndpointFinding.What;
import io.eksguard.diff.Finding;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Maker;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterRule;

/// What is not as it should be, with what is wanted and what was found.
public sealed interface Matter {
  /// In what way.
  Kind kind();

  /// Which side of the subject it is about, the same every night.
  String aspect();

  /// Live differs.
  record Differs(Change change) implements Matter {
    @Override
    public Kind kind() {
      return switch (change.reason()) {
        case EXCLUSION_TAG_IN_THE_WAY, INCLUSION_TAG_IN_THE_WAY -> Kind.STRAY_TAG;
        case DIFFERS_FROM_FILE,
            NEEDS_EXCLUSION_TAG,
            NEEDS_INCLUSION_TAG,
            NOT_READY,
            UNHEALTHY_IN_ITS_RING,
            OTHER_FEATURE_TAKES_OVER,
            NOT_IN_FILE,
            UNDONE ->
            Kind.DRIFTED;
      };
    }

    @Override
    public String aspect() {
      return aspectOf(change);
    }
  }

  /// Live differs, and GuardDuty is about to mend it by itself.
  record Settling(Change change) implements Matter {
    @Override
    public Kind kind() {
      return Kind.PROPAGATING;
    }

    @Override
    public String aspect() {
      return aspectOf(change);
    }
  }

  /// What the file says cannot be brought about, or would be overwritten.
  record Hindered(Finding finding) implements Matter {
    @Override
    public Kind kind() {
      return finding.kind() == Finding.Kind.NO_DETECTOR ? Kind.DRIFTED : Kind.BLOCKED;
    }

    @Override
    public String aspect() {
      return "setting";
    }
  }

  /// An agent by hand has no way to GuardDuty, or would have none; or something else is to be told
  /// of the endpoint.
  record OfEndpoint(EndpointFinding finding) implements Matter {
    @Override
    public Kind kind() {
      return switch (finding.what()) {
        case What.Missing _,
            What.NoVpc _,
            What.Unread _,
            What.NoDns _,
            What.PrivateDnsOff _,
            What.NoAddress _,
            What.NotAvailable _,
            What.Closed _ ->
            Kind.BLOCKED;
        case What.PartlyClosed _, What.Denied _ -> Kind.NARROW_ENDPOINT;
        case What.Shared _ -> Kind.SHARED_VPC;
        case What.Leftover _, What.InUse _, What.UsedBesidesEks _ -> Kind.LEFTOVER_ENDPOINT;
      };
    }

    /// Several things may be told of one endpoint.
    @Override
    public String aspect() {
      String of = "endpoint of " + finding.vpc();
      return switch (finding.what()) {
        case What.Missing _,
            What.NoVpc _,
            What.Unread _,
            What.NoDns _,
            What.PrivateDnsOff _,
            What.NoAddress _,
            What.NotAvailable _,
            What.Closed _ ->
            of;
        case What.PartlyClosed _ -> "security group of the " + of;
        case What.Denied _ -> "policy of the " + of;
        case What.Shared _ -> "owner of " + finding.vpc();
        case What.Leftover(Maker maker) -> "leftover " + of + ", " + maker.word();
        case What.InUse _, What.UsedBesidesEks _ -> "use of the " + of;
      };
    }
  }

  /// The agent by hand cannot be as the file says, or is and is not well; or one stayed behind.
  record OfAgent(AgentFinding finding) implements Matter {
    @Override
    public Kind kind() {
      return switch (finding.what()) {
        case AgentFinding.What.VersionDoesNotFit _, AgentFinding.What.ConfigurationDoesNotFit _ ->
            Kind.BLOCKED;
        case AgentFinding.What.LeftBehind _ -> Kind.LEFTOVER_AGENT;
        case AgentFinding.What.OfGuardDuty _,
            AgentFinding.What.Busy _,
            AgentFinding.What.NotWell _ ->
            Kind.UNHEALTHY;
      };
    }

    @Override
    public String aspect() {
      return "agent";
    }
  }

  /// It could not be read.
  record Unreadable(Diagnostic why) implements Matter {
    @Override
    public Kind kind() {
      return Kind.UNKNOWN;
    }

    @Override
    public String aspect() {
      return "read";
    }
  }

  /// A harmless tag value that means nothing.
  record OddTag(String value) implements Matter {
    @Override
    public Kind kind() {
      return Kind.ODD_TAG;
    }

    @Override
    public String aspect() {
      return "odd-tag";
    }
  }

  /// An exception whose last day has passed.
  ///
  /// @param approach the approach of its entry, which says whether it takes in or keeps out
  record Expired(ClusterRule rule, ApproachName approach) implements Matter {
    @Override
    public Kind kind() {
      return Kind.EXCEPTION_EXPIRED;
    }

    @Override
    public String aspect() {
      return "until";
    }
  }

  /// GuardDuty's coverage of a cluster speaks against it.
  ///
  /// @param kind one of those that are about coverage
  record Covered(Kind kind, ClusterCoverage coverage) implements Matter {
    @Override
    public String aspect() {
      return "coverage";
    }
  }

  /// GuardDuty has no coverage of a cluster that it shall manage.
  record NotCovered() implements Matter {
    @Override
    public Kind kind() {
      return Kind.NOT_COVERED;
    }

    @Override
    public String aspect() {
      return "coverage";
    }
  }

  private static String aspectOf(Change change) {
    return switch (change) {
      case Change.ClusterTag _ -> "tag";
      case Change.ClusterAgent _ -> "agent";
      case Change.VpcEndpoint endpoint -> "endpoint of " + endpoint.vpc();
      case Change.AccountFeature feature -> feature.feature().name();
      case Change.OrganizationFeature feature -> feature.feature().name();
      case Change.PolicyText _ -> "text";
      case Change.PolicyTarget target -> target.target();
    };
  }
}
