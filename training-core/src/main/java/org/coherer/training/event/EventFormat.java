package org.coherer.training.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.coherer.training.event.TrainingEvent.EpochCompleted;
import org.coherer.training.event.TrainingEvent.EpochValidated;
import org.coherer.training.event.TrainingEvent.Progress;
import org.coherer.training.event.TrainingEvent.RolledBack;
import org.coherer.training.event.TrainingEvent.RunEnded;
import org.coherer.training.event.TrainingEvent.RunResumed;
import org.coherer.training.event.TrainingEvent.RunStarted;
import org.coherer.training.event.TrainingEvent.StalenessMeasured;
import org.coherer.training.event.TrainingEvent.StepSkipped;
import org.coherer.training.event.TrainingEvent.Straggled;

/** The format of each kind of event: its tag, and who writes and reads its fields. */
@SuppressWarnings("ImmutableEnumChecker") // method references, which hold no state
enum EventFormat {
  RUN_STARTED('S', RunStarted.class, EventFields::writeStarted, EventFields::readStarted),
  RUN_RESUMED('R', RunResumed.class, EventFields::writeResumed, EventFields::readResumed),
  PROGRESS('P', Progress.class, EventFields::writeProgress, EventFields::readProgress),
  STEP_SKIPPED('K', StepSkipped.class, EventFields::writeSkipped, EventFields::readSkipped),
  ROLLED_BACK('B', RolledBack.class, EventFields::writeRolledBack, EventFields::readRolledBack),
  EPOCH_COMPLETED(
      'E', EpochCompleted.class, EventFields::writeCompleted, EventFields::readCompleted),
  EPOCH_VALIDATED(
      'V', EpochValidated.class, EventFields::writeValidated, EventFields::readValidated),
  RANKS_TIMED('W', RanksTimed.class, EventFields::writeRanks, EventFields::readRanks),
  STRAGGLED('L', Straggled.class, EventFields::writeStraggled, EventFields::readStraggled),
  STALENESS_MEASURED(
      'A', StalenessMeasured.class, EventFields::writeStaleness, EventFields::readStaleness),
  STEPS_TRACED('T', StepsTraced.class, EventFields::writeTraced, EventFields::readTraced),
  CHECKPOINT_COMMITTED(
      'C', CheckpointCommitted.class, EventFields::writeCheckpoint, EventFields::readCheckpoint),
  GRADIENTS_MEASURED(
      'G', GradientsMeasured.class, EventFields::writeGradients, EventFields::readGradients),
  TENSORS_MEASURED('H', TensorsMeasured.class, TensorFields::write, TensorFields::read),
  RUN_ENDED('D', RunEnded.class, EventFields::writeEnded, EventFields::readEnded);

  /** Writes the fields of one kind of event. */
  private interface Writer<E extends TrainingEvent> {
    void write(E event, DataOutput out) throws IOException;
  }

  /** Reads the fields of one kind of event. */
  private interface Reader {
    TrainingEvent read(DataInput in) throws IOException;
  }

  private static final TrainingEvent.Visitor<EventFormat> FORMATS =
      new TrainingEvent.Visitor<>() {
        @Override
        public EventFormat runStarted(RunStarted event) {
          return RUN_STARTED;
        }

        @Override
        public EventFormat runResumed(RunResumed event) {
          return RUN_RESUMED;
        }

        @Override
        public EventFormat progress(Progress event) {
          return PROGRESS;
        }

        @Override
        public EventFormat stepSkipped(StepSkipped event) {
          return STEP_SKIPPED;
        }

        @Override
        public EventFormat rolledBack(RolledBack event) {
          return ROLLED_BACK;
        }

        @Override
        public EventFormat epochCompleted(EpochCompleted event) {
          return EPOCH_COMPLETED;
        }

        @Override
        public EventFormat epochValidated(EpochValidated event) {
          return EPOCH_VALIDATED;
        }

        @Override
        public EventFormat ranksTimed(RanksTimed event) {
          return RANKS_TIMED;
        }

        @Override
        public EventFormat straggled(Straggled event) {
          return STRAGGLED;
        }

        @Override
        public EventFormat stalenessMeasured(StalenessMeasured event) {
          return STALENESS_MEASURED;
        }

        @Override
        public EventFormat stepsTraced(StepsTraced event) {
          return STEPS_TRACED;
        }

        @Override
        public EventFormat checkpointCommitted(CheckpointCommitted event) {
          return CHECKPOINT_COMMITTED;
        }

        @Override
        public EventFormat gradientsMeasured(GradientsMeasured event) {
          return GRADIENTS_MEASURED;
        }

        @Override
        public EventFormat tensorsMeasured(TensorsMeasured event) {
          return TENSORS_MEASURED;
        }

        @Override
        public EventFormat runEnded(RunEnded event) {
          return RUN_ENDED;
        }
      };

  private final byte tag;
  private final Writer<TrainingEvent> writer;
  private final Reader reader;

  <E extends TrainingEvent> EventFormat(char tag, Class<E> type, Writer<E> writer, Reader reader) {
    this.tag = (byte) tag;
    this.writer = (event, out) -> writer.write(type.cast(event), out);
    this.reader = reader;
  }

  /** Returns the format of an event. */
  static EventFormat of(TrainingEvent event) {
    return event.accept(FORMATS);
  }

  byte tag() {
    return tag;
  }

  void write(TrainingEvent event, DataOutput out) throws IOException {
    writer.write(event, out);
  }

  TrainingEvent read(DataInput in) throws IOException {
    return reader.read(in);
  }
}
