package dev.bosai.runbooks.step;

/**
 * An interpreter of the step tree.
 *
 * @param <R> what it makes of a step
 */
public interface StepVisitor<R> {
  /** Interprets a step of the kind {@code assess}. */
  R assess(Assess step);

  /** Interprets a step of the kind {@code notify}. */
  R notification(Notify step);

  /** Interprets a step of the kind {@code approve}. */
  R approve(Approve step);

  /** Interprets a step of the kind {@code fence}. */
  R fence(Fence step);

  /** Interprets a step of the kind {@code promote}. */
  R promote(Promote step);

  /** Interprets a step of the kind {@code repoint}. */
  R repoint(Repoint step);

  /** Interprets a step of the kind {@code redeploy}. */
  R redeploy(Redeploy step);

  /** Interprets a step of the kind {@code verify}. */
  R verify(Verify step);

  /** Interprets a step of the kind {@code preserve}. */
  R preserve(Preserve step);

  /** Interprets a step of the kind {@code measure}. */
  R measure(Measure step);

  /** Interprets a step of the kind {@code reprotect}. */
  R reprotect(Reprotect step);

  /** Interprets a step of the kind {@code rejoin}. */
  R rejoin(Rejoin step);

  /** Interprets a step of the kind {@code await-standby}. */
  R awaitStandby(AwaitStandby step);

  /** Interprets a step of the kind {@code assess-move}. */
  R assessMove(AssessMove step);

  /** Interprets a step of the kind {@code drain}. */
  R drain(Drain step);

  /** Interprets a step of the kind {@code demote}. */
  R demote(Demote step);

  /** Interprets a step of the kind {@code aim}. */
  R aim(Aim step);

  /** Interprets a step of the kind {@code hold-writes}. */
  R holdWrites(HoldWrites step);

  /** Interprets a step of the kind {@code restore}. */
  R restore(Restore step);

  /** Interprets a step of the kind {@code preview}. */
  R preview(Preview step);

  /** Interprets a step of the kind {@code choose}. */
  R choose(Choose step);

  /** Interprets a step of the kind {@code open}. */
  R open(Open step);

  /** Interprets a step of the kind {@code switch}. */
  R switching(Switch step);

  /** Interprets a step of the kind {@code compare}. */
  R compare(Compare step);

  /** Interprets a step of the kind {@code settle}. */
  R settle(Settle step);

  /** Interprets a step of the kind {@code extract}. */
  R extract(Extract step);

  /** Interprets a step of the kind {@code discard}. */
  R discard(Discard step);

  /** Interprets a step of the kind {@code backup}. */
  R backup(Backup step);

  /** Interprets a step of the kind {@code prove}. */
  R prove(Prove step);

  /** Interprets a step of the kind {@code manual}. */
  R manual(Manual step);

  /** Interprets a step of the kind {@code http}. */
  R http(Http step);

  /** Interprets a step of the kind {@code sql}. */
  R sql(Sql step);

  /** Interprets a step of the kind {@code command}. */
  R command(Command step);

  /** Interprets a step of the kind {@code wait}. */
  R waiting(Wait step);

  /** Interprets a step of the kind {@code parallel}. */
  R parallel(Parallel step);

  /** Interprets a step of the kind {@code phase}. */
  R phase(Phase step);
}
