// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.fact;

import io.tiersort.agent.journal.JournalEntry;
import io.tiersort.agent.journal.RecordClass;
import io.tiersort.agent.line.Fact;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names and value of each fact in the journal, and its JSON. THE list: a fact that is not here cannot be journaled, which a
 * test checks.
 */
public final class FactCodec {
    private static final Map<Class<? extends Fact>, Kind> KINDS = new HashMap<>();
    private static final Map<String, Class<? extends Fact>> TYPES = new HashMap<>();

    private record Kind(String type, RecordClass recordClass) {}

    static {
        kind(Fact.ParcelInducted.class, "parcel.inducted", RecordClass.PARCEL);
        kind(Fact.CodesSeen.class, "parcel.codes", RecordClass.PARCEL);
        kind(Fact.CodesUnmatched.class, "codes.unmatched", RecordClass.EXCEPTION);
        kind(Fact.StationLeft.class, "parcel.station", RecordClass.TELEMETRY);
        kind(Fact.ParcelMeasured.class, "parcel.measured", RecordClass.PARCEL);
        kind(Fact.ParcelDecided.class, "parcel.decided", RecordClass.PARCEL);
        kind(Fact.DecisionTooLate.class, "decision.too_late", RecordClass.EXCEPTION);
        kind(Fact.CommandAnswered.class, "command.answered", RecordClass.PARCEL);
        kind(Fact.CommandDropped.class, "command.dropped", RecordClass.EXCEPTION);
        kind(Fact.CommandRecovered.class, "command.recovered", RecordClass.PARCEL);
        kind(Fact.DivertReported.class, "parcel.diverted", RecordClass.PARCEL);
        kind(Fact.ParcelMissed.class, "parcel.missed", RecordClass.EXCEPTION);
        kind(Fact.ParcelClosed.class, "parcel.closed", RecordClass.OUTCOME);
        kind(Fact.OutcomeCorrected.class, "parcel.corrected", RecordClass.OUTCOME);
        kind(Fact.PromiseAtRisk.class, "promise.at_risk", RecordClass.OUTCOME);
        kind(Fact.PickupChanged.class, "pickup.changed", RecordClass.OUTCOME);
        kind(Fact.AllotmentCounted.class, "allotment.counted", RecordClass.EXCEPTION);
        kind(Fact.ContainerChanged.class, "container.changed", RecordClass.OUTCOME);
        kind(Fact.InductionLimited.class, "induction.limited", RecordClass.EXCEPTION);
        kind(Fact.ChuteStateChanged.class, "chute.changed", RecordClass.TELEMETRY);
        kind(Fact.LineStateChanged.class, "line.changed", RecordClass.TELEMETRY);
        kind(Fact.SessionOpened.class, "plc.session", RecordClass.EXCEPTION);
        kind(Fact.SequenceMissed.class, "plc.sequence_missed", RecordClass.EXCEPTION);
        kind(Fact.HeartbeatSeen.class, "plc.heartbeat", RecordClass.EXCEPTION);
        kind(Fact.DeviceHealthChanged.class, "device.health", RecordClass.EXCEPTION);
        kind(Fact.ParcelReplanned.class, "parcel.replanned", RecordClass.PARCEL);
        kind(Fact.FeedbackReceived.class, "feedback.received", RecordClass.OUTCOME);
        kind(Fact.AlarmRaised.class, "alarm.raised", RecordClass.EXCEPTION);
        kind(Fact.AlarmCleared.class, "alarm.cleared", RecordClass.EXCEPTION);
        kind(Fact.PlanActivated.class, "plan.activated", RecordClass.EXCEPTION);
    }

    private FactCodec() {}

    private static void kind(Class<? extends Fact> fact, String type, RecordClass recordClass) {
        KINDS.put(fact, new Kind(type, recordClass));
        TYPES.put(type, fact);
    }

    /** Dotted name of the fact, as journaled and published. */
    public static String type(Fact fact) {
        return kind(fact).type();
    }

    /** The fact of line {@code line} as an entry of the journal. */
    public static JournalEntry entry(String line, Fact fact) {
        return new Entry(line, fact, kind(fact));
    }

    /** The fact of a journal record; empty when the record is none of a line's facts. */
    public static Optional<Fact> read(String type, byte[] body) {
        Class<? extends Fact> fact = TYPES.get(type);
        if (fact == null) {
            return Optional.empty();
        }
        JsonObject json = new JsonObject(Buffer.buffer(body));
        return Optional.of((Fact) RecordJson.read(fact.asSubclass(Record.class), json));
    }

    /** Text id of a parcel, such as {@code L1-4711}. */
    public static String parcelId(String line, long parcel) {
        return line + "-" + parcel;
    }

    private static Kind kind(Fact fact) {
        Kind kind = KINDS.get(fact.getClass());
        if (kind == null) {
            throw new IllegalStateException(
                    "no journal name for " + fact.getClass().getSimpleName());
        }
        return kind;
    }

    private record Entry(String line, Fact fact, Kind kind) implements JournalEntry {
        @Override
        public long timeMillis() {
            return fact.at();
        }

        @Override
        public String type() {
            return kind.type();
        }

        @Override
        public String subject() {
            return fact.parcel() == 0 ? line : parcelId(line, fact.parcel());
        }

        @Override
        public long parcel() {
            return fact.parcel();
        }

        @Override
        public RecordClass recordClass() {
            return kind.recordClass();
        }

        @Override
        public byte[] body() {
            return RecordJson.write((Record) fact);
        }
    }
}
