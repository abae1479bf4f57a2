// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

/** A way in which a broker can misbehave, for trials. */
public enum Fault {
    /** Takes every byte and answers nothing, neither new nor old clients. */
    BLACK_HOLE,
    /** Answers CONNECT with "server unavailable". */
    REFUSE,
    /** Closes the socket as soon as a CONNECT comes. */
    CLOSE_ON_CONNECT,
    /** Answers CONNECT late, by {@link BrokerSettings#slowConnack}. */
    SLOW_CONNACK,
    /** Routes what is published but acknowledges none of it. */
    NO_PUBACK,
    /** Acknowledges everything twice. */
    DUPLICATE_PUBACK
}
