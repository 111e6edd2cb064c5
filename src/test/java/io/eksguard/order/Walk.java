package io.eksguard.order;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks every state that a plan can leave behind.
///
/// A state is which steps have taken effect, together with how AWS is. From each state any step may
/// come next whose dependencies have all taken effect; and while something is ALL, GuardDuty may
/// overwrite an account at any moment. The sets of steps reached so are all the down-sets of the
/// plan's partial order, so every prefix of every allowed interleaving is among them; and so is
/// whatever a failure (the step has no effect, what depends on it does not run), a crash (nothing
/// more runs) or a lost answer (the step had its effect, what depends on it does not run) leaves
/// behind, any number of them.
final class Walk {
  private final Case problem;
  private final Move[] moves;
  private final int[] dependsOn;
  private final boolean[] neverInstall;
  private final boolean[] noGap;
  private final boolean newAccountsCovered;
  private long[] seen = new long[64];
  private long[] open = new long[64];
  private int states;
  private int waiting;

  /// @param moves the steps
  /// @param dependsOn for each step, a bit for each step that must have taken effect before
  Walk(Case problem, Move[] moves, int[] dependsOn) {
    this.problem = problem;
    this.moves = moves;
    this.dependsOn = dependsOn;
    int clusters = problem.accounts() * AwsModel.CLUSTERS;
    this.neverInstall = new boolean[clusters];
    this.noGap = new boolean[clusters];
    long live = problem.live();
    long settled = AwsModel.settled(live, problem.accounts());
    for (int i = 0; i < clusters; i++) {
      int account = i / AwsModel.CLUSTERS;
      int cluster = i % AwsModel.CLUSTERS;
      Wish wish = problem.wishes().get(account);
      boolean shall = wish.on && wish.manages(cluster);
      boolean counts = !problem.isInConflict(account);
      neverInstall[i] =
          counts
              && !shall
              && !AwsModel.managed(live, account, cluster)
              && !AwsModel.managed(settled, account, cluster);
      noGap[i] = counts && shall && AwsModel.managed(live, account, cluster);
    }
    this.newAccountsCovered =
        problem.newAccounts().feature != AwsModel.NONE && coversNewAccounts(live);
  }

  /// What went wrong, if anything did.
  ///
  /// @param law which law
  /// @param state the state in which it does not hold
  /// @param done the steps that had taken effect
  record Violation(String law, long state, int done) {}

  /// How many states were walked.
  int states() {
    return states;
  }

  /// Walks.
  Optional<Violation> run() {
    visit(problem.live(), 0);
    while (waiting > 0) {
      long packed = open[--waiting];
      long state = packed & 0xFFFFFFFFFFL;
      int done = (int) (packed >>> 40);
      String broken = brokenLaw(state, done);
      if (broken != null) {
        return Optional.of(new Violation(broken, state, done));
      }
      for (int i = 0; i < moves.length; i++) {
        if (((done >> i) & 1) == 0 && (dependsOn[i] & ~done) == 0) {
          if (moves[i] instanceof Move.Feature(int _, boolean other, boolean on, boolean addon)
              && AwsModel.refuses(state, other, on, addon)) {
            return Optional.of(new Violation("no write is refused", state, done));
          }
          visit(moves[i].after(state), done | (1 << i));
        }
      }
      for (int account = 0; account < problem.accounts(); account++) {
        for (int which = 0; which < 4; which++) {
          visit(AwsModel.overwritten(state, account, (which & 2) != 0, (which & 1) != 0), done);
        }
      }
    }
    return Optional.empty();
  }

  private @Nullable String brokenLaw(long state, int done) {
    for (int i = 0; i < neverInstall.length; i++) {
      boolean managed = AwsModel.managed(state, i / AwsModel.CLUSTERS, i % AwsModel.CLUSTERS);
      if (neverInstall[i] && managed) {
        return "never install";
      }
      if (noGap[i] && !managed) {
        return "no gap";
      }
    }
    if (newAccountsCovered && !coversNewAccounts(state)) {
      return "no gap for new accounts";
    }
    if (done == (1 << moves.length) - 1 && !problem.isReached(state) && !isForNextPlan(state)) {
      return "the goal is reached";
    }
    return null;
  }

  /// Where GuardDuty had not yet done all that ALL made it do when the plan was made, it may do so
  /// behind the plan, and a second plan is needed. That one starts from a settled state, which is a
  /// case of its own.
  private boolean isForNextPlan(long state) {
    boolean wasUnsettled = AwsModel.settled(problem.live(), problem.accounts()) != problem.live();
    return wasUnsettled && AwsModel.settled(state, problem.accounts()) == state;
  }

  private static boolean coversNewAccounts(long state) {
    return AwsModel.organization(state, false, false) != AwsModel.NONE
        || AwsModel.organization(state, true, false) != AwsModel.NONE;
  }

  private void visit(long state, int done) {
    long packed = state | ((long) done << 40);
    if (!add(packed)) {
      return;
    }
    if (waiting == open.length) {
      open = Arrays.copyOf(open, open.length * 2);
    }
    open[waiting++] = packed;
  }

  /// An open-addressing set; 0 marks a free place, so states are stored plus one.
  private boolean add(long packed) {
    if (states * 2 >= seen.length) {
      long[] old = seen;
      seen = new long[old.length * 2];
      for (long one : old) {
        if (one != 0) {
          place(one);
        }
      }
    }
    if (!place(packed + 1)) {
      return false;
    }
    states++;
    return true;
  }

  private boolean place(long stored) {
    int at = (int) ((stored * 0x9E3779B97F4A7C15L) >>> 36) & (seen.length - 1);
    while (seen[at] != 0) {
      if (seen[at] == stored) {
        return false;
      }
      at = (at + 1) & (seen.length - 1);
    }
    seen[at] = stored;
    return true;
  }
}
