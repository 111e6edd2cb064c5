package io.eksguard.aws;

import io.eksguard.apply.Writer;
import io.eksguard.aws.ec2.Endpoints;
import io.eksguard.aws.ec2.Instances;
import io.eksguard.aws.ec2.Networks;
import io.eksguard.aws.eks.Addons;
import io.eksguard.aws.eks.Clusters;
import io.eksguard.aws.eks.Nodes;
import io.eksguard.aws.guardduty.CoverageReads;
import io.eksguard.aws.guardduty.Detectors;
import io.eksguard.aws.guardduty.GuardDutyReads;
import io.eksguard.aws.guardduty.GuardDutyWrites;
import io.eksguard.aws.organizations.Policies;
import io.eksguard.aws.organizations.UnitTree;
import io.eksguard.aws.session.AwsSettings;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Purpose;
import io.eksguard.live.Examiner;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Reach;

/// AWS, or a sandbox that speaks like it, for as long as one command runs.
public final class AwsCloud implements AutoCloseable {
  private final Clients clients;
  private final Detectors detectors;

  private final Purpose purpose;

  private AwsCloud(Clients clients, Purpose purpose) {
    this.clients = clients;
    this.purpose = purpose;
    this.detectors = new Detectors(clients);
  }

  /// Connects; nothing is called yet.
  public static AwsCloud connect(AwsSettings settings, Reach reach, Purpose purpose) {
    return new AwsCloud(new Clients(settings, reach, purpose), purpose);
  }

  /// The port for reading.
  public LiveReader reader() {
    return new AwsLiveReader(
        clients.reach(),
        () -> clients.caller().reading(),
        new GuardDutyReads(clients, detectors),
        new CoverageReads(clients, detectors),
        new Clusters(clients),
        new Addons(clients),
        new Nodes(clients),
        new Networks(clients),
        new Instances(clients),
        new UnitTree(clients),
        new Policies(clients),
        clients::callerArn,
        clients.visits(),
        clients.terms());
  }

  /// The port for finding out what is allowed.
  public Examiner examiner() {
    return new AwsExaminer(
        clients,
        reader(),
        detectors,
        new CoverageReads(clients, detectors),
        new UnitTree(clients),
        new Policies(clients));
  }

  /// The port for writing.
  ///
  /// @throws IllegalStateException if it was not connected to apply; a bug of ours
  public Writer writer() {
    if (purpose != Purpose.APPLY) {
      throw new IllegalStateException("a connection for reading has no port for writing");
    }
    return new AwsWriter(
        new GuardDutyWrites(clients, detectors),
        new Clusters(clients),
        new Addons(clients),
        new Endpoints(clients),
        new Policies(clients));
  }

  @Override
  public void close() {
    clients.close();
  }
}
