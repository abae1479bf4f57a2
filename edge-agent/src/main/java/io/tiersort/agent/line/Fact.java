// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.Health;
import io.tiersort.device.event.SorterEvent;
import java.util.List;

/**
 * One thing that happened on a line. Facts are the only thing that changes a line's state, so the same facts read back
 * from the journal rebuild it. Component names are the keys of the journal's JSON: they are stored and published.
 *
 * <p>{@code at} is the wall clock in milliseconds since 1970 UTC; {@code parcel} counts the parcels of a line, 1 and up;
 * {@code sequence} is the PLC's event sequence, 0 when the fact did not come from one.
 */
public sealed interface Fact {
    /** Wall clock, milliseconds since 1970 UTC. */
    long at();

    /** The parcel it is about, 0 when about none. */
    default long parcel() {
        return 0;
    }

    /** A parcel exists: it passed the induct eye, or appeared without one ({@code stray}). */
    record ParcelInducted(
            long at,
            long parcel,
            int epoch,
            long trackingId,
            int sequence,
            long encoder,
            int induct,
            int lengthMm,
            boolean stray)
            implements Fact {}

    /** A code reader's result was bound to a parcel. */
    record CodesSeen(long at, long parcel, String scanner, String boundBy, List<CodeSeen> codes) implements Fact {
        public CodesSeen {
            codes = List.copyOf(codes);
        }
    }

    /** One code as read. */
    record CodeSeen(String aim, String data) {}

    /** A code reader's result fitted no parcel: counted, never guessed. */
    record CodesUnmatched(long at, String scanner, String reason, List<CodeSeen> codes) implements Fact {
        public CodesUnmatched {
            codes = List.copyOf(codes);
        }
    }

    /** The parcel's trailing edge left a scan station. */
    record StationLeft(long at, long parcel, int sequence, int point, long encoder) implements Fact {}

    /** The scale's and dimensioner's result: grams and mm. */
    record ParcelMeasured(
            long at,
            long parcel,
            int sequence,
            int grams,
            SorterEvent.Status weightStatus,
            int lengthMm,
            int widthMm,
            int heightMm,
            SorterEvent.Status boxStatus)
            implements Fact {}

