import * as $protobuf from "protobufjs";

/** Namespace prost. */
export namespace prost {

    /** Namespace package. */
    namespace package_ {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of an Envelope.
             * @deprecated Use prost.package_.v1.Envelope.$Properties instead.
             */
            interface IEnvelope extends prost.package_.v1.Envelope.$Properties {
            }

            /** Represents an Envelope. */
            class Envelope {

                /**
                 * Constructs a new Envelope.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Envelope.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Envelope type. */
                type: string;

                /** Envelope payload. */
                payload: Uint8Array;

                /** Envelope signatures. */
                signatures: prost.package_.v1.Signature.$Properties[];

                /**
                 * Creates a new Envelope instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Envelope instance
                 */
                static create(properties: prost.package_.v1.Envelope.$Shape): prost.package_.v1.Envelope & prost.package_.v1.Envelope.$Shape;
                static create(properties?: prost.package_.v1.Envelope.$Properties): prost.package_.v1.Envelope;

                /**
                 * Encodes the specified Envelope message. Does not implicitly {@link prost.package_.v1.Envelope.verify|verify} messages.
                 * @param message Envelope message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Envelope message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Envelope & prost.package_.v1.Envelope.$Shape} Envelope
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Envelope & prost.package_.v1.Envelope.$Shape;

                /**
                 * Creates an Envelope message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Envelope
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Envelope;

                /**
                 * Creates a plain object from an Envelope message. Also converts values to other types if specified.
                 * @param message Envelope
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Envelope, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Envelope to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Envelope {

                /** Properties of an Envelope. */
                interface $Properties {

                    /** Envelope type */
                    type?: (string|null);

                    /** Envelope payload */
                    payload?: (Uint8Array|null);

                    /** Envelope signatures */
                    signatures?: (prost.package_.v1.Signature.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Envelope. */
                type $Shape = prost.package_.v1.Envelope.$Properties;
            }

            /**
             * Properties of a Signature.
             * @deprecated Use prost.package_.v1.Signature.$Properties instead.
             */
            interface ISignature extends prost.package_.v1.Signature.$Properties {
            }

            /** Represents a Signature. */
            class Signature {

                /**
                 * Constructs a new Signature.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Signature.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Signature alg. */
                alg: number;

                /** Signature keyId. */
                keyId: Uint8Array;

                /** Signature signature. */
                signature: Uint8Array;

                /**
                 * Creates a new Signature instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Signature instance
                 */
                static create(properties: prost.package_.v1.Signature.$Shape): prost.package_.v1.Signature & prost.package_.v1.Signature.$Shape;
                static create(properties?: prost.package_.v1.Signature.$Properties): prost.package_.v1.Signature;

                /**
                 * Encodes the specified Signature message. Does not implicitly {@link prost.package_.v1.Signature.verify|verify} messages.
                 * @param message Signature message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Signature.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Signature message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Signature & prost.package_.v1.Signature.$Shape} Signature
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Signature & prost.package_.v1.Signature.$Shape;

                /**
                 * Creates a Signature message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Signature
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Signature;

                /**
                 * Creates a plain object from a Signature message. Also converts values to other types if specified.
                 * @param message Signature
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Signature, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Signature to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Signature {

                /** Properties of a Signature. */
                interface $Properties {

                    /** Signature alg */
                    alg?: (number|null);

                    /** Signature keyId */
                    keyId?: (Uint8Array|null);

                    /** Signature signature */
                    signature?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Signature. */
                type $Shape = prost.package_.v1.Signature.$Properties;
            }

            /**
             * Properties of a Root.
             * @deprecated Use prost.package_.v1.Root.$Properties instead.
             */
            interface IRoot extends prost.package_.v1.Root.$Properties {
            }

            /** Represents a Root. */
            class Root {

                /**
                 * Constructs a new Root.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Root.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Root format. */
                format: number;

                /** Root version. */
                version: number;

                /** Root previousHash. */
                previousHash: Uint8Array;

