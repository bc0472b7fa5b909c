/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

$protobuf.util.Long = null;
$protobuf.configure();

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $String = $util.global.String, $Array = $util.global.Array, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt;

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
                 * @property {Uint8Array|null} [publicKey] Envelope publicKey
                 * @property {Uint8Array|null} [signature] Envelope signature
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
                 * Envelope publicKey.
                 * @member {Uint8Array} publicKey
                 * @memberof prost.package_.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.publicKey = $util.newBuffer([]);

                /**
                 * Envelope signature.
                 * @member {Uint8Array} signature
                 * @memberof prost.package_.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.signature = $util.newBuffer([]);

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
                    if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.publicKey);
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.signature);
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
                                if ((value = reader.bytes()).length)
                                    message.publicKey = value;
                                else
                                    delete message.publicKey;
                                continue;
                            }
                        case 4: {
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
                    if (object.publicKey != null)
                        if (object.publicKey.length)
                            if (typeof object.publicKey === "string")
                                $util.base64.decode(object.publicKey, message.publicKey = $util.newBuffer($util.base64.length(object.publicKey)), 0);
                            else if (object.publicKey.length >= 0)
                                message.publicKey = object.publicKey;
                    if (object.signature != null)
                        if (object.signature.length)
                            if (typeof object.signature === "string")
                                $util.base64.decode(object.signature, message.signature = $util.newBuffer($util.base64.length(object.signature)), 0);
                            else if (object.signature.length >= 0)
                                message.signature = object.signature;
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
                    if (options.defaults) {
                        object.type = "";
                        if (options.bytes === $String)
                            object.payload = "";
                        else {
                            object.payload = [];
                            if (options.bytes !== $Array)
                                object.payload = $util.newBuffer(object.payload);
                        }
                        if (options.bytes === $String)
                            object.publicKey = "";
                        else {
                            object.publicKey = [];
                            if (options.bytes !== $Array)
                                object.publicKey = $util.newBuffer(object.publicKey);
                        }
                        if (options.bytes === $String)
                            object.signature = "";
                        else {
                            object.signature = [];
                            if (options.bytes !== $Array)
                                object.signature = $util.newBuffer(object.signature);
                        }
                    }
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                        object.type = message.type;
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                    if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey"))
                        object.publicKey = options.bytes === $String ? $util.base64.encode(message.publicKey, 0, message.publicKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.publicKey) : message.publicKey;
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature"))
                        object.signature = options.bytes === $String ? $util.base64.encode(message.signature, 0, message.signature.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.signature) : message.signature;
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

            v1.Manifest = (function() {

                /**
                 * Properties of a Manifest.
                 * @typedef {Object} prost.package_.v1.Manifest.$Properties
                 * @property {number|null} [format] Manifest format
                 * @property {Uint8Array|null} [publisherKey] Manifest publisherKey
                 * @property {string|null} [name] Manifest name
                 * @property {number|null} [version] Manifest version
                 * @property {Uint8Array|null} [codeHash] Manifest codeHash
                 * @property {number|null} [codeBytes] Manifest codeBytes
                 * @property {number|null} [chunkBytes] Manifest chunkBytes
                 * @property {Array.<Uint8Array>|null} [chunkHashes] Manifest chunkHashes
                 * @property {number|null} [abiVersion] Manifest abiVersion
                 * @property {Array.<string>|null} [capabilities] Manifest capabilities
                 * @property {prost.package_.v1.Limits.$Properties|null} [limits] Manifest limits
                 * @property {number|null} [createdMs] Manifest createdMs
                 * @property {string|null} [label] Manifest label
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
                 * Manifest publisherKey.
                 * @member {Uint8Array} publisherKey
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.publisherKey = $util.newBuffer([]);

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
                 * Manifest createdMs.
                 * @member {number} createdMs
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.createdMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Manifest label.
                 * @member {string} label
                 * @memberof prost.package_.v1.Manifest
                 * @instance
                 */
                Manifest.prototype.label = "";

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
                    if (message.publisherKey != null && $Object.hasOwnProperty.call(message, "publisherKey") && message.publisherKey.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.publisherKey);
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
                    if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs") && (typeof message.createdMs === "object" ? message.createdMs.low || message.createdMs.high : message.createdMs !== 0))
                        writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.createdMs);
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                        writer.uint32(/* id 13, wireType 2 =*/106).string(message.label);
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
                                    message.publisherKey = value;
                                else
                                    delete message.publisherKey;
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
                                    message.createdMs = value;
                                else
                                    delete message.createdMs;
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
                    if (object.publisherKey != null)
                        if (object.publisherKey.length)
                            if (typeof object.publisherKey === "string")
                                $util.base64.decode(object.publisherKey, message.publisherKey = $util.newBuffer($util.base64.length(object.publisherKey)), 0);
                            else if (object.publisherKey.length >= 0)
                                message.publisherKey = object.publisherKey;
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
                    if (object.createdMs != null)
                        if (typeof object.createdMs === "object" ? object.createdMs.low || object.createdMs.high : $Number(object.createdMs) !== 0)
                            if ($util.Long)
                                message.createdMs = $util.Long.fromValue(object.createdMs, true);
                            else if (typeof object.createdMs === "string")
                                message.createdMs = $parseInt(object.createdMs, 10);
                            else if (typeof object.createdMs === "number")
                                message.createdMs = object.createdMs;
                            else if (typeof object.createdMs === "object")
                                message.createdMs = new $util.LongBits(object.createdMs.low >>> 0, object.createdMs.high >>> 0).toNumber(true);
                    if (object.label != null)
                        if (typeof object.label !== "string" || object.label.length)
                            message.label = $String(object.label);
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
                    }
                    if (options.defaults) {
                        object.format = 0;
                        if (options.bytes === $String)
                            object.publisherKey = "";
                        else {
                            object.publisherKey = [];
                            if (options.bytes !== $Array)
                                object.publisherKey = $util.newBuffer(object.publisherKey);
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
                            object.createdMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.createdMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.label = "";
                    }
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format"))
                        object.format = message.format;
                    if (message.publisherKey != null && $Object.hasOwnProperty.call(message, "publisherKey"))
                        object.publisherKey = options.bytes === $String ? $util.base64.encode(message.publisherKey, 0, message.publisherKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.publisherKey) : message.publisherKey;
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
                    if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.createdMs = typeof message.createdMs === "number" ? $BigInt(message.createdMs) : $util.Long.fromBits(message.createdMs.low >>> 0, message.createdMs.high >>> 0, true).toBigInt();
                        else if (typeof message.createdMs === "number")
                            object.createdMs = options.longs === $String ? $String(message.createdMs) : message.createdMs;
                        else
                            object.createdMs = options.longs === $String ? $util.Long.prototype.toString.call(message.createdMs) : options.longs === $Number ? new $util.LongBits(message.createdMs.low >>> 0, message.createdMs.high >>> 0).toNumber(true) : message.createdMs;
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                        object.label = message.label;
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
