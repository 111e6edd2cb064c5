package io.eksguard.order;

/// A step of a plan as the model understands it.
sealed interface Move {
  /// What it makes of a state.
  long after(long state);

  /// A cluster's tag is set or removed.
  record Tag(int account, int cluster, int value) implements Move {
    @Override
    public long after(long state) {
      return AwsModel.withTag(state, account, cluster, value);
    }
  }

  /// A feature of an account is set.
  record Feature(int account, boolean other, boolean on, boolean addon) implements Move {
    @Override
    public long after(long state) {
      return AwsModel.withFeature(state, account, other, on, addon);
    }
  }

  /// A feature of the organization configuration is set.
  record Organization(boolean other, int feature, int addon) implements Move {
    @Override
    public long after(long state) {
      return AwsModel.withOrganization(state, other, feature, addon);
    }
  }

  /// The policy gets the text that is wanted.
  record PolicyText() implements Move {
    @Override
    public long after(long state) {
      return AwsModel.withPolicy(state, AwsModel.AS_WANTED);
    }
  }

  /// The policy is attached to one of the two targets, or detached.
  record PolicyTarget(boolean wanted, boolean attached) implements Move {
    @Override
    public long after(long state) {
      return AwsModel.withTarget(state, wanted, attached);
    }
  }
}
