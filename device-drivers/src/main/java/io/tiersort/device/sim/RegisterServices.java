// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;

/**
 * Function codes 3, 6 and 16 on the register image; what a host may not touch is answered with an illegal data address.
 * While mute, and for other unit ids, requests are read and never answered. Called on the event loop of the server.
 */
final class RegisterServices implements ModbusServices {
    private static final int READ_MAX = 125;
    private static final int WRITE_MAX = 123;

    private final RegisterImage image;
    private final int unit;
    private volatile boolean mute;

    RegisterServices(RegisterImage image, int unit) {
        this.image = image;
        this.unit = unit;
    }

    void mute(boolean silent) {
        mute = silent;
    }

    @Override
    public ReadHoldingRegistersResponse readHoldingRegisters(
            ModbusRequestContext context, int unitId, ReadHoldingRegistersRequest request)
            throws ModbusResponseException, UnknownUnitIdException {
        requireMine(unitId);
        require(
                request.quantity() >= 1 && request.quantity() <= READ_MAX,
                FunctionCode.READ_HOLDING_REGISTERS,
                ExceptionCode.ILLEGAL_DATA_VALUE);
        byte[] registers = image.hostRead(request.address(), request.quantity())
                .orElseThrow(() -> new ModbusResponseException(
                        FunctionCode.READ_HOLDING_REGISTERS, ExceptionCode.ILLEGAL_DATA_ADDRESS));
        return new ReadHoldingRegistersResponse(registers);
    }

    @Override
    public WriteSingleRegisterResponse writeSingleRegister(
            ModbusRequestContext context, int unitId, WriteSingleRegisterRequest request)
            throws ModbusResponseException, UnknownUnitIdException {
        requireMine(unitId);
        byte[] value = {(byte) (request.value() >>> 8), (byte) request.value()};
        require(
                image.hostWrite(request.address(), value),
                FunctionCode.WRITE_SINGLE_REGISTER,
                ExceptionCode.ILLEGAL_DATA_ADDRESS);
        return new WriteSingleRegisterResponse(request.address(), request.value());
    }

    @Override
    public WriteMultipleRegistersResponse writeMultipleRegisters(
            ModbusRequestContext context, int unitId, WriteMultipleRegistersRequest request)
            throws ModbusResponseException, UnknownUnitIdException {
        requireMine(unitId);
        boolean sound = request.quantity() >= 1
                && request.quantity() <= WRITE_MAX
                && request.values().length == 2 * request.quantity();
        require(sound, FunctionCode.WRITE_MULTIPLE_REGISTERS, ExceptionCode.ILLEGAL_DATA_VALUE);
        require(
                image.hostWrite(request.address(), request.values()),
                FunctionCode.WRITE_MULTIPLE_REGISTERS,
                ExceptionCode.ILLEGAL_DATA_ADDRESS);
        return new WriteMultipleRegistersResponse(request.address(), request.quantity());
    }

    /** The library answers nothing to a unit that it does not know; that is how silence is made. */
    private void requireMine(int unitId) throws UnknownUnitIdException {
        if (mute || unitId != unit) {
            throw new UnknownUnitIdException(unitId);
        }
    }

    private static void require(boolean holds, FunctionCode function, ExceptionCode otherwise)
            throws ModbusResponseException {
        if (!holds) {
            throw new ModbusResponseException(function, otherwise);
        }
    }
}
