package org.coherer.training.engine.dl4j.adapter;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The workspaces that this package adds to those that DL4J's networks open themselves: memory that
 * belongs to the calling thread and is used again at every call.
 */
public final class Workspaces {

  private static final String OUTPUT = "COHERER_OUTPUT";
  private static final String UPDATER = "COHERER_UPDATER";

  /** The size is learned from the first use, and grows when a later one needs more. */
  private static final WorkspaceConfiguration GROWING =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .overallocationLimit(0.05)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .policySpill(SpillPolicy.REALLOCATE)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .build();

  private Workspaces() {}

  /** Opens the workspace in which an output lives until it is copied. */
  public static MemoryWorkspace openOutput() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(GROWING, OUTPUT);
  }

  /** Returns what an optimizer takes its working memory from. */
  public static LayerWorkspaceMgr updater() {
    return LayerWorkspaceMgr.builder()
        .with(ArrayType.UPDATER_WORKING_MEM, UPDATER, GROWING)
        .build();
  }
}
