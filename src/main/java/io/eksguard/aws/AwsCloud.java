package io.eksguard.aws;

import io.eksguard.apply.Writer;
import io.eksguard.aws.eks.Clusters;
import io.eksguard.aws.guardduty.Detectors;
import io.eksguard.aws.guardduty.GuardDutyReads;
import io.eksguard.aws.guardduty.GuardDutyWrites;
import io.eksguard.aws.organizations.UnitTree;
import io.eksguard.aws.session.AwsSettings;
import io.eksguard.aws.session.Clients;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Reach;

/// AWS, or a sandbox that speaks like it, for as long as one command runs.
public final class AwsCloud implements AutoCloseable {
  private final Clients clients;
  private final Detectors detectors;

  private AwsCloud(Clients clients) {
    this.clients = clients;
    this.detectors = new Detectors(clients);
  }

  /// Connects; nothing is called yet.
  public static AwsCloud connect(AwsSettings settings, Reach reach) {
    return new AwsCloud(new Clients(settings, reach));
  }

  /// The port for reading.
  public LiveReader reader() {
    return new AwsLiveReader(
        clients.reach(),
        new GuardDutyReads(clients, detectors),
        new Clusters(clients),
        new UnitTree(clients));
  }

  /// The port for writing.
  public Writer writer() {
    return new AwsWriter(new GuardDutyWrites(clients, detectors), new Clusters(clients));
  }

  @Override
  public void close() {
    clients.close();
  }
}