                /** Root keys. */
                keys: Uint8Array[];

                /** Root root. */
                root?: (prost.package_.v1.Role.$Properties|null);

                /** Root release. */
                release?: (prost.package_.v1.Role.$Properties|null);

                /** Root revoke. */
                revoke?: (prost.package_.v1.Role.$Properties|null);

                /** Root expiresMs. */
                expiresMs: number;

                /**
                 * Creates a new Root instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Root instance
                 */
                static create(properties: prost.package_.v1.Root.$Shape): prost.package_.v1.Root & prost.package_.v1.Root.$Shape;
                static create(properties?: prost.package_.v1.Root.$Properties): prost.package_.v1.Root;

                /**
                 * Encodes the specified Root message. Does not implicitly {@link prost.package_.v1.Root.verify|verify} messages.
                 * @param message Root message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Root.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Root message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Root & prost.package_.v1.Root.$Shape} Root
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Root & prost.package_.v1.Root.$Shape;

                /**
                 * Creates a Root message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Root
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Root;

                /**
                 * Creates a plain object from a Root message. Also converts values to other types if specified.
                 * @param message Root
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Root, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Root to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Root {

                /** Properties of a Root. */
                interface $Properties {

                    /** Root format */
                    format?: (number|null);

                    /** Root version */
                    version?: (number|null);

                    /** Root previousHash */
                    previousHash?: (Uint8Array|null);

                    /** Root keys */
                    keys?: (Uint8Array[]|null);

                    /** Root root */
                    root?: (prost.package_.v1.Role.$Properties|null);

                    /** Root release */
                    release?: (prost.package_.v1.Role.$Properties|null);

                    /** Root revoke */
                    revoke?: (prost.package_.v1.Role.$Properties|null);

                    /** Root expiresMs */
                    expiresMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Root. */
                type $Shape = prost.package_.v1.Root.$Properties;
            }

            /**
             * Properties of a Role.
             * @deprecated Use prost.package_.v1.Role.$Properties instead.
             */
            interface IRole extends prost.package_.v1.Role.$Properties {
            }

            /** Represents a Role. */
            class Role {

                /**
                 * Constructs a new Role.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Role.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Role keyIds. */
                keyIds: Uint8Array[];

                /** Role threshold. */
                threshold: number;

                /**
                 * Creates a new Role instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Role instance
                 */
                static create(properties: prost.package_.v1.Role.$Shape): prost.package_.v1.Role & prost.package_.v1.Role.$Shape;
                static create(properties?: prost.package_.v1.Role.$Properties): prost.package_.v1.Role;

                /**
                 * Encodes the specified Role message. Does not implicitly {@link prost.package_.v1.Role.verify|verify} messages.
                 * @param message Role message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Role.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Role message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Role & prost.package_.v1.Role.$Shape} Role
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Role & prost.package_.v1.Role.$Shape;

                /**
                 * Creates a Role message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Role
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Role;

                /**
                 * Creates a plain object from a Role message. Also converts values to other types if specified.
                 * @param message Role
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Role, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Role to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Role {

                /** Properties of a Role. */
                interface $Properties {

                    /** Role keyIds */
                    keyIds?: (Uint8Array[]|null);

                    /** Role threshold */
                    threshold?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Role. */
                type $Shape = prost.package_.v1.Role.$Properties;
            }

            /**
             * Properties of a Delegation.
             * @deprecated Use prost.package_.v1.Delegation.$Properties instead.
             */
            interface IDelegation extends prost.package_.v1.Delegation.$Properties {
            }

            /** Represents a Delegation. */
            class Delegation {

                /**
                 * Constructs a new Delegation.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Delegation.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Delegation format. */
                format: number;

                /** Delegation rootId. */
                rootId: Uint8Array;

                /** Delegation delegateKey. */
                delegateKey: Uint8Array;

                /** Delegation namePrefix. */
                namePrefix: string;

                /** Delegation capabilities. */
                capabilities: string[];

