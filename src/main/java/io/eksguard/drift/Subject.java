package io.eksguard.drift;

import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Optional;

/// What it is that is not as it should be.
public sealed interface Subject {
  /// Its name, the same every night: where it is, and what it is.
  String key();

  /// The account and region it belongs to, if it belongs to one.
  Optional<Place> where();

  /// A cluster.
  record Cluster(Place at, ClusterName name) implements Subject {
    @Override
    public String key() {
      return at + "/" + name;
    }

    @Override
    public Optional<Place> where() {
      return Optional.of(at);
    }
  }

  /// An account in one region.
  record Account(Place at) implements Subject {
    @Override
    public String key() {
      return at.toString();
    }

    @Override
    public Optional<Place> where() {
      return Optional.of(at);
    }
  }

  /// All of a region.
  record Everything(Region region) implements Subject {
    @Override
    public String key() {
      return region.name();
    }

    @Override
    public Optional<Place> where() {
      return Optional.empty();
    }
  }

  /// GuardDuty's coverage of all clusters in a region, or of those of one account there.
  record Coverage(Region region, Optional<Place> where) implements Subject {
    @Override
    public String key() {
      return where.map(Place::toString).orElse(region.name()) + Night.ONLY + "coverage";
    }
  }

  /// What is set for accounts that join later.
  record Organization(Region region) implements Subject {
    @Override
    public String key() {
      return region + "/organization";
    }

    @Override
    public Optional<Place> where() {
      return Optional.empty();
    }
  }

  /// The policy that protects the tag, or what must be known to judge it.
  record Policy(String name) implements Subject {
    @Override
    public String key() {
      return "organization/policy/" + name;
    }

    @Override
    public Optional<Place> where() {
      return Optional.empty();
    }
  }

  /// The organizational units.
  record Units() implements Subject {
    @Override
    public String key() {
      return "organization/units";
    }

    @Override
    public Optional<Place> where() {
      return Optional.empty();
    }
  }

  /// A line of the file.
  record Line(ClusterRule rule) implements Subject {
    @Override
    public String key() {
      return "file/%s%s/%s"
          .formatted(
              rule.name(),
              rule.region().map(region -> "@" + region).orElse(""),
              rule.until().map(Object::toString).orElse(""));
    }

    @Override
    public Optional<Place> where() {
      return Optional.empty();
    }
  }
}
