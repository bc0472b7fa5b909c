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

                /** Envelope publicKey. */
                publicKey: Uint8Array;

                /** Envelope signature. */
                signature: Uint8Array;

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

                    /** Envelope publicKey */
                    publicKey?: (Uint8Array|null);

                    /** Envelope signature */
                    signature?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Envelope. */
                type $Shape = prost.package_.v1.Envelope.$Properties;
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

                /** Manifest publisherKey. */
                publisherKey: Uint8Array;

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

                /** Manifest createdMs. */
                createdMs: number;

                /** Manifest label. */
                label: string;

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

                    /** Manifest publisherKey */
                    publisherKey?: (Uint8Array|null);

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

                    /** Manifest createdMs */
                    createdMs?: (number|null);

                    /** Manifest label */
                    label?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Manifest. */
                type $Shape = prost.package_.v1.Manifest.$Properties;
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
