// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The socket Paho gets to see. TLS with a host name check happens in here, out of Paho's reach, and the end of the stream
 * is held back until the socket is a second old: Paho leaks a thread that spins for ever when its receiver ends before
 * its starter has looked at it.
 */
final class ContainedSocket extends Socket {
    private static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Socket plain = new Socket();
    private final @Nullable SSLContext tls;
    private final LongSupplier nanos;
    private volatile Socket top = plain;
    private volatile long bornNanos;

    ContainedSocket(@Nullable SSLContext tls, LongSupplier nanos) {
        this.tls = tls;
        this.nanos = nanos;
    }

    @Override
    public void connect(SocketAddress address, int timeoutMillis) throws IOException {
        plain.connect(address, timeoutMillis);
        plain.setTcpNoDelay(true);
        if (tls != null) {
            top = handshake(tls, (InetSocketAddress) address, timeoutMillis);
        }
        bornNanos = nanos.getAsLong();
    }

    private SSLSocket handshake(SSLContext context, InetSocketAddress address, int timeoutMillis) throws IOException {
        plain.setSoTimeout(timeoutMillis);
        SSLSocket layered = (SSLSocket)
                context.getSocketFactory().createSocket(plain, address.getHostString(), address.getPort(), true);
        SSLParameters parameters = layered.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        layered.setSSLParameters(parameters);
        layered.startHandshake();
        return layered;
    }

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        top.setSoTimeout(millis);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new PatientInput(new BufferedInputStream(top.getInputStream()));
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return top.getOutputStream();
    }

    /** Cuts the connection at the bottom, so that neither a full send buffer nor TLS can delay it. */
    @Override
    public synchronized void close() throws IOException {
        plain.close();
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    private void holdBack() {
        boolean interrupted = false;
        long left = bornNanos + HOLD_NANOS - nanos.getAsLong();
        while (left > 0) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
            left = bornNanos + HOLD_NANOS - nanos.getAsLong();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Passes bytes and read timeouts on at once, but bad news only when the socket is old enough. */
    private final class PatientInput extends FilterInputStream {
        PatientInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            try {
                int n = in.read(into, offset, count);
                if (n < 0) {
                    holdBack();
                }
                return n;
            } catch (SocketTimeoutException idle) {
                throw idle;
            } catch (IOException broken) {
                holdBack();
                throw broken;
            }
        }
    }
}
