/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

$protobuf.util.Long = null;
$protobuf.configure();

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $String = $util.global.String, $Array = $util.global.Array, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt, $Boolean = $util.global.Boolean;

// Exported root namespace
const $root = $protobuf.roots["prost_package"] || ($protobuf.roots["prost_package"] = {});

export const prost = $root.prost = (() => {

    /**
     * Namespace prost.
     * @exports prost
     * @namespace
     */
    const prost = {};

    prost.package_ = (function() {

        /**
         * Namespace package.
         * @memberof prost
         * @namespace
         */
        const package_ = {};

        package_.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof prost.package_
             * @namespace
             */
            const v1 = {};

            v1.Envelope = (function() {

                /**
                 * Properties of an Envelope.
                 * @typedef {Object} prost.package_.v1.Envelope.$Properties
                 * @property {string|null} [type] Envelope type
                 * @property {Uint8Array|null} [payload] Envelope payload
                 * @property {Array.<prost.package_.v1.Signature.$Properties>|null} [signatures] Envelope signatures
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Envelope.
                 * @memberof prost.package_.v1
                 * @interface IEnvelope
                 * @augments prost.package_.v1.Envelope.$Properties
                 * @deprecated Use prost.package_.v1.Envelope.$Properties instead.
                 */

                /**
                 * Shape of an Envelope.
                 * @typedef {prost.package_.v1.Envelope.$Properties} prost.package_.v1.Envelope.$Shape
                 */

                /**
                 * Constructs a new Envelope.
                 * @memberof prost.package_.v1
                 * @classdesc Represents an Envelope.
                 * @constructor
                 * @param {prost.package_.v1.Envelope.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Envelope = function (properties) {
                    this.signatures = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Envelope type.
                 * @member {string} type
                 * @memberof prost.package_.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.type = "";

                /**
                 * Envelope payload.
                 * @member {Uint8Array} payload
                 * @memberof prost.package_.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.payload = $util.newBuffer([]);

                /**
                 * Envelope signatures.
                 * @member {Array.<prost.package_.v1.Signature.$Properties>} signatures
                 * @memberof prost.package_.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.signatures = $util.emptyArray;

                /**
                 * Creates a new Envelope instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Envelope
                 * @static
                 * @param {prost.package_.v1.Envelope.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Envelope} Envelope instance
                 * @type {{
                 *   (properties: prost.package_.v1.Envelope.$Shape): prost.package_.v1.Envelope & prost.package_.v1.Envelope.$Shape;
                 *   (properties?: prost.package_.v1.Envelope.$Properties): prost.package_.v1.Envelope;
                 * }}
                 */
                Envelope.create = function(properties) {
                    return new Envelope(properties);
                };

                /**
                 * Encodes the specified Envelope message. Does not implicitly {@link prost.package_.v1.Envelope.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Envelope
                 * @static
                 * @param {prost.package_.v1.Envelope.$Properties} message Envelope message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Envelope.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.type);
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.payload);
                    if (message.signatures != null && message.signatures.length)
                        for (let i = 0; i < message.signatures.length; ++i)
                            $root.prost.package_.v1.Signature.encode(message.signatures[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Envelope message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Envelope
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Envelope & prost.package_.v1.Envelope.$Shape} Envelope
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Envelope.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Envelope();
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
                                    message.type = value;
                                else
                                    delete message.type;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.payload = value;
                                else
                                    delete message.payload;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.signatures && message.signatures.length))
                                    message.signatures = [];
                                message.signatures.push($root.prost.package_.v1.Signature.decode(reader, reader.size(), $undefined, _depth + 1));
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
                 * Creates an Envelope message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Envelope
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Envelope} Envelope
                 */
                Envelope.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Envelope)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Envelope: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Envelope();
                    if (object.type != null)
                        if (typeof object.type !== "string" || object.type.length)
                            message.type = $String(object.type);
                    if (object.payload != null)
                        if (object.payload.length)
                            if (typeof object.payload === "string")
                                $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                            else if (object.payload.length >= 0)
                                message.payload = object.payload;
                    if (object.signatures) {
                        if (!$Array.isArray(object.signatures))
                            throw $TypeError(".prost.package.v1.Envelope.signatures: array expected");
                        message.signatures = $Array(object.signatures.length);
                        for (let i = 0; i < object.signatures.length; ++i) {
                            if (!$util.isObject(object.signatures[i]))
                                throw $TypeError(".prost.package.v1.Envelope.signatures: object expected");
                            message.signatures[i] = $root.prost.package_.v1.Signature.fromObject(object.signatures[i], _depth + 1);
                        }
                    }
                    return message;
                };

                /**
                 * Creates a plain object from an Envelope message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Envelope
                 * @static
                 * @param {prost.package_.v1.Envelope} message Envelope
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Envelope.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.signatures = [];
                    if (options.defaults) {
                        object.type = "";
                        if (options.bytes === $String)
                            object.payload = "";
                        else {
                            object.payload = [];
                            if (options.bytes !== $Array)
                                object.payload = $util.newBuffer(object.payload);
                        }
                    }
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                        object.type = message.type;
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                    if (message.signatures && message.signatures.length) {
                        object.signatures = $Array(message.signatures.length);
                        for (let j = 0; j < message.signatures.length; ++j)
                            object.signatures[j] = $root.prost.package_.v1.Signature.toObject(message.signatures[j], options, _depth + 1);
                    }
                    return object;
                };

                /**
                 * Converts this Envelope to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Envelope
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Envelope.prototype.toJSON = function() {
                    return Envelope.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Envelope;
            })();

            v1.Signature = (function() {

                /**
                 * Properties of a Signature.
                 * @typedef {Object} prost.package_.v1.Signature.$Properties
                 * @property {number|null} [alg] Signature alg
                 * @property {Uint8Array|null} [keyId] Signature keyId
                 * @property {Uint8Array|null} [signature] Signature signature
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Signature.
                 * @memberof prost.package_.v1
                 * @interface ISignature
                 * @augments prost.package_.v1.Signature.$Properties
                 * @deprecated Use prost.package_.v1.Signature.$Properties instead.
                 */

                /**
                 * Shape of a Signature.
                 * @typedef {prost.package_.v1.Signature.$Properties} prost.package_.v1.Signature.$Shape
                 */

                /**
                 * Constructs a new Signature.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Signature.
                 * @constructor
                 * @param {prost.package_.v1.Signature.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Signature = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Signature alg.
                 * @member {number} alg
                 * @memberof prost.package_.v1.Signature
                 * @instance
                 */
                Signature.prototype.alg = 0;

                /**
                 * Signature keyId.
                 * @member {Uint8Array} keyId
                 * @memberof prost.package_.v1.Signature
                 * @instance
                 */
                Signature.prototype.keyId = $util.newBuffer([]);

                /**
                 * Signature signature.
                 * @member {Uint8Array} signature
                 * @memberof prost.package_.v1.Signature
                 * @instance
                 */
                Signature.prototype.signature = $util.newBuffer([]);

                /**
                 * Creates a new Signature instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Signature
                 * @static
                 * @param {prost.package_.v1.Signature.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Signature} Signature instance
                 * @type {{
                 *   (properties: prost.package_.v1.Signature.$Shape): prost.package_.v1.Signature & prost.package_.v1.Signature.$Shape;
                 *   (properties?: prost.package_.v1.Signature.$Properties): prost.package_.v1.Signature;
                 * }}
                 */
                Signature.create = function(properties) {
                    return new Signature(properties);
                };

                /**
                 * Encodes the specified Signature message. Does not implicitly {@link prost.package_.v1.Signature.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Signature
                 * @static
                 * @param {prost.package_.v1.Signature.$Properties} message Signature message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Signature.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.alg != null && $Object.hasOwnProperty.call(message, "alg") && message.alg !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.alg);
                    if (message.keyId != null && $Object.hasOwnProperty.call(message, "keyId") && message.keyId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.keyId);
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Signature message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Signature
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Signature & prost.package_.v1.Signature.$Shape} Signature
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Signature.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Signature();
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
                                    message.alg = value;
                                else
                                    delete message.alg;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.keyId = value;
                                else
                                    delete message.keyId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.signature = value;
                                else
                                    delete message.signature;
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
                 * Creates a Signature message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Signature
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Signature} Signature
                 */
                Signature.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Signature)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Signature: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Signature();
                    if (object.alg != null)
                        if ($Number(object.alg) !== 0)
                            message.alg = object.alg >>> 0;
                    if (object.keyId != null)
                        if (object.keyId.length)
                            if (typeof object.keyId === "string")
                                $util.base64.decode(object.keyId, message.keyId = $util.newBuffer($util.base64.length(object.keyId)), 0);
                            else if (object.keyId.length >= 0)
                                message.keyId = object.keyId;
                    if (object.signature != null)
                        if (object.signature.length)
                            if (typeof object.signature === "string")
                                $util.base64.decode(object.signature, message.signature = $util.newBuffer($util.base64.length(object.signature)), 0);
                            else if (object.signature.length >= 0)
                                message.signature = object.signature;
                    return message;
                };

                /**
                 * Creates a plain object from a Signature message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Signature
                 * @static
                 * @param {prost.package_.v1.Signature} message Signature
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Signature.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.alg = 0;
                        if (options.bytes === $String)
                            object.keyId = "";
                        else {
                            object.keyId = [];
                            if (options.bytes !== $Array)
                                object.keyId = $util.newBuffer(object.keyId);
                        }
                        if (options.bytes === $String)
                            object.signature = "";
                        else {
                            object.signature = [];
                            if (options.bytes !== $Array)
                                object.signature = $util.newBuffer(object.signature);
                        }
                    }
                    if (message.alg != null && $Object.hasOwnProperty.call(message, "alg"))
                        object.alg = message.alg;
                    if (message.keyId != null && $Object.hasOwnProperty.call(message, "keyId"))
                        object.keyId = options.bytes === $String ? $util.base64.encode(message.keyId, 0, message.keyId.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.keyId) : message.keyId;
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature"))
                        object.signature = options.bytes === $String ? $util.base64.encode(message.signature, 0, message.signature.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.signature) : message.signature;
                    return object;
                };

                /**
                 * Converts this Signature to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Signature
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Signature.prototype.toJSON = function() {
                    return Signature.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Signature;
            })();

            v1.Root = (function() {

                /**
                 * Properties of a Root.
                 * @typedef {Object} prost.package_.v1.Root.$Properties
                 * @property {number|null} [format] Root format
                 * @property {number|null} [version] Root version
                 * @property {Uint8Array|null} [previousHash] Root previousHash
                 * @property {Array.<Uint8Array>|null} [keys] Root keys
                 * @property {prost.package_.v1.Role.$Properties|null} [root] Root root
                 * @property {prost.package_.v1.Role.$Properties|null} [release] Root release
                 * @property {prost.package_.v1.Role.$Properties|null} [revoke] Root revoke
                 * @property {number|null} [expiresMs] Root expiresMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Root.
                 * @memberof prost.package_.v1
                 * @interface IRoot
                 * @augments prost.package_.v1.Root.$Properties
                 * @deprecated Use prost.package_.v1.Root.$Properties instead.
                 */

                /**
                 * Shape of a Root.
                 * @typedef {prost.package_.v1.Root.$Properties} prost.package_.v1.Root.$Shape
                 */

                /**
                 * Constructs a new Root.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Root.
                 * @constructor
                 * @param {prost.package_.v1.Root.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Root = function (properties) {
                    this.keys = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Root format.
                 * @member {number} format
                 * @memberof prost.package_.v1.Root
                 * @instance
                 */
                Root.prototype.format = 0;

                /**
                 * Root version.
                 * @member {number} version
                 * @memberof prost.package_.v1.Root
                 * @instance
                 */
                Root.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Root previousHash.
                 * @member {Uint8Array} previousHash
                 * @memberof prost.package_.v1.Root
                 * @instance
                 */
                Root.prototype.previousHash = $util.newBuffer([]);

                /**
                 * Root keys.
                 * @member {Array.<Uint8Array>} keys
                 * @memberof prost.package_.v1.Root
                 * @instance
                 */
                Root.prototype.keys = $util.emptyArray;

                /**
                 * Root root.
                 * @member {prost.package_.v1.Role.$Properties|null|undefined} root
                 * @memberof prost.package_.v1.Root
                 * @instance
                 */
                Root.prototype.root = null;

                /**
                 * Root release.
                 * @member {prost.package_.v1.Role.$Properties|null|undefined} release
                 * @memberof prost.package_.v1.Root
                 * @instance
                 */
                Root.prototype.release = null;

                /**
                 * Root revoke.
                 * @member {prost.package_.v1.Role.$Properties|null|undefined} revoke
                 * @memberof prost.package_.v1.Root
                 * @instance
                 */
                Root.prototype.revoke = null;

                /**
                 * Root expiresMs.
                 * @member {number} expiresMs
                 * @memberof prost.package_.v1.Root
                 * @instance
                 */
                Root.prototype.expiresMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new Root instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Root
                 * @static
                 * @param {prost.package_.v1.Root.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Root} Root instance
                 * @type {{
                 *   (properties: prost.package_.v1.Root.$Shape): prost.package_.v1.Root & prost.package_.v1.Root.$Shape;
                 *   (properties?: prost.package_.v1.Root.$Properties): prost.package_.v1.Root;
                 * }}
                 */
                Root.create = function(properties) {
                    return new Root(properties);
                };

                /**
                 * Encodes the specified Root message. Does not implicitly {@link prost.package_.v1.Root.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Root
                 * @static
                 * @param {prost.package_.v1.Root.$Properties} message Root message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Root.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.version);
                    if (message.previousHash != null && $Object.hasOwnProperty.call(message, "previousHash") && message.previousHash.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.previousHash);
                    if (message.keys != null && message.keys.length)
                        for (let i = 0; i < message.keys.length; ++i)
                            writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.keys[i]);
                    if (message.root != null && $Object.hasOwnProperty.call(message, "root"))
                        $root.prost.package_.v1.Role.encode(message.root, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.release != null && $Object.hasOwnProperty.call(message, "release"))
                        $root.prost.package_.v1.Role.encode(message.release, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.revoke != null && $Object.hasOwnProperty.call(message, "revoke"))
                        $root.prost.package_.v1.Role.encode(message.revoke, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs") && (typeof message.expiresMs === "object" ? message.expiresMs.low || message.expiresMs.high : message.expiresMs !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.expiresMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Root message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Root
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Root & prost.package_.v1.Root.$Shape} Root
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Root.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Root();
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
                                    message.format = value;
                                else
                                    delete message.format;
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
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.previousHash = value;
                                else
                                    delete message.previousHash;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.keys && message.keys.length))
                                    message.keys = [];
                                message.keys.push(reader.bytes());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.root = $root.prost.package_.v1.Role.decode(reader, reader.size(), $undefined, _depth + 1, message.root);
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.release = $root.prost.package_.v1.Role.decode(reader, reader.size(), $undefined, _depth + 1, message.release);
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.revoke = $root.prost.package_.v1.Role.decode(reader, reader.size(), $undefined, _depth + 1, message.revoke);
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresMs = value;
                                else
                                    delete message.expiresMs;
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
                 * Creates a Root message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Root
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Root} Root
                 */
                Root.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Root)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Root: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Root();
                    if (object.format != null)
                        if ($Number(object.format) !== 0)
                            message.format = object.format >>> 0;
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
                    if (object.previousHash != null)
                        if (object.previousHash.length)
                            if (typeof object.previousHash === "string")
                                $util.base64.decode(object.previousHash, message.previousHash = $util.newBuffer($util.base64.length(object.previousHash)), 0);
                            else if (object.previousHash.length >= 0)
                                message.previousHash = object.previousHash;
                    if (object.keys) {
                        if (!$Array.isArray(object.keys))
                            throw $TypeError(".prost.package.v1.Root.keys: array expected");
                        message.keys = $Array(object.keys.length);
                        for (let i = 0; i < object.keys.length; ++i)
                            if (typeof object.keys[i] === "string")
                                $util.base64.decode(object.keys[i], message.keys[i] = $util.newBuffer($util.base64.length(object.keys[i])), 0);
                            else if (object.keys[i].length >= 0)
                                message.keys[i] = object.keys[i];
                    }
                    if (object.root != null) {
                        if (!$util.isObject(object.root))
                            throw $TypeError(".prost.package.v1.Root.root: object expected");
                        message.root = $root.prost.package_.v1.Role.fromObject(object.root, _depth + 1);
                    }
                    if (object.release != null) {
                        if (!$util.isObject(object.release))
                            throw $TypeError(".prost.package.v1.Root.release: object expected");
                        message.release = $root.prost.package_.v1.Role.fromObject(object.release, _depth + 1);
                    }
                    if (object.revoke != null) {
                        if (!$util.isObject(object.revoke))
                            throw $TypeError(".prost.package.v1.Root.revoke: object expected");
                        message.revoke = $root.prost.package_.v1.Role.fromObject(object.revoke, _depth + 1);
                    }
                    if (object.expiresMs != null)
                        if (typeof object.expiresMs === "object" ? object.expiresMs.low || object.expiresMs.high : $Number(object.expiresMs) !== 0)
                            if ($util.Long)
                                message.expiresMs = $util.Long.fromValue(object.expiresMs, true);
                            else if (typeof object.expiresMs === "string")
                                message.expiresMs = $parseInt(object.expiresMs, 10);
                            else if (typeof object.expiresMs === "number")
                                message.expiresMs = object.expiresMs;
                            else if (typeof object.expiresMs === "object")
                                message.expiresMs = new $util.LongBits(object.expiresMs.low >>> 0, object.expiresMs.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from a Root message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Root
                 * @static
                 * @param {prost.package_.v1.Root} message Root
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Root.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.keys = [];
                    if (options.defaults) {
                        object.format = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if (options.bytes === $String)
                            object.previousHash = "";
                        else {
                            object.previousHash = [];
                            if (options.bytes !== $Array)
                                object.previousHash = $util.newBuffer(object.previousHash);
                        }
                        object.root = null;
                        object.release = null;
                        object.revoke = null;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.expiresMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.expiresMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format"))
                        object.format = message.format;
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                        else if (typeof message.version === "number")
                            object.version = options.longs === $String ? $String(message.version) : message.version;
                        else
                            object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                    if (message.previousHash != null && $Object.hasOwnProperty.call(message, "previousHash"))
                        object.previousHash = options.bytes === $String ? $util.base64.encode(message.previousHash, 0, message.previousHash.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.previousHash) : message.previousHash;
                    if (message.keys && message.keys.length) {
                        object.keys = $Array(message.keys.length);
                        for (let j = 0; j < message.keys.length; ++j)
                            object.keys[j] = options.bytes === $String ? $util.base64.encode(message.keys[j], 0, message.keys[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.keys[j]) : message.keys[j];
                    }
                    if (message.root != null && $Object.hasOwnProperty.call(message, "root"))
                        object.root = $root.prost.package_.v1.Role.toObject(message.root, options, _depth + 1);
                    if (message.release != null && $Object.hasOwnProperty.call(message, "release"))
                        object.release = $root.prost.package_.v1.Role.toObject(message.release, options, _depth + 1);
                    if (message.revoke != null && $Object.hasOwnProperty.call(message, "revoke"))
                        object.revoke = $root.prost.package_.v1.Role.toObject(message.revoke, options, _depth + 1);
                    if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.expiresMs = typeof message.expiresMs === "number" ? $BigInt(message.expiresMs) : $util.Long.fromBits(message.expiresMs.low >>> 0, message.expiresMs.high >>> 0, true).toBigInt();
                        else if (typeof message.expiresMs === "number")
                            object.expiresMs = options.longs === $String ? $String(message.expiresMs) : message.expiresMs;
                        else
                            object.expiresMs = options.longs === $String ? $util.Long.prototype.toString.call(message.expiresMs) : options.longs === $Number ? new $util.LongBits(message.expiresMs.low >>> 0, message.expiresMs.high >>> 0).toNumber(true) : message.expiresMs;
                    return object;
                };

                /**
                 * Converts this Root to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Root
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Root.prototype.toJSON = function() {
                    return Root.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Root;
            })();

            v1.Role = (function() {

                /**
                 * Properties of a Role.
                 * @typedef {Object} prost.package_.v1.Role.$Properties
                 * @property {Array.<Uint8Array>|null} [keyIds] Role keyIds
                 * @property {number|null} [threshold] Role threshold
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Role.
                 * @memberof prost.package_.v1
                 * @interface IRole
                 * @augments prost.package_.v1.Role.$Properties
                 * @deprecated Use prost.package_.v1.Role.$Properties instead.
                 */

                /**
                 * Shape of a Role.
                 * @typedef {prost.package_.v1.Role.$Properties} prost.package_.v1.Role.$Shape
                 */

                /**
                 * Constructs a new Role.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Role.
                 * @constructor
                 * @param {prost.package_.v1.Role.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Role = function (properties) {
                    this.keyIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Role keyIds.
                 * @member {Array.<Uint8Array>} keyIds
                 * @memberof prost.package_.v1.Role
                 * @instance
                 */
                Role.prototype.keyIds = $util.emptyArray;

                /**
                 * Role threshold.
                 * @member {number} threshold
                 * @memberof prost.package_.v1.Role
                 * @instance
                 */
                Role.prototype.threshold = 0;

                /**
                 * Creates a new Role instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Role
                 * @static
                 * @param {prost.package_.v1.Role.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Role} Role instance
                 * @type {{
                 *   (properties: prost.package_.v1.Role.$Shape): prost.package_.v1.Role & prost.package_.v1.Role.$Shape;
                 *   (properties?: prost.package_.v1.Role.$Properties): prost.package_.v1.Role;
                 * }}
                 */
                Role.create = function(properties) {
                    return new Role(properties);
                };

                /**
                 * Encodes the specified Role message. Does not implicitly {@link prost.package_.v1.Role.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Role
                 * @static
                 * @param {prost.package_.v1.Role.$Properties} message Role message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Role.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.keyIds != null && message.keyIds.length)
                        for (let i = 0; i < message.keyIds.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.keyIds[i]);
                    if (message.threshold != null && $Object.hasOwnProperty.call(message, "threshold") && message.threshold !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.threshold);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Role message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Role
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Role & prost.package_.v1.Role.$Shape} Role
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Role.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Role();
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
                                if (!(message.keyIds && message.keyIds.length))
                                    message.keyIds = [];
                                message.keyIds.push(reader.bytes());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.threshold = value;
                                else
                                    delete message.threshold;
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
                 * Creates a Role message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Role
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Role} Role
                 */
                Role.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Role)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Role: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Role();
                    if (object.keyIds) {
                        if (!$Array.isArray(object.keyIds))
                            throw $TypeError(".prost.package.v1.Role.keyIds: array expected");
                        message.keyIds = $Array(object.keyIds.length);
                        for (let i = 0; i < object.keyIds.length; ++i)
                            if (typeof object.keyIds[i] === "string")
                                $util.base64.decode(object.keyIds[i], message.keyIds[i] = $util.newBuffer($util.base64.length(object.keyIds[i])), 0);
                            else if (object.keyIds[i].length >= 0)
                                message.keyIds[i] = object.keyIds[i];
                    }
                    if (object.threshold != null)
                        if ($Number(object.threshold) !== 0)
                            message.threshold = object.threshold >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a Role message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Role
                 * @static
                 * @param {prost.package_.v1.Role} message Role
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Role.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.keyIds = [];
                    if (options.defaults)
                        object.threshold = 0;
                    if (message.keyIds && message.keyIds.length) {
                        object.keyIds = $Array(message.keyIds.length);
                        for (let j = 0; j < message.keyIds.length; ++j)
                            object.keyIds[j] = options.bytes === $String ? $util.base64.encode(message.keyIds[j], 0, message.keyIds[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.keyIds[j]) : message.keyIds[j];
                    }
                    if (message.threshold != null && $Object.hasOwnProperty.call(message, "threshold"))
                        object.threshold = message.threshold;
                    return object;
                };

                /**
                 * Converts this Role to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Role
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Role.prototype.toJSON = function() {
                    return Role.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Role;
            })();

            v1.Delegation = (function() {

                /**
                 * Properties of a Delegation.
                 * @typedef {Object} prost.package_.v1.Delegation.$Properties
                 * @property {number|null} [format] Delegation format
                 * @property {Uint8Array|null} [rootId] Delegation rootId
                 * @property {Uint8Array|null} [delegateKey] Delegation delegateKey
                 * @property {string|null} [namePrefix] Delegation namePrefix
                 * @property {Array.<string>|null} [capabilities] Delegation capabilities
                 * @property {boolean|null} [mayDelegate] Delegation mayDelegate
                 * @property {number|null} [notBeforeMs] Delegation notBeforeMs
                 * @property {number|null} [expiresMs] Delegation expiresMs
                 * @property {number|null} [serial] Delegation serial
                 * @property {prost.package_.v1.Limits.$Properties|null} [limits] Delegation limits
                 * @property {number|null} [versionsPerDay] Delegation versionsPerDay
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Delegation.
                 * @memberof prost.package_.v1
                 * @interface IDelegation
                 * @augments prost.package_.v1.Delegation.$Properties
                 * @deprecated Use prost.package_.v1.Delegation.$Properties instead.
                 */

                /**
                 * Shape of a Delegation.
                 * @typedef {prost.package_.v1.Delegation.$Properties} prost.package_.v1.Delegation.$Shape
                 */

                /**
                 * Constructs a new Delegation.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Delegation.
                 * @constructor
                 * @param {prost.package_.v1.Delegation.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Delegation = function (properties) {
                    this.capabilities = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Delegation format.
                 * @member {number} format
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.format = 0;

                /**
                 * Delegation rootId.
                 * @member {Uint8Array} rootId
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.rootId = $util.newBuffer([]);

                /**
                 * Delegation delegateKey.
                 * @member {Uint8Array} delegateKey
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.delegateKey = $util.newBuffer([]);

                /**
                 * Delegation namePrefix.
                 * @member {string} namePrefix
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.namePrefix = "";

                /**
                 * Delegation capabilities.
                 * @member {Array.<string>} capabilities
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.capabilities = $util.emptyArray;

                /**
                 * Delegation mayDelegate.
                 * @member {boolean} mayDelegate
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.mayDelegate = false;

                /**
                 * Delegation notBeforeMs.
                 * @member {number} notBeforeMs
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.notBeforeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Delegation expiresMs.
                 * @member {number} expiresMs
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.expiresMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Delegation serial.
                 * @member {number} serial
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.serial = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Delegation limits.
                 * @member {prost.package_.v1.Limits.$Properties|null|undefined} limits
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.limits = null;

                /**
                 * Delegation versionsPerDay.
                 * @member {number} versionsPerDay
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 */
                Delegation.prototype.versionsPerDay = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new Delegation instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Delegation
                 * @static
                 * @param {prost.package_.v1.Delegation.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Delegation} Delegation instance
                 * @type {{
                 *   (properties: prost.package_.v1.Delegation.$Shape): prost.package_.v1.Delegation & prost.package_.v1.Delegation.$Shape;
                 *   (properties?: prost.package_.v1.Delegation.$Properties): prost.package_.v1.Delegation;
                 * }}
                 */
                Delegation.create = function(properties) {
                    return new Delegation(properties);
                };

                /**
                 * Encodes the specified Delegation message. Does not implicitly {@link prost.package_.v1.Delegation.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Delegation
                 * @static
                 * @param {prost.package_.v1.Delegation.$Properties} message Delegation message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Delegation.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId") && message.rootId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.rootId);
                    if (message.delegateKey != null && $Object.hasOwnProperty.call(message, "delegateKey") && message.delegateKey.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.delegateKey);
                    if (message.namePrefix != null && $Object.hasOwnProperty.call(message, "namePrefix") && message.namePrefix !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.namePrefix);
                    if (message.capabilities != null && message.capabilities.length)
                        for (let i = 0; i < message.capabilities.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).string(message.capabilities[i]);
                    if (message.mayDelegate != null && $Object.hasOwnProperty.call(message, "mayDelegate") && message.mayDelegate !== false)
                        writer.uint32(/* id 6, wireType 0 =*/48).bool(message.mayDelegate);
                    if (message.notBeforeMs != null && $Object.hasOwnProperty.call(message, "notBeforeMs") && (typeof message.notBeforeMs === "object" ? message.notBeforeMs.low || message.notBeforeMs.high : message.notBeforeMs !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.notBeforeMs);
                    if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs") && (typeof message.expiresMs === "object" ? message.expiresMs.low || message.expiresMs.high : message.expiresMs !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.expiresMs);
                    if (message.serial != null && $Object.hasOwnProperty.call(message, "serial") && (typeof message.serial === "object" ? message.serial.low || message.serial.high : message.serial !== 0))
                        writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.serial);
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        $root.prost.package_.v1.Limits.encode(message.limits, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.versionsPerDay != null && $Object.hasOwnProperty.call(message, "versionsPerDay") && (typeof message.versionsPerDay === "object" ? message.versionsPerDay.low || message.versionsPerDay.high : message.versionsPerDay !== 0))
                        writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.versionsPerDay);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Delegation message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Delegation
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Delegation & prost.package_.v1.Delegation.$Shape} Delegation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Delegation.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Delegation();
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
                                    message.format = value;
                                else
                                    delete message.format;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.rootId = value;
                                else
                                    delete message.rootId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.delegateKey = value;
                                else
                                    delete message.delegateKey;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.namePrefix = value;
                                else
                                    delete message.namePrefix;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.capabilities && message.capabilities.length))
                                    message.capabilities = [];
                                message.capabilities.push(reader.stringVerify());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.mayDelegate = value;
                                else
                                    delete message.mayDelegate;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.notBeforeMs = value;
                                else
                                    delete message.notBeforeMs;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresMs = value;
                                else
                                    delete message.expiresMs;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.serial = value;
                                else
                                    delete message.serial;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.limits = $root.prost.package_.v1.Limits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.versionsPerDay = value;
                                else
                                    delete message.versionsPerDay;
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
                 * Creates a Delegation message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Delegation
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Delegation} Delegation
                 */
                Delegation.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Delegation)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Delegation: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Delegation();
                    if (object.format != null)
                        if ($Number(object.format) !== 0)
                            message.format = object.format >>> 0;
                    if (object.rootId != null)
                        if (object.rootId.length)
                            if (typeof object.rootId === "string")
                                $util.base64.decode(object.rootId, message.rootId = $util.newBuffer($util.base64.length(object.rootId)), 0);
                            else if (object.rootId.length >= 0)
                                message.rootId = object.rootId;
                    if (object.delegateKey != null)
                        if (object.delegateKey.length)
                            if (typeof object.delegateKey === "string")
                                $util.base64.decode(object.delegateKey, message.delegateKey = $util.newBuffer($util.base64.length(object.delegateKey)), 0);
                            else if (object.delegateKey.length >= 0)
                                message.delegateKey = object.delegateKey;
                    if (object.namePrefix != null)
                        if (typeof object.namePrefix !== "string" || object.namePrefix.length)
                            message.namePrefix = $String(object.namePrefix);
                    if (object.capabilities) {
                        if (!$Array.isArray(object.capabilities))
                            throw $TypeError(".prost.package.v1.Delegation.capabilities: array expected");
                        message.capabilities = $Array(object.capabilities.length);
                        for (let i = 0; i < object.capabilities.length; ++i)
                            message.capabilities[i] = $String(object.capabilities[i]);
                    }
                    if (object.mayDelegate != null)
                        if (object.mayDelegate)
                            message.mayDelegate = $Boolean(object.mayDelegate);
                    if (object.notBeforeMs != null)
                        if (typeof object.notBeforeMs === "object" ? object.notBeforeMs.low || object.notBeforeMs.high : $Number(object.notBeforeMs) !== 0)
                            if ($util.Long)
                                message.notBeforeMs = $util.Long.fromValue(object.notBeforeMs, true);
                            else if (typeof object.notBeforeMs === "string")
                                message.notBeforeMs = $parseInt(object.notBeforeMs, 10);
                            else if (typeof object.notBeforeMs === "number")
                                message.notBeforeMs = object.notBeforeMs;
                            else if (typeof object.notBeforeMs === "object")
                                message.notBeforeMs = new $util.LongBits(object.notBeforeMs.low >>> 0, object.notBeforeMs.high >>> 0).toNumber(true);
                    if (object.expiresMs != null)
                        if (typeof object.expiresMs === "object" ? object.expiresMs.low || object.expiresMs.high : $Number(object.expiresMs) !== 0)
                            if ($util.Long)
                                message.expiresMs = $util.Long.fromValue(object.expiresMs, true);
                            else if (typeof object.expiresMs === "string")
                                message.expiresMs = $parseInt(object.expiresMs, 10);
                            else if (typeof object.expiresMs === "number")
                                message.expiresMs = object.expiresMs;
                            else if (typeof object.expiresMs === "object")
                                message.expiresMs = new $util.LongBits(object.expiresMs.low >>> 0, object.expiresMs.high >>> 0).toNumber(true);
                    if (object.serial != null)
                        if (typeof object.serial === "object" ? object.serial.low || object.serial.high : $Number(object.serial) !== 0)
                            if ($util.Long)
                                message.serial = $util.Long.fromValue(object.serial, true);
                            else if (typeof object.serial === "string")
                                message.serial = $parseInt(object.serial, 10);
                            else if (typeof object.serial === "number")
                                message.serial = object.serial;
                            else if (typeof object.serial === "object")
                                message.serial = new $util.LongBits(object.serial.low >>> 0, object.serial.high >>> 0).toNumber(true);
                    if (object.limits != null) {
                        if (!$util.isObject(object.limits))
                            throw $TypeError(".prost.package.v1.Delegation.limits: object expected");
                        message.limits = $root.prost.package_.v1.Limits.fromObject(object.limits, _depth + 1);
                    }
                    if (object.versionsPerDay != null)
                        if (typeof object.versionsPerDay === "object" ? object.versionsPerDay.low || object.versionsPerDay.high : $Number(object.versionsPerDay) !== 0)
                            if ($util.Long)
                                message.versionsPerDay = $util.Long.fromValue(object.versionsPerDay, true);
                            else if (typeof object.versionsPerDay === "string")
                                message.versionsPerDay = $parseInt(object.versionsPerDay, 10);
                            else if (typeof object.versionsPerDay === "number")
                                message.versionsPerDay = object.versionsPerDay;
                            else if (typeof object.versionsPerDay === "object")
                                message.versionsPerDay = new $util.LongBits(object.versionsPerDay.low >>> 0, object.versionsPerDay.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from a Delegation message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Delegation
                 * @static
                 * @param {prost.package_.v1.Delegation} message Delegation
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Delegation.toObject = function (message, options, _depth) {
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
                        object.format = 0;
                        if (options.bytes === $String)
                            object.rootId = "";
                        else {
                            object.rootId = [];
                            if (options.bytes !== $Array)
                                object.rootId = $util.newBuffer(object.rootId);
                        }
                        if (options.bytes === $String)
                            object.delegateKey = "";
                        else {
                            object.delegateKey = [];
                            if (options.bytes !== $Array)
                                object.delegateKey = $util.newBuffer(object.delegateKey);
                        }
                        object.namePrefix = "";
                        object.mayDelegate = false;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.notBeforeMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.notBeforeMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.expiresMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.expiresMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.serial = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.serial = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.limits = null;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.versionsPerDay = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.versionsPerDay = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format"))
                        object.format = message.format;
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId"))
                        object.rootId = options.bytes === $String ? $util.base64.encode(message.rootId, 0, message.rootId.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.rootId) : message.rootId;
                    if (message.delegateKey != null && $Object.hasOwnProperty.call(message, "delegateKey"))
                        object.delegateKey = options.bytes === $String ? $util.base64.encode(message.delegateKey, 0, message.delegateKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.delegateKey) : message.delegateKey;
                    if (message.namePrefix != null && $Object.hasOwnProperty.call(message, "namePrefix"))
                        object.namePrefix = message.namePrefix;
                    if (message.capabilities && message.capabilities.length) {
                        object.capabilities = $Array(message.capabilities.length);
                        for (let j = 0; j < message.capabilities.length; ++j)
                            object.capabilities[j] = message.capabilities[j];
                    }
                    if (message.mayDelegate != null && $Object.hasOwnProperty.call(message, "mayDelegate"))
                        object.mayDelegate = message.mayDelegate;
                    if (message.notBeforeMs != null && $Object.hasOwnProperty.call(message, "notBeforeMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.notBeforeMs = typeof message.notBeforeMs === "number" ? $BigInt(message.notBeforeMs) : $util.Long.fromBits(message.notBeforeMs.low >>> 0, message.notBeforeMs.high >>> 0, true).toBigInt();
                        else if (typeof message.notBeforeMs === "number")
                            object.notBeforeMs = options.longs === $String ? $String(message.notBeforeMs) : message.notBeforeMs;
                        else
                            object.notBeforeMs = options.longs === $String ? $util.Long.prototype.toString.call(message.notBeforeMs) : options.longs === $Number ? new $util.LongBits(message.notBeforeMs.low >>> 0, message.notBeforeMs.high >>> 0).toNumber(true) : message.notBeforeMs;
                    if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.expiresMs = typeof message.expiresMs === "number" ? $BigInt(message.expiresMs) : $util.Long.fromBits(message.expiresMs.low >>> 0, message.expiresMs.high >>> 0, true).toBigInt();
                        else if (typeof message.expiresMs === "number")
                            object.expiresMs = options.longs === $String ? $String(message.expiresMs) : message.expiresMs;
                        else
                            object.expiresMs = options.longs === $String ? $util.Long.prototype.toString.call(message.expiresMs) : options.longs === $Number ? new $util.LongBits(message.expiresMs.low >>> 0, message.expiresMs.high >>> 0).toNumber(true) : message.expiresMs;
                    if (message.serial != null && $Object.hasOwnProperty.call(message, "serial"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.serial = typeof message.serial === "number" ? $BigInt(message.serial) : $util.Long.fromBits(message.serial.low >>> 0, message.serial.high >>> 0, true).toBigInt();
                        else if (typeof message.serial === "number")
                            object.serial = options.longs === $String ? $String(message.serial) : message.serial;
                        else
                            object.serial = options.longs === $String ? $util.Long.prototype.toString.call(message.serial) : options.longs === $Number ? new $util.LongBits(message.serial.low >>> 0, message.serial.high >>> 0).toNumber(true) : message.serial;
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        object.limits = $root.prost.package_.v1.Limits.toObject(message.limits, options, _depth + 1);
                    if (message.versionsPerDay != null && $Object.hasOwnProperty.call(message, "versionsPerDay"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.versionsPerDay = typeof message.versionsPerDay === "number" ? $BigInt(message.versionsPerDay) : $util.Long.fromBits(message.versionsPerDay.low >>> 0, message.versionsPerDay.high >>> 0, true).toBigInt();
                        else if (typeof message.versionsPerDay === "number")
                            object.versionsPerDay = options.longs === $String ? $String(message.versionsPerDay) : message.versionsPerDay;
                        else
                            object.versionsPerDay = options.longs === $String ? $util.Long.prototype.toString.call(message.versionsPerDay) : options.longs === $Number ? new $util.LongBits(message.versionsPerDay.low >>> 0, message.versionsPerDay.high >>> 0).toNumber(true) : message.versionsPerDay;
                    return object;
                };

                /**
                 * Converts this Delegation to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Delegation
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Delegation.prototype.toJSON = function() {
                    return Delegation.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Delegation;
            })();

            v1.Revocation = (function() {

                /**
                 * Properties of a Revocation.
                 * @typedef {Object} prost.package_.v1.Revocation.$Properties
                 * @property {number|null} [format] Revocation format
                 * @property {Uint8Array|null} [rootId] Revocation rootId
                 * @property {number|null} [sequence] Revocation sequence
                 * @property {Array.<Uint8Array>|null} [keyIds] Revocation keyIds
                 * @property {Array.<Uint8Array>|null} [codeHashes] Revocation codeHashes
                 * @property {Array.<prost.package_.v1.MinimumVersion.$Properties>|null} [minimumVersions] Revocation minimumVersions
                 * @property {string|null} [reason] Revocation reason
                 * @property {number|null} [issuedMs] Revocation issuedMs
                 * @property {Array.<number>|null} [keySince] Revocation keySince
                 * @property {Array.<number>|null} [delegationSerials] Revocation delegationSerials
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Revocation.
                 * @memberof prost.package_.v1
                 * @interface IRevocation
                 * @augments prost.package_.v1.Revocation.$Properties
                 * @deprecated Use prost.package_.v1.Revocation.$Properties instead.
                 */

                /**
                 * Shape of a Revocation.
                 * @typedef {prost.package_.v1.Revocation.$Properties} prost.package_.v1.Revocation.$Shape
                 */

                /**
                 * Constructs a new Revocation.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Revocation.
                 * @constructor
                 * @param {prost.package_.v1.Revocation.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Revocation = function (properties) {
                    this.keyIds = [];
                    this.codeHashes = [];
                    this.minimumVersions = [];
                    this.keySince = [];
                    this.delegationSerials = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Revocation format.
                 * @member {number} format
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.format = 0;

                /**
                 * Revocation rootId.
                 * @member {Uint8Array} rootId
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.rootId = $util.newBuffer([]);

                /**
                 * Revocation sequence.
                 * @member {number} sequence
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Revocation keyIds.
                 * @member {Array.<Uint8Array>} keyIds
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.keyIds = $util.emptyArray;

                /**
                 * Revocation codeHashes.
                 * @member {Array.<Uint8Array>} codeHashes
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.codeHashes = $util.emptyArray;

                /**
                 * Revocation minimumVersions.
                 * @member {Array.<prost.package_.v1.MinimumVersion.$Properties>} minimumVersions
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.minimumVersions = $util.emptyArray;

                /**
                 * Revocation reason.
                 * @member {string} reason
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.reason = "";

                /**
                 * Revocation issuedMs.
                 * @member {number} issuedMs
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.issuedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Revocation keySince.
                 * @member {Array.<number>} keySince
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.keySince = $util.emptyArray;

                /**
                 * Revocation delegationSerials.
                 * @member {Array.<number>} delegationSerials
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.delegationSerials = $util.emptyArray;

                /**
                 * Creates a new Revocation instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Revocation
                 * @static
                 * @param {prost.package_.v1.Revocation.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Revocation} Revocation instance
                 * @type {{
                 *   (properties: prost.package_.v1.Revocation.$Shape): prost.package_.v1.Revocation & prost.package_.v1.Revocation.$Shape;
                 *   (properties?: prost.package_.v1.Revocation.$Properties): prost.package_.v1.Revocation;
                 * }}
                 */
                Revocation.create = function(properties) {
                    return new Revocation(properties);
                };

                /**
                 * Encodes the specified Revocation message. Does not implicitly {@link prost.package_.v1.Revocation.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Revocation
                 * @static
                 * @param {prost.package_.v1.Revocation.$Properties} message Revocation message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Revocation.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId") && message.rootId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.rootId);
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.sequence);
                    if (message.keyIds != null && message.keyIds.length)
                        for (let i = 0; i < message.keyIds.length; ++i)
                            writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.keyIds[i]);
                    if (message.codeHashes != null && message.codeHashes.length)
                        for (let i = 0; i < message.codeHashes.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.codeHashes[i]);
                    if (message.minimumVersions != null && message.minimumVersions.length)
                        for (let i = 0; i < message.minimumVersions.length; ++i)
                            $root.prost.package_.v1.MinimumVersion.encode(message.minimumVersions[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.reason);
                    if (message.issuedMs != null && $Object.hasOwnProperty.call(message, "issuedMs") && (typeof message.issuedMs === "object" ? message.issuedMs.low || message.issuedMs.high : message.issuedMs !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.issuedMs);
                    if (message.keySince != null && message.keySince.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).uint64s(message.keySince);
                    if (message.delegationSerials != null && message.delegationSerials.length)
                        writer.uint32(/* id 10, wireType 2 =*/82).uint64s(message.delegationSerials);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Revocation message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Revocation
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Revocation & prost.package_.v1.Revocation.$Shape} Revocation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Revocation.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Revocation();
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
                                    message.format = value;
                                else
                                    delete message.format;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.rootId = value;
                                else
                                    delete message.rootId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.keyIds && message.keyIds.length))
                                    message.keyIds = [];
                                message.keyIds.push(reader.bytes());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.codeHashes && message.codeHashes.length))
                                    message.codeHashes = [];
                                message.codeHashes.push(reader.bytes());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.minimumVersions && message.minimumVersions.length))
                                    message.minimumVersions = [];
                                message.minimumVersions.push($root.prost.package_.v1.MinimumVersion.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.issuedMs = value;
                                else
                                    delete message.issuedMs;
                                continue;
                            }
                        case 9: {
                                if (wireType === 2) {
                                    if (!(message.keySince && message.keySince.length))
                                        message.keySince = [];
                                    reader.uint64s(message.keySince);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.keySince && message.keySince.length))
                                    message.keySince = [];
                                message.keySince.push(reader.uint64());
                                continue;
                            }
                        case 10: {
                                if (wireType === 2) {
                                    if (!(message.delegationSerials && message.delegationSerials.length))
                                        message.delegationSerials = [];
                                    reader.uint64s(message.delegationSerials);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.delegationSerials && message.delegationSerials.length))
                                    message.delegationSerials = [];
                                message.delegationSerials.push(reader.uint64());
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
                 * Creates a Revocation message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Revocation
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Revocation} Revocation
                 */
                Revocation.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Revocation)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Revocation: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Revocation();
                    if (object.format != null)
                        if ($Number(object.format) !== 0)
                            message.format = object.format >>> 0;
                    if (object.rootId != null)
                        if (object.rootId.length)
                            if (typeof object.rootId === "string")
                                $util.base64.decode(object.rootId, message.rootId = $util.newBuffer($util.base64.length(object.rootId)), 0);
                            else if (object.rootId.length >= 0)
                                message.rootId = object.rootId;
                    if (object.sequence != null)
                        if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                            if ($util.Long)
                                message.sequence = $util.Long.fromValue(object.sequence, true);
                            else if (typeof object.sequence === "string")
                                message.sequence = $parseInt(object.sequence, 10);
                            else if (typeof object.sequence === "number")
                                message.sequence = object.sequence;
                            else if (typeof object.sequence === "object")
                                message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
                    if (object.keyIds) {
                        if (!$Array.isArray(object.keyIds))
                            throw $TypeError(".prost.package.v1.Revocation.keyIds: array expected");
                        message.keyIds = $Array(object.keyIds.length);
                        for (let i = 0; i < object.keyIds.length; ++i)
                            if (typeof object.keyIds[i] === "string")
                                $util.base64.decode(object.keyIds[i], message.keyIds[i] = $util.newBuffer($util.base64.length(object.keyIds[i])), 0);
                            else if (object.keyIds[i].length >= 0)
                                message.keyIds[i] = object.keyIds[i];
                    }
                    if (object.codeHashes) {
                        if (!$Array.isArray(object.codeHashes))
                            throw $TypeError(".prost.package.v1.Revocation.codeHashes: array expected");
                        message.codeHashes = $Array(object.codeHashes.length);
                        for (let i = 0; i < object.codeHashes.length; ++i)
                            if (typeof object.codeHashes[i] === "string")
                                $util.base64.decode(object.codeHashes[i], message.codeHashes[i] = $util.newBuffer($util.base64.length(object.codeHashes[i])), 0);
                            else if (object.codeHashes[i].length >= 0)
                                message.codeHashes[i] = object.codeHashes[i];
                    }
                    if (object.minimumVersions) {
                        if (!$Array.isArray(object.minimumVersions))
                            throw $TypeError(".prost.package.v1.Revocation.minimumVersions: array expected");
                        message.minimumVersions = $Array(object.minimumVersions.length);
                        for (let i = 0; i < object.minimumVersions.length; ++i) {
                            if (!$util.isObject(object.minimumVersions[i]))
                                throw $TypeError(".prost.package.v1.Revocation.minimumVersions: object expected");
                            message.minimumVersions[i] = $root.prost.package_.v1.MinimumVersion.fromObject(object.minimumVersions[i], _depth + 1);
                        }
                    }
                    if (object.reason != null)
                        if (typeof object.reason !== "string" || object.reason.length)
                            message.reason = $String(object.reason);
                    if (object.issuedMs != null)
                        if (typeof object.issuedMs === "object" ? object.issuedMs.low || object.issuedMs.high : $Number(object.issuedMs) !== 0)
                            if ($util.Long)
                                message.issuedMs = $util.Long.fromValue(object.issuedMs, true);
                            else if (typeof object.issuedMs === "string")
                                message.issuedMs = $parseInt(object.issuedMs, 10);
                            else if (typeof object.issuedMs === "number")
                                message.issuedMs = object.issuedMs;
                            else if (typeof object.issuedMs === "object")
                                message.issuedMs = new $util.LongBits(object.issuedMs.low >>> 0, object.issuedMs.high >>> 0).toNumber(true);
                    if (object.keySince) {
                        if (!$Array.isArray(object.keySince))
                            throw $TypeError(".prost.package.v1.Revocation.keySince: array expected");
                        message.keySince = $Array(object.keySince.length);
                        for (let i = 0; i < object.keySince.length; ++i)
                            if ($util.Long)
                                message.keySince[i] = $util.Long.fromValue(object.keySince[i], true);
                            else if (typeof object.keySince[i] === "string")
                                message.keySince[i] = $parseInt(object.keySince[i], 10);
                            else if (typeof object.keySince[i] === "number")
                                message.keySince[i] = object.keySince[i];
                            else if (typeof object.keySince[i] === "object")
                                message.keySince[i] = new $util.LongBits(object.keySince[i].low >>> 0, object.keySince[i].high >>> 0).toNumber(true);
                    }
                    if (object.delegationSerials) {
                        if (!$Array.isArray(object.delegationSerials))
                            throw $TypeError(".prost.package.v1.Revocation.delegationSerials: array expected");
                        message.delegationSerials = $Array(object.delegationSerials.length);
                        for (let i = 0; i < object.delegationSerials.length; ++i)
                            if ($util.Long)
                                message.delegationSerials[i] = $util.Long.fromValue(object.delegationSerials[i], true);
                            else if (typeof object.delegationSerials[i] === "string")
                                message.delegationSerials[i] = $parseInt(object.delegationSerials[i], 10);
                            else if (typeof object.delegationSerials[i] === "number")
                                message.delegationSerials[i] = object.delegationSerials[i];
                            else if (typeof object.delegationSerials[i] === "object")
                                message.delegationSerials[i] = new $util.LongBits(object.delegationSerials[i].low >>> 0, object.delegationSerials[i].high >>> 0).toNumber(true);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a Revocation message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Revocation
                 * @static
                 * @param {prost.package_.v1.Revocation} message Revocation
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Revocation.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults) {
                        object.keyIds = [];
                        object.codeHashes = [];
                        object.minimumVersions = [];
                        object.keySince = [];
                        object.delegationSerials = [];
                    }
                    if (options.defaults) {
                        object.format = 0;
                        if (options.bytes === $String)
                            object.rootId = "";
                        else {
                            object.rootId = [];
                            if (options.bytes !== $Array)
                                object.rootId = $util.newBuffer(object.rootId);
                        }
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.reason = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.issuedMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.issuedMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format"))
                        object.format = message.format;
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId"))
                        object.rootId = options.bytes === $String ? $util.base64.encode(message.rootId, 0, message.rootId.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.rootId) : message.rootId;
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                        else if (typeof message.sequence === "number")
                            object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                        else
                            object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
                    if (message.keyIds && message.keyIds.length) {
                        object.keyIds = $Array(message.keyIds.length);
                        for (let j = 0; j < message.keyIds.length; ++j)
                            object.keyIds[j] = options.bytes === $String ? $util.base64.encode(message.keyIds[j], 0, message.keyIds[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.keyIds[j]) : message.keyIds[j];
                    }
                    if (message.codeHashes && message.codeHashes.length) {
                        object.codeHashes = $Array(message.codeHashes.length);
                        for (let j = 0; j < message.codeHashes.length; ++j)
                            object.codeHashes[j] = options.bytes === $String ? $util.base64.encode(message.codeHashes[j], 0, message.codeHashes[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.codeHashes[j]) : message.codeHashes[j];
                    }
                    if (message.minimumVersions && message.minimumVersions.length) {
                        object.minimumVersions = $Array(message.minimumVersions.length);
                        for (let j = 0; j < message.minimumVersions.length; ++j)
                            object.minimumVersions[j] = $root.prost.package_.v1.MinimumVersion.toObject(message.minimumVersions[j], options, _depth + 1);
                    }
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                        object.reason = message.reason;
                    if (message.issuedMs != null && $Object.hasOwnProperty.call(message, "issuedMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.issuedMs = typeof message.issuedMs === "number" ? $BigInt(message.issuedMs) : $util.Long.fromBits(message.issuedMs.low >>> 0, message.issuedMs.high >>> 0, true).toBigInt();
                        else if (typeof message.issuedMs === "number")
                            object.issuedMs = options.longs === $String ? $String(message.issuedMs) : message.issuedMs;
                        else
                            object.issuedMs = options.longs === $String ? $util.Long.prototype.toString.call(message.issuedMs) : options.longs === $Number ? new $util.LongBits(message.issuedMs.low >>> 0, message.issuedMs.high >>> 0).toNumber(true) : message.issuedMs;
                    if (message.keySince && message.keySince.length) {
                        object.keySince = $Array(message.keySince.length);
                        for (let j = 0; j < message.keySince.length; ++j)
                            if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                                object.keySince[j] = typeof message.keySince[j] === "number" ? $BigInt(message.keySince[j]) : $util.Long.fromBits(message.keySince[j].low >>> 0, message.keySince[j].high >>> 0, true).toBigInt();
                            else if (typeof message.keySince[j] === "number")
                                object.keySince[j] = options.longs === $String ? $String(message.keySince[j]) : message.keySince[j];
                            else
                                object.keySince[j] = options.longs === $String ? $util.Long.prototype.toString.call(message.keySince[j]) : options.longs === $Number ? new $util.LongBits(message.keySince[j].low >>> 0, message.keySince[j].high >>> 0).toNumber(true) : message.keySince[j];
                    }
                    if (message.delegationSerials && message.delegationSerials.length) {
                        object.delegationSerials = $Array(message.delegationSerials.length);
                        for (let j = 0; j < message.delegationSerials.length; ++j)
                            if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                                object.delegationSerials[j] = typeof message.delegationSerials[j] === "number" ? $BigInt(message.delegationSerials[j]) : $util.Long.fromBits(message.delegationSerials[j].low >>> 0, message.delegationSerials[j].high >>> 0, true).toBigInt();
                            else if (typeof message.delegationSerials[j] === "number")
                                object.delegationSerials[j] = options.longs === $String ? $String(message.delegationSerials[j]) : message.delegationSerials[j];
                            else
                                object.delegationSerials[j] = options.longs === $String ? $util.Long.prototype.toString.call(message.delegationSerials[j]) : options.longs === $Number ? new $util.LongBits(message.delegationSerials[j].low >>> 0, message.delegationSerials[j].high >>> 0).toNumber(true) : message.delegationSerials[j];
                    }
                    return object;
                };

                /**
                 * Converts this Revocation to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Revocation
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Revocation.prototype.toJSON = function() {
                    return Revocation.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Revocation;
            })();

            v1.MinimumVersion = (function() {

                /**
                 * Properties of a MinimumVersion.
                 * @typedef {Object} prost.package_.v1.MinimumVersion.$Properties
                 * @property {string|null} [name] MinimumVersion name
                 * @property {number|null} [version] MinimumVersion version
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a MinimumVersion.
                 * @memberof prost.package_.v1
                 * @interface IMinimumVersion
                 * @augments prost.package_.v1.MinimumVersion.$Properties
                 * @deprecated Use prost.package_.v1.MinimumVersion.$Properties instead.
                 */

                /**
                 * Shape of a MinimumVersion.
                 * @typedef {prost.package_.v1.MinimumVersion.$Properties} prost.package_.v1.MinimumVersion.$Shape
                 */

                /**
                 * Constructs a new MinimumVersion.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a MinimumVersion.
                 * @constructor
                 * @param {prost.package_.v1.MinimumVersion.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const MinimumVersion = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * MinimumVersion name.
                 * @member {string} name
                 * @memberof prost.package_.v1.MinimumVersion
                 * @instance
                 */
                MinimumVersion.prototype.name = "";

                /**
                 * MinimumVersion version.
                 * @member {number} version
                 * @memberof prost.package_.v1.MinimumVersion
                 * @instance
                 */
                MinimumVersion.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new MinimumVersion instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.MinimumVersion
                 * @static
                 * @param {prost.package_.v1.MinimumVersion.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.MinimumVersion} MinimumVersion instance
                 * @type {{
                 *   (properties: prost.package_.v1.MinimumVersion.$Shape): prost.package_.v1.MinimumVersion & prost.package_.v1.MinimumVersion.$Shape;
                 *   (properties?: prost.package_.v1.MinimumVersion.$Properties): prost.package_.v1.MinimumVersion;
                 * }}
                 */
                MinimumVersion.create = function(properties) {
                    return new MinimumVersion(properties);
                };

                /**
                 * Encodes the specified MinimumVersion message. Does not implicitly {@link prost.package_.v1.MinimumVersion.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.MinimumVersion
                 * @static
                 * @param {prost.package_.v1.MinimumVersion.$Properties} message MinimumVersion message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                MinimumVersion.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.version);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a MinimumVersion message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.MinimumVersion
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.MinimumVersion & prost.package_.v1.MinimumVersion.$Shape} MinimumVersion
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                MinimumVersion.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.MinimumVersion();
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
                                    message.name = value;
                                else
                                    delete message.name;
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
                 * Creates a MinimumVersion message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.MinimumVersion
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.MinimumVersion} MinimumVersion
                 */
                MinimumVersion.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.MinimumVersion)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.MinimumVersion: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.MinimumVersion();
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
                    return message;
                };

                /**
                 * Creates a plain object from a MinimumVersion message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.MinimumVersion
                 * @static
                 * @param {prost.package_.v1.MinimumVersion} message MinimumVersion
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                MinimumVersion.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.name = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                        else if (typeof message.version === "number")
                            object.version = options.longs === $String ? $String(message.version) : message.version;
                        else
                            object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                    return object;
                };

                /**
                 * Converts this MinimumVersion to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.MinimumVersion
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                MinimumVersion.prototype.toJSON = function() {
                    return MinimumVersion.toObject(this, $protobuf.util.toJSONOptions);
                };

                return MinimumVersion;
            })();

            v1.Pointer = (function() {

                /**
                 * Properties of a Pointer.
                 * @typedef {Object} prost.package_.v1.Pointer.$Properties
                 * @property {number|null} [format] Pointer format
                 * @property {Uint8Array|null} [rootId] Pointer rootId
                 * @property {string|null} [name] Pointer name
                 * @property {number|null} [version] Pointer version
                 * @property {Uint8Array|null} [manifestHash] Pointer manifestHash
                 * @property {number|null} [issuedMs] Pointer issuedMs
                 * @property {number|null} [expiresMs] Pointer expiresMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Pointer.
                 * @memberof prost.package_.v1
                 * @interface IPointer
                 * @augments prost.package_.v1.Pointer.$Properties
                 * @deprecated Use prost.package_.v1.Pointer.$Properties instead.
                 */

                /**
                 * Shape of a Pointer.
                 * @typedef {prost.package_.v1.Pointer.$Properties} prost.package_.v1.Pointer.$Shape
                 */

                /**
                 * Constructs a new Pointer.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Pointer.
                 * @constructor
                 * @param {prost.package_.v1.Pointer.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Pointer = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Pointer format.
                 * @member {number} format
                 * @memberof prost.package_.v1.Pointer
                 * @instance
                 */
                Pointer.prototype.format = 0;

                /**
                 * Pointer rootId.
                 * @member {Uint8Array} rootId
                 * @memberof prost.package_.v1.Pointer
                 * @instance
                 */
                Pointer.prototype.rootId = $util.newBuffer([]);

                /**
                 * Pointer name.
                 * @member {string} name
                 * @memberof prost.package_.v1.Pointer
                 * @instance
                 */
                Pointer.prototype.name = "";

                /**
                 * Pointer version.
                 * @member {number} version
                 * @memberof prost.package_.v1.Pointer
                 * @instance
                 */
                Pointer.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Pointer manifestHash.
                 * @member {Uint8Array} manifestHash
                 * @memberof prost.package_.v1.Pointer
                 * @instance
                 */
                Pointer.prototype.manifestHash = $util.newBuffer([]);

                /**
                 * Pointer issuedMs.
                 * @member {number} issuedMs
                 * @memberof prost.package_.v1.Pointer
                 * @instance
                 */
                Pointer.prototype.issuedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Pointer expiresMs.
                 * @member {number} expiresMs
                 * @memberof prost.package_.v1.Pointer
                 * @instance
                 */
                Pointer.prototype.expiresMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new Pointer instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Pointer
                 * @static
                 * @param {prost.package_.v1.Pointer.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Pointer} Pointer instance
                 * @type {{
                 *   (properties: prost.package_.v1.Pointer.$Shape): prost.package_.v1.Pointer & prost.package_.v1.Pointer.$Shape;
                 *   (properties?: prost.package_.v1.Pointer.$Properties): prost.package_.v1.Pointer;
                 * }}
                 */
                Pointer.create = function(properties) {
                    return new Pointer(properties);
                };

                /**
                 * Encodes the specified Pointer message. Does not implicitly {@link prost.package_.v1.Pointer.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Pointer
                 * @static
                 * @param {prost.package_.v1.Pointer.$Properties} message Pointer message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Pointer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId") && message.rootId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.rootId);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                    if (message.manifestHash != null && $Object.hasOwnProperty.call(message, "manifestHash") && message.manifestHash.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.manifestHash);
                    if (message.issuedMs != null && $Object.hasOwnProperty.call(message, "issuedMs") && (typeof message.issuedMs === "object" ? message.issuedMs.low || message.issuedMs.high : message.issuedMs !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.issuedMs);
                    if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs") && (typeof message.expiresMs === "object" ? message.expiresMs.low || message.expiresMs.high : message.expiresMs !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.expiresMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Pointer message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Pointer
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Pointer & prost.package_.v1.Pointer.$Shape} Pointer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Pointer.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Pointer();
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
                                    message.format = value;
                                else
                                    delete message.format;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
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
                                if ((value = reader.bytes()).length)
                                    message.manifestHash = value;
                                else
                                    delete message.manifestHash;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.issuedMs = value;
                                else
                                    delete message.issuedMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresMs = value;
                                else
                                    delete message.expiresMs;
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
                 * Creates a Pointer message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Pointer
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Pointer} Pointer
                 */
                Pointer.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Pointer)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Pointer: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Pointer();
                    if (object.format != null)
                        if ($Number(object.format) !== 0)
                            message.format = object.format >>> 0;
                    if (object.rootId != null)
                        if (object.rootId.length)
                            if (typeof object.rootId === "string")
                                $util.base64.decode(object.rootId, message.rootId = $util.newBuffer($util.base64.length(object.rootId)), 0);
                            else if (object.rootId.length >= 0)
                                message.rootId = object.rootId;
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
                    if (object.manifestHash != null)
                        if (object.manifestHash.length)
                            if (typeof object.manifestHash === "string")
                                $util.base64.decode(object.manifestHash, message.manifestHash = $util.newBuffer($util.base64.length(object.manifestHash)), 0);
                            else if (object.manifestHash.length >= 0)
                                message.manifestHash = object.manifestHash;
                    if (object.issuedMs != null)
                        if (typeof object.issuedMs === "object" ? object.issuedMs.low || object.issuedMs.high : $Number(object.issuedMs) !== 0)
                            if ($util.Long)
                                message.issuedMs = $util.Long.fromValue(object.issuedMs, true);
                            else if (typeof object.issuedMs === "string")
                                message.issuedMs = $parseInt(object.issuedMs, 10);
                            else if (typeof object.issuedMs === "number")
                                message.issuedMs = object.issuedMs;
                            else if (typeof object.issuedMs === "object")
                                message.issuedMs = new $util.LongBits(object.issuedMs.low >>> 0, object.issuedMs.high >>> 0).toNumber(true);
                    if (object.expiresMs != null)
                        if (typeof object.expiresMs === "object" ? object.expiresMs.low || object.expiresMs.high : $Number(object.expiresMs) !== 0)
                            if ($util.Long)
                                message.expiresMs = $util.Long.fromValue(object.expiresMs, true);
                            else if (typeof object.expiresMs === "string")
                                message.expiresMs = $parseInt(object.expiresMs, 10);
                            else if (typeof object.expiresMs === "number")
                                message.expiresMs = object.expiresMs;
                            else if (typeof object.expiresMs === "object")
                                message.expiresMs = new $util.LongBits(object.expiresMs.low >>> 0, object.expiresMs.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from a Pointer message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Pointer
                 * @static
                 * @param {prost.package_.v1.Pointer} message Pointer
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Pointer.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.format = 0;
                        if (options.bytes === $String)
                            object.rootId = "";
                        else {
                            object.rootId = [];
                            if (options.bytes !== $Array)
                                object.rootId = $util.newBuffer(object.rootId);
                        }
                        object.name = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if (options.bytes === $String)
                            object.manifestHash = "";
                        else {
                            object.manifestHash = [];
                            if (options.bytes !== $Array)
                                object.manifestHash = $util.newBuffer(object.manifestHash);
                        }
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.issuedMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.issuedMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.expiresMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.expiresMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format"))
                        object.format = message.format;
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId"))
                        object.rootId = options.bytes === $String ? $util.base64.encode(message.rootId, 0, message.rootId.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.rootId) : message.rootId;
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                        else if (typeof message.version === "number")
                            object.version = options.longs === $String ? $String(message.version) : message.version;
                        else
                            object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                    if (message.manifestHash != null && $Object.hasOwnProperty.call(message, "manifestHash"))
                        object.manifestHash = options.bytes === $String ? $util.base64.encode(message.manifestHash, 0, message.manifestHash.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.manifestHash) : message.manifestHash;
                    if (message.issuedMs != null && $Object.hasOwnProperty.call(message, "issuedMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.issuedMs = typeof message.issuedMs === "number" ? $BigInt(message.issuedMs) : $util.Long.fromBits(message.issuedMs.low >>> 0, message.issuedMs.high >>> 0, true).toBigInt();
                        else if (typeof message.issuedMs === "number")
                            object.issuedMs = options.longs === $String ? $String(message.issuedMs) : message.issuedMs;
                        else
                            object.issuedMs = options.longs === $String ? $util.Long.prototype.toString.call(message.issuedMs) : options.longs === $Number ? new $util.LongBits(message.issuedMs.low >>> 0, message.issuedMs.high >>> 0).toNumber(true) : message.issuedMs;
                    if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.expiresMs = typeof message.expiresMs === "number" ? $BigInt(message.expiresMs) : $util.Long.fromBits(message.expiresMs.low >>> 0, message.expiresMs.high >>> 0, true).toBigInt();
                        else if (typeof message.expiresMs === "number")
                            object.expiresMs = options.longs === $String ? $String(message.expiresMs) : message.expiresMs;
                        else
                            object.expiresMs = options.longs === $String ? $util.Long.prototype.toString.call(message.expiresMs) : options.longs === $Number ? new $util.LongBits(message.expiresMs.low >>> 0, message.expiresMs.high >>> 0).toNumber(true) : message.expiresMs;
                    return object;
                };

                /**
                 * Converts this Pointer to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Pointer
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Pointer.prototype.toJSON = function() {
                    return Pointer.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Pointer;
            })();

            v1.Publication = (function() {

                /**
                 * Properties of a Publication.
                 * @typedef {Object} prost.package_.v1.Publication.$Properties
                 * @property {Uint8Array|null} [pointer] Publication pointer
                 * @property {Uint8Array|null} [manifest] Publication manifest
                 * @property {Array.<Uint8Array>|null} [roots] Publication roots
                 * @property {Array.<Uint8Array>|null} [delegations] Publication delegations
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Publication.
                 * @memberof prost.package_.v1
                 * @interface IPublication
                 * @augments prost.package_.v1.Publication.$Properties
                 * @deprecated Use prost.package_.v1.Publication.$Properties instead.
                 */

                /**
                 * Shape of a Publication.
                 * @typedef {prost.package_.v1.Publication.$Properties} prost.package_.v1.Publication.$Shape
                 */

                /**
                 * Constructs a new Publication.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Publication.
                 * @constructor
                 * @param {prost.package_.v1.Publication.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Publication = function (properties) {
                    this.roots = [];
                    this.delegations = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Publication pointer.
                 * @member {Uint8Array} pointer
                 * @memberof prost.package_.v1.Publication
                 * @instance
                 */
                Publication.prototype.pointer = $util.newBuffer([]);

                /**
                 * Publication manifest.
                 * @member {Uint8Array} manifest
                 * @memberof prost.package_.v1.Publication
                 * @instance
                 */
                Publication.prototype.manifest = $util.newBuffer([]);

                /**
                 * Publication roots.
                 * @member {Array.<Uint8Array>} roots
                 * @memberof prost.package_.v1.Publication
                 * @instance
                 */
                Publication.prototype.roots = $util.emptyArray;

                /**
                 * Publication delegations.
                 * @member {Array.<Uint8Array>} delegations
                 * @memberof prost.package_.v1.Publication
                 * @instance
                 */
                Publication.prototype.delegations = $util.emptyArray;

                /**
                 * Creates a new Publication instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Publication
                 * @static
                 * @param {prost.package_.v1.Publication.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Publication} Publication instance
                 * @type {{
                 *   (properties: prost.package_.v1.Publication.$Shape): prost.package_.v1.Publication & prost.package_.v1.Publication.$Shape;
                 *   (properties?: prost.package_.v1.Publication.$Properties): prost.package_.v1.Publication;
                 * }}
                 */
                Publication.create = function(properties) {
                    return new Publication(properties);
                };

                /**
                 * Encodes the specified Publication message. Does not implicitly {@link prost.package_.v1.Publication.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Publication
                 * @static
                 * @param {prost.package_.v1.Publication.$Properties} message Publication message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Publication.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.pointer != null && $Object.hasOwnProperty.call(message, "pointer") && message.pointer.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.pointer);
                    if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest") && message.manifest.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.manifest);
                    if (message.roots != null && message.roots.length)
                        for (let i = 0; i < message.roots.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.roots[i]);
                    if (message.delegations != null && message.delegations.length)
                        for (let i = 0; i < message.delegations.length; ++i)
                            writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.delegations[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Publication message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Publication
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Publication & prost.package_.v1.Publication.$Shape} Publication
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Publication.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Publication();
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
                                    message.pointer = value;
                                else
                                    delete message.pointer;
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
                                if (wireType !== 2)
                                    break;
                                if (!(message.roots && message.roots.length))
                                    message.roots = [];
                                message.roots.push(reader.bytes());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.delegations && message.delegations.length))
                                    message.delegations = [];
                                message.delegations.push(reader.bytes());
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
                 * Creates a Publication message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Publication
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Publication} Publication
                 */
                Publication.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Publication)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Publication: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Publication();
                    if (object.pointer != null)
                        if (object.pointer.length)
                            if (typeof object.pointer === "string")
                                $util.base64.decode(object.pointer, message.pointer = $util.newBuffer($util.base64.length(object.pointer)), 0);
                            else if (object.pointer.length >= 0)
                                message.pointer = object.pointer;
                    if (object.manifest != null)
                        if (object.manifest.length)
                            if (typeof object.manifest === "string")
                                $util.base64.decode(object.manifest, message.manifest = $util.newBuffer($util.base64.length(object.manifest)), 0);
                            else if (object.manifest.length >= 0)
                                message.manifest = object.manifest;
                    if (object.roots) {
                        if (!$Array.isArray(object.roots))
                            throw $TypeError(".prost.package.v1.Publication.roots: array expected");
                        message.roots = $Array(object.roots.length);
                        for (let i = 0; i < object.roots.length; ++i)
                            if (typeof object.roots[i] === "string")
                                $util.base64.decode(object.roots[i], message.roots[i] = $util.newBuffer($util.base64.length(object.roots[i])), 0);
                            else if (object.roots[i].length >= 0)
                                message.roots[i] = object.roots[i];
                    }
                    if (object.delegations) {
                        if (!$Array.isArray(object.delegations))
                            throw $TypeError(".prost.package.v1.Publication.delegations: array expected");
                        message.delegations = $Array(object.delegations.length);
                        for (let i = 0; i < object.delegations.length; ++i)
                            if (typeof object.delegations[i] === "string")
                                $util.base64.decode(object.delegations[i], message.delegations[i] = $util.newBuffer($util.base64.length(object.delegations[i])), 0);
                            else if (object.delegations[i].length >= 0)
                                message.delegations[i] = object.delegations[i];
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a Publication message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Publication
                 * @static
                 * @param {prost.package_.v1.Publication} message Publication
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Publication.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults) {
                        object.roots = [];
                        object.delegations = [];
                    }
                    if (options.defaults) {
                        if (options.bytes === $String)
                            object.pointer = "";
                        else {
                            object.pointer = [];
                            if (options.bytes !== $Array)
                                object.pointer = $util.newBuffer(object.pointer);
                        }
                        if (options.bytes === $String)
                            object.manifest = "";
                        else {
                            object.manifest = [];
                            if (options.bytes !== $Array)
                                object.manifest = $util.newBuffer(object.manifest);
                        }
                    }
                    if (message.pointer != null && $Object.hasOwnProperty.call(message, "pointer"))
                        object.pointer = options.bytes === $String ? $util.base64.encode(message.pointer, 0, message.pointer.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.pointer) : message.pointer;
                    if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest"))
                        object.manifest = options.bytes === $String ? $util.base64.encode(message.manifest, 0, message.manifest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.manifest) : message.manifest;
                    if (message.roots && message.roots.length) {
                        object.roots = $Array(message.roots.length);
                        for (let j = 0; j < message.roots.length; ++j)
                            object.roots[j] = options.bytes === $String ? $util.base64.encode(message.roots[j], 0, message.roots[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.roots[j]) : message.roots[j];
                    }
                    if (message.delegations && message.delegations.length) {
                        object.delegations = $Array(message.delegations.length);
                        for (let j = 0; j < message.delegations.length; ++j)
                            object.delegations[j] = options.bytes === $String ? $util.base64.encode(message.delegations[j], 0, message.delegations[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.delegations[j]) : message.delegations[j];
                    }
                    return object;
                };

                /**
                 * Converts this Publication to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Publication
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Publication.prototype.toJSON = function() {
                    return Publication.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Publication;
            })();

            v1.Withdrawal = (function() {

                /**
                 * Properties of a Withdrawal.
                 * @typedef {Object} prost.package_.v1.Withdrawal.$Properties
                 * @property {Uint8Array|null} [revocation] Withdrawal revocation
                 * @property {Array.<Uint8Array>|null} [roots] Withdrawal roots
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Withdrawal.
                 * @memberof prost.package_.v1
                 * @interface IWithdrawal
                 * @augments prost.package_.v1.Withdrawal.$Properties
                 * @deprecated Use prost.package_.v1.Withdrawal.$Properties instead.
                 */

                /**
                 * Shape of a Withdrawal.
                 * @typedef {prost.package_.v1.Withdrawal.$Properties} prost.package_.v1.Withdrawal.$Shape
                 */

                /**
                 * Constructs a new Withdrawal.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Withdrawal.
                 * @constructor
                 * @param {prost.package_.v1.Withdrawal.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Withdrawal = function (properties) {
                    this.roots = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Withdrawal revocation.
                 * @member {Uint8Array} revocation
                 * @memberof prost.package_.v1.Withdrawal
                 * @instance
                 */
                Withdrawal.prototype.revocation = $util.newBuffer([]);

                /**
                 * Withdrawal roots.
                 * @member {Array.<Uint8Array>} roots
                 * @memberof prost.package_.v1.Withdrawal
                 * @instance
                 */
                Withdrawal.prototype.roots = $util.emptyArray;

                /**
                 * Creates a new Withdrawal instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Withdrawal
                 * @static
                 * @param {prost.package_.v1.Withdrawal.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Withdrawal} Withdrawal instance
                 * @type {{
                 *   (properties: prost.package_.v1.Withdrawal.$Shape): prost.package_.v1.Withdrawal & prost.package_.v1.Withdrawal.$Shape;
                 *   (properties?: prost.package_.v1.Withdrawal.$Properties): prost.package_.v1.Withdrawal;
                 * }}
                 */
                Withdrawal.create = function(properties) {
                    return new Withdrawal(properties);
                };

                /**
                 * Encodes the specified Withdrawal message. Does not implicitly {@link prost.package_.v1.Withdrawal.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Withdrawal
                 * @static
                 * @param {prost.package_.v1.Withdrawal.$Properties} message Withdrawal message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Withdrawal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.revocation != null && $Object.hasOwnProperty.call(message, "revocation") && message.revocation.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.revocation);
                    if (message.roots != null && message.roots.length)
                        for (let i = 0; i < message.roots.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.roots[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Withdrawal message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Withdrawal
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Withdrawal & prost.package_.v1.Withdrawal.$Shape} Withdrawal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Withdrawal.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Withdrawal();
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
                                    message.revocation = value;
                                else
                                    delete message.revocation;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.roots && message.roots.length))
                                    message.roots = [];
                                message.roots.push(reader.bytes());
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
                 * Creates a Withdrawal message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Withdrawal
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Withdrawal} Withdrawal
                 */
                Withdrawal.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Withdrawal)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Withdrawal: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Withdrawal();
                    if (object.revocation != null)
                        if (object.revocation.length)
                            if (typeof object.revocation === "string")
                                $util.base64.decode(object.revocation, message.revocation = $util.newBuffer($util.base64.length(object.revocation)), 0);
                            else if (object.revocation.length >= 0)
                                message.revocation = object.revocation;
                    if (object.roots) {
                        if (!$Array.isArray(object.roots))
                            throw $TypeError(".prost.package.v1.Withdrawal.roots: array expected");
                        message.roots = $Array(object.roots.length);
                        for (let i = 0; i < object.roots.length; ++i)
                            if (typeof object.roots[i] === "string")
                                $util.base64.decode(object.roots[i], message.roots[i] = $util.newBuffer($util.base64.length(object.roots[i])), 0);
                            else if (object.roots[i].length >= 0)
                                message.roots[i] = object.roots[i];
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a Withdrawal message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Withdrawal
                 * @static
                 * @param {prost.package_.v1.Withdrawal} message Withdrawal
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Withdrawal.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.roots = [];
                    if (options.defaults)
                        if (options.bytes === $String)
                            object.revocation = "";
                        else {
                            object.revocation = [];
                            if (options.bytes !== $Array)
                                object.revocation = $util.newBuffer(object.revocation);
                        }
                    if (message.revocation != null && $Object.hasOwnProperty.call(message, "revocation"))
                        object.revocation = options.bytes === $String ? $util.base64.encode(message.revocation, 0, message.revocation.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.revocation) : message.revocation;
                    if (message.roots && message.roots.length) {
                        object.roots = $Array(message.roots.length);
                        for (let j = 0; j < message.roots.length; ++j)
                            object.roots[j] = options.bytes === $String ? $util.base64.encode(message.roots[j], 0, message.roots[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.roots[j]) : message.roots[j];
                    }
                    return object;
                };

                /**
                 * Converts this Withdrawal to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Withdrawal
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Withdrawal.prototype.toJSON = function() {
                    return Withdrawal.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Withdrawal;
            })();

            v1.Standing = (function() {

                /**
                 * Properties of a Standing.
                 * @typedef {Object} prost.package_.v1.Standing.$Properties
                 * @property {string|null} [network] Standing network
                 * @property {Array.<Uint8Array>|null} [roots] Standing roots
                 * @property {Array.<Uint8Array>|null} [delegations] Standing delegations
                 * @property {Uint8Array|null} [manifest] Standing manifest
                 * @property {Uint8Array|null} [pointer] Standing pointer
                 * @property {Uint8Array|null} [revocation] Standing revocation
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Standing.
                 * @memberof prost.package_.v1
                 * @interface IStanding
                 * @augments prost.package_.v1.Standing.$Properties
                 * @deprecated Use prost.package_.v1.Standing.$Properties instead.
                 */

                /**
                 * Shape of a Standing.
                 * @typedef {prost.package_.v1.Standing.$Properties} prost.package_.v1.Standing.$Shape
                 */

                /**
                 * Constructs a new Standing.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Standing.
                 * @constructor
                 * @param {prost.package_.v1.Standing.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Standing = function (properties) {
                    this.roots = [];
                    this.delegations = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Standing network.
                 * @member {string} network
                 * @memberof prost.package_.v1.Standing
                 * @instance
                 */
                Standing.prototype.network = "";

                /**
                 * Standing roots.
                 * @member {Array.<Uint8Array>} roots
                 * @memberof prost.package_.v1.Standing
                 * @instance
                 */
                Standing.prototype.roots = $util.emptyArray;

                /**
                 * Standing delegations.
                 * @member {Array.<Uint8Array>} delegations
                 * @memberof prost.package_.v1.Standing
                 * @instance
                 */
                Standing.prototype.delegations = $util.emptyArray;

                /**
                 * Standing manifest.
                 * @member {Uint8Array} manifest
                 * @memberof prost.package_.v1.Standing
                 * @instance
                 */
                Standing.prototype.manifest = $util.newBuffer([]);

                /**
                 * Standing pointer.
                 * @member {Uint8Array} pointer
                 * @memberof prost.package_.v1.Standing
                 * @instance
                 */
                Standing.prototype.pointer = $util.newBuffer([]);

                /**
                 * Standing revocation.
                 * @member {Uint8Array} revocation
                 * @memberof prost.package_.v1.Standing
                 * @instance
                 */
                Standing.prototype.revocation = $util.newBuffer([]);

                /**
                 * Creates a new Standing instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Standing
                 * @static
                 * @param {prost.package_.v1.Standing.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Standing} Standing instance
                 * @type {{
                 *   (properties: prost.package_.v1.Standing.$Shape): prost.package_.v1.Standing & prost.package_.v1.Standing.$Shape;
                 *   (properties?: prost.package_.v1.Standing.$Properties): prost.package_.v1.Standing;
                 * }}
                 */
                Standing.create = function(properties) {
                    return new Standing(properties);
                };

                /**
                 * Encodes the specified Standing message. Does not implicitly {@link prost.package_.v1.Standing.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Standing
                 * @static
                 * @param {prost.package_.v1.Standing.$Properties} message Standing message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Standing.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.network);
                    if (message.roots != null && message.roots.length)
                        for (let i = 0; i < message.roots.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.roots[i]);
                    if (message.delegations != null && message.delegations.length)
                        for (let i = 0; i < message.delegations.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.delegations[i]);
                    if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest") && message.manifest.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.manifest);
                    if (message.pointer != null && $Object.hasOwnProperty.call(message, "pointer") && message.pointer.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.pointer);
                    if (message.revocation != null && $Object.hasOwnProperty.call(message, "revocation") && message.revocation.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.revocation);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Standing message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Standing
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Standing & prost.package_.v1.Standing.$Shape} Standing
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Standing.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Standing();
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
                                    message.network = value;
                                else
                                    delete message.network;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.roots && message.roots.length))
                                    message.roots = [];
                                message.roots.push(reader.bytes());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.delegations && message.delegations.length))
                                    message.delegations = [];
                                message.delegations.push(reader.bytes());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.manifest = value;
                                else
                                    delete message.manifest;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.pointer = value;
                                else
                                    delete message.pointer;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.revocation = value;
                                else
                                    delete message.revocation;
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
                 * Creates a Standing message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Standing
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Standing} Standing
                 */
                Standing.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Standing)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Standing: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Standing();
                    if (object.network != null)
                        if (typeof object.network !== "string" || object.network.length)
                            message.network = $String(object.network);
                    if (object.roots) {
                        if (!$Array.isArray(object.roots))
                            throw $TypeError(".prost.package.v1.Standing.roots: array expected");
                        message.roots = $Array(object.roots.length);
                        for (let i = 0; i < object.roots.length; ++i)
                            if (typeof object.roots[i] === "string")
                                $util.base64.decode(object.roots[i], message.roots[i] = $util.newBuffer($util.base64.length(object.roots[i])), 0);
                            else if (object.roots[i].length >= 0)
                                message.roots[i] = object.roots[i];
                    }
                    if (object.delegations) {
                        if (!$Array.isArray(object.delegations))
                            throw $TypeError(".prost.package.v1.Standing.delegations: array expected");
                        message.delegations = $Array(object.delegations.length);
                        for (let i = 0; i < object.delegations.length; ++i)
                            if (typeof object.delegations[i] === "string")
                                $util.base64.decode(object.delegations[i], message.delegations[i] = $util.newBuffer($util.base64.length(object.delegations[i])), 0);
                            else if (object.delegations[i].length >= 0)
                                message.delegations[i] = object.delegations[i];
                    }
                    if (object.manifest != null)
                        if (object.manifest.length)
                            if (typeof object.manifest === "string")
                                $util.base64.decode(object.manifest, message.manifest = $util.newBuffer($util.base64.length(object.manifest)), 0);
                            else if (object.manifest.length >= 0)
                                message.manifest = object.manifest;
                    if (object.pointer != null)
                        if (object.pointer.length)
                            if (typeof object.pointer === "string")
                                $util.base64.decode(object.pointer, message.pointer = $util.newBuffer($util.base64.length(object.pointer)), 0);
                            else if (object.pointer.length >= 0)
                                message.pointer = object.pointer;
                    if (object.revocation != null)
                        if (object.revocation.length)
                            if (typeof object.revocation === "string")
                                $util.base64.decode(object.revocation, message.revocation = $util.newBuffer($util.base64.length(object.revocation)), 0);
                            else if (object.revocation.length >= 0)
                                message.revocation = object.revocation;
                    return message;
                };

                /**
                 * Creates a plain object from a Standing message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Standing
                 * @static
                 * @param {prost.package_.v1.Standing} message Standing
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Standing.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults) {
                        object.roots = [];
                        object.delegations = [];
                    }
                    if (options.defaults) {
                        object.network = "";
                        if (options.bytes === $String)
                            object.manifest = "";
                        else {
                            object.manifest = [];
                            if (options.bytes !== $Array)
                                object.manifest = $util.newBuffer(object.manifest);
                        }
                        if (options.bytes === $String)
                            object.pointer = "";
                        else {
                            object.pointer = [];
                            if (options.bytes !== $Array)
                                object.pointer = $util.newBuffer(object.pointer);
                        }
                        if (options.bytes === $String)
                            object.revocation = "";
                        else {
                            object.revocation = [];
                            if (options.bytes !== $Array)
                                object.revocation = $util.newBuffer(object.revocation);
                        }
                    }
                    if (message.network != null && $Object.hasOwnProperty.call(message, "network"))
                        object.network = message.network;
                    if (message.roots && message.roots.length) {
                        object.roots = $Array(message.roots.length);
                        for (let j = 0; j < message.roots.length; ++j)
                            object.roots[j] = options.bytes === $String ? $util.base64.encode(message.roots[j], 0, message.roots[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.roots[j]) : message.roots[j];
                    }
                    if (message.delegations && message.delegations.length) {
                        object.delegations = $Array(message.delegations.length);
                        for (let j = 0; j < message.delegations.length; ++j)
                            object.delegations[j] = options.bytes === $String ? $util.base64.encode(message.delegations[j], 0, message.delegations[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.delegations[j]) : message.delegations[j];
                    }
                    if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest"))
                        object.manifest = options.bytes === $String ? $util.base64.encode(message.manifest, 0, message.manifest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.manifest) : message.manifest;
                    if (message.pointer != null && $Object.hasOwnProperty.call(message, "pointer"))
                        object.pointer = options.bytes === $String ? $util.base64.encode(message.pointer, 0, message.pointer.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.pointer) : message.pointer;
                    if (message.revocation != null && $Object.hasOwnProperty.call(message, "revocation"))
                        object.revocation = options.bytes === $String ? $util.base64.encode(message.revocation, 0, message.revocation.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.revocation) : message.revocation;
                    return object;
                };

                /**
                 * Converts this Standing to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Standing
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Standing.prototype.toJSON = function() {
                    return Standing.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Standing;
            })();

            v1.Manifest = (function() {

                /**
                 * Properties of a Manifest.
                 * @typedef {Object} prost.package_.v1.Manifest.$Properties
                 * @property {number|null} [format] Manifest format
                 * @property {Uint8Array|null} [rootId] Manifest rootId
                 * @property {string|null} [name] Manifest name
                 * @property {number|null} [version] Manifest version
                 * @property {Uint8Array|null} [codeHash] Manifest codeHash
                 * @property {number|null} [codeBytes] Manifest codeBytes
                 * @property {number|null} [chunkBytes] Manifest chunkBytes
                 * @property {Array.<Uint8Array>|null} [chunkHashes] Manifest chunkHashes
                 * @property {number|null} [abiVersion] Manifest abiVersion
                 * @property {Array.<string>|null} [capabilities] Manifest capabilities
                 * @property {prost.package_.v1.Limits.$Properties|null} [limits] Manifest limits
                 * @property {number|null} [notBeforeMs] Manifest notBeforeMs
                 * @property {string|null} [label] Manifest label
                 * @property {number|null} [expiresMs] Manifest expiresMs
                 * @property {Uint8Array|null} [previousHash] Manifest previousHash
                 * @property {Uint8Array|null} [merkleRoot] Manifest merkleRoot
                 * @property {Uint8Array|null} [sectionHash] Manifest sectionHash
                 * @property {number|null} [abiMinor] Manifest abiMinor
                 * @property {string|null} [gateProfile] Manifest gateProfile
                 * @property {number|null} [meteringSchedule] Manifest meteringSchedule
                 * @property {number|null} [storageSchema] Manifest storageSchema
                 * @property {Array.<Uint8Array>|null} [delegationHashes] Manifest delegationHashes
                 * @property {Uint8Array|null} [exportsHash] Manifest exportsHash
                 * @property {prost.package_.v1.Build.$Properties|null} [build] Manifest build
                 * @property {string|null} [minRuntime] Manifest minRuntime
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Manifest.
                 * @memberof prost.package_.v1
                 * @interface IManifest
                 * @augments prost.package_.v1.Manifest.$Properties
                 * @deprecated Use prost.package_.v1.Manifest.$Properties instead.
                 */

                /**
                 * Shape of a Manifest.
                 * @typedef {prost.package_.v1.Manifest.$Properties} prost.package_.v1.Manifest.$Shape
                 */

                /**
                 * Constructs a new Manifest.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Manifest.
                 * @constructor
                 * @param {prost.package_.v1.Manifest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Manifest = function (properties) {
                    this.chunkHashes = [];
                    this.capabilities = [];
                    this.delegationHashes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Manifest format.
                 * @member {number} format
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.format = 0;

                /**
                 * Manifest rootId.
                 * @member {Uint8Array} rootId
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.rootId = $util.newBuffer([]);

                /**
                 * Manifest name.
                 * @member {string} name
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.name = "";

                /**
                 * Manifest version.
                 * @member {number} version
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Manifest codeHash.
                 * @member {Uint8Array} codeHash
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.codeHash = $util.newBuffer([]);

                /**
                 * Manifest codeBytes.
                 * @member {number} codeBytes
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.codeBytes = 0;

                /**
                 * Manifest chunkBytes.
                 * @member {number} chunkBytes
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.chunkBytes = 0;

                /**
                 * Manifest chunkHashes.
                 * @member {Array.<Uint8Array>} chunkHashes
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.chunkHashes = $util.emptyArray;

                /**
                 * Manifest abiVersion.
                 * @member {number} abiVersion
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.abiVersion = 0;

                /**
                 * Manifest capabilities.
                 * @member {Array.<string>} capabilities
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.capabilities = $util.emptyArray;

                /**
                 * Manifest limits.
                 * @member {prost.package_.v1.Limits.$Properties|null|undefined} limits
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.limits = null;

                /**
                 * Manifest notBeforeMs.
                 * @member {number} notBeforeMs
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.notBeforeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Manifest label.
                 * @member {string} label
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.label = "";

                /**
                 * Manifest expiresMs.
                 * @member {number} expiresMs
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.expiresMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Manifest previousHash.
                 * @member {Uint8Array} previousHash
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.previousHash = $util.newBuffer([]);

                /**
                 * Manifest merkleRoot.
                 * @member {Uint8Array} merkleRoot
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.merkleRoot = $util.newBuffer([]);

                /**
                 * Manifest sectionHash.
                 * @member {Uint8Array} sectionHash
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.sectionHash = $util.newBuffer([]);

                /**
                 * Manifest abiMinor.
                 * @member {number} abiMinor
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.abiMinor = 0;

                /**
                 * Manifest gateProfile.
                 * @member {string} gateProfile
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.gateProfile = "";

                /**
                 * Manifest meteringSchedule.
                 * @member {number} meteringSchedule
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.meteringSchedule = 0;

                /**
                 * Manifest storageSchema.
                 * @member {number} storageSchema
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.storageSchema = 0;

                /**
                 * Manifest delegationHashes.
                 * @member {Array.<Uint8Array>} delegationHashes
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.delegationHashes = $util.emptyArray;

                /**
                 * Manifest exportsHash.
                 * @member {Uint8Array} exportsHash
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.exportsHash = $util.newBuffer([]);

                /**
                 * Manifest build.
                 * @member {prost.package_.v1.Build.$Properties|null|undefined} build
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.build = null;

                /**
                 * Manifest minRuntime.
                 * @member {string} minRuntime
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.minRuntime = "";

                /**
                 * Creates a new Manifest instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Manifest
                 * @static
                 * @param {prost.package_.v1.Manifest.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Manifest} Manifest instance
                 * @type {{
                 *   (properties: prost.package_.v1.Manifest.$Shape): prost.package_.v1.Manifest & prost.package_.v1.Manifest.$Shape;
                 *   (properties?: prost.package_.v1.Manifest.$Properties): prost.package_.v1.Manifest;
                 * }}
                 */
                Manifest.create = function(properties) {
                    return new Manifest(properties);
                };

                /**
                 * Encodes the specified Manifest message. Does not implicitly {@link prost.package_.v1.Manifest.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Manifest
                 * @static
                 * @param {prost.package_.v1.Manifest.$Properties} message Manifest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Manifest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId") && message.rootId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.rootId);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                    if (message.codeHash != null && $Object.hasOwnProperty.call(message, "codeHash") && message.codeHash.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.codeHash);
                    if (message.codeBytes != null && $Object.hasOwnProperty.call(message, "codeBytes") && message.codeBytes !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.codeBytes);
                    if (message.chunkBytes != null && $Object.hasOwnProperty.call(message, "chunkBytes") && message.chunkBytes !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.chunkBytes);
                    if (message.chunkHashes != null && message.chunkHashes.length)
                        for (let i = 0; i < message.chunkHashes.length; ++i)
                            writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.chunkHashes[i]);
                    if (message.abiVersion != null && $Object.hasOwnProperty.call(message, "abiVersion") && message.abiVersion !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.abiVersion);
                    if (message.capabilities != null && message.capabilities.length)
                        for (let i = 0; i < message.capabilities.length; ++i)
                            writer.uint32(/* id 10, wireType 2 =*/82).string(message.capabilities[i]);
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        $root.prost.package_.v1.Limits.encode(message.limits, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.notBeforeMs != null && $Object.hasOwnProperty.call(message, "notBeforeMs") && (typeof message.notBeforeMs === "object" ? message.notBeforeMs.low || message.notBeforeMs.high : message.notBeforeMs !== 0))
                        writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.notBeforeMs);
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                        writer.uint32(/* id 13, wireType 2 =*/106).string(message.label);
                    if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs") && (typeof message.expiresMs === "object" ? message.expiresMs.low || message.expiresMs.high : message.expiresMs !== 0))
                        writer.uint32(/* id 14, wireType 0 =*/112).uint64(message.expiresMs);
                    if (message.previousHash != null && $Object.hasOwnProperty.call(message, "previousHash") && message.previousHash.length)
                        writer.uint32(/* id 15, wireType 2 =*/122).bytes(message.previousHash);
                    if (message.merkleRoot != null && $Object.hasOwnProperty.call(message, "merkleRoot") && message.merkleRoot.length)
                        writer.uint32(/* id 16, wireType 2 =*/130).bytes(message.merkleRoot);
                    if (message.sectionHash != null && $Object.hasOwnProperty.call(message, "sectionHash") && message.sectionHash.length)
                        writer.uint32(/* id 17, wireType 2 =*/138).bytes(message.sectionHash);
                    if (message.abiMinor != null && $Object.hasOwnProperty.call(message, "abiMinor") && message.abiMinor !== 0)
                        writer.uint32(/* id 18, wireType 0 =*/144).uint32(message.abiMinor);
                    if (message.gateProfile != null && $Object.hasOwnProperty.call(message, "gateProfile") && message.gateProfile !== "")
                        writer.uint32(/* id 19, wireType 2 =*/154).string(message.gateProfile);
                    if (message.meteringSchedule != null && $Object.hasOwnProperty.call(message, "meteringSchedule") && message.meteringSchedule !== 0)
                        writer.uint32(/* id 20, wireType 0 =*/160).uint32(message.meteringSchedule);
                    if (message.storageSchema != null && $Object.hasOwnProperty.call(message, "storageSchema") && message.storageSchema !== 0)
                        writer.uint32(/* id 21, wireType 0 =*/168).uint32(message.storageSchema);
                    if (message.delegationHashes != null && message.delegationHashes.length)
                        for (let i = 0; i < message.delegationHashes.length; ++i)
                            writer.uint32(/* id 22, wireType 2 =*/178).bytes(message.delegationHashes[i]);
                    if (message.exportsHash != null && $Object.hasOwnProperty.call(message, "exportsHash") && message.exportsHash.length)
                        writer.uint32(/* id 23, wireType 2 =*/186).bytes(message.exportsHash);
                    if (message.build != null && $Object.hasOwnProperty.call(message, "build"))
                        $root.prost.package_.v1.Build.encode(message.build, writer.uint32(/* id 24, wireType 2 =*/194).fork(), _depth + 1).ldelim();
                    if (message.minRuntime != null && $Object.hasOwnProperty.call(message, "minRuntime") && message.minRuntime !== "")
                        writer.uint32(/* id 25, wireType 2 =*/202).string(message.minRuntime);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Manifest message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Manifest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Manifest & prost.package_.v1.Manifest.$Shape} Manifest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Manifest.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Manifest();
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
                                    message.format = value;
                                else
                                    delete message.format;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
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
                                if ((value = reader.bytes()).length)
                                    message.codeHash = value;
                                else
                                    delete message.codeHash;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.codeBytes = value;
                                else
                                    delete message.codeBytes;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.chunkBytes = value;
                                else
                                    delete message.chunkBytes;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.chunkHashes && message.chunkHashes.length))
                                    message.chunkHashes = [];
                                message.chunkHashes.push(reader.bytes());
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.abiVersion = value;
                                else
                                    delete message.abiVersion;
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
                                if (wireType !== 2)
                                    break;
                                message.limits = $root.prost.package_.v1.Limits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.notBeforeMs = value;
                                else
                                    delete message.notBeforeMs;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.label = value;
                                else
                                    delete message.label;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresMs = value;
                                else
                                    delete message.expiresMs;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.previousHash = value;
                                else
                                    delete message.previousHash;
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.merkleRoot = value;
                                else
                                    delete message.merkleRoot;
                                continue;
                            }
                        case 17: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.sectionHash = value;
                                else
                                    delete message.sectionHash;
                                continue;
                            }
                        case 18: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.abiMinor = value;
                                else
                                    delete message.abiMinor;
                                continue;
                            }
                        case 19: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.gateProfile = value;
                                else
                                    delete message.gateProfile;
                                continue;
                            }
                        case 20: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.meteringSchedule = value;
                                else
                                    delete message.meteringSchedule;
                                continue;
                            }
                        case 21: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.storageSchema = value;
                                else
                                    delete message.storageSchema;
                                continue;
                            }
                        case 22: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.delegationHashes && message.delegationHashes.length))
                                    message.delegationHashes = [];
                                message.delegationHashes.push(reader.bytes());
                                continue;
                            }
                        case 23: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.exportsHash = value;
                                else
                                    delete message.exportsHash;
                                continue;
                            }
                        case 24: {
                                if (wireType !== 2)
                                    break;
                                message.build = $root.prost.package_.v1.Build.decode(reader, reader.size(), $undefined, _depth + 1, message.build);
                                continue;
                            }
                        case 25: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.minRuntime = value;
                                else
                                    delete message.minRuntime;
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
                 * Creates a Manifest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Manifest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Manifest} Manifest
                 */
                Manifest.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Manifest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Manifest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Manifest();
                    if (object.format != null)
                        if ($Number(object.format) !== 0)
                            message.format = object.format >>> 0;
                    if (object.rootId != null)
                        if (object.rootId.length)
                            if (typeof object.rootId === "string")
                                $util.base64.decode(object.rootId, message.rootId = $util.newBuffer($util.base64.length(object.rootId)), 0);
                            else if (object.rootId.length >= 0)
                                message.rootId = object.rootId;
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
                    if (object.codeHash != null)
                        if (object.codeHash.length)
                            if (typeof object.codeHash === "string")
                                $util.base64.decode(object.codeHash, message.codeHash = $util.newBuffer($util.base64.length(object.codeHash)), 0);
                            else if (object.codeHash.length >= 0)
                                message.codeHash = object.codeHash;
                    if (object.codeBytes != null)
                        if ($Number(object.codeBytes) !== 0)
                            message.codeBytes = object.codeBytes >>> 0;
                    if (object.chunkBytes != null)
                        if ($Number(object.chunkBytes) !== 0)
                            message.chunkBytes = object.chunkBytes >>> 0;
                    if (object.chunkHashes) {
                        if (!$Array.isArray(object.chunkHashes))
                            throw $TypeError(".prost.package.v1.Manifest.chunkHashes: array expected");
                        message.chunkHashes = $Array(object.chunkHashes.length);
                        for (let i = 0; i < object.chunkHashes.length; ++i)
                            if (typeof object.chunkHashes[i] === "string")
                                $util.base64.decode(object.chunkHashes[i], message.chunkHashes[i] = $util.newBuffer($util.base64.length(object.chunkHashes[i])), 0);
                            else if (object.chunkHashes[i].length >= 0)
                                message.chunkHashes[i] = object.chunkHashes[i];
                    }
                    if (object.abiVersion != null)
                        if ($Number(object.abiVersion) !== 0)
                            message.abiVersion = object.abiVersion >>> 0;
                    if (object.capabilities) {
                        if (!$Array.isArray(object.capabilities))
                            throw $TypeError(".prost.package.v1.Manifest.capabilities: array expected");
                        message.capabilities = $Array(object.capabilities.length);
                        for (let i = 0; i < object.capabilities.length; ++i)
                            message.capabilities[i] = $String(object.capabilities[i]);
                    }
                    if (object.limits != null) {
                        if (!$util.isObject(object.limits))
                            throw $TypeError(".prost.package.v1.Manifest.limits: object expected");
                        message.limits = $root.prost.package_.v1.Limits.fromObject(object.limits, _depth + 1);
                    }
                    if (object.notBeforeMs != null)
                        if (typeof object.notBeforeMs === "object" ? object.notBeforeMs.low || object.notBeforeMs.high : $Number(object.notBeforeMs) !== 0)
                            if ($util.Long)
                                message.notBeforeMs = $util.Long.fromValue(object.notBeforeMs, true);
                            else if (typeof object.notBeforeMs === "string")
                                message.notBeforeMs = $parseInt(object.notBeforeMs, 10);
                            else if (typeof object.notBeforeMs === "number")
                                message.notBeforeMs = object.notBeforeMs;
                            else if (typeof object.notBeforeMs === "object")
                                message.notBeforeMs = new $util.LongBits(object.notBeforeMs.low >>> 0, object.notBeforeMs.high >>> 0).toNumber(true);
                    if (object.label != null)
                        if (typeof object.label !== "string" || object.label.length)
                            message.label = $String(object.label);
                    if (object.expiresMs != null)
                        if (typeof object.expiresMs === "object" ? object.expiresMs.low || object.expiresMs.high : $Number(object.expiresMs) !== 0)
                            if ($util.Long)
                                message.expiresMs = $util.Long.fromValue(object.expiresMs, true);
                            else if (typeof object.expiresMs === "string")
                                message.expiresMs = $parseInt(object.expiresMs, 10);
                            else if (typeof object.expiresMs === "number")
                                message.expiresMs = object.expiresMs;
                            else if (typeof object.expiresMs === "object")
                                message.expiresMs = new $util.LongBits(object.expiresMs.low >>> 0, object.expiresMs.high >>> 0).toNumber(true);
                    if (object.previousHash != null)
                        if (object.previousHash.length)
                            if (typeof object.previousHash === "string")
                                $util.base64.decode(object.previousHash, message.previousHash = $util.newBuffer($util.base64.length(object.previousHash)), 0);
                            else if (object.previousHash.length >= 0)
                                message.previousHash = object.previousHash;
                    if (object.merkleRoot != null)
                        if (object.merkleRoot.length)
                            if (typeof object.merkleRoot === "string")
                                $util.base64.decode(object.merkleRoot, message.merkleRoot = $util.newBuffer($util.base64.length(object.merkleRoot)), 0);
                            else if (object.merkleRoot.length >= 0)
                                message.merkleRoot = object.merkleRoot;
                    if (object.sectionHash != null)
                        if (object.sectionHash.length)
                            if (typeof object.sectionHash === "string")
                                $util.base64.decode(object.sectionHash, message.sectionHash = $util.newBuffer($util.base64.length(object.sectionHash)), 0);
                            else if (object.sectionHash.length >= 0)
                                message.sectionHash = object.sectionHash;
                    if (object.abiMinor != null)
                        if ($Number(object.abiMinor) !== 0)
                            message.abiMinor = object.abiMinor >>> 0;
                    if (object.gateProfile != null)
                        if (typeof object.gateProfile !== "string" || object.gateProfile.length)
                            message.gateProfile = $String(object.gateProfile);
                    if (object.meteringSchedule != null)
                        if ($Number(object.meteringSchedule) !== 0)
                            message.meteringSchedule = object.meteringSchedule >>> 0;
                    if (object.storageSchema != null)
                        if ($Number(object.storageSchema) !== 0)
                            message.storageSchema = object.storageSchema >>> 0;
                    if (object.delegationHashes) {
                        if (!$Array.isArray(object.delegationHashes))
                            throw $TypeError(".prost.package.v1.Manifest.delegationHashes: array expected");
                        message.delegationHashes = $Array(object.delegationHashes.length);
                        for (let i = 0; i < object.delegationHashes.length; ++i)
                            if (typeof object.delegationHashes[i] === "string")
                                $util.base64.decode(object.delegationHashes[i], message.delegationHashes[i] = $util.newBuffer($util.base64.length(object.delegationHashes[i])), 0);
                            else if (object.delegationHashes[i].length >= 0)
                                message.delegationHashes[i] = object.delegationHashes[i];
                    }
                    if (object.exportsHash != null)
                        if (object.exportsHash.length)
                            if (typeof object.exportsHash === "string")
                                $util.base64.decode(object.exportsHash, message.exportsHash = $util.newBuffer($util.base64.length(object.exportsHash)), 0);
                            else if (object.exportsHash.length >= 0)
                                message.exportsHash = object.exportsHash;
                    if (object.build != null) {
                        if (!$util.isObject(object.build))
                            throw $TypeError(".prost.package.v1.Manifest.build: object expected");
                        message.build = $root.prost.package_.v1.Build.fromObject(object.build, _depth + 1);
                    }
                    if (object.minRuntime != null)
                        if (typeof object.minRuntime !== "string" || object.minRuntime.length)
                            message.minRuntime = $String(object.minRuntime);
                    return message;
                };

                /**
                 * Creates a plain object from a Manifest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Manifest
                 * @static
                 * @param {prost.package_.v1.Manifest} message Manifest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Manifest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults) {
                        object.chunkHashes = [];
                        object.capabilities = [];
                        object.delegationHashes = [];
                    }
                    if (options.defaults) {
                        object.format = 0;
                        if (options.bytes === $String)
                            object.rootId = "";
                        else {
                            object.rootId = [];
                            if (options.bytes !== $Array)
                                object.rootId = $util.newBuffer(object.rootId);
                        }
                        object.name = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if (options.bytes === $String)
                            object.codeHash = "";
                        else {
                            object.codeHash = [];
                            if (options.bytes !== $Array)
                                object.codeHash = $util.newBuffer(object.codeHash);
                        }
                        object.codeBytes = 0;
                        object.chunkBytes = 0;
                        object.abiVersion = 0;
                        object.limits = null;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.notBeforeMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.notBeforeMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.label = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.expiresMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.expiresMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if (options.bytes === $String)
                            object.previousHash = "";
                        else {
                            object.previousHash = [];
                            if (options.bytes !== $Array)
                                object.previousHash = $util.newBuffer(object.previousHash);
                        }
                        if (options.bytes === $String)
                            object.merkleRoot = "";
                        else {
                            object.merkleRoot = [];
                            if (options.bytes !== $Array)
                                object.merkleRoot = $util.newBuffer(object.merkleRoot);
                        }
                        if (options.bytes === $String)
                            object.sectionHash = "";
                        else {
                            object.sectionHash = [];
                            if (options.bytes !== $Array)
                                object.sectionHash = $util.newBuffer(object.sectionHash);
                        }
                        object.abiMinor = 0;
                        object.gateProfile = "";
                        object.meteringSchedule = 0;
                        object.storageSchema = 0;
                        if (options.bytes === $String)
                            object.exportsHash = "";
                        else {
                            object.exportsHash = [];
                            if (options.bytes !== $Array)
                                object.exportsHash = $util.newBuffer(object.exportsHash);
                        }
                        object.build = null;
                        object.minRuntime = "";
                    }
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format"))
                        object.format = message.format;
                    if (message.rootId != null && $Object.hasOwnProperty.call(message, "rootId"))
                        object.rootId = options.bytes === $String ? $util.base64.encode(message.rootId, 0, message.rootId.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.rootId) : message.rootId;
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                        else if (typeof message.version === "number")
                            object.version = options.longs === $String ? $String(message.version) : message.version;
                        else
                            object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                    if (message.codeHash != null && $Object.hasOwnProperty.call(message, "codeHash"))
                        object.codeHash = options.bytes === $String ? $util.base64.encode(message.codeHash, 0, message.codeHash.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.codeHash) : message.codeHash;
                    if (message.codeBytes != null && $Object.hasOwnProperty.call(message, "codeBytes"))
                        object.codeBytes = message.codeBytes;
                    if (message.chunkBytes != null && $Object.hasOwnProperty.call(message, "chunkBytes"))
                        object.chunkBytes = message.chunkBytes;
                    if (message.chunkHashes && message.chunkHashes.length) {
                        object.chunkHashes = $Array(message.chunkHashes.length);
                        for (let j = 0; j < message.chunkHashes.length; ++j)
                            object.chunkHashes[j] = options.bytes === $String ? $util.base64.encode(message.chunkHashes[j], 0, message.chunkHashes[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.chunkHashes[j]) : message.chunkHashes[j];
                    }
                    if (message.abiVersion != null && $Object.hasOwnProperty.call(message, "abiVersion"))
                        object.abiVersion = message.abiVersion;
                    if (message.capabilities && message.capabilities.length) {
                        object.capabilities = $Array(message.capabilities.length);
                        for (let j = 0; j < message.capabilities.length; ++j)
                            object.capabilities[j] = message.capabilities[j];
                    }
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        object.limits = $root.prost.package_.v1.Limits.toObject(message.limits, options, _depth + 1);
                    if (message.notBeforeMs != null && $Object.hasOwnProperty.call(message, "notBeforeMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.notBeforeMs = typeof message.notBeforeMs === "number" ? $BigInt(message.notBeforeMs) : $util.Long.fromBits(message.notBeforeMs.low >>> 0, message.notBeforeMs.high >>> 0, true).toBigInt();
                        else if (typeof message.notBeforeMs === "number")
                            object.notBeforeMs = options.longs === $String ? $String(message.notBeforeMs) : message.notBeforeMs;
                        else
                            object.notBeforeMs = options.longs === $String ? $util.Long.prototype.toString.call(message.notBeforeMs) : options.longs === $Number ? new $util.LongBits(message.notBeforeMs.low >>> 0, message.notBeforeMs.high >>> 0).toNumber(true) : message.notBeforeMs;
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                        object.label = message.label;
                    if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.expiresMs = typeof message.expiresMs === "number" ? $BigInt(message.expiresMs) : $util.Long.fromBits(message.expiresMs.low >>> 0, message.expiresMs.high >>> 0, true).toBigInt();
                        else if (typeof message.expiresMs === "number")
                            object.expiresMs = options.longs === $String ? $String(message.expiresMs) : message.expiresMs;
                        else
                            object.expiresMs = options.longs === $String ? $util.Long.prototype.toString.call(message.expiresMs) : options.longs === $Number ? new $util.LongBits(message.expiresMs.low >>> 0, message.expiresMs.high >>> 0).toNumber(true) : message.expiresMs;
                    if (message.previousHash != null && $Object.hasOwnProperty.call(message, "previousHash"))
                        object.previousHash = options.bytes === $String ? $util.base64.encode(message.previousHash, 0, message.previousHash.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.previousHash) : message.previousHash;
                    if (message.merkleRoot != null && $Object.hasOwnProperty.call(message, "merkleRoot"))
                        object.merkleRoot = options.bytes === $String ? $util.base64.encode(message.merkleRoot, 0, message.merkleRoot.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.merkleRoot) : message.merkleRoot;
                    if (message.sectionHash != null && $Object.hasOwnProperty.call(message, "sectionHash"))
                        object.sectionHash = options.bytes === $String ? $util.base64.encode(message.sectionHash, 0, message.sectionHash.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sectionHash) : message.sectionHash;
                    if (message.abiMinor != null && $Object.hasOwnProperty.call(message, "abiMinor"))
                        object.abiMinor = message.abiMinor;
                    if (message.gateProfile != null && $Object.hasOwnProperty.call(message, "gateProfile"))
                        object.gateProfile = message.gateProfile;
                    if (message.meteringSchedule != null && $Object.hasOwnProperty.call(message, "meteringSchedule"))
                        object.meteringSchedule = message.meteringSchedule;
                    if (message.storageSchema != null && $Object.hasOwnProperty.call(message, "storageSchema"))
                        object.storageSchema = message.storageSchema;
                    if (message.delegationHashes && message.delegationHashes.length) {
                        object.delegationHashes = $Array(message.delegationHashes.length);
                        for (let j = 0; j < message.delegationHashes.length; ++j)
                            object.delegationHashes[j] = options.bytes === $String ? $util.base64.encode(message.delegationHashes[j], 0, message.delegationHashes[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.delegationHashes[j]) : message.delegationHashes[j];
                    }
                    if (message.exportsHash != null && $Object.hasOwnProperty.call(message, "exportsHash"))
                        object.exportsHash = options.bytes === $String ? $util.base64.encode(message.exportsHash, 0, message.exportsHash.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.exportsHash) : message.exportsHash;
                    if (message.build != null && $Object.hasOwnProperty.call(message, "build"))
                        object.build = $root.prost.package_.v1.Build.toObject(message.build, options, _depth + 1);
                    if (message.minRuntime != null && $Object.hasOwnProperty.call(message, "minRuntime"))
                        object.minRuntime = message.minRuntime;
                    return object;
                };

                /**
                 * Converts this Manifest to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Manifest.prototype.toJSON = function() {
                    return Manifest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Manifest;
            })();

            v1.Build = (function() {

                /**
                 * Properties of a Build.
                 * @typedef {Object} prost.package_.v1.Build.$Properties
                 * @property {string|null} [compiler] Build compiler
                 * @property {string|null} [version] Build version
                 * @property {Uint8Array|null} [sourceHash] Build sourceHash
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Build.
                 * @memberof prost.package_.v1
                 * @interface IBuild
                 * @augments prost.package_.v1.Build.$Properties
                 * @deprecated Use prost.package_.v1.Build.$Properties instead.
                 */

                /**
                 * Shape of a Build.
                 * @typedef {prost.package_.v1.Build.$Properties} prost.package_.v1.Build.$Shape
                 */

                /**
                 * Constructs a new Build.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Build.
                 * @constructor
                 * @param {prost.package_.v1.Build.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Build = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Build compiler.
                 * @member {string} compiler
                 * @memberof prost.package_.v1.Build
                 * @instance
                 */
                Build.prototype.compiler = "";

                /**
                 * Build version.
                 * @member {string} version
                 * @memberof prost.package_.v1.Build
                 * @instance
                 */
                Build.prototype.version = "";

                /**
                 * Build sourceHash.
                 * @member {Uint8Array} sourceHash
                 * @memberof prost.package_.v1.Build
                 * @instance
                 */
                Build.prototype.sourceHash = $util.newBuffer([]);

                /**
                 * Creates a new Build instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Build
                 * @static
                 * @param {prost.package_.v1.Build.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Build} Build instance
                 * @type {{
                 *   (properties: prost.package_.v1.Build.$Shape): prost.package_.v1.Build & prost.package_.v1.Build.$Shape;
                 *   (properties?: prost.package_.v1.Build.$Properties): prost.package_.v1.Build;
                 * }}
                 */
                Build.create = function(properties) {
                    return new Build(properties);
                };

                /**
                 * Encodes the specified Build message. Does not implicitly {@link prost.package_.v1.Build.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Build
                 * @static
                 * @param {prost.package_.v1.Build.$Properties} message Build message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Build.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.compiler != null && $Object.hasOwnProperty.call(message, "compiler") && message.compiler !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.compiler);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                    if (message.sourceHash != null && $Object.hasOwnProperty.call(message, "sourceHash") && message.sourceHash.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.sourceHash);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Build message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Build
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Build & prost.package_.v1.Build.$Shape} Build
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Build.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Build();
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
                                    message.compiler = value;
                                else
                                    delete message.compiler;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.sourceHash = value;
                                else
                                    delete message.sourceHash;
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
                 * Creates a Build message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Build
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Build} Build
                 */
                Build.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Build)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Build: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Build();
                    if (object.compiler != null)
                        if (typeof object.compiler !== "string" || object.compiler.length)
                            message.compiler = $String(object.compiler);
                    if (object.version != null)
                        if (typeof object.version !== "string" || object.version.length)
                            message.version = $String(object.version);
                    if (object.sourceHash != null)
                        if (object.sourceHash.length)
                            if (typeof object.sourceHash === "string")
                                $util.base64.decode(object.sourceHash, message.sourceHash = $util.newBuffer($util.base64.length(object.sourceHash)), 0);
                            else if (object.sourceHash.length >= 0)
                                message.sourceHash = object.sourceHash;
                    return message;
                };

                /**
                 * Creates a plain object from a Build message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Build
                 * @static
                 * @param {prost.package_.v1.Build} message Build
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Build.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.compiler = "";
                        object.version = "";
                        if (options.bytes === $String)
                            object.sourceHash = "";
                        else {
                            object.sourceHash = [];
                            if (options.bytes !== $Array)
                                object.sourceHash = $util.newBuffer(object.sourceHash);
                        }
                    }
                    if (message.compiler != null && $Object.hasOwnProperty.call(message, "compiler"))
                        object.compiler = message.compiler;
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                        object.version = message.version;
                    if (message.sourceHash != null && $Object.hasOwnProperty.call(message, "sourceHash"))
                        object.sourceHash = options.bytes === $String ? $util.base64.encode(message.sourceHash, 0, message.sourceHash.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sourceHash) : message.sourceHash;
                    return object;
                };

                /**
                 * Converts this Build to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Build
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Build.prototype.toJSON = function() {
                    return Build.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Build;
            })();

            v1.Limits = (function() {

                /**
                 * Properties of a Limits.
                 * @typedef {Object} prost.package_.v1.Limits.$Properties
                 * @property {number|null} [memoryPages] Limits memoryPages
                 * @property {number|null} [fuelPerEvent] Limits fuelPerEvent
                 * @property {number|null} [storeBytes] Limits storeBytes
                 * @property {number|null} [effectsPerEvent] Limits effectsPerEvent
                 * @property {number|null} [effectBytesPerEvent] Limits effectBytesPerEvent
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Limits.
                 * @memberof prost.package_.v1
                 * @interface ILimits
                 * @augments prost.package_.v1.Limits.$Properties
                 * @deprecated Use prost.package_.v1.Limits.$Properties instead.
                 */

                /**
                 * Shape of a Limits.
                 * @typedef {prost.package_.v1.Limits.$Properties} prost.package_.v1.Limits.$Shape
                 */

                /**
                 * Constructs a new Limits.
                 * @memberof prost.package_.v1
                 * @classdesc Represents a Limits.
                 * @constructor
                 * @param {prost.package_.v1.Limits.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Limits = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Limits memoryPages.
                 * @member {number} memoryPages
                 * @memberof prost.package_.v1.Limits
                 * @instance
                 */
                Limits.prototype.memoryPages = 0;

                /**
                 * Limits fuelPerEvent.
                 * @member {number} fuelPerEvent
                 * @memberof prost.package_.v1.Limits
                 * @instance
                 */
                Limits.prototype.fuelPerEvent = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Limits storeBytes.
                 * @member {number} storeBytes
                 * @memberof prost.package_.v1.Limits
                 * @instance
                 */
                Limits.prototype.storeBytes = 0;

                /**
                 * Limits effectsPerEvent.
                 * @member {number} effectsPerEvent
                 * @memberof prost.package_.v1.Limits
                 * @instance
                 */
                Limits.prototype.effectsPerEvent = 0;

                /**
                 * Limits effectBytesPerEvent.
                 * @member {number} effectBytesPerEvent
                 * @memberof prost.package_.v1.Limits
                 * @instance
                 */
                Limits.prototype.effectBytesPerEvent = 0;

                /**
                 * Creates a new Limits instance using the specified properties.
                 * @function create
                 * @memberof prost.package_.v1.Limits
                 * @static
                 * @param {prost.package_.v1.Limits.$Properties=} [properties] Properties to set
                 * @returns {prost.package_.v1.Limits} Limits instance
                 * @type {{
                 *   (properties: prost.package_.v1.Limits.$Shape): prost.package_.v1.Limits & prost.package_.v1.Limits.$Shape;
                 *   (properties?: prost.package_.v1.Limits.$Properties): prost.package_.v1.Limits;
                 * }}
                 */
                Limits.create = function(properties) {
                    return new Limits(properties);
                };

                /**
                 * Encodes the specified Limits message. Does not implicitly {@link prost.package_.v1.Limits.verify|verify} messages.
                 * @function encode
                 * @memberof prost.package_.v1.Limits
                 * @static
                 * @param {prost.package_.v1.Limits.$Properties} message Limits message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Limits.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.memoryPages != null && $Object.hasOwnProperty.call(message, "memoryPages") && message.memoryPages !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.memoryPages);
                    if (message.fuelPerEvent != null && $Object.hasOwnProperty.call(message, "fuelPerEvent") && (typeof message.fuelPerEvent === "object" ? message.fuelPerEvent.low || message.fuelPerEvent.high : message.fuelPerEvent !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fuelPerEvent);
                    if (message.storeBytes != null && $Object.hasOwnProperty.call(message, "storeBytes") && message.storeBytes !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.storeBytes);
                    if (message.effectsPerEvent != null && $Object.hasOwnProperty.call(message, "effectsPerEvent") && message.effectsPerEvent !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.effectsPerEvent);
                    if (message.effectBytesPerEvent != null && $Object.hasOwnProperty.call(message, "effectBytesPerEvent") && message.effectBytesPerEvent !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.effectBytesPerEvent);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Limits message from the specified reader or buffer.
                 * @function decode
                 * @memberof prost.package_.v1.Limits
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Limits & prost.package_.v1.Limits.$Shape} Limits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Limits.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.prost.package_.v1.Limits();
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
                                    message.memoryPages = value;
                                else
                                    delete message.memoryPages;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.fuelPerEvent = value;
                                else
                                    delete message.fuelPerEvent;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.storeBytes = value;
                                else
                                    delete message.storeBytes;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.effectsPerEvent = value;
                                else
                                    delete message.effectsPerEvent;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.effectBytesPerEvent = value;
                                else
                                    delete message.effectBytesPerEvent;
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
                 * Creates a Limits message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof prost.package_.v1.Limits
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {prost.package_.v1.Limits} Limits
                 */
                Limits.fromObject = function (object, _depth) {
                    if (object instanceof $root.prost.package_.v1.Limits)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prost.package.v1.Limits: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prost.package_.v1.Limits();
                    if (object.memoryPages != null)
                        if ($Number(object.memoryPages) !== 0)
                            message.memoryPages = object.memoryPages >>> 0;
                    if (object.fuelPerEvent != null)
                        if (typeof object.fuelPerEvent === "object" ? object.fuelPerEvent.low || object.fuelPerEvent.high : $Number(object.fuelPerEvent) !== 0)
                            if ($util.Long)
                                message.fuelPerEvent = $util.Long.fromValue(object.fuelPerEvent, true);
                            else if (typeof object.fuelPerEvent === "string")
                                message.fuelPerEvent = $parseInt(object.fuelPerEvent, 10);
                            else if (typeof object.fuelPerEvent === "number")
                                message.fuelPerEvent = object.fuelPerEvent;
                            else if (typeof object.fuelPerEvent === "object")
                                message.fuelPerEvent = new $util.LongBits(object.fuelPerEvent.low >>> 0, object.fuelPerEvent.high >>> 0).toNumber(true);
                    if (object.storeBytes != null)
                        if ($Number(object.storeBytes) !== 0)
                            message.storeBytes = object.storeBytes >>> 0;
                    if (object.effectsPerEvent != null)
                        if ($Number(object.effectsPerEvent) !== 0)
                            message.effectsPerEvent = object.effectsPerEvent >>> 0;
                    if (object.effectBytesPerEvent != null)
                        if ($Number(object.effectBytesPerEvent) !== 0)
                            message.effectBytesPerEvent = object.effectBytesPerEvent >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a Limits message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof prost.package_.v1.Limits
                 * @static
                 * @param {prost.package_.v1.Limits} message Limits
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Limits.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.memoryPages = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.fuelPerEvent = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.fuelPerEvent = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.storeBytes = 0;
                        object.effectsPerEvent = 0;
                        object.effectBytesPerEvent = 0;
                    }
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
                        object.storeBytes = message.storeBytes;
                    if (message.effectsPerEvent != null && $Object.hasOwnProperty.call(message, "effectsPerEvent"))
                        object.effectsPerEvent = message.effectsPerEvent;
                    if (message.effectBytesPerEvent != null && $Object.hasOwnProperty.call(message, "effectBytesPerEvent"))
                        object.effectBytesPerEvent = message.effectBytesPerEvent;
                    return object;
                };

                /**
                 * Converts this Limits to JSON.
                 * @function toJSON
                 * @memberof prost.package_.v1.Limits
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Limits.prototype.toJSON = function() {
                    return Limits.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Limits;
            })();

            return v1;
        })();

        return package_;
    })();

    return prost;
})();

export {
  $root as default
};
