// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

/** Value of a record when space runs short, most valuable first. The order is stored: append only. */
public enum RecordClass {
    /** What became of a parcel, promises, security: never dropped to make room. */
    OUTCOME,
    /** Alarms, gaps, faults. */
    EXCEPTION,
    /** How a parcel got there: scans, measures, decisions, commands. */
    PARCEL,
    /** State of devices and the line. */
    TELEMETRY
}