                /** Delegation mayDelegate. */
                mayDelegate: boolean;

                /** Delegation notBeforeMs. */
                notBeforeMs: number;

                /** Delegation expiresMs. */
                expiresMs: number;

                /** Delegation serial. */
                serial: number;

                /** Delegation limits. */
                limits?: (prost.package_.v1.Limits.$Properties|null);

                /** Delegation versionsPerDay. */
                versionsPerDay: number;

                /**
                 * Creates a new Delegation instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Delegation instance
                 */
                static create(properties: prost.package_.v1.Delegation.$Shape): prost.package_.v1.Delegation & prost.package_.v1.Delegation.$Shape;
                static create(properties?: prost.package_.v1.Delegation.$Properties): prost.package_.v1.Delegation;

                /**
                 * Encodes the specified Delegation message. Does not implicitly {@link prost.package_.v1.Delegation.verify|verify} messages.
                 * @param message Delegation message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Delegation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Delegation message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Delegation & prost.package_.v1.Delegation.$Shape} Delegation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Delegation & prost.package_.v1.Delegation.$Shape;

                /**
                 * Creates a Delegation message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Delegation
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Delegation;

                /**
                 * Creates a plain object from a Delegation message. Also converts values to other types if specified.
                 * @param message Delegation
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Delegation, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Delegation to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Delegation {

                /** Properties of a Delegation. */
                interface $Properties {

                    /** Delegation format */
                    format?: (number|null);

                    /** Delegation rootId */
                    rootId?: (Uint8Array|null);

                    /** Delegation delegateKey */
                    delegateKey?: (Uint8Array|null);

                    /** Delegation namePrefix */
                    namePrefix?: (string|null);

                    /** Delegation capabilities */
                    capabilities?: (string[]|null);

                    /** Delegation mayDelegate */
                    mayDelegate?: (boolean|null);

                    /** Delegation notBeforeMs */
                    notBeforeMs?: (number|null);

                    /** Delegation expiresMs */
                    expiresMs?: (number|null);

                    /** Delegation serial */
                    serial?: (number|null);

                    /** Delegation limits */
                    limits?: (prost.package_.v1.Limits.$Properties|null);

                    /** Delegation versionsPerDay */
                    versionsPerDay?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Delegation. */
                type $Shape = prost.package_.v1.Delegation.$Properties;
            }

            /**
             * Properties of a Revocation.
             * @deprecated Use prost.package_.v1.Revocation.$Properties instead.
             */
            interface IRevocation extends prost.package_.v1.Revocation.$Properties {
            }

            /** Represents a Revocation. */
            class Revocation {

                /**
                 * Constructs a new Revocation.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Revocation.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Revocation format. */
                format: number;

                /** Revocation rootId. */
                rootId: Uint8Array;

                /** Revocation sequence. */
                sequence: number;

                /** Revocation keyIds. */
                keyIds: Uint8Array[];

                /** Revocation codeHashes. */
                codeHashes: Uint8Array[];

                /** Revocation minimumVersions. */
                minimumVersions: prost.package_.v1.MinimumVersion.$Properties[];

                /** Revocation reason. */
                reason: string;

                /** Revocation issuedMs. */
                issuedMs: number;

                /** Revocation keySince. */
                keySince: number[];

                /** Revocation delegationSerials. */
                delegationSerials: number[];

                /**
                 * Creates a new Revocation instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Revocation instance
                 */
                static create(properties: prost.package_.v1.Revocation.$Shape): prost.package_.v1.Revocation & prost.package_.v1.Revocation.$Shape;
                static create(properties?: prost.package_.v1.Revocation.$Properties): prost.package_.v1.Revocation;

                /**
                 * Encodes the specified Revocation message. Does not implicitly {@link prost.package_.v1.Revocation.verify|verify} messages.
                 * @param message Revocation message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Revocation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Revocation message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Revocation & prost.package_.v1.Revocation.$Shape} Revocation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Revocation & prost.package_.v1.Revocation.$Shape;

                /**
                 * Creates a Revocation message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Revocation
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Revocation;

                /**
                 * Creates a plain object from a Revocation message. Also converts values to other types if specified.
                 * @param message Revocation
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Revocation, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Revocation to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Revocation {

                /** Properties of a Revocation. */
                interface $Properties {

