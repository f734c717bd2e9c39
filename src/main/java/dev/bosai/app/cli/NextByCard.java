package dev.bosai.app.cli;

import dev.bosai.workflows.port.Card;
import java.util.stream.Collectors;

/** What is typed next, and with which card. */
final class NextByCard {
  private NextByCard() {}

  /** Returns the command for another node's host; with several standbys there are several cards. */
  static String on(Card card, String effect, String more) {
    String cards =
        card.system().database(card.node().database()).stream()
            .flatMap(database -> database.nodes().entrySet().stream())
            .filter(node -> !node.getKey().equals(card.node().node()))
            .map(node -> node.getValue().data() + ".bosai/card.json (" + node.getKey() + ")")
            .collect(Collectors.joining(" or "));
    return "bosai node " + effect + " " + more + " --why \"…\" --card " + cards;
  }
}