    /**
     * A decision and the command that went with it. Complete enough to explain it years later.
     *
     * @param revision 1 for the first decision on the parcel
     * @param reference shipment, or an empty text when none was found
     * @param key the code that decided, or an empty text
     * @param verdicts each code seen: taken or dropped and why
     * @param tier tier it travels in, or an empty text
     * @param promised tier the plan gave before cut-offs, or an empty text
     * @param tierRule id of the rule that gave the tier
     * @param route id of the route that gave the destination
     * @param chutes chutes commanded, best first
     * @param candidates every chute considered and why it was taken or passed over
     * @param validUntil belt position up to which the PLC may accept the command
     * @param microsSinceRead from the reader's last byte (or the event that caused the decision) to this decision
     * @param slackMillis time left until the latest decision point of the chosen chute
     * @param encoder belt position at the decision
     * @param departure id of the departure it is to leave with, or an empty text
     * @param leaves cut-off of the run it is to leave with, milliseconds since 1970 UTC, 0 when there is none
     * @param point locker bank or pickup point it is sent to, or an empty text
     * @param compartment size of the compartment taken there, or an empty text
     * @param basis what the rules were asked about
     */
    record ParcelDecided(
            long at,
            long parcel,
            int revision,
            String reference,
            String key,
            String keyType,
            List<CodeVerdict> verdicts,
            String tier,
            String promised,
            String tierRule,
            String route,
            String destination,
            List<Integer> chutes,
            List<Candidate> candidates,
            Cause cause,
            Physical physical,
            boolean extraLabel,
            boolean weightMismatch,
            String plan,
            int planRevision,
            long validUntil,
            long microsSinceRead,
            long slackMillis,
            long encoder,
            String departure,
            long leaves,
            String point,
            String compartment,
            Basis basis)
            implements Fact {
        public ParcelDecided {
            verdicts = List.copyOf(verdicts);
            chutes = List.copyOf(chutes);
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * What the rules were asked about, so that a decision can be explained and tried again under another plan when the
     * shipment is long gone. Numbers are 0 and texts empty where nothing was known.
     *
     * @param source {@code host} for a known shipment, {@code label} for what the label says, else an empty text
     * @param declaredGrams the host's value, like the declared sides; {@code grams} and the sides, longest first, are what
     *     counted: measured, else declared
     * @param weighed true when {@code grams} is from a scale that called its weight valid
     */
    record Basis(
            String source,
            String segment,
            String service,
            List<String> flags,
            String postcode,
            String country,
            String point,
            String compartment,
            String customer,
            String group,
            long promiseBy,
            long notBefore,
            int declaredGrams,
            int grams,
            int lengthMm,
            int widthMm,
            int heightMm,
            int missedDeliveries,
            int rating,
            String preferredPoint,
            String carrier,
            String carrierService,
            String routeCode,
            int declaredLengthMm,
            int declaredWidthMm,
            int declaredHeightMm,
            boolean weighed) {
        /** Nothing was known. */
        static final Basis NONE = new Basis(
                "", "", "", List.of(), "", "", "", "", "", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, "", "", "", "", 0, 0, 0,
                false);

        public Basis {
            flags = List.copyOf(flags);
        }
    }

    /**
     * What a code was worth.
     *
     * @param verdict the part it played, such as {@code BEST}
     * @param reason why, for people
     * @param fault why it may not name a shipment, such as {@code BAD_CHECKDIGIT}; an empty text when it may
     */
    record CodeVerdict(String data, String type, String verdict, String reason, String fault) {}

    /** A chute that was considered. */
    record Candidate(int chute, String verdict) {}

    /** Something that wanted another decision came after the latest decision point. */
    record DecisionTooLate(long at, long parcel, String wanted, long lateMillis) implements Fact {}

    /** The PLC accepted or refused the command. */
    record CommandAnswered(long at, long parcel, int sequence, SorterEvent.Answer answer) implements Fact {}

    /** The command never reached the PLC. */
    record CommandDropped(long at, long parcel, String reason) implements Fact {}

    /** After a restart the PLC still held a command whose decision is not in the journal. */
    record CommandRecovered(long at, long parcel, List<Integer> chutes, String tier, Cause cause, long validUntil)
            implements Fact {
        public CommandRecovered {
            chutes = List.copyOf(chutes);
        }
    }

    /** What the PLC said of a divert. */
    record DivertReported(
            long at,
            long parcel,
            int sequence,
            int commanded,
            int actual,
            SorterEvent.Outcome outcome,
            SorterEvent.Cause cause,
            int lap)
            implements Fact {}

    /** The PLC missed the parcel at an eye. */
    record ParcelMissed(long at, long parcel, int sequence, int lastPoint) implements Fact {}

    /** The parcel's one and only end. */
    record ParcelClosed(
            long at,
            long parcel,
            long trackingId,
            String reference,
            String tier,
            Outcome outcome,
            Cause cause,
            Physical physical,
            int chute,
            long dwellMillis)
            implements Fact {}

    /** A confirmation came after the parcel had been closed without one. */
    record OutcomeCorrected(long at, long parcel, Outcome before, Outcome outcome, Physical physical, int chute)
            implements Fact {}

    /** A promise cannot be kept as given; what can be kept instead. Told upstream at once. */
    record PromiseAtRisk(
            long at,
            long parcel,
            String reference,
            String promised,
            String keeping,
            Cause cause,
            String departure,
            long promiseBy,
            long expected)
            implements Fact {}

    /**
     * The customer's parcel goes to another compartment or point than was reserved. Told upstream at once, once.
     *
     * @param cause {@link Cause#LOCKER_NOFIT} or {@link Cause#LOCKER_FULL}
     */
    record PickupChanged(
            long at,
            long parcel,
            String reference,
            String fromPoint,
            String fromSize,
            String toPoint,
            String toSize,
            Cause cause)
            implements Fact {}

    /**
     * How much of a pool of {@link Allotments} this line has taken, in absolute numbers: told again and again while parcels
     * come, so that a restart counts on.
     */
    record AllotmentCounted(long at, String pool, int parcels, long grams, long millilitres) implements Fact {}

    /**
     * A container was bound to a chute, or taken away ({@code container} is an empty text). With the same container before
     * and after it is stated once more, so that a restart knows of it.
     *
     * @param former what was bound before, or an empty text
     * @param parcels numbers of the parcels that verifiably dropped into the former one, the newest 2,000
     * @param destinations ids of their destinations
     */
    record ContainerChanged(
            long at, int chute, String container, String former, List<Long> parcels, List<String> destinations)
            implements Fact {
        public ContainerChanged {
            parcels = List.copyOf(parcels);
            destinations = List.copyOf(destinations);
        }
    }

    /** The share of inducts allowed changed, because of the share of the belt in use; both in percent. */
    record InductionLimited(long at, int percent, int occupancy) implements Fact {}

    /** A chute changed state; fill in percent. */
    record ChuteStateChanged(long at, int sequence, int chute, SorterEvent.ChuteState state, int fillPercent)
            implements Fact {}

    /** The line changed state; speed in mm/s. */
    record LineStateChanged(long at, int sequence, int packMlState, int speedMmPerSecond) implements Fact {}

    /** A session with a PLC epoch began. */
    record SessionOpened(long at, int epoch, int previousEpoch, long encoder) implements Fact {}

    /** PLC events never arrived. */
    record SequenceMissed(long at, int epoch, int fromSequence, int toSequence) implements Fact {}

    /** The PLC's beat stopped or came back. */
    record HeartbeatSeen(long at, boolean alive) implements Fact {}

    /** A device's health changed. */
    record DeviceHealthChanged(long at, String device, Health health, String reason) implements Fact {}

    /** The parcel is decided by another plan from here on, because the one it had lost its destination. */
    record ParcelReplanned(long at, long parcel, String plan, int revision, String hash) implements Fact {}

    /**
     * Upstream told what became of a delivery. About the parcel when it was sorted here, else about its reference.
     *
     * @param event id of upstream's event; a second one with this id tells nothing new
     * @param kind such as {@code delivered}, as in feeds
     * @param tier tier it was sorted in, or an empty text when it was not sorted here
     * @param promiseBy instant the customer was promised when it was sorted, milliseconds since 1970 UTC, 0 for none
     * @param occurred when it happened, milliseconds since 1970 UTC
     * @param customer pseudonym of the recipient, or an empty text
     * @param rating 1..5, or 0
     */
    record FeedbackReceived(
            long at,
            long parcel,
            String event,
            String kind,
            String reference,
            String tier,
            long promiseBy,
            long occurred,
            String customer,
            int rating,
            String reason,
            String point)
            implements Fact {}

    /** Something needs a person; priority 1 is the most urgent of 4. */
    record AlarmRaised(long at, String alarm, int priority, String text, String remedy) implements Fact {}

    /** The condition of an alarm is gone. */
    record AlarmCleared(long at, String alarm) implements Fact {}

    /** Parcels inducted from now on follow this plan. */
    record PlanActivated(long at, String plan, int revision, String hash) implements Fact {}
}
