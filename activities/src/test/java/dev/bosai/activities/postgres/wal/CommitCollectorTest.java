package dev.bosai.activities.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Lsn;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitCollectorTest {
  private static final String HEAP =
      "rmgr: Heap        len (rec/tot):     59/    59, tx:        %s, lsn: 0/01516598, prev"
          + " 0/01516550, desc: %s, blkref #0: rel 1663/5/%s blk 0";
  private static final String END =
      "rmgr: Transaction len (rec/tot):     66/    66, tx:        %s, lsn: 0/015166D8, prev"
          + " 0/01516698, desc: %s 2026-11-23 21:55:28.912899 UTC%s";
  private final CommitCollector found = new CommitCollector();

  @Test
  void aCommitHasItsTimeItsPlaceAndItsTables() {
    read(HEAP, "724", "INSERT off 1 flags 0x00", "16384");
    read(END, "724", "COMMIT", "; inval msgs: catcache 21; sync");
    Commit commit = found.commits().get(0);
    assertThat(commit.xid()).isEqualTo("724");
    assertThat(commit.at()).isEqualTo(Instant.parse("2026-11-23T21:55:28.912899Z"));
    assertThat(commit.lsn()).isEqualTo(Lsn.parse("0/15166D8"));
    assertThat(commit.relations()).containsExactly(new Relation(1663, 5, 16384));
  }

  @Test
  void subtransactionsCountOnceWithTheirParent() {
    read(HEAP, "725", "INSERT off 1 flags 0x00", "16384");
    read(HEAP, "726", "HOT_UPDATE off 2 xmax 726", "16385");
    read(END, "724", "COMMIT", "; subxacts: 725 726; inval msgs: catcache 80");
    assertThat(found.commits()).hasSize(1);
    assertThat(found.commits().get(0).relations()).hasSize(2);
  }

  @Test
  void aPreparedTransactionCountsUnderItsOwnIdWhenItIsCommitted() {
    read(HEAP, "730", "INSERT off 1 flags 0x00", "16384");
    read(END, "0", "COMMIT_PREPARED 730:", "");
    assertThat(found.commits()).extracting(Commit::xid).containsExactly("730");
    assertThat(found.commits().get(0).relations()).hasSize(1);
  }

  @Test
  void abortedWorkAndMereLocksDoNotCount() {
    read(HEAP, "731", "INSERT off 1 flags 0x00", "16384");
    read(END, "731", "ABORT", "");
    read(HEAP, "732", "LOCK off 1: xid 732: flags 0x00 LOCK_ONLY EXCL_LOCK", "16384");
    read(END, "732", "COMMIT", "");
    assertThat(found.commits()).extracting(Commit::xid).containsExactly("732");
    assertThat(found.commits().get(0).relations()).isEmpty();
  }

  @Test
  void aFileMadePastTheForkIsKnownToBeNew() {
    WalRecord.parse(
            "rmgr: Storage     len (rec/tot):     42/    42, tx:        724, lsn: 0/015007E0, prev"
                + " 0/015007B0, desc: CREATE base/5/16384")
        .ifPresent(found::add);
    assertThat(found.isNew(new Relation(1663, 5, 16384))).isTrue();
    assertThat(found.isNew(new Relation(1663, 5, 16385))).isFalse();
  }

  @Test
  void notesOfTheProgramAreNoRecords() {
    assertThat(WalRecord.parse("first record is after 0/3000000, at 0/3000028, skipping"))
        .isEmpty();
  }

  private void read(String form, String... parts) {
    String line = form;
    for (String part : parts) {
      line = line.replaceFirst("%s", part);
    }
    WalRecord.parse(line).ifPresent(found::add);
  }
}
