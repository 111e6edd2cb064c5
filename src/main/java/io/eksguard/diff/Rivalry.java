package io.eksguard.diff;

import io.eksguard.foreign.Claim;
import io.eksguard.foreign.Holder;
import io.eksguard.foreign.TagValue;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.TagNeed;
import java.util.List;
import java.util.Optional;

/// Something that the file speaks of and that another tool owns too. Words come later.
public sealed interface Rivalry {
  /// Which part of the file it is about.
  String path();

  /// The other owner.
  Holder holder();

  /// Whether it was found by its name alone, since the other's file does not say where it is.
  boolean byNameOnly();

  /// One attribute that the two want otherwise.
  ///
  /// @param name what the other calls it
  /// @param theirs what the other sets
  /// @param ours what the file wants
  record Unlike(String name, String theirs, String ours) {}

  /// When the other would undo the tag.
  enum When {
    /// By the plan that was read.
    NOW,
    /// When it makes the cluster.
    WHEN_MADE,
    /// By the next plan after the tag was written, unless the other was told to leave it.
    NEXT,
    /// It cannot be told: the plan knows only after an apply.
    UNKNOWN,
    /// It cannot be told: a state says what was seen, not what is wanted.
    PERHAPS
  }

  /// A cluster's tag, of which the other wants a value that will not do.
  ///
  /// @param need what the file needs of it
  record ClusterTag(
      Claim.ClusterTags claim,
      Place place,
      TagNeed need,
      When when,
      boolean byNameOnly,
      String path)
      implements Rivalry {
    @Override
    public Holder holder() {
      return claim.holder();
    }

    /// The cluster.
    public ClusterName cluster() {
      return claim.cluster();
    }
  }

  /// A cluster that a stack of CloudFormation made, whose tags have not what the file needs.
  ///
  /// @param tag the stack's own tag
  record OfStack(
      Holder.Stack holder,
      Place place,
      ClusterName cluster,
      TagNeed need,
      TagValue tag,
      boolean byNameOnly,
      String path)
      implements Rivalry {}

  /// A feature of an account.
  ///
  /// @param place where; none if the other's file does not tell
  /// @param unlike what the two want otherwise; empty if they agree
  record AccountFeature(
      Claim.AccountFeature claim,
      Optional<Place> place,
      Setting wanted,
      List<Unlike> unlike,
      String path)
      implements Rivalry {
    public AccountFeature {
      unlike = List.copyOf(unlike);
    }

    @Override
    public Holder holder() {
      return claim.holder();
    }

    @Override
    public boolean byNameOnly() {
      return false;
    }
  }

  /// A feature of the organization configuration.
  ///
  /// @param region where; none if the other's file does not tell
  /// @param unlike what the two want otherwise; empty if they agree
  record OrganizationFeature(
      Holder holder,
      Optional<Region> region,
      Feature feature,
      AutoEnableSetting wanted,
      List<Unlike> unlike,
      String path)
      implements Rivalry {
    public OrganizationFeature {
      unlike = List.copyOf(unlike);
    }

    @Override
    public boolean byNameOnly() {
      return false;
    }
  }

  /// For whom GuardDuty itself is turned on, which the two want otherwise.
  record OrganizationGuardDuty(
      Holder holder, Optional<Region> region, AutoEnable theirs, AutoEnable ours, String path)
      implements Rivalry {
    @Override
    public boolean byNameOnly() {
      return false;
    }
  }

  /// An agent that the other installs on a cluster that GuardDuty shall manage.
  record Agent(Holder holder, Place place, ClusterName cluster, boolean byNameOnly, String path)
      implements Rivalry {}

  /// The endpoint that agents send to, where GuardDuty makes one itself.
  record Endpoint(Holder holder) implements Rivalry {
    @Override
    public String path() {
      return "";
    }

    @Override
    public boolean byNameOnly() {
      return false;
    }
  }
}