                    /** Revocation format */
                    format?: (number|null);

                    /** Revocation rootId */
                    rootId?: (Uint8Array|null);

                    /** Revocation sequence */
                    sequence?: (number|null);

                    /** Revocation keyIds */
                    keyIds?: (Uint8Array[]|null);

                    /** Revocation codeHashes */
                    codeHashes?: (Uint8Array[]|null);

                    /** Revocation minimumVersions */
                    minimumVersions?: (prost.package_.v1.MinimumVersion.$Properties[]|null);

                    /** Revocation reason */
                    reason?: (string|null);

                    /** Revocation issuedMs */
                    issuedMs?: (number|null);

                    /** Revocation keySince */
                    keySince?: (number[]|null);

                    /** Revocation delegationSerials */
                    delegationSerials?: (number[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Revocation. */
                type $Shape = prost.package_.v1.Revocation.$Properties;
            }

            /**
             * Properties of a MinimumVersion.
             * @deprecated Use prost.package_.v1.MinimumVersion.$Properties instead.
             */
            interface IMinimumVersion extends prost.package_.v1.MinimumVersion.$Properties {
            }

            /** Represents a MinimumVersion. */
            class MinimumVersion {

                /**
                 * Constructs a new MinimumVersion.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.MinimumVersion.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MinimumVersion name. */
                name: string;

                /** MinimumVersion version. */
                version: number;

                /**
                 * Creates a new MinimumVersion instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns MinimumVersion instance
                 */
                static create(properties: prost.package_.v1.MinimumVersion.$Shape): prost.package_.v1.MinimumVersion & prost.package_.v1.MinimumVersion.$Shape;
                static create(properties?: prost.package_.v1.MinimumVersion.$Properties): prost.package_.v1.MinimumVersion;

                /**
                 * Encodes the specified MinimumVersion message. Does not implicitly {@link prost.package_.v1.MinimumVersion.verify|verify} messages.
                 * @param message MinimumVersion message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.MinimumVersion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MinimumVersion message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.MinimumVersion & prost.package_.v1.MinimumVersion.$Shape} MinimumVersion
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.MinimumVersion & prost.package_.v1.MinimumVersion.$Shape;

                /**
                 * Creates a MinimumVersion message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns MinimumVersion
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.MinimumVersion;

                /**
                 * Creates a plain object from a MinimumVersion message. Also converts values to other types if specified.
                 * @param message MinimumVersion
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.MinimumVersion, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this MinimumVersion to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace MinimumVersion {

                /** Properties of a MinimumVersion. */
                interface $Properties {

                    /** MinimumVersion name */
                    name?: (string|null);

                    /** MinimumVersion version */
                    version?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MinimumVersion. */
                type $Shape = prost.package_.v1.MinimumVersion.$Properties;
            }

            /**
             * Properties of a Pointer.
             * @deprecated Use prost.package_.v1.Pointer.$Properties instead.
             */
            interface IPointer extends prost.package_.v1.Pointer.$Properties {
            }

            /** Represents a Pointer. */
            class Pointer {

                /**
                 * Constructs a new Pointer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Pointer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Pointer format. */
                format: number;

                /** Pointer rootId. */
                rootId: Uint8Array;

                /** Pointer name. */
                name: string;

                /** Pointer version. */
                version: number;

                /** Pointer manifestHash. */
                manifestHash: Uint8Array;

                /** Pointer issuedMs. */
                issuedMs: number;

                /** Pointer expiresMs. */
                expiresMs: number;

                /**
                 * Creates a new Pointer instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Pointer instance
                 */
                static create(properties: prost.package_.v1.Pointer.$Shape): prost.package_.v1.Pointer & prost.package_.v1.Pointer.$Shape;
                static create(properties?: prost.package_.v1.Pointer.$Properties): prost.package_.v1.Pointer;

                /**
                 * Encodes the specified Pointer message. Does not implicitly {@link prost.package_.v1.Pointer.verify|verify} messages.
                 * @param message Pointer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Pointer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Pointer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Pointer & prost.package_.v1.Pointer.$Shape} Pointer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Pointer & prost.package_.v1.Pointer.$Shape;

                /**
                 * Creates a Pointer message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Pointer
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Pointer;

                /**
                 * Creates a plain object from a Pointer message. Also converts values to other types if specified.
                 * @param message Pointer
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Pointer, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Pointer to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Pointer {

                /** Properties of a Pointer. */
                interface $Properties {

                    /** Pointer format */
                    format?: (number|null);

                    /** Pointer rootId */
                    rootId?: (Uint8Array|null);

                    /** Pointer name */
                    name?: (string|null);

                    /** Pointer version */
                    version?: (number|null);

                    /** Pointer manifestHash */
                    manifestHash?: (Uint8Array|null);

                    /** Pointer issuedMs */
                    issuedMs?: (number|null);

                    /** Pointer expiresMs */
                    expiresMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Pointer. */
                type $Shape = prost.package_.v1.Pointer.$Properties;
            }

            /**
             * Properties of a Publication.
             * @deprecated Use prost.package_.v1.Publication.$Properties instead.
             */
            interface IPublication extends prost.package_.v1.Publication.$Properties {
            }

            /** Represents a Publication. */
            class Publication {

                /**
                 * Constructs a new Publication.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Publication.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Publication pointer. */
                pointer: Uint8Array;

                /** Publication manifest. */
                manifest: Uint8Array;

                /** Publication roots. */
                roots: Uint8Array[];

                /** Publication delegations. */
                delegations: Uint8Array[];

                /**
                 * Creates a new Publication instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Publication instance
                 */
                static create(properties: prost.package_.v1.Publication.$Shape): prost.package_.v1.Publication & prost.package_.v1.Publication.$Shape;
                static create(properties?: prost.package_.v1.Publication.$Properties): prost.package_.v1.Publication;

                /**
                 * Encodes the specified Publication message. Does not implicitly {@link prost.package_.v1.Publication.verify|verify} messages.
                 * @param message Publication message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Publication.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Publication message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Publication & prost.package_.v1.Publication.$Shape} Publication
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Publication & prost.package_.v1.Publication.$Shape;

                /**
                 * Creates a Publication message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Publication
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Publication;

                /**
                 * Creates a plain object from a Publication message. Also converts values to other types if specified.
                 * @param message Publication
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Publication, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Publication to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Publication {

                /** Properties of a Publication. */
                interface $Properties {

                    /** Publication pointer */
                    pointer?: (Uint8Array|null);

                    /** Publication manifest */
                    manifest?: (Uint8Array|null);

                    /** Publication roots */
                    roots?: (Uint8Array[]|null);

                    /** Publication delegations */
                    delegations?: (Uint8Array[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Publication. */
                type $Shape = prost.package_.v1.Publication.$Properties;
            }

            /**
             * Properties of a Withdrawal.
             * @deprecated Use prost.package_.v1.Withdrawal.$Properties instead.
             */
            interface IWithdrawal extends prost.package_.v1.Withdrawal.$Properties {
            }

            /** Represents a Withdrawal. */
            class Withdrawal {

                /**
                 * Constructs a new Withdrawal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Withdrawal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Withdrawal revocation. */
                revocation: Uint8Array;

                /** Withdrawal roots. */
                roots: Uint8Array[];

                /**
                 * Creates a new Withdrawal instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Withdrawal instance
                 */
                static create(properties: prost.package_.v1.Withdrawal.$Shape): prost.package_.v1.Withdrawal & prost.package_.v1.Withdrawal.$Shape;
                static create(properties?: prost.package_.v1.Withdrawal.$Properties): prost.package_.v1.Withdrawal;

                /**
                 * Encodes the specified Withdrawal message. Does not implicitly {@link prost.package_.v1.Withdrawal.verify|verify} messages.
                 * @param message Withdrawal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Withdrawal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Withdrawal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Withdrawal & prost.package_.v1.Withdrawal.$Shape} Withdrawal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Withdrawal & prost.package_.v1.Withdrawal.$Shape;

                /**
                 * Creates a Withdrawal message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Withdrawal
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Withdrawal;

                /**
                 * Creates a plain object from a Withdrawal message. Also converts values to other types if specified.
                 * @param message Withdrawal
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Withdrawal, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Withdrawal to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Withdrawal {

                /** Properties of a Withdrawal. */
                interface $Properties {

                    /** Withdrawal revocation */
                    revocation?: (Uint8Array|null);

                    /** Withdrawal roots */
                    roots?: (Uint8Array[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Withdrawal. */
                type $Shape = prost.package_.v1.Withdrawal.$Properties;
            }

            /**
             * Properties of a Standing.
             * @deprecated Use prost.package_.v1.Standing.$Properties instead.
             */
            interface IStanding extends prost.package_.v1.Standing.$Properties {
            }

            /** Represents a Standing. */
            class Standing {

                /**
                 * Constructs a new Standing.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Standing.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Standing network. */
                network: string;

                /** Standing roots. */
                roots: Uint8Array[];

                /** Standing delegations. */
                delegations: Uint8Array[];

                /** Standing manifest. */
                manifest: Uint8Array;

                /** Standing pointer. */
                pointer: Uint8Array;

                /** Standing revocation. */
                revocation: Uint8Array;

                /**
                 * Creates a new Standing instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Standing instance
                 */
                static create(properties: prost.package_.v1.Standing.$Shape): prost.package_.v1.Standing & prost.package_.v1.Standing.$Shape;
                static create(properties?: prost.package_.v1.Standing.$Properties): prost.package_.v1.Standing;

                /**
                 * Encodes the specified Standing message. Does not implicitly {@link prost.package_.v1.Standing.verify|verify} messages.
                 * @param message Standing message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Standing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Standing message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Standing & prost.package_.v1.Standing.$Shape} Standing
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Standing & prost.package_.v1.Standing.$Shape;

                /**
                 * Creates a Standing message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Standing
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Standing;

                /**
                 * Creates a plain object from a Standing message. Also converts values to other types if specified.
                 * @param message Standing
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Standing, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Standing to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Standing {

                /** Properties of a Standing. */
                interface $Properties {

                    /** Standing network */
                    network?: (string|null);

                    /** Standing roots */
                    roots?: (Uint8Array[]|null);

                    /** Standing delegations */
                    delegations?: (Uint8Array[]|null);

                    /** Standing manifest */
                    manifest?: (Uint8Array|null);

                    /** Standing pointer */
                    pointer?: (Uint8Array|null);

                    /** Standing revocation */
                    revocation?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Standing. */
                type $Shape = prost.package_.v1.Standing.$Properties;
            }

            /**
             * Properties of a Manifest.
             * @deprecated Use prost.package_.v1.Manifest.$Properties instead.
             */
            interface IManifest extends prost.package_.v1.Manifest.$Properties {
            }

            /** Represents a Manifest. */
            class Manifest {

                /**
                 * Constructs a new Manifest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Manifest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Manifest format. */
                format: number;

                /** Manifest rootId. */
                rootId: Uint8Array;

                /** Manifest name. */
                name: string;

                /** Manifest version. */
                version: number;

                /** Manifest codeHash. */
                codeHash: Uint8Array;

                /** Manifest codeBytes. */
                codeBytes: number;

                /** Manifest chunkBytes. */
                chunkBytes: number;

                /** Manifest chunkHashes. */
                chunkHashes: Uint8Array[];

                /** Manifest abiVersion. */
                abiVersion: number;

                /** Manifest capabilities. */
                capabilities: string[];

                /** Manifest limits. */
                limits?: (prost.package_.v1.Limits.$Properties|null);

                /** Manifest notBeforeMs. */
                notBeforeMs: number;

                /** Manifest label. */
                label: string;

                /** Manifest expiresMs. */
                expiresMs: number;

                /** Manifest previousHash. */
                previousHash: Uint8Array;

                /** Manifest merkleRoot. */
                merkleRoot: Uint8Array;

                /** Manifest sectionHash. */
                sectionHash: Uint8Array;

                /** Manifest abiMinor. */
                abiMinor: number;

                /** Manifest gateProfile. */
                gateProfile: string;

                /** Manifest meteringSchedule. */
                meteringSchedule: number;

                /** Manifest storageSchema. */
                storageSchema: number;

                /** Manifest delegationHashes. */
                delegationHashes: Uint8Array[];

                /** Manifest exportsHash. */
                exportsHash: Uint8Array;

                /** Manifest build. */
                build?: (prost.package_.v1.Build.$Properties|null);

                /** Manifest minRuntime. */
                minRuntime: string;

                /**
                 * Creates a new Manifest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Manifest instance
                 */
                static create(properties: prost.package_.v1.Manifest.$Shape): prost.package_.v1.Manifest & prost.package_.v1.Manifest.$Shape;
                static create(properties?: prost.package_.v1.Manifest.$Properties): prost.package_.v1.Manifest;

                /**
                 * Encodes the specified Manifest message. Does not implicitly {@link prost.package_.v1.Manifest.verify|verify} messages.
                 * @param message Manifest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Manifest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Manifest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Manifest & prost.package_.v1.Manifest.$Shape} Manifest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Manifest & prost.package_.v1.Manifest.$Shape;

                /**
                 * Creates a Manifest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Manifest
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Manifest;

                /**
                 * Creates a plain object from a Manifest message. Also converts values to other types if specified.
                 * @param message Manifest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Manifest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Manifest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Manifest {

                /** Properties of a Manifest. */
                interface $Properties {

                    /** Manifest format */
                    format?: (number|null);

                    /** Manifest rootId */
                    rootId?: (Uint8Array|null);

                    /** Manifest name */
                    name?: (string|null);

                    /** Manifest version */
                    version?: (number|null);

                    /** Manifest codeHash */
                    codeHash?: (Uint8Array|null);

                    /** Manifest codeBytes */
                    codeBytes?: (number|null);

                    /** Manifest chunkBytes */
                    chunkBytes?: (number|null);

                    /** Manifest chunkHashes */
                    chunkHashes?: (Uint8Array[]|null);

                    /** Manifest abiVersion */
                    abiVersion?: (number|null);

                    /** Manifest capabilities */
                    capabilities?: (string[]|null);

                    /** Manifest limits */
                    limits?: (prost.package_.v1.Limits.$Properties|null);

                    /** Manifest notBeforeMs */
                    notBeforeMs?: (number|null);

                    /** Manifest label */
                    label?: (string|null);

                    /** Manifest expiresMs */
                    expiresMs?: (number|null);

                    /** Manifest previousHash */
                    previousHash?: (Uint8Array|null);

                    /** Manifest merkleRoot */
                    merkleRoot?: (Uint8Array|null);

                    /** Manifest sectionHash */
                    sectionHash?: (Uint8Array|null);

                    /** Manifest abiMinor */
                    abiMinor?: (number|null);

                    /** Manifest gateProfile */
                    gateProfile?: (string|null);

                    /** Manifest meteringSchedule */
                    meteringSchedule?: (number|null);

                    /** Manifest storageSchema */
                    storageSchema?: (number|null);

                    /** Manifest delegationHashes */
                    delegationHashes?: (Uint8Array[]|null);

                    /** Manifest exportsHash */
                    exportsHash?: (Uint8Array|null);

                    /** Manifest build */
                    build?: (prost.package_.v1.Build.$Properties|null);

                    /** Manifest minRuntime */
                    minRuntime?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Manifest. */
                type $Shape = prost.package_.v1.Manifest.$Properties;
            }

            /**
             * Properties of a Build.
             * @deprecated Use prost.package_.v1.Build.$Properties instead.
             */
            interface IBuild extends prost.package_.v1.Build.$Properties {
            }

            /** Represents a Build. */
            class Build {

                /**
                 * Constructs a new Build.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Build.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Build compiler. */
                compiler: string;

                /** Build version. */
                version: string;

                /** Build sourceHash. */
                sourceHash: Uint8Array;

                /**
                 * Creates a new Build instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Build instance
                 */
                static create(properties: prost.package_.v1.Build.$Shape): prost.package_.v1.Build & prost.package_.v1.Build.$Shape;
                static create(properties?: prost.package_.v1.Build.$Properties): prost.package_.v1.Build;

                /**
                 * Encodes the specified Build message. Does not implicitly {@link prost.package_.v1.Build.verify|verify} messages.
                 * @param message Build message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Build.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Build message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Build & prost.package_.v1.Build.$Shape} Build
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Build & prost.package_.v1.Build.$Shape;

                /**
                 * Creates a Build message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Build
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Build;

                /**
                 * Creates a plain object from a Build message. Also converts values to other types if specified.
                 * @param message Build
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Build, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Build to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Build {

                /** Properties of a Build. */
                interface $Properties {

                    /** Build compiler */
                    compiler?: (string|null);

                    /** Build version */
                    version?: (string|null);

                    /** Build sourceHash */
                    sourceHash?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Build. */
                type $Shape = prost.package_.v1.Build.$Properties;
            }

            /**
             * Properties of a Limits.
             * @deprecated Use prost.package_.v1.Limits.$Properties instead.
             */
            interface ILimits extends prost.package_.v1.Limits.$Properties {
            }

            /** Represents a Limits. */
            class Limits {

                /**
                 * Constructs a new Limits.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.package_.v1.Limits.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Limits memoryPages. */
                memoryPages: number;

                /** Limits fuelPerEvent. */
                fuelPerEvent: number;

                /** Limits storeBytes. */
                storeBytes: number;

                /** Limits effectsPerEvent. */
                effectsPerEvent: number;

                /** Limits effectBytesPerEvent. */
                effectBytesPerEvent: number;

                /**
                 * Creates a new Limits instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Limits instance
                 */
                static create(properties: prost.package_.v1.Limits.$Shape): prost.package_.v1.Limits & prost.package_.v1.Limits.$Shape;
                static create(properties?: prost.package_.v1.Limits.$Properties): prost.package_.v1.Limits;

                /**
                 * Encodes the specified Limits message. Does not implicitly {@link prost.package_.v1.Limits.verify|verify} messages.
                 * @param message Limits message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.package_.v1.Limits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Limits message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.package_.v1.Limits & prost.package_.v1.Limits.$Shape} Limits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.package_.v1.Limits & prost.package_.v1.Limits.$Shape;

                /**
                 * Creates a Limits message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Limits
                 */
                static fromObject(object: { [k: string]: any }): prost.package_.v1.Limits;

                /**
                 * Creates a plain object from a Limits message. Also converts values to other types if specified.
                 * @param message Limits
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.package_.v1.Limits, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Limits to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Limits {

                /** Properties of a Limits. */
                interface $Properties {

                    /** Limits memoryPages */
                    memoryPages?: (number|null);

                    /** Limits fuelPerEvent */
                    fuelPerEvent?: (number|null);

                    /** Limits storeBytes */
                    storeBytes?: (number|null);

                    /** Limits effectsPerEvent */
                    effectsPerEvent?: (number|null);

                    /** Limits effectBytesPerEvent */
                    effectBytesPerEvent?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Limits. */
                type $Shape = prost.package_.v1.Limits.$Properties;
            }
        }
    }
}
