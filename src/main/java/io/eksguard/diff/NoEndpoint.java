package io.eksguard.diff;

import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import java.util.Optional;

/// Why GuardDuty can make no endpoint in a VPC that agents find.
public enum NoEndpoint {
  /// It belongs to another account, which alone can have the endpoint.
  SHARED_VPC("shared-vpc"),
  /// It does not resolve private names.
  NO_DNS("no-dns"),
  /// No subnet of it has a free address.
  NO_ADDRESS("no-address");

  private final String word;

  NoEndpoint(String word) {
    this.word = word;
  }

  /// Its name in JSON.
  public String word() {
    return word;
  }

  /// What is in the way for an account. Where agents can use an endpoint that is there, no address
  /// is needed.
  static Optional<NoEndpoint> of(Vpc vpc, AccountId account) {
    if (vpc.isSharedWith(account)) {
      return Optional.of(SHARED_VPC);
    }
    if (!vpc.resolves()) {
      return Optional.of(NO_DNS);
    }
    boolean full =
        !vpc.subnets().isEmpty()
            && vpc.subnets().values().stream().allMatch(subnet -> subnet.free() == 0);
    return full && !vpc.isConnected() ? Optional.of(NO_ADDRESS) : Optional.empty();
  }
}
