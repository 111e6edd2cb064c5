package io.eksguard.foreign;

import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Optional;

/// The ARN of an EKS cluster: `arn:aws:eks:us-east-1:444455556666:cluster/web`.
///
/// @param place its account and region
/// @param name its name
record ClusterArn(Place place, ClusterName name) {
  private static final String CLUSTER = "cluster/";
  private static final int PARTS = 6;

  /// The cluster that the text names, if it is the ARN of one.
  static Optional<ClusterArn> of(String text) {
    String[] parts = text.split(":", PARTS);
    boolean isOne =
        parts.length == PARTS
            && parts[0].equals("arn")
            && parts[2].equals("eks")
            && Region.isValid(parts[3])
            && AccountId.isValid(parts[4])
            && parts[5].startsWith(CLUSTER)
            && ClusterName.isValid(parts[5].substring(CLUSTER.length()));
    return isOne
        ? Optional.of(
            new ClusterArn(
                new Place(new AccountId(parts[4]), new Region(parts[3])),
                new ClusterName(parts[5].substring(CLUSTER.length()))))
        : Optional.empty();
  }
}
