/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

$protobuf.util.Long = null;
$protobuf.configure();

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $String = $util.global.String, $Number = $util.global.Number, $Boolean = $util.global.Boolean, $Array = $util.global.Array, $isFinite = $util.global.isFinite, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt;

// Exported root namespace
const $root = $protobuf.roots["prost_control"] || ($protobuf.roots["prost_control"] = {});

export const prost = $root.prost = (() => {

    /**
     * Namespace prost.
     * @exports prost
     * @namespace
     */
    const prost = {};

    prost.control = (function() {

        /**
         * Namespace control.
         * @memberof prost
         * @namespace
         */
        const control = {};

        control.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof prost.control
             * @namespace
             */
            const v1 = {};

            v1.StatusRequest = (function() {

                /**
                 * Properties of a StatusRequest.
                 * @typedef {Object} prost.control.v1.StatusRequest.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StatusRequest.
                 * @memberof prost.control.v1
                 * @interface IStatusRequest
                 * @augments prost.control.v1.StatusRequest.$Properties
                 * @deprecated Use prost.control.v1.StatusRequest.$Properties instead.
                 */

                /**
                 * Shape of a StatusRequest.
                 * @typedef {prost.control.v1.StatusRequest.$Properties} prost.control.v1.StatusRequest.$Shape
                 */

                /**
                 * Constructs a new StatusRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a StatusRequest.
                 * @constructor
                 * @param {prost.control.v1.StatusRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StatusRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new StatusRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.StatusRequest
                 * @static
                 * @param {prost.control.v1.StatusRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.StatusRequest} StatusRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.StatusRequest.$Shape): prost.control.v1.StatusRequest & prost.control.v1.StatusRequest.$Shape;
                 *   (properties?: prost.control.v1.StatusRequest.$Properties): prost.control.v1.StatusRequest;
                 * }}
                 */
                StatusRequest.create = function(properties) {
                    return new StatusRequest(properties);
                };

                /**
                 * Encodes the specified StatusRequest message. Does not implicitly {@link prost.control.v1.StatusRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.StatusRequest
                 * @static
                 * @param {prost.control.v1.StatusRequest.$Properties} message StatusRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StatusRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StatusRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.StatusRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.StatusRequest & prost.control.v1.StatusRequest.$Shape} StatusRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StatusRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.StatusRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a StatusRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.StatusRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.StatusRequest} StatusRequest
                 */
                StatusRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.StatusRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.StatusRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.prost.control.v1.StatusRequest();
                };

                /**
                 * Creates a plain object from a StatusRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.StatusRequest
                 * @static
                 * @param {prost.control.v1.StatusRequest} message StatusRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                StatusRequest.toObject = function () {
                    return {};
                };

                /**
                 * Converts this StatusRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.StatusRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                StatusRequest.prototype.toJSON = function() {
                    return StatusRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return StatusRequest;
            })();

            v1.TraceRequest = (function() {

                /**
                 * Properties of a TraceRequest.
                 * @typedef {Object} prost.control.v1.TraceRequest.$Properties
                 * @property {Uint8Array|null} [key] TraceRequest key
                 * @property {string|null} [mode] TraceRequest mode
                 * @property {number|null} [timeoutMs] TraceRequest timeoutMs
                 * @property {boolean|null} [rootOnly] TraceRequest rootOnly
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TraceRequest.
                 * @memberof prost.control.v1
                 * @interface ITraceRequest
                 * @augments prost.control.v1.TraceRequest.$Properties
                 * @deprecated Use prost.control.v1.TraceRequest.$Properties instead.
                 */

                /**
                 * Shape of a TraceRequest.
                 * @typedef {prost.control.v1.TraceRequest.$Properties} prost.control.v1.TraceRequest.$Shape
                 */

                /**
                 * Constructs a new TraceRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TraceRequest.
                 * @constructor
                 * @param {prost.control.v1.TraceRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TraceRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TraceRequest key.
                 * @member {Uint8Array} key
                 * @memberof prost.control.v1.TraceRequest
                 * @instance
                 */
                TraceRequest.prototype.key = $util.newBuffer([]);

                /**
                 * TraceRequest mode.
                 * @member {string} mode
                 * @memberof prost.control.v1.TraceRequest
                 * @instance
                 */
                TraceRequest.prototype.mode = "";

                /**
                 * TraceRequest timeoutMs.
                 * @member {number} timeoutMs
                 * @memberof prost.control.v1.TraceRequest
                 * @instance
                 */
                TraceRequest.prototype.timeoutMs = 0;

                /**
                 * TraceRequest rootOnly.
                 * @member {boolean} rootOnly
                 * @memberof prost.control.v1.TraceRequest
                 * @instance
                 */
                TraceRequest.prototype.rootOnly = false;

                /**
                 * Creates a new TraceRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TraceRequest
                 * @static
                 * @param {prost.control.v1.TraceRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TraceRequest} TraceRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.TraceRequest.$Shape): prost.control.v1.TraceRequest & prost.control.v1.TraceRequest.$Shape;
                 *   (properties?: prost.control.v1.TraceRequest.$Properties): prost.control.v1.TraceRequest;
                 * }}
                 */
                TraceRequest.create = function(properties) {
                    return new TraceRequest(properties);
                };

                /**
                 * Encodes the specified TraceRequest message. Does not implicitly {@link prost.control.v1.TraceRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TraceRequest
                 * @static
                 * @param {prost.control.v1.TraceRequest.$Properties} message TraceRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TraceRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.mode);
                    if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs") && message.timeoutMs !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.timeoutMs);
                    if (message.rootOnly != null && $Object.hasOwnProperty.call(message, "rootOnly") && message.rootOnly !== false)
                        writer.uint32(/* id 4, wireType 0 =*/32).bool(message.rootOnly);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TraceRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TraceRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TraceRequest & prost.control.v1.TraceRequest.$Shape} TraceRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TraceRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TraceRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.timeoutMs = value;
                                else
                                    delete message.timeoutMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.rootOnly = value;
                                else
                                    delete message.rootOnly;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TraceRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TraceRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TraceRequest} TraceRequest
                 */
                TraceRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TraceRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TraceRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TraceRequest();
                    if (object.key != null)
                        if (object.key.length)
                            if (typeof object.key === "string")
                                $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                            else if (object.key.length >= 0)
                                message.key = object.key;
                    if (object.mode != null)
                        if (typeof object.mode !== "string" || object.mode.length)
                            message.mode = $String(object.mode);
                    if (object.timeoutMs != null)
                        if ($Number(object.timeoutMs) !== 0)
                            message.timeoutMs = object.timeoutMs >>> 0;
                    if (object.rootOnly != null)
                        if (object.rootOnly)
                            message.rootOnly = $Boolean(object.rootOnly);
                    return message;
                };

                /**
                 * Creates a plain object from a TraceRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TraceRequest
                 * @static
                 * @param {prost.control.v1.TraceRequest} message TraceRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TraceRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.key = "";
                        else {
                            object.key = [];
                            if (options.bytes !== $Array)
                                object.key = $util.newBuffer(object.key);
                        }
                        object.mode = "";
                        object.timeoutMs = 0;
                        object.rootOnly = false;
                    }
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode"))
                        object.mode = message.mode;
                    if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs"))
                        object.timeoutMs = message.timeoutMs;
                    if (message.rootOnly != null && $Object.hasOwnProperty.call(message, "rootOnly"))
                        object.rootOnly = message.rootOnly;
                    return object;
                };

                /**
                 * Converts this TraceRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TraceRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TraceRequest.prototype.toJSON = function() {
                    return TraceRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TraceRequest;
            })();

            v1.TraceHop = (function() {

                /**
                 * Properties of a TraceHop.
                 * @typedef {Object} prost.control.v1.TraceHop.$Properties
                 * @property {number|null} [hop] TraceHop hop
                 * @property {string|null} [nodeId] TraceHop nodeId
                 * @property {string|null} [address] TraceHop address
                 * @property {number|null} [delayMs] TraceHop delayMs
                 * @property {boolean|null} [isRoot] TraceHop isRoot
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TraceHop.
                 * @memberof prost.control.v1
                 * @interface ITraceHop
                 * @augments prost.control.v1.TraceHop.$Properties
                 * @deprecated Use prost.control.v1.TraceHop.$Properties instead.
                 */

                /**
                 * Shape of a TraceHop.
                 * @typedef {prost.control.v1.TraceHop.$Properties} prost.control.v1.TraceHop.$Shape
                 */

                /**
                 * Constructs a new TraceHop.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TraceHop.
                 * @constructor
                 * @param {prost.control.v1.TraceHop.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TraceHop = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TraceHop hop.
                 * @member {number} hop
                 * @memberof prost.control.v1.TraceHop
                 * @instance
                 */
                TraceHop.prototype.hop = 0;

                /**
                 * TraceHop nodeId.
                 * @member {string} nodeId
                 * @memberof prost.control.v1.TraceHop
                 * @instance
                 */
                TraceHop.prototype.nodeId = "";

                /**
                 * TraceHop address.
                 * @member {string} address
                 * @memberof prost.control.v1.TraceHop
                 * @instance
                 */
                TraceHop.prototype.address = "";

                /**
                 * TraceHop delayMs.
                 * @member {number} delayMs
                 * @memberof prost.control.v1.TraceHop
                 * @instance
                 */
                TraceHop.prototype.delayMs = 0;

                /**
                 * TraceHop isRoot.
                 * @member {boolean} isRoot
                 * @memberof prost.control.v1.TraceHop
                 * @instance
                 */
                TraceHop.prototype.isRoot = false;

                /**
                 * Creates a new TraceHop instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TraceHop
                 * @static
                 * @param {prost.control.v1.TraceHop.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TraceHop} TraceHop instance
                 * @type {{
                 *   (properties: prost.control.v1.TraceHop.$Shape): prost.control.v1.TraceHop & prost.control.v1.TraceHop.$Shape;
                 *   (properties?: prost.control.v1.TraceHop.$Properties): prost.control.v1.TraceHop;
                 * }}
                 */
                TraceHop.create = function(properties) {
                    return new TraceHop(properties);
                };

                /**
                 * Encodes the specified TraceHop message. Does not implicitly {@link prost.control.v1.TraceHop.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TraceHop
                 * @static
                 * @param {prost.control.v1.TraceHop.$Properties} message TraceHop message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TraceHop.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.hop != null && $Object.hasOwnProperty.call(message, "hop") && message.hop !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.hop);
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && message.nodeId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.nodeId);
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.address);
                    if (message.delayMs != null && $Object.hasOwnProperty.call(message, "delayMs") && !$Object.is(message.delayMs, 0))
                        writer.uint32(/* id 4, wireType 1 =*/33).double(message.delayMs);
                    if (message.isRoot != null && $Object.hasOwnProperty.call(message, "isRoot") && message.isRoot !== false)
                        writer.uint32(/* id 5, wireType 0 =*/40).bool(message.isRoot);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TraceHop message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TraceHop
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TraceHop & prost.control.v1.TraceHop.$Shape} TraceHop
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TraceHop.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TraceHop();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.hop = value;
                                else
                                    delete message.hop;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nodeId = value;
                                else
                                    delete message.nodeId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.delayMs = value;
                                else
                                    delete message.delayMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.isRoot = value;
                                else
                                    delete message.isRoot;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TraceHop message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TraceHop
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TraceHop} TraceHop
                 */
                TraceHop.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TraceHop)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TraceHop: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TraceHop();
                    if (object.hop != null)
                        if ($Number(object.hop) !== 0)
                            message.hop = object.hop >>> 0;
                    if (object.nodeId != null)
                        if (typeof object.nodeId !== "string" || object.nodeId.length)
                            message.nodeId = $String(object.nodeId);
                    if (object.address != null)
                        if (typeof object.address !== "string" || object.address.length)
                            message.address = $String(object.address);
                    if (object.delayMs != null)
                        if (!$Object.is($Number(object.delayMs), 0))
                            message.delayMs = $Number(object.delayMs);
                    if (object.isRoot != null)
                        if (object.isRoot)
                            message.isRoot = $Boolean(object.isRoot);
                    return message;
                };

                /**
                 * Creates a plain object from a TraceHop message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TraceHop
                 * @static
                 * @param {prost.control.v1.TraceHop} message TraceHop
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TraceHop.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.hop = 0;
                        object.nodeId = "";
                        object.address = "";
                        object.delayMs = 0;
                        object.isRoot = false;
                    }
                    if (message.hop != null && $Object.hasOwnProperty.call(message, "hop"))
                        object.hop = message.hop;
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId"))
                        object.nodeId = message.nodeId;
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                        object.address = message.address;
                    if (message.delayMs != null && $Object.hasOwnProperty.call(message, "delayMs"))
                        object.delayMs = options.json && !$isFinite(message.delayMs) ? $String(message.delayMs) : message.delayMs;
                    if (message.isRoot != null && $Object.hasOwnProperty.call(message, "isRoot"))
                        object.isRoot = message.isRoot;
                    return object;
                };

                /**
                 * Converts this TraceHop to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TraceHop
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TraceHop.prototype.toJSON = function() {
                    return TraceHop.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TraceHop;
            })();

            v1.LeafNode = (function() {

                /**
                 * Properties of a LeafNode.
                 * @typedef {Object} prost.control.v1.LeafNode.$Properties
                 * @property {string|null} [nodeId] LeafNode nodeId
                 * @property {string|null} [address] LeafNode address
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LeafNode.
                 * @memberof prost.control.v1
                 * @interface ILeafNode
                 * @augments prost.control.v1.LeafNode.$Properties
                 * @deprecated Use prost.control.v1.LeafNode.$Properties instead.
                 */

                /**
                 * Shape of a LeafNode.
                 * @typedef {prost.control.v1.LeafNode.$Properties} prost.control.v1.LeafNode.$Shape
                 */

                /**
                 * Constructs a new LeafNode.
                 * @memberof prost.control.v1
                 * @classdesc Represents a LeafNode.
                 * @constructor
                 * @param {prost.control.v1.LeafNode.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LeafNode = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * LeafNode nodeId.
                 * @member {string} nodeId
                 * @memberof prost.control.v1.LeafNode
                 * @instance
                 */
                LeafNode.prototype.nodeId = "";

                /**
                 * LeafNode address.
                 * @member {string} address
                 * @memberof prost.control.v1.LeafNode
                 * @instance
                 */
                LeafNode.prototype.address = "";

                /**
                 * Creates a new LeafNode instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.LeafNode
                 * @static
                 * @param {prost.control.v1.LeafNode.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.LeafNode} LeafNode instance
                 * @type {{
                 *   (properties: prost.control.v1.LeafNode.$Shape): prost.control.v1.LeafNode & prost.control.v1.LeafNode.$Shape;
                 *   (properties?: prost.control.v1.LeafNode.$Properties): prost.control.v1.LeafNode;
                 * }}
                 */
                LeafNode.create = function(properties) {
                    return new LeafNode(properties);
                };

                /**
                 * Encodes the specified LeafNode message. Does not implicitly {@link prost.control.v1.LeafNode.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.LeafNode
                 * @static
                 * @param {prost.control.v1.LeafNode.$Properties} message LeafNode message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LeafNode.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && message.nodeId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nodeId);
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.address);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LeafNode message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.LeafNode
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.LeafNode & prost.control.v1.LeafNode.$Shape} LeafNode
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LeafNode.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.LeafNode();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nodeId = value;
                                else
                                    delete message.nodeId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a LeafNode message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.LeafNode
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.LeafNode} LeafNode
                 */
                LeafNode.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.LeafNode)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.LeafNode: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.LeafNode();
                    if (object.nodeId != null)
                        if (typeof object.nodeId !== "string" || object.nodeId.length)
                            message.nodeId = $String(object.nodeId);
                    if (object.address != null)
                        if (typeof object.address !== "string" || object.address.length)
                            message.address = $String(object.address);
                    return message;
                };

                /**
                 * Creates a plain object from a LeafNode message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.LeafNode
                 * @static
                 * @param {prost.control.v1.LeafNode} message LeafNode
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                LeafNode.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.nodeId = "";
                        object.address = "";
                    }
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId"))
                        object.nodeId = message.nodeId;
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                        object.address = message.address;
                    return object;
                };

                /**
                 * Converts this LeafNode to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.LeafNode
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                LeafNode.prototype.toJSON = function() {
                    return LeafNode.toObject(this, $protobuf.util.toJSONOptions);
                };

                return LeafNode;
            })();

            v1.KindRate = (function() {

                /**
                 * Properties of a KindRate.
                 * @typedef {Object} prost.control.v1.KindRate.$Properties
                 * @property {string|null} [kind] KindRate kind
                 * @property {boolean|null} [isUpkeep] KindRate isUpkeep
                 * @property {number|null} [packetsPerSecond] KindRate packetsPerSecond
                 * @property {number|null} [bytesPerSecond] KindRate bytesPerSecond
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a KindRate.
                 * @memberof prost.control.v1
                 * @interface IKindRate
                 * @augments prost.control.v1.KindRate.$Properties
                 * @deprecated Use prost.control.v1.KindRate.$Properties instead.
                 */

                /**
                 * Shape of a KindRate.
                 * @typedef {prost.control.v1.KindRate.$Properties} prost.control.v1.KindRate.$Shape
                 */

                /**
                 * Constructs a new KindRate.
                 * @memberof prost.control.v1
                 * @classdesc Represents a KindRate.
                 * @constructor
                 * @param {prost.control.v1.KindRate.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const KindRate = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * KindRate kind.
                 * @member {string} kind
                 * @memberof prost.control.v1.KindRate
                 * @instance
                 */
                KindRate.prototype.kind = "";

                /**
                 * KindRate isUpkeep.
                 * @member {boolean} isUpkeep
                 * @memberof prost.control.v1.KindRate
                 * @instance
                 */
                KindRate.prototype.isUpkeep = false;

                /**
                 * KindRate packetsPerSecond.
                 * @member {number} packetsPerSecond
                 * @memberof prost.control.v1.KindRate
                 * @instance
                 */
                KindRate.prototype.packetsPerSecond = 0;

                /**
                 * KindRate bytesPerSecond.
                 * @member {number} bytesPerSecond
                 * @memberof prost.control.v1.KindRate
                 * @instance
                 */
                KindRate.prototype.bytesPerSecond = 0;

                /**
                 * Creates a new KindRate instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.KindRate
                 * @static
                 * @param {prost.control.v1.KindRate.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.KindRate} KindRate instance
                 * @type {{
                 *   (properties: prost.control.v1.KindRate.$Shape): prost.control.v1.KindRate & prost.control.v1.KindRate.$Shape;
                 *   (properties?: prost.control.v1.KindRate.$Properties): prost.control.v1.KindRate;
                 * }}
                 */
                KindRate.create = function(properties) {
                    return new KindRate(properties);
                };

                /**
                 * Encodes the specified KindRate message. Does not implicitly {@link prost.control.v1.KindRate.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.KindRate
                 * @static
                 * @param {prost.control.v1.KindRate.$Properties} message KindRate message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                KindRate.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.kind);
                    if (message.isUpkeep != null && $Object.hasOwnProperty.call(message, "isUpkeep") && message.isUpkeep !== false)
                        writer.uint32(/* id 2, wireType 0 =*/16).bool(message.isUpkeep);
                    if (message.packetsPerSecond != null && $Object.hasOwnProperty.call(message, "packetsPerSecond") && !$Object.is(message.packetsPerSecond, 0))
                        writer.uint32(/* id 3, wireType 1 =*/25).double(message.packetsPerSecond);
                    if (message.bytesPerSecond != null && $Object.hasOwnProperty.call(message, "bytesPerSecond") && !$Object.is(message.bytesPerSecond, 0))
                        writer.uint32(/* id 4, wireType 1 =*/33).double(message.bytesPerSecond);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a KindRate message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.KindRate
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.KindRate & prost.control.v1.KindRate.$Shape} KindRate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                KindRate.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.KindRate();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.isUpkeep = value;
                                else
                                    delete message.isUpkeep;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.packetsPerSecond = value;
                                else
                                    delete message.packetsPerSecond;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.bytesPerSecond = value;
                                else
                                    delete message.bytesPerSecond;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a KindRate message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.KindRate
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.KindRate} KindRate
                 */
                KindRate.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.KindRate)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.KindRate: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.KindRate();
                    if (object.kind != null)
                        if (typeof object.kind !== "string" || object.kind.length)
                            message.kind = $String(object.kind);
                    if (object.isUpkeep != null)
                        if (object.isUpkeep)
                            message.isUpkeep = $Boolean(object.isUpkeep);
                    if (object.packetsPerSecond != null)
                        if (!$Object.is($Number(object.packetsPerSecond), 0))
                            message.packetsPerSecond = $Number(object.packetsPerSecond);
                    if (object.bytesPerSecond != null)
                        if (!$Object.is($Number(object.bytesPerSecond), 0))
                            message.bytesPerSecond = $Number(object.bytesPerSecond);
                    return message;
                };

                /**
                 * Creates a plain object from a KindRate message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.KindRate
                 * @static
                 * @param {prost.control.v1.KindRate} message KindRate
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                KindRate.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.kind = "";
                        object.isUpkeep = false;
                        object.packetsPerSecond = 0;
                        object.bytesPerSecond = 0;
                    }
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                        object.kind = message.kind;
                    if (message.isUpkeep != null && $Object.hasOwnProperty.call(message, "isUpkeep"))
                        object.isUpkeep = message.isUpkeep;
                    if (message.packetsPerSecond != null && $Object.hasOwnProperty.call(message, "packetsPerSecond"))
                        object.packetsPerSecond = options.json && !$isFinite(message.packetsPerSecond) ? $String(message.packetsPerSecond) : message.packetsPerSecond;
                    if (message.bytesPerSecond != null && $Object.hasOwnProperty.call(message, "bytesPerSecond"))
                        object.bytesPerSecond = options.json && !$isFinite(message.bytesPerSecond) ? $String(message.bytesPerSecond) : message.bytesPerSecond;
                    return object;
                };

                /**
                 * Converts this KindRate to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.KindRate
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                KindRate.prototype.toJSON = function() {
                    return KindRate.toObject(this, $protobuf.util.toJSONOptions);
                };

                return KindRate;
            })();

            v1.StatusReply = (function() {

                /**
                 * Properties of a StatusReply.
                 * @typedef {Object} prost.control.v1.StatusReply.$Properties
                 * @property {string|null} [nodeId] StatusReply nodeId
                 * @property {string|null} [address] StatusReply address
                 * @property {string|null} [overlay] StatusReply overlay
                 * @property {number|null} [leafSet] StatusReply leafSet
                 * @property {number|null} [routingTable] StatusReply routingTable
                 * @property {number|null} [forwarded] StatusReply forwarded
                 * @property {number|null} [delivered] StatusReply delivered
                 * @property {number|null} [rerouted] StatusReply rerouted
                 * @property {number|null} [retransmitted] StatusReply retransmitted
                 * @property {number|null} [dropped] StatusReply dropped
                 * @property {number|null} [malformed] StatusReply malformed
                 * @property {number|null} [bytesSent] StatusReply bytesSent
                 * @property {number|null} [bytesReceived] StatusReply bytesReceived
                 * @property {number|null} [recordsHeld] StatusReply recordsHeld
                 * @property {number|null} [recordBytes] StatusReply recordBytes
                 * @property {number|null} [pid] StatusReply pid
                 * @property {number|null} [rssBytes] StatusReply rssBytes
                 * @property {number|null} [uptimeMs] StatusReply uptimeMs
                 * @property {string|null} [version] StatusReply version
                 * @property {string|null} [networkId] StatusReply networkId
                 * @property {number|null} [servicesAwake] StatusReply servicesAwake
                 * @property {number|null} [servicesAsleep] StatusReply servicesAsleep
                 * @property {number|null} [servicesInline] StatusReply servicesInline
                 * @property {number|null} [estimatedNodes] StatusReply estimatedNodes
                 * @property {Array.<number>|null} [tableFill] StatusReply tableFill
                 * @property {Array.<prost.control.v1.LeafNode.$Properties>|null} [leafNodes] StatusReply leafNodes
                 * @property {Array.<prost.control.v1.KindRate.$Properties>|null} [sends] StatusReply sends
                 * @property {string|null} [isolation] StatusReply isolation
                 * @property {Array.<string>|null} [isolationMissing] StatusReply isolationMissing
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StatusReply.
                 * @memberof prost.control.v1
                 * @interface IStatusReply
                 * @augments prost.control.v1.StatusReply.$Properties
                 * @deprecated Use prost.control.v1.StatusReply.$Properties instead.
                 */

                /**
                 * Shape of a StatusReply.
                 * @typedef {prost.control.v1.StatusReply.$Properties} prost.control.v1.StatusReply.$Shape
                 */

                /**
                 * Constructs a new StatusReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a StatusReply.
                 * @constructor
                 * @param {prost.control.v1.StatusReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StatusReply = function (properties) {
                    this.tableFill = [];
                    this.leafNodes = [];
                    this.sends = [];
                    this.isolationMissing = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * StatusReply nodeId.
                 * @member {string} nodeId
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.nodeId = "";

                /**
                 * StatusReply address.
                 * @member {string} address
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.address = "";

                /**
                 * StatusReply overlay.
                 * @member {string} overlay
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.overlay = "";

                /**
                 * StatusReply leafSet.
                 * @member {number} leafSet
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.leafSet = 0;

                /**
                 * StatusReply routingTable.
                 * @member {number} routingTable
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.routingTable = 0;

                /**
                 * StatusReply forwarded.
                 * @member {number} forwarded
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.forwarded = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply delivered.
                 * @member {number} delivered
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.delivered = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply rerouted.
                 * @member {number} rerouted
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.rerouted = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply retransmitted.
                 * @member {number} retransmitted
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.retransmitted = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply dropped.
                 * @member {number} dropped
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.dropped = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply malformed.
                 * @member {number} malformed
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.malformed = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply bytesSent.
                 * @member {number} bytesSent
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.bytesSent = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply bytesReceived.
                 * @member {number} bytesReceived
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.bytesReceived = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply recordsHeld.
                 * @member {number} recordsHeld
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.recordsHeld = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply recordBytes.
                 * @member {number} recordBytes
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.recordBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply pid.
                 * @member {number} pid
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.pid = 0;

                /**
                 * StatusReply rssBytes.
                 * @member {number} rssBytes
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.rssBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply uptimeMs.
                 * @member {number} uptimeMs
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.uptimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StatusReply version.
                 * @member {string} version
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.version = "";

                /**
                 * StatusReply networkId.
                 * @member {string} networkId
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.networkId = "";

                /**
                 * StatusReply servicesAwake.
                 * @member {number} servicesAwake
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.servicesAwake = 0;

                /**
                 * StatusReply servicesAsleep.
                 * @member {number} servicesAsleep
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.servicesAsleep = 0;

                /**
                 * StatusReply servicesInline.
                 * @member {number} servicesInline
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.servicesInline = 0;

                /**
                 * StatusReply estimatedNodes.
                 * @member {number} estimatedNodes
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.estimatedNodes = 0;

                /**
                 * StatusReply tableFill.
                 * @member {Array.<number>} tableFill
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.tableFill = $util.emptyArray;

                /**
                 * StatusReply leafNodes.
                 * @member {Array.<prost.control.v1.LeafNode.$Properties>} leafNodes
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.leafNodes = $util.emptyArray;

                /**
                 * StatusReply sends.
                 * @member {Array.<prost.control.v1.KindRate.$Properties>} sends
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.sends = $util.emptyArray;

                /**
                 * StatusReply isolation.
                 * @member {string} isolation
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.isolation = "";

                /**
                 * StatusReply isolationMissing.
                 * @member {Array.<string>} isolationMissing
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 */
                StatusReply.prototype.isolationMissing = $util.emptyArray;

                /**
                 * Creates a new StatusReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.StatusReply
                 * @static
                 * @param {prost.control.v1.StatusReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.StatusReply} StatusReply instance
                 * @type {{
                 *   (properties: prost.control.v1.StatusReply.$Shape): prost.control.v1.StatusReply & prost.control.v1.StatusReply.$Shape;
                 *   (properties?: prost.control.v1.StatusReply.$Properties): prost.control.v1.StatusReply;
                 * }}
                 */
                StatusReply.create = function(properties) {
                    return new StatusReply(properties);
                };

                /**
                 * Encodes the specified StatusReply message. Does not implicitly {@link prost.control.v1.StatusReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.StatusReply
                 * @static
                 * @param {prost.control.v1.StatusReply.$Properties} message StatusReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StatusReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && message.nodeId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nodeId);
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.address);
                    if (message.overlay != null && $Object.hasOwnProperty.call(message, "overlay") && message.overlay !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.overlay);
                    if (message.leafSet != null && $Object.hasOwnProperty.call(message, "leafSet") && message.leafSet !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.leafSet);
                    if (message.routingTable != null && $Object.hasOwnProperty.call(message, "routingTable") && message.routingTable !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.routingTable);
                    if (message.forwarded != null && $Object.hasOwnProperty.call(message, "forwarded") && (typeof message.forwarded === "object" ? message.forwarded.low || message.forwarded.high : message.forwarded !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.forwarded);
                    if (message.delivered != null && $Object.hasOwnProperty.call(message, "delivered") && (typeof message.delivered === "object" ? message.delivered.low || message.delivered.high : message.delivered !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.delivered);
                    if (message.rerouted != null && $Object.hasOwnProperty.call(message, "rerouted") && (typeof message.rerouted === "object" ? message.rerouted.low || message.rerouted.high : message.rerouted !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.rerouted);
                    if (message.retransmitted != null && $Object.hasOwnProperty.call(message, "retransmitted") && (typeof message.retransmitted === "object" ? message.retransmitted.low || message.retransmitted.high : message.retransmitted !== 0))
                        writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.retransmitted);
                    if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped") && (typeof message.dropped === "object" ? message.dropped.low || message.dropped.high : message.dropped !== 0))
                        writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.dropped);
                    if (message.malformed != null && $Object.hasOwnProperty.call(message, "malformed") && (typeof message.malformed === "object" ? message.malformed.low || message.malformed.high : message.malformed !== 0))
                        writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.malformed);
                    if (message.bytesSent != null && $Object.hasOwnProperty.call(message, "bytesSent") && (typeof message.bytesSent === "object" ? message.bytesSent.low || message.bytesSent.high : message.bytesSent !== 0))
                        writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.bytesSent);
                    if (message.bytesReceived != null && $Object.hasOwnProperty.call(message, "bytesReceived") && (typeof message.bytesReceived === "object" ? message.bytesReceived.low || message.bytesReceived.high : message.bytesReceived !== 0))
                        writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.bytesReceived);
                    if (message.recordsHeld != null && $Object.hasOwnProperty.call(message, "recordsHeld") && (typeof message.recordsHeld === "object" ? message.recordsHeld.low || message.recordsHeld.high : message.recordsHeld !== 0))
                        writer.uint32(/* id 14, wireType 0 =*/112).uint64(message.recordsHeld);
                    if (message.recordBytes != null && $Object.hasOwnProperty.call(message, "recordBytes") && (typeof message.recordBytes === "object" ? message.recordBytes.low || message.recordBytes.high : message.recordBytes !== 0))
                        writer.uint32(/* id 15, wireType 0 =*/120).uint64(message.recordBytes);
                    if (message.pid != null && $Object.hasOwnProperty.call(message, "pid") && message.pid !== 0)
                        writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.pid);
                    if (message.rssBytes != null && $Object.hasOwnProperty.call(message, "rssBytes") && (typeof message.rssBytes === "object" ? message.rssBytes.low || message.rssBytes.high : message.rssBytes !== 0))
                        writer.uint32(/* id 17, wireType 0 =*/136).uint64(message.rssBytes);
                    if (message.uptimeMs != null && $Object.hasOwnProperty.call(message, "uptimeMs") && (typeof message.uptimeMs === "object" ? message.uptimeMs.low || message.uptimeMs.high : message.uptimeMs !== 0))
                        writer.uint32(/* id 18, wireType 0 =*/144).uint64(message.uptimeMs);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                        writer.uint32(/* id 19, wireType 2 =*/154).string(message.version);
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId !== "")
                        writer.uint32(/* id 20, wireType 2 =*/162).string(message.networkId);
                    if (message.servicesAwake != null && $Object.hasOwnProperty.call(message, "servicesAwake") && message.servicesAwake !== 0)
                        writer.uint32(/* id 41, wireType 0 =*/328).uint32(message.servicesAwake);
                    if (message.servicesAsleep != null && $Object.hasOwnProperty.call(message, "servicesAsleep") && message.servicesAsleep !== 0)
                        writer.uint32(/* id 42, wireType 0 =*/336).uint32(message.servicesAsleep);
                    if (message.servicesInline != null && $Object.hasOwnProperty.call(message, "servicesInline") && message.servicesInline !== 0)
                        writer.uint32(/* id 43, wireType 0 =*/344).uint32(message.servicesInline);
                    if (message.isolation != null && $Object.hasOwnProperty.call(message, "isolation") && message.isolation !== "")
                        writer.uint32(/* id 44, wireType 2 =*/354).string(message.isolation);
                    if (message.isolationMissing != null && message.isolationMissing.length)
                        for (let i = 0; i < message.isolationMissing.length; ++i)
                            writer.uint32(/* id 45, wireType 2 =*/362).string(message.isolationMissing[i]);
                    if (message.estimatedNodes != null && $Object.hasOwnProperty.call(message, "estimatedNodes") && !$Object.is(message.estimatedNodes, 0))
                        writer.uint32(/* id 50, wireType 1 =*/401).double(message.estimatedNodes);
                    if (message.tableFill != null && message.tableFill.length)
                        writer.uint32(/* id 51, wireType 2 =*/410).uint32s(message.tableFill);
                    if (message.leafNodes != null && message.leafNodes.length)
                        for (let i = 0; i < message.leafNodes.length; ++i)
                            $root.prost.control.v1.LeafNode.encode(message.leafNodes[i], writer.uint32(/* id 52, wireType 2 =*/418).fork(), _depth + 1).ldelim();
                    if (message.sends != null && message.sends.length)
                        for (let i = 0; i < message.sends.length; ++i)
                            $root.prost.control.v1.KindRate.encode(message.sends[i], writer.uint32(/* id 53, wireType 2 =*/426).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StatusReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.StatusReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.StatusReply & prost.control.v1.StatusReply.$Shape} StatusReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StatusReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.StatusReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nodeId = value;
                                else
                                    delete message.nodeId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.overlay = value;
                                else
                                    delete message.overlay;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.leafSet = value;
                                else
                                    delete message.leafSet;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.routingTable = value;
                                else
                                    delete message.routingTable;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.forwarded = value;
                                else
                                    delete message.forwarded;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.delivered = value;
                                else
                                    delete message.delivered;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.rerouted = value;
                                else
                                    delete message.rerouted;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.retransmitted = value;
                                else
                                    delete message.retransmitted;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.dropped = value;
                                else
                                    delete message.dropped;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.malformed = value;
                                else
                                    delete message.malformed;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.bytesSent = value;
                                else
                                    delete message.bytesSent;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.bytesReceived = value;
                                else
                                    delete message.bytesReceived;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.recordsHeld = value;
                                else
                                    delete message.recordsHeld;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.recordBytes = value;
                                else
                                    delete message.recordBytes;
                                continue;
                            }
                        case 16: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.pid = value;
                                else
                                    delete message.pid;
                                continue;
                            }
                        case 17: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.rssBytes = value;
                                else
                                    delete message.rssBytes;
                                continue;
                            }
                        case 18: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.uptimeMs = value;
                                else
                                    delete message.uptimeMs;
                                continue;
                            }
                        case 19: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 20: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 41: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.servicesAwake = value;
                                else
                                    delete message.servicesAwake;
                                continue;
                            }
                        case 42: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.servicesAsleep = value;
                                else
                                    delete message.servicesAsleep;
                                continue;
                            }
                        case 43: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.servicesInline = value;
                                else
                                    delete message.servicesInline;
                                continue;
                            }
                        case 50: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.estimatedNodes = value;
                                else
                                    delete message.estimatedNodes;
                                continue;
                            }
                        case 51: {
                                if (wireType === 2) {
                                    if (!(message.tableFill && message.tableFill.length))
                                        message.tableFill = [];
                                    reader.uint32s(message.tableFill);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.tableFill && message.tableFill.length))
                                    message.tableFill = [];
                                message.tableFill.push(reader.uint32());
                                continue;
                            }
                        case 52: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.leafNodes && message.leafNodes.length))
                                    message.leafNodes = [];
                                message.leafNodes.push($root.prost.control.v1.LeafNode.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 53: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.sends && message.sends.length))
                                    message.sends = [];
                                message.sends.push($root.prost.control.v1.KindRate.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 44: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.isolation = value;
                                else
                                    delete message.isolation;
                                continue;
                            }
                        case 45: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.isolationMissing && message.isolationMissing.length))
                                    message.isolationMissing = [];
                                message.isolationMissing.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a StatusReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.StatusReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.StatusReply} StatusReply
                 */
                StatusReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.StatusReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.StatusReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.StatusReply();
                    if (object.nodeId != null)
                        if (typeof object.nodeId !== "string" || object.nodeId.length)
                            message.nodeId = $String(object.nodeId);
                    if (object.address != null)
                        if (typeof object.address !== "string" || object.address.length)
                            message.address = $String(object.address);
                    if (object.overlay != null)
                        if (typeof object.overlay !== "string" || object.overlay.length)
                            message.overlay = $String(object.overlay);
                    if (object.leafSet != null)
                        if ($Number(object.leafSet) !== 0)
                            message.leafSet = object.leafSet >>> 0;
                    if (object.routingTable != null)
                        if ($Number(object.routingTable) !== 0)
                            message.routingTable = object.routingTable >>> 0;
                    if (object.forwarded != null)
                        if (typeof object.forwarded === "object" ? object.forwarded.low || object.forwarded.high : $Number(object.forwarded) !== 0)
                            if ($util.Long)
                                message.forwarded = $util.Long.fromValue(object.forwarded, true);
                            else if (typeof object.forwarded === "string")
                                message.forwarded = $parseInt(object.forwarded, 10);
                            else if (typeof object.forwarded === "number")
                                message.forwarded = object.forwarded;
                            else if (typeof object.forwarded === "object")
                                message.forwarded = new $util.LongBits(object.forwarded.low >>> 0, object.forwarded.high >>> 0).toNumber(true);
                    if (object.delivered != null)
                        if (typeof object.delivered === "object" ? object.delivered.low || object.delivered.high : $Number(object.delivered) !== 0)
                            if ($util.Long)
                                message.delivered = $util.Long.fromValue(object.delivered, true);
                            else if (typeof object.delivered === "string")
                                message.delivered = $parseInt(object.delivered, 10);
                            else if (typeof object.delivered === "number")
                                message.delivered = object.delivered;
                            else if (typeof object.delivered === "object")
                                message.delivered = new $util.LongBits(object.delivered.low >>> 0, object.delivered.high >>> 0).toNumber(true);
                    if (object.rerouted != null)
                        if (typeof object.rerouted === "object" ? object.rerouted.low || object.rerouted.high : $Number(object.rerouted) !== 0)
                            if ($util.Long)
                                message.rerouted = $util.Long.fromValue(object.rerouted, true);
                            else if (typeof object.rerouted === "string")
                                message.rerouted = $parseInt(object.rerouted, 10);
                            else if (typeof object.rerouted === "number")
                                message.rerouted = object.rerouted;
                            else if (typeof object.rerouted === "object")
                                message.rerouted = new $util.LongBits(object.rerouted.low >>> 0, object.rerouted.high >>> 0).toNumber(true);
                    if (object.retransmitted != null)
                        if (typeof object.retransmitted === "object" ? object.retransmitted.low || object.retransmitted.high : $Number(object.retransmitted) !== 0)
                            if ($util.Long)
                                message.retransmitted = $util.Long.fromValue(object.retransmitted, true);
                            else if (typeof object.retransmitted === "string")
                                message.retransmitted = $parseInt(object.retransmitted, 10);
                            else if (typeof object.retransmitted === "number")
                                message.retransmitted = object.retransmitted;
                            else if (typeof object.retransmitted === "object")
                                message.retransmitted = new $util.LongBits(object.retransmitted.low >>> 0, object.retransmitted.high >>> 0).toNumber(true);
                    if (object.dropped != null)
                        if (typeof object.dropped === "object" ? object.dropped.low || object.dropped.high : $Number(object.dropped) !== 0)
                            if ($util.Long)
                                message.dropped = $util.Long.fromValue(object.dropped, true);
                            else if (typeof object.dropped === "string")
                                message.dropped = $parseInt(object.dropped, 10);
                            else if (typeof object.dropped === "number")
                                message.dropped = object.dropped;
                            else if (typeof object.dropped === "object")
                                message.dropped = new $util.LongBits(object.dropped.low >>> 0, object.dropped.high >>> 0).toNumber(true);
                    if (object.malformed != null)
                        if (typeof object.malformed === "object" ? object.malformed.low || object.malformed.high : $Number(object.malformed) !== 0)
                            if ($util.Long)
                                message.malformed = $util.Long.fromValue(object.malformed, true);
                            else if (typeof object.malformed === "string")
                                message.malformed = $parseInt(object.malformed, 10);
                            else if (typeof object.malformed === "number")
                                message.malformed = object.malformed;
                            else if (typeof object.malformed === "object")
                                message.malformed = new $util.LongBits(object.malformed.low >>> 0, object.malformed.high >>> 0).toNumber(true);
                    if (object.bytesSent != null)
                        if (typeof object.bytesSent === "object" ? object.bytesSent.low || object.bytesSent.high : $Number(object.bytesSent) !== 0)
                            if ($util.Long)
                                message.bytesSent = $util.Long.fromValue(object.bytesSent, true);
                            else if (typeof object.bytesSent === "string")
                                message.bytesSent = $parseInt(object.bytesSent, 10);
                            else if (typeof object.bytesSent === "number")
                                message.bytesSent = object.bytesSent;
                            else if (typeof object.bytesSent === "object")
                                message.bytesSent = new $util.LongBits(object.bytesSent.low >>> 0, object.bytesSent.high >>> 0).toNumber(true);
                    if (object.bytesReceived != null)
                        if (typeof object.bytesReceived === "object" ? object.bytesReceived.low || object.bytesReceived.high : $Number(object.bytesReceived) !== 0)
                            if ($util.Long)
                                message.bytesReceived = $util.Long.fromValue(object.bytesReceived, true);
                            else if (typeof object.bytesReceived === "string")
                                message.bytesReceived = $parseInt(object.bytesReceived, 10);
                            else if (typeof object.bytesReceived === "number")
                                message.bytesReceived = object.bytesReceived;
                            else if (typeof object.bytesReceived === "object")
                                message.bytesReceived = new $util.LongBits(object.bytesReceived.low >>> 0, object.bytesReceived.high >>> 0).toNumber(true);
                    if (object.recordsHeld != null)
                        if (typeof object.recordsHeld === "object" ? object.recordsHeld.low || object.recordsHeld.high : $Number(object.recordsHeld) !== 0)
                            if ($util.Long)
                                message.recordsHeld = $util.Long.fromValue(object.recordsHeld, true);
                            else if (typeof object.recordsHeld === "string")
                                message.recordsHeld = $parseInt(object.recordsHeld, 10);
                            else if (typeof object.recordsHeld === "number")
                                message.recordsHeld = object.recordsHeld;
                            else if (typeof object.recordsHeld === "object")
                                message.recordsHeld = new $util.LongBits(object.recordsHeld.low >>> 0, object.recordsHeld.high >>> 0).toNumber(true);
                    if (object.recordBytes != null)
                        if (typeof object.recordBytes === "object" ? object.recordBytes.low || object.recordBytes.high : $Number(object.recordBytes) !== 0)
                            if ($util.Long)
                                message.recordBytes = $util.Long.fromValue(object.recordBytes, true);
                            else if (typeof object.recordBytes === "string")
                                message.recordBytes = $parseInt(object.recordBytes, 10);
                            else if (typeof object.recordBytes === "number")
                                message.recordBytes = object.recordBytes;
                            else if (typeof object.recordBytes === "object")
                                message.recordBytes = new $util.LongBits(object.recordBytes.low >>> 0, object.recordBytes.high >>> 0).toNumber(true);
                    if (object.pid != null)
                        if ($Number(object.pid) !== 0)
                            message.pid = object.pid >>> 0;
                    if (object.rssBytes != null)
                        if (typeof object.rssBytes === "object" ? object.rssBytes.low || object.rssBytes.high : $Number(object.rssBytes) !== 0)
                            if ($util.Long)
                                message.rssBytes = $util.Long.fromValue(object.rssBytes, true);
                            else if (typeof object.rssBytes === "string")
                                message.rssBytes = $parseInt(object.rssBytes, 10);
                            else if (typeof object.rssBytes === "number")
                                message.rssBytes = object.rssBytes;
                            else if (typeof object.rssBytes === "object")
                                message.rssBytes = new $util.LongBits(object.rssBytes.low >>> 0, object.rssBytes.high >>> 0).toNumber(true);
                    if (object.uptimeMs != null)
                        if (typeof object.uptimeMs === "object" ? object.uptimeMs.low || object.uptimeMs.high : $Number(object.uptimeMs) !== 0)
                            if ($util.Long)
                                message.uptimeMs = $util.Long.fromValue(object.uptimeMs, true);
                            else if (typeof object.uptimeMs === "string")
                                message.uptimeMs = $parseInt(object.uptimeMs, 10);
                            else if (typeof object.uptimeMs === "number")
                                message.uptimeMs = object.uptimeMs;
                            else if (typeof object.uptimeMs === "object")
                                message.uptimeMs = new $util.LongBits(object.uptimeMs.low >>> 0, object.uptimeMs.high >>> 0).toNumber(true);
                    if (object.version != null)
                        if (typeof object.version !== "string" || object.version.length)
                            message.version = $String(object.version);
                    if (object.networkId != null)
                        if (typeof object.networkId !== "string" || object.networkId.length)
                            message.networkId = $String(object.networkId);
                    if (object.servicesAwake != null)
                        if ($Number(object.servicesAwake) !== 0)
                            message.servicesAwake = object.servicesAwake >>> 0;
                    if (object.servicesAsleep != null)
                        if ($Number(object.servicesAsleep) !== 0)
                            message.servicesAsleep = object.servicesAsleep >>> 0;
                    if (object.servicesInline != null)
                        if ($Number(object.servicesInline) !== 0)
                            message.servicesInline = object.servicesInline >>> 0;
                    if (object.estimatedNodes != null)
                        if (!$Object.is($Number(object.estimatedNodes), 0))
                            message.estimatedNodes = $Number(object.estimatedNodes);
                    if (object.tableFill) {
                        if (!$Array.isArray(object.tableFill))
                            throw $TypeError(".prost.control.v1.StatusReply.tableFill: array expected");
                        message.tableFill = $Array(object.tableFill.length);
                        for (let i = 0; i < object.tableFill.length; ++i)
                            message.tableFill[i] = object.tableFill[i] >>> 0;
                    }
                    if (object.leafNodes) {
                        if (!$Array.isArray(object.leafNodes))
                            throw $TypeError(".prost.control.v1.StatusReply.leafNodes: array expected");
                        message.leafNodes = $Array(object.leafNodes.length);
                        for (let i = 0; i < object.leafNodes.length; ++i) {
                            if (!$util.isObject(object.leafNodes[i]))
                                throw $TypeError(".prost.control.v1.StatusReply.leafNodes: object expected");
                            message.leafNodes[i] = $root.prost.control.v1.LeafNode.fromObject(object.leafNodes[i], _depth + 1);
                        }
                    }
                    if (object.sends) {
                        if (!$Array.isArray(object.sends))
                            throw $TypeError(".prost.control.v1.StatusReply.sends: array expected");
                        message.sends = $Array(object.sends.length);
                        for (let i = 0; i < object.sends.length; ++i) {
                            if (!$util.isObject(object.sends[i]))
                                throw $TypeError(".prost.control.v1.StatusReply.sends: object expected");
                            message.sends[i] = $root.prost.control.v1.KindRate.fromObject(object.sends[i], _depth + 1);
                        }
                    }
                    if (object.isolation != null)
                        if (typeof object.isolation !== "string" || object.isolation.length)
                            message.isolation = $String(object.isolation);
                    if (object.isolationMissing) {
                        if (!$Array.isArray(object.isolationMissing))
                            throw $TypeError(".prost.control.v1.StatusReply.isolationMissing: array expected");
                        message.isolationMissing = $Array(object.isolationMissing.length);
                        for (let i = 0; i < object.isolationMissing.length; ++i)
                            message.isolationMissing[i] = $String(object.isolationMissing[i]);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a StatusReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.StatusReply
                 * @static
                 * @param {prost.control.v1.StatusReply} message StatusReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                StatusReply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults) {
                        object.isolationMissing = [];
                        object.tableFill = [];
                        object.leafNodes = [];
                        object.sends = [];
                    }
                    if (options.defaults) {
                        object.nodeId = "";
                        object.address = "";
                        object.overlay = "";
                        object.leafSet = 0;
                        object.routingTable = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.forwarded = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.forwarded = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.delivered = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.delivered = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.rerouted = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.rerouted = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.retransmitted = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.retransmitted = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.dropped = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.dropped = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.malformed = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.malformed = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.bytesSent = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.bytesSent = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.bytesReceived = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.bytesReceived = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.recordsHeld = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.recordsHeld = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.recordBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.recordBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.pid = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.rssBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.rssBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.uptimeMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.uptimeMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.version = "";
                        object.networkId = "";
                        object.servicesAwake = 0;
                        object.servicesAsleep = 0;
                        object.servicesInline = 0;
                        object.isolation = "";
                        object.estimatedNodes = 0;
                    }
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId"))
                        object.nodeId = message.nodeId;
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                        object.address = message.address;
                    if (message.overlay != null && $Object.hasOwnProperty.call(message, "overlay"))
                        object.overlay = message.overlay;
                    if (message.leafSet != null && $Object.hasOwnProperty.call(message, "leafSet"))
                        object.leafSet = message.leafSet;
                    if (message.routingTable != null && $Object.hasOwnProperty.call(message, "routingTable"))
                        object.routingTable = message.routingTable;
                    if (message.forwarded != null && $Object.hasOwnProperty.call(message, "forwarded"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.forwarded = typeof message.forwarded === "number" ? $BigInt(message.forwarded) : $util.Long.fromBits(message.forwarded.low >>> 0, message.forwarded.high >>> 0, true).toBigInt();
                        else if (typeof message.forwarded === "number")
                            object.forwarded = options.longs === $String ? $String(message.forwarded) : message.forwarded;
                        else
                            object.forwarded = options.longs === $String ? $util.Long.prototype.toString.call(message.forwarded) : options.longs === $Number ? new $util.LongBits(message.forwarded.low >>> 0, message.forwarded.high >>> 0).toNumber(true) : message.forwarded;
                    if (message.delivered != null && $Object.hasOwnProperty.call(message, "delivered"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.delivered = typeof message.delivered === "number" ? $BigInt(message.delivered) : $util.Long.fromBits(message.delivered.low >>> 0, message.delivered.high >>> 0, true).toBigInt();
                        else if (typeof message.delivered === "number")
                            object.delivered = options.longs === $String ? $String(message.delivered) : message.delivered;
                        else
                            object.delivered = options.longs === $String ? $util.Long.prototype.toString.call(message.delivered) : options.longs === $Number ? new $util.LongBits(message.delivered.low >>> 0, message.delivered.high >>> 0).toNumber(true) : message.delivered;
                    if (message.rerouted != null && $Object.hasOwnProperty.call(message, "rerouted"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.rerouted = typeof message.rerouted === "number" ? $BigInt(message.rerouted) : $util.Long.fromBits(message.rerouted.low >>> 0, message.rerouted.high >>> 0, true).toBigInt();
                        else if (typeof message.rerouted === "number")
                            object.rerouted = options.longs === $String ? $String(message.rerouted) : message.rerouted;
                        else
                            object.rerouted = options.longs === $String ? $util.Long.prototype.toString.call(message.rerouted) : options.longs === $Number ? new $util.LongBits(message.rerouted.low >>> 0, message.rerouted.high >>> 0).toNumber(true) : message.rerouted;
                    if (message.retransmitted != null && $Object.hasOwnProperty.call(message, "retransmitted"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.retransmitted = typeof message.retransmitted === "number" ? $BigInt(message.retransmitted) : $util.Long.fromBits(message.retransmitted.low >>> 0, message.retransmitted.high >>> 0, true).toBigInt();
                        else if (typeof message.retransmitted === "number")
                            object.retransmitted = options.longs === $String ? $String(message.retransmitted) : message.retransmitted;
                        else
                            object.retransmitted = options.longs === $String ? $util.Long.prototype.toString.call(message.retransmitted) : options.longs === $Number ? new $util.LongBits(message.retransmitted.low >>> 0, message.retransmitted.high >>> 0).toNumber(true) : message.retransmitted;
                    if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.dropped = typeof message.dropped === "number" ? $BigInt(message.dropped) : $util.Long.fromBits(message.dropped.low >>> 0, message.dropped.high >>> 0, true).toBigInt();
                        else if (typeof message.dropped === "number")
                            object.dropped = options.longs === $String ? $String(message.dropped) : message.dropped;
                        else
                            object.dropped = options.longs === $String ? $util.Long.prototype.toString.call(message.dropped) : options.longs === $Number ? new $util.LongBits(message.dropped.low >>> 0, message.dropped.high >>> 0).toNumber(true) : message.dropped;
                    if (message.malformed != null && $Object.hasOwnProperty.call(message, "malformed"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.malformed = typeof message.malformed === "number" ? $BigInt(message.malformed) : $util.Long.fromBits(message.malformed.low >>> 0, message.malformed.high >>> 0, true).toBigInt();
                        else if (typeof message.malformed === "number")
                            object.malformed = options.longs === $String ? $String(message.malformed) : message.malformed;
                        else
                            object.malformed = options.longs === $String ? $util.Long.prototype.toString.call(message.malformed) : options.longs === $Number ? new $util.LongBits(message.malformed.low >>> 0, message.malformed.high >>> 0).toNumber(true) : message.malformed;
                    if (message.bytesSent != null && $Object.hasOwnProperty.call(message, "bytesSent"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.bytesSent = typeof message.bytesSent === "number" ? $BigInt(message.bytesSent) : $util.Long.fromBits(message.bytesSent.low >>> 0, message.bytesSent.high >>> 0, true).toBigInt();
                        else if (typeof message.bytesSent === "number")
                            object.bytesSent = options.longs === $String ? $String(message.bytesSent) : message.bytesSent;
                        else
                            object.bytesSent = options.longs === $String ? $util.Long.prototype.toString.call(message.bytesSent) : options.longs === $Number ? new $util.LongBits(message.bytesSent.low >>> 0, message.bytesSent.high >>> 0).toNumber(true) : message.bytesSent;
                    if (message.bytesReceived != null && $Object.hasOwnProperty.call(message, "bytesReceived"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.bytesReceived = typeof message.bytesReceived === "number" ? $BigInt(message.bytesReceived) : $util.Long.fromBits(message.bytesReceived.low >>> 0, message.bytesReceived.high >>> 0, true).toBigInt();
                        else if (typeof message.bytesReceived === "number")
                            object.bytesReceived = options.longs === $String ? $String(message.bytesReceived) : message.bytesReceived;
                        else
                            object.bytesReceived = options.longs === $String ? $util.Long.prototype.toString.call(message.bytesReceived) : options.longs === $Number ? new $util.LongBits(message.bytesReceived.low >>> 0, message.bytesReceived.high >>> 0).toNumber(true) : message.bytesReceived;
                    if (message.recordsHeld != null && $Object.hasOwnProperty.call(message, "recordsHeld"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.recordsHeld = typeof message.recordsHeld === "number" ? $BigInt(message.recordsHeld) : $util.Long.fromBits(message.recordsHeld.low >>> 0, message.recordsHeld.high >>> 0, true).toBigInt();
                        else if (typeof message.recordsHeld === "number")
                            object.recordsHeld = options.longs === $String ? $String(message.recordsHeld) : message.recordsHeld;
                        else
                            object.recordsHeld = options.longs === $String ? $util.Long.prototype.toString.call(message.recordsHeld) : options.longs === $Number ? new $util.LongBits(message.recordsHeld.low >>> 0, message.recordsHeld.high >>> 0).toNumber(true) : message.recordsHeld;
                    if (message.recordBytes != null && $Object.hasOwnProperty.call(message, "recordBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.recordBytes = typeof message.recordBytes === "number" ? $BigInt(message.recordBytes) : $util.Long.fromBits(message.recordBytes.low >>> 0, message.recordBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.recordBytes === "number")
                            object.recordBytes = options.longs === $String ? $String(message.recordBytes) : message.recordBytes;
                        else
                            object.recordBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.recordBytes) : options.longs === $Number ? new $util.LongBits(message.recordBytes.low >>> 0, message.recordBytes.high >>> 0).toNumber(true) : message.recordBytes;
                    if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                        object.pid = message.pid;
                    if (message.rssBytes != null && $Object.hasOwnProperty.call(message, "rssBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.rssBytes = typeof message.rssBytes === "number" ? $BigInt(message.rssBytes) : $util.Long.fromBits(message.rssBytes.low >>> 0, message.rssBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.rssBytes === "number")
                            object.rssBytes = options.longs === $String ? $String(message.rssBytes) : message.rssBytes;
                        else
                            object.rssBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.rssBytes) : options.longs === $Number ? new $util.LongBits(message.rssBytes.low >>> 0, message.rssBytes.high >>> 0).toNumber(true) : message.rssBytes;
                    if (message.uptimeMs != null && $Object.hasOwnProperty.call(message, "uptimeMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.uptimeMs = typeof message.uptimeMs === "number" ? $BigInt(message.uptimeMs) : $util.Long.fromBits(message.uptimeMs.low >>> 0, message.uptimeMs.high >>> 0, true).toBigInt();
                        else if (typeof message.uptimeMs === "number")
                            object.uptimeMs = options.longs === $String ? $String(message.uptimeMs) : message.uptimeMs;
                        else
                            object.uptimeMs = options.longs === $String ? $util.Long.prototype.toString.call(message.uptimeMs) : options.longs === $Number ? new $util.LongBits(message.uptimeMs.low >>> 0, message.uptimeMs.high >>> 0).toNumber(true) : message.uptimeMs;
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                        object.version = message.version;
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId"))
                        object.networkId = message.networkId;
                    if (message.servicesAwake != null && $Object.hasOwnProperty.call(message, "servicesAwake"))
                        object.servicesAwake = message.servicesAwake;
                    if (message.servicesAsleep != null && $Object.hasOwnProperty.call(message, "servicesAsleep"))
                        object.servicesAsleep = message.servicesAsleep;
                    if (message.servicesInline != null && $Object.hasOwnProperty.call(message, "servicesInline"))
                        object.servicesInline = message.servicesInline;
                    if (message.isolation != null && $Object.hasOwnProperty.call(message, "isolation"))
                        object.isolation = message.isolation;
                    if (message.isolationMissing && message.isolationMissing.length) {
                        object.isolationMissing = $Array(message.isolationMissing.length);
                        for (let j = 0; j < message.isolationMissing.length; ++j)
                            object.isolationMissing[j] = message.isolationMissing[j];
                    }
                    if (message.estimatedNodes != null && $Object.hasOwnProperty.call(message, "estimatedNodes"))
                        object.estimatedNodes = options.json && !$isFinite(message.estimatedNodes) ? $String(message.estimatedNodes) : message.estimatedNodes;
                    if (message.tableFill && message.tableFill.length) {
                        object.tableFill = $Array(message.tableFill.length);
                        for (let j = 0; j < message.tableFill.length; ++j)
                            object.tableFill[j] = message.tableFill[j];
                    }
                    if (message.leafNodes && message.leafNodes.length) {
                        object.leafNodes = $Array(message.leafNodes.length);
                        for (let j = 0; j < message.leafNodes.length; ++j)
                            object.leafNodes[j] = $root.prost.control.v1.LeafNode.toObject(message.leafNodes[j], options, _depth + 1);
                    }
                    if (message.sends && message.sends.length) {
                        object.sends = $Array(message.sends.length);
                        for (let j = 0; j < message.sends.length; ++j)
                            object.sends[j] = $root.prost.control.v1.KindRate.toObject(message.sends[j], options, _depth + 1);
                    }
                    return object;
                };

                /**
                 * Converts this StatusReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.StatusReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                StatusReply.prototype.toJSON = function() {
                    return StatusReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return StatusReply;
            })();

            v1.PublishRequest = (function() {

                /**
                 * Properties of a PublishRequest.
                 * @typedef {Object} prost.control.v1.PublishRequest.$Properties
                 * @property {Uint8Array|null} [module] PublishRequest module
                 * @property {Uint8Array|null} [manifest] PublishRequest manifest
                 * @property {boolean|null} [waits] PublishRequest waits
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PublishRequest.
                 * @memberof prost.control.v1
                 * @interface IPublishRequest
                 * @augments prost.control.v1.PublishRequest.$Properties
                 * @deprecated Use prost.control.v1.PublishRequest.$Properties instead.
                 */

                /**
                 * Shape of a PublishRequest.
                 * @typedef {prost.control.v1.PublishRequest.$Properties} prost.control.v1.PublishRequest.$Shape
                 */

                /**
                 * Constructs a new PublishRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a PublishRequest.
                 * @constructor
                 * @param {prost.control.v1.PublishRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PublishRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PublishRequest module.
                 * @member {Uint8Array} module
                 * @memberof prost.control.v1.PublishRequest
                 * @instance
                 */
                PublishRequest.prototype.module = $util.newBuffer([]);

                /**
                 * PublishRequest manifest.
                 * @member {Uint8Array} manifest
                 * @memberof prost.control.v1.PublishRequest
                 * @instance
                 */
                PublishRequest.prototype.manifest = $util.newBuffer([]);

                /**
                 * PublishRequest waits.
                 * @member {boolean} waits
                 * @memberof prost.control.v1.PublishRequest
                 * @instance
                 */
                PublishRequest.prototype.waits = false;

                /**
                 * Creates a new PublishRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.PublishRequest
                 * @static
                 * @param {prost.control.v1.PublishRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.PublishRequest} PublishRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.PublishRequest.$Shape): prost.control.v1.PublishRequest & prost.control.v1.PublishRequest.$Shape;
                 *   (properties?: prost.control.v1.PublishRequest.$Properties): prost.control.v1.PublishRequest;
                 * }}
                 */
                PublishRequest.create = function(properties) {
                    return new PublishRequest(properties);
                };

                /**
                 * Encodes the specified PublishRequest message. Does not implicitly {@link prost.control.v1.PublishRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.PublishRequest
                 * @static
                 * @param {prost.control.v1.PublishRequest.$Properties} message PublishRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PublishRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.module != null && $Object.hasOwnProperty.call(message, "module") && message.module.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.module);
                    if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest") && message.manifest.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.manifest);
                    if (message.waits != null && $Object.hasOwnProperty.call(message, "waits") && message.waits !== false)
                        writer.uint32(/* id 3, wireType 0 =*/24).bool(message.waits);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PublishRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.PublishRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.PublishRequest & prost.control.v1.PublishRequest.$Shape} PublishRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PublishRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.PublishRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.module = value;
                                else
                                    delete message.module;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.manifest = value;
                                else
                                    delete message.manifest;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.waits = value;
                                else
                                    delete message.waits;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a PublishRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.PublishRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.PublishRequest} PublishRequest
                 */
                PublishRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.PublishRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.PublishRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.PublishRequest();
                    if (object.module != null)
                        if (object.module.length)
                            if (typeof object.module === "string")
                                $util.base64.decode(object.module, message.module = $util.newBuffer($util.base64.length(object.module)), 0);
                            else if (object.module.length >= 0)
                                message.module = object.module;
                    if (object.manifest != null)
                        if (object.manifest.length)
                            if (typeof object.manifest === "string")
                                $util.base64.decode(object.manifest, message.manifest = $util.newBuffer($util.base64.length(object.manifest)), 0);
                            else if (object.manifest.length >= 0)
                                message.manifest = object.manifest;
                    if (object.waits != null)
                        if (object.waits)
                            message.waits = $Boolean(object.waits);
                    return message;
                };

                /**
                 * Creates a plain object from a PublishRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.PublishRequest
                 * @static
                 * @param {prost.control.v1.PublishRequest} message PublishRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                PublishRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.module = "";
                        else {
                            object.module = [];
                            if (options.bytes !== $Array)
                                object.module = $util.newBuffer(object.module);
                        }
                        if (options.bytes === $String)
                            object.manifest = "";
                        else {
                            object.manifest = [];
                            if (options.bytes !== $Array)
                                object.manifest = $util.newBuffer(object.manifest);
                        }
                        object.waits = false;
                    }
                    if (message.module != null && $Object.hasOwnProperty.call(message, "module"))
                        object.module = options.bytes === $String ? $util.base64.encode(message.module, 0, message.module.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.module) : message.module;
                    if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest"))
                        object.manifest = options.bytes === $String ? $util.base64.encode(message.manifest, 0, message.manifest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.manifest) : message.manifest;
                    if (message.waits != null && $Object.hasOwnProperty.call(message, "waits"))
                        object.waits = message.waits;
                    return object;
                };

                /**
                 * Converts this PublishRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.PublishRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                PublishRequest.prototype.toJSON = function() {
                    return PublishRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return PublishRequest;
            })();

            v1.PublishProgress = (function() {

                /**
                 * Properties of a PublishProgress.
                 * @typedef {Object} prost.control.v1.PublishProgress.$Properties
                 * @property {string|null} [stage] PublishProgress stage
                 * @property {number|null} [done] PublishProgress done
                 * @property {number|null} [total] PublishProgress total
                 * @property {string|null} [serviceId] PublishProgress serviceId
                 * @property {Array.<prost.control.v1.RecordCopies.$Properties>|null} [copies] PublishProgress copies
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PublishProgress.
                 * @memberof prost.control.v1
                 * @interface IPublishProgress
                 * @augments prost.control.v1.PublishProgress.$Properties
                 * @deprecated Use prost.control.v1.PublishProgress.$Properties instead.
                 */

                /**
                 * Shape of a PublishProgress.
                 * @typedef {prost.control.v1.PublishProgress.$Properties} prost.control.v1.PublishProgress.$Shape
                 */

                /**
                 * Constructs a new PublishProgress.
                 * @memberof prost.control.v1
                 * @classdesc Represents a PublishProgress.
                 * @constructor
                 * @param {prost.control.v1.PublishProgress.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PublishProgress = function (properties) {
                    this.copies = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PublishProgress stage.
                 * @member {string} stage
                 * @memberof prost.control.v1.PublishProgress
                 * @instance
                 */
                PublishProgress.prototype.stage = "";

                /**
                 * PublishProgress done.
                 * @member {number} done
                 * @memberof prost.control.v1.PublishProgress
                 * @instance
                 */
                PublishProgress.prototype.done = 0;

                /**
                 * PublishProgress total.
                 * @member {number} total
                 * @memberof prost.control.v1.PublishProgress
                 * @instance
                 */
                PublishProgress.prototype.total = 0;

                /**
                 * PublishProgress serviceId.
                 * @member {string} serviceId
                 * @memberof prost.control.v1.PublishProgress
                 * @instance
                 */
                PublishProgress.prototype.serviceId = "";

                /**
                 * PublishProgress copies.
                 * @member {Array.<prost.control.v1.RecordCopies.$Properties>} copies
                 * @memberof prost.control.v1.PublishProgress
                 * @instance
                 */
                PublishProgress.prototype.copies = $util.emptyArray;

                /**
                 * Creates a new PublishProgress instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.PublishProgress
                 * @static
                 * @param {prost.control.v1.PublishProgress.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.PublishProgress} PublishProgress instance
                 * @type {{
                 *   (properties: prost.control.v1.PublishProgress.$Shape): prost.control.v1.PublishProgress & prost.control.v1.PublishProgress.$Shape;
                 *   (properties?: prost.control.v1.PublishProgress.$Properties): prost.control.v1.PublishProgress;
                 * }}
                 */
                PublishProgress.create = function(properties) {
                    return new PublishProgress(properties);
                };

                /**
                 * Encodes the specified PublishProgress message. Does not implicitly {@link prost.control.v1.PublishProgress.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.PublishProgress
                 * @static
                 * @param {prost.control.v1.PublishProgress.$Properties} message PublishProgress message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PublishProgress.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.stage != null && $Object.hasOwnProperty.call(message, "stage") && message.stage !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.stage);
                    if (message.done != null && $Object.hasOwnProperty.call(message, "done") && message.done !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.done);
                    if (message.total != null && $Object.hasOwnProperty.call(message, "total") && message.total !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.total);
                    if (message.serviceId != null && $Object.hasOwnProperty.call(message, "serviceId") && message.serviceId !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.serviceId);
                    if (message.copies != null && message.copies.length)
                        for (let i = 0; i < message.copies.length; ++i)
                            $root.prost.control.v1.RecordCopies.encode(message.copies[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PublishProgress message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.PublishProgress
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.PublishProgress & prost.control.v1.PublishProgress.$Shape} PublishProgress
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PublishProgress.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.PublishProgress();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.stage = value;
                                else
                                    delete message.stage;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.done = value;
                                else
                                    delete message.done;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.total = value;
                                else
                                    delete message.total;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.serviceId = value;
                                else
                                    delete message.serviceId;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.copies && message.copies.length))
                                    message.copies = [];
                                message.copies.push($root.prost.control.v1.RecordCopies.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a PublishProgress message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.PublishProgress
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.PublishProgress} PublishProgress
                 */
                PublishProgress.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.PublishProgress)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.PublishProgress: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.PublishProgress();
                    if (object.stage != null)
                        if (typeof object.stage !== "string" || object.stage.length)
                            message.stage = $String(object.stage);
                    if (object.done != null)
                        if ($Number(object.done) !== 0)
                            message.done = object.done >>> 0;
                    if (object.total != null)
                        if ($Number(object.total) !== 0)
                            message.total = object.total >>> 0;
                    if (object.serviceId != null)
                        if (typeof object.serviceId !== "string" || object.serviceId.length)
                            message.serviceId = $String(object.serviceId);
                    if (object.copies) {
                        if (!$Array.isArray(object.copies))
                            throw $TypeError(".prost.control.v1.PublishProgress.copies: array expected");
                        message.copies = $Array(object.copies.length);
                        for (let i = 0; i < object.copies.length; ++i) {
                            if (!$util.isObject(object.copies[i]))
                                throw $TypeError(".prost.control.v1.PublishProgress.copies: object expected");
                            message.copies[i] = $root.prost.control.v1.RecordCopies.fromObject(object.copies[i], _depth + 1);
                        }
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a PublishProgress message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.PublishProgress
                 * @static
                 * @param {prost.control.v1.PublishProgress} message PublishProgress
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                PublishProgress.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.copies = [];
                    if (options.defaults) {
                        object.stage = "";
                        object.done = 0;
                        object.total = 0;
                        object.serviceId = "";
                    }
                    if (message.stage != null && $Object.hasOwnProperty.call(message, "stage"))
                        object.stage = message.stage;
                    if (message.done != null && $Object.hasOwnProperty.call(message, "done"))
                        object.done = message.done;
                    if (message.total != null && $Object.hasOwnProperty.call(message, "total"))
                        object.total = message.total;
                    if (message.serviceId != null && $Object.hasOwnProperty.call(message, "serviceId"))
                        object.serviceId = message.serviceId;
                    if (message.copies && message.copies.length) {
                        object.copies = $Array(message.copies.length);
                        for (let j = 0; j < message.copies.length; ++j)
                            object.copies[j] = $root.prost.control.v1.RecordCopies.toObject(message.copies[j], options, _depth + 1);
                    }
                    return object;
                };

                /**
                 * Converts this PublishProgress to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.PublishProgress
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                PublishProgress.prototype.toJSON = function() {
                    return PublishProgress.toObject(this, $protobuf.util.toJSONOptions);
                };

                return PublishProgress;
            })();

            v1.RecordCopies = (function() {

                /**
                 * Properties of a RecordCopies.
                 * @typedef {Object} prost.control.v1.RecordCopies.$Properties
                 * @property {string|null} [what] RecordCopies what
                 * @property {number|null} [held] RecordCopies held
                 * @property {number|null} [of] RecordCopies of
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RecordCopies.
                 * @memberof prost.control.v1
                 * @interface IRecordCopies
                 * @augments prost.control.v1.RecordCopies.$Properties
                 * @deprecated Use prost.control.v1.RecordCopies.$Properties instead.
                 */

                /**
                 * Shape of a RecordCopies.
                 * @typedef {prost.control.v1.RecordCopies.$Properties} prost.control.v1.RecordCopies.$Shape
                 */

                /**
                 * Constructs a new RecordCopies.
                 * @memberof prost.control.v1
                 * @classdesc Represents a RecordCopies.
                 * @constructor
                 * @param {prost.control.v1.RecordCopies.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RecordCopies = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RecordCopies what.
                 * @member {string} what
                 * @memberof prost.control.v1.RecordCopies
                 * @instance
                 */
                RecordCopies.prototype.what = "";

                /**
                 * RecordCopies held.
                 * @member {number} held
                 * @memberof prost.control.v1.RecordCopies
                 * @instance
                 */
                RecordCopies.prototype.held = 0;

                /**
                 * RecordCopies of.
                 * @member {number} of
                 * @memberof prost.control.v1.RecordCopies
                 * @instance
                 */
                RecordCopies.prototype.of = 0;

                /**
                 * Creates a new RecordCopies instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.RecordCopies
                 * @static
                 * @param {prost.control.v1.RecordCopies.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.RecordCopies} RecordCopies instance
                 * @type {{
                 *   (properties: prost.control.v1.RecordCopies.$Shape): prost.control.v1.RecordCopies & prost.control.v1.RecordCopies.$Shape;
                 *   (properties?: prost.control.v1.RecordCopies.$Properties): prost.control.v1.RecordCopies;
                 * }}
                 */
                RecordCopies.create = function(properties) {
                    return new RecordCopies(properties);
                };

                /**
                 * Encodes the specified RecordCopies message. Does not implicitly {@link prost.control.v1.RecordCopies.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.RecordCopies
                 * @static
                 * @param {prost.control.v1.RecordCopies.$Properties} message RecordCopies message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RecordCopies.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.what != null && $Object.hasOwnProperty.call(message, "what") && message.what !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.what);
                    if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.held);
                    if (message.of != null && $Object.hasOwnProperty.call(message, "of") && message.of !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.of);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RecordCopies message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.RecordCopies
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.RecordCopies & prost.control.v1.RecordCopies.$Shape} RecordCopies
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RecordCopies.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.RecordCopies();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.what = value;
                                else
                                    delete message.what;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.held = value;
                                else
                                    delete message.held;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.of = value;
                                else
                                    delete message.of;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a RecordCopies message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.RecordCopies
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.RecordCopies} RecordCopies
                 */
                RecordCopies.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.RecordCopies)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.RecordCopies: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.RecordCopies();
                    if (object.what != null)
                        if (typeof object.what !== "string" || object.what.length)
                            message.what = $String(object.what);
                    if (object.held != null)
                        if ($Number(object.held) !== 0)
                            message.held = object.held >>> 0;
                    if (object.of != null)
                        if ($Number(object.of) !== 0)
                            message.of = object.of >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a RecordCopies message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.RecordCopies
                 * @static
                 * @param {prost.control.v1.RecordCopies} message RecordCopies
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RecordCopies.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.what = "";
                        object.held = 0;
                        object.of = 0;
                    }
                    if (message.what != null && $Object.hasOwnProperty.call(message, "what"))
                        object.what = message.what;
                    if (message.held != null && $Object.hasOwnProperty.call(message, "held"))
                        object.held = message.held;
                    if (message.of != null && $Object.hasOwnProperty.call(message, "of"))
                        object.of = message.of;
                    return object;
                };

                /**
                 * Converts this RecordCopies to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.RecordCopies
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RecordCopies.prototype.toJSON = function() {
                    return RecordCopies.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RecordCopies;
            })();

            v1.DeployRequest = (function() {

                /**
                 * Properties of a DeployRequest.
                 * @typedef {Object} prost.control.v1.DeployRequest.$Properties
                 * @property {Uint8Array|null} [service] DeployRequest service
                 * @property {boolean|null} [everywhere] DeployRequest everywhere
                 * @property {Uint8Array|null} [first] DeployRequest first
                 * @property {Uint8Array|null} [last] DeployRequest last
                 * @property {number|null} [count] DeployRequest count
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeployRequest.
                 * @memberof prost.control.v1
                 * @interface IDeployRequest
                 * @augments prost.control.v1.DeployRequest.$Properties
                 * @deprecated Use prost.control.v1.DeployRequest.$Properties instead.
                 */

                /**
                 * Shape of a DeployRequest.
                 * @typedef {prost.control.v1.DeployRequest.$Properties} prost.control.v1.DeployRequest.$Shape
                 */

                /**
                 * Constructs a new DeployRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a DeployRequest.
                 * @constructor
                 * @param {prost.control.v1.DeployRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeployRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DeployRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.DeployRequest
                 * @instance
                 */
                DeployRequest.prototype.service = $util.newBuffer([]);

                /**
                 * DeployRequest everywhere.
                 * @member {boolean} everywhere
                 * @memberof prost.control.v1.DeployRequest
                 * @instance
                 */
                DeployRequest.prototype.everywhere = false;

                /**
                 * DeployRequest first.
                 * @member {Uint8Array} first
                 * @memberof prost.control.v1.DeployRequest
                 * @instance
                 */
                DeployRequest.prototype.first = $util.newBuffer([]);

                /**
                 * DeployRequest last.
                 * @member {Uint8Array} last
                 * @memberof prost.control.v1.DeployRequest
                 * @instance
                 */
                DeployRequest.prototype.last = $util.newBuffer([]);

                /**
                 * DeployRequest count.
                 * @member {number} count
                 * @memberof prost.control.v1.DeployRequest
                 * @instance
                 */
                DeployRequest.prototype.count = 0;

                /**
                 * Creates a new DeployRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.DeployRequest
                 * @static
                 * @param {prost.control.v1.DeployRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.DeployRequest} DeployRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.DeployRequest.$Shape): prost.control.v1.DeployRequest & prost.control.v1.DeployRequest.$Shape;
                 *   (properties?: prost.control.v1.DeployRequest.$Properties): prost.control.v1.DeployRequest;
                 * }}
                 */
                DeployRequest.create = function(properties) {
                    return new DeployRequest(properties);
                };

                /**
                 * Encodes the specified DeployRequest message. Does not implicitly {@link prost.control.v1.DeployRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.DeployRequest
                 * @static
                 * @param {prost.control.v1.DeployRequest.$Properties} message DeployRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeployRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.everywhere != null && $Object.hasOwnProperty.call(message, "everywhere") && message.everywhere !== false)
                        writer.uint32(/* id 2, wireType 0 =*/16).bool(message.everywhere);
                    if (message.first != null && $Object.hasOwnProperty.call(message, "first") && message.first.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.first);
                    if (message.last != null && $Object.hasOwnProperty.call(message, "last") && message.last.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.last);
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.count);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeployRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.DeployRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.DeployRequest & prost.control.v1.DeployRequest.$Shape} DeployRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeployRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.DeployRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.everywhere = value;
                                else
                                    delete message.everywhere;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.first = value;
                                else
                                    delete message.first;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.last = value;
                                else
                                    delete message.last;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.count = value;
                                else
                                    delete message.count;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a DeployRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.DeployRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.DeployRequest} DeployRequest
                 */
                DeployRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.DeployRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.DeployRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.DeployRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    if (object.everywhere != null)
                        if (object.everywhere)
                            message.everywhere = $Boolean(object.everywhere);
                    if (object.first != null)
                        if (object.first.length)
                            if (typeof object.first === "string")
                                $util.base64.decode(object.first, message.first = $util.newBuffer($util.base64.length(object.first)), 0);
                            else if (object.first.length >= 0)
                                message.first = object.first;
                    if (object.last != null)
                        if (object.last.length)
                            if (typeof object.last === "string")
                                $util.base64.decode(object.last, message.last = $util.newBuffer($util.base64.length(object.last)), 0);
                            else if (object.last.length >= 0)
                                message.last = object.last;
                    if (object.count != null)
                        if ($Number(object.count) !== 0)
                            message.count = object.count >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a DeployRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.DeployRequest
                 * @static
                 * @param {prost.control.v1.DeployRequest} message DeployRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                DeployRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                        object.everywhere = false;
                        if (options.bytes === $String)
                            object.first = "";
                        else {
                            object.first = [];
                            if (options.bytes !== $Array)
                                object.first = $util.newBuffer(object.first);
                        }
                        if (options.bytes === $String)
                            object.last = "";
                        else {
                            object.last = [];
                            if (options.bytes !== $Array)
                                object.last = $util.newBuffer(object.last);
                        }
                        object.count = 0;
                    }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    if (message.everywhere != null && $Object.hasOwnProperty.call(message, "everywhere"))
                        object.everywhere = message.everywhere;
                    if (message.first != null && $Object.hasOwnProperty.call(message, "first"))
                        object.first = options.bytes === $String ? $util.base64.encode(message.first, 0, message.first.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.first) : message.first;
                    if (message.last != null && $Object.hasOwnProperty.call(message, "last"))
                        object.last = options.bytes === $String ? $util.base64.encode(message.last, 0, message.last.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.last) : message.last;
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                        object.count = message.count;
                    return object;
                };

                /**
                 * Converts this DeployRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.DeployRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                DeployRequest.prototype.toJSON = function() {
                    return DeployRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return DeployRequest;
            })();

            v1.DeployReport = (function() {

                /**
                 * Properties of a DeployReport.
                 * @typedef {Object} prost.control.v1.DeployReport.$Properties
                 * @property {number|null} [asked] DeployReport asked
                 * @property {number|null} [answered] DeployReport answered
                 * @property {number|null} [running] DeployReport running
                 * @property {number|null} [refused] DeployReport refused
                 * @property {Array.<prost.control.v1.DeployCause.$Properties>|null} [causes] DeployReport causes
                 * @property {Array.<prost.control.v1.DeployRefusal.$Properties>|null} [refusals] DeployReport refusals
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeployReport.
                 * @memberof prost.control.v1
                 * @interface IDeployReport
                 * @augments prost.control.v1.DeployReport.$Properties
                 * @deprecated Use prost.control.v1.DeployReport.$Properties instead.
                 */

                /**
                 * Shape of a DeployReport.
                 * @typedef {prost.control.v1.DeployReport.$Properties} prost.control.v1.DeployReport.$Shape
                 */

                /**
                 * Constructs a new DeployReport.
                 * @memberof prost.control.v1
                 * @classdesc Represents a DeployReport.
                 * @constructor
                 * @param {prost.control.v1.DeployReport.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeployReport = function (properties) {
                    this.causes = [];
                    this.refusals = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DeployReport asked.
                 * @member {number} asked
                 * @memberof prost.control.v1.DeployReport
                 * @instance
                 */
                DeployReport.prototype.asked = 0;

                /**
                 * DeployReport answered.
                 * @member {number} answered
                 * @memberof prost.control.v1.DeployReport
                 * @instance
                 */
                DeployReport.prototype.answered = 0;

                /**
                 * DeployReport running.
                 * @member {number} running
                 * @memberof prost.control.v1.DeployReport
                 * @instance
                 */
                DeployReport.prototype.running = 0;

                /**
                 * DeployReport refused.
                 * @member {number} refused
                 * @memberof prost.control.v1.DeployReport
                 * @instance
                 */
                DeployReport.prototype.refused = 0;

                /**
                 * DeployReport causes.
                 * @member {Array.<prost.control.v1.DeployCause.$Properties>} causes
                 * @memberof prost.control.v1.DeployReport
                 * @instance
                 */
                DeployReport.prototype.causes = $util.emptyArray;

                /**
                 * DeployReport refusals.
                 * @member {Array.<prost.control.v1.DeployRefusal.$Properties>} refusals
                 * @memberof prost.control.v1.DeployReport
                 * @instance
                 */
                DeployReport.prototype.refusals = $util.emptyArray;

                /**
                 * Creates a new DeployReport instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.DeployReport
                 * @static
                 * @param {prost.control.v1.DeployReport.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.DeployReport} DeployReport instance
                 * @type {{
                 *   (properties: prost.control.v1.DeployReport.$Shape): prost.control.v1.DeployReport & prost.control.v1.DeployReport.$Shape;
                 *   (properties?: prost.control.v1.DeployReport.$Properties): prost.control.v1.DeployReport;
                 * }}
                 */
                DeployReport.create = function(properties) {
                    return new DeployReport(properties);
                };

                /**
                 * Encodes the specified DeployReport message. Does not implicitly {@link prost.control.v1.DeployReport.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.DeployReport
                 * @static
                 * @param {prost.control.v1.DeployReport.$Properties} message DeployReport message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeployReport.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.asked != null && $Object.hasOwnProperty.call(message, "asked") && message.asked !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.asked);
                    if (message.answered != null && $Object.hasOwnProperty.call(message, "answered") && message.answered !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.answered);
                    if (message.running != null && $Object.hasOwnProperty.call(message, "running") && message.running !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.running);
                    if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.refused);
                    if (message.causes != null && message.causes.length)
                        for (let i = 0; i < message.causes.length; ++i)
                            $root.prost.control.v1.DeployCause.encode(message.causes[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.refusals != null && message.refusals.length)
                        for (let i = 0; i < message.refusals.length; ++i)
                            $root.prost.control.v1.DeployRefusal.encode(message.refusals[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeployReport message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.DeployReport
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.DeployReport & prost.control.v1.DeployReport.$Shape} DeployReport
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeployReport.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.DeployReport();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.asked = value;
                                else
                                    delete message.asked;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.answered = value;
                                else
                                    delete message.answered;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.running = value;
                                else
                                    delete message.running;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.refused = value;
                                else
                                    delete message.refused;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.causes && message.causes.length))
                                    message.causes = [];
                                message.causes.push($root.prost.control.v1.DeployCause.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.refusals && message.refusals.length))
                                    message.refusals = [];
                                message.refusals.push($root.prost.control.v1.DeployRefusal.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a DeployReport message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.DeployReport
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.DeployReport} DeployReport
                 */
                DeployReport.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.DeployReport)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.DeployReport: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.DeployReport();
                    if (object.asked != null)
                        if ($Number(object.asked) !== 0)
                            message.asked = object.asked >>> 0;
                    if (object.answered != null)
                        if ($Number(object.answered) !== 0)
                            message.answered = object.answered >>> 0;
                    if (object.running != null)
                        if ($Number(object.running) !== 0)
                            message.running = object.running >>> 0;
                    if (object.refused != null)
                        if ($Number(object.refused) !== 0)
                            message.refused = object.refused >>> 0;
                    if (object.causes) {
                        if (!$Array.isArray(object.causes))
                            throw $TypeError(".prost.control.v1.DeployReport.causes: array expected");
                        message.causes = $Array(object.causes.length);
                        for (let i = 0; i < object.causes.length; ++i) {
                            if (!$util.isObject(object.causes[i]))
                                throw $TypeError(".prost.control.v1.DeployReport.causes: object expected");
                            message.causes[i] = $root.prost.control.v1.DeployCause.fromObject(object.causes[i], _depth + 1);
                        }
                    }
                    if (object.refusals) {
                        if (!$Array.isArray(object.refusals))
                            throw $TypeError(".prost.control.v1.DeployReport.refusals: array expected");
                        message.refusals = $Array(object.refusals.length);
                        for (let i = 0; i < object.refusals.length; ++i) {
                            if (!$util.isObject(object.refusals[i]))
                                throw $TypeError(".prost.control.v1.DeployReport.refusals: object expected");
                            message.refusals[i] = $root.prost.control.v1.DeployRefusal.fromObject(object.refusals[i], _depth + 1);
                        }
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a DeployReport message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.DeployReport
                 * @static
                 * @param {prost.control.v1.DeployReport} message DeployReport
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                DeployReport.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults) {
                        object.causes = [];
                        object.refusals = [];
                    }
                    if (options.defaults) {
                        object.asked = 0;
                        object.answered = 0;
                        object.running = 0;
                        object.refused = 0;
                    }
                    if (message.asked != null && $Object.hasOwnProperty.call(message, "asked"))
                        object.asked = message.asked;
                    if (message.answered != null && $Object.hasOwnProperty.call(message, "answered"))
                        object.answered = message.answered;
                    if (message.running != null && $Object.hasOwnProperty.call(message, "running"))
                        object.running = message.running;
                    if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                        object.refused = message.refused;
                    if (message.causes && message.causes.length) {
                        object.causes = $Array(message.causes.length);
                        for (let j = 0; j < message.causes.length; ++j)
                            object.causes[j] = $root.prost.control.v1.DeployCause.toObject(message.causes[j], options, _depth + 1);
                    }
                    if (message.refusals && message.refusals.length) {
                        object.refusals = $Array(message.refusals.length);
                        for (let j = 0; j < message.refusals.length; ++j)
                            object.refusals[j] = $root.prost.control.v1.DeployRefusal.toObject(message.refusals[j], options, _depth + 1);
                    }
                    return object;
                };

                /**
                 * Converts this DeployReport to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.DeployReport
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                DeployReport.prototype.toJSON = function() {
                    return DeployReport.toObject(this, $protobuf.util.toJSONOptions);
                };

                return DeployReport;
            })();

            v1.DeployCause = (function() {

                /**
                 * Properties of a DeployCause.
                 * @typedef {Object} prost.control.v1.DeployCause.$Properties
                 * @property {string|null} [reason] DeployCause reason
                 * @property {number|null} [count] DeployCause count
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeployCause.
                 * @memberof prost.control.v1
                 * @interface IDeployCause
                 * @augments prost.control.v1.DeployCause.$Properties
                 * @deprecated Use prost.control.v1.DeployCause.$Properties instead.
                 */

                /**
                 * Shape of a DeployCause.
                 * @typedef {prost.control.v1.DeployCause.$Properties} prost.control.v1.DeployCause.$Shape
                 */

                /**
                 * Constructs a new DeployCause.
                 * @memberof prost.control.v1
                 * @classdesc Represents a DeployCause.
                 * @constructor
                 * @param {prost.control.v1.DeployCause.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeployCause = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DeployCause reason.
                 * @member {string} reason
                 * @memberof prost.control.v1.DeployCause
                 * @instance
                 */
                DeployCause.prototype.reason = "";

                /**
                 * DeployCause count.
                 * @member {number} count
                 * @memberof prost.control.v1.DeployCause
                 * @instance
                 */
                DeployCause.prototype.count = 0;

                /**
                 * Creates a new DeployCause instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.DeployCause
                 * @static
                 * @param {prost.control.v1.DeployCause.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.DeployCause} DeployCause instance
                 * @type {{
                 *   (properties: prost.control.v1.DeployCause.$Shape): prost.control.v1.DeployCause & prost.control.v1.DeployCause.$Shape;
                 *   (properties?: prost.control.v1.DeployCause.$Properties): prost.control.v1.DeployCause;
                 * }}
                 */
                DeployCause.create = function(properties) {
                    return new DeployCause(properties);
                };

                /**
                 * Encodes the specified DeployCause message. Does not implicitly {@link prost.control.v1.DeployCause.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.DeployCause
                 * @static
                 * @param {prost.control.v1.DeployCause.$Properties} message DeployCause message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeployCause.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.reason);
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.count);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeployCause message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.DeployCause
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.DeployCause & prost.control.v1.DeployCause.$Shape} DeployCause
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeployCause.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.DeployCause();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.count = value;
                                else
                                    delete message.count;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a DeployCause message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.DeployCause
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.DeployCause} DeployCause
                 */
                DeployCause.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.DeployCause)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.DeployCause: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.DeployCause();
                    if (object.reason != null)
                        if (typeof object.reason !== "string" || object.reason.length)
                            message.reason = $String(object.reason);
                    if (object.count != null)
                        if ($Number(object.count) !== 0)
                            message.count = object.count >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a DeployCause message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.DeployCause
                 * @static
                 * @param {prost.control.v1.DeployCause} message DeployCause
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                DeployCause.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.reason = "";
                        object.count = 0;
                    }
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                        object.reason = message.reason;
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                        object.count = message.count;
                    return object;
                };

                /**
                 * Converts this DeployCause to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.DeployCause
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                DeployCause.prototype.toJSON = function() {
                    return DeployCause.toObject(this, $protobuf.util.toJSONOptions);
                };

                return DeployCause;
            })();

            v1.DeployRefusal = (function() {

                /**
                 * Properties of a DeployRefusal.
                 * @typedef {Object} prost.control.v1.DeployRefusal.$Properties
                 * @property {string|null} [nodeId] DeployRefusal nodeId
                 * @property {string|null} [reason] DeployRefusal reason
                 * @property {string|null} [detail] DeployRefusal detail
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeployRefusal.
                 * @memberof prost.control.v1
                 * @interface IDeployRefusal
                 * @augments prost.control.v1.DeployRefusal.$Properties
                 * @deprecated Use prost.control.v1.DeployRefusal.$Properties instead.
                 */

                /**
                 * Shape of a DeployRefusal.
                 * @typedef {prost.control.v1.DeployRefusal.$Properties} prost.control.v1.DeployRefusal.$Shape
                 */

                /**
                 * Constructs a new DeployRefusal.
                 * @memberof prost.control.v1
                 * @classdesc Represents a DeployRefusal.
                 * @constructor
                 * @param {prost.control.v1.DeployRefusal.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeployRefusal = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DeployRefusal nodeId.
                 * @member {string} nodeId
                 * @memberof prost.control.v1.DeployRefusal
                 * @instance
                 */
                DeployRefusal.prototype.nodeId = "";

                /**
                 * DeployRefusal reason.
                 * @member {string} reason
                 * @memberof prost.control.v1.DeployRefusal
                 * @instance
                 */
                DeployRefusal.prototype.reason = "";

                /**
                 * DeployRefusal detail.
                 * @member {string} detail
                 * @memberof prost.control.v1.DeployRefusal
                 * @instance
                 */
                DeployRefusal.prototype.detail = "";

                /**
                 * Creates a new DeployRefusal instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.DeployRefusal
                 * @static
                 * @param {prost.control.v1.DeployRefusal.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.DeployRefusal} DeployRefusal instance
                 * @type {{
                 *   (properties: prost.control.v1.DeployRefusal.$Shape): prost.control.v1.DeployRefusal & prost.control.v1.DeployRefusal.$Shape;
                 *   (properties?: prost.control.v1.DeployRefusal.$Properties): prost.control.v1.DeployRefusal;
                 * }}
                 */
                DeployRefusal.create = function(properties) {
                    return new DeployRefusal(properties);
                };

                /**
                 * Encodes the specified DeployRefusal message. Does not implicitly {@link prost.control.v1.DeployRefusal.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.DeployRefusal
                 * @static
                 * @param {prost.control.v1.DeployRefusal.$Properties} message DeployRefusal message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeployRefusal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && message.nodeId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.nodeId);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.detail);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeployRefusal message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.DeployRefusal
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.DeployRefusal & prost.control.v1.DeployRefusal.$Shape} DeployRefusal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeployRefusal.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.DeployRefusal();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nodeId = value;
                                else
                                    delete message.nodeId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a DeployRefusal message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.DeployRefusal
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.DeployRefusal} DeployRefusal
                 */
                DeployRefusal.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.DeployRefusal)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.DeployRefusal: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.DeployRefusal();
                    if (object.nodeId != null)
                        if (typeof object.nodeId !== "string" || object.nodeId.length)
                            message.nodeId = $String(object.nodeId);
                    if (object.reason != null)
                        if (typeof object.reason !== "string" || object.reason.length)
                            message.reason = $String(object.reason);
                    if (object.detail != null)
                        if (typeof object.detail !== "string" || object.detail.length)
                            message.detail = $String(object.detail);
                    return message;
                };

                /**
                 * Creates a plain object from a DeployRefusal message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.DeployRefusal
                 * @static
                 * @param {prost.control.v1.DeployRefusal} message DeployRefusal
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                DeployRefusal.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.nodeId = "";
                        object.reason = "";
                        object.detail = "";
                    }
                    if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId"))
                        object.nodeId = message.nodeId;
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                        object.reason = message.reason;
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                        object.detail = message.detail;
                    return object;
                };

                /**
                 * Converts this DeployRefusal to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.DeployRefusal
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                DeployRefusal.prototype.toJSON = function() {
                    return DeployRefusal.toObject(this, $protobuf.util.toJSONOptions);
                };

                return DeployRefusal;
            })();

            v1.UpgradeStatus = (function() {

                /**
                 * Properties of an UpgradeStatus.
                 * @typedef {Object} prost.control.v1.UpgradeStatus.$Properties
                 * @property {number|null} [fromVersion] UpgradeStatus fromVersion
                 * @property {number|null} [toVersion] UpgradeStatus toVersion
                 * @property {number|null} [atMs] UpgradeStatus atMs
                 * @property {number|null} [heldMs] UpgradeStatus heldMs
                 * @property {boolean|null} [ok] UpgradeStatus ok
                 * @property {boolean|null} [hasRestored] UpgradeStatus hasRestored
                 * @property {string|null} [detail] UpgradeStatus detail
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an UpgradeStatus.
                 * @memberof prost.control.v1
                 * @interface IUpgradeStatus
                 * @augments prost.control.v1.UpgradeStatus.$Properties
                 * @deprecated Use prost.control.v1.UpgradeStatus.$Properties instead.
                 */

                /**
                 * Shape of an UpgradeStatus.
                 * @typedef {prost.control.v1.UpgradeStatus.$Properties} prost.control.v1.UpgradeStatus.$Shape
                 */

                /**
                 * Constructs a new UpgradeStatus.
                 * @memberof prost.control.v1
                 * @classdesc Represents an UpgradeStatus.
                 * @constructor
                 * @param {prost.control.v1.UpgradeStatus.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const UpgradeStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * UpgradeStatus fromVersion.
                 * @member {number} fromVersion
                 * @memberof prost.control.v1.UpgradeStatus
                 * @instance
                 */
                UpgradeStatus.prototype.fromVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * UpgradeStatus toVersion.
                 * @member {number} toVersion
                 * @memberof prost.control.v1.UpgradeStatus
                 * @instance
                 */
                UpgradeStatus.prototype.toVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * UpgradeStatus atMs.
                 * @member {number} atMs
                 * @memberof prost.control.v1.UpgradeStatus
                 * @instance
                 */
                UpgradeStatus.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * UpgradeStatus heldMs.
                 * @member {number} heldMs
                 * @memberof prost.control.v1.UpgradeStatus
                 * @instance
                 */
                UpgradeStatus.prototype.heldMs = 0;

                /**
                 * UpgradeStatus ok.
                 * @member {boolean} ok
                 * @memberof prost.control.v1.UpgradeStatus
                 * @instance
                 */
                UpgradeStatus.prototype.ok = false;

                /**
                 * UpgradeStatus hasRestored.
                 * @member {boolean} hasRestored
                 * @memberof prost.control.v1.UpgradeStatus
                 * @instance
                 */
                UpgradeStatus.prototype.hasRestored = false;

                /**
                 * UpgradeStatus detail.
                 * @member {string} detail
                 * @memberof prost.control.v1.UpgradeStatus
                 * @instance
                 */
                UpgradeStatus.prototype.detail = "";

                /**
                 * Creates a new UpgradeStatus instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.UpgradeStatus
                 * @static
                 * @param {prost.control.v1.UpgradeStatus.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.UpgradeStatus} UpgradeStatus instance
                 * @type {{
                 *   (properties: prost.control.v1.UpgradeStatus.$Shape): prost.control.v1.UpgradeStatus & prost.control.v1.UpgradeStatus.$Shape;
                 *   (properties?: prost.control.v1.UpgradeStatus.$Properties): prost.control.v1.UpgradeStatus;
                 * }}
                 */
                UpgradeStatus.create = function(properties) {
                    return new UpgradeStatus(properties);
                };

                /**
                 * Encodes the specified UpgradeStatus message. Does not implicitly {@link prost.control.v1.UpgradeStatus.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.UpgradeStatus
                 * @static
                 * @param {prost.control.v1.UpgradeStatus.$Properties} message UpgradeStatus message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                UpgradeStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.fromVersion != null && $Object.hasOwnProperty.call(message, "fromVersion") && (typeof message.fromVersion === "object" ? message.fromVersion.low || message.fromVersion.high : message.fromVersion !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.fromVersion);
                    if (message.toVersion != null && $Object.hasOwnProperty.call(message, "toVersion") && (typeof message.toVersion === "object" ? message.toVersion.low || message.toVersion.high : message.toVersion !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.toVersion);
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.atMs);
                    if (message.heldMs != null && $Object.hasOwnProperty.call(message, "heldMs") && message.heldMs !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.heldMs);
                    if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                        writer.uint32(/* id 5, wireType 0 =*/40).bool(message.ok);
                    if (message.hasRestored != null && $Object.hasOwnProperty.call(message, "hasRestored") && message.hasRestored !== false)
                        writer.uint32(/* id 6, wireType 0 =*/48).bool(message.hasRestored);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.detail);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an UpgradeStatus message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.UpgradeStatus
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.UpgradeStatus & prost.control.v1.UpgradeStatus.$Shape} UpgradeStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                UpgradeStatus.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.UpgradeStatus();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.fromVersion = value;
                                else
                                    delete message.fromVersion;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.toVersion = value;
                                else
                                    delete message.toVersion;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.heldMs = value;
                                else
                                    delete message.heldMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.ok = value;
                                else
                                    delete message.ok;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.hasRestored = value;
                                else
                                    delete message.hasRestored;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an UpgradeStatus message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.UpgradeStatus
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.UpgradeStatus} UpgradeStatus
                 */
                UpgradeStatus.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.UpgradeStatus)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.UpgradeStatus: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.UpgradeStatus();
                    if (object.fromVersion != null)
                        if (typeof object.fromVersion === "object" ? object.fromVersion.low || object.fromVersion.high : $Number(object.fromVersion) !== 0)
                            if ($util.Long)
                                message.fromVersion = $util.Long.fromValue(object.fromVersion, true);
                            else if (typeof object.fromVersion === "string")
                                message.fromVersion = $parseInt(object.fromVersion, 10);
                            else if (typeof object.fromVersion === "number")
                                message.fromVersion = object.fromVersion;
                            else if (typeof object.fromVersion === "object")
                                message.fromVersion = new $util.LongBits(object.fromVersion.low >>> 0, object.fromVersion.high >>> 0).toNumber(true);
                    if (object.toVersion != null)
                        if (typeof object.toVersion === "object" ? object.toVersion.low || object.toVersion.high : $Number(object.toVersion) !== 0)
                            if ($util.Long)
                                message.toVersion = $util.Long.fromValue(object.toVersion, true);
                            else if (typeof object.toVersion === "string")
                                message.toVersion = $parseInt(object.toVersion, 10);
                            else if (typeof object.toVersion === "number")
                                message.toVersion = object.toVersion;
                            else if (typeof object.toVersion === "object")
                                message.toVersion = new $util.LongBits(object.toVersion.low >>> 0, object.toVersion.high >>> 0).toNumber(true);
                    if (object.atMs != null)
                        if (typeof object.atMs === "object" ? object.atMs.low || object.atMs.high : $Number(object.atMs) !== 0)
                            if ($util.Long)
                                message.atMs = $util.Long.fromValue(object.atMs, true);
                            else if (typeof object.atMs === "string")
                                message.atMs = $parseInt(object.atMs, 10);
                            else if (typeof object.atMs === "number")
                                message.atMs = object.atMs;
                            else if (typeof object.atMs === "object")
                                message.atMs = new $util.LongBits(object.atMs.low >>> 0, object.atMs.high >>> 0).toNumber(true);
                    if (object.heldMs != null)
                        if ($Number(object.heldMs) !== 0)
                            message.heldMs = object.heldMs >>> 0;
                    if (object.ok != null)
                        if (object.ok)
                            message.ok = $Boolean(object.ok);
                    if (object.hasRestored != null)
                        if (object.hasRestored)
                            message.hasRestored = $Boolean(object.hasRestored);
                    if (object.detail != null)
                        if (typeof object.detail !== "string" || object.detail.length)
                            message.detail = $String(object.detail);
                    return message;
                };

                /**
                 * Creates a plain object from an UpgradeStatus message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.UpgradeStatus
                 * @static
                 * @param {prost.control.v1.UpgradeStatus} message UpgradeStatus
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                UpgradeStatus.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.fromVersion = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.fromVersion = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.toVersion = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.toVersion = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.atMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.atMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.heldMs = 0;
                        object.ok = false;
                        object.hasRestored = false;
                        object.detail = "";
                    }
                    if (message.fromVersion != null && $Object.hasOwnProperty.call(message, "fromVersion"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.fromVersion = typeof message.fromVersion === "number" ? $BigInt(message.fromVersion) : $util.Long.fromBits(message.fromVersion.low >>> 0, message.fromVersion.high >>> 0, true).toBigInt();
                        else if (typeof message.fromVersion === "number")
                            object.fromVersion = options.longs === $String ? $String(message.fromVersion) : message.fromVersion;
                        else
                            object.fromVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.fromVersion) : options.longs === $Number ? new $util.LongBits(message.fromVersion.low >>> 0, message.fromVersion.high >>> 0).toNumber(true) : message.fromVersion;
                    if (message.toVersion != null && $Object.hasOwnProperty.call(message, "toVersion"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.toVersion = typeof message.toVersion === "number" ? $BigInt(message.toVersion) : $util.Long.fromBits(message.toVersion.low >>> 0, message.toVersion.high >>> 0, true).toBigInt();
                        else if (typeof message.toVersion === "number")
                            object.toVersion = options.longs === $String ? $String(message.toVersion) : message.toVersion;
                        else
                            object.toVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.toVersion) : options.longs === $Number ? new $util.LongBits(message.toVersion.low >>> 0, message.toVersion.high >>> 0).toNumber(true) : message.toVersion;
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.atMs = typeof message.atMs === "number" ? $BigInt(message.atMs) : $util.Long.fromBits(message.atMs.low >>> 0, message.atMs.high >>> 0, true).toBigInt();
                        else if (typeof message.atMs === "number")
                            object.atMs = options.longs === $String ? $String(message.atMs) : message.atMs;
                        else
                            object.atMs = options.longs === $String ? $util.Long.prototype.toString.call(message.atMs) : options.longs === $Number ? new $util.LongBits(message.atMs.low >>> 0, message.atMs.high >>> 0).toNumber(true) : message.atMs;
                    if (message.heldMs != null && $Object.hasOwnProperty.call(message, "heldMs"))
                        object.heldMs = message.heldMs;
                    if (message.ok != null && $Object.hasOwnProperty.call(message, "ok"))
                        object.ok = message.ok;
                    if (message.hasRestored != null && $Object.hasOwnProperty.call(message, "hasRestored"))
                        object.hasRestored = message.hasRestored;
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                        object.detail = message.detail;
                    return object;
                };

                /**
                 * Converts this UpgradeStatus to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.UpgradeStatus
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                UpgradeStatus.prototype.toJSON = function() {
                    return UpgradeStatus.toObject(this, $protobuf.util.toJSONOptions);
                };

                return UpgradeStatus;
            })();

            v1.ListServicesRequest = (function() {

                /**
                 * Properties of a ListServicesRequest.
                 * @typedef {Object} prost.control.v1.ListServicesRequest.$Properties
                 * @property {string|null} [after] ListServicesRequest after
                 * @property {number|null} [max] ListServicesRequest max
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ListServicesRequest.
                 * @memberof prost.control.v1
                 * @interface IListServicesRequest
                 * @augments prost.control.v1.ListServicesRequest.$Properties
                 * @deprecated Use prost.control.v1.ListServicesRequest.$Properties instead.
                 */

                /**
                 * Shape of a ListServicesRequest.
                 * @typedef {prost.control.v1.ListServicesRequest.$Properties} prost.control.v1.ListServicesRequest.$Shape
                 */

                /**
                 * Constructs a new ListServicesRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a ListServicesRequest.
                 * @constructor
                 * @param {prost.control.v1.ListServicesRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ListServicesRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ListServicesRequest after.
                 * @member {string} after
                 * @memberof prost.control.v1.ListServicesRequest
                 * @instance
                 */
                ListServicesRequest.prototype.after = "";

                /**
                 * ListServicesRequest max.
                 * @member {number} max
                 * @memberof prost.control.v1.ListServicesRequest
                 * @instance
                 */
                ListServicesRequest.prototype.max = 0;

                /**
                 * Creates a new ListServicesRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.ListServicesRequest
                 * @static
                 * @param {prost.control.v1.ListServicesRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.ListServicesRequest} ListServicesRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.ListServicesRequest.$Shape): prost.control.v1.ListServicesRequest & prost.control.v1.ListServicesRequest.$Shape;
                 *   (properties?: prost.control.v1.ListServicesRequest.$Properties): prost.control.v1.ListServicesRequest;
                 * }}
                 */
                ListServicesRequest.create = function(properties) {
                    return new ListServicesRequest(properties);
                };

                /**
                 * Encodes the specified ListServicesRequest message. Does not implicitly {@link prost.control.v1.ListServicesRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.ListServicesRequest
                 * @static
                 * @param {prost.control.v1.ListServicesRequest.$Properties} message ListServicesRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ListServicesRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.after != null && $Object.hasOwnProperty.call(message, "after") && message.after !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.after);
                    if (message.max != null && $Object.hasOwnProperty.call(message, "max") && message.max !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.max);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ListServicesRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.ListServicesRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.ListServicesRequest & prost.control.v1.ListServicesRequest.$Shape} ListServicesRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ListServicesRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.ListServicesRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.after = value;
                                else
                                    delete message.after;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.max = value;
                                else
                                    delete message.max;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a ListServicesRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.ListServicesRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.ListServicesRequest} ListServicesRequest
                 */
                ListServicesRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.ListServicesRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.ListServicesRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.ListServicesRequest();
                    if (object.after != null)
                        if (typeof object.after !== "string" || object.after.length)
                            message.after = $String(object.after);
                    if (object.max != null)
                        if ($Number(object.max) !== 0)
                            message.max = object.max >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a ListServicesRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.ListServicesRequest
                 * @static
                 * @param {prost.control.v1.ListServicesRequest} message ListServicesRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ListServicesRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.after = "";
                        object.max = 0;
                    }
                    if (message.after != null && $Object.hasOwnProperty.call(message, "after"))
                        object.after = message.after;
                    if (message.max != null && $Object.hasOwnProperty.call(message, "max"))
                        object.max = message.max;
                    return object;
                };

                /**
                 * Converts this ListServicesRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.ListServicesRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ListServicesRequest.prototype.toJSON = function() {
                    return ListServicesRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ListServicesRequest;
            })();

            v1.ListServicesReply = (function() {

                /**
                 * Properties of a ListServicesReply.
                 * @typedef {Object} prost.control.v1.ListServicesReply.$Properties
                 * @property {Array.<prost.control.v1.ServiceStatus.$Properties>|null} [services] ListServicesReply services
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ListServicesReply.
                 * @memberof prost.control.v1
                 * @interface IListServicesReply
                 * @augments prost.control.v1.ListServicesReply.$Properties
                 * @deprecated Use prost.control.v1.ListServicesReply.$Properties instead.
                 */

                /**
                 * Shape of a ListServicesReply.
                 * @typedef {prost.control.v1.ListServicesReply.$Properties} prost.control.v1.ListServicesReply.$Shape
                 */

                /**
                 * Constructs a new ListServicesReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a ListServicesReply.
                 * @constructor
                 * @param {prost.control.v1.ListServicesReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ListServicesReply = function (properties) {
                    this.services = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ListServicesReply services.
                 * @member {Array.<prost.control.v1.ServiceStatus.$Properties>} services
                 * @memberof prost.control.v1.ListServicesReply
                 * @instance
                 */
                ListServicesReply.prototype.services = $util.emptyArray;

                /**
                 * Creates a new ListServicesReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.ListServicesReply
                 * @static
                 * @param {prost.control.v1.ListServicesReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.ListServicesReply} ListServicesReply instance
                 * @type {{
                 *   (properties: prost.control.v1.ListServicesReply.$Shape): prost.control.v1.ListServicesReply & prost.control.v1.ListServicesReply.$Shape;
                 *   (properties?: prost.control.v1.ListServicesReply.$Properties): prost.control.v1.ListServicesReply;
                 * }}
                 */
                ListServicesReply.create = function(properties) {
                    return new ListServicesReply(properties);
                };

                /**
                 * Encodes the specified ListServicesReply message. Does not implicitly {@link prost.control.v1.ListServicesReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.ListServicesReply
                 * @static
                 * @param {prost.control.v1.ListServicesReply.$Properties} message ListServicesReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ListServicesReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.services != null && message.services.length)
                        for (let i = 0; i < message.services.length; ++i)
                            $root.prost.control.v1.ServiceStatus.encode(message.services[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ListServicesReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.ListServicesReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.ListServicesReply & prost.control.v1.ListServicesReply.$Shape} ListServicesReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ListServicesReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.ListServicesReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.services && message.services.length))
                                    message.services = [];
                                message.services.push($root.prost.control.v1.ServiceStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a ListServicesReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.ListServicesReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.ListServicesReply} ListServicesReply
                 */
                ListServicesReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.ListServicesReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.ListServicesReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.ListServicesReply();
                    if (object.services) {
                        if (!$Array.isArray(object.services))
                            throw $TypeError(".prost.control.v1.ListServicesReply.services: array expected");
                        message.services = $Array(object.services.length);
                        for (let i = 0; i < object.services.length; ++i) {
                            if (!$util.isObject(object.services[i]))
                                throw $TypeError(".prost.control.v1.ListServicesReply.services: object expected");
                            message.services[i] = $root.prost.control.v1.ServiceStatus.fromObject(object.services[i], _depth + 1);
                        }
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a ListServicesReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.ListServicesReply
                 * @static
                 * @param {prost.control.v1.ListServicesReply} message ListServicesReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ListServicesReply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.services = [];
                    if (message.services && message.services.length) {
                        object.services = $Array(message.services.length);
                        for (let j = 0; j < message.services.length; ++j)
                            object.services[j] = $root.prost.control.v1.ServiceStatus.toObject(message.services[j], options, _depth + 1);
                    }
                    return object;
                };

                /**
                 * Converts this ListServicesReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.ListServicesReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ListServicesReply.prototype.toJSON = function() {
                    return ListServicesReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ListServicesReply;
            })();

            v1.ServiceStatus = (function() {

                /**
                 * Properties of a ServiceStatus.
                 * @typedef {Object} prost.control.v1.ServiceStatus.$Properties
                 * @property {string|null} [serviceId] ServiceStatus serviceId
                 * @property {string|null} [rootId] ServiceStatus rootId
                 * @property {string|null} [name] ServiceStatus name
                 * @property {number|null} [version] ServiceStatus version
                 * @property {string|null} [label] ServiceStatus label
                 * @property {string|null} [codeHash] ServiceStatus codeHash
                 * @property {string|null} [codeFrom] ServiceStatus codeFrom
                 * @property {string|null} [state] ServiceStatus state
                 * @property {string|null} [detail] ServiceStatus detail
                 * @property {Array.<string>|null} [capabilities] ServiceStatus capabilities
                 * @property {number|null} [upcalls] ServiceStatus upcalls
                 * @property {number|null} [forwardUpcalls] ServiceStatus forwardUpcalls
                 * @property {number|null} [faults] ServiceStatus faults
                 * @property {string|null} [lastFault] ServiceStatus lastFault
                 * @property {number|null} [fuelUsed] ServiceStatus fuelUsed
                 * @property {number|null} [storeBytes] ServiceStatus storeBytes
                 * @property {number|null} [cellPid] ServiceStatus cellPid
                 * @property {number|null} [cellRssBytes] ServiceStatus cellRssBytes
                 * @property {number|null} [cellRestarts] ServiceStatus cellRestarts
                 * @property {prost.control.v1.ServiceUsage.$Properties|null} [usage] ServiceStatus usage
                 * @property {boolean|null} [isInline] ServiceStatus isInline
                 * @property {prost.control.v1.UpgradeStatus.$Properties|null} [lastUpgrade] ServiceStatus lastUpgrade
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ServiceStatus.
                 * @memberof prost.control.v1
                 * @interface IServiceStatus
                 * @augments prost.control.v1.ServiceStatus.$Properties
                 * @deprecated Use prost.control.v1.ServiceStatus.$Properties instead.
                 */

                /**
                 * Shape of a ServiceStatus.
                 * @typedef {prost.control.v1.ServiceStatus.$Properties} prost.control.v1.ServiceStatus.$Shape
                 */

                /**
                 * Constructs a new ServiceStatus.
                 * @memberof prost.control.v1
                 * @classdesc Represents a ServiceStatus.
                 * @constructor
                 * @param {prost.control.v1.ServiceStatus.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ServiceStatus = function (properties) {
                    this.capabilities = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ServiceStatus serviceId.
                 * @member {string} serviceId
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.serviceId = "";

                /**
                 * ServiceStatus rootId.
                 * @member {string} rootId
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.rootId = "";

                /**
                 * ServiceStatus name.
                 * @member {string} name
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.name = "";

                /**
                 * ServiceStatus version.
                 * @member {number} version
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceStatus label.
                 * @member {string} label
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.label = "";

                /**
                 * ServiceStatus codeHash.
                 * @member {string} codeHash
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.codeHash = "";

                /**
                 * ServiceStatus codeFrom.
                 * @member {string} codeFrom
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.codeFrom = "";

                /**
                 * ServiceStatus state.
                 * @member {string} state
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.state = "";

                /**
                 * ServiceStatus detail.
                 * @member {string} detail
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.detail = "";

                /**
                 * ServiceStatus capabilities.
                 * @member {Array.<string>} capabilities
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.capabilities = $util.emptyArray;

                /**
                 * ServiceStatus upcalls.
                 * @member {number} upcalls
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.upcalls = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceStatus forwardUpcalls.
                 * @member {number} forwardUpcalls
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.forwardUpcalls = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceStatus faults.
                 * @member {number} faults
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.faults = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceStatus lastFault.
                 * @member {string} lastFault
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.lastFault = "";

                /**
                 * ServiceStatus fuelUsed.
                 * @member {number} fuelUsed
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.fuelUsed = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceStatus storeBytes.
                 * @member {number} storeBytes
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.storeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceStatus cellPid.
                 * @member {number} cellPid
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.cellPid = 0;

                /**
                 * ServiceStatus cellRssBytes.
                 * @member {number} cellRssBytes
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.cellRssBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceStatus cellRestarts.
                 * @member {number} cellRestarts
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.cellRestarts = 0;

                /**
                 * ServiceStatus usage.
                 * @member {prost.control.v1.ServiceUsage.$Properties|null|undefined} usage
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.usage = null;

                /**
                 * ServiceStatus isInline.
                 * @member {boolean} isInline
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.isInline = false;

                /**
                 * ServiceStatus lastUpgrade.
                 * @member {prost.control.v1.UpgradeStatus.$Properties|null|undefined} lastUpgrade
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 */
                ServiceStatus.prototype.lastUpgrade = null;

                /**
                 * Creates a new ServiceStatus instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.ServiceStatus
                 * @static
                 * @param {prost.control.v1.ServiceStatus.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.ServiceStatus} ServiceStatus instance
                 * @type {{
                 *   (properties: prost.control.v1.ServiceStatus.$Shape): prost.control.v1.ServiceStatus & prost.control.v1.ServiceStatus.$Shape;
                 *   (properties?: prost.control.v1.ServiceStatus.$Properties): prost.control.v1.ServiceStatus;
                 * }}
                 */
                ServiceStatus.create = function(properties) {
                    return new ServiceStatus(properties);
                };

                /**
                 * Encodes the specified ServiceStatus message. Does not implicitly {@link prost.control.v1.ServiceStatus.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.ServiceStatus
                 * @static
                 * @param {prost.control.v1.ServiceStatus.$Properties} message ServiceStatus message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ServiceStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.serviceId != null && $Object.hasOwnProperty.call(message, "serviceId") && message.serviceId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.serviceId);
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId") && message.rootId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.rootId);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.label);
                    if (message.codeHash != null && $Object.hasOwnProperty.call(message, "codeHash") && message.codeHash !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.codeHash);
                    if (message.codeFrom != null && $Object.hasOwnProperty.call(message, "codeFrom") && message.codeFrom !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.codeFrom);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.state);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(/* id 9, wireType 2 =*/74).string(message.detail);
                    if (message.capabilities != null && message.capabilities.length)
                        for (let i = 0; i < message.capabilities.length; ++i)
                            writer.uint32(/* id 10, wireType 2 =*/82).string(message.capabilities[i]);
                    if (message.upcalls != null && $Object.hasOwnProperty.call(message, "upcalls") && (typeof message.upcalls === "object" ? message.upcalls.low || message.upcalls.high : message.upcalls !== 0))
                        writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.upcalls);
                    if (message.forwardUpcalls != null && $Object.hasOwnProperty.call(message, "forwardUpcalls") && (typeof message.forwardUpcalls === "object" ? message.forwardUpcalls.low || message.forwardUpcalls.high : message.forwardUpcalls !== 0))
                        writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.forwardUpcalls);
                    if (message.faults != null && $Object.hasOwnProperty.call(message, "faults") && (typeof message.faults === "object" ? message.faults.low || message.faults.high : message.faults !== 0))
                        writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.faults);
                    if (message.lastFault != null && $Object.hasOwnProperty.call(message, "lastFault") && message.lastFault !== "")
                        writer.uint32(/* id 14, wireType 2 =*/114).string(message.lastFault);
                    if (message.fuelUsed != null && $Object.hasOwnProperty.call(message, "fuelUsed") && (typeof message.fuelUsed === "object" ? message.fuelUsed.low || message.fuelUsed.high : message.fuelUsed !== 0))
                        writer.uint32(/* id 15, wireType 0 =*/120).uint64(message.fuelUsed);
                    if (message.storeBytes != null && $Object.hasOwnProperty.call(message, "storeBytes") && (typeof message.storeBytes === "object" ? message.storeBytes.low || message.storeBytes.high : message.storeBytes !== 0))
                        writer.uint32(/* id 16, wireType 0 =*/128).uint64(message.storeBytes);
                    if (message.cellPid != null && $Object.hasOwnProperty.call(message, "cellPid") && message.cellPid !== 0)
                        writer.uint32(/* id 17, wireType 0 =*/136).uint32(message.cellPid);
                    if (message.cellRssBytes != null && $Object.hasOwnProperty.call(message, "cellRssBytes") && (typeof message.cellRssBytes === "object" ? message.cellRssBytes.low || message.cellRssBytes.high : message.cellRssBytes !== 0))
                        writer.uint32(/* id 18, wireType 0 =*/144).uint64(message.cellRssBytes);
                    if (message.cellRestarts != null && $Object.hasOwnProperty.call(message, "cellRestarts") && message.cellRestarts !== 0)
                        writer.uint32(/* id 19, wireType 0 =*/152).uint32(message.cellRestarts);
                    if (message.usage != null && $Object.hasOwnProperty.call(message, "usage"))
                        $root.prost.control.v1.ServiceUsage.encode(message.usage, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                    if (message.isInline != null && $Object.hasOwnProperty.call(message, "isInline") && message.isInline !== false)
                        writer.uint32(/* id 40, wireType 0 =*/320).bool(message.isInline);
                    if (message.lastUpgrade != null && $Object.hasOwnProperty.call(message, "lastUpgrade"))
                        $root.prost.control.v1.UpgradeStatus.encode(message.lastUpgrade, writer.uint32(/* id 60, wireType 2 =*/482).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ServiceStatus message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.ServiceStatus
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.ServiceStatus & prost.control.v1.ServiceStatus.$Shape} ServiceStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ServiceStatus.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.ServiceStatus();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.serviceId = value;
                                else
                                    delete message.serviceId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.rootId = value;
                                else
                                    delete message.rootId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.label = value;
                                else
                                    delete message.label;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.codeHash = value;
                                else
                                    delete message.codeHash;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.codeFrom = value;
                                else
                                    delete message.codeFrom;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.capabilities && message.capabilities.length))
                                    message.capabilities = [];
                                message.capabilities.push(reader.stringVerify());
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.upcalls = value;
                                else
                                    delete message.upcalls;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.forwardUpcalls = value;
                                else
                                    delete message.forwardUpcalls;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.faults = value;
                                else
                                    delete message.faults;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.lastFault = value;
                                else
                                    delete message.lastFault;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.fuelUsed = value;
                                else
                                    delete message.fuelUsed;
                                continue;
                            }
                        case 16: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.storeBytes = value;
                                else
                                    delete message.storeBytes;
                                continue;
                            }
                        case 17: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.cellPid = value;
                                else
                                    delete message.cellPid;
                                continue;
                            }
                        case 18: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.cellRssBytes = value;
                                else
                                    delete message.cellRssBytes;
                                continue;
                            }
                        case 19: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.cellRestarts = value;
                                else
                                    delete message.cellRestarts;
                                continue;
                            }
                        case 20: {
                                if (wireType !== 2)
                                    break;
                                message.usage = $root.prost.control.v1.ServiceUsage.decode(reader, reader.size(), $undefined, _depth + 1, message.usage);
                                continue;
                            }
                        case 40: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.isInline = value;
                                else
                                    delete message.isInline;
                                continue;
                            }
                        case 60: {
                                if (wireType !== 2)
                                    break;
                                message.lastUpgrade = $root.prost.control.v1.UpgradeStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.lastUpgrade);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a ServiceStatus message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.ServiceStatus
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.ServiceStatus} ServiceStatus
                 */
                ServiceStatus.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.ServiceStatus)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.ServiceStatus: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.ServiceStatus();
                    if (object.serviceId != null)
                        if (typeof object.serviceId !== "string" || object.serviceId.length)
                            message.serviceId = $String(object.serviceId);
                    if (object.rootId != null)
                        if (typeof object.rootId !== "string" || object.rootId.length)
                            message.rootId = $String(object.rootId);
                    if (object.name != null)
                        if (typeof object.name !== "string" || object.name.length)
                            message.name = $String(object.name);
                    if (object.version != null)
                        if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                            if ($util.Long)
                                message.version = $util.Long.fromValue(object.version, true);
                            else if (typeof object.version === "string")
                                message.version = $parseInt(object.version, 10);
                            else if (typeof object.version === "number")
                                message.version = object.version;
                            else if (typeof object.version === "object")
                                message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
                    if (object.label != null)
                        if (typeof object.label !== "string" || object.label.length)
                            message.label = $String(object.label);
                    if (object.codeHash != null)
                        if (typeof object.codeHash !== "string" || object.codeHash.length)
                            message.codeHash = $String(object.codeHash);
                    if (object.codeFrom != null)
                        if (typeof object.codeFrom !== "string" || object.codeFrom.length)
                            message.codeFrom = $String(object.codeFrom);
                    if (object.state != null)
                        if (typeof object.state !== "string" || object.state.length)
                            message.state = $String(object.state);
                    if (object.detail != null)
                        if (typeof object.detail !== "string" || object.detail.length)
                            message.detail = $String(object.detail);
                    if (object.capabilities) {
                        if (!$Array.isArray(object.capabilities))
                            throw $TypeError(".prost.control.v1.ServiceStatus.capabilities: array expected");
                        message.capabilities = $Array(object.capabilities.length);
                        for (let i = 0; i < object.capabilities.length; ++i)
                            message.capabilities[i] = $String(object.capabilities[i]);
                    }
                    if (object.upcalls != null)
                        if (typeof object.upcalls === "object" ? object.upcalls.low || object.upcalls.high : $Number(object.upcalls) !== 0)
                            if ($util.Long)
                                message.upcalls = $util.Long.fromValue(object.upcalls, true);
                            else if (typeof object.upcalls === "string")
                                message.upcalls = $parseInt(object.upcalls, 10);
                            else if (typeof object.upcalls === "number")
                                message.upcalls = object.upcalls;
                            else if (typeof object.upcalls === "object")
                                message.upcalls = new $util.LongBits(object.upcalls.low >>> 0, object.upcalls.high >>> 0).toNumber(true);
                    if (object.forwardUpcalls != null)
                        if (typeof object.forwardUpcalls === "object" ? object.forwardUpcalls.low || object.forwardUpcalls.high : $Number(object.forwardUpcalls) !== 0)
                            if ($util.Long)
                                message.forwardUpcalls = $util.Long.fromValue(object.forwardUpcalls, true);
                            else if (typeof object.forwardUpcalls === "string")
                                message.forwardUpcalls = $parseInt(object.forwardUpcalls, 10);
                            else if (typeof object.forwardUpcalls === "number")
                                message.forwardUpcalls = object.forwardUpcalls;
                            else if (typeof object.forwardUpcalls === "object")
                                message.forwardUpcalls = new $util.LongBits(object.forwardUpcalls.low >>> 0, object.forwardUpcalls.high >>> 0).toNumber(true);
                    if (object.faults != null)
                        if (typeof object.faults === "object" ? object.faults.low || object.faults.high : $Number(object.faults) !== 0)
                            if ($util.Long)
                                message.faults = $util.Long.fromValue(object.faults, true);
                            else if (typeof object.faults === "string")
                                message.faults = $parseInt(object.faults, 10);
                            else if (typeof object.faults === "number")
                                message.faults = object.faults;
                            else if (typeof object.faults === "object")
                                message.faults = new $util.LongBits(object.faults.low >>> 0, object.faults.high >>> 0).toNumber(true);
                    if (object.lastFault != null)
                        if (typeof object.lastFault !== "string" || object.lastFault.length)
                            message.lastFault = $String(object.lastFault);
                    if (object.fuelUsed != null)
                        if (typeof object.fuelUsed === "object" ? object.fuelUsed.low || object.fuelUsed.high : $Number(object.fuelUsed) !== 0)
                            if ($util.Long)
                                message.fuelUsed = $util.Long.fromValue(object.fuelUsed, true);
                            else if (typeof object.fuelUsed === "string")
                                message.fuelUsed = $parseInt(object.fuelUsed, 10);
                            else if (typeof object.fuelUsed === "number")
                                message.fuelUsed = object.fuelUsed;
                            else if (typeof object.fuelUsed === "object")
                                message.fuelUsed = new $util.LongBits(object.fuelUsed.low >>> 0, object.fuelUsed.high >>> 0).toNumber(true);
                    if (object.storeBytes != null)
                        if (typeof object.storeBytes === "object" ? object.storeBytes.low || object.storeBytes.high : $Number(object.storeBytes) !== 0)
                            if ($util.Long)
                                message.storeBytes = $util.Long.fromValue(object.storeBytes, true);
                            else if (typeof object.storeBytes === "string")
                                message.storeBytes = $parseInt(object.storeBytes, 10);
                            else if (typeof object.storeBytes === "number")
                                message.storeBytes = object.storeBytes;
                            else if (typeof object.storeBytes === "object")
                                message.storeBytes = new $util.LongBits(object.storeBytes.low >>> 0, object.storeBytes.high >>> 0).toNumber(true);
                    if (object.cellPid != null)
                        if ($Number(object.cellPid) !== 0)
                            message.cellPid = object.cellPid >>> 0;
                    if (object.cellRssBytes != null)
                        if (typeof object.cellRssBytes === "object" ? object.cellRssBytes.low || object.cellRssBytes.high : $Number(object.cellRssBytes) !== 0)
                            if ($util.Long)
                                message.cellRssBytes = $util.Long.fromValue(object.cellRssBytes, true);
                            else if (typeof object.cellRssBytes === "string")
                                message.cellRssBytes = $parseInt(object.cellRssBytes, 10);
                            else if (typeof object.cellRssBytes === "number")
                                message.cellRssBytes = object.cellRssBytes;
                            else if (typeof object.cellRssBytes === "object")
                                message.cellRssBytes = new $util.LongBits(object.cellRssBytes.low >>> 0, object.cellRssBytes.high >>> 0).toNumber(true);
                    if (object.cellRestarts != null)
                        if ($Number(object.cellRestarts) !== 0)
                            message.cellRestarts = object.cellRestarts >>> 0;
                    if (object.usage != null) {
                        if (!$util.isObject(object.usage))
                            throw $TypeError(".prost.control.v1.ServiceStatus.usage: object expected");
                        message.usage = $root.prost.control.v1.ServiceUsage.fromObject(object.usage, _depth + 1);
                    }
                    if (object.isInline != null)
                        if (object.isInline)
                            message.isInline = $Boolean(object.isInline);
                    if (object.lastUpgrade != null) {
                        if (!$util.isObject(object.lastUpgrade))
                            throw $TypeError(".prost.control.v1.ServiceStatus.lastUpgrade: object expected");
                        message.lastUpgrade = $root.prost.control.v1.UpgradeStatus.fromObject(object.lastUpgrade, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a ServiceStatus message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.ServiceStatus
                 * @static
                 * @param {prost.control.v1.ServiceStatus} message ServiceStatus
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ServiceStatus.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.capabilities = [];
                    if (options.defaults) {
                        object.serviceId = "";
                        object.rootId = "";
                        object.name = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.label = "";
                        object.codeHash = "";
                        object.codeFrom = "";
                        object.state = "";
                        object.detail = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.upcalls = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.upcalls = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.forwardUpcalls = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.forwardUpcalls = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.faults = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.faults = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.lastFault = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.fuelUsed = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.fuelUsed = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.storeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.storeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.cellPid = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.cellRssBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.cellRssBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.cellRestarts = 0;
                        object.usage = null;
                        object.isInline = false;
                        object.lastUpgrade = null;
                    }
                    if (message.serviceId != null && $Object.hasOwnProperty.call(message, "serviceId"))
                        object.serviceId = message.serviceId;
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId"))
                        object.rootId = message.rootId;
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                        else if (typeof message.version === "number")
                            object.version = options.longs === $String ? $String(message.version) : message.version;
                        else
                            object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                        object.label = message.label;
                    if (message.codeHash != null && $Object.hasOwnProperty.call(message, "codeHash"))
                        object.codeHash = message.codeHash;
                    if (message.codeFrom != null && $Object.hasOwnProperty.call(message, "codeFrom"))
                        object.codeFrom = message.codeFrom;
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                        object.state = message.state;
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                        object.detail = message.detail;
                    if (message.capabilities && message.capabilities.length) {
                        object.capabilities = $Array(message.capabilities.length);
                        for (let j = 0; j < message.capabilities.length; ++j)
                            object.capabilities[j] = message.capabilities[j];
                    }
                    if (message.upcalls != null && $Object.hasOwnProperty.call(message, "upcalls"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.upcalls = typeof message.upcalls === "number" ? $BigInt(message.upcalls) : $util.Long.fromBits(message.upcalls.low >>> 0, message.upcalls.high >>> 0, true).toBigInt();
                        else if (typeof message.upcalls === "number")
                            object.upcalls = options.longs === $String ? $String(message.upcalls) : message.upcalls;
                        else
                            object.upcalls = options.longs === $String ? $util.Long.prototype.toString.call(message.upcalls) : options.longs === $Number ? new $util.LongBits(message.upcalls.low >>> 0, message.upcalls.high >>> 0).toNumber(true) : message.upcalls;
                    if (message.forwardUpcalls != null && $Object.hasOwnProperty.call(message, "forwardUpcalls"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.forwardUpcalls = typeof message.forwardUpcalls === "number" ? $BigInt(message.forwardUpcalls) : $util.Long.fromBits(message.forwardUpcalls.low >>> 0, message.forwardUpcalls.high >>> 0, true).toBigInt();
                        else if (typeof message.forwardUpcalls === "number")
                            object.forwardUpcalls = options.longs === $String ? $String(message.forwardUpcalls) : message.forwardUpcalls;
                        else
                            object.forwardUpcalls = options.longs === $String ? $util.Long.prototype.toString.call(message.forwardUpcalls) : options.longs === $Number ? new $util.LongBits(message.forwardUpcalls.low >>> 0, message.forwardUpcalls.high >>> 0).toNumber(true) : message.forwardUpcalls;
                    if (message.faults != null && $Object.hasOwnProperty.call(message, "faults"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.faults = typeof message.faults === "number" ? $BigInt(message.faults) : $util.Long.fromBits(message.faults.low >>> 0, message.faults.high >>> 0, true).toBigInt();
                        else if (typeof message.faults === "number")
                            object.faults = options.longs === $String ? $String(message.faults) : message.faults;
                        else
                            object.faults = options.longs === $String ? $util.Long.prototype.toString.call(message.faults) : options.longs === $Number ? new $util.LongBits(message.faults.low >>> 0, message.faults.high >>> 0).toNumber(true) : message.faults;
                    if (message.lastFault != null && $Object.hasOwnProperty.call(message, "lastFault"))
                        object.lastFault = message.lastFault;
                    if (message.fuelUsed != null && $Object.hasOwnProperty.call(message, "fuelUsed"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.fuelUsed = typeof message.fuelUsed === "number" ? $BigInt(message.fuelUsed) : $util.Long.fromBits(message.fuelUsed.low >>> 0, message.fuelUsed.high >>> 0, true).toBigInt();
                        else if (typeof message.fuelUsed === "number")
                            object.fuelUsed = options.longs === $String ? $String(message.fuelUsed) : message.fuelUsed;
                        else
                            object.fuelUsed = options.longs === $String ? $util.Long.prototype.toString.call(message.fuelUsed) : options.longs === $Number ? new $util.LongBits(message.fuelUsed.low >>> 0, message.fuelUsed.high >>> 0).toNumber(true) : message.fuelUsed;
                    if (message.storeBytes != null && $Object.hasOwnProperty.call(message, "storeBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.storeBytes = typeof message.storeBytes === "number" ? $BigInt(message.storeBytes) : $util.Long.fromBits(message.storeBytes.low >>> 0, message.storeBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.storeBytes === "number")
                            object.storeBytes = options.longs === $String ? $String(message.storeBytes) : message.storeBytes;
                        else
                            object.storeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.storeBytes) : options.longs === $Number ? new $util.LongBits(message.storeBytes.low >>> 0, message.storeBytes.high >>> 0).toNumber(true) : message.storeBytes;
                    if (message.cellPid != null && $Object.hasOwnProperty.call(message, "cellPid"))
                        object.cellPid = message.cellPid;
                    if (message.cellRssBytes != null && $Object.hasOwnProperty.call(message, "cellRssBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.cellRssBytes = typeof message.cellRssBytes === "number" ? $BigInt(message.cellRssBytes) : $util.Long.fromBits(message.cellRssBytes.low >>> 0, message.cellRssBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.cellRssBytes === "number")
                            object.cellRssBytes = options.longs === $String ? $String(message.cellRssBytes) : message.cellRssBytes;
                        else
                            object.cellRssBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.cellRssBytes) : options.longs === $Number ? new $util.LongBits(message.cellRssBytes.low >>> 0, message.cellRssBytes.high >>> 0).toNumber(true) : message.cellRssBytes;
                    if (message.cellRestarts != null && $Object.hasOwnProperty.call(message, "cellRestarts"))
                        object.cellRestarts = message.cellRestarts;
                    if (message.usage != null && $Object.hasOwnProperty.call(message, "usage"))
                        object.usage = $root.prost.control.v1.ServiceUsage.toObject(message.usage, options, _depth + 1);
                    if (message.isInline != null && $Object.hasOwnProperty.call(message, "isInline"))
                        object.isInline = message.isInline;
                    if (message.lastUpgrade != null && $Object.hasOwnProperty.call(message, "lastUpgrade"))
                        object.lastUpgrade = $root.prost.control.v1.UpgradeStatus.toObject(message.lastUpgrade, options, _depth + 1);
                    return object;
                };

                /**
                 * Converts this ServiceStatus to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.ServiceStatus
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ServiceStatus.prototype.toJSON = function() {
                    return ServiceStatus.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ServiceStatus;
            })();

            v1.Metered = (function() {

                /**
                 * Properties of a Metered.
                 * @typedef {Object} prost.control.v1.Metered.$Properties
                 * @property {number|null} [second] Metered second
                 * @property {number|null} [minute] Metered minute
                 * @property {number|null} [total] Metered total
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Metered.
                 * @memberof prost.control.v1
                 * @interface IMetered
                 * @augments prost.control.v1.Metered.$Properties
                 * @deprecated Use prost.control.v1.Metered.$Properties instead.
                 */

                /**
                 * Shape of a Metered.
                 * @typedef {prost.control.v1.Metered.$Properties} prost.control.v1.Metered.$Shape
                 */

                /**
                 * Constructs a new Metered.
                 * @memberof prost.control.v1
                 * @classdesc Represents a Metered.
                 * @constructor
                 * @param {prost.control.v1.Metered.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Metered = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Metered second.
                 * @member {number} second
                 * @memberof prost.control.v1.Metered
                 * @instance
                 */
                Metered.prototype.second = 0;

                /**
                 * Metered minute.
                 * @member {number} minute
                 * @memberof prost.control.v1.Metered
                 * @instance
                 */
                Metered.prototype.minute = 0;

                /**
                 * Metered total.
                 * @member {number} total
                 * @memberof prost.control.v1.Metered
                 * @instance
                 */
                Metered.prototype.total = 0;

                /**
                 * Creates a new Metered instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.Metered
                 * @static
                 * @param {prost.control.v1.Metered.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.Metered} Metered instance
                 * @type {{
                 *   (properties: prost.control.v1.Metered.$Shape): prost.control.v1.Metered & prost.control.v1.Metered.$Shape;
                 *   (properties?: prost.control.v1.Metered.$Properties): prost.control.v1.Metered;
                 * }}
                 */
                Metered.create = function(properties) {
                    return new Metered(properties);
                };

                /**
                 * Encodes the specified Metered message. Does not implicitly {@link prost.control.v1.Metered.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.Metered
                 * @static
                 * @param {prost.control.v1.Metered.$Properties} message Metered message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Metered.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.second != null && $Object.hasOwnProperty.call(message, "second") && !$Object.is(message.second, 0))
                        writer.uint32(/* id 1, wireType 1 =*/9).double(message.second);
                    if (message.minute != null && $Object.hasOwnProperty.call(message, "minute") && !$Object.is(message.minute, 0))
                        writer.uint32(/* id 2, wireType 1 =*/17).double(message.minute);
                    if (message.total != null && $Object.hasOwnProperty.call(message, "total") && !$Object.is(message.total, 0))
                        writer.uint32(/* id 3, wireType 1 =*/25).double(message.total);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Metered message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.Metered
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.Metered & prost.control.v1.Metered.$Shape} Metered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Metered.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.Metered();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.second = value;
                                else
                                    delete message.second;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.minute = value;
                                else
                                    delete message.minute;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.total = value;
                                else
                                    delete message.total;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Metered message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.Metered
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.Metered} Metered
                 */
                Metered.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.Metered)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.Metered: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.Metered();
                    if (object.second != null)
                        if (!$Object.is($Number(object.second), 0))
                            message.second = $Number(object.second);
                    if (object.minute != null)
                        if (!$Object.is($Number(object.minute), 0))
                            message.minute = $Number(object.minute);
                    if (object.total != null)
                        if (!$Object.is($Number(object.total), 0))
                            message.total = $Number(object.total);
                    return message;
                };

                /**
                 * Creates a plain object from a Metered message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.Metered
                 * @static
                 * @param {prost.control.v1.Metered} message Metered
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Metered.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.second = 0;
                        object.minute = 0;
                        object.total = 0;
                    }
                    if (message.second != null && $Object.hasOwnProperty.call(message, "second"))
                        object.second = options.json && !$isFinite(message.second) ? $String(message.second) : message.second;
                    if (message.minute != null && $Object.hasOwnProperty.call(message, "minute"))
                        object.minute = options.json && !$isFinite(message.minute) ? $String(message.minute) : message.minute;
                    if (message.total != null && $Object.hasOwnProperty.call(message, "total"))
                        object.total = options.json && !$isFinite(message.total) ? $String(message.total) : message.total;
                    return object;
                };

                /**
                 * Converts this Metered to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.Metered
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Metered.prototype.toJSON = function() {
                    return Metered.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Metered;
            })();

            v1.Drop = (function() {

                /**
                 * Properties of a Drop.
                 * @typedef {Object} prost.control.v1.Drop.$Properties
                 * @property {string|null} [cause] Drop cause
                 * @property {number|null} [count] Drop count
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Drop.
                 * @memberof prost.control.v1
                 * @interface IDrop
                 * @augments prost.control.v1.Drop.$Properties
                 * @deprecated Use prost.control.v1.Drop.$Properties instead.
                 */

                /**
                 * Shape of a Drop.
                 * @typedef {prost.control.v1.Drop.$Properties} prost.control.v1.Drop.$Shape
                 */

                /**
                 * Constructs a new Drop.
                 * @memberof prost.control.v1
                 * @classdesc Represents a Drop.
                 * @constructor
                 * @param {prost.control.v1.Drop.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Drop = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Drop cause.
                 * @member {string} cause
                 * @memberof prost.control.v1.Drop
                 * @instance
                 */
                Drop.prototype.cause = "";

                /**
                 * Drop count.
                 * @member {number} count
                 * @memberof prost.control.v1.Drop
                 * @instance
                 */
                Drop.prototype.count = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new Drop instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.Drop
                 * @static
                 * @param {prost.control.v1.Drop.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.Drop} Drop instance
                 * @type {{
                 *   (properties: prost.control.v1.Drop.$Shape): prost.control.v1.Drop & prost.control.v1.Drop.$Shape;
                 *   (properties?: prost.control.v1.Drop.$Properties): prost.control.v1.Drop;
                 * }}
                 */
                Drop.create = function(properties) {
                    return new Drop(properties);
                };

                /**
                 * Encodes the specified Drop message. Does not implicitly {@link prost.control.v1.Drop.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.Drop
                 * @static
                 * @param {prost.control.v1.Drop.$Properties} message Drop message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Drop.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.cause != null && $Object.hasOwnProperty.call(message, "cause") && message.cause !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.cause);
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count") && (typeof message.count === "object" ? message.count.low || message.count.high : message.count !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.count);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Drop message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.Drop
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.Drop & prost.control.v1.Drop.$Shape} Drop
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Drop.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.Drop();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.cause = value;
                                else
                                    delete message.cause;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.count = value;
                                else
                                    delete message.count;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Drop message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.Drop
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.Drop} Drop
                 */
                Drop.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.Drop)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.Drop: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.Drop();
                    if (object.cause != null)
                        if (typeof object.cause !== "string" || object.cause.length)
                            message.cause = $String(object.cause);
                    if (object.count != null)
                        if (typeof object.count === "object" ? object.count.low || object.count.high : $Number(object.count) !== 0)
                            if ($util.Long)
                                message.count = $util.Long.fromValue(object.count, true);
                            else if (typeof object.count === "string")
                                message.count = $parseInt(object.count, 10);
                            else if (typeof object.count === "number")
                                message.count = object.count;
                            else if (typeof object.count === "object")
                                message.count = new $util.LongBits(object.count.low >>> 0, object.count.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from a Drop message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.Drop
                 * @static
                 * @param {prost.control.v1.Drop} message Drop
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Drop.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.cause = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.count = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.count = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.cause != null && $Object.hasOwnProperty.call(message, "cause"))
                        object.cause = message.cause;
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.count = typeof message.count === "number" ? $BigInt(message.count) : $util.Long.fromBits(message.count.low >>> 0, message.count.high >>> 0, true).toBigInt();
                        else if (typeof message.count === "number")
                            object.count = options.longs === $String ? $String(message.count) : message.count;
                        else
                            object.count = options.longs === $String ? $util.Long.prototype.toString.call(message.count) : options.longs === $Number ? new $util.LongBits(message.count.low >>> 0, message.count.high >>> 0).toNumber(true) : message.count;
                    return object;
                };

                /**
                 * Converts this Drop to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.Drop
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Drop.prototype.toJSON = function() {
                    return Drop.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Drop;
            })();

            v1.ServiceUsage = (function() {

                /**
                 * Properties of a ServiceUsage.
                 * @typedef {Object} prost.control.v1.ServiceUsage.$Properties
                 * @property {prost.control.v1.Metered.$Properties|null} [fuel] ServiceUsage fuel
                 * @property {prost.control.v1.Metered.$Properties|null} [events] ServiceUsage events
                 * @property {prost.control.v1.Metered.$Properties|null} [busyMs] ServiceUsage busyMs
                 * @property {prost.control.v1.Metered.$Properties|null} [messagesOut] ServiceUsage messagesOut
                 * @property {prost.control.v1.Metered.$Properties|null} [bytesOut] ServiceUsage bytesOut
                 * @property {prost.control.v1.Metered.$Properties|null} [messagesIn] ServiceUsage messagesIn
                 * @property {prost.control.v1.Metered.$Properties|null} [bytesIn] ServiceUsage bytesIn
                 * @property {prost.control.v1.Metered.$Properties|null} [storeBytesWritten] ServiceUsage storeBytesWritten
                 * @property {number|null} [queued] ServiceUsage queued
                 * @property {number|null} [timers] ServiceUsage timers
                 * @property {boolean|null} [throttled] ServiceUsage throttled
                 * @property {number|null} [timesThrottled] ServiceUsage timesThrottled
                 * @property {number|null} [restMs] ServiceUsage restMs
                 * @property {boolean|null} [quarantined] ServiceUsage quarantined
                 * @property {number|null} [memoryPages] ServiceUsage memoryPages
                 * @property {number|null} [fuelPerSecond] ServiceUsage fuelPerSecond
                 * @property {number|null} [storeBytesMax] ServiceUsage storeBytesMax
                 * @property {Array.<prost.control.v1.Drop.$Properties>|null} [drops] ServiceUsage drops
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ServiceUsage.
                 * @memberof prost.control.v1
                 * @interface IServiceUsage
                 * @augments prost.control.v1.ServiceUsage.$Properties
                 * @deprecated Use prost.control.v1.ServiceUsage.$Properties instead.
                 */

                /**
                 * Shape of a ServiceUsage.
                 * @typedef {prost.control.v1.ServiceUsage.$Properties} prost.control.v1.ServiceUsage.$Shape
                 */

                /**
                 * Constructs a new ServiceUsage.
                 * @memberof prost.control.v1
                 * @classdesc Represents a ServiceUsage.
                 * @constructor
                 * @param {prost.control.v1.ServiceUsage.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ServiceUsage = function (properties) {
                    this.drops = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ServiceUsage fuel.
                 * @member {prost.control.v1.Metered.$Properties|null|undefined} fuel
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.fuel = null;

                /**
                 * ServiceUsage events.
                 * @member {prost.control.v1.Metered.$Properties|null|undefined} events
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.events = null;

                /**
                 * ServiceUsage busyMs.
                 * @member {prost.control.v1.Metered.$Properties|null|undefined} busyMs
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.busyMs = null;

                /**
                 * ServiceUsage messagesOut.
                 * @member {prost.control.v1.Metered.$Properties|null|undefined} messagesOut
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.messagesOut = null;

                /**
                 * ServiceUsage bytesOut.
                 * @member {prost.control.v1.Metered.$Properties|null|undefined} bytesOut
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.bytesOut = null;

                /**
                 * ServiceUsage messagesIn.
                 * @member {prost.control.v1.Metered.$Properties|null|undefined} messagesIn
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.messagesIn = null;

                /**
                 * ServiceUsage bytesIn.
                 * @member {prost.control.v1.Metered.$Properties|null|undefined} bytesIn
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.bytesIn = null;

                /**
                 * ServiceUsage storeBytesWritten.
                 * @member {prost.control.v1.Metered.$Properties|null|undefined} storeBytesWritten
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.storeBytesWritten = null;

                /**
                 * ServiceUsage queued.
                 * @member {number} queued
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.queued = 0;

                /**
                 * ServiceUsage timers.
                 * @member {number} timers
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.timers = 0;

                /**
                 * ServiceUsage throttled.
                 * @member {boolean} throttled
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.throttled = false;

                /**
                 * ServiceUsage timesThrottled.
                 * @member {number} timesThrottled
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.timesThrottled = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceUsage restMs.
                 * @member {number} restMs
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.restMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceUsage quarantined.
                 * @member {boolean} quarantined
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.quarantined = false;

                /**
                 * ServiceUsage memoryPages.
                 * @member {number} memoryPages
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.memoryPages = 0;

                /**
                 * ServiceUsage fuelPerSecond.
                 * @member {number} fuelPerSecond
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.fuelPerSecond = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceUsage storeBytesMax.
                 * @member {number} storeBytesMax
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.storeBytesMax = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ServiceUsage drops.
                 * @member {Array.<prost.control.v1.Drop.$Properties>} drops
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 */
                ServiceUsage.prototype.drops = $util.emptyArray;

                /**
                 * Creates a new ServiceUsage instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.ServiceUsage
                 * @static
                 * @param {prost.control.v1.ServiceUsage.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.ServiceUsage} ServiceUsage instance
                 * @type {{
                 *   (properties: prost.control.v1.ServiceUsage.$Shape): prost.control.v1.ServiceUsage & prost.control.v1.ServiceUsage.$Shape;
                 *   (properties?: prost.control.v1.ServiceUsage.$Properties): prost.control.v1.ServiceUsage;
                 * }}
                 */
                ServiceUsage.create = function(properties) {
                    return new ServiceUsage(properties);
                };

                /**
                 * Encodes the specified ServiceUsage message. Does not implicitly {@link prost.control.v1.ServiceUsage.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.ServiceUsage
                 * @static
                 * @param {prost.control.v1.ServiceUsage.$Properties} message ServiceUsage message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ServiceUsage.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.fuel != null && $Object.hasOwnProperty.call(message, "fuel"))
                        $root.prost.control.v1.Metered.encode(message.fuel, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.events != null && $Object.hasOwnProperty.call(message, "events"))
                        $root.prost.control.v1.Metered.encode(message.events, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.busyMs != null && $Object.hasOwnProperty.call(message, "busyMs"))
                        $root.prost.control.v1.Metered.encode(message.busyMs, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.messagesOut != null && $Object.hasOwnProperty.call(message, "messagesOut"))
                        $root.prost.control.v1.Metered.encode(message.messagesOut, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.bytesOut != null && $Object.hasOwnProperty.call(message, "bytesOut"))
                        $root.prost.control.v1.Metered.encode(message.bytesOut, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.messagesIn != null && $Object.hasOwnProperty.call(message, "messagesIn"))
                        $root.prost.control.v1.Metered.encode(message.messagesIn, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.bytesIn != null && $Object.hasOwnProperty.call(message, "bytesIn"))
                        $root.prost.control.v1.Metered.encode(message.bytesIn, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.storeBytesWritten != null && $Object.hasOwnProperty.call(message, "storeBytesWritten"))
                        $root.prost.control.v1.Metered.encode(message.storeBytesWritten, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.queued != null && $Object.hasOwnProperty.call(message, "queued") && message.queued !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.queued);
                    if (message.timers != null && $Object.hasOwnProperty.call(message, "timers") && message.timers !== 0)
                        writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.timers);
                    if (message.throttled != null && $Object.hasOwnProperty.call(message, "throttled") && message.throttled !== false)
                        writer.uint32(/* id 11, wireType 0 =*/88).bool(message.throttled);
                    if (message.timesThrottled != null && $Object.hasOwnProperty.call(message, "timesThrottled") && (typeof message.timesThrottled === "object" ? message.timesThrottled.low || message.timesThrottled.high : message.timesThrottled !== 0))
                        writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.timesThrottled);
                    if (message.restMs != null && $Object.hasOwnProperty.call(message, "restMs") && (typeof message.restMs === "object" ? message.restMs.low || message.restMs.high : message.restMs !== 0))
                        writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.restMs);
                    if (message.quarantined != null && $Object.hasOwnProperty.call(message, "quarantined") && message.quarantined !== false)
                        writer.uint32(/* id 14, wireType 0 =*/112).bool(message.quarantined);
                    if (message.memoryPages != null && $Object.hasOwnProperty.call(message, "memoryPages") && message.memoryPages !== 0)
                        writer.uint32(/* id 15, wireType 0 =*/120).uint32(message.memoryPages);
                    if (message.fuelPerSecond != null && $Object.hasOwnProperty.call(message, "fuelPerSecond") && (typeof message.fuelPerSecond === "object" ? message.fuelPerSecond.low || message.fuelPerSecond.high : message.fuelPerSecond !== 0))
                        writer.uint32(/* id 16, wireType 0 =*/128).uint64(message.fuelPerSecond);
                    if (message.storeBytesMax != null && $Object.hasOwnProperty.call(message, "storeBytesMax") && (typeof message.storeBytesMax === "object" ? message.storeBytesMax.low || message.storeBytesMax.high : message.storeBytesMax !== 0))
                        writer.uint32(/* id 17, wireType 0 =*/136).uint64(message.storeBytesMax);
                    if (message.drops != null && message.drops.length)
                        for (let i = 0; i < message.drops.length; ++i)
                            $root.prost.control.v1.Drop.encode(message.drops[i], writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ServiceUsage message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.ServiceUsage
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.ServiceUsage & prost.control.v1.ServiceUsage.$Shape} ServiceUsage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ServiceUsage.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.ServiceUsage();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.fuel = $root.prost.control.v1.Metered.decode(reader, reader.size(), $undefined, _depth + 1, message.fuel);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.events = $root.prost.control.v1.Metered.decode(reader, reader.size(), $undefined, _depth + 1, message.events);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.busyMs = $root.prost.control.v1.Metered.decode(reader, reader.size(), $undefined, _depth + 1, message.busyMs);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.messagesOut = $root.prost.control.v1.Metered.decode(reader, reader.size(), $undefined, _depth + 1, message.messagesOut);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.bytesOut = $root.prost.control.v1.Metered.decode(reader, reader.size(), $undefined, _depth + 1, message.bytesOut);
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.messagesIn = $root.prost.control.v1.Metered.decode(reader, reader.size(), $undefined, _depth + 1, message.messagesIn);
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.bytesIn = $root.prost.control.v1.Metered.decode(reader, reader.size(), $undefined, _depth + 1, message.bytesIn);
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.storeBytesWritten = $root.prost.control.v1.Metered.decode(reader, reader.size(), $undefined, _depth + 1, message.storeBytesWritten);
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.queued = value;
                                else
                                    delete message.queued;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.timers = value;
                                else
                                    delete message.timers;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.throttled = value;
                                else
                                    delete message.throttled;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.timesThrottled = value;
                                else
                                    delete message.timesThrottled;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.restMs = value;
                                else
                                    delete message.restMs;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.quarantined = value;
                                else
                                    delete message.quarantined;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.memoryPages = value;
                                else
                                    delete message.memoryPages;
                                continue;
                            }
                        case 16: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.fuelPerSecond = value;
                                else
                                    delete message.fuelPerSecond;
                                continue;
                            }
                        case 17: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.storeBytesMax = value;
                                else
                                    delete message.storeBytesMax;
                                continue;
                            }
                        case 18: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.drops && message.drops.length))
                                    message.drops = [];
                                message.drops.push($root.prost.control.v1.Drop.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a ServiceUsage message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.ServiceUsage
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.ServiceUsage} ServiceUsage
                 */
                ServiceUsage.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.ServiceUsage)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.ServiceUsage: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.ServiceUsage();
                    if (object.fuel != null) {
                        if (!$util.isObject(object.fuel))
                            throw $TypeError(".prost.control.v1.ServiceUsage.fuel: object expected");
                        message.fuel = $root.prost.control.v1.Metered.fromObject(object.fuel, _depth + 1);
                    }
                    if (object.events != null) {
                        if (!$util.isObject(object.events))
                            throw $TypeError(".prost.control.v1.ServiceUsage.events: object expected");
                        message.events = $root.prost.control.v1.Metered.fromObject(object.events, _depth + 1);
                    }
                    if (object.busyMs != null) {
                        if (!$util.isObject(object.busyMs))
                            throw $TypeError(".prost.control.v1.ServiceUsage.busyMs: object expected");
                        message.busyMs = $root.prost.control.v1.Metered.fromObject(object.busyMs, _depth + 1);
                    }
                    if (object.messagesOut != null) {
                        if (!$util.isObject(object.messagesOut))
                            throw $TypeError(".prost.control.v1.ServiceUsage.messagesOut: object expected");
                        message.messagesOut = $root.prost.control.v1.Metered.fromObject(object.messagesOut, _depth + 1);
                    }
                    if (object.bytesOut != null) {
                        if (!$util.isObject(object.bytesOut))
                            throw $TypeError(".prost.control.v1.ServiceUsage.bytesOut: object expected");
                        message.bytesOut = $root.prost.control.v1.Metered.fromObject(object.bytesOut, _depth + 1);
                    }
                    if (object.messagesIn != null) {
                        if (!$util.isObject(object.messagesIn))
                            throw $TypeError(".prost.control.v1.ServiceUsage.messagesIn: object expected");
                        message.messagesIn = $root.prost.control.v1.Metered.fromObject(object.messagesIn, _depth + 1);
                    }
                    if (object.bytesIn != null) {
                        if (!$util.isObject(object.bytesIn))
                            throw $TypeError(".prost.control.v1.ServiceUsage.bytesIn: object expected");
                        message.bytesIn = $root.prost.control.v1.Metered.fromObject(object.bytesIn, _depth + 1);
                    }
                    if (object.storeBytesWritten != null) {
                        if (!$util.isObject(object.storeBytesWritten))
                            throw $TypeError(".prost.control.v1.ServiceUsage.storeBytesWritten: object expected");
                        message.storeBytesWritten = $root.prost.control.v1.Metered.fromObject(object.storeBytesWritten, _depth + 1);
                    }
                    if (object.queued != null)
                        if ($Number(object.queued) !== 0)
                            message.queued = object.queued >>> 0;
                    if (object.timers != null)
                        if ($Number(object.timers) !== 0)
                            message.timers = object.timers >>> 0;
                    if (object.throttled != null)
                        if (object.throttled)
                            message.throttled = $Boolean(object.throttled);
                    if (object.timesThrottled != null)
                        if (typeof object.timesThrottled === "object" ? object.timesThrottled.low || object.timesThrottled.high : $Number(object.timesThrottled) !== 0)
                            if ($util.Long)
                                message.timesThrottled = $util.Long.fromValue(object.timesThrottled, true);
                            else if (typeof object.timesThrottled === "string")
                                message.timesThrottled = $parseInt(object.timesThrottled, 10);
                            else if (typeof object.timesThrottled === "number")
                                message.timesThrottled = object.timesThrottled;
                            else if (typeof object.timesThrottled === "object")
                                message.timesThrottled = new $util.LongBits(object.timesThrottled.low >>> 0, object.timesThrottled.high >>> 0).toNumber(true);
                    if (object.restMs != null)
                        if (typeof object.restMs === "object" ? object.restMs.low || object.restMs.high : $Number(object.restMs) !== 0)
                            if ($util.Long)
                                message.restMs = $util.Long.fromValue(object.restMs, true);
                            else if (typeof object.restMs === "string")
                                message.restMs = $parseInt(object.restMs, 10);
                            else if (typeof object.restMs === "number")
                                message.restMs = object.restMs;
                            else if (typeof object.restMs === "object")
                                message.restMs = new $util.LongBits(object.restMs.low >>> 0, object.restMs.high >>> 0).toNumber(true);
                    if (object.quarantined != null)
                        if (object.quarantined)
                            message.quarantined = $Boolean(object.quarantined);
                    if (object.memoryPages != null)
                        if ($Number(object.memoryPages) !== 0)
                            message.memoryPages = object.memoryPages >>> 0;
                    if (object.fuelPerSecond != null)
                        if (typeof object.fuelPerSecond === "object" ? object.fuelPerSecond.low || object.fuelPerSecond.high : $Number(object.fuelPerSecond) !== 0)
                            if ($util.Long)
                                message.fuelPerSecond = $util.Long.fromValue(object.fuelPerSecond, true);
                            else if (typeof object.fuelPerSecond === "string")
                                message.fuelPerSecond = $parseInt(object.fuelPerSecond, 10);
                            else if (typeof object.fuelPerSecond === "number")
                                message.fuelPerSecond = object.fuelPerSecond;
                            else if (typeof object.fuelPerSecond === "object")
                                message.fuelPerSecond = new $util.LongBits(object.fuelPerSecond.low >>> 0, object.fuelPerSecond.high >>> 0).toNumber(true);
                    if (object.storeBytesMax != null)
                        if (typeof object.storeBytesMax === "object" ? object.storeBytesMax.low || object.storeBytesMax.high : $Number(object.storeBytesMax) !== 0)
                            if ($util.Long)
                                message.storeBytesMax = $util.Long.fromValue(object.storeBytesMax, true);
                            else if (typeof object.storeBytesMax === "string")
                                message.storeBytesMax = $parseInt(object.storeBytesMax, 10);
                            else if (typeof object.storeBytesMax === "number")
                                message.storeBytesMax = object.storeBytesMax;
                            else if (typeof object.storeBytesMax === "object")
                                message.storeBytesMax = new $util.LongBits(object.storeBytesMax.low >>> 0, object.storeBytesMax.high >>> 0).toNumber(true);
                    if (object.drops) {
                        if (!$Array.isArray(object.drops))
                            throw $TypeError(".prost.control.v1.ServiceUsage.drops: array expected");
                        message.drops = $Array(object.drops.length);
                        for (let i = 0; i < object.drops.length; ++i) {
                            if (!$util.isObject(object.drops[i]))
                                throw $TypeError(".prost.control.v1.ServiceUsage.drops: object expected");
                            message.drops[i] = $root.prost.control.v1.Drop.fromObject(object.drops[i], _depth + 1);
                        }
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a ServiceUsage message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.ServiceUsage
                 * @static
                 * @param {prost.control.v1.ServiceUsage} message ServiceUsage
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ServiceUsage.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.drops = [];
                    if (options.defaults) {
                        object.fuel = null;
                        object.events = null;
                        object.busyMs = null;
                        object.messagesOut = null;
                        object.bytesOut = null;
                        object.messagesIn = null;
                        object.bytesIn = null;
                        object.storeBytesWritten = null;
                        object.queued = 0;
                        object.timers = 0;
                        object.throttled = false;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.timesThrottled = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.timesThrottled = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.restMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.restMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.quarantined = false;
                        object.memoryPages = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.fuelPerSecond = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.fuelPerSecond = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.storeBytesMax = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.storeBytesMax = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.fuel != null && $Object.hasOwnProperty.call(message, "fuel"))
                        object.fuel = $root.prost.control.v1.Metered.toObject(message.fuel, options, _depth + 1);
                    if (message.events != null && $Object.hasOwnProperty.call(message, "events"))
                        object.events = $root.prost.control.v1.Metered.toObject(message.events, options, _depth + 1);
                    if (message.busyMs != null && $Object.hasOwnProperty.call(message, "busyMs"))
                        object.busyMs = $root.prost.control.v1.Metered.toObject(message.busyMs, options, _depth + 1);
                    if (message.messagesOut != null && $Object.hasOwnProperty.call(message, "messagesOut"))
                        object.messagesOut = $root.prost.control.v1.Metered.toObject(message.messagesOut, options, _depth + 1);
                    if (message.bytesOut != null && $Object.hasOwnProperty.call(message, "bytesOut"))
                        object.bytesOut = $root.prost.control.v1.Metered.toObject(message.bytesOut, options, _depth + 1);
                    if (message.messagesIn != null && $Object.hasOwnProperty.call(message, "messagesIn"))
                        object.messagesIn = $root.prost.control.v1.Metered.toObject(message.messagesIn, options, _depth + 1);
                    if (message.bytesIn != null && $Object.hasOwnProperty.call(message, "bytesIn"))
                        object.bytesIn = $root.prost.control.v1.Metered.toObject(message.bytesIn, options, _depth + 1);
                    if (message.storeBytesWritten != null && $Object.hasOwnProperty.call(message, "storeBytesWritten"))
                        object.storeBytesWritten = $root.prost.control.v1.Metered.toObject(message.storeBytesWritten, options, _depth + 1);
                    if (message.queued != null && $Object.hasOwnProperty.call(message, "queued"))
                        object.queued = message.queued;
                    if (message.timers != null && $Object.hasOwnProperty.call(message, "timers"))
                        object.timers = message.timers;
                    if (message.throttled != null && $Object.hasOwnProperty.call(message, "throttled"))
                        object.throttled = message.throttled;
                    if (message.timesThrottled != null && $Object.hasOwnProperty.call(message, "timesThrottled"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.timesThrottled = typeof message.timesThrottled === "number" ? $BigInt(message.timesThrottled) : $util.Long.fromBits(message.timesThrottled.low >>> 0, message.timesThrottled.high >>> 0, true).toBigInt();
                        else if (typeof message.timesThrottled === "number")
                            object.timesThrottled = options.longs === $String ? $String(message.timesThrottled) : message.timesThrottled;
                        else
                            object.timesThrottled = options.longs === $String ? $util.Long.prototype.toString.call(message.timesThrottled) : options.longs === $Number ? new $util.LongBits(message.timesThrottled.low >>> 0, message.timesThrottled.high >>> 0).toNumber(true) : message.timesThrottled;
                    if (message.restMs != null && $Object.hasOwnProperty.call(message, "restMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.restMs = typeof message.restMs === "number" ? $BigInt(message.restMs) : $util.Long.fromBits(message.restMs.low >>> 0, message.restMs.high >>> 0, true).toBigInt();
                        else if (typeof message.restMs === "number")
                            object.restMs = options.longs === $String ? $String(message.restMs) : message.restMs;
                        else
                            object.restMs = options.longs === $String ? $util.Long.prototype.toString.call(message.restMs) : options.longs === $Number ? new $util.LongBits(message.restMs.low >>> 0, message.restMs.high >>> 0).toNumber(true) : message.restMs;
                    if (message.quarantined != null && $Object.hasOwnProperty.call(message, "quarantined"))
                        object.quarantined = message.quarantined;
                    if (message.memoryPages != null && $Object.hasOwnProperty.call(message, "memoryPages"))
                        object.memoryPages = message.memoryPages;
                    if (message.fuelPerSecond != null && $Object.hasOwnProperty.call(message, "fuelPerSecond"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.fuelPerSecond = typeof message.fuelPerSecond === "number" ? $BigInt(message.fuelPerSecond) : $util.Long.fromBits(message.fuelPerSecond.low >>> 0, message.fuelPerSecond.high >>> 0, true).toBigInt();
                        else if (typeof message.fuelPerSecond === "number")
                            object.fuelPerSecond = options.longs === $String ? $String(message.fuelPerSecond) : message.fuelPerSecond;
                        else
                            object.fuelPerSecond = options.longs === $String ? $util.Long.prototype.toString.call(message.fuelPerSecond) : options.longs === $Number ? new $util.LongBits(message.fuelPerSecond.low >>> 0, message.fuelPerSecond.high >>> 0).toNumber(true) : message.fuelPerSecond;
                    if (message.storeBytesMax != null && $Object.hasOwnProperty.call(message, "storeBytesMax"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.storeBytesMax = typeof message.storeBytesMax === "number" ? $BigInt(message.storeBytesMax) : $util.Long.fromBits(message.storeBytesMax.low >>> 0, message.storeBytesMax.high >>> 0, true).toBigInt();
                        else if (typeof message.storeBytesMax === "number")
                            object.storeBytesMax = options.longs === $String ? $String(message.storeBytesMax) : message.storeBytesMax;
                        else
                            object.storeBytesMax = options.longs === $String ? $util.Long.prototype.toString.call(message.storeBytesMax) : options.longs === $Number ? new $util.LongBits(message.storeBytesMax.low >>> 0, message.storeBytesMax.high >>> 0).toNumber(true) : message.storeBytesMax;
                    if (message.drops && message.drops.length) {
                        object.drops = $Array(message.drops.length);
                        for (let j = 0; j < message.drops.length; ++j)
                            object.drops[j] = $root.prost.control.v1.Drop.toObject(message.drops[j], options, _depth + 1);
                    }
                    return object;
                };

                /**
                 * Converts this ServiceUsage to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.ServiceUsage
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ServiceUsage.prototype.toJSON = function() {
                    return ServiceUsage.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ServiceUsage;
            })();

            v1.SendRequest = (function() {

                /**
                 * Properties of a SendRequest.
                 * @typedef {Object} prost.control.v1.SendRequest.$Properties
                 * @property {Uint8Array|null} [service] SendRequest service
                 * @property {Uint8Array|null} [key] SendRequest key
                 * @property {Uint8Array|null} [payload] SendRequest payload
                 * @property {number|null} [timeoutMs] SendRequest timeoutMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SendRequest.
                 * @memberof prost.control.v1
                 * @interface ISendRequest
                 * @augments prost.control.v1.SendRequest.$Properties
                 * @deprecated Use prost.control.v1.SendRequest.$Properties instead.
                 */

                /**
                 * Shape of a SendRequest.
                 * @typedef {prost.control.v1.SendRequest.$Properties} prost.control.v1.SendRequest.$Shape
                 */

                /**
                 * Constructs a new SendRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a SendRequest.
                 * @constructor
                 * @param {prost.control.v1.SendRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SendRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SendRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.SendRequest
                 * @instance
                 */
                SendRequest.prototype.service = $util.newBuffer([]);

                /**
                 * SendRequest key.
                 * @member {Uint8Array} key
                 * @memberof prost.control.v1.SendRequest
                 * @instance
                 */
                SendRequest.prototype.key = $util.newBuffer([]);

                /**
                 * SendRequest payload.
                 * @member {Uint8Array} payload
                 * @memberof prost.control.v1.SendRequest
                 * @instance
                 */
                SendRequest.prototype.payload = $util.newBuffer([]);

                /**
                 * SendRequest timeoutMs.
                 * @member {number} timeoutMs
                 * @memberof prost.control.v1.SendRequest
                 * @instance
                 */
                SendRequest.prototype.timeoutMs = 0;

                /**
                 * Creates a new SendRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.SendRequest
                 * @static
                 * @param {prost.control.v1.SendRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.SendRequest} SendRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.SendRequest.$Shape): prost.control.v1.SendRequest & prost.control.v1.SendRequest.$Shape;
                 *   (properties?: prost.control.v1.SendRequest.$Properties): prost.control.v1.SendRequest;
                 * }}
                 */
                SendRequest.create = function(properties) {
                    return new SendRequest(properties);
                };

                /**
                 * Encodes the specified SendRequest message. Does not implicitly {@link prost.control.v1.SendRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.SendRequest
                 * @static
                 * @param {prost.control.v1.SendRequest.$Properties} message SendRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SendRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.key);
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.payload);
                    if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs") && message.timeoutMs !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.timeoutMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SendRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.SendRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.SendRequest & prost.control.v1.SendRequest.$Shape} SendRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SendRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.SendRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.payload = value;
                                else
                                    delete message.payload;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.timeoutMs = value;
                                else
                                    delete message.timeoutMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a SendRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.SendRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.SendRequest} SendRequest
                 */
                SendRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.SendRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.SendRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.SendRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    if (object.key != null)
                        if (object.key.length)
                            if (typeof object.key === "string")
                                $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                            else if (object.key.length >= 0)
                                message.key = object.key;
                    if (object.payload != null)
                        if (object.payload.length)
                            if (typeof object.payload === "string")
                                $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                            else if (object.payload.length >= 0)
                                message.payload = object.payload;
                    if (object.timeoutMs != null)
                        if ($Number(object.timeoutMs) !== 0)
                            message.timeoutMs = object.timeoutMs >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a SendRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.SendRequest
                 * @static
                 * @param {prost.control.v1.SendRequest} message SendRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                SendRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                        if (options.bytes === $String)
                            object.key = "";
                        else {
                            object.key = [];
                            if (options.bytes !== $Array)
                                object.key = $util.newBuffer(object.key);
                        }
                        if (options.bytes === $String)
                            object.payload = "";
                        else {
                            object.payload = [];
                            if (options.bytes !== $Array)
                                object.payload = $util.newBuffer(object.payload);
                        }
                        object.timeoutMs = 0;
                    }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                    if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs"))
                        object.timeoutMs = message.timeoutMs;
                    return object;
                };

                /**
                 * Converts this SendRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.SendRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                SendRequest.prototype.toJSON = function() {
                    return SendRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return SendRequest;
            })();

            v1.SendReply = (function() {

                /**
                 * Properties of a SendReply.
                 * @typedef {Object} prost.control.v1.SendReply.$Properties
                 * @property {Uint8Array|null} [payload] SendReply payload
                 * @property {string|null} [from] SendReply from
                 * @property {number|null} [hops] SendReply hops
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SendReply.
                 * @memberof prost.control.v1
                 * @interface ISendReply
                 * @augments prost.control.v1.SendReply.$Properties
                 * @deprecated Use prost.control.v1.SendReply.$Properties instead.
                 */

                /**
                 * Shape of a SendReply.
                 * @typedef {prost.control.v1.SendReply.$Properties} prost.control.v1.SendReply.$Shape
                 */

                /**
                 * Constructs a new SendReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a SendReply.
                 * @constructor
                 * @param {prost.control.v1.SendReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SendReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SendReply payload.
                 * @member {Uint8Array} payload
                 * @memberof prost.control.v1.SendReply
                 * @instance
                 */
                SendReply.prototype.payload = $util.newBuffer([]);

                /**
                 * SendReply from.
                 * @member {string} from
                 * @memberof prost.control.v1.SendReply
                 * @instance
                 */
                SendReply.prototype.from = "";

                /**
                 * SendReply hops.
                 * @member {number} hops
                 * @memberof prost.control.v1.SendReply
                 * @instance
                 */
                SendReply.prototype.hops = 0;

                /**
                 * Creates a new SendReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.SendReply
                 * @static
                 * @param {prost.control.v1.SendReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.SendReply} SendReply instance
                 * @type {{
                 *   (properties: prost.control.v1.SendReply.$Shape): prost.control.v1.SendReply & prost.control.v1.SendReply.$Shape;
                 *   (properties?: prost.control.v1.SendReply.$Properties): prost.control.v1.SendReply;
                 * }}
                 */
                SendReply.create = function(properties) {
                    return new SendReply(properties);
                };

                /**
                 * Encodes the specified SendReply message. Does not implicitly {@link prost.control.v1.SendReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.SendReply
                 * @static
                 * @param {prost.control.v1.SendReply.$Properties} message SendReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SendReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.payload);
                    if (message.from != null && $Object.hasOwnProperty.call(message, "from") && message.from !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.from);
                    if (message.hops != null && $Object.hasOwnProperty.call(message, "hops") && message.hops !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.hops);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SendReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.SendReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.SendReply & prost.control.v1.SendReply.$Shape} SendReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SendReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.SendReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.payload = value;
                                else
                                    delete message.payload;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.from = value;
                                else
                                    delete message.from;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.hops = value;
                                else
                                    delete message.hops;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a SendReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.SendReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.SendReply} SendReply
                 */
                SendReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.SendReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.SendReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.SendReply();
                    if (object.payload != null)
                        if (object.payload.length)
                            if (typeof object.payload === "string")
                                $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                            else if (object.payload.length >= 0)
                                message.payload = object.payload;
                    if (object.from != null)
                        if (typeof object.from !== "string" || object.from.length)
                            message.from = $String(object.from);
                    if (object.hops != null)
                        if ($Number(object.hops) !== 0)
                            message.hops = object.hops >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a SendReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.SendReply
                 * @static
                 * @param {prost.control.v1.SendReply} message SendReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                SendReply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.payload = "";
                        else {
                            object.payload = [];
                            if (options.bytes !== $Array)
                                object.payload = $util.newBuffer(object.payload);
                        }
                        object.from = "";
                        object.hops = 0;
                    }
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                    if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                        object.from = message.from;
                    if (message.hops != null && $Object.hasOwnProperty.call(message, "hops"))
                        object.hops = message.hops;
                    return object;
                };

                /**
                 * Converts this SendReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.SendReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                SendReply.prototype.toJSON = function() {
                    return SendReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return SendReply;
            })();

            v1.SubscribeRequest = (function() {

                /**
                 * Properties of a SubscribeRequest.
                 * @typedef {Object} prost.control.v1.SubscribeRequest.$Properties
                 * @property {Uint8Array|null} [service] SubscribeRequest service
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SubscribeRequest.
                 * @memberof prost.control.v1
                 * @interface ISubscribeRequest
                 * @augments prost.control.v1.SubscribeRequest.$Properties
                 * @deprecated Use prost.control.v1.SubscribeRequest.$Properties instead.
                 */

                /**
                 * Shape of a SubscribeRequest.
                 * @typedef {prost.control.v1.SubscribeRequest.$Properties} prost.control.v1.SubscribeRequest.$Shape
                 */

                /**
                 * Constructs a new SubscribeRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a SubscribeRequest.
                 * @constructor
                 * @param {prost.control.v1.SubscribeRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SubscribeRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SubscribeRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.SubscribeRequest
                 * @instance
                 */
                SubscribeRequest.prototype.service = $util.newBuffer([]);

                /**
                 * Creates a new SubscribeRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.SubscribeRequest
                 * @static
                 * @param {prost.control.v1.SubscribeRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.SubscribeRequest} SubscribeRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.SubscribeRequest.$Shape): prost.control.v1.SubscribeRequest & prost.control.v1.SubscribeRequest.$Shape;
                 *   (properties?: prost.control.v1.SubscribeRequest.$Properties): prost.control.v1.SubscribeRequest;
                 * }}
                 */
                SubscribeRequest.create = function(properties) {
                    return new SubscribeRequest(properties);
                };

                /**
                 * Encodes the specified SubscribeRequest message. Does not implicitly {@link prost.control.v1.SubscribeRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.SubscribeRequest
                 * @static
                 * @param {prost.control.v1.SubscribeRequest.$Properties} message SubscribeRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SubscribeRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SubscribeRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.SubscribeRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.SubscribeRequest & prost.control.v1.SubscribeRequest.$Shape} SubscribeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SubscribeRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.SubscribeRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a SubscribeRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.SubscribeRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.SubscribeRequest} SubscribeRequest
                 */
                SubscribeRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.SubscribeRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.SubscribeRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.SubscribeRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    return message;
                };

                /**
                 * Creates a plain object from a SubscribeRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.SubscribeRequest
                 * @static
                 * @param {prost.control.v1.SubscribeRequest} message SubscribeRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                SubscribeRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    return object;
                };

                /**
                 * Converts this SubscribeRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.SubscribeRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                SubscribeRequest.prototype.toJSON = function() {
                    return SubscribeRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return SubscribeRequest;
            })();

            v1.Emission = (function() {

                /**
                 * Properties of an Emission.
                 * @typedef {Object} prost.control.v1.Emission.$Properties
                 * @property {Uint8Array|null} [payload] Emission payload
                 * @property {number|null} [missed] Emission missed
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Emission.
                 * @memberof prost.control.v1
                 * @interface IEmission
                 * @augments prost.control.v1.Emission.$Properties
                 * @deprecated Use prost.control.v1.Emission.$Properties instead.
                 */

                /**
                 * Shape of an Emission.
                 * @typedef {prost.control.v1.Emission.$Properties} prost.control.v1.Emission.$Shape
                 */

                /**
                 * Constructs a new Emission.
                 * @memberof prost.control.v1
                 * @classdesc Represents an Emission.
                 * @constructor
                 * @param {prost.control.v1.Emission.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Emission = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Emission payload.
                 * @member {Uint8Array} payload
                 * @memberof prost.control.v1.Emission
                 * @instance
                 */
                Emission.prototype.payload = $util.newBuffer([]);

                /**
                 * Emission missed.
                 * @member {number} missed
                 * @memberof prost.control.v1.Emission
                 * @instance
                 */
                Emission.prototype.missed = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new Emission instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.Emission
                 * @static
                 * @param {prost.control.v1.Emission.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.Emission} Emission instance
                 * @type {{
                 *   (properties: prost.control.v1.Emission.$Shape): prost.control.v1.Emission & prost.control.v1.Emission.$Shape;
                 *   (properties?: prost.control.v1.Emission.$Properties): prost.control.v1.Emission;
                 * }}
                 */
                Emission.create = function(properties) {
                    return new Emission(properties);
                };

                /**
                 * Encodes the specified Emission message. Does not implicitly {@link prost.control.v1.Emission.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.Emission
                 * @static
                 * @param {prost.control.v1.Emission.$Properties} message Emission message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Emission.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.payload);
                    if (message.missed != null && $Object.hasOwnProperty.call(message, "missed") && (typeof message.missed === "object" ? message.missed.low || message.missed.high : message.missed !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.missed);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Emission message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.Emission
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.Emission & prost.control.v1.Emission.$Shape} Emission
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Emission.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.Emission();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.payload = value;
                                else
                                    delete message.payload;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.missed = value;
                                else
                                    delete message.missed;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Emission message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.Emission
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.Emission} Emission
                 */
                Emission.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.Emission)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.Emission: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.Emission();
                    if (object.payload != null)
                        if (object.payload.length)
                            if (typeof object.payload === "string")
                                $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                            else if (object.payload.length >= 0)
                                message.payload = object.payload;
                    if (object.missed != null)
                        if (typeof object.missed === "object" ? object.missed.low || object.missed.high : $Number(object.missed) !== 0)
                            if ($util.Long)
                                message.missed = $util.Long.fromValue(object.missed, true);
                            else if (typeof object.missed === "string")
                                message.missed = $parseInt(object.missed, 10);
                            else if (typeof object.missed === "number")
                                message.missed = object.missed;
                            else if (typeof object.missed === "object")
                                message.missed = new $util.LongBits(object.missed.low >>> 0, object.missed.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from an Emission message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.Emission
                 * @static
                 * @param {prost.control.v1.Emission} message Emission
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Emission.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.payload = "";
                        else {
                            object.payload = [];
                            if (options.bytes !== $Array)
                                object.payload = $util.newBuffer(object.payload);
                        }
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.missed = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.missed = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                    if (message.missed != null && $Object.hasOwnProperty.call(message, "missed"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.missed = typeof message.missed === "number" ? $BigInt(message.missed) : $util.Long.fromBits(message.missed.low >>> 0, message.missed.high >>> 0, true).toBigInt();
                        else if (typeof message.missed === "number")
                            object.missed = options.longs === $String ? $String(message.missed) : message.missed;
                        else
                            object.missed = options.longs === $String ? $util.Long.prototype.toString.call(message.missed) : options.longs === $Number ? new $util.LongBits(message.missed.low >>> 0, message.missed.high >>> 0).toNumber(true) : message.missed;
                    return object;
                };

                /**
                 * Converts this Emission to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.Emission
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Emission.prototype.toJSON = function() {
                    return Emission.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Emission;
            })();

            /**
             * RecordForm enum.
             * @name prost.control.v1.RecordForm
             * @enum {number}
             * @property {number} PLAIN=0 PLAIN value
             * @property {number} IMMUTABLE=1 IMMUTABLE value
             * @property {number} SIGNED=2 SIGNED value
             * @property {number} EVIDENCE=3 EVIDENCE value
             * @property {number} MERGED=4 MERGED value
             */
            v1.RecordForm = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "PLAIN"] = 0;
                values[valuesById[1] = "IMMUTABLE"] = 1;
                values[valuesById[2] = "SIGNED"] = 2;
                values[valuesById[3] = "EVIDENCE"] = 3;
                values[valuesById[4] = "MERGED"] = 4;
                return values;
            })();

            v1.PutRequest = (function() {

                /**
                 * Properties of a PutRequest.
                 * @typedef {Object} prost.control.v1.PutRequest.$Properties
                 * @property {Uint8Array|null} [service] PutRequest service
                 * @property {Uint8Array|null} [key] PutRequest key
                 * @property {Uint8Array|null} [field] PutRequest field
                 * @property {Uint8Array|null} [value] PutRequest value
                 * @property {boolean|null} [remove] PutRequest remove
                 * @property {number|null} [ttlSeconds] PutRequest ttlSeconds
                 * @property {prost.control.v1.RecordForm|null} [form] PutRequest form
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PutRequest.
                 * @memberof prost.control.v1
                 * @interface IPutRequest
                 * @augments prost.control.v1.PutRequest.$Properties
                 * @deprecated Use prost.control.v1.PutRequest.$Properties instead.
                 */

                /**
                 * Shape of a PutRequest.
                 * @typedef {prost.control.v1.PutRequest.$Properties} prost.control.v1.PutRequest.$Shape
                 */

                /**
                 * Constructs a new PutRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a PutRequest.
                 * @constructor
                 * @param {prost.control.v1.PutRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PutRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PutRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.PutRequest
                 * @instance
                 */
                PutRequest.prototype.service = $util.newBuffer([]);

                /**
                 * PutRequest key.
                 * @member {Uint8Array} key
                 * @memberof prost.control.v1.PutRequest
                 * @instance
                 */
                PutRequest.prototype.key = $util.newBuffer([]);

                /**
                 * PutRequest field.
                 * @member {Uint8Array} field
                 * @memberof prost.control.v1.PutRequest
                 * @instance
                 */
                PutRequest.prototype.field = $util.newBuffer([]);

                /**
                 * PutRequest value.
                 * @member {Uint8Array} value
                 * @memberof prost.control.v1.PutRequest
                 * @instance
                 */
                PutRequest.prototype.value = $util.newBuffer([]);

                /**
                 * PutRequest remove.
                 * @member {boolean} remove
                 * @memberof prost.control.v1.PutRequest
                 * @instance
                 */
                PutRequest.prototype.remove = false;

                /**
                 * PutRequest ttlSeconds.
                 * @member {number} ttlSeconds
                 * @memberof prost.control.v1.PutRequest
                 * @instance
                 */
                PutRequest.prototype.ttlSeconds = 0;

                /**
                 * PutRequest form.
                 * @member {prost.control.v1.RecordForm} form
                 * @memberof prost.control.v1.PutRequest
                 * @instance
                 */
                PutRequest.prototype.form = 0;

                /**
                 * Creates a new PutRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.PutRequest
                 * @static
                 * @param {prost.control.v1.PutRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.PutRequest} PutRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.PutRequest.$Shape): prost.control.v1.PutRequest & prost.control.v1.PutRequest.$Shape;
                 *   (properties?: prost.control.v1.PutRequest.$Properties): prost.control.v1.PutRequest;
                 * }}
                 */
                PutRequest.create = function(properties) {
                    return new PutRequest(properties);
                };

                /**
                 * Encodes the specified PutRequest message. Does not implicitly {@link prost.control.v1.PutRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.PutRequest
                 * @static
                 * @param {prost.control.v1.PutRequest.$Properties} message PutRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PutRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.key);
                    if (message.field != null && $Object.hasOwnProperty.call(message, "field") && message.field.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.field);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.value);
                    if (message.remove != null && $Object.hasOwnProperty.call(message, "remove") && message.remove !== false)
                        writer.uint32(/* id 5, wireType 0 =*/40).bool(message.remove);
                    if (message.ttlSeconds != null && $Object.hasOwnProperty.call(message, "ttlSeconds") && message.ttlSeconds !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.ttlSeconds);
                    if (message.form != null && $Object.hasOwnProperty.call(message, "form") && message.form !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).int32(message.form);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PutRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.PutRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.PutRequest & prost.control.v1.PutRequest.$Shape} PutRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PutRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.PutRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.field = value;
                                else
                                    delete message.field;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.value = value;
                                else
                                    delete message.value;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.remove = value;
                                else
                                    delete message.remove;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.ttlSeconds = value;
                                else
                                    delete message.ttlSeconds;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.form = value;
                                else
                                    delete message.form;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a PutRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.PutRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.PutRequest} PutRequest
                 */
                PutRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.PutRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.PutRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.PutRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    if (object.key != null)
                        if (object.key.length)
                            if (typeof object.key === "string")
                                $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                            else if (object.key.length >= 0)
                                message.key = object.key;
                    if (object.field != null)
                        if (object.field.length)
                            if (typeof object.field === "string")
                                $util.base64.decode(object.field, message.field = $util.newBuffer($util.base64.length(object.field)), 0);
                            else if (object.field.length >= 0)
                                message.field = object.field;
                    if (object.value != null)
                        if (object.value.length)
                            if (typeof object.value === "string")
                                $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                            else if (object.value.length >= 0)
                                message.value = object.value;
                    if (object.remove != null)
                        if (object.remove)
                            message.remove = $Boolean(object.remove);
                    if (object.ttlSeconds != null)
                        if ($Number(object.ttlSeconds) !== 0)
                            message.ttlSeconds = object.ttlSeconds >>> 0;
                    if (object.form !== 0 && (typeof object.form !== "string" || $root.prost.control.v1.RecordForm[object.form] !== 0))
                        switch (object.form) {
                        case "PLAIN":
                        case 0:
                            message.form = 0;
                            break;
                        case "IMMUTABLE":
                        case 1:
                            message.form = 1;
                            break;
                        case "SIGNED":
                        case 2:
                            message.form = 2;
                            break;
                        case "EVIDENCE":
                        case 3:
                            message.form = 3;
                            break;
                        case "MERGED":
                        case 4:
                            message.form = 4;
                            break;
                        default:
                            if (typeof object.form === "number" && (object.form | 0) === object.form)
                                message.form = object.form;
                        }
                    return message;
                };

                /**
                 * Creates a plain object from a PutRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.PutRequest
                 * @static
                 * @param {prost.control.v1.PutRequest} message PutRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                PutRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                        if (options.bytes === $String)
                            object.key = "";
                        else {
                            object.key = [];
                            if (options.bytes !== $Array)
                                object.key = $util.newBuffer(object.key);
                        }
                        if (options.bytes === $String)
                            object.field = "";
                        else {
                            object.field = [];
                            if (options.bytes !== $Array)
                                object.field = $util.newBuffer(object.field);
                        }
                        if (options.bytes === $String)
                            object.value = "";
                        else {
                            object.value = [];
                            if (options.bytes !== $Array)
                                object.value = $util.newBuffer(object.value);
                        }
                        object.remove = false;
                        object.ttlSeconds = 0;
                        object.form = options.enums === $String ? "PLAIN" : 0;
                    }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    if (message.field != null && $Object.hasOwnProperty.call(message, "field"))
                        object.field = options.bytes === $String ? $util.base64.encode(message.field, 0, message.field.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.field) : message.field;
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                        object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                    if (message.remove != null && $Object.hasOwnProperty.call(message, "remove"))
                        object.remove = message.remove;
                    if (message.ttlSeconds != null && $Object.hasOwnProperty.call(message, "ttlSeconds"))
                        object.ttlSeconds = message.ttlSeconds;
                    if (message.form != null && $Object.hasOwnProperty.call(message, "form"))
                        object.form = options.enums === $String ? $root.prost.control.v1.RecordForm[message.form] === $undefined ? message.form : $root.prost.control.v1.RecordForm[message.form] : message.form;
                    return object;
                };

                /**
                 * Converts this PutRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.PutRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                PutRequest.prototype.toJSON = function() {
                    return PutRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return PutRequest;
            })();

            v1.PutReply = (function() {

                /**
                 * Properties of a PutReply.
                 * @typedef {Object} prost.control.v1.PutReply.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PutReply.
                 * @memberof prost.control.v1
                 * @interface IPutReply
                 * @augments prost.control.v1.PutReply.$Properties
                 * @deprecated Use prost.control.v1.PutReply.$Properties instead.
                 */

                /**
                 * Shape of a PutReply.
                 * @typedef {prost.control.v1.PutReply.$Properties} prost.control.v1.PutReply.$Shape
                 */

                /**
                 * Constructs a new PutReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a PutReply.
                 * @constructor
                 * @param {prost.control.v1.PutReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PutReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new PutReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.PutReply
                 * @static
                 * @param {prost.control.v1.PutReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.PutReply} PutReply instance
                 * @type {{
                 *   (properties: prost.control.v1.PutReply.$Shape): prost.control.v1.PutReply & prost.control.v1.PutReply.$Shape;
                 *   (properties?: prost.control.v1.PutReply.$Properties): prost.control.v1.PutReply;
                 * }}
                 */
                PutReply.create = function(properties) {
                    return new PutReply(properties);
                };

                /**
                 * Encodes the specified PutReply message. Does not implicitly {@link prost.control.v1.PutReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.PutReply
                 * @static
                 * @param {prost.control.v1.PutReply.$Properties} message PutReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PutReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PutReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.PutReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.PutReply & prost.control.v1.PutReply.$Shape} PutReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PutReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.PutReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a PutReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.PutReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.PutReply} PutReply
                 */
                PutReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.PutReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.PutReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.prost.control.v1.PutReply();
                };

                /**
                 * Creates a plain object from a PutReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.PutReply
                 * @static
                 * @param {prost.control.v1.PutReply} message PutReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                PutReply.toObject = function () {
                    return {};
                };

                /**
                 * Converts this PutReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.PutReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                PutReply.prototype.toJSON = function() {
                    return PutReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return PutReply;
            })();

            v1.ReadRegisterRequest = (function() {

                /**
                 * Properties of a ReadRegisterRequest.
                 * @typedef {Object} prost.control.v1.ReadRegisterRequest.$Properties
                 * @property {Uint8Array|null} [service] ReadRegisterRequest service
                 * @property {Uint8Array|null} [key] ReadRegisterRequest key
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReadRegisterRequest.
                 * @memberof prost.control.v1
                 * @interface IReadRegisterRequest
                 * @augments prost.control.v1.ReadRegisterRequest.$Properties
                 * @deprecated Use prost.control.v1.ReadRegisterRequest.$Properties instead.
                 */

                /**
                 * Shape of a ReadRegisterRequest.
                 * @typedef {prost.control.v1.ReadRegisterRequest.$Properties} prost.control.v1.ReadRegisterRequest.$Shape
                 */

                /**
                 * Constructs a new ReadRegisterRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a ReadRegisterRequest.
                 * @constructor
                 * @param {prost.control.v1.ReadRegisterRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReadRegisterRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReadRegisterRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.ReadRegisterRequest
                 * @instance
                 */
                ReadRegisterRequest.prototype.service = $util.newBuffer([]);

                /**
                 * ReadRegisterRequest key.
                 * @member {Uint8Array} key
                 * @memberof prost.control.v1.ReadRegisterRequest
                 * @instance
                 */
                ReadRegisterRequest.prototype.key = $util.newBuffer([]);

                /**
                 * Creates a new ReadRegisterRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.ReadRegisterRequest
                 * @static
                 * @param {prost.control.v1.ReadRegisterRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.ReadRegisterRequest} ReadRegisterRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.ReadRegisterRequest.$Shape): prost.control.v1.ReadRegisterRequest & prost.control.v1.ReadRegisterRequest.$Shape;
                 *   (properties?: prost.control.v1.ReadRegisterRequest.$Properties): prost.control.v1.ReadRegisterRequest;
                 * }}
                 */
                ReadRegisterRequest.create = function(properties) {
                    return new ReadRegisterRequest(properties);
                };

                /**
                 * Encodes the specified ReadRegisterRequest message. Does not implicitly {@link prost.control.v1.ReadRegisterRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.ReadRegisterRequest
                 * @static
                 * @param {prost.control.v1.ReadRegisterRequest.$Properties} message ReadRegisterRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReadRegisterRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.key);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReadRegisterRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.ReadRegisterRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.ReadRegisterRequest & prost.control.v1.ReadRegisterRequest.$Shape} ReadRegisterRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReadRegisterRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.ReadRegisterRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a ReadRegisterRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.ReadRegisterRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.ReadRegisterRequest} ReadRegisterRequest
                 */
                ReadRegisterRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.ReadRegisterRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.ReadRegisterRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.ReadRegisterRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    if (object.key != null)
                        if (object.key.length)
                            if (typeof object.key === "string")
                                $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                            else if (object.key.length >= 0)
                                message.key = object.key;
                    return message;
                };

                /**
                 * Creates a plain object from a ReadRegisterRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.ReadRegisterRequest
                 * @static
                 * @param {prost.control.v1.ReadRegisterRequest} message ReadRegisterRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ReadRegisterRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                        if (options.bytes === $String)
                            object.key = "";
                        else {
                            object.key = [];
                            if (options.bytes !== $Array)
                                object.key = $util.newBuffer(object.key);
                        }
                    }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    return object;
                };

                /**
                 * Converts this ReadRegisterRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.ReadRegisterRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ReadRegisterRequest.prototype.toJSON = function() {
                    return ReadRegisterRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ReadRegisterRequest;
            })();

            v1.SetRegisterRequest = (function() {

                /**
                 * Properties of a SetRegisterRequest.
                 * @typedef {Object} prost.control.v1.SetRegisterRequest.$Properties
                 * @property {Uint8Array|null} [service] SetRegisterRequest service
                 * @property {Uint8Array|null} [key] SetRegisterRequest key
                 * @property {number|null} [expected] SetRegisterRequest expected
                 * @property {Uint8Array|null} [value] SetRegisterRequest value
                 * @property {boolean|null} [remove] SetRegisterRequest remove
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SetRegisterRequest.
                 * @memberof prost.control.v1
                 * @interface ISetRegisterRequest
                 * @augments prost.control.v1.SetRegisterRequest.$Properties
                 * @deprecated Use prost.control.v1.SetRegisterRequest.$Properties instead.
                 */

                /**
                 * Shape of a SetRegisterRequest.
                 * @typedef {prost.control.v1.SetRegisterRequest.$Properties} prost.control.v1.SetRegisterRequest.$Shape
                 */

                /**
                 * Constructs a new SetRegisterRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a SetRegisterRequest.
                 * @constructor
                 * @param {prost.control.v1.SetRegisterRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SetRegisterRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SetRegisterRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @instance
                 */
                SetRegisterRequest.prototype.service = $util.newBuffer([]);

                /**
                 * SetRegisterRequest key.
                 * @member {Uint8Array} key
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @instance
                 */
                SetRegisterRequest.prototype.key = $util.newBuffer([]);

                /**
                 * SetRegisterRequest expected.
                 * @member {number} expected
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @instance
                 */
                SetRegisterRequest.prototype.expected = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * SetRegisterRequest value.
                 * @member {Uint8Array} value
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @instance
                 */
                SetRegisterRequest.prototype.value = $util.newBuffer([]);

                /**
                 * SetRegisterRequest remove.
                 * @member {boolean} remove
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @instance
                 */
                SetRegisterRequest.prototype.remove = false;

                /**
                 * Creates a new SetRegisterRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @static
                 * @param {prost.control.v1.SetRegisterRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.SetRegisterRequest} SetRegisterRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.SetRegisterRequest.$Shape): prost.control.v1.SetRegisterRequest & prost.control.v1.SetRegisterRequest.$Shape;
                 *   (properties?: prost.control.v1.SetRegisterRequest.$Properties): prost.control.v1.SetRegisterRequest;
                 * }}
                 */
                SetRegisterRequest.create = function(properties) {
                    return new SetRegisterRequest(properties);
                };

                /**
                 * Encodes the specified SetRegisterRequest message. Does not implicitly {@link prost.control.v1.SetRegisterRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @static
                 * @param {prost.control.v1.SetRegisterRequest.$Properties} message SetRegisterRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SetRegisterRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.key);
                    if (message.expected != null && $Object.hasOwnProperty.call(message, "expected") && (typeof message.expected === "object" ? message.expected.low || message.expected.high : message.expected !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.expected);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.value);
                    if (message.remove != null && $Object.hasOwnProperty.call(message, "remove") && message.remove !== false)
                        writer.uint32(/* id 5, wireType 0 =*/40).bool(message.remove);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SetRegisterRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.SetRegisterRequest & prost.control.v1.SetRegisterRequest.$Shape} SetRegisterRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SetRegisterRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.SetRegisterRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.expected = value;
                                else
                                    delete message.expected;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.value = value;
                                else
                                    delete message.value;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.remove = value;
                                else
                                    delete message.remove;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a SetRegisterRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.SetRegisterRequest} SetRegisterRequest
                 */
                SetRegisterRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.SetRegisterRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.SetRegisterRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.SetRegisterRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    if (object.key != null)
                        if (object.key.length)
                            if (typeof object.key === "string")
                                $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                            else if (object.key.length >= 0)
                                message.key = object.key;
                    if (object.expected != null)
                        if (typeof object.expected === "object" ? object.expected.low || object.expected.high : $Number(object.expected) !== 0)
                            if ($util.Long)
                                message.expected = $util.Long.fromValue(object.expected, true);
                            else if (typeof object.expected === "string")
                                message.expected = $parseInt(object.expected, 10);
                            else if (typeof object.expected === "number")
                                message.expected = object.expected;
                            else if (typeof object.expected === "object")
                                message.expected = new $util.LongBits(object.expected.low >>> 0, object.expected.high >>> 0).toNumber(true);
                    if (object.value != null)
                        if (object.value.length)
                            if (typeof object.value === "string")
                                $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                            else if (object.value.length >= 0)
                                message.value = object.value;
                    if (object.remove != null)
                        if (object.remove)
                            message.remove = $Boolean(object.remove);
                    return message;
                };

                /**
                 * Creates a plain object from a SetRegisterRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @static
                 * @param {prost.control.v1.SetRegisterRequest} message SetRegisterRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                SetRegisterRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                        if (options.bytes === $String)
                            object.key = "";
                        else {
                            object.key = [];
                            if (options.bytes !== $Array)
                                object.key = $util.newBuffer(object.key);
                        }
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.expected = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.expected = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if (options.bytes === $String)
                            object.value = "";
                        else {
                            object.value = [];
                            if (options.bytes !== $Array)
                                object.value = $util.newBuffer(object.value);
                        }
                        object.remove = false;
                    }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    if (message.expected != null && $Object.hasOwnProperty.call(message, "expected"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.expected = typeof message.expected === "number" ? $BigInt(message.expected) : $util.Long.fromBits(message.expected.low >>> 0, message.expected.high >>> 0, true).toBigInt();
                        else if (typeof message.expected === "number")
                            object.expected = options.longs === $String ? $String(message.expected) : message.expected;
                        else
                            object.expected = options.longs === $String ? $util.Long.prototype.toString.call(message.expected) : options.longs === $Number ? new $util.LongBits(message.expected.low >>> 0, message.expected.high >>> 0).toNumber(true) : message.expected;
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                        object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                    if (message.remove != null && $Object.hasOwnProperty.call(message, "remove"))
                        object.remove = message.remove;
                    return object;
                };

                /**
                 * Converts this SetRegisterRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.SetRegisterRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                SetRegisterRequest.prototype.toJSON = function() {
                    return SetRegisterRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return SetRegisterRequest;
            })();

            v1.RegisterReply = (function() {

                /**
                 * Properties of a RegisterReply.
                 * @typedef {Object} prost.control.v1.RegisterReply.$Properties
                 * @property {boolean|null} [wasSet] RegisterReply wasSet
                 * @property {number|null} [version] RegisterReply version
                 * @property {boolean|null} [hasValue] RegisterReply hasValue
                 * @property {Uint8Array|null} [value] RegisterReply value
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RegisterReply.
                 * @memberof prost.control.v1
                 * @interface IRegisterReply
                 * @augments prost.control.v1.RegisterReply.$Properties
                 * @deprecated Use prost.control.v1.RegisterReply.$Properties instead.
                 */

                /**
                 * Shape of a RegisterReply.
                 * @typedef {prost.control.v1.RegisterReply.$Properties} prost.control.v1.RegisterReply.$Shape
                 */

                /**
                 * Constructs a new RegisterReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a RegisterReply.
                 * @constructor
                 * @param {prost.control.v1.RegisterReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RegisterReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RegisterReply wasSet.
                 * @member {boolean} wasSet
                 * @memberof prost.control.v1.RegisterReply
                 * @instance
                 */
                RegisterReply.prototype.wasSet = false;

                /**
                 * RegisterReply version.
                 * @member {number} version
                 * @memberof prost.control.v1.RegisterReply
                 * @instance
                 */
                RegisterReply.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * RegisterReply hasValue.
                 * @member {boolean} hasValue
                 * @memberof prost.control.v1.RegisterReply
                 * @instance
                 */
                RegisterReply.prototype.hasValue = false;

                /**
                 * RegisterReply value.
                 * @member {Uint8Array} value
                 * @memberof prost.control.v1.RegisterReply
                 * @instance
                 */
                RegisterReply.prototype.value = $util.newBuffer([]);

                /**
                 * Creates a new RegisterReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.RegisterReply
                 * @static
                 * @param {prost.control.v1.RegisterReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.RegisterReply} RegisterReply instance
                 * @type {{
                 *   (properties: prost.control.v1.RegisterReply.$Shape): prost.control.v1.RegisterReply & prost.control.v1.RegisterReply.$Shape;
                 *   (properties?: prost.control.v1.RegisterReply.$Properties): prost.control.v1.RegisterReply;
                 * }}
                 */
                RegisterReply.create = function(properties) {
                    return new RegisterReply(properties);
                };

                /**
                 * Encodes the specified RegisterReply message. Does not implicitly {@link prost.control.v1.RegisterReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.RegisterReply
                 * @static
                 * @param {prost.control.v1.RegisterReply.$Properties} message RegisterReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RegisterReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.wasSet != null && $Object.hasOwnProperty.call(message, "wasSet") && message.wasSet !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.wasSet);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.version);
                    if (message.hasValue != null && $Object.hasOwnProperty.call(message, "hasValue") && message.hasValue !== false)
                        writer.uint32(/* id 3, wireType 0 =*/24).bool(message.hasValue);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.value);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RegisterReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.RegisterReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.RegisterReply & prost.control.v1.RegisterReply.$Shape} RegisterReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RegisterReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.RegisterReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.wasSet = value;
                                else
                                    delete message.wasSet;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.hasValue = value;
                                else
                                    delete message.hasValue;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.value = value;
                                else
                                    delete message.value;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a RegisterReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.RegisterReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.RegisterReply} RegisterReply
                 */
                RegisterReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.RegisterReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.RegisterReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.RegisterReply();
                    if (object.wasSet != null)
                        if (object.wasSet)
                            message.wasSet = $Boolean(object.wasSet);
                    if (object.version != null)
                        if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                            if ($util.Long)
                                message.version = $util.Long.fromValue(object.version, true);
                            else if (typeof object.version === "string")
                                message.version = $parseInt(object.version, 10);
                            else if (typeof object.version === "number")
                                message.version = object.version;
                            else if (typeof object.version === "object")
                                message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
                    if (object.hasValue != null)
                        if (object.hasValue)
                            message.hasValue = $Boolean(object.hasValue);
                    if (object.value != null)
                        if (object.value.length)
                            if (typeof object.value === "string")
                                $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                            else if (object.value.length >= 0)
                                message.value = object.value;
                    return message;
                };

                /**
                 * Creates a plain object from a RegisterReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.RegisterReply
                 * @static
                 * @param {prost.control.v1.RegisterReply} message RegisterReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RegisterReply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.wasSet = false;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.hasValue = false;
                        if (options.bytes === $String)
                            object.value = "";
                        else {
                            object.value = [];
                            if (options.bytes !== $Array)
                                object.value = $util.newBuffer(object.value);
                        }
                    }
                    if (message.wasSet != null && $Object.hasOwnProperty.call(message, "wasSet"))
                        object.wasSet = message.wasSet;
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                        else if (typeof message.version === "number")
                            object.version = options.longs === $String ? $String(message.version) : message.version;
                        else
                            object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                    if (message.hasValue != null && $Object.hasOwnProperty.call(message, "hasValue"))
                        object.hasValue = message.hasValue;
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                        object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                    return object;
                };

                /**
                 * Converts this RegisterReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.RegisterReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RegisterReply.prototype.toJSON = function() {
                    return RegisterReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RegisterReply;
            })();

            v1.GetRequest = (function() {

                /**
                 * Properties of a GetRequest.
                 * @typedef {Object} prost.control.v1.GetRequest.$Properties
                 * @property {Uint8Array|null} [service] GetRequest service
                 * @property {Uint8Array|null} [key] GetRequest key
                 * @property {Uint8Array|null} [field] GetRequest field
                 * @property {prost.control.v1.RecordForm|null} [form] GetRequest form
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetRequest.
                 * @memberof prost.control.v1
                 * @interface IGetRequest
                 * @augments prost.control.v1.GetRequest.$Properties
                 * @deprecated Use prost.control.v1.GetRequest.$Properties instead.
                 */

                /**
                 * Shape of a GetRequest.
                 * @typedef {prost.control.v1.GetRequest.$Properties} prost.control.v1.GetRequest.$Shape
                 */

                /**
                 * Constructs a new GetRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a GetRequest.
                 * @constructor
                 * @param {prost.control.v1.GetRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GetRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.GetRequest
                 * @instance
                 */
                GetRequest.prototype.service = $util.newBuffer([]);

                /**
                 * GetRequest key.
                 * @member {Uint8Array} key
                 * @memberof prost.control.v1.GetRequest
                 * @instance
                 */
                GetRequest.prototype.key = $util.newBuffer([]);

                /**
                 * GetRequest field.
                 * @member {Uint8Array} field
                 * @memberof prost.control.v1.GetRequest
                 * @instance
                 */
                GetRequest.prototype.field = $util.newBuffer([]);

                /**
                 * GetRequest form.
                 * @member {prost.control.v1.RecordForm} form
                 * @memberof prost.control.v1.GetRequest
                 * @instance
                 */
                GetRequest.prototype.form = 0;

                /**
                 * Creates a new GetRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.GetRequest
                 * @static
                 * @param {prost.control.v1.GetRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.GetRequest} GetRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.GetRequest.$Shape): prost.control.v1.GetRequest & prost.control.v1.GetRequest.$Shape;
                 *   (properties?: prost.control.v1.GetRequest.$Properties): prost.control.v1.GetRequest;
                 * }}
                 */
                GetRequest.create = function(properties) {
                    return new GetRequest(properties);
                };

                /**
                 * Encodes the specified GetRequest message. Does not implicitly {@link prost.control.v1.GetRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.GetRequest
                 * @static
                 * @param {prost.control.v1.GetRequest.$Properties} message GetRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.key);
                    if (message.field != null && $Object.hasOwnProperty.call(message, "field") && message.field.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.field);
                    if (message.form != null && $Object.hasOwnProperty.call(message, "form") && message.form !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.form);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.GetRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.GetRequest & prost.control.v1.GetRequest.$Shape} GetRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.GetRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.field = value;
                                else
                                    delete message.field;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.form = value;
                                else
                                    delete message.form;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a GetRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.GetRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.GetRequest} GetRequest
                 */
                GetRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.GetRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.GetRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.GetRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    if (object.key != null)
                        if (object.key.length)
                            if (typeof object.key === "string")
                                $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                            else if (object.key.length >= 0)
                                message.key = object.key;
                    if (object.field != null)
                        if (object.field.length)
                            if (typeof object.field === "string")
                                $util.base64.decode(object.field, message.field = $util.newBuffer($util.base64.length(object.field)), 0);
                            else if (object.field.length >= 0)
                                message.field = object.field;
                    if (object.form !== 0 && (typeof object.form !== "string" || $root.prost.control.v1.RecordForm[object.form] !== 0))
                        switch (object.form) {
                        case "PLAIN":
                        case 0:
                            message.form = 0;
                            break;
                        case "IMMUTABLE":
                        case 1:
                            message.form = 1;
                            break;
                        case "SIGNED":
                        case 2:
                            message.form = 2;
                            break;
                        case "EVIDENCE":
                        case 3:
                            message.form = 3;
                            break;
                        case "MERGED":
                        case 4:
                            message.form = 4;
                            break;
                        default:
                            if (typeof object.form === "number" && (object.form | 0) === object.form)
                                message.form = object.form;
                        }
                    return message;
                };

                /**
                 * Creates a plain object from a GetRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.GetRequest
                 * @static
                 * @param {prost.control.v1.GetRequest} message GetRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                GetRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                        if (options.bytes === $String)
                            object.key = "";
                        else {
                            object.key = [];
                            if (options.bytes !== $Array)
                                object.key = $util.newBuffer(object.key);
                        }
                        if (options.bytes === $String)
                            object.field = "";
                        else {
                            object.field = [];
                            if (options.bytes !== $Array)
                                object.field = $util.newBuffer(object.field);
                        }
                        object.form = options.enums === $String ? "PLAIN" : 0;
                    }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    if (message.field != null && $Object.hasOwnProperty.call(message, "field"))
                        object.field = options.bytes === $String ? $util.base64.encode(message.field, 0, message.field.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.field) : message.field;
                    if (message.form != null && $Object.hasOwnProperty.call(message, "form"))
                        object.form = options.enums === $String ? $root.prost.control.v1.RecordForm[message.form] === $undefined ? message.form : $root.prost.control.v1.RecordForm[message.form] : message.form;
                    return object;
                };

                /**
                 * Converts this GetRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.GetRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                GetRequest.prototype.toJSON = function() {
                    return GetRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return GetRequest;
            })();

            v1.GetReply = (function() {

                /**
                 * Properties of a GetReply.
                 * @typedef {Object} prost.control.v1.GetReply.$Properties
                 * @property {boolean|null} [found] GetReply found
                 * @property {Uint8Array|null} [value] GetReply value
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetReply.
                 * @memberof prost.control.v1
                 * @interface IGetReply
                 * @augments prost.control.v1.GetReply.$Properties
                 * @deprecated Use prost.control.v1.GetReply.$Properties instead.
                 */

                /**
                 * Shape of a GetReply.
                 * @typedef {prost.control.v1.GetReply.$Properties} prost.control.v1.GetReply.$Shape
                 */

                /**
                 * Constructs a new GetReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a GetReply.
                 * @constructor
                 * @param {prost.control.v1.GetReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GetReply found.
                 * @member {boolean} found
                 * @memberof prost.control.v1.GetReply
                 * @instance
                 */
                GetReply.prototype.found = false;

                /**
                 * GetReply value.
                 * @member {Uint8Array} value
                 * @memberof prost.control.v1.GetReply
                 * @instance
                 */
                GetReply.prototype.value = $util.newBuffer([]);

                /**
                 * Creates a new GetReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.GetReply
                 * @static
                 * @param {prost.control.v1.GetReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.GetReply} GetReply instance
                 * @type {{
                 *   (properties: prost.control.v1.GetReply.$Shape): prost.control.v1.GetReply & prost.control.v1.GetReply.$Shape;
                 *   (properties?: prost.control.v1.GetReply.$Properties): prost.control.v1.GetReply;
                 * }}
                 */
                GetReply.create = function(properties) {
                    return new GetReply(properties);
                };

                /**
                 * Encodes the specified GetReply message. Does not implicitly {@link prost.control.v1.GetReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.GetReply
                 * @static
                 * @param {prost.control.v1.GetReply.$Properties} message GetReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.found != null && $Object.hasOwnProperty.call(message, "found") && message.found !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.found);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.GetReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.GetReply & prost.control.v1.GetReply.$Shape} GetReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.GetReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.found = value;
                                else
                                    delete message.found;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.value = value;
                                else
                                    delete message.value;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a GetReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.GetReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.GetReply} GetReply
                 */
                GetReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.GetReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.GetReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.GetReply();
                    if (object.found != null)
                        if (object.found)
                            message.found = $Boolean(object.found);
                    if (object.value != null)
                        if (object.value.length)
                            if (typeof object.value === "string")
                                $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                            else if (object.value.length >= 0)
                                message.value = object.value;
                    return message;
                };

                /**
                 * Creates a plain object from a GetReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.GetReply
                 * @static
                 * @param {prost.control.v1.GetReply} message GetReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                GetReply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.found = false;
                        if (options.bytes === $String)
                            object.value = "";
                        else {
                            object.value = [];
                            if (options.bytes !== $Array)
                                object.value = $util.newBuffer(object.value);
                        }
                    }
                    if (message.found != null && $Object.hasOwnProperty.call(message, "found"))
                        object.found = message.found;
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                        object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                    return object;
                };

                /**
                 * Converts this GetReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.GetReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                GetReply.prototype.toJSON = function() {
                    return GetReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return GetReply;
            })();

            v1.VersionsRequest = (function() {

                /**
                 * Properties of a VersionsRequest.
                 * @typedef {Object} prost.control.v1.VersionsRequest.$Properties
                 * @property {Uint8Array|null} [service] VersionsRequest service
                 * @property {number|null} [max] VersionsRequest max
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a VersionsRequest.
                 * @memberof prost.control.v1
                 * @interface IVersionsRequest
                 * @augments prost.control.v1.VersionsRequest.$Properties
                 * @deprecated Use prost.control.v1.VersionsRequest.$Properties instead.
                 */

                /**
                 * Shape of a VersionsRequest.
                 * @typedef {prost.control.v1.VersionsRequest.$Properties} prost.control.v1.VersionsRequest.$Shape
                 */

                /**
                 * Constructs a new VersionsRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a VersionsRequest.
                 * @constructor
                 * @param {prost.control.v1.VersionsRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const VersionsRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * VersionsRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.VersionsRequest
                 * @instance
                 */
                VersionsRequest.prototype.service = $util.newBuffer([]);

                /**
                 * VersionsRequest max.
                 * @member {number} max
                 * @memberof prost.control.v1.VersionsRequest
                 * @instance
                 */
                VersionsRequest.prototype.max = 0;

                /**
                 * Creates a new VersionsRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.VersionsRequest
                 * @static
                 * @param {prost.control.v1.VersionsRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.VersionsRequest} VersionsRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.VersionsRequest.$Shape): prost.control.v1.VersionsRequest & prost.control.v1.VersionsRequest.$Shape;
                 *   (properties?: prost.control.v1.VersionsRequest.$Properties): prost.control.v1.VersionsRequest;
                 * }}
                 */
                VersionsRequest.create = function(properties) {
                    return new VersionsRequest(properties);
                };

                /**
                 * Encodes the specified VersionsRequest message. Does not implicitly {@link prost.control.v1.VersionsRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.VersionsRequest
                 * @static
                 * @param {prost.control.v1.VersionsRequest.$Properties} message VersionsRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                VersionsRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.max != null && $Object.hasOwnProperty.call(message, "max") && message.max !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.max);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a VersionsRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.VersionsRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.VersionsRequest & prost.control.v1.VersionsRequest.$Shape} VersionsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                VersionsRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.VersionsRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.max = value;
                                else
                                    delete message.max;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a VersionsRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.VersionsRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.VersionsRequest} VersionsRequest
                 */
                VersionsRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.VersionsRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.VersionsRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.VersionsRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    if (object.max != null)
                        if ($Number(object.max) !== 0)
                            message.max = object.max >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a VersionsRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.VersionsRequest
                 * @static
                 * @param {prost.control.v1.VersionsRequest} message VersionsRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                VersionsRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                        object.max = 0;
                    }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    if (message.max != null && $Object.hasOwnProperty.call(message, "max"))
                        object.max = message.max;
                    return object;
                };

                /**
                 * Converts this VersionsRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.VersionsRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                VersionsRequest.prototype.toJSON = function() {
                    return VersionsRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return VersionsRequest;
            })();

            v1.VersionsReply = (function() {

                /**
                 * Properties of a VersionsReply.
                 * @typedef {Object} prost.control.v1.VersionsReply.$Properties
                 * @property {Array.<Uint8Array>|null} [publications] VersionsReply publications
                 * @property {Uint8Array|null} [contradiction] VersionsReply contradiction
                 * @property {string|null} [declined] VersionsReply declined
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a VersionsReply.
                 * @memberof prost.control.v1
                 * @interface IVersionsReply
                 * @augments prost.control.v1.VersionsReply.$Properties
                 * @deprecated Use prost.control.v1.VersionsReply.$Properties instead.
                 */

                /**
                 * Shape of a VersionsReply.
                 * @typedef {prost.control.v1.VersionsReply.$Properties} prost.control.v1.VersionsReply.$Shape
                 */

                /**
                 * Constructs a new VersionsReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a VersionsReply.
                 * @constructor
                 * @param {prost.control.v1.VersionsReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const VersionsReply = function (properties) {
                    this.publications = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * VersionsReply publications.
                 * @member {Array.<Uint8Array>} publications
                 * @memberof prost.control.v1.VersionsReply
                 * @instance
                 */
                VersionsReply.prototype.publications = $util.emptyArray;

                /**
                 * VersionsReply contradiction.
                 * @member {Uint8Array} contradiction
                 * @memberof prost.control.v1.VersionsReply
                 * @instance
                 */
                VersionsReply.prototype.contradiction = $util.newBuffer([]);

                /**
                 * VersionsReply declined.
                 * @member {string} declined
                 * @memberof prost.control.v1.VersionsReply
                 * @instance
                 */
                VersionsReply.prototype.declined = "";

                /**
                 * Creates a new VersionsReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.VersionsReply
                 * @static
                 * @param {prost.control.v1.VersionsReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.VersionsReply} VersionsReply instance
                 * @type {{
                 *   (properties: prost.control.v1.VersionsReply.$Shape): prost.control.v1.VersionsReply & prost.control.v1.VersionsReply.$Shape;
                 *   (properties?: prost.control.v1.VersionsReply.$Properties): prost.control.v1.VersionsReply;
                 * }}
                 */
                VersionsReply.create = function(properties) {
                    return new VersionsReply(properties);
                };

                /**
                 * Encodes the specified VersionsReply message. Does not implicitly {@link prost.control.v1.VersionsReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.VersionsReply
                 * @static
                 * @param {prost.control.v1.VersionsReply.$Properties} message VersionsReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                VersionsReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.publications != null && message.publications.length)
                        for (let i = 0; i < message.publications.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.publications[i]);
                    if (message.contradiction != null && $Object.hasOwnProperty.call(message, "contradiction") && message.contradiction.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.contradiction);
                    if (message.declined != null && $Object.hasOwnProperty.call(message, "declined") && message.declined !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.declined);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a VersionsReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.VersionsReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.VersionsReply & prost.control.v1.VersionsReply.$Shape} VersionsReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                VersionsReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.VersionsReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.publications && message.publications.length))
                                    message.publications = [];
                                message.publications.push(reader.bytes());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.contradiction = value;
                                else
                                    delete message.contradiction;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.declined = value;
                                else
                                    delete message.declined;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a VersionsReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.VersionsReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.VersionsReply} VersionsReply
                 */
                VersionsReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.VersionsReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.VersionsReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.VersionsReply();
                    if (object.publications) {
                        if (!$Array.isArray(object.publications))
                            throw $TypeError(".prost.control.v1.VersionsReply.publications: array expected");
                        message.publications = $Array(object.publications.length);
                        for (let i = 0; i < object.publications.length; ++i)
                            if (typeof object.publications[i] === "string")
                                $util.base64.decode(object.publications[i], message.publications[i] = $util.newBuffer($util.base64.length(object.publications[i])), 0);
                            else if (object.publications[i].length >= 0)
                                message.publications[i] = object.publications[i];
                    }
                    if (object.contradiction != null)
                        if (object.contradiction.length)
                            if (typeof object.contradiction === "string")
                                $util.base64.decode(object.contradiction, message.contradiction = $util.newBuffer($util.base64.length(object.contradiction)), 0);
                            else if (object.contradiction.length >= 0)
                                message.contradiction = object.contradiction;
                    if (object.declined != null)
                        if (typeof object.declined !== "string" || object.declined.length)
                            message.declined = $String(object.declined);
                    return message;
                };

                /**
                 * Creates a plain object from a VersionsReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.VersionsReply
                 * @static
                 * @param {prost.control.v1.VersionsReply} message VersionsReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                VersionsReply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.publications = [];
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.contradiction = "";
                        else {
                            object.contradiction = [];
                            if (options.bytes !== $Array)
                                object.contradiction = $util.newBuffer(object.contradiction);
                        }
                        object.declined = "";
                    }
                    if (message.publications && message.publications.length) {
                        object.publications = $Array(message.publications.length);
                        for (let j = 0; j < message.publications.length; ++j)
                            object.publications[j] = options.bytes === $String ? $util.base64.encode(message.publications[j], 0, message.publications[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.publications[j]) : message.publications[j];
                    }
                    if (message.contradiction != null && $Object.hasOwnProperty.call(message, "contradiction"))
                        object.contradiction = options.bytes === $String ? $util.base64.encode(message.contradiction, 0, message.contradiction.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.contradiction) : message.contradiction;
                    if (message.declined != null && $Object.hasOwnProperty.call(message, "declined"))
                        object.declined = message.declined;
                    return object;
                };

                /**
                 * Converts this VersionsReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.VersionsReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                VersionsReply.prototype.toJSON = function() {
                    return VersionsReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return VersionsReply;
            })();

            v1.RevokeRequest = (function() {

                /**
                 * Properties of a RevokeRequest.
                 * @typedef {Object} prost.control.v1.RevokeRequest.$Properties
                 * @property {Uint8Array|null} [rootId] RevokeRequest rootId
                 * @property {Uint8Array|null} [withdrawal] RevokeRequest withdrawal
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RevokeRequest.
                 * @memberof prost.control.v1
                 * @interface IRevokeRequest
                 * @augments prost.control.v1.RevokeRequest.$Properties
                 * @deprecated Use prost.control.v1.RevokeRequest.$Properties instead.
                 */

                /**
                 * Shape of a RevokeRequest.
                 * @typedef {prost.control.v1.RevokeRequest.$Properties} prost.control.v1.RevokeRequest.$Shape
                 */

                /**
                 * Constructs a new RevokeRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a RevokeRequest.
                 * @constructor
                 * @param {prost.control.v1.RevokeRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RevokeRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RevokeRequest rootId.
                 * @member {Uint8Array} rootId
                 * @memberof prost.control.v1.RevokeRequest
                 * @instance
                 */
                RevokeRequest.prototype.rootId = $util.newBuffer([]);

                /**
                 * RevokeRequest withdrawal.
                 * @member {Uint8Array} withdrawal
                 * @memberof prost.control.v1.RevokeRequest
                 * @instance
                 */
                RevokeRequest.prototype.withdrawal = $util.newBuffer([]);

                /**
                 * Creates a new RevokeRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.RevokeRequest
                 * @static
                 * @param {prost.control.v1.RevokeRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.RevokeRequest} RevokeRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.RevokeRequest.$Shape): prost.control.v1.RevokeRequest & prost.control.v1.RevokeRequest.$Shape;
                 *   (properties?: prost.control.v1.RevokeRequest.$Properties): prost.control.v1.RevokeRequest;
                 * }}
                 */
                RevokeRequest.create = function(properties) {
                    return new RevokeRequest(properties);
                };

                /**
                 * Encodes the specified RevokeRequest message. Does not implicitly {@link prost.control.v1.RevokeRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.RevokeRequest
                 * @static
                 * @param {prost.control.v1.RevokeRequest.$Properties} message RevokeRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RevokeRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId") && message.rootId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.rootId);
                    if (message.withdrawal != null && $Object.hasOwnProperty.call(message, "withdrawal") && message.withdrawal.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.withdrawal);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RevokeRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.RevokeRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.RevokeRequest & prost.control.v1.RevokeRequest.$Shape} RevokeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RevokeRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.RevokeRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.rootId = value;
                                else
                                    delete message.rootId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.withdrawal = value;
                                else
                                    delete message.withdrawal;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a RevokeRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.RevokeRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.RevokeRequest} RevokeRequest
                 */
                RevokeRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.RevokeRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.RevokeRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.RevokeRequest();
                    if (object.rootId != null)
                        if (object.rootId.length)
                            if (typeof object.rootId === "string")
                                $util.base64.decode(object.rootId, message.rootId = $util.newBuffer($util.base64.length(object.rootId)), 0);
                            else if (object.rootId.length >= 0)
                                message.rootId = object.rootId;
                    if (object.withdrawal != null)
                        if (object.withdrawal.length)
                            if (typeof object.withdrawal === "string")
                                $util.base64.decode(object.withdrawal, message.withdrawal = $util.newBuffer($util.base64.length(object.withdrawal)), 0);
                            else if (object.withdrawal.length >= 0)
                                message.withdrawal = object.withdrawal;
                    return message;
                };

                /**
                 * Creates a plain object from a RevokeRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.RevokeRequest
                 * @static
                 * @param {prost.control.v1.RevokeRequest} message RevokeRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RevokeRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.rootId = "";
                        else {
                            object.rootId = [];
                            if (options.bytes !== $Array)
                                object.rootId = $util.newBuffer(object.rootId);
                        }
                        if (options.bytes === $String)
                            object.withdrawal = "";
                        else {
                            object.withdrawal = [];
                            if (options.bytes !== $Array)
                                object.withdrawal = $util.newBuffer(object.withdrawal);
                        }
                    }
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId"))
                        object.rootId = options.bytes === $String ? $util.base64.encode(message.rootId, 0, message.rootId.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.rootId) : message.rootId;
                    if (message.withdrawal != null && $Object.hasOwnProperty.call(message, "withdrawal"))
                        object.withdrawal = options.bytes === $String ? $util.base64.encode(message.withdrawal, 0, message.withdrawal.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.withdrawal) : message.withdrawal;
                    return object;
                };

                /**
                 * Converts this RevokeRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.RevokeRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RevokeRequest.prototype.toJSON = function() {
                    return RevokeRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RevokeRequest;
            })();

            v1.RevokeReply = (function() {

                /**
                 * Properties of a RevokeReply.
                 * @typedef {Object} prost.control.v1.RevokeReply.$Properties
                 * @property {Uint8Array|null} [withdrawal] RevokeReply withdrawal
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RevokeReply.
                 * @memberof prost.control.v1
                 * @interface IRevokeReply
                 * @augments prost.control.v1.RevokeReply.$Properties
                 * @deprecated Use prost.control.v1.RevokeReply.$Properties instead.
                 */

                /**
                 * Shape of a RevokeReply.
                 * @typedef {prost.control.v1.RevokeReply.$Properties} prost.control.v1.RevokeReply.$Shape
                 */

                /**
                 * Constructs a new RevokeReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a RevokeReply.
                 * @constructor
                 * @param {prost.control.v1.RevokeReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RevokeReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RevokeReply withdrawal.
                 * @member {Uint8Array} withdrawal
                 * @memberof prost.control.v1.RevokeReply
                 * @instance
                 */
                RevokeReply.prototype.withdrawal = $util.newBuffer([]);

                /**
                 * Creates a new RevokeReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.RevokeReply
                 * @static
                 * @param {prost.control.v1.RevokeReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.RevokeReply} RevokeReply instance
                 * @type {{
                 *   (properties: prost.control.v1.RevokeReply.$Shape): prost.control.v1.RevokeReply & prost.control.v1.RevokeReply.$Shape;
                 *   (properties?: prost.control.v1.RevokeReply.$Properties): prost.control.v1.RevokeReply;
                 * }}
                 */
                RevokeReply.create = function(properties) {
                    return new RevokeReply(properties);
                };

                /**
                 * Encodes the specified RevokeReply message. Does not implicitly {@link prost.control.v1.RevokeReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.RevokeReply
                 * @static
                 * @param {prost.control.v1.RevokeReply.$Properties} message RevokeReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RevokeReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.withdrawal != null && $Object.hasOwnProperty.call(message, "withdrawal") && message.withdrawal.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.withdrawal);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RevokeReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.RevokeReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.RevokeReply & prost.control.v1.RevokeReply.$Shape} RevokeReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RevokeReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.RevokeReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.withdrawal = value;
                                else
                                    delete message.withdrawal;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a RevokeReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.RevokeReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.RevokeReply} RevokeReply
                 */
                RevokeReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.RevokeReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.RevokeReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.RevokeReply();
                    if (object.withdrawal != null)
                        if (object.withdrawal.length)
                            if (typeof object.withdrawal === "string")
                                $util.base64.decode(object.withdrawal, message.withdrawal = $util.newBuffer($util.base64.length(object.withdrawal)), 0);
                            else if (object.withdrawal.length >= 0)
                                message.withdrawal = object.withdrawal;
                    return message;
                };

                /**
                 * Creates a plain object from a RevokeReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.RevokeReply
                 * @static
                 * @param {prost.control.v1.RevokeReply} message RevokeReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RevokeReply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        if (options.bytes === $String)
                            object.withdrawal = "";
                        else {
                            object.withdrawal = [];
                            if (options.bytes !== $Array)
                                object.withdrawal = $util.newBuffer(object.withdrawal);
                        }
                    if (message.withdrawal != null && $Object.hasOwnProperty.call(message, "withdrawal"))
                        object.withdrawal = options.bytes === $String ? $util.base64.encode(message.withdrawal, 0, message.withdrawal.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.withdrawal) : message.withdrawal;
                    return object;
                };

                /**
                 * Converts this RevokeReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.RevokeReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RevokeReply.prototype.toJSON = function() {
                    return RevokeReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RevokeReply;
            })();

            v1.ConsentRequest = (function() {

                /**
                 * Properties of a ConsentRequest.
                 * @typedef {Object} prost.control.v1.ConsentRequest.$Properties
                 * @property {Uint8Array|null} [service] ConsentRequest service
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ConsentRequest.
                 * @memberof prost.control.v1
                 * @interface IConsentRequest
                 * @augments prost.control.v1.ConsentRequest.$Properties
                 * @deprecated Use prost.control.v1.ConsentRequest.$Properties instead.
                 */

                /**
                 * Shape of a ConsentRequest.
                 * @typedef {prost.control.v1.ConsentRequest.$Properties} prost.control.v1.ConsentRequest.$Shape
                 */

                /**
                 * Constructs a new ConsentRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a ConsentRequest.
                 * @constructor
                 * @param {prost.control.v1.ConsentRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ConsentRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ConsentRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.ConsentRequest
                 * @instance
                 */
                ConsentRequest.prototype.service = $util.newBuffer([]);

                /**
                 * Creates a new ConsentRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.ConsentRequest
                 * @static
                 * @param {prost.control.v1.ConsentRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.ConsentRequest} ConsentRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.ConsentRequest.$Shape): prost.control.v1.ConsentRequest & prost.control.v1.ConsentRequest.$Shape;
                 *   (properties?: prost.control.v1.ConsentRequest.$Properties): prost.control.v1.ConsentRequest;
                 * }}
                 */
                ConsentRequest.create = function(properties) {
                    return new ConsentRequest(properties);
                };

                /**
                 * Encodes the specified ConsentRequest message. Does not implicitly {@link prost.control.v1.ConsentRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.ConsentRequest
                 * @static
                 * @param {prost.control.v1.ConsentRequest.$Properties} message ConsentRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ConsentRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ConsentRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.ConsentRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.ConsentRequest & prost.control.v1.ConsentRequest.$Shape} ConsentRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ConsentRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.ConsentRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a ConsentRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.ConsentRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.ConsentRequest} ConsentRequest
                 */
                ConsentRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.ConsentRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.ConsentRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.ConsentRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    return message;
                };

                /**
                 * Creates a plain object from a ConsentRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.ConsentRequest
                 * @static
                 * @param {prost.control.v1.ConsentRequest} message ConsentRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ConsentRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    return object;
                };

                /**
                 * Converts this ConsentRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.ConsentRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ConsentRequest.prototype.toJSON = function() {
                    return ConsentRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ConsentRequest;
            })();

            v1.ConsentReply = (function() {

                /**
                 * Properties of a ConsentReply.
                 * @typedef {Object} prost.control.v1.ConsentReply.$Properties
                 * @property {Array.<string>|null} [capabilities] ConsentReply capabilities
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ConsentReply.
                 * @memberof prost.control.v1
                 * @interface IConsentReply
                 * @augments prost.control.v1.ConsentReply.$Properties
                 * @deprecated Use prost.control.v1.ConsentReply.$Properties instead.
                 */

                /**
                 * Shape of a ConsentReply.
                 * @typedef {prost.control.v1.ConsentReply.$Properties} prost.control.v1.ConsentReply.$Shape
                 */

                /**
                 * Constructs a new ConsentReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a ConsentReply.
                 * @constructor
                 * @param {prost.control.v1.ConsentReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ConsentReply = function (properties) {
                    this.capabilities = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ConsentReply capabilities.
                 * @member {Array.<string>} capabilities
                 * @memberof prost.control.v1.ConsentReply
                 * @instance
                 */
                ConsentReply.prototype.capabilities = $util.emptyArray;

                /**
                 * Creates a new ConsentReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.ConsentReply
                 * @static
                 * @param {prost.control.v1.ConsentReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.ConsentReply} ConsentReply instance
                 * @type {{
                 *   (properties: prost.control.v1.ConsentReply.$Shape): prost.control.v1.ConsentReply & prost.control.v1.ConsentReply.$Shape;
                 *   (properties?: prost.control.v1.ConsentReply.$Properties): prost.control.v1.ConsentReply;
                 * }}
                 */
                ConsentReply.create = function(properties) {
                    return new ConsentReply(properties);
                };

                /**
                 * Encodes the specified ConsentReply message. Does not implicitly {@link prost.control.v1.ConsentReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.ConsentReply
                 * @static
                 * @param {prost.control.v1.ConsentReply.$Properties} message ConsentReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ConsentReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.capabilities != null && message.capabilities.length)
                        for (let i = 0; i < message.capabilities.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.capabilities[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ConsentReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.ConsentReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.ConsentReply & prost.control.v1.ConsentReply.$Shape} ConsentReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ConsentReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.ConsentReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.capabilities && message.capabilities.length))
                                    message.capabilities = [];
                                message.capabilities.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a ConsentReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.ConsentReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.ConsentReply} ConsentReply
                 */
                ConsentReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.ConsentReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.ConsentReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.ConsentReply();
                    if (object.capabilities) {
                        if (!$Array.isArray(object.capabilities))
                            throw $TypeError(".prost.control.v1.ConsentReply.capabilities: array expected");
                        message.capabilities = $Array(object.capabilities.length);
                        for (let i = 0; i < object.capabilities.length; ++i)
                            message.capabilities[i] = $String(object.capabilities[i]);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a ConsentReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.ConsentReply
                 * @static
                 * @param {prost.control.v1.ConsentReply} message ConsentReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ConsentReply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.capabilities = [];
                    if (message.capabilities && message.capabilities.length) {
                        object.capabilities = $Array(message.capabilities.length);
                        for (let j = 0; j < message.capabilities.length; ++j)
                            object.capabilities[j] = message.capabilities[j];
                    }
                    return object;
                };

                /**
                 * Converts this ConsentReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.ConsentReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ConsentReply.prototype.toJSON = function() {
                    return ConsentReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ConsentReply;
            })();

            v1.PolicyRequest = (function() {

                /**
                 * Properties of a PolicyRequest.
                 * @typedef {Object} prost.control.v1.PolicyRequest.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PolicyRequest.
                 * @memberof prost.control.v1
                 * @interface IPolicyRequest
                 * @augments prost.control.v1.PolicyRequest.$Properties
                 * @deprecated Use prost.control.v1.PolicyRequest.$Properties instead.
                 */

                /**
                 * Shape of a PolicyRequest.
                 * @typedef {prost.control.v1.PolicyRequest.$Properties} prost.control.v1.PolicyRequest.$Shape
                 */

                /**
                 * Constructs a new PolicyRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a PolicyRequest.
                 * @constructor
                 * @param {prost.control.v1.PolicyRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PolicyRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new PolicyRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.PolicyRequest
                 * @static
                 * @param {prost.control.v1.PolicyRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.PolicyRequest} PolicyRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.PolicyRequest.$Shape): prost.control.v1.PolicyRequest & prost.control.v1.PolicyRequest.$Shape;
                 *   (properties?: prost.control.v1.PolicyRequest.$Properties): prost.control.v1.PolicyRequest;
                 * }}
                 */
                PolicyRequest.create = function(properties) {
                    return new PolicyRequest(properties);
                };

                /**
                 * Encodes the specified PolicyRequest message. Does not implicitly {@link prost.control.v1.PolicyRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.PolicyRequest
                 * @static
                 * @param {prost.control.v1.PolicyRequest.$Properties} message PolicyRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PolicyRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PolicyRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.PolicyRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.PolicyRequest & prost.control.v1.PolicyRequest.$Shape} PolicyRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PolicyRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.PolicyRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a PolicyRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.PolicyRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.PolicyRequest} PolicyRequest
                 */
                PolicyRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.PolicyRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.PolicyRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.prost.control.v1.PolicyRequest();
                };

                /**
                 * Creates a plain object from a PolicyRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.PolicyRequest
                 * @static
                 * @param {prost.control.v1.PolicyRequest} message PolicyRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                PolicyRequest.toObject = function () {
                    return {};
                };

                /**
                 * Converts this PolicyRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.PolicyRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                PolicyRequest.prototype.toJSON = function() {
                    return PolicyRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return PolicyRequest;
            })();

            v1.PolicyReply = (function() {

                /**
                 * Properties of a PolicyReply.
                 * @typedef {Object} prost.control.v1.PolicyReply.$Properties
                 * @property {string|null} [json] PolicyReply json
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PolicyReply.
                 * @memberof prost.control.v1
                 * @interface IPolicyReply
                 * @augments prost.control.v1.PolicyReply.$Properties
                 * @deprecated Use prost.control.v1.PolicyReply.$Properties instead.
                 */

                /**
                 * Shape of a PolicyReply.
                 * @typedef {prost.control.v1.PolicyReply.$Properties} prost.control.v1.PolicyReply.$Shape
                 */

                /**
                 * Constructs a new PolicyReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a PolicyReply.
                 * @constructor
                 * @param {prost.control.v1.PolicyReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PolicyReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PolicyReply json.
                 * @member {string} json
                 * @memberof prost.control.v1.PolicyReply
                 * @instance
                 */
                PolicyReply.prototype.json = "";

                /**
                 * Creates a new PolicyReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.PolicyReply
                 * @static
                 * @param {prost.control.v1.PolicyReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.PolicyReply} PolicyReply instance
                 * @type {{
                 *   (properties: prost.control.v1.PolicyReply.$Shape): prost.control.v1.PolicyReply & prost.control.v1.PolicyReply.$Shape;
                 *   (properties?: prost.control.v1.PolicyReply.$Properties): prost.control.v1.PolicyReply;
                 * }}
                 */
                PolicyReply.create = function(properties) {
                    return new PolicyReply(properties);
                };

                /**
                 * Encodes the specified PolicyReply message. Does not implicitly {@link prost.control.v1.PolicyReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.PolicyReply
                 * @static
                 * @param {prost.control.v1.PolicyReply.$Properties} message PolicyReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PolicyReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.json != null && $Object.hasOwnProperty.call(message, "json") && message.json !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.json);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PolicyReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.PolicyReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.PolicyReply & prost.control.v1.PolicyReply.$Shape} PolicyReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PolicyReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.PolicyReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.json = value;
                                else
                                    delete message.json;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a PolicyReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.PolicyReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.PolicyReply} PolicyReply
                 */
                PolicyReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.PolicyReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.PolicyReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.PolicyReply();
                    if (object.json != null)
                        if (typeof object.json !== "string" || object.json.length)
                            message.json = $String(object.json);
                    return message;
                };

                /**
                 * Creates a plain object from a PolicyReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.PolicyReply
                 * @static
                 * @param {prost.control.v1.PolicyReply} message PolicyReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                PolicyReply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.json = "";
                    if (message.json != null && $Object.hasOwnProperty.call(message, "json"))
                        object.json = message.json;
                    return object;
                };

                /**
                 * Converts this PolicyReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.PolicyReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                PolicyReply.prototype.toJSON = function() {
                    return PolicyReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return PolicyReply;
            })();

            v1.RecordRequest = (function() {

                /**
                 * Properties of a RecordRequest.
                 * @typedef {Object} prost.control.v1.RecordRequest.$Properties
                 * @property {Uint8Array|null} [service] RecordRequest service
                 * @property {number|null} [eventsMax] RecordRequest eventsMax
                 * @property {number|null} [durationMs] RecordRequest durationMs
                 * @property {boolean|null} [waits] RecordRequest waits
                 * @property {boolean|null} [withoutModule] RecordRequest withoutModule
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RecordRequest.
                 * @memberof prost.control.v1
                 * @interface IRecordRequest
                 * @augments prost.control.v1.RecordRequest.$Properties
                 * @deprecated Use prost.control.v1.RecordRequest.$Properties instead.
                 */

                /**
                 * Shape of a RecordRequest.
                 * @typedef {prost.control.v1.RecordRequest.$Properties} prost.control.v1.RecordRequest.$Shape
                 */

                /**
                 * Constructs a new RecordRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a RecordRequest.
                 * @constructor
                 * @param {prost.control.v1.RecordRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RecordRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RecordRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.RecordRequest
                 * @instance
                 */
                RecordRequest.prototype.service = $util.newBuffer([]);

                /**
                 * RecordRequest eventsMax.
                 * @member {number} eventsMax
                 * @memberof prost.control.v1.RecordRequest
                 * @instance
                 */
                RecordRequest.prototype.eventsMax = 0;

                /**
                 * RecordRequest durationMs.
                 * @member {number} durationMs
                 * @memberof prost.control.v1.RecordRequest
                 * @instance
                 */
                RecordRequest.prototype.durationMs = 0;

                /**
                 * RecordRequest waits.
                 * @member {boolean} waits
                 * @memberof prost.control.v1.RecordRequest
                 * @instance
                 */
                RecordRequest.prototype.waits = false;

                /**
                 * RecordRequest withoutModule.
                 * @member {boolean} withoutModule
                 * @memberof prost.control.v1.RecordRequest
                 * @instance
                 */
                RecordRequest.prototype.withoutModule = false;

                /**
                 * Creates a new RecordRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.RecordRequest
                 * @static
                 * @param {prost.control.v1.RecordRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.RecordRequest} RecordRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.RecordRequest.$Shape): prost.control.v1.RecordRequest & prost.control.v1.RecordRequest.$Shape;
                 *   (properties?: prost.control.v1.RecordRequest.$Properties): prost.control.v1.RecordRequest;
                 * }}
                 */
                RecordRequest.create = function(properties) {
                    return new RecordRequest(properties);
                };

                /**
                 * Encodes the specified RecordRequest message. Does not implicitly {@link prost.control.v1.RecordRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.RecordRequest
                 * @static
                 * @param {prost.control.v1.RecordRequest.$Properties} message RecordRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RecordRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.eventsMax != null && $Object.hasOwnProperty.call(message, "eventsMax") && message.eventsMax !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.eventsMax);
                    if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs") && message.durationMs !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.durationMs);
                    if (message.waits != null && $Object.hasOwnProperty.call(message, "waits") && message.waits !== false)
                        writer.uint32(/* id 4, wireType 0 =*/32).bool(message.waits);
                    if (message.withoutModule != null && $Object.hasOwnProperty.call(message, "withoutModule") && message.withoutModule !== false)
                        writer.uint32(/* id 5, wireType 0 =*/40).bool(message.withoutModule);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RecordRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.RecordRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.RecordRequest & prost.control.v1.RecordRequest.$Shape} RecordRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RecordRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.RecordRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.eventsMax = value;
                                else
                                    delete message.eventsMax;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.durationMs = value;
                                else
                                    delete message.durationMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.waits = value;
                                else
                                    delete message.waits;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.withoutModule = value;
                                else
                                    delete message.withoutModule;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a RecordRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.RecordRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.RecordRequest} RecordRequest
                 */
                RecordRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.RecordRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.RecordRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.RecordRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    if (object.eventsMax != null)
                        if ($Number(object.eventsMax) !== 0)
                            message.eventsMax = object.eventsMax >>> 0;
                    if (object.durationMs != null)
                        if ($Number(object.durationMs) !== 0)
                            message.durationMs = object.durationMs >>> 0;
                    if (object.waits != null)
                        if (object.waits)
                            message.waits = $Boolean(object.waits);
                    if (object.withoutModule != null)
                        if (object.withoutModule)
                            message.withoutModule = $Boolean(object.withoutModule);
                    return message;
                };

                /**
                 * Creates a plain object from a RecordRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.RecordRequest
                 * @static
                 * @param {prost.control.v1.RecordRequest} message RecordRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RecordRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                        object.eventsMax = 0;
                        object.durationMs = 0;
                        object.waits = false;
                        object.withoutModule = false;
                    }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    if (message.eventsMax != null && $Object.hasOwnProperty.call(message, "eventsMax"))
                        object.eventsMax = message.eventsMax;
                    if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs"))
                        object.durationMs = message.durationMs;
                    if (message.waits != null && $Object.hasOwnProperty.call(message, "waits"))
                        object.waits = message.waits;
                    if (message.withoutModule != null && $Object.hasOwnProperty.call(message, "withoutModule"))
                        object.withoutModule = message.withoutModule;
                    return object;
                };

                /**
                 * Converts this RecordRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.RecordRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RecordRequest.prototype.toJSON = function() {
                    return RecordRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RecordRequest;
            })();

            v1.RecordingPiece = (function() {

                /**
                 * Properties of a RecordingPiece.
                 * @typedef {Object} prost.control.v1.RecordingPiece.$Properties
                 * @property {Uint8Array|null} [bytes] RecordingPiece bytes
                 * @property {number|null} [events] RecordingPiece events
                 * @property {string|null} [end] RecordingPiece end
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RecordingPiece.
                 * @memberof prost.control.v1
                 * @interface IRecordingPiece
                 * @augments prost.control.v1.RecordingPiece.$Properties
                 * @deprecated Use prost.control.v1.RecordingPiece.$Properties instead.
                 */

                /**
                 * Shape of a RecordingPiece.
                 * @typedef {prost.control.v1.RecordingPiece.$Properties} prost.control.v1.RecordingPiece.$Shape
                 */

                /**
                 * Constructs a new RecordingPiece.
                 * @memberof prost.control.v1
                 * @classdesc Represents a RecordingPiece.
                 * @constructor
                 * @param {prost.control.v1.RecordingPiece.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RecordingPiece = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RecordingPiece bytes.
                 * @member {Uint8Array} bytes
                 * @memberof prost.control.v1.RecordingPiece
                 * @instance
                 */
                RecordingPiece.prototype.bytes = $util.newBuffer([]);

                /**
                 * RecordingPiece events.
                 * @member {number} events
                 * @memberof prost.control.v1.RecordingPiece
                 * @instance
                 */
                RecordingPiece.prototype.events = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * RecordingPiece end.
                 * @member {string} end
                 * @memberof prost.control.v1.RecordingPiece
                 * @instance
                 */
                RecordingPiece.prototype.end = "";

                /**
                 * Creates a new RecordingPiece instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.RecordingPiece
                 * @static
                 * @param {prost.control.v1.RecordingPiece.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.RecordingPiece} RecordingPiece instance
                 * @type {{
                 *   (properties: prost.control.v1.RecordingPiece.$Shape): prost.control.v1.RecordingPiece & prost.control.v1.RecordingPiece.$Shape;
                 *   (properties?: prost.control.v1.RecordingPiece.$Properties): prost.control.v1.RecordingPiece;
                 * }}
                 */
                RecordingPiece.create = function(properties) {
                    return new RecordingPiece(properties);
                };

                /**
                 * Encodes the specified RecordingPiece message. Does not implicitly {@link prost.control.v1.RecordingPiece.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.RecordingPiece
                 * @static
                 * @param {prost.control.v1.RecordingPiece.$Properties} message RecordingPiece message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RecordingPiece.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && message.bytes.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.bytes);
                    if (message.events != null && $Object.hasOwnProperty.call(message, "events") && (typeof message.events === "object" ? message.events.low || message.events.high : message.events !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.events);
                    if (message.end != null && $Object.hasOwnProperty.call(message, "end") && message.end !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.end);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RecordingPiece message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.RecordingPiece
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.RecordingPiece & prost.control.v1.RecordingPiece.$Shape} RecordingPiece
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RecordingPiece.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.RecordingPiece();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.bytes = value;
                                else
                                    delete message.bytes;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.events = value;
                                else
                                    delete message.events;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.end = value;
                                else
                                    delete message.end;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a RecordingPiece message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.RecordingPiece
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.RecordingPiece} RecordingPiece
                 */
                RecordingPiece.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.RecordingPiece)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.RecordingPiece: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.RecordingPiece();
                    if (object.bytes != null)
                        if (object.bytes.length)
                            if (typeof object.bytes === "string")
                                $util.base64.decode(object.bytes, message.bytes = $util.newBuffer($util.base64.length(object.bytes)), 0);
                            else if (object.bytes.length >= 0)
                                message.bytes = object.bytes;
                    if (object.events != null)
                        if (typeof object.events === "object" ? object.events.low || object.events.high : $Number(object.events) !== 0)
                            if ($util.Long)
                                message.events = $util.Long.fromValue(object.events, true);
                            else if (typeof object.events === "string")
                                message.events = $parseInt(object.events, 10);
                            else if (typeof object.events === "number")
                                message.events = object.events;
                            else if (typeof object.events === "object")
                                message.events = new $util.LongBits(object.events.low >>> 0, object.events.high >>> 0).toNumber(true);
                    if (object.end != null)
                        if (typeof object.end !== "string" || object.end.length)
                            message.end = $String(object.end);
                    return message;
                };

                /**
                 * Creates a plain object from a RecordingPiece message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.RecordingPiece
                 * @static
                 * @param {prost.control.v1.RecordingPiece} message RecordingPiece
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RecordingPiece.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.bytes = "";
                        else {
                            object.bytes = [];
                            if (options.bytes !== $Array)
                                object.bytes = $util.newBuffer(object.bytes);
                        }
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.events = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.events = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.end = "";
                    }
                    if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes"))
                        object.bytes = options.bytes === $String ? $util.base64.encode(message.bytes, 0, message.bytes.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.bytes) : message.bytes;
                    if (message.events != null && $Object.hasOwnProperty.call(message, "events"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.events = typeof message.events === "number" ? $BigInt(message.events) : $util.Long.fromBits(message.events.low >>> 0, message.events.high >>> 0, true).toBigInt();
                        else if (typeof message.events === "number")
                            object.events = options.longs === $String ? $String(message.events) : message.events;
                        else
                            object.events = options.longs === $String ? $util.Long.prototype.toString.call(message.events) : options.longs === $Number ? new $util.LongBits(message.events.low >>> 0, message.events.high >>> 0).toNumber(true) : message.events;
                    if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                        object.end = message.end;
                    return object;
                };

                /**
                 * Converts this RecordingPiece to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.RecordingPiece
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RecordingPiece.prototype.toJSON = function() {
                    return RecordingPiece.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RecordingPiece;
            })();

            v1.StopRecordingRequest = (function() {

                /**
                 * Properties of a StopRecordingRequest.
                 * @typedef {Object} prost.control.v1.StopRecordingRequest.$Properties
                 * @property {Uint8Array|null} [service] StopRecordingRequest service
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StopRecordingRequest.
                 * @memberof prost.control.v1
                 * @interface IStopRecordingRequest
                 * @augments prost.control.v1.StopRecordingRequest.$Properties
                 * @deprecated Use prost.control.v1.StopRecordingRequest.$Properties instead.
                 */

                /**
                 * Shape of a StopRecordingRequest.
                 * @typedef {prost.control.v1.StopRecordingRequest.$Properties} prost.control.v1.StopRecordingRequest.$Shape
                 */

                /**
                 * Constructs a new StopRecordingRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a StopRecordingRequest.
                 * @constructor
                 * @param {prost.control.v1.StopRecordingRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StopRecordingRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * StopRecordingRequest service.
                 * @member {Uint8Array} service
                 * @memberof prost.control.v1.StopRecordingRequest
                 * @instance
                 */
                StopRecordingRequest.prototype.service = $util.newBuffer([]);

                /**
                 * Creates a new StopRecordingRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.StopRecordingRequest
                 * @static
                 * @param {prost.control.v1.StopRecordingRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.StopRecordingRequest} StopRecordingRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.StopRecordingRequest.$Shape): prost.control.v1.StopRecordingRequest & prost.control.v1.StopRecordingRequest.$Shape;
                 *   (properties?: prost.control.v1.StopRecordingRequest.$Properties): prost.control.v1.StopRecordingRequest;
                 * }}
                 */
                StopRecordingRequest.create = function(properties) {
                    return new StopRecordingRequest(properties);
                };

                /**
                 * Encodes the specified StopRecordingRequest message. Does not implicitly {@link prost.control.v1.StopRecordingRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.StopRecordingRequest
                 * @static
                 * @param {prost.control.v1.StopRecordingRequest.$Properties} message StopRecordingRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StopRecordingRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.service);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StopRecordingRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.StopRecordingRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.StopRecordingRequest & prost.control.v1.StopRecordingRequest.$Shape} StopRecordingRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StopRecordingRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.StopRecordingRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a StopRecordingRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.StopRecordingRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.StopRecordingRequest} StopRecordingRequest
                 */
                StopRecordingRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.StopRecordingRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.StopRecordingRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.StopRecordingRequest();
                    if (object.service != null)
                        if (object.service.length)
                            if (typeof object.service === "string")
                                $util.base64.decode(object.service, message.service = $util.newBuffer($util.base64.length(object.service)), 0);
                            else if (object.service.length >= 0)
                                message.service = object.service;
                    return message;
                };

                /**
                 * Creates a plain object from a StopRecordingRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.StopRecordingRequest
                 * @static
                 * @param {prost.control.v1.StopRecordingRequest} message StopRecordingRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                StopRecordingRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        if (options.bytes === $String)
                            object.service = "";
                        else {
                            object.service = [];
                            if (options.bytes !== $Array)
                                object.service = $util.newBuffer(object.service);
                        }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = options.bytes === $String ? $util.base64.encode(message.service, 0, message.service.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.service) : message.service;
                    return object;
                };

                /**
                 * Converts this StopRecordingRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.StopRecordingRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                StopRecordingRequest.prototype.toJSON = function() {
                    return StopRecordingRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return StopRecordingRequest;
            })();

            v1.StopRecordingReply = (function() {

                /**
                 * Properties of a StopRecordingReply.
                 * @typedef {Object} prost.control.v1.StopRecordingReply.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StopRecordingReply.
                 * @memberof prost.control.v1
                 * @interface IStopRecordingReply
                 * @augments prost.control.v1.StopRecordingReply.$Properties
                 * @deprecated Use prost.control.v1.StopRecordingReply.$Properties instead.
                 */

                /**
                 * Shape of a StopRecordingReply.
                 * @typedef {prost.control.v1.StopRecordingReply.$Properties} prost.control.v1.StopRecordingReply.$Shape
                 */

                /**
                 * Constructs a new StopRecordingReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a StopRecordingReply.
                 * @constructor
                 * @param {prost.control.v1.StopRecordingReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StopRecordingReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new StopRecordingReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.StopRecordingReply
                 * @static
                 * @param {prost.control.v1.StopRecordingReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.StopRecordingReply} StopRecordingReply instance
                 * @type {{
                 *   (properties: prost.control.v1.StopRecordingReply.$Shape): prost.control.v1.StopRecordingReply & prost.control.v1.StopRecordingReply.$Shape;
                 *   (properties?: prost.control.v1.StopRecordingReply.$Properties): prost.control.v1.StopRecordingReply;
                 * }}
                 */
                StopRecordingReply.create = function(properties) {
                    return new StopRecordingReply(properties);
                };

                /**
                 * Encodes the specified StopRecordingReply message. Does not implicitly {@link prost.control.v1.StopRecordingReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.StopRecordingReply
                 * @static
                 * @param {prost.control.v1.StopRecordingReply.$Properties} message StopRecordingReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StopRecordingReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StopRecordingReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.StopRecordingReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.StopRecordingReply & prost.control.v1.StopRecordingReply.$Shape} StopRecordingReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StopRecordingReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.StopRecordingReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a StopRecordingReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.StopRecordingReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.StopRecordingReply} StopRecordingReply
                 */
                StopRecordingReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.StopRecordingReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.StopRecordingReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.prost.control.v1.StopRecordingReply();
                };

                /**
                 * Creates a plain object from a StopRecordingReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.StopRecordingReply
                 * @static
                 * @param {prost.control.v1.StopRecordingReply} message StopRecordingReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                StopRecordingReply.toObject = function () {
                    return {};
                };

                /**
                 * Converts this StopRecordingReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.StopRecordingReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                StopRecordingReply.prototype.toJSON = function() {
                    return StopRecordingReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return StopRecordingReply;
            })();

            v1.TrialRequest = (function() {

                /**
                 * Properties of a TrialRequest.
                 * @typedef {Object} prost.control.v1.TrialRequest.$Properties
                 * @property {number|null} [number] TrialRequest number
                 * @property {prost.control.v1.TrialOffer.$Properties|null} [offer] TrialRequest offer
                 * @property {prost.control.v1.TrialEvent.$Properties|null} [event] TrialRequest event
                 * @property {prost.control.v1.TrialEnd.$Properties|null} [end] TrialRequest end
                 * @property {"offer"|"event"|"end"} [step] TrialRequest step
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialRequest.
                 * @memberof prost.control.v1
                 * @interface ITrialRequest
                 * @augments prost.control.v1.TrialRequest.$Properties
                 * @deprecated Use prost.control.v1.TrialRequest.$Properties instead.
                 */

                /**
                 * Narrowed shape of a TrialRequest.
                 * @typedef {{
                 *   number?: number|null;
                 *   offer?: prost.control.v1.TrialOffer.$Shape|null;
                 *   event?: prost.control.v1.TrialEvent.$Shape|null;
                 *   end?: prost.control.v1.TrialEnd.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ step?: undefined; offer?: null; event?: null; end?: null }|{ step?: "offer"; offer: prost.control.v1.TrialOffer.$Shape; event?: null; end?: null }|{ step?: "event"; offer?: null; event: prost.control.v1.TrialEvent.$Shape; end?: null }|{ step?: "end"; offer?: null; event?: null; end: prost.control.v1.TrialEnd.$Shape })
                 * )} prost.control.v1.TrialRequest.$Shape
                 */

                /**
                 * Constructs a new TrialRequest.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialRequest.
                 * @constructor
                 * @param {prost.control.v1.TrialRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialRequest number.
                 * @member {number} number
                 * @memberof prost.control.v1.TrialRequest
                 * @instance
                 */
                TrialRequest.prototype.number = 0;

                /**
                 * TrialRequest offer.
                 * @member {prost.control.v1.TrialOffer.$Properties|null|undefined} offer
                 * @memberof prost.control.v1.TrialRequest
                 * @instance
                 */
                TrialRequest.prototype.offer = null;

                /**
                 * TrialRequest event.
                 * @member {prost.control.v1.TrialEvent.$Properties|null|undefined} event
                 * @memberof prost.control.v1.TrialRequest
                 * @instance
                 */
                TrialRequest.prototype.event = null;

                /**
                 * TrialRequest end.
                 * @member {prost.control.v1.TrialEnd.$Properties|null|undefined} end
                 * @memberof prost.control.v1.TrialRequest
                 * @instance
                 */
                TrialRequest.prototype.end = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * TrialRequest step.
                 * @member {"offer"|"event"|"end"|undefined} step
                 * @memberof prost.control.v1.TrialRequest
                 * @instance
                 */
                $Object.defineProperty(TrialRequest.prototype, "step", {
                    get: $util.oneOfGetter($oneOfFields = ["offer", "event", "end"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new TrialRequest instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialRequest
                 * @static
                 * @param {prost.control.v1.TrialRequest.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialRequest} TrialRequest instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialRequest.$Shape): prost.control.v1.TrialRequest & prost.control.v1.TrialRequest.$Shape;
                 *   (properties?: prost.control.v1.TrialRequest.$Properties): prost.control.v1.TrialRequest;
                 * }}
                 */
                TrialRequest.create = function(properties) {
                    return new TrialRequest(properties);
                };

                /**
                 * Encodes the specified TrialRequest message. Does not implicitly {@link prost.control.v1.TrialRequest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialRequest
                 * @static
                 * @param {prost.control.v1.TrialRequest.$Properties} message TrialRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.number);
                    if (message.offer != null && $Object.hasOwnProperty.call(message, "offer"))
                        $root.prost.control.v1.TrialOffer.encode(message.offer, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                        $root.prost.control.v1.TrialEvent.encode(message.event, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                        $root.prost.control.v1.TrialEnd.encode(message.end, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialRequest & prost.control.v1.TrialRequest.$Shape} TrialRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.number = value;
                                else
                                    delete message.number;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.offer = $root.prost.control.v1.TrialOffer.decode(reader, reader.size(), $undefined, _depth + 1, message.offer);
                                message.step = "offer";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.event = $root.prost.control.v1.TrialEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.event);
                                message.step = "event";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.end = $root.prost.control.v1.TrialEnd.decode(reader, reader.size(), $undefined, _depth + 1, message.end);
                                message.step = "end";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialRequest} TrialRequest
                 */
                TrialRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialRequest();
                    if (object.number != null)
                        if ($Number(object.number) !== 0)
                            message.number = object.number >>> 0;
                    if (object.offer != null) {
                        if (!$util.isObject(object.offer))
                            throw $TypeError(".prost.control.v1.TrialRequest.offer: object expected");
                        message.offer = $root.prost.control.v1.TrialOffer.fromObject(object.offer, _depth + 1);
                    }
                    if (object.event != null) {
                        if (!$util.isObject(object.event))
                            throw $TypeError(".prost.control.v1.TrialRequest.event: object expected");
                        message.event = $root.prost.control.v1.TrialEvent.fromObject(object.event, _depth + 1);
                    }
                    if (object.end != null) {
                        if (!$util.isObject(object.end))
                            throw $TypeError(".prost.control.v1.TrialRequest.end: object expected");
                        message.end = $root.prost.control.v1.TrialEnd.fromObject(object.end, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a TrialRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialRequest
                 * @static
                 * @param {prost.control.v1.TrialRequest} message TrialRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.number = 0;
                    if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                        object.number = message.number;
                    if (message.offer != null && $Object.hasOwnProperty.call(message, "offer")) {
                        object.offer = $root.prost.control.v1.TrialOffer.toObject(message.offer, options, _depth + 1);
                        if (options.oneofs)
                            object.step = "offer";
                    }
                    if (message.event != null && $Object.hasOwnProperty.call(message, "event")) {
                        object.event = $root.prost.control.v1.TrialEvent.toObject(message.event, options, _depth + 1);
                        if (options.oneofs)
                            object.step = "event";
                    }
                    if (message.end != null && $Object.hasOwnProperty.call(message, "end")) {
                        object.end = $root.prost.control.v1.TrialEnd.toObject(message.end, options, _depth + 1);
                        if (options.oneofs)
                            object.step = "end";
                    }
                    return object;
                };

                /**
                 * Converts this TrialRequest to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialRequest.prototype.toJSON = function() {
                    return TrialRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialRequest;
            })();

            v1.TrialOffer = (function() {

                /**
                 * Properties of a TrialOffer.
                 * @typedef {Object} prost.control.v1.TrialOffer.$Properties
                 * @property {Uint8Array|null} [module] TrialOffer module
                 * @property {Array.<string>|null} [capabilities] TrialOffer capabilities
                 * @property {prost.control.v1.TrialLimits.$Properties|null} [limits] TrialOffer limits
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialOffer.
                 * @memberof prost.control.v1
                 * @interface ITrialOffer
                 * @augments prost.control.v1.TrialOffer.$Properties
                 * @deprecated Use prost.control.v1.TrialOffer.$Properties instead.
                 */

                /**
                 * Shape of a TrialOffer.
                 * @typedef {prost.control.v1.TrialOffer.$Properties} prost.control.v1.TrialOffer.$Shape
                 */

                /**
                 * Constructs a new TrialOffer.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialOffer.
                 * @constructor
                 * @param {prost.control.v1.TrialOffer.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialOffer = function (properties) {
                    this.capabilities = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialOffer module.
                 * @member {Uint8Array} module
                 * @memberof prost.control.v1.TrialOffer
                 * @instance
                 */
                TrialOffer.prototype.module = $util.newBuffer([]);

                /**
                 * TrialOffer capabilities.
                 * @member {Array.<string>} capabilities
                 * @memberof prost.control.v1.TrialOffer
                 * @instance
                 */
                TrialOffer.prototype.capabilities = $util.emptyArray;

                /**
                 * TrialOffer limits.
                 * @member {prost.control.v1.TrialLimits.$Properties|null|undefined} limits
                 * @memberof prost.control.v1.TrialOffer
                 * @instance
                 */
                TrialOffer.prototype.limits = null;

                /**
                 * Creates a new TrialOffer instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialOffer
                 * @static
                 * @param {prost.control.v1.TrialOffer.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialOffer} TrialOffer instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialOffer.$Shape): prost.control.v1.TrialOffer & prost.control.v1.TrialOffer.$Shape;
                 *   (properties?: prost.control.v1.TrialOffer.$Properties): prost.control.v1.TrialOffer;
                 * }}
                 */
                TrialOffer.create = function(properties) {
                    return new TrialOffer(properties);
                };

                /**
                 * Encodes the specified TrialOffer message. Does not implicitly {@link prost.control.v1.TrialOffer.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialOffer
                 * @static
                 * @param {prost.control.v1.TrialOffer.$Properties} message TrialOffer message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialOffer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.module != null && $Object.hasOwnProperty.call(message, "module") && message.module.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.module);
                    if (message.capabilities != null && message.capabilities.length)
                        for (let i = 0; i < message.capabilities.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.capabilities[i]);
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        $root.prost.control.v1.TrialLimits.encode(message.limits, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialOffer message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialOffer
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialOffer & prost.control.v1.TrialOffer.$Shape} TrialOffer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialOffer.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialOffer();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.module = value;
                                else
                                    delete message.module;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.capabilities && message.capabilities.length))
                                    message.capabilities = [];
                                message.capabilities.push(reader.stringVerify());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.limits = $root.prost.control.v1.TrialLimits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialOffer message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialOffer
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialOffer} TrialOffer
                 */
                TrialOffer.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialOffer)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialOffer: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialOffer();
                    if (object.module != null)
                        if (object.module.length)
                            if (typeof object.module === "string")
                                $util.base64.decode(object.module, message.module = $util.newBuffer($util.base64.length(object.module)), 0);
                            else if (object.module.length >= 0)
                                message.module = object.module;
                    if (object.capabilities) {
                        if (!$Array.isArray(object.capabilities))
                            throw $TypeError(".prost.control.v1.TrialOffer.capabilities: array expected");
                        message.capabilities = $Array(object.capabilities.length);
                        for (let i = 0; i < object.capabilities.length; ++i)
                            message.capabilities[i] = $String(object.capabilities[i]);
                    }
                    if (object.limits != null) {
                        if (!$util.isObject(object.limits))
                            throw $TypeError(".prost.control.v1.TrialOffer.limits: object expected");
                        message.limits = $root.prost.control.v1.TrialLimits.fromObject(object.limits, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a TrialOffer message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialOffer
                 * @static
                 * @param {prost.control.v1.TrialOffer} message TrialOffer
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialOffer.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.capabilities = [];
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.module = "";
                        else {
                            object.module = [];
                            if (options.bytes !== $Array)
                                object.module = $util.newBuffer(object.module);
                        }
                        object.limits = null;
                    }
                    if (message.module != null && $Object.hasOwnProperty.call(message, "module"))
                        object.module = options.bytes === $String ? $util.base64.encode(message.module, 0, message.module.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.module) : message.module;
                    if (message.capabilities && message.capabilities.length) {
                        object.capabilities = $Array(message.capabilities.length);
                        for (let j = 0; j < message.capabilities.length; ++j)
                            object.capabilities[j] = message.capabilities[j];
                    }
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        object.limits = $root.prost.control.v1.TrialLimits.toObject(message.limits, options, _depth + 1);
                    return object;
                };

                /**
                 * Converts this TrialOffer to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialOffer
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialOffer.prototype.toJSON = function() {
                    return TrialOffer.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialOffer;
            })();

            v1.TrialLimits = (function() {

                /**
                 * Properties of a TrialLimits.
                 * @typedef {Object} prost.control.v1.TrialLimits.$Properties
                 * @property {number|null} [memoryPages] TrialLimits memoryPages
                 * @property {number|null} [fuelPerEvent] TrialLimits fuelPerEvent
                 * @property {number|null} [storeBytes] TrialLimits storeBytes
                 * @property {number|null} [effectsPerEvent] TrialLimits effectsPerEvent
                 * @property {number|null} [effectBytesPerEvent] TrialLimits effectBytesPerEvent
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialLimits.
                 * @memberof prost.control.v1
                 * @interface ITrialLimits
                 * @augments prost.control.v1.TrialLimits.$Properties
                 * @deprecated Use prost.control.v1.TrialLimits.$Properties instead.
                 */

                /**
                 * Shape of a TrialLimits.
                 * @typedef {prost.control.v1.TrialLimits.$Properties} prost.control.v1.TrialLimits.$Shape
                 */

                /**
                 * Constructs a new TrialLimits.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialLimits.
                 * @constructor
                 * @param {prost.control.v1.TrialLimits.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialLimits = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialLimits memoryPages.
                 * @member {number|null|undefined} memoryPages
                 * @memberof prost.control.v1.TrialLimits
                 * @instance
                 */
                TrialLimits.prototype.memoryPages = null;

                /**
                 * TrialLimits fuelPerEvent.
                 * @member {number|null|undefined} fuelPerEvent
                 * @memberof prost.control.v1.TrialLimits
                 * @instance
                 */
                TrialLimits.prototype.fuelPerEvent = null;

                /**
                 * TrialLimits storeBytes.
                 * @member {number|null|undefined} storeBytes
                 * @memberof prost.control.v1.TrialLimits
                 * @instance
                 */
                TrialLimits.prototype.storeBytes = null;

                /**
                 * TrialLimits effectsPerEvent.
                 * @member {number|null|undefined} effectsPerEvent
                 * @memberof prost.control.v1.TrialLimits
                 * @instance
                 */
                TrialLimits.prototype.effectsPerEvent = null;

                /**
                 * TrialLimits effectBytesPerEvent.
                 * @member {number|null|undefined} effectBytesPerEvent
                 * @memberof prost.control.v1.TrialLimits
                 * @instance
                 */
                TrialLimits.prototype.effectBytesPerEvent = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialLimits.prototype, "_memoryPages", {
                    get: $util.oneOfGetter($oneOfFields = ["memoryPages"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialLimits.prototype, "_fuelPerEvent", {
                    get: $util.oneOfGetter($oneOfFields = ["fuelPerEvent"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialLimits.prototype, "_storeBytes", {
                    get: $util.oneOfGetter($oneOfFields = ["storeBytes"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialLimits.prototype, "_effectsPerEvent", {
                    get: $util.oneOfGetter($oneOfFields = ["effectsPerEvent"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialLimits.prototype, "_effectBytesPerEvent", {
                    get: $util.oneOfGetter($oneOfFields = ["effectBytesPerEvent"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new TrialLimits instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialLimits
                 * @static
                 * @param {prost.control.v1.TrialLimits.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialLimits} TrialLimits instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialLimits.$Shape): prost.control.v1.TrialLimits & prost.control.v1.TrialLimits.$Shape;
                 *   (properties?: prost.control.v1.TrialLimits.$Properties): prost.control.v1.TrialLimits;
                 * }}
                 */
                TrialLimits.create = function(properties) {
                    return new TrialLimits(properties);
                };

                /**
                 * Encodes the specified TrialLimits message. Does not implicitly {@link prost.control.v1.TrialLimits.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialLimits
                 * @static
                 * @param {prost.control.v1.TrialLimits.$Properties} message TrialLimits message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialLimits.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.memoryPages != null && $Object.hasOwnProperty.call(message, "memoryPages"))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.memoryPages);
                    if (message.fuelPerEvent != null && $Object.hasOwnProperty.call(message, "fuelPerEvent"))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fuelPerEvent);
                    if (message.storeBytes != null && $Object.hasOwnProperty.call(message, "storeBytes"))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.storeBytes);
                    if (message.effectsPerEvent != null && $Object.hasOwnProperty.call(message, "effectsPerEvent"))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.effectsPerEvent);
                    if (message.effectBytesPerEvent != null && $Object.hasOwnProperty.call(message, "effectBytesPerEvent"))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.effectBytesPerEvent);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialLimits message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialLimits
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialLimits & prost.control.v1.TrialLimits.$Shape} TrialLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialLimits.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialLimits();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                message.memoryPages = reader.uint32();
                                message._memoryPages = "memoryPages";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                message.fuelPerEvent = reader.uint64();
                                message._fuelPerEvent = "fuelPerEvent";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                message.storeBytes = reader.uint64();
                                message._storeBytes = "storeBytes";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                message.effectsPerEvent = reader.uint32();
                                message._effectsPerEvent = "effectsPerEvent";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                message.effectBytesPerEvent = reader.uint32();
                                message._effectBytesPerEvent = "effectBytesPerEvent";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialLimits message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialLimits
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialLimits} TrialLimits
                 */
                TrialLimits.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialLimits)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialLimits: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialLimits();
                    if (object.memoryPages != null)
                        message.memoryPages = object.memoryPages >>> 0;
                    if (object.fuelPerEvent != null)
                        if ($util.Long)
                            message.fuelPerEvent = $util.Long.fromValue(object.fuelPerEvent, true);
                        else if (typeof object.fuelPerEvent === "string")
                            message.fuelPerEvent = $parseInt(object.fuelPerEvent, 10);
                        else if (typeof object.fuelPerEvent === "number")
                            message.fuelPerEvent = object.fuelPerEvent;
                        else if (typeof object.fuelPerEvent === "object")
                            message.fuelPerEvent = new $util.LongBits(object.fuelPerEvent.low >>> 0, object.fuelPerEvent.high >>> 0).toNumber(true);
                    if (object.storeBytes != null)
                        if ($util.Long)
                            message.storeBytes = $util.Long.fromValue(object.storeBytes, true);
                        else if (typeof object.storeBytes === "string")
                            message.storeBytes = $parseInt(object.storeBytes, 10);
                        else if (typeof object.storeBytes === "number")
                            message.storeBytes = object.storeBytes;
                        else if (typeof object.storeBytes === "object")
                            message.storeBytes = new $util.LongBits(object.storeBytes.low >>> 0, object.storeBytes.high >>> 0).toNumber(true);
                    if (object.effectsPerEvent != null)
                        message.effectsPerEvent = object.effectsPerEvent >>> 0;
                    if (object.effectBytesPerEvent != null)
                        message.effectBytesPerEvent = object.effectBytesPerEvent >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a TrialLimits message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialLimits
                 * @static
                 * @param {prost.control.v1.TrialLimits} message TrialLimits
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialLimits.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (message.memoryPages != null && $Object.hasOwnProperty.call(message, "memoryPages"))
                        object.memoryPages = message.memoryPages;
                    if (message.fuelPerEvent != null && $Object.hasOwnProperty.call(message, "fuelPerEvent"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.fuelPerEvent = typeof message.fuelPerEvent === "number" ? $BigInt(message.fuelPerEvent) : $util.Long.fromBits(message.fuelPerEvent.low >>> 0, message.fuelPerEvent.high >>> 0, true).toBigInt();
                        else if (typeof message.fuelPerEvent === "number")
                            object.fuelPerEvent = options.longs === $String ? $String(message.fuelPerEvent) : message.fuelPerEvent;
                        else
                            object.fuelPerEvent = options.longs === $String ? $util.Long.prototype.toString.call(message.fuelPerEvent) : options.longs === $Number ? new $util.LongBits(message.fuelPerEvent.low >>> 0, message.fuelPerEvent.high >>> 0).toNumber(true) : message.fuelPerEvent;
                    if (message.storeBytes != null && $Object.hasOwnProperty.call(message, "storeBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.storeBytes = typeof message.storeBytes === "number" ? $BigInt(message.storeBytes) : $util.Long.fromBits(message.storeBytes.low >>> 0, message.storeBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.storeBytes === "number")
                            object.storeBytes = options.longs === $String ? $String(message.storeBytes) : message.storeBytes;
                        else
                            object.storeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.storeBytes) : options.longs === $Number ? new $util.LongBits(message.storeBytes.low >>> 0, message.storeBytes.high >>> 0).toNumber(true) : message.storeBytes;
                    if (message.effectsPerEvent != null && $Object.hasOwnProperty.call(message, "effectsPerEvent"))
                        object.effectsPerEvent = message.effectsPerEvent;
                    if (message.effectBytesPerEvent != null && $Object.hasOwnProperty.call(message, "effectBytesPerEvent"))
                        object.effectBytesPerEvent = message.effectBytesPerEvent;
                    return object;
                };

                /**
                 * Converts this TrialLimits to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialLimits
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialLimits.prototype.toJSON = function() {
                    return TrialLimits.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialLimits;
            })();

            v1.TrialEvent = (function() {

                /**
                 * Properties of a TrialEvent.
                 * @typedef {Object} prost.control.v1.TrialEvent.$Properties
                 * @property {number|null} [service] TrialEvent service
                 * @property {string|null} [kind] TrialEvent kind
                 * @property {number|null} [nowMs] TrialEvent nowMs
                 * @property {string|null} [seed] TrialEvent seed
                 * @property {Uint8Array|null} [key] TrialEvent key
                 * @property {Uint8Array|null} [origin] TrialEvent origin
                 * @property {Uint8Array|null} [previous] TrialEvent previous
                 * @property {Uint8Array|null} [next] TrialEvent next
                 * @property {string|null} [token] TrialEvent token
                 * @property {number|null} [hops] TrialEvent hops
                 * @property {number|null} [flags] TrialEvent flags
                 * @property {number|null} [status] TrialEvent status
                 * @property {Uint8Array|null} [payload] TrialEvent payload
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialEvent.
                 * @memberof prost.control.v1
                 * @interface ITrialEvent
                 * @augments prost.control.v1.TrialEvent.$Properties
                 * @deprecated Use prost.control.v1.TrialEvent.$Properties instead.
                 */

                /**
                 * Shape of a TrialEvent.
                 * @typedef {prost.control.v1.TrialEvent.$Properties} prost.control.v1.TrialEvent.$Shape
                 */

                /**
                 * Constructs a new TrialEvent.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialEvent.
                 * @constructor
                 * @param {prost.control.v1.TrialEvent.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialEvent = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialEvent service.
                 * @member {number} service
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.service = 0;

                /**
                 * TrialEvent kind.
                 * @member {string} kind
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.kind = "";

                /**
                 * TrialEvent nowMs.
                 * @member {number} nowMs
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.nowMs = 0;

                /**
                 * TrialEvent seed.
                 * @member {string} seed
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.seed = "";

                /**
                 * TrialEvent key.
                 * @member {Uint8Array} key
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.key = $util.newBuffer([]);

                /**
                 * TrialEvent origin.
                 * @member {Uint8Array} origin
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.origin = $util.newBuffer([]);

                /**
                 * TrialEvent previous.
                 * @member {Uint8Array} previous
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.previous = $util.newBuffer([]);

                /**
                 * TrialEvent next.
                 * @member {Uint8Array} next
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.next = $util.newBuffer([]);

                /**
                 * TrialEvent token.
                 * @member {string} token
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.token = "";

                /**
                 * TrialEvent hops.
                 * @member {number} hops
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.hops = 0;

                /**
                 * TrialEvent flags.
                 * @member {number} flags
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.flags = 0;

                /**
                 * TrialEvent status.
                 * @member {number} status
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.status = 0;

                /**
                 * TrialEvent payload.
                 * @member {Uint8Array} payload
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 */
                TrialEvent.prototype.payload = $util.newBuffer([]);

                /**
                 * Creates a new TrialEvent instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialEvent
                 * @static
                 * @param {prost.control.v1.TrialEvent.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialEvent} TrialEvent instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialEvent.$Shape): prost.control.v1.TrialEvent & prost.control.v1.TrialEvent.$Shape;
                 *   (properties?: prost.control.v1.TrialEvent.$Properties): prost.control.v1.TrialEvent;
                 * }}
                 */
                TrialEvent.create = function(properties) {
                    return new TrialEvent(properties);
                };

                /**
                 * Encodes the specified TrialEvent message. Does not implicitly {@link prost.control.v1.TrialEvent.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialEvent
                 * @static
                 * @param {prost.control.v1.TrialEvent.$Properties} message TrialEvent message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialEvent.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.service);
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.kind);
                    if (message.nowMs != null && $Object.hasOwnProperty.call(message, "nowMs") && !$Object.is(message.nowMs, 0))
                        writer.uint32(/* id 3, wireType 1 =*/25).double(message.nowMs);
                    if (message.seed != null && $Object.hasOwnProperty.call(message, "seed") && message.seed !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.seed);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.key);
                    if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.origin);
                    if (message.previous != null && $Object.hasOwnProperty.call(message, "previous") && message.previous.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.previous);
                    if (message.next != null && $Object.hasOwnProperty.call(message, "next") && message.next.length)
                        writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.next);
                    if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== "")
                        writer.uint32(/* id 9, wireType 2 =*/74).string(message.token);
                    if (message.hops != null && $Object.hasOwnProperty.call(message, "hops") && message.hops !== 0)
                        writer.uint32(/* id 10, wireType 0 =*/80).sint32(message.hops);
                    if (message.flags != null && $Object.hasOwnProperty.call(message, "flags") && message.flags !== 0)
                        writer.uint32(/* id 11, wireType 0 =*/88).sint32(message.flags);
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                        writer.uint32(/* id 12, wireType 0 =*/96).sint32(message.status);
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                        writer.uint32(/* id 13, wireType 2 =*/106).bytes(message.payload);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialEvent message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialEvent
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialEvent & prost.control.v1.TrialEvent.$Shape} TrialEvent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialEvent.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialEvent();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.nowMs = value;
                                else
                                    delete message.nowMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.seed = value;
                                else
                                    delete message.seed;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.origin = value;
                                else
                                    delete message.origin;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.previous = value;
                                else
                                    delete message.previous;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.next = value;
                                else
                                    delete message.next;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.token = value;
                                else
                                    delete message.token;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.sint32())
                                    message.hops = value;
                                else
                                    delete message.hops;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.sint32())
                                    message.flags = value;
                                else
                                    delete message.flags;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.sint32())
                                    message.status = value;
                                else
                                    delete message.status;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.payload = value;
                                else
                                    delete message.payload;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialEvent message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialEvent
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialEvent} TrialEvent
                 */
                TrialEvent.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialEvent)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialEvent: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialEvent();
                    if (object.service != null)
                        if ($Number(object.service) !== 0)
                            message.service = object.service >>> 0;
                    if (object.kind != null)
                        if (typeof object.kind !== "string" || object.kind.length)
                            message.kind = $String(object.kind);
                    if (object.nowMs != null)
                        if (!$Object.is($Number(object.nowMs), 0))
                            message.nowMs = $Number(object.nowMs);
                    if (object.seed != null)
                        if (typeof object.seed !== "string" || object.seed.length)
                            message.seed = $String(object.seed);
                    if (object.key != null)
                        if (object.key.length)
                            if (typeof object.key === "string")
                                $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                            else if (object.key.length >= 0)
                                message.key = object.key;
                    if (object.origin != null)
                        if (object.origin.length)
                            if (typeof object.origin === "string")
                                $util.base64.decode(object.origin, message.origin = $util.newBuffer($util.base64.length(object.origin)), 0);
                            else if (object.origin.length >= 0)
                                message.origin = object.origin;
                    if (object.previous != null)
                        if (object.previous.length)
                            if (typeof object.previous === "string")
                                $util.base64.decode(object.previous, message.previous = $util.newBuffer($util.base64.length(object.previous)), 0);
                            else if (object.previous.length >= 0)
                                message.previous = object.previous;
                    if (object.next != null)
                        if (object.next.length)
                            if (typeof object.next === "string")
                                $util.base64.decode(object.next, message.next = $util.newBuffer($util.base64.length(object.next)), 0);
                            else if (object.next.length >= 0)
                                message.next = object.next;
                    if (object.token != null)
                        if (typeof object.token !== "string" || object.token.length)
                            message.token = $String(object.token);
                    if (object.hops != null)
                        if ($Number(object.hops) !== 0)
                            message.hops = object.hops | 0;
                    if (object.flags != null)
                        if ($Number(object.flags) !== 0)
                            message.flags = object.flags | 0;
                    if (object.status != null)
                        if ($Number(object.status) !== 0)
                            message.status = object.status | 0;
                    if (object.payload != null)
                        if (object.payload.length)
                            if (typeof object.payload === "string")
                                $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                            else if (object.payload.length >= 0)
                                message.payload = object.payload;
                    return message;
                };

                /**
                 * Creates a plain object from a TrialEvent message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialEvent
                 * @static
                 * @param {prost.control.v1.TrialEvent} message TrialEvent
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialEvent.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.service = 0;
                        object.kind = "";
                        object.nowMs = 0;
                        object.seed = "";
                        if (options.bytes === $String)
                            object.key = "";
                        else {
                            object.key = [];
                            if (options.bytes !== $Array)
                                object.key = $util.newBuffer(object.key);
                        }
                        if (options.bytes === $String)
                            object.origin = "";
                        else {
                            object.origin = [];
                            if (options.bytes !== $Array)
                                object.origin = $util.newBuffer(object.origin);
                        }
                        if (options.bytes === $String)
                            object.previous = "";
                        else {
                            object.previous = [];
                            if (options.bytes !== $Array)
                                object.previous = $util.newBuffer(object.previous);
                        }
                        if (options.bytes === $String)
                            object.next = "";
                        else {
                            object.next = [];
                            if (options.bytes !== $Array)
                                object.next = $util.newBuffer(object.next);
                        }
                        object.token = "";
                        object.hops = 0;
                        object.flags = 0;
                        object.status = 0;
                        if (options.bytes === $String)
                            object.payload = "";
                        else {
                            object.payload = [];
                            if (options.bytes !== $Array)
                                object.payload = $util.newBuffer(object.payload);
                        }
                    }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = message.service;
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                        object.kind = message.kind;
                    if (message.nowMs != null && $Object.hasOwnProperty.call(message, "nowMs"))
                        object.nowMs = options.json && !$isFinite(message.nowMs) ? $String(message.nowMs) : message.nowMs;
                    if (message.seed != null && $Object.hasOwnProperty.call(message, "seed"))
                        object.seed = message.seed;
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    if (message.origin != null && $Object.hasOwnProperty.call(message, "origin"))
                        object.origin = options.bytes === $String ? $util.base64.encode(message.origin, 0, message.origin.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.origin) : message.origin;
                    if (message.previous != null && $Object.hasOwnProperty.call(message, "previous"))
                        object.previous = options.bytes === $String ? $util.base64.encode(message.previous, 0, message.previous.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.previous) : message.previous;
                    if (message.next != null && $Object.hasOwnProperty.call(message, "next"))
                        object.next = options.bytes === $String ? $util.base64.encode(message.next, 0, message.next.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.next) : message.next;
                    if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                        object.token = message.token;
                    if (message.hops != null && $Object.hasOwnProperty.call(message, "hops"))
                        object.hops = message.hops;
                    if (message.flags != null && $Object.hasOwnProperty.call(message, "flags"))
                        object.flags = message.flags;
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        object.status = message.status;
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                    return object;
                };

                /**
                 * Converts this TrialEvent to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialEvent
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialEvent.prototype.toJSON = function() {
                    return TrialEvent.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialEvent;
            })();

            v1.TrialEnd = (function() {

                /**
                 * Properties of a TrialEnd.
                 * @typedef {Object} prost.control.v1.TrialEnd.$Properties
                 * @property {number|null} [service] TrialEnd service
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialEnd.
                 * @memberof prost.control.v1
                 * @interface ITrialEnd
                 * @augments prost.control.v1.TrialEnd.$Properties
                 * @deprecated Use prost.control.v1.TrialEnd.$Properties instead.
                 */

                /**
                 * Shape of a TrialEnd.
                 * @typedef {prost.control.v1.TrialEnd.$Properties} prost.control.v1.TrialEnd.$Shape
                 */

                /**
                 * Constructs a new TrialEnd.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialEnd.
                 * @constructor
                 * @param {prost.control.v1.TrialEnd.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialEnd = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialEnd service.
                 * @member {number} service
                 * @memberof prost.control.v1.TrialEnd
                 * @instance
                 */
                TrialEnd.prototype.service = 0;

                /**
                 * Creates a new TrialEnd instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialEnd
                 * @static
                 * @param {prost.control.v1.TrialEnd.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialEnd} TrialEnd instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialEnd.$Shape): prost.control.v1.TrialEnd & prost.control.v1.TrialEnd.$Shape;
                 *   (properties?: prost.control.v1.TrialEnd.$Properties): prost.control.v1.TrialEnd;
                 * }}
                 */
                TrialEnd.create = function(properties) {
                    return new TrialEnd(properties);
                };

                /**
                 * Encodes the specified TrialEnd message. Does not implicitly {@link prost.control.v1.TrialEnd.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialEnd
                 * @static
                 * @param {prost.control.v1.TrialEnd.$Properties} message TrialEnd message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialEnd.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.service);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialEnd message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialEnd
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialEnd & prost.control.v1.TrialEnd.$Shape} TrialEnd
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialEnd.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialEnd();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialEnd message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialEnd
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialEnd} TrialEnd
                 */
                TrialEnd.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialEnd)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialEnd: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialEnd();
                    if (object.service != null)
                        if ($Number(object.service) !== 0)
                            message.service = object.service >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a TrialEnd message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialEnd
                 * @static
                 * @param {prost.control.v1.TrialEnd} message TrialEnd
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialEnd.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.service = 0;
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = message.service;
                    return object;
                };

                /**
                 * Converts this TrialEnd to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialEnd
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialEnd.prototype.toJSON = function() {
                    return TrialEnd.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialEnd;
            })();

            v1.TrialReply = (function() {

                /**
                 * Properties of a TrialReply.
                 * @typedef {Object} prost.control.v1.TrialReply.$Properties
                 * @property {number|null} [number] TrialReply number
                 * @property {prost.control.v1.TrialOffered.$Properties|null} [offered] TrialReply offered
                 * @property {prost.control.v1.TrialOutcome.$Properties|null} [outcome] TrialReply outcome
                 * @property {prost.control.v1.TrialEnd.$Properties|null} [ended] TrialReply ended
                 * @property {"offered"|"outcome"|"ended"} [result] TrialReply result
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialReply.
                 * @memberof prost.control.v1
                 * @interface ITrialReply
                 * @augments prost.control.v1.TrialReply.$Properties
                 * @deprecated Use prost.control.v1.TrialReply.$Properties instead.
                 */

                /**
                 * Narrowed shape of a TrialReply.
                 * @typedef {{
                 *   number?: number|null;
                 *   offered?: prost.control.v1.TrialOffered.$Shape|null;
                 *   outcome?: prost.control.v1.TrialOutcome.$Shape|null;
                 *   ended?: prost.control.v1.TrialEnd.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ result?: undefined; offered?: null; outcome?: null; ended?: null }|{ result?: "offered"; offered: prost.control.v1.TrialOffered.$Shape; outcome?: null; ended?: null }|{ result?: "outcome"; offered?: null; outcome: prost.control.v1.TrialOutcome.$Shape; ended?: null }|{ result?: "ended"; offered?: null; outcome?: null; ended: prost.control.v1.TrialEnd.$Shape })
                 * )} prost.control.v1.TrialReply.$Shape
                 */

                /**
                 * Constructs a new TrialReply.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialReply.
                 * @constructor
                 * @param {prost.control.v1.TrialReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialReply number.
                 * @member {number} number
                 * @memberof prost.control.v1.TrialReply
                 * @instance
                 */
                TrialReply.prototype.number = 0;

                /**
                 * TrialReply offered.
                 * @member {prost.control.v1.TrialOffered.$Properties|null|undefined} offered
                 * @memberof prost.control.v1.TrialReply
                 * @instance
                 */
                TrialReply.prototype.offered = null;

                /**
                 * TrialReply outcome.
                 * @member {prost.control.v1.TrialOutcome.$Properties|null|undefined} outcome
                 * @memberof prost.control.v1.TrialReply
                 * @instance
                 */
                TrialReply.prototype.outcome = null;

                /**
                 * TrialReply ended.
                 * @member {prost.control.v1.TrialEnd.$Properties|null|undefined} ended
                 * @memberof prost.control.v1.TrialReply
                 * @instance
                 */
                TrialReply.prototype.ended = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * TrialReply result.
                 * @member {"offered"|"outcome"|"ended"|undefined} result
                 * @memberof prost.control.v1.TrialReply
                 * @instance
                 */
                $Object.defineProperty(TrialReply.prototype, "result", {
                    get: $util.oneOfGetter($oneOfFields = ["offered", "outcome", "ended"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new TrialReply instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialReply
                 * @static
                 * @param {prost.control.v1.TrialReply.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialReply} TrialReply instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialReply.$Shape): prost.control.v1.TrialReply & prost.control.v1.TrialReply.$Shape;
                 *   (properties?: prost.control.v1.TrialReply.$Properties): prost.control.v1.TrialReply;
                 * }}
                 */
                TrialReply.create = function(properties) {
                    return new TrialReply(properties);
                };

                /**
                 * Encodes the specified TrialReply message. Does not implicitly {@link prost.control.v1.TrialReply.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialReply
                 * @static
                 * @param {prost.control.v1.TrialReply.$Properties} message TrialReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.number);
                    if (message.offered != null && $Object.hasOwnProperty.call(message, "offered"))
                        $root.prost.control.v1.TrialOffered.encode(message.offered, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome"))
                        $root.prost.control.v1.TrialOutcome.encode(message.outcome, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.ended != null && $Object.hasOwnProperty.call(message, "ended"))
                        $root.prost.control.v1.TrialEnd.encode(message.ended, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialReply & prost.control.v1.TrialReply.$Shape} TrialReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.number = value;
                                else
                                    delete message.number;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.offered = $root.prost.control.v1.TrialOffered.decode(reader, reader.size(), $undefined, _depth + 1, message.offered);
                                message.result = "offered";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.outcome = $root.prost.control.v1.TrialOutcome.decode(reader, reader.size(), $undefined, _depth + 1, message.outcome);
                                message.result = "outcome";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.ended = $root.prost.control.v1.TrialEnd.decode(reader, reader.size(), $undefined, _depth + 1, message.ended);
                                message.result = "ended";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialReply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialReply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialReply} TrialReply
                 */
                TrialReply.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialReply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialReply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialReply();
                    if (object.number != null)
                        if ($Number(object.number) !== 0)
                            message.number = object.number >>> 0;
                    if (object.offered != null) {
                        if (!$util.isObject(object.offered))
                            throw $TypeError(".prost.control.v1.TrialReply.offered: object expected");
                        message.offered = $root.prost.control.v1.TrialOffered.fromObject(object.offered, _depth + 1);
                    }
                    if (object.outcome != null) {
                        if (!$util.isObject(object.outcome))
                            throw $TypeError(".prost.control.v1.TrialReply.outcome: object expected");
                        message.outcome = $root.prost.control.v1.TrialOutcome.fromObject(object.outcome, _depth + 1);
                    }
                    if (object.ended != null) {
                        if (!$util.isObject(object.ended))
                            throw $TypeError(".prost.control.v1.TrialReply.ended: object expected");
                        message.ended = $root.prost.control.v1.TrialEnd.fromObject(object.ended, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a TrialReply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialReply
                 * @static
                 * @param {prost.control.v1.TrialReply} message TrialReply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialReply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.number = 0;
                    if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                        object.number = message.number;
                    if (message.offered != null && $Object.hasOwnProperty.call(message, "offered")) {
                        object.offered = $root.prost.control.v1.TrialOffered.toObject(message.offered, options, _depth + 1);
                        if (options.oneofs)
                            object.result = "offered";
                    }
                    if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome")) {
                        object.outcome = $root.prost.control.v1.TrialOutcome.toObject(message.outcome, options, _depth + 1);
                        if (options.oneofs)
                            object.result = "outcome";
                    }
                    if (message.ended != null && $Object.hasOwnProperty.call(message, "ended")) {
                        object.ended = $root.prost.control.v1.TrialEnd.toObject(message.ended, options, _depth + 1);
                        if (options.oneofs)
                            object.result = "ended";
                    }
                    return object;
                };

                /**
                 * Converts this TrialReply to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialReply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialReply.prototype.toJSON = function() {
                    return TrialReply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialReply;
            })();

            v1.TrialOffered = (function() {

                /**
                 * Properties of a TrialOffered.
                 * @typedef {Object} prost.control.v1.TrialOffered.$Properties
                 * @property {number|null} [service] TrialOffered service
                 * @property {string|null} [refusedBy] TrialOffered refusedBy
                 * @property {string|null} [code] TrialOffered code
                 * @property {string|null} [detail] TrialOffered detail
                 * @property {Array.<string>|null} [exports] TrialOffered exports
                 * @property {number|null} [fuelUsed] TrialOffered fuelUsed
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialOffered.
                 * @memberof prost.control.v1
                 * @interface ITrialOffered
                 * @augments prost.control.v1.TrialOffered.$Properties
                 * @deprecated Use prost.control.v1.TrialOffered.$Properties instead.
                 */

                /**
                 * Shape of a TrialOffered.
                 * @typedef {prost.control.v1.TrialOffered.$Properties} prost.control.v1.TrialOffered.$Shape
                 */

                /**
                 * Constructs a new TrialOffered.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialOffered.
                 * @constructor
                 * @param {prost.control.v1.TrialOffered.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialOffered = function (properties) {
                    this.exports = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialOffered service.
                 * @member {number} service
                 * @memberof prost.control.v1.TrialOffered
                 * @instance
                 */
                TrialOffered.prototype.service = 0;

                /**
                 * TrialOffered refusedBy.
                 * @member {string} refusedBy
                 * @memberof prost.control.v1.TrialOffered
                 * @instance
                 */
                TrialOffered.prototype.refusedBy = "";

                /**
                 * TrialOffered code.
                 * @member {string} code
                 * @memberof prost.control.v1.TrialOffered
                 * @instance
                 */
                TrialOffered.prototype.code = "";

                /**
                 * TrialOffered detail.
                 * @member {string} detail
                 * @memberof prost.control.v1.TrialOffered
                 * @instance
                 */
                TrialOffered.prototype.detail = "";

                /**
                 * TrialOffered exports.
                 * @member {Array.<string>} exports
                 * @memberof prost.control.v1.TrialOffered
                 * @instance
                 */
                TrialOffered.prototype.exports = $util.emptyArray;

                /**
                 * TrialOffered fuelUsed.
                 * @member {number} fuelUsed
                 * @memberof prost.control.v1.TrialOffered
                 * @instance
                 */
                TrialOffered.prototype.fuelUsed = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new TrialOffered instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialOffered
                 * @static
                 * @param {prost.control.v1.TrialOffered.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialOffered} TrialOffered instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialOffered.$Shape): prost.control.v1.TrialOffered & prost.control.v1.TrialOffered.$Shape;
                 *   (properties?: prost.control.v1.TrialOffered.$Properties): prost.control.v1.TrialOffered;
                 * }}
                 */
                TrialOffered.create = function(properties) {
                    return new TrialOffered(properties);
                };

                /**
                 * Encodes the specified TrialOffered message. Does not implicitly {@link prost.control.v1.TrialOffered.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialOffered
                 * @static
                 * @param {prost.control.v1.TrialOffered.$Properties} message TrialOffered message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialOffered.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.service);
                    if (message.refusedBy != null && $Object.hasOwnProperty.call(message, "refusedBy") && message.refusedBy !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.refusedBy);
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.code);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.detail);
                    if (message.exports != null && message.exports.length)
                        for (let i = 0; i < message.exports.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).string(message.exports[i]);
                    if (message.fuelUsed != null && $Object.hasOwnProperty.call(message, "fuelUsed") && (typeof message.fuelUsed === "object" ? message.fuelUsed.low || message.fuelUsed.high : message.fuelUsed !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.fuelUsed);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialOffered message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialOffered
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialOffered & prost.control.v1.TrialOffered.$Shape} TrialOffered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialOffered.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialOffered();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.service = value;
                                else
                                    delete message.service;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.refusedBy = value;
                                else
                                    delete message.refusedBy;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.exports && message.exports.length))
                                    message.exports = [];
                                message.exports.push(reader.stringVerify());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.fuelUsed = value;
                                else
                                    delete message.fuelUsed;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialOffered message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialOffered
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialOffered} TrialOffered
                 */
                TrialOffered.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialOffered)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialOffered: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialOffered();
                    if (object.service != null)
                        if ($Number(object.service) !== 0)
                            message.service = object.service >>> 0;
                    if (object.refusedBy != null)
                        if (typeof object.refusedBy !== "string" || object.refusedBy.length)
                            message.refusedBy = $String(object.refusedBy);
                    if (object.code != null)
                        if (typeof object.code !== "string" || object.code.length)
                            message.code = $String(object.code);
                    if (object.detail != null)
                        if (typeof object.detail !== "string" || object.detail.length)
                            message.detail = $String(object.detail);
                    if (object.exports) {
                        if (!$Array.isArray(object.exports))
                            throw $TypeError(".prost.control.v1.TrialOffered.exports: array expected");
                        message.exports = $Array(object.exports.length);
                        for (let i = 0; i < object.exports.length; ++i)
                            message.exports[i] = $String(object.exports[i]);
                    }
                    if (object.fuelUsed != null)
                        if (typeof object.fuelUsed === "object" ? object.fuelUsed.low || object.fuelUsed.high : $Number(object.fuelUsed) !== 0)
                            if ($util.Long)
                                message.fuelUsed = $util.Long.fromValue(object.fuelUsed, true);
                            else if (typeof object.fuelUsed === "string")
                                message.fuelUsed = $parseInt(object.fuelUsed, 10);
                            else if (typeof object.fuelUsed === "number")
                                message.fuelUsed = object.fuelUsed;
                            else if (typeof object.fuelUsed === "object")
                                message.fuelUsed = new $util.LongBits(object.fuelUsed.low >>> 0, object.fuelUsed.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from a TrialOffered message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialOffered
                 * @static
                 * @param {prost.control.v1.TrialOffered} message TrialOffered
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialOffered.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.exports = [];
                    if (options.defaults) {
                        object.service = 0;
                        object.refusedBy = "";
                        object.code = "";
                        object.detail = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.fuelUsed = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.fuelUsed = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                        object.service = message.service;
                    if (message.refusedBy != null && $Object.hasOwnProperty.call(message, "refusedBy"))
                        object.refusedBy = message.refusedBy;
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                        object.code = message.code;
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                        object.detail = message.detail;
                    if (message.exports && message.exports.length) {
                        object.exports = $Array(message.exports.length);
                        for (let j = 0; j < message.exports.length; ++j)
                            object.exports[j] = message.exports[j];
                    }
                    if (message.fuelUsed != null && $Object.hasOwnProperty.call(message, "fuelUsed"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.fuelUsed = typeof message.fuelUsed === "number" ? $BigInt(message.fuelUsed) : $util.Long.fromBits(message.fuelUsed.low >>> 0, message.fuelUsed.high >>> 0, true).toBigInt();
                        else if (typeof message.fuelUsed === "number")
                            object.fuelUsed = options.longs === $String ? $String(message.fuelUsed) : message.fuelUsed;
                        else
                            object.fuelUsed = options.longs === $String ? $util.Long.prototype.toString.call(message.fuelUsed) : options.longs === $Number ? new $util.LongBits(message.fuelUsed.low >>> 0, message.fuelUsed.high >>> 0).toNumber(true) : message.fuelUsed;
                    return object;
                };

                /**
                 * Converts this TrialOffered to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialOffered
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialOffered.prototype.toJSON = function() {
                    return TrialOffered.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialOffered;
            })();

            v1.TrialOutcome = (function() {

                /**
                 * Properties of a TrialOutcome.
                 * @typedef {Object} prost.control.v1.TrialOutcome.$Properties
                 * @property {boolean|null} [ok] TrialOutcome ok
                 * @property {number|null} [fuelUsed] TrialOutcome fuelUsed
                 * @property {string|null} [fault] TrialOutcome fault
                 * @property {string|null} [detail] TrialOutcome detail
                 * @property {Array.<prost.control.v1.TrialWrite.$Properties>|null} [writes] TrialOutcome writes
                 * @property {Array.<prost.control.v1.TrialEffect.$Properties>|null} [effects] TrialOutcome effects
                 * @property {prost.control.v1.TrialVerdict.$Properties|null} [verdict] TrialOutcome verdict
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialOutcome.
                 * @memberof prost.control.v1
                 * @interface ITrialOutcome
                 * @augments prost.control.v1.TrialOutcome.$Properties
                 * @deprecated Use prost.control.v1.TrialOutcome.$Properties instead.
                 */

                /**
                 * Shape of a TrialOutcome.
                 * @typedef {prost.control.v1.TrialOutcome.$Properties} prost.control.v1.TrialOutcome.$Shape
                 */

                /**
                 * Constructs a new TrialOutcome.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialOutcome.
                 * @constructor
                 * @param {prost.control.v1.TrialOutcome.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialOutcome = function (properties) {
                    this.writes = [];
                    this.effects = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialOutcome ok.
                 * @member {boolean} ok
                 * @memberof prost.control.v1.TrialOutcome
                 * @instance
                 */
                TrialOutcome.prototype.ok = false;

                /**
                 * TrialOutcome fuelUsed.
                 * @member {number} fuelUsed
                 * @memberof prost.control.v1.TrialOutcome
                 * @instance
                 */
                TrialOutcome.prototype.fuelUsed = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * TrialOutcome fault.
                 * @member {string} fault
                 * @memberof prost.control.v1.TrialOutcome
                 * @instance
                 */
                TrialOutcome.prototype.fault = "";

                /**
                 * TrialOutcome detail.
                 * @member {string} detail
                 * @memberof prost.control.v1.TrialOutcome
                 * @instance
                 */
                TrialOutcome.prototype.detail = "";

                /**
                 * TrialOutcome writes.
                 * @member {Array.<prost.control.v1.TrialWrite.$Properties>} writes
                 * @memberof prost.control.v1.TrialOutcome
                 * @instance
                 */
                TrialOutcome.prototype.writes = $util.emptyArray;

                /**
                 * TrialOutcome effects.
                 * @member {Array.<prost.control.v1.TrialEffect.$Properties>} effects
                 * @memberof prost.control.v1.TrialOutcome
                 * @instance
                 */
                TrialOutcome.prototype.effects = $util.emptyArray;

                /**
                 * TrialOutcome verdict.
                 * @member {prost.control.v1.TrialVerdict.$Properties|null|undefined} verdict
                 * @memberof prost.control.v1.TrialOutcome
                 * @instance
                 */
                TrialOutcome.prototype.verdict = null;

                /**
                 * Creates a new TrialOutcome instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialOutcome
                 * @static
                 * @param {prost.control.v1.TrialOutcome.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialOutcome} TrialOutcome instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialOutcome.$Shape): prost.control.v1.TrialOutcome & prost.control.v1.TrialOutcome.$Shape;
                 *   (properties?: prost.control.v1.TrialOutcome.$Properties): prost.control.v1.TrialOutcome;
                 * }}
                 */
                TrialOutcome.create = function(properties) {
                    return new TrialOutcome(properties);
                };

                /**
                 * Encodes the specified TrialOutcome message. Does not implicitly {@link prost.control.v1.TrialOutcome.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialOutcome
                 * @static
                 * @param {prost.control.v1.TrialOutcome.$Properties} message TrialOutcome message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialOutcome.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.ok);
                    if (message.fuelUsed != null && $Object.hasOwnProperty.call(message, "fuelUsed") && (typeof message.fuelUsed === "object" ? message.fuelUsed.low || message.fuelUsed.high : message.fuelUsed !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fuelUsed);
                    if (message.fault != null && $Object.hasOwnProperty.call(message, "fault") && message.fault !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.fault);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.detail);
                    if (message.writes != null && message.writes.length)
                        for (let i = 0; i < message.writes.length; ++i)
                            $root.prost.control.v1.TrialWrite.encode(message.writes[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.effects != null && message.effects.length)
                        for (let i = 0; i < message.effects.length; ++i)
                            $root.prost.control.v1.TrialEffect.encode(message.effects[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                        $root.prost.control.v1.TrialVerdict.encode(message.verdict, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialOutcome message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialOutcome
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialOutcome & prost.control.v1.TrialOutcome.$Shape} TrialOutcome
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialOutcome.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialOutcome();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.ok = value;
                                else
                                    delete message.ok;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.fuelUsed = value;
                                else
                                    delete message.fuelUsed;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.fault = value;
                                else
                                    delete message.fault;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.writes && message.writes.length))
                                    message.writes = [];
                                message.writes.push($root.prost.control.v1.TrialWrite.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.effects && message.effects.length))
                                    message.effects = [];
                                message.effects.push($root.prost.control.v1.TrialEffect.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.verdict = $root.prost.control.v1.TrialVerdict.decode(reader, reader.size(), $undefined, _depth + 1, message.verdict);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialOutcome message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialOutcome
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialOutcome} TrialOutcome
                 */
                TrialOutcome.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialOutcome)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialOutcome: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialOutcome();
                    if (object.ok != null)
                        if (object.ok)
                            message.ok = $Boolean(object.ok);
                    if (object.fuelUsed != null)
                        if (typeof object.fuelUsed === "object" ? object.fuelUsed.low || object.fuelUsed.high : $Number(object.fuelUsed) !== 0)
                            if ($util.Long)
                                message.fuelUsed = $util.Long.fromValue(object.fuelUsed, true);
                            else if (typeof object.fuelUsed === "string")
                                message.fuelUsed = $parseInt(object.fuelUsed, 10);
                            else if (typeof object.fuelUsed === "number")
                                message.fuelUsed = object.fuelUsed;
                            else if (typeof object.fuelUsed === "object")
                                message.fuelUsed = new $util.LongBits(object.fuelUsed.low >>> 0, object.fuelUsed.high >>> 0).toNumber(true);
                    if (object.fault != null)
                        if (typeof object.fault !== "string" || object.fault.length)
                            message.fault = $String(object.fault);
                    if (object.detail != null)
                        if (typeof object.detail !== "string" || object.detail.length)
                            message.detail = $String(object.detail);
                    if (object.writes) {
                        if (!$Array.isArray(object.writes))
                            throw $TypeError(".prost.control.v1.TrialOutcome.writes: array expected");
                        message.writes = $Array(object.writes.length);
                        for (let i = 0; i < object.writes.length; ++i) {
                            if (!$util.isObject(object.writes[i]))
                                throw $TypeError(".prost.control.v1.TrialOutcome.writes: object expected");
                            message.writes[i] = $root.prost.control.v1.TrialWrite.fromObject(object.writes[i], _depth + 1);
                        }
                    }
                    if (object.effects) {
                        if (!$Array.isArray(object.effects))
                            throw $TypeError(".prost.control.v1.TrialOutcome.effects: array expected");
                        message.effects = $Array(object.effects.length);
                        for (let i = 0; i < object.effects.length; ++i) {
                            if (!$util.isObject(object.effects[i]))
                                throw $TypeError(".prost.control.v1.TrialOutcome.effects: object expected");
                            message.effects[i] = $root.prost.control.v1.TrialEffect.fromObject(object.effects[i], _depth + 1);
                        }
                    }
                    if (object.verdict != null) {
                        if (!$util.isObject(object.verdict))
                            throw $TypeError(".prost.control.v1.TrialOutcome.verdict: object expected");
                        message.verdict = $root.prost.control.v1.TrialVerdict.fromObject(object.verdict, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a TrialOutcome message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialOutcome
                 * @static
                 * @param {prost.control.v1.TrialOutcome} message TrialOutcome
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialOutcome.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults) {
                        object.writes = [];
                        object.effects = [];
                    }
                    if (options.defaults) {
                        object.ok = false;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.fuelUsed = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.fuelUsed = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.fault = "";
                        object.detail = "";
                        object.verdict = null;
                    }
                    if (message.ok != null && $Object.hasOwnProperty.call(message, "ok"))
                        object.ok = message.ok;
                    if (message.fuelUsed != null && $Object.hasOwnProperty.call(message, "fuelUsed"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.fuelUsed = typeof message.fuelUsed === "number" ? $BigInt(message.fuelUsed) : $util.Long.fromBits(message.fuelUsed.low >>> 0, message.fuelUsed.high >>> 0, true).toBigInt();
                        else if (typeof message.fuelUsed === "number")
                            object.fuelUsed = options.longs === $String ? $String(message.fuelUsed) : message.fuelUsed;
                        else
                            object.fuelUsed = options.longs === $String ? $util.Long.prototype.toString.call(message.fuelUsed) : options.longs === $Number ? new $util.LongBits(message.fuelUsed.low >>> 0, message.fuelUsed.high >>> 0).toNumber(true) : message.fuelUsed;
                    if (message.fault != null && $Object.hasOwnProperty.call(message, "fault"))
                        object.fault = message.fault;
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                        object.detail = message.detail;
                    if (message.writes && message.writes.length) {
                        object.writes = $Array(message.writes.length);
                        for (let j = 0; j < message.writes.length; ++j)
                            object.writes[j] = $root.prost.control.v1.TrialWrite.toObject(message.writes[j], options, _depth + 1);
                    }
                    if (message.effects && message.effects.length) {
                        object.effects = $Array(message.effects.length);
                        for (let j = 0; j < message.effects.length; ++j)
                            object.effects[j] = $root.prost.control.v1.TrialEffect.toObject(message.effects[j], options, _depth + 1);
                    }
                    if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                        object.verdict = $root.prost.control.v1.TrialVerdict.toObject(message.verdict, options, _depth + 1);
                    return object;
                };

                /**
                 * Converts this TrialOutcome to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialOutcome
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialOutcome.prototype.toJSON = function() {
                    return TrialOutcome.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialOutcome;
            })();

            v1.TrialWrite = (function() {

                /**
                 * Properties of a TrialWrite.
                 * @typedef {Object} prost.control.v1.TrialWrite.$Properties
                 * @property {Uint8Array|null} [key] TrialWrite key
                 * @property {Uint8Array|null} [value] TrialWrite value
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialWrite.
                 * @memberof prost.control.v1
                 * @interface ITrialWrite
                 * @augments prost.control.v1.TrialWrite.$Properties
                 * @deprecated Use prost.control.v1.TrialWrite.$Properties instead.
                 */

                /**
                 * Shape of a TrialWrite.
                 * @typedef {prost.control.v1.TrialWrite.$Properties} prost.control.v1.TrialWrite.$Shape
                 */

                /**
                 * Constructs a new TrialWrite.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialWrite.
                 * @constructor
                 * @param {prost.control.v1.TrialWrite.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialWrite = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialWrite key.
                 * @member {Uint8Array} key
                 * @memberof prost.control.v1.TrialWrite
                 * @instance
                 */
                TrialWrite.prototype.key = $util.newBuffer([]);

                /**
                 * TrialWrite value.
                 * @member {Uint8Array|null|undefined} value
                 * @memberof prost.control.v1.TrialWrite
                 * @instance
                 */
                TrialWrite.prototype.value = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialWrite.prototype, "_value", {
                    get: $util.oneOfGetter($oneOfFields = ["value"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new TrialWrite instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialWrite
                 * @static
                 * @param {prost.control.v1.TrialWrite.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialWrite} TrialWrite instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialWrite.$Shape): prost.control.v1.TrialWrite & prost.control.v1.TrialWrite.$Shape;
                 *   (properties?: prost.control.v1.TrialWrite.$Properties): prost.control.v1.TrialWrite;
                 * }}
                 */
                TrialWrite.create = function(properties) {
                    return new TrialWrite(properties);
                };

                /**
                 * Encodes the specified TrialWrite message. Does not implicitly {@link prost.control.v1.TrialWrite.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialWrite
                 * @static
                 * @param {prost.control.v1.TrialWrite.$Properties} message TrialWrite message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialWrite.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialWrite message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialWrite
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialWrite & prost.control.v1.TrialWrite.$Shape} TrialWrite
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialWrite.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialWrite();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.value = reader.bytes();
                                message._value = "value";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialWrite message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialWrite
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialWrite} TrialWrite
                 */
                TrialWrite.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialWrite)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialWrite: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialWrite();
                    if (object.key != null)
                        if (object.key.length)
                            if (typeof object.key === "string")
                                $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                            else if (object.key.length >= 0)
                                message.key = object.key;
                    if (object.value != null)
                        if (typeof object.value === "string")
                            $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                        else if (object.value.length >= 0)
                            message.value = object.value;
                    return message;
                };

                /**
                 * Creates a plain object from a TrialWrite message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialWrite
                 * @static
                 * @param {prost.control.v1.TrialWrite} message TrialWrite
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialWrite.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        if (options.bytes === $String)
                            object.key = "";
                        else {
                            object.key = [];
                            if (options.bytes !== $Array)
                                object.key = $util.newBuffer(object.key);
                        }
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                        object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                    return object;
                };

                /**
                 * Converts this TrialWrite to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialWrite
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialWrite.prototype.toJSON = function() {
                    return TrialWrite.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialWrite;
            })();

            v1.TrialVerdict = (function() {

                /**
                 * Properties of a TrialVerdict.
                 * @typedef {Object} prost.control.v1.TrialVerdict.$Properties
                 * @property {boolean|null} [stop] TrialVerdict stop
                 * @property {Uint8Array|null} [key] TrialVerdict key
                 * @property {Uint8Array|null} [payload] TrialVerdict payload
                 * @property {Uint8Array|null} [next] TrialVerdict next
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialVerdict.
                 * @memberof prost.control.v1
                 * @interface ITrialVerdict
                 * @augments prost.control.v1.TrialVerdict.$Properties
                 * @deprecated Use prost.control.v1.TrialVerdict.$Properties instead.
                 */

                /**
                 * Shape of a TrialVerdict.
                 * @typedef {prost.control.v1.TrialVerdict.$Properties} prost.control.v1.TrialVerdict.$Shape
                 */

                /**
                 * Constructs a new TrialVerdict.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialVerdict.
                 * @constructor
                 * @param {prost.control.v1.TrialVerdict.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialVerdict = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialVerdict stop.
                 * @member {boolean} stop
                 * @memberof prost.control.v1.TrialVerdict
                 * @instance
                 */
                TrialVerdict.prototype.stop = false;

                /**
                 * TrialVerdict key.
                 * @member {Uint8Array|null|undefined} key
                 * @memberof prost.control.v1.TrialVerdict
                 * @instance
                 */
                TrialVerdict.prototype.key = null;

                /**
                 * TrialVerdict payload.
                 * @member {Uint8Array|null|undefined} payload
                 * @memberof prost.control.v1.TrialVerdict
                 * @instance
                 */
                TrialVerdict.prototype.payload = null;

                /**
                 * TrialVerdict next.
                 * @member {Uint8Array|null|undefined} next
                 * @memberof prost.control.v1.TrialVerdict
                 * @instance
                 */
                TrialVerdict.prototype.next = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialVerdict.prototype, "_key", {
                    get: $util.oneOfGetter($oneOfFields = ["key"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialVerdict.prototype, "_payload", {
                    get: $util.oneOfGetter($oneOfFields = ["payload"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialVerdict.prototype, "_next", {
                    get: $util.oneOfGetter($oneOfFields = ["next"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new TrialVerdict instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialVerdict
                 * @static
                 * @param {prost.control.v1.TrialVerdict.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialVerdict} TrialVerdict instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialVerdict.$Shape): prost.control.v1.TrialVerdict & prost.control.v1.TrialVerdict.$Shape;
                 *   (properties?: prost.control.v1.TrialVerdict.$Properties): prost.control.v1.TrialVerdict;
                 * }}
                 */
                TrialVerdict.create = function(properties) {
                    return new TrialVerdict(properties);
                };

                /**
                 * Encodes the specified TrialVerdict message. Does not implicitly {@link prost.control.v1.TrialVerdict.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialVerdict
                 * @static
                 * @param {prost.control.v1.TrialVerdict.$Properties} message TrialVerdict message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialVerdict.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.stop != null && $Object.hasOwnProperty.call(message, "stop") && message.stop !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.stop);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.key);
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.payload);
                    if (message.next != null && $Object.hasOwnProperty.call(message, "next"))
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.next);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialVerdict message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialVerdict
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialVerdict & prost.control.v1.TrialVerdict.$Shape} TrialVerdict
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialVerdict.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialVerdict();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.stop = value;
                                else
                                    delete message.stop;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.key = reader.bytes();
                                message._key = "key";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.payload = reader.bytes();
                                message._payload = "payload";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.next = reader.bytes();
                                message._next = "next";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialVerdict message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialVerdict
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialVerdict} TrialVerdict
                 */
                TrialVerdict.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialVerdict)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialVerdict: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialVerdict();
                    if (object.stop != null)
                        if (object.stop)
                            message.stop = $Boolean(object.stop);
                    if (object.key != null)
                        if (typeof object.key === "string")
                            $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                        else if (object.key.length >= 0)
                            message.key = object.key;
                    if (object.payload != null)
                        if (typeof object.payload === "string")
                            $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                        else if (object.payload.length >= 0)
                            message.payload = object.payload;
                    if (object.next != null)
                        if (typeof object.next === "string")
                            $util.base64.decode(object.next, message.next = $util.newBuffer($util.base64.length(object.next)), 0);
                        else if (object.next.length >= 0)
                            message.next = object.next;
                    return message;
                };

                /**
                 * Creates a plain object from a TrialVerdict message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialVerdict
                 * @static
                 * @param {prost.control.v1.TrialVerdict} message TrialVerdict
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialVerdict.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.stop = false;
                    if (message.stop != null && $Object.hasOwnProperty.call(message, "stop"))
                        object.stop = message.stop;
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                    if (message.next != null && $Object.hasOwnProperty.call(message, "next"))
                        object.next = options.bytes === $String ? $util.base64.encode(message.next, 0, message.next.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.next) : message.next;
                    return object;
                };

                /**
                 * Converts this TrialVerdict to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialVerdict
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialVerdict.prototype.toJSON = function() {
                    return TrialVerdict.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialVerdict;
            })();

            v1.TrialEffect = (function() {

                /**
                 * Properties of a TrialEffect.
                 * @typedef {Object} prost.control.v1.TrialEffect.$Properties
                 * @property {string|null} [kind] TrialEffect kind
                 * @property {string|null} [token] TrialEffect token
                 * @property {Uint8Array|null} [key] TrialEffect key
                 * @property {Uint8Array|null} [hint] TrialEffect hint
                 * @property {Uint8Array|null} [node] TrialEffect node
                 * @property {Uint8Array|null} [field] TrialEffect field
                 * @property {Uint8Array|null} [value] TrialEffect value
                 * @property {Uint8Array|null} [payload] TrialEffect payload
                 * @property {number|null} [timeoutMs] TrialEffect timeoutMs
                 * @property {number|null} [ttlSeconds] TrialEffect ttlSeconds
                 * @property {number|null} [delayMs] TrialEffect delayMs
                 * @property {number|null} [level] TrialEffect level
                 * @property {string|null} [text] TrialEffect text
                 * @property {string|null} [name] TrialEffect name
                 * @property {string|null} [amount] TrialEffect amount
                 * @property {number|null} [form] TrialEffect form
                 * @property {string|null} [expected] TrialEffect expected
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrialEffect.
                 * @memberof prost.control.v1
                 * @interface ITrialEffect
                 * @augments prost.control.v1.TrialEffect.$Properties
                 * @deprecated Use prost.control.v1.TrialEffect.$Properties instead.
                 */

                /**
                 * Shape of a TrialEffect.
                 * @typedef {prost.control.v1.TrialEffect.$Properties} prost.control.v1.TrialEffect.$Shape
                 */

                /**
                 * Constructs a new TrialEffect.
                 * @memberof prost.control.v1
                 * @classdesc Represents a TrialEffect.
                 * @constructor
                 * @param {prost.control.v1.TrialEffect.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrialEffect = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrialEffect kind.
                 * @member {string} kind
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.kind = "";

                /**
                 * TrialEffect token.
                 * @member {string|null|undefined} token
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.token = null;

                /**
                 * TrialEffect key.
                 * @member {Uint8Array|null|undefined} key
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.key = null;

                /**
                 * TrialEffect hint.
                 * @member {Uint8Array|null|undefined} hint
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.hint = null;

                /**
                 * TrialEffect node.
                 * @member {Uint8Array|null|undefined} node
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.node = null;

                /**
                 * TrialEffect field.
                 * @member {Uint8Array|null|undefined} field
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.field = null;

                /**
                 * TrialEffect value.
                 * @member {Uint8Array|null|undefined} value
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.value = null;

                /**
                 * TrialEffect payload.
                 * @member {Uint8Array|null|undefined} payload
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.payload = null;

                /**
                 * TrialEffect timeoutMs.
                 * @member {number|null|undefined} timeoutMs
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.timeoutMs = null;

                /**
                 * TrialEffect ttlSeconds.
                 * @member {number|null|undefined} ttlSeconds
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.ttlSeconds = null;

                /**
                 * TrialEffect delayMs.
                 * @member {number|null|undefined} delayMs
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.delayMs = null;

                /**
                 * TrialEffect level.
                 * @member {number|null|undefined} level
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.level = null;

                /**
                 * TrialEffect text.
                 * @member {string|null|undefined} text
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.text = null;

                /**
                 * TrialEffect name.
                 * @member {string|null|undefined} name
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.name = null;

                /**
                 * TrialEffect amount.
                 * @member {string|null|undefined} amount
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.amount = null;

                /**
                 * TrialEffect form.
                 * @member {number|null|undefined} form
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.form = null;

                /**
                 * TrialEffect expected.
                 * @member {string|null|undefined} expected
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 */
                TrialEffect.prototype.expected = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_token", {
                    get: $util.oneOfGetter($oneOfFields = ["token"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_key", {
                    get: $util.oneOfGetter($oneOfFields = ["key"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_hint", {
                    get: $util.oneOfGetter($oneOfFields = ["hint"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_node", {
                    get: $util.oneOfGetter($oneOfFields = ["node"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_field", {
                    get: $util.oneOfGetter($oneOfFields = ["field"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_value", {
                    get: $util.oneOfGetter($oneOfFields = ["value"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_payload", {
                    get: $util.oneOfGetter($oneOfFields = ["payload"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_timeoutMs", {
                    get: $util.oneOfGetter($oneOfFields = ["timeoutMs"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_ttlSeconds", {
                    get: $util.oneOfGetter($oneOfFields = ["ttlSeconds"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_delayMs", {
                    get: $util.oneOfGetter($oneOfFields = ["delayMs"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_level", {
                    get: $util.oneOfGetter($oneOfFields = ["level"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_text", {
                    get: $util.oneOfGetter($oneOfFields = ["text"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_name", {
                    get: $util.oneOfGetter($oneOfFields = ["name"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_amount", {
                    get: $util.oneOfGetter($oneOfFields = ["amount"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_form", {
                    get: $util.oneOfGetter($oneOfFields = ["form"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(TrialEffect.prototype, "_expected", {
                    get: $util.oneOfGetter($oneOfFields = ["expected"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new TrialEffect instance using the specified properties.
                 * @function create
                 * @memberof prost.control.v1.TrialEffect
                 * @static
                 * @param {prost.control.v1.TrialEffect.$Properties=} [properties] Properties to set
                 * @returns {prost.control.v1.TrialEffect} TrialEffect instance
                 * @type {{
                 *   (properties: prost.control.v1.TrialEffect.$Shape): prost.control.v1.TrialEffect & prost.control.v1.TrialEffect.$Shape;
                 *   (properties?: prost.control.v1.TrialEffect.$Properties): prost.control.v1.TrialEffect;
                 * }}
                 */
                TrialEffect.create = function(properties) {
                    return new TrialEffect(properties);
                };

                /**
                 * Encodes the specified TrialEffect message. Does not implicitly {@link prost.control.v1.TrialEffect.verify|verify} messages.
                 * @function encode
                 * @memberof prost.control.v1.TrialEffect
                 * @static
                 * @param {prost.control.v1.TrialEffect.$Properties} message TrialEffect message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrialEffect.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.kind);
                    if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.token);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.key);
                    if (message.hint != null && $Object.hasOwnProperty.call(message, "hint"))
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.hint);
                    if (message.node != null && $Object.hasOwnProperty.call(message, "node"))
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.node);
                    if (message.field != null && $Object.hasOwnProperty.call(message, "field"))
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.field);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.value);
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.payload);
                    if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs"))
                        writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.timeoutMs);
                    if (message.ttlSeconds != null && $Object.hasOwnProperty.call(message, "ttlSeconds"))
                        writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.ttlSeconds);
                    if (message.delayMs != null && $Object.hasOwnProperty.call(message, "delayMs"))
                        writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.delayMs);
                    if (message.level != null && $Object.hasOwnProperty.call(message, "level"))
                        writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.level);
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                        writer.uint32(/* id 13, wireType 2 =*/106).string(message.text);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        writer.uint32(/* id 14, wireType 2 =*/114).string(message.name);
                    if (message.amount != null && $Object.hasOwnProperty.call(message, "amount"))
                        writer.uint32(/* id 15, wireType 2 =*/122).string(message.amount);
                    if (message.form != null && $Object.hasOwnProperty.call(message, "form"))
                        writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.form);
                    if (message.expected != null && $Object.hasOwnProperty.call(message, "expected"))
                        writer.uint32(/* id 17, wireType 2 =*/138).string(message.expected);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrialEffect message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.control.v1.TrialEffect
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialEffect & prost.control.v1.TrialEffect.$Shape} TrialEffect
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrialEffect.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prost.control.v1.TrialEffect();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.token = reader.stringVerify();
                                message._token = "token";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.key = reader.bytes();
                                message._key = "key";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.hint = reader.bytes();
                                message._hint = "hint";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.node = reader.bytes();
                                message._node = "node";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.field = reader.bytes();
                                message._field = "field";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.value = reader.bytes();
                                message._value = "value";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.payload = reader.bytes();
                                message._payload = "payload";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                message.timeoutMs = reader.uint32();
                                message._timeoutMs = "timeoutMs";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                message.ttlSeconds = reader.uint32();
                                message._ttlSeconds = "ttlSeconds";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                message.delayMs = reader.uint32();
                                message._delayMs = "delayMs";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                message.level = reader.uint32();
                                message._level = "level";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.text = reader.stringVerify();
                                message._text = "text";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.name = reader.stringVerify();
                                message._name = "name";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.amount = reader.stringVerify();
                                message._amount = "amount";
                                continue;
                            }
                        case 16: {
                                if (wireType !== 0)
                                    break;
                                message.form = reader.uint32();
                                message._form = "form";
                                continue;
                            }
                        case 17: {
                                if (wireType !== 2)
                                    break;
                                message.expected = reader.stringVerify();
                                message._expected = "expected";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a TrialEffect message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.control.v1.TrialEffect
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.control.v1.TrialEffect} TrialEffect
                 */
                TrialEffect.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.control.v1.TrialEffect)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.control.v1.TrialEffect: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.control.v1.TrialEffect();
                    if (object.kind != null)
                        if (typeof object.kind !== "string" || object.kind.length)
                            message.kind = $String(object.kind);
                    if (object.token != null)
                        message.token = $String(object.token);
                    if (object.key != null)
                        if (typeof object.key === "string")
                            $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                        else if (object.key.length >= 0)
                            message.key = object.key;
                    if (object.hint != null)
                        if (typeof object.hint === "string")
                            $util.base64.decode(object.hint, message.hint = $util.newBuffer($util.base64.length(object.hint)), 0);
                        else if (object.hint.length >= 0)
                            message.hint = object.hint;
                    if (object.node != null)
                        if (typeof object.node === "string")
                            $util.base64.decode(object.node, message.node = $util.newBuffer($util.base64.length(object.node)), 0);
                        else if (object.node.length >= 0)
                            message.node = object.node;
                    if (object.field != null)
                        if (typeof object.field === "string")
                            $util.base64.decode(object.field, message.field = $util.newBuffer($util.base64.length(object.field)), 0);
                        else if (object.field.length >= 0)
                            message.field = object.field;
                    if (object.value != null)
                        if (typeof object.value === "string")
                            $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                        else if (object.value.length >= 0)
                            message.value = object.value;
                    if (object.payload != null)
                        if (typeof object.payload === "string")
                            $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                        else if (object.payload.length >= 0)
                            message.payload = object.payload;
                    if (object.timeoutMs != null)
                        message.timeoutMs = object.timeoutMs >>> 0;
                    if (object.ttlSeconds != null)
                        message.ttlSeconds = object.ttlSeconds >>> 0;
                    if (object.delayMs != null)
                        message.delayMs = object.delayMs >>> 0;
                    if (object.level != null)
                        message.level = object.level >>> 0;
                    if (object.text != null)
                        message.text = $String(object.text);
                    if (object.name != null)
                        message.name = $String(object.name);
                    if (object.amount != null)
                        message.amount = $String(object.amount);
                    if (object.form != null)
                        message.form = object.form >>> 0;
                    if (object.expected != null)
                        message.expected = $String(object.expected);
                    return message;
                };

                /**
                 * Creates a plain object from a TrialEffect message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.control.v1.TrialEffect
                 * @static
                 * @param {prost.control.v1.TrialEffect} message TrialEffect
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrialEffect.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.kind = "";
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                        object.kind = message.kind;
                    if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                        object.token = message.token;
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    if (message.hint != null && $Object.hasOwnProperty.call(message, "hint"))
                        object.hint = options.bytes === $String ? $util.base64.encode(message.hint, 0, message.hint.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.hint) : message.hint;
                    if (message.node != null && $Object.hasOwnProperty.call(message, "node"))
                        object.node = options.bytes === $String ? $util.base64.encode(message.node, 0, message.node.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.node) : message.node;
                    if (message.field != null && $Object.hasOwnProperty.call(message, "field"))
                        object.field = options.bytes === $String ? $util.base64.encode(message.field, 0, message.field.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.field) : message.field;
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                        object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                    if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs"))
                        object.timeoutMs = message.timeoutMs;
                    if (message.ttlSeconds != null && $Object.hasOwnProperty.call(message, "ttlSeconds"))
                        object.ttlSeconds = message.ttlSeconds;
                    if (message.delayMs != null && $Object.hasOwnProperty.call(message, "delayMs"))
                        object.delayMs = message.delayMs;
                    if (message.level != null && $Object.hasOwnProperty.call(message, "level"))
                        object.level = message.level;
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                        object.text = message.text;
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.amount != null && $Object.hasOwnProperty.call(message, "amount"))
                        object.amount = message.amount;
                    if (message.form != null && $Object.hasOwnProperty.call(message, "form"))
                        object.form = message.form;
                    if (message.expected != null && $Object.hasOwnProperty.call(message, "expected"))
                        object.expected = message.expected;
                    return object;
                };

                /**
                 * Converts this TrialEffect to JSON.
                 * @function toJSON
                 * @memberof prost.control.v1.TrialEffect
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrialEffect.prototype.toJSON = function() {
                    return TrialEffect.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrialEffect;
            })();

            return v1;
        })();

        return control;
    })();

    return prost;
})();

export {
  $root as default
};
