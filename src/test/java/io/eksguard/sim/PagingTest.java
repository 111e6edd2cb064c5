package io.eksguard.sim;

import static io.eksguard.sim.Worlds.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagingTest {
  private final Sandbox sandbox = Sandbox.start(World.builtIn(), 0, CLOCK);
  private final Client client = Client.of(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void pagesFollowEachOtherUntilThereIsNoToken() {
    var path = "/detector/" + client.detector() + "/member?maxResults=2";
    var seen = new ArrayList<String>();
    var token = "";
    do {
      var reply = client.get("guardduty", token.isEmpty() ? path : path + "&nextToken=" + token);
      reply
          .json()
          .path("members")
          .values()
          .forEach(m -> seen.add(m.path("accountId").stringValue()));
      token = reply.text("nextToken");
    } while (!token.isEmpty());

    assertThat(seen)
        .containsExactly(
            "000011112222",
            "222233334444",
            "444455556666",
            "777788889999",
            "888899990000",
            "999900001111");
  }

  @Test
  void aPageHasNoMoreThanAwsAllows() {
    for (int i = 0; i < 101; i++) {
      var name = "cluster-%03d".formatted(i);
      sandbox.addCluster("111122223333", "us-east-1", Cluster.named(name));
    }

    var reply = client.get("eks", "/clusters");

    assertThat(reply.json().path("clusters").size()).isEqualTo(100);
    assertThat(reply.text("nextToken")).isNotEmpty();
    assertThat(client.get("eks", "/clusters?maxResults=101").header("x-amzn-ErrorType"))
        .isEqualTo("InvalidParameterException");
  }

  @Test
  void aTokenOfAnotherOperationIsRefused() {
    sandbox.faults().limitPages(1);
    var token = client.organizations("ListAccounts", "{}").text("NextToken");

    var other =
        client.organizations(
            "ListPolicies",
            "{\"Filter\":\"SERVICE_CONTROL_POLICY\",\"NextToken\":\"" + token + "\"}");
    var made = client.get("eks", "/clusters?nextToken=abc");

    assertThat(other.text("__type")).isEqualTo("InvalidInputException");
    assertThat(made.status()).isEqualTo(400);
  }

  @Test
  void theTreeOfUnitsLeadsToEveryAccount() {
    var units =
        client.organizations("ListOrganizationalUnitsForParent", "{\"ParentId\":\"r-abcd\"}");
    var accounts =
        client.organizations("ListAccountsForParent", "{\"ParentId\":\"ou-abcd-22222222\"}");
    var parents = client.organizations("ListParents", "{\"ChildId\":\"ou-abcd-22222222\"}");

    assertThat(units.json().path("OrganizationalUnits").values())
        .extracting(u -> u.path("Name").stringValue())
        .isEqualTo(List.of("Workloads", "Playground"));
    assertThat(accounts.text("Accounts", "0", "Id")).isEqualTo("222233334444");
    assertThat(parents.text("Parents", "0", "Id")).isEqualTo("ou-abcd-11111111");
  }
}
