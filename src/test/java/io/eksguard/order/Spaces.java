package io.eksguard.order;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The spaces of cases that are searched whole.
final class Spaces {
  private Spaces() {}

  /// Every organization configuration: both features, feature and add-on management, NONE, NEW,
  /// ALL.
  static List<Integer> organizations() {
    return IntStream.range(0, 256)
        .filter(bits -> IntStream.range(0, 4).allMatch(i -> ((bits >> (2 * i)) & 3) != 3))
        .boxed()
        .toList();
  }

  /// Those in which each feature's add-on management has the feature's value.
  static List<Integer> plainOrganizations() {
    return organizations().stream()
        .filter(bits -> (bits & 3) == ((bits >> 2) & 3) && ((bits >> 4) & 3) == ((bits >> 6) & 3))
        .toList();
  }

  /// One account with two clusters, in every state, with every wish and every organization.
  static Stream<Case> oneAccount(List<Integer> organizations, List<NewAccountsWish> newAccounts) {
    return organizations.stream()
        .flatMap(organization ->
            newAccounts.stream()
                .flatMap(wanted ->
                    Stream.of(Wish.values())
                        .filter(wanted::allows)
                        .flatMap(wish ->
                            IntStream.range(0, 256)
                                .mapToObj(account ->
                                    new Case(
                                        AwsModel.state(organization, account),
                                        List.of(wish),
                                        wanted)))));
  }

  /// Two accounts with one cluster that matters in each, every pair of states and wishes once.
  static Stream<Case> twoAccounts(List<Integer> organizations, List<NewAccountsWish> newAccounts) {
    List<Half> halves = halves();
    return organizations.stream()
        .flatMap(organization ->
            newAccounts.stream()
                .flatMap(wanted ->
                    IntStream.range(0, halves.size())
                        .filter(i -> wanted.allows(halves.get(i).wish()))
                        .boxed()
                        .flatMap(i ->
                            IntStream.range(i, halves.size())
                                .filter(j -> wanted.allows(halves.get(j).wish()))
                                .mapToObj(j ->
                                    pair(organization, halves.get(i), halves.get(j), wanted)))));
  }

  /// One account with one cluster that matters and with the other feature off, under every policy
  /// of the name that is wanted, attached in every way.
  static Stream<Case> protectedAccount(
      List<Integer> organizations, List<NewAccountsWish> newAccounts) {
    List<Long> policies = policies();
    return organizations.stream()
        .flatMap(organization ->
            newAccounts.stream()
                .flatMap(wanted ->
                    halves().stream()
                        .filter(half -> wanted.allows(half.wish()))
                        .filter(half -> !AwsModel.on((long) half.account() << 8, 0, true, false))
                        .filter(half -> !AwsModel.on((long) half.account() << 8, 0, true, true))
                        .flatMap(half ->
                            policies.stream()
                                .map(policy ->
                                    new Case(
                                        AwsModel.state(organization, half.account()) | policy,
                                        List.of(half.wish()),
                                        wanted,
                                        true)))));
  }

  private static List<Long> policies() {
    List<Long> policies = new ArrayList<>();
    policies.add(AwsModel.withPolicy(0, AwsModel.NO_POLICY));
    for (int text : List.of(AwsModel.AS_WANTED, AwsModel.TRUSTING, AwsModel.DENYING)) {
      for (int attached = 0; attached < 4; attached++) {
        long policy = AwsModel.withPolicy(0, text);
        policy = AwsModel.withTarget(policy, true, (attached & 1) != 0);
        policies.add(AwsModel.withTarget(policy, false, (attached & 2) != 0));
      }
    }
    return policies;
  }

  private record Half(int account, Wish wish) {}

  private static Case pair(int organization, Half one, Half two, NewAccountsWish wanted) {
    return new Case(
        AwsModel.state(organization, one.account(), two.account()),
        List.of(one.wish(), two.wish()),
        wanted);
  }

  /// One account whose second cluster carries no tag and never needs one.
  private static List<Half> halves() {
    List<Wish> wishes =
        List.of(Wish.ALL, Wish.ALL_EXCEPT_A, Wish.ONLY_A, Wish.MANUAL, Wish.DISABLED);
    return wishes.stream()
        .flatMap(wish -> IntStream.range(0, 64).mapToObj(bits -> new Half(bits, wish)))
        .toList();
  }
}
