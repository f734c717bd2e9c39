package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.Candidates;

/** Searches on one host; the archive is the same from each. */
public final class FindTransactionsRun implements FindTransactions {
  @Override
  public Candidates find(Search search) {
    BackupOrder order = search.order();
    return new SiteWork(order, Patience.SEARCH, "find transactions around " + search.around())
        .done(
            (backups, node) ->
                backups.findTransactions(
                    new BackupActivities.FindTransactions(
                        node, search.around(), search.within(), search.table())));
  }
}
