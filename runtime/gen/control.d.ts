import * as $protobuf from "protobufjs";

/** Namespace prost. */
export namespace prost {

    /** Namespace control. */
    namespace control {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a StatusRequest.
             * @deprecated Use prost.control.v1.StatusRequest.$Properties instead.
             */
            interface IStatusRequest extends prost.control.v1.StatusRequest.$Properties {
            }

            /** Represents a StatusRequest. */
            class StatusRequest {

                /**
                 * Constructs a new StatusRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.StatusRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Creates a new StatusRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StatusRequest instance
                 */
                static create(properties: prost.control.v1.StatusRequest.$Shape): prost.control.v1.StatusRequest & prost.control.v1.StatusRequest.$Shape;
                static create(properties?: prost.control.v1.StatusRequest.$Properties): prost.control.v1.StatusRequest;

                /**
                 * Encodes the specified StatusRequest message. Does not implicitly {@link prost.control.v1.StatusRequest.verify|verify} messages.
                 * @param message StatusRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.StatusRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StatusRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.StatusRequest & prost.control.v1.StatusRequest.$Shape} StatusRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.StatusRequest & prost.control.v1.StatusRequest.$Shape;

                /**
                 * Creates a StatusRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns StatusRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.StatusRequest;

                /**
                 * Creates a plain object from a StatusRequest message. Also converts values to other types if specified.
                 * @param message StatusRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.StatusRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this StatusRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace StatusRequest {

                /** Properties of a StatusRequest. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StatusRequest. */
                type $Shape = prost.control.v1.StatusRequest.$Properties;
            }

            /**
             * Properties of a TraceRequest.
             * @deprecated Use prost.control.v1.TraceRequest.$Properties instead.
             */
            interface ITraceRequest extends prost.control.v1.TraceRequest.$Properties {
            }

            /** Represents a TraceRequest. */
            class TraceRequest {

                /**
                 * Constructs a new TraceRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TraceRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TraceRequest key. */
                key: Uint8Array;

                /** TraceRequest mode. */
                mode: string;

                /** TraceRequest timeoutMs. */
                timeoutMs: number;

                /** TraceRequest rootOnly. */
                rootOnly: boolean;

                /**
                 * Creates a new TraceRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TraceRequest instance
                 */
                static create(properties: prost.control.v1.TraceRequest.$Shape): prost.control.v1.TraceRequest & prost.control.v1.TraceRequest.$Shape;
                static create(properties?: prost.control.v1.TraceRequest.$Properties): prost.control.v1.TraceRequest;

                /**
                 * Encodes the specified TraceRequest message. Does not implicitly {@link prost.control.v1.TraceRequest.verify|verify} messages.
                 * @param message TraceRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TraceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TraceRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TraceRequest & prost.control.v1.TraceRequest.$Shape} TraceRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TraceRequest & prost.control.v1.TraceRequest.$Shape;

                /**
                 * Creates a TraceRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TraceRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TraceRequest;

                /**
                 * Creates a plain object from a TraceRequest message. Also converts values to other types if specified.
                 * @param message TraceRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TraceRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TraceRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TraceRequest {

                /** Properties of a TraceRequest. */
                interface $Properties {

                    /** TraceRequest key */
                    key?: (Uint8Array|null);

                    /** TraceRequest mode */
                    mode?: (string|null);

                    /** TraceRequest timeoutMs */
                    timeoutMs?: (number|null);

                    /** TraceRequest rootOnly */
                    rootOnly?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TraceRequest. */
                type $Shape = prost.control.v1.TraceRequest.$Properties;
            }

            /**
             * Properties of a TraceHop.
             * @deprecated Use prost.control.v1.TraceHop.$Properties instead.
             */
            interface ITraceHop extends prost.control.v1.TraceHop.$Properties {
            }

            /** Represents a TraceHop. */
            class TraceHop {

                /**
                 * Constructs a new TraceHop.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TraceHop.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TraceHop hop. */
                hop: number;

                /** TraceHop nodeId. */
                nodeId: string;

                /** TraceHop address. */
                address: string;

                /** TraceHop delayMs. */
                delayMs: number;

                /** TraceHop isRoot. */
                isRoot: boolean;

                /**
                 * Creates a new TraceHop instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TraceHop instance
                 */
                static create(properties: prost.control.v1.TraceHop.$Shape): prost.control.v1.TraceHop & prost.control.v1.TraceHop.$Shape;
                static create(properties?: prost.control.v1.TraceHop.$Properties): prost.control.v1.TraceHop;

                /**
                 * Encodes the specified TraceHop message. Does not implicitly {@link prost.control.v1.TraceHop.verify|verify} messages.
                 * @param message TraceHop message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TraceHop.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TraceHop message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TraceHop & prost.control.v1.TraceHop.$Shape} TraceHop
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TraceHop & prost.control.v1.TraceHop.$Shape;

                /**
                 * Creates a TraceHop message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TraceHop
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TraceHop;

                /**
                 * Creates a plain object from a TraceHop message. Also converts values to other types if specified.
                 * @param message TraceHop
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TraceHop, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TraceHop to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TraceHop {

                /** Properties of a TraceHop. */
                interface $Properties {

                    /** TraceHop hop */
                    hop?: (number|null);

                    /** TraceHop nodeId */
                    nodeId?: (string|null);

                    /** TraceHop address */
                    address?: (string|null);

                    /** TraceHop delayMs */
                    delayMs?: (number|null);

                    /** TraceHop isRoot */
                    isRoot?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TraceHop. */
                type $Shape = prost.control.v1.TraceHop.$Properties;
            }

            /**
             * Properties of a LeafNode.
             * @deprecated Use prost.control.v1.LeafNode.$Properties instead.
             */
            interface ILeafNode extends prost.control.v1.LeafNode.$Properties {
            }

            /** Represents a LeafNode. */
            class LeafNode {

                /**
                 * Constructs a new LeafNode.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.LeafNode.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LeafNode nodeId. */
                nodeId: string;

                /** LeafNode address. */
                address: string;

                /**
                 * Creates a new LeafNode instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns LeafNode instance
                 */
                static create(properties: prost.control.v1.LeafNode.$Shape): prost.control.v1.LeafNode & prost.control.v1.LeafNode.$Shape;
                static create(properties?: prost.control.v1.LeafNode.$Properties): prost.control.v1.LeafNode;

                /**
                 * Encodes the specified LeafNode message. Does not implicitly {@link prost.control.v1.LeafNode.verify|verify} messages.
                 * @param message LeafNode message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.LeafNode.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LeafNode message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.LeafNode & prost.control.v1.LeafNode.$Shape} LeafNode
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.LeafNode & prost.control.v1.LeafNode.$Shape;

                /**
                 * Creates a LeafNode message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns LeafNode
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.LeafNode;

                /**
                 * Creates a plain object from a LeafNode message. Also converts values to other types if specified.
                 * @param message LeafNode
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.LeafNode, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this LeafNode to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace LeafNode {

                /** Properties of a LeafNode. */
                interface $Properties {

                    /** LeafNode nodeId */
                    nodeId?: (string|null);

                    /** LeafNode address */
                    address?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LeafNode. */
                type $Shape = prost.control.v1.LeafNode.$Properties;
            }

            /**
             * Properties of a KindRate.
             * @deprecated Use prost.control.v1.KindRate.$Properties instead.
             */
            interface IKindRate extends prost.control.v1.KindRate.$Properties {
            }

            /** Represents a KindRate. */
            class KindRate {

                /**
                 * Constructs a new KindRate.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.KindRate.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** KindRate kind. */
                kind: string;

                /** KindRate isUpkeep. */
                isUpkeep: boolean;

                /** KindRate packetsPerSecond. */
                packetsPerSecond: number;

                /** KindRate bytesPerSecond. */
                bytesPerSecond: number;

                /**
                 * Creates a new KindRate instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns KindRate instance
                 */
                static create(properties: prost.control.v1.KindRate.$Shape): prost.control.v1.KindRate & prost.control.v1.KindRate.$Shape;
                static create(properties?: prost.control.v1.KindRate.$Properties): prost.control.v1.KindRate;

                /**
                 * Encodes the specified KindRate message. Does not implicitly {@link prost.control.v1.KindRate.verify|verify} messages.
                 * @param message KindRate message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.KindRate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a KindRate message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.KindRate & prost.control.v1.KindRate.$Shape} KindRate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.KindRate & prost.control.v1.KindRate.$Shape;

                /**
                 * Creates a KindRate message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns KindRate
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.KindRate;

                /**
                 * Creates a plain object from a KindRate message. Also converts values to other types if specified.
                 * @param message KindRate
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.KindRate, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this KindRate to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace KindRate {

                /** Properties of a KindRate. */
                interface $Properties {

                    /** KindRate kind */
                    kind?: (string|null);

                    /** KindRate isUpkeep */
                    isUpkeep?: (boolean|null);

                    /** KindRate packetsPerSecond */
                    packetsPerSecond?: (number|null);

                    /** KindRate bytesPerSecond */
                    bytesPerSecond?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a KindRate. */
                type $Shape = prost.control.v1.KindRate.$Properties;
            }

            /**
             * Properties of a StatusReply.
             * @deprecated Use prost.control.v1.StatusReply.$Properties instead.
             */
            interface IStatusReply extends prost.control.v1.StatusReply.$Properties {
            }

            /** Represents a StatusReply. */
            class StatusReply {

                /**
                 * Constructs a new StatusReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.StatusReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StatusReply nodeId. */
                nodeId: string;

                /** StatusReply address. */
                address: string;

                /** StatusReply overlay. */
                overlay: string;

                /** StatusReply leafSet. */
                leafSet: number;

                /** StatusReply routingTable. */
                routingTable: number;

                /** StatusReply forwarded. */
                forwarded: number;

                /** StatusReply delivered. */
                delivered: number;

                /** StatusReply rerouted. */
                rerouted: number;

                /** StatusReply retransmitted. */
                retransmitted: number;

                /** StatusReply dropped. */
                dropped: number;

                /** StatusReply malformed. */
                malformed: number;

                /** StatusReply bytesSent. */
                bytesSent: number;

                /** StatusReply bytesReceived. */
                bytesReceived: number;

                /** StatusReply recordsHeld. */
                recordsHeld: number;

                /** StatusReply recordBytes. */
                recordBytes: number;

                /** StatusReply pid. */
                pid: number;

                /** StatusReply rssBytes. */
                rssBytes: number;

                /** StatusReply uptimeMs. */
                uptimeMs: number;

                /** StatusReply version. */
                version: string;

                /** StatusReply networkId. */
                networkId: string;

                /** StatusReply servicesAwake. */
                servicesAwake: number;

                /** StatusReply servicesAsleep. */
                servicesAsleep: number;

                /** StatusReply servicesInline. */
                servicesInline: number;

                /** StatusReply estimatedNodes. */
                estimatedNodes: number;

                /** StatusReply tableFill. */
                tableFill: number[];

                /** StatusReply leafNodes. */
                leafNodes: prost.control.v1.LeafNode.$Properties[];

                /** StatusReply sends. */
                sends: prost.control.v1.KindRate.$Properties[];

                /** StatusReply isolation. */
                isolation: string;

                /** StatusReply isolationMissing. */
                isolationMissing: string[];

                /**
                 * Creates a new StatusReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StatusReply instance
                 */
                static create(properties: prost.control.v1.StatusReply.$Shape): prost.control.v1.StatusReply & prost.control.v1.StatusReply.$Shape;
                static create(properties?: prost.control.v1.StatusReply.$Properties): prost.control.v1.StatusReply;

                /**
                 * Encodes the specified StatusReply message. Does not implicitly {@link prost.control.v1.StatusReply.verify|verify} messages.
                 * @param message StatusReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.StatusReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StatusReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.StatusReply & prost.control.v1.StatusReply.$Shape} StatusReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.StatusReply & prost.control.v1.StatusReply.$Shape;

                /**
                 * Creates a StatusReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns StatusReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.StatusReply;

                /**
                 * Creates a plain object from a StatusReply message. Also converts values to other types if specified.
                 * @param message StatusReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.StatusReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this StatusReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace StatusReply {

                /** Properties of a StatusReply. */
                interface $Properties {

                    /** StatusReply nodeId */
                    nodeId?: (string|null);

                    /** StatusReply address */
                    address?: (string|null);

                    /** StatusReply overlay */
                    overlay?: (string|null);

                    /** StatusReply leafSet */
                    leafSet?: (number|null);

                    /** StatusReply routingTable */
                    routingTable?: (number|null);

                    /** StatusReply forwarded */
                    forwarded?: (number|null);

                    /** StatusReply delivered */
                    delivered?: (number|null);

                    /** StatusReply rerouted */
                    rerouted?: (number|null);

                    /** StatusReply retransmitted */
                    retransmitted?: (number|null);

                    /** StatusReply dropped */
                    dropped?: (number|null);

                    /** StatusReply malformed */
                    malformed?: (number|null);

                    /** StatusReply bytesSent */
                    bytesSent?: (number|null);

                    /** StatusReply bytesReceived */
                    bytesReceived?: (number|null);

                    /** StatusReply recordsHeld */
                    recordsHeld?: (number|null);

                    /** StatusReply recordBytes */
                    recordBytes?: (number|null);

                    /** StatusReply pid */
                    pid?: (number|null);

                    /** StatusReply rssBytes */
                    rssBytes?: (number|null);

                    /** StatusReply uptimeMs */
                    uptimeMs?: (number|null);

                    /** StatusReply version */
                    version?: (string|null);

                    /** StatusReply networkId */
                    networkId?: (string|null);

                    /** StatusReply servicesAwake */
                    servicesAwake?: (number|null);

                    /** StatusReply servicesAsleep */
                    servicesAsleep?: (number|null);

                    /** StatusReply servicesInline */
                    servicesInline?: (number|null);

                    /** StatusReply estimatedNodes */
                    estimatedNodes?: (number|null);

                    /** StatusReply tableFill */
                    tableFill?: (number[]|null);

                    /** StatusReply leafNodes */
                    leafNodes?: (prost.control.v1.LeafNode.$Properties[]|null);

                    /** StatusReply sends */
                    sends?: (prost.control.v1.KindRate.$Properties[]|null);

                    /** StatusReply isolation */
                    isolation?: (string|null);

                    /** StatusReply isolationMissing */
                    isolationMissing?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StatusReply. */
                type $Shape = prost.control.v1.StatusReply.$Properties;
            }

            /**
             * Properties of a PublishRequest.
             * @deprecated Use prost.control.v1.PublishRequest.$Properties instead.
             */
            interface IPublishRequest extends prost.control.v1.PublishRequest.$Properties {
            }

            /** Represents a PublishRequest. */
            class PublishRequest {

                /**
                 * Constructs a new PublishRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.PublishRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PublishRequest module. */
                module: Uint8Array;

                /** PublishRequest manifest. */
                manifest: Uint8Array;

                /** PublishRequest waits. */
                waits: boolean;

                /**
                 * Creates a new PublishRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PublishRequest instance
                 */
                static create(properties: prost.control.v1.PublishRequest.$Shape): prost.control.v1.PublishRequest & prost.control.v1.PublishRequest.$Shape;
                static create(properties?: prost.control.v1.PublishRequest.$Properties): prost.control.v1.PublishRequest;

                /**
                 * Encodes the specified PublishRequest message. Does not implicitly {@link prost.control.v1.PublishRequest.verify|verify} messages.
                 * @param message PublishRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.PublishRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PublishRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.PublishRequest & prost.control.v1.PublishRequest.$Shape} PublishRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.PublishRequest & prost.control.v1.PublishRequest.$Shape;

                /**
                 * Creates a PublishRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns PublishRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.PublishRequest;

                /**
                 * Creates a plain object from a PublishRequest message. Also converts values to other types if specified.
                 * @param message PublishRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.PublishRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this PublishRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace PublishRequest {

                /** Properties of a PublishRequest. */
                interface $Properties {

                    /** PublishRequest module */
                    module?: (Uint8Array|null);

                    /** PublishRequest manifest */
                    manifest?: (Uint8Array|null);

                    /** PublishRequest waits */
                    waits?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PublishRequest. */
                type $Shape = prost.control.v1.PublishRequest.$Properties;
            }

            /**
             * Properties of a PublishProgress.
             * @deprecated Use prost.control.v1.PublishProgress.$Properties instead.
             */
            interface IPublishProgress extends prost.control.v1.PublishProgress.$Properties {
            }

            /** Represents a PublishProgress. */
            class PublishProgress {

                /**
                 * Constructs a new PublishProgress.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.PublishProgress.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PublishProgress stage. */
                stage: string;

                /** PublishProgress done. */
                done: number;

                /** PublishProgress total. */
                total: number;

                /** PublishProgress serviceId. */
                serviceId: string;

                /** PublishProgress copies. */
                copies: prost.control.v1.RecordCopies.$Properties[];

                /**
                 * Creates a new PublishProgress instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PublishProgress instance
                 */
                static create(properties: prost.control.v1.PublishProgress.$Shape): prost.control.v1.PublishProgress & prost.control.v1.PublishProgress.$Shape;
                static create(properties?: prost.control.v1.PublishProgress.$Properties): prost.control.v1.PublishProgress;

                /**
                 * Encodes the specified PublishProgress message. Does not implicitly {@link prost.control.v1.PublishProgress.verify|verify} messages.
                 * @param message PublishProgress message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.PublishProgress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PublishProgress message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.PublishProgress & prost.control.v1.PublishProgress.$Shape} PublishProgress
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.PublishProgress & prost.control.v1.PublishProgress.$Shape;

                /**
                 * Creates a PublishProgress message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns PublishProgress
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.PublishProgress;

                /**
                 * Creates a plain object from a PublishProgress message. Also converts values to other types if specified.
                 * @param message PublishProgress
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.PublishProgress, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this PublishProgress to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace PublishProgress {

                /** Properties of a PublishProgress. */
                interface $Properties {

                    /** PublishProgress stage */
                    stage?: (string|null);

                    /** PublishProgress done */
                    done?: (number|null);

                    /** PublishProgress total */
                    total?: (number|null);

                    /** PublishProgress serviceId */
                    serviceId?: (string|null);

                    /** PublishProgress copies */
                    copies?: (prost.control.v1.RecordCopies.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PublishProgress. */
                type $Shape = prost.control.v1.PublishProgress.$Properties;
            }

            /**
             * Properties of a RecordCopies.
             * @deprecated Use prost.control.v1.RecordCopies.$Properties instead.
             */
            interface IRecordCopies extends prost.control.v1.RecordCopies.$Properties {
            }

            /** Represents a RecordCopies. */
            class RecordCopies {

                /**
                 * Constructs a new RecordCopies.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.RecordCopies.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RecordCopies what. */
                what: string;

                /** RecordCopies held. */
                held: number;

                /** RecordCopies of. */
                of: number;

                /**
                 * Creates a new RecordCopies instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RecordCopies instance
                 */
                static create(properties: prost.control.v1.RecordCopies.$Shape): prost.control.v1.RecordCopies & prost.control.v1.RecordCopies.$Shape;
                static create(properties?: prost.control.v1.RecordCopies.$Properties): prost.control.v1.RecordCopies;

                /**
                 * Encodes the specified RecordCopies message. Does not implicitly {@link prost.control.v1.RecordCopies.verify|verify} messages.
                 * @param message RecordCopies message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.RecordCopies.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RecordCopies message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.RecordCopies & prost.control.v1.RecordCopies.$Shape} RecordCopies
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.RecordCopies & prost.control.v1.RecordCopies.$Shape;

                /**
                 * Creates a RecordCopies message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RecordCopies
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.RecordCopies;

                /**
                 * Creates a plain object from a RecordCopies message. Also converts values to other types if specified.
                 * @param message RecordCopies
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.RecordCopies, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RecordCopies to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace RecordCopies {

                /** Properties of a RecordCopies. */
                interface $Properties {

                    /** RecordCopies what */
                    what?: (string|null);

                    /** RecordCopies held */
                    held?: (number|null);

                    /** RecordCopies of */
                    of?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RecordCopies. */
                type $Shape = prost.control.v1.RecordCopies.$Properties;
            }

            /**
             * Properties of a DeployRequest.
             * @deprecated Use prost.control.v1.DeployRequest.$Properties instead.
             */
            interface IDeployRequest extends prost.control.v1.DeployRequest.$Properties {
            }

            /** Represents a DeployRequest. */
            class DeployRequest {

                /**
                 * Constructs a new DeployRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.DeployRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeployRequest service. */
                service: Uint8Array;

                /** DeployRequest everywhere. */
                everywhere: boolean;

                /** DeployRequest first. */
                first: Uint8Array;

                /** DeployRequest last. */
                last: Uint8Array;

                /** DeployRequest count. */
                count: number;

                /**
                 * Creates a new DeployRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DeployRequest instance
                 */
                static create(properties: prost.control.v1.DeployRequest.$Shape): prost.control.v1.DeployRequest & prost.control.v1.DeployRequest.$Shape;
                static create(properties?: prost.control.v1.DeployRequest.$Properties): prost.control.v1.DeployRequest;

                /**
                 * Encodes the specified DeployRequest message. Does not implicitly {@link prost.control.v1.DeployRequest.verify|verify} messages.
                 * @param message DeployRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.DeployRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeployRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.DeployRequest & prost.control.v1.DeployRequest.$Shape} DeployRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.DeployRequest & prost.control.v1.DeployRequest.$Shape;

                /**
                 * Creates a DeployRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns DeployRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.DeployRequest;

                /**
                 * Creates a plain object from a DeployRequest message. Also converts values to other types if specified.
                 * @param message DeployRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.DeployRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this DeployRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace DeployRequest {

                /** Properties of a DeployRequest. */
                interface $Properties {

                    /** DeployRequest service */
                    service?: (Uint8Array|null);

                    /** DeployRequest everywhere */
                    everywhere?: (boolean|null);

                    /** DeployRequest first */
                    first?: (Uint8Array|null);

                    /** DeployRequest last */
                    last?: (Uint8Array|null);

                    /** DeployRequest count */
                    count?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeployRequest. */
                type $Shape = prost.control.v1.DeployRequest.$Properties;
            }

            /**
             * Properties of a DeployReport.
             * @deprecated Use prost.control.v1.DeployReport.$Properties instead.
             */
            interface IDeployReport extends prost.control.v1.DeployReport.$Properties {
            }

            /** Represents a DeployReport. */
            class DeployReport {

                /**
                 * Constructs a new DeployReport.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.DeployReport.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeployReport asked. */
                asked: number;

                /** DeployReport answered. */
                answered: number;

                /** DeployReport running. */
                running: number;

                /** DeployReport refused. */
                refused: number;

                /** DeployReport causes. */
                causes: prost.control.v1.DeployCause.$Properties[];

                /** DeployReport refusals. */
                refusals: prost.control.v1.DeployRefusal.$Properties[];

                /**
                 * Creates a new DeployReport instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DeployReport instance
                 */
                static create(properties: prost.control.v1.DeployReport.$Shape): prost.control.v1.DeployReport & prost.control.v1.DeployReport.$Shape;
                static create(properties?: prost.control.v1.DeployReport.$Properties): prost.control.v1.DeployReport;

                /**
                 * Encodes the specified DeployReport message. Does not implicitly {@link prost.control.v1.DeployReport.verify|verify} messages.
                 * @param message DeployReport message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.DeployReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeployReport message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.DeployReport & prost.control.v1.DeployReport.$Shape} DeployReport
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.DeployReport & prost.control.v1.DeployReport.$Shape;

                /**
                 * Creates a DeployReport message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns DeployReport
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.DeployReport;

                /**
                 * Creates a plain object from a DeployReport message. Also converts values to other types if specified.
                 * @param message DeployReport
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.DeployReport, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this DeployReport to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace DeployReport {

                /** Properties of a DeployReport. */
                interface $Properties {

                    /** DeployReport asked */
                    asked?: (number|null);

                    /** DeployReport answered */
                    answered?: (number|null);

                    /** DeployReport running */
                    running?: (number|null);

                    /** DeployReport refused */
                    refused?: (number|null);

                    /** DeployReport causes */
                    causes?: (prost.control.v1.DeployCause.$Properties[]|null);

                    /** DeployReport refusals */
                    refusals?: (prost.control.v1.DeployRefusal.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeployReport. */
                type $Shape = prost.control.v1.DeployReport.$Properties;
            }

            /**
             * Properties of a DeployCause.
             * @deprecated Use prost.control.v1.DeployCause.$Properties instead.
             */
            interface IDeployCause extends prost.control.v1.DeployCause.$Properties {
            }

            /** Represents a DeployCause. */
            class DeployCause {

                /**
                 * Constructs a new DeployCause.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.DeployCause.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeployCause reason. */
                reason: string;

                /** DeployCause count. */
                count: number;

                /**
                 * Creates a new DeployCause instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DeployCause instance
                 */
                static create(properties: prost.control.v1.DeployCause.$Shape): prost.control.v1.DeployCause & prost.control.v1.DeployCause.$Shape;
                static create(properties?: prost.control.v1.DeployCause.$Properties): prost.control.v1.DeployCause;

                /**
                 * Encodes the specified DeployCause message. Does not implicitly {@link prost.control.v1.DeployCause.verify|verify} messages.
                 * @param message DeployCause message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.DeployCause.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeployCause message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.DeployCause & prost.control.v1.DeployCause.$Shape} DeployCause
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.DeployCause & prost.control.v1.DeployCause.$Shape;

                /**
                 * Creates a DeployCause message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns DeployCause
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.DeployCause;

                /**
                 * Creates a plain object from a DeployCause message. Also converts values to other types if specified.
                 * @param message DeployCause
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.DeployCause, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this DeployCause to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace DeployCause {

                /** Properties of a DeployCause. */
                interface $Properties {

                    /** DeployCause reason */
                    reason?: (string|null);

                    /** DeployCause count */
                    count?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeployCause. */
                type $Shape = prost.control.v1.DeployCause.$Properties;
            }

            /**
             * Properties of a DeployRefusal.
             * @deprecated Use prost.control.v1.DeployRefusal.$Properties instead.
             */
            interface IDeployRefusal extends prost.control.v1.DeployRefusal.$Properties {
            }

            /** Represents a DeployRefusal. */
            class DeployRefusal {

                /**
                 * Constructs a new DeployRefusal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.DeployRefusal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeployRefusal nodeId. */
                nodeId: string;

                /** DeployRefusal reason. */
                reason: string;

                /** DeployRefusal detail. */
                detail: string;

                /**
                 * Creates a new DeployRefusal instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DeployRefusal instance
                 */
                static create(properties: prost.control.v1.DeployRefusal.$Shape): prost.control.v1.DeployRefusal & prost.control.v1.DeployRefusal.$Shape;
                static create(properties?: prost.control.v1.DeployRefusal.$Properties): prost.control.v1.DeployRefusal;

                /**
                 * Encodes the specified DeployRefusal message. Does not implicitly {@link prost.control.v1.DeployRefusal.verify|verify} messages.
                 * @param message DeployRefusal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.DeployRefusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeployRefusal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.DeployRefusal & prost.control.v1.DeployRefusal.$Shape} DeployRefusal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.DeployRefusal & prost.control.v1.DeployRefusal.$Shape;

                /**
                 * Creates a DeployRefusal message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns DeployRefusal
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.DeployRefusal;

                /**
                 * Creates a plain object from a DeployRefusal message. Also converts values to other types if specified.
                 * @param message DeployRefusal
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.DeployRefusal, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this DeployRefusal to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace DeployRefusal {

                /** Properties of a DeployRefusal. */
                interface $Properties {

                    /** DeployRefusal nodeId */
                    nodeId?: (string|null);

                    /** DeployRefusal reason */
                    reason?: (string|null);

                    /** DeployRefusal detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeployRefusal. */
                type $Shape = prost.control.v1.DeployRefusal.$Properties;
            }

            /**
             * Properties of an UpgradeStatus.
             * @deprecated Use prost.control.v1.UpgradeStatus.$Properties instead.
             */
            interface IUpgradeStatus extends prost.control.v1.UpgradeStatus.$Properties {
            }

            /** Represents an UpgradeStatus. */
            class UpgradeStatus {

                /**
                 * Constructs a new UpgradeStatus.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.UpgradeStatus.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UpgradeStatus fromVersion. */
                fromVersion: number;

                /** UpgradeStatus toVersion. */
                toVersion: number;

                /** UpgradeStatus atMs. */
                atMs: number;

                /** UpgradeStatus heldMs. */
                heldMs: number;

                /** UpgradeStatus ok. */
                ok: boolean;

                /** UpgradeStatus hasRestored. */
                hasRestored: boolean;

                /** UpgradeStatus detail. */
                detail: string;

                /**
                 * Creates a new UpgradeStatus instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UpgradeStatus instance
                 */
                static create(properties: prost.control.v1.UpgradeStatus.$Shape): prost.control.v1.UpgradeStatus & prost.control.v1.UpgradeStatus.$Shape;
                static create(properties?: prost.control.v1.UpgradeStatus.$Properties): prost.control.v1.UpgradeStatus;

                /**
                 * Encodes the specified UpgradeStatus message. Does not implicitly {@link prost.control.v1.UpgradeStatus.verify|verify} messages.
                 * @param message UpgradeStatus message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.UpgradeStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an UpgradeStatus message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.UpgradeStatus & prost.control.v1.UpgradeStatus.$Shape} UpgradeStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.UpgradeStatus & prost.control.v1.UpgradeStatus.$Shape;

                /**
                 * Creates an UpgradeStatus message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns UpgradeStatus
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.UpgradeStatus;

                /**
                 * Creates a plain object from an UpgradeStatus message. Also converts values to other types if specified.
                 * @param message UpgradeStatus
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.UpgradeStatus, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this UpgradeStatus to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace UpgradeStatus {

                /** Properties of an UpgradeStatus. */
                interface $Properties {

                    /** UpgradeStatus fromVersion */
                    fromVersion?: (number|null);

                    /** UpgradeStatus toVersion */
                    toVersion?: (number|null);

                    /** UpgradeStatus atMs */
                    atMs?: (number|null);

                    /** UpgradeStatus heldMs */
                    heldMs?: (number|null);

                    /** UpgradeStatus ok */
                    ok?: (boolean|null);

                    /** UpgradeStatus hasRestored */
                    hasRestored?: (boolean|null);

                    /** UpgradeStatus detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an UpgradeStatus. */
                type $Shape = prost.control.v1.UpgradeStatus.$Properties;
            }

            /**
             * Properties of a ListServicesRequest.
             * @deprecated Use prost.control.v1.ListServicesRequest.$Properties instead.
             */
            interface IListServicesRequest extends prost.control.v1.ListServicesRequest.$Properties {
            }

            /** Represents a ListServicesRequest. */
            class ListServicesRequest {

                /**
                 * Constructs a new ListServicesRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.ListServicesRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ListServicesRequest after. */
                after: string;

                /** ListServicesRequest max. */
                max: number;

                /**
                 * Creates a new ListServicesRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ListServicesRequest instance
                 */
                static create(properties: prost.control.v1.ListServicesRequest.$Shape): prost.control.v1.ListServicesRequest & prost.control.v1.ListServicesRequest.$Shape;
                static create(properties?: prost.control.v1.ListServicesRequest.$Properties): prost.control.v1.ListServicesRequest;

                /**
                 * Encodes the specified ListServicesRequest message. Does not implicitly {@link prost.control.v1.ListServicesRequest.verify|verify} messages.
                 * @param message ListServicesRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.ListServicesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListServicesRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.ListServicesRequest & prost.control.v1.ListServicesRequest.$Shape} ListServicesRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.ListServicesRequest & prost.control.v1.ListServicesRequest.$Shape;

                /**
                 * Creates a ListServicesRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ListServicesRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.ListServicesRequest;

                /**
                 * Creates a plain object from a ListServicesRequest message. Also converts values to other types if specified.
                 * @param message ListServicesRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.ListServicesRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ListServicesRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ListServicesRequest {

                /** Properties of a ListServicesRequest. */
                interface $Properties {

                    /** ListServicesRequest after */
                    after?: (string|null);

                    /** ListServicesRequest max */
                    max?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListServicesRequest. */
                type $Shape = prost.control.v1.ListServicesRequest.$Properties;
            }

            /**
             * Properties of a ListServicesReply.
             * @deprecated Use prost.control.v1.ListServicesReply.$Properties instead.
             */
            interface IListServicesReply extends prost.control.v1.ListServicesReply.$Properties {
            }

            /** Represents a ListServicesReply. */
            class ListServicesReply {

                /**
                 * Constructs a new ListServicesReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.ListServicesReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ListServicesReply services. */
                services: prost.control.v1.ServiceStatus.$Properties[];

                /**
                 * Creates a new ListServicesReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ListServicesReply instance
                 */
                static create(properties: prost.control.v1.ListServicesReply.$Shape): prost.control.v1.ListServicesReply & prost.control.v1.ListServicesReply.$Shape;
                static create(properties?: prost.control.v1.ListServicesReply.$Properties): prost.control.v1.ListServicesReply;

                /**
                 * Encodes the specified ListServicesReply message. Does not implicitly {@link prost.control.v1.ListServicesReply.verify|verify} messages.
                 * @param message ListServicesReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.ListServicesReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListServicesReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.ListServicesReply & prost.control.v1.ListServicesReply.$Shape} ListServicesReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.ListServicesReply & prost.control.v1.ListServicesReply.$Shape;

                /**
                 * Creates a ListServicesReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ListServicesReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.ListServicesReply;

                /**
                 * Creates a plain object from a ListServicesReply message. Also converts values to other types if specified.
                 * @param message ListServicesReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.ListServicesReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ListServicesReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ListServicesReply {

                /** Properties of a ListServicesReply. */
                interface $Properties {

                    /** ListServicesReply services */
                    services?: (prost.control.v1.ServiceStatus.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListServicesReply. */
                type $Shape = prost.control.v1.ListServicesReply.$Properties;
            }

            /**
             * Properties of a ServiceStatus.
             * @deprecated Use prost.control.v1.ServiceStatus.$Properties instead.
             */
            interface IServiceStatus extends prost.control.v1.ServiceStatus.$Properties {
            }

            /** Represents a ServiceStatus. */
            class ServiceStatus {

                /**
                 * Constructs a new ServiceStatus.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.ServiceStatus.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ServiceStatus serviceId. */
                serviceId: string;

                /** ServiceStatus rootId. */
                rootId: string;

                /** ServiceStatus name. */
                name: string;

                /** ServiceStatus version. */
                version: number;

                /** ServiceStatus label. */
                label: string;

                /** ServiceStatus codeHash. */
                codeHash: string;

                /** ServiceStatus codeFrom. */
                codeFrom: string;

                /** ServiceStatus state. */
                state: string;

                /** ServiceStatus detail. */
                detail: string;

                /** ServiceStatus capabilities. */
                capabilities: string[];

                /** ServiceStatus upcalls. */
                upcalls: number;

                /** ServiceStatus forwardUpcalls. */
                forwardUpcalls: number;

                /** ServiceStatus faults. */
                faults: number;

                /** ServiceStatus lastFault. */
                lastFault: string;

                /** ServiceStatus fuelUsed. */
                fuelUsed: number;

                /** ServiceStatus storeBytes. */
                storeBytes: number;

                /** ServiceStatus cellPid. */
                cellPid: number;

                /** ServiceStatus cellRssBytes. */
                cellRssBytes: number;

                /** ServiceStatus cellRestarts. */
                cellRestarts: number;

                /** ServiceStatus usage. */
                usage?: (prost.control.v1.ServiceUsage.$Properties|null);

                /** ServiceStatus isInline. */
                isInline: boolean;

                /** ServiceStatus lastUpgrade. */
                lastUpgrade?: (prost.control.v1.UpgradeStatus.$Properties|null);

                /**
                 * Creates a new ServiceStatus instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ServiceStatus instance
                 */
                static create(properties: prost.control.v1.ServiceStatus.$Shape): prost.control.v1.ServiceStatus & prost.control.v1.ServiceStatus.$Shape;
                static create(properties?: prost.control.v1.ServiceStatus.$Properties): prost.control.v1.ServiceStatus;

                /**
                 * Encodes the specified ServiceStatus message. Does not implicitly {@link prost.control.v1.ServiceStatus.verify|verify} messages.
                 * @param message ServiceStatus message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.ServiceStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ServiceStatus message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.ServiceStatus & prost.control.v1.ServiceStatus.$Shape} ServiceStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.ServiceStatus & prost.control.v1.ServiceStatus.$Shape;

                /**
                 * Creates a ServiceStatus message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ServiceStatus
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.ServiceStatus;

                /**
                 * Creates a plain object from a ServiceStatus message. Also converts values to other types if specified.
                 * @param message ServiceStatus
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.ServiceStatus, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ServiceStatus to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ServiceStatus {

                /** Properties of a ServiceStatus. */
                interface $Properties {

                    /** ServiceStatus serviceId */
                    serviceId?: (string|null);

                    /** ServiceStatus rootId */
                    rootId?: (string|null);

                    /** ServiceStatus name */
                    name?: (string|null);

                    /** ServiceStatus version */
                    version?: (number|null);

                    /** ServiceStatus label */
                    label?: (string|null);

                    /** ServiceStatus codeHash */
                    codeHash?: (string|null);

                    /** ServiceStatus codeFrom */
                    codeFrom?: (string|null);

                    /** ServiceStatus state */
                    state?: (string|null);

                    /** ServiceStatus detail */
                    detail?: (string|null);

                    /** ServiceStatus capabilities */
                    capabilities?: (string[]|null);

                    /** ServiceStatus upcalls */
                    upcalls?: (number|null);

                    /** ServiceStatus forwardUpcalls */
                    forwardUpcalls?: (number|null);

                    /** ServiceStatus faults */
                    faults?: (number|null);

                    /** ServiceStatus lastFault */
                    lastFault?: (string|null);

                    /** ServiceStatus fuelUsed */
                    fuelUsed?: (number|null);

                    /** ServiceStatus storeBytes */
                    storeBytes?: (number|null);

                    /** ServiceStatus cellPid */
                    cellPid?: (number|null);

                    /** ServiceStatus cellRssBytes */
                    cellRssBytes?: (number|null);

                    /** ServiceStatus cellRestarts */
                    cellRestarts?: (number|null);

                    /** ServiceStatus usage */
                    usage?: (prost.control.v1.ServiceUsage.$Properties|null);

                    /** ServiceStatus isInline */
                    isInline?: (boolean|null);

                    /** ServiceStatus lastUpgrade */
                    lastUpgrade?: (prost.control.v1.UpgradeStatus.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ServiceStatus. */
                type $Shape = prost.control.v1.ServiceStatus.$Properties;
            }

            /**
             * Properties of a Metered.
             * @deprecated Use prost.control.v1.Metered.$Properties instead.
             */
            interface IMetered extends prost.control.v1.Metered.$Properties {
            }

            /** Represents a Metered. */
            class Metered {

                /**
                 * Constructs a new Metered.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.Metered.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Metered second. */
                second: number;

                /** Metered minute. */
                minute: number;

                /** Metered total. */
                total: number;

                /**
                 * Creates a new Metered instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Metered instance
                 */
                static create(properties: prost.control.v1.Metered.$Shape): prost.control.v1.Metered & prost.control.v1.Metered.$Shape;
                static create(properties?: prost.control.v1.Metered.$Properties): prost.control.v1.Metered;

                /**
                 * Encodes the specified Metered message. Does not implicitly {@link prost.control.v1.Metered.verify|verify} messages.
                 * @param message Metered message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.Metered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Metered message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.Metered & prost.control.v1.Metered.$Shape} Metered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.Metered & prost.control.v1.Metered.$Shape;

                /**
                 * Creates a Metered message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Metered
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.Metered;

                /**
                 * Creates a plain object from a Metered message. Also converts values to other types if specified.
                 * @param message Metered
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.Metered, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Metered to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Metered {

                /** Properties of a Metered. */
                interface $Properties {

                    /** Metered second */
                    second?: (number|null);

                    /** Metered minute */
                    minute?: (number|null);

                    /** Metered total */
                    total?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Metered. */
                type $Shape = prost.control.v1.Metered.$Properties;
            }

            /**
             * Properties of a Drop.
             * @deprecated Use prost.control.v1.Drop.$Properties instead.
             */
            interface IDrop extends prost.control.v1.Drop.$Properties {
            }

            /** Represents a Drop. */
            class Drop {

                /**
                 * Constructs a new Drop.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.Drop.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Drop cause. */
                cause: string;

                /** Drop count. */
                count: number;

                /**
                 * Creates a new Drop instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Drop instance
                 */
                static create(properties: prost.control.v1.Drop.$Shape): prost.control.v1.Drop & prost.control.v1.Drop.$Shape;
                static create(properties?: prost.control.v1.Drop.$Properties): prost.control.v1.Drop;

                /**
                 * Encodes the specified Drop message. Does not implicitly {@link prost.control.v1.Drop.verify|verify} messages.
                 * @param message Drop message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.Drop.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Drop message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.Drop & prost.control.v1.Drop.$Shape} Drop
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.Drop & prost.control.v1.Drop.$Shape;

                /**
                 * Creates a Drop message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Drop
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.Drop;

                /**
                 * Creates a plain object from a Drop message. Also converts values to other types if specified.
                 * @param message Drop
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.Drop, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Drop to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Drop {

                /** Properties of a Drop. */
                interface $Properties {

                    /** Drop cause */
                    cause?: (string|null);

                    /** Drop count */
                    count?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Drop. */
                type $Shape = prost.control.v1.Drop.$Properties;
            }

            /**
             * Properties of a ServiceUsage.
             * @deprecated Use prost.control.v1.ServiceUsage.$Properties instead.
             */
            interface IServiceUsage extends prost.control.v1.ServiceUsage.$Properties {
            }

            /** Represents a ServiceUsage. */
            class ServiceUsage {

                /**
                 * Constructs a new ServiceUsage.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.ServiceUsage.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ServiceUsage fuel. */
                fuel?: (prost.control.v1.Metered.$Properties|null);

                /** ServiceUsage events. */
                events?: (prost.control.v1.Metered.$Properties|null);

                /** ServiceUsage busyMs. */
                busyMs?: (prost.control.v1.Metered.$Properties|null);

                /** ServiceUsage messagesOut. */
                messagesOut?: (prost.control.v1.Metered.$Properties|null);

                /** ServiceUsage bytesOut. */
                bytesOut?: (prost.control.v1.Metered.$Properties|null);

                /** ServiceUsage messagesIn. */
                messagesIn?: (prost.control.v1.Metered.$Properties|null);

                /** ServiceUsage bytesIn. */
                bytesIn?: (prost.control.v1.Metered.$Properties|null);

                /** ServiceUsage storeBytesWritten. */
                storeBytesWritten?: (prost.control.v1.Metered.$Properties|null);

                /** ServiceUsage queued. */
                queued: number;

                /** ServiceUsage timers. */
                timers: number;

                /** ServiceUsage throttled. */
                throttled: boolean;

                /** ServiceUsage timesThrottled. */
                timesThrottled: number;

                /** ServiceUsage restMs. */
                restMs: number;

                /** ServiceUsage quarantined. */
                quarantined: boolean;

                /** ServiceUsage memoryPages. */
                memoryPages: number;

                /** ServiceUsage fuelPerSecond. */
                fuelPerSecond: number;

                /** ServiceUsage storeBytesMax. */
                storeBytesMax: number;

                /** ServiceUsage drops. */
                drops: prost.control.v1.Drop.$Properties[];

                /**
                 * Creates a new ServiceUsage instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ServiceUsage instance
                 */
                static create(properties: prost.control.v1.ServiceUsage.$Shape): prost.control.v1.ServiceUsage & prost.control.v1.ServiceUsage.$Shape;
                static create(properties?: prost.control.v1.ServiceUsage.$Properties): prost.control.v1.ServiceUsage;

                /**
                 * Encodes the specified ServiceUsage message. Does not implicitly {@link prost.control.v1.ServiceUsage.verify|verify} messages.
                 * @param message ServiceUsage message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.ServiceUsage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ServiceUsage message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.ServiceUsage & prost.control.v1.ServiceUsage.$Shape} ServiceUsage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.ServiceUsage & prost.control.v1.ServiceUsage.$Shape;

                /**
                 * Creates a ServiceUsage message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ServiceUsage
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.ServiceUsage;

                /**
                 * Creates a plain object from a ServiceUsage message. Also converts values to other types if specified.
                 * @param message ServiceUsage
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.ServiceUsage, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ServiceUsage to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ServiceUsage {

                /** Properties of a ServiceUsage. */
                interface $Properties {

                    /** ServiceUsage fuel */
                    fuel?: (prost.control.v1.Metered.$Properties|null);

                    /** ServiceUsage events */
                    events?: (prost.control.v1.Metered.$Properties|null);

                    /** ServiceUsage busyMs */
                    busyMs?: (prost.control.v1.Metered.$Properties|null);

                    /** ServiceUsage messagesOut */
                    messagesOut?: (prost.control.v1.Metered.$Properties|null);

                    /** ServiceUsage bytesOut */
                    bytesOut?: (prost.control.v1.Metered.$Properties|null);

                    /** ServiceUsage messagesIn */
                    messagesIn?: (prost.control.v1.Metered.$Properties|null);

                    /** ServiceUsage bytesIn */
                    bytesIn?: (prost.control.v1.Metered.$Properties|null);

                    /** ServiceUsage storeBytesWritten */
                    storeBytesWritten?: (prost.control.v1.Metered.$Properties|null);

                    /** ServiceUsage queued */
                    queued?: (number|null);

                    /** ServiceUsage timers */
                    timers?: (number|null);

                    /** ServiceUsage throttled */
                    throttled?: (boolean|null);

                    /** ServiceUsage timesThrottled */
                    timesThrottled?: (number|null);

                    /** ServiceUsage restMs */
                    restMs?: (number|null);

                    /** ServiceUsage quarantined */
                    quarantined?: (boolean|null);

                    /** ServiceUsage memoryPages */
                    memoryPages?: (number|null);

                    /** ServiceUsage fuelPerSecond */
                    fuelPerSecond?: (number|null);

                    /** ServiceUsage storeBytesMax */
                    storeBytesMax?: (number|null);

                    /** ServiceUsage drops */
                    drops?: (prost.control.v1.Drop.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ServiceUsage. */
                type $Shape = prost.control.v1.ServiceUsage.$Properties;
            }

            /**
             * Properties of a SendRequest.
             * @deprecated Use prost.control.v1.SendRequest.$Properties instead.
             */
            interface ISendRequest extends prost.control.v1.SendRequest.$Properties {
            }

            /** Represents a SendRequest. */
            class SendRequest {

                /**
                 * Constructs a new SendRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.SendRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SendRequest service. */
                service: Uint8Array;

                /** SendRequest key. */
                key: Uint8Array;

                /** SendRequest payload. */
                payload: Uint8Array;

                /** SendRequest timeoutMs. */
                timeoutMs: number;

                /**
                 * Creates a new SendRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SendRequest instance
                 */
                static create(properties: prost.control.v1.SendRequest.$Shape): prost.control.v1.SendRequest & prost.control.v1.SendRequest.$Shape;
                static create(properties?: prost.control.v1.SendRequest.$Properties): prost.control.v1.SendRequest;

                /**
                 * Encodes the specified SendRequest message. Does not implicitly {@link prost.control.v1.SendRequest.verify|verify} messages.
                 * @param message SendRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.SendRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SendRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.SendRequest & prost.control.v1.SendRequest.$Shape} SendRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.SendRequest & prost.control.v1.SendRequest.$Shape;

                /**
                 * Creates a SendRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns SendRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.SendRequest;

                /**
                 * Creates a plain object from a SendRequest message. Also converts values to other types if specified.
                 * @param message SendRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.SendRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this SendRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace SendRequest {

                /** Properties of a SendRequest. */
                interface $Properties {

                    /** SendRequest service */
                    service?: (Uint8Array|null);

                    /** SendRequest key */
                    key?: (Uint8Array|null);

                    /** SendRequest payload */
                    payload?: (Uint8Array|null);

                    /** SendRequest timeoutMs */
                    timeoutMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SendRequest. */
                type $Shape = prost.control.v1.SendRequest.$Properties;
            }

            /**
             * Properties of a SendReply.
             * @deprecated Use prost.control.v1.SendReply.$Properties instead.
             */
            interface ISendReply extends prost.control.v1.SendReply.$Properties {
            }

            /** Represents a SendReply. */
            class SendReply {

                /**
                 * Constructs a new SendReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.SendReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SendReply payload. */
                payload: Uint8Array;

                /** SendReply from. */
                from: string;

                /** SendReply hops. */
                hops: number;

                /**
                 * Creates a new SendReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SendReply instance
                 */
                static create(properties: prost.control.v1.SendReply.$Shape): prost.control.v1.SendReply & prost.control.v1.SendReply.$Shape;
                static create(properties?: prost.control.v1.SendReply.$Properties): prost.control.v1.SendReply;

                /**
                 * Encodes the specified SendReply message. Does not implicitly {@link prost.control.v1.SendReply.verify|verify} messages.
                 * @param message SendReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.SendReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SendReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.SendReply & prost.control.v1.SendReply.$Shape} SendReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.SendReply & prost.control.v1.SendReply.$Shape;

                /**
                 * Creates a SendReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns SendReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.SendReply;

                /**
                 * Creates a plain object from a SendReply message. Also converts values to other types if specified.
                 * @param message SendReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.SendReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this SendReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace SendReply {

                /** Properties of a SendReply. */
                interface $Properties {

                    /** SendReply payload */
                    payload?: (Uint8Array|null);

                    /** SendReply from */
                    from?: (string|null);

                    /** SendReply hops */
                    hops?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SendReply. */
                type $Shape = prost.control.v1.SendReply.$Properties;
            }

            /**
             * Properties of a SubscribeRequest.
             * @deprecated Use prost.control.v1.SubscribeRequest.$Properties instead.
             */
            interface ISubscribeRequest extends prost.control.v1.SubscribeRequest.$Properties {
            }

            /** Represents a SubscribeRequest. */
            class SubscribeRequest {

                /**
                 * Constructs a new SubscribeRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.SubscribeRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SubscribeRequest service. */
                service: Uint8Array;

                /**
                 * Creates a new SubscribeRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SubscribeRequest instance
                 */
                static create(properties: prost.control.v1.SubscribeRequest.$Shape): prost.control.v1.SubscribeRequest & prost.control.v1.SubscribeRequest.$Shape;
                static create(properties?: prost.control.v1.SubscribeRequest.$Properties): prost.control.v1.SubscribeRequest;

                /**
                 * Encodes the specified SubscribeRequest message. Does not implicitly {@link prost.control.v1.SubscribeRequest.verify|verify} messages.
                 * @param message SubscribeRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.SubscribeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SubscribeRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.SubscribeRequest & prost.control.v1.SubscribeRequest.$Shape} SubscribeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.SubscribeRequest & prost.control.v1.SubscribeRequest.$Shape;

                /**
                 * Creates a SubscribeRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns SubscribeRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.SubscribeRequest;

                /**
                 * Creates a plain object from a SubscribeRequest message. Also converts values to other types if specified.
                 * @param message SubscribeRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.SubscribeRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this SubscribeRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace SubscribeRequest {

                /** Properties of a SubscribeRequest. */
                interface $Properties {

                    /** SubscribeRequest service */
                    service?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SubscribeRequest. */
                type $Shape = prost.control.v1.SubscribeRequest.$Properties;
            }

            /**
             * Properties of an Emission.
             * @deprecated Use prost.control.v1.Emission.$Properties instead.
             */
            interface IEmission extends prost.control.v1.Emission.$Properties {
            }

            /** Represents an Emission. */
            class Emission {

                /**
                 * Constructs a new Emission.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.Emission.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Emission payload. */
                payload: Uint8Array;

                /** Emission missed. */
                missed: number;

                /**
                 * Creates a new Emission instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Emission instance
                 */
                static create(properties: prost.control.v1.Emission.$Shape): prost.control.v1.Emission & prost.control.v1.Emission.$Shape;
                static create(properties?: prost.control.v1.Emission.$Properties): prost.control.v1.Emission;

                /**
                 * Encodes the specified Emission message. Does not implicitly {@link prost.control.v1.Emission.verify|verify} messages.
                 * @param message Emission message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.Emission.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Emission message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.Emission & prost.control.v1.Emission.$Shape} Emission
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.Emission & prost.control.v1.Emission.$Shape;

                /**
                 * Creates an Emission message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Emission
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.Emission;

                /**
                 * Creates a plain object from an Emission message. Also converts values to other types if specified.
                 * @param message Emission
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.Emission, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Emission to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Emission {

                /** Properties of an Emission. */
                interface $Properties {

                    /** Emission payload */
                    payload?: (Uint8Array|null);

                    /** Emission missed */
                    missed?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Emission. */
                type $Shape = prost.control.v1.Emission.$Properties;
            }

            /** RecordForm enum. */
            enum RecordForm {

                /** PLAIN value */
                PLAIN = 0,

                /** IMMUTABLE value */
                IMMUTABLE = 1,

                /** SIGNED value */
                SIGNED = 2,

                /** EVIDENCE value */
                EVIDENCE = 3,

                /** MERGED value */
                MERGED = 4
            }

            /**
             * Properties of a PutRequest.
             * @deprecated Use prost.control.v1.PutRequest.$Properties instead.
             */
            interface IPutRequest extends prost.control.v1.PutRequest.$Properties {
            }

            /** Represents a PutRequest. */
            class PutRequest {

                /**
                 * Constructs a new PutRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.PutRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PutRequest service. */
                service: Uint8Array;

                /** PutRequest key. */
                key: Uint8Array;

                /** PutRequest field. */
                field: Uint8Array;

                /** PutRequest value. */
                value: Uint8Array;

                /** PutRequest remove. */
                remove: boolean;

                /** PutRequest ttlSeconds. */
                ttlSeconds: number;

                /** PutRequest form. */
                form: prost.control.v1.RecordForm;

                /**
                 * Creates a new PutRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PutRequest instance
                 */
                static create(properties: prost.control.v1.PutRequest.$Shape): prost.control.v1.PutRequest & prost.control.v1.PutRequest.$Shape;
                static create(properties?: prost.control.v1.PutRequest.$Properties): prost.control.v1.PutRequest;

                /**
                 * Encodes the specified PutRequest message. Does not implicitly {@link prost.control.v1.PutRequest.verify|verify} messages.
                 * @param message PutRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.PutRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PutRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.PutRequest & prost.control.v1.PutRequest.$Shape} PutRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.PutRequest & prost.control.v1.PutRequest.$Shape;

                /**
                 * Creates a PutRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns PutRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.PutRequest;

                /**
                 * Creates a plain object from a PutRequest message. Also converts values to other types if specified.
                 * @param message PutRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.PutRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this PutRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace PutRequest {

                /** Properties of a PutRequest. */
                interface $Properties {

                    /** PutRequest service */
                    service?: (Uint8Array|null);

                    /** PutRequest key */
                    key?: (Uint8Array|null);

                    /** PutRequest field */
                    field?: (Uint8Array|null);

                    /** PutRequest value */
                    value?: (Uint8Array|null);

                    /** PutRequest remove */
                    remove?: (boolean|null);

                    /** PutRequest ttlSeconds */
                    ttlSeconds?: (number|null);

                    /** PutRequest form */
                    form?: (prost.control.v1.RecordForm|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PutRequest. */
                type $Shape = prost.control.v1.PutRequest.$Properties;
            }

            /**
             * Properties of a PutReply.
             * @deprecated Use prost.control.v1.PutReply.$Properties instead.
             */
            interface IPutReply extends prost.control.v1.PutReply.$Properties {
            }

            /** Represents a PutReply. */
            class PutReply {

                /**
                 * Constructs a new PutReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.PutReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Creates a new PutReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PutReply instance
                 */
                static create(properties: prost.control.v1.PutReply.$Shape): prost.control.v1.PutReply & prost.control.v1.PutReply.$Shape;
                static create(properties?: prost.control.v1.PutReply.$Properties): prost.control.v1.PutReply;

                /**
                 * Encodes the specified PutReply message. Does not implicitly {@link prost.control.v1.PutReply.verify|verify} messages.
                 * @param message PutReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.PutReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PutReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.PutReply & prost.control.v1.PutReply.$Shape} PutReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.PutReply & prost.control.v1.PutReply.$Shape;

                /**
                 * Creates a PutReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns PutReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.PutReply;

                /**
                 * Creates a plain object from a PutReply message. Also converts values to other types if specified.
                 * @param message PutReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.PutReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this PutReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace PutReply {

                /** Properties of a PutReply. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PutReply. */
                type $Shape = prost.control.v1.PutReply.$Properties;
            }

            /**
             * Properties of a ReadRegisterRequest.
             * @deprecated Use prost.control.v1.ReadRegisterRequest.$Properties instead.
             */
            interface IReadRegisterRequest extends prost.control.v1.ReadRegisterRequest.$Properties {
            }

            /** Represents a ReadRegisterRequest. */
            class ReadRegisterRequest {

                /**
                 * Constructs a new ReadRegisterRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.ReadRegisterRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReadRegisterRequest service. */
                service: Uint8Array;

                /** ReadRegisterRequest key. */
                key: Uint8Array;

                /**
                 * Creates a new ReadRegisterRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ReadRegisterRequest instance
                 */
                static create(properties: prost.control.v1.ReadRegisterRequest.$Shape): prost.control.v1.ReadRegisterRequest & prost.control.v1.ReadRegisterRequest.$Shape;
                static create(properties?: prost.control.v1.ReadRegisterRequest.$Properties): prost.control.v1.ReadRegisterRequest;

                /**
                 * Encodes the specified ReadRegisterRequest message. Does not implicitly {@link prost.control.v1.ReadRegisterRequest.verify|verify} messages.
                 * @param message ReadRegisterRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.ReadRegisterRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReadRegisterRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.ReadRegisterRequest & prost.control.v1.ReadRegisterRequest.$Shape} ReadRegisterRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.ReadRegisterRequest & prost.control.v1.ReadRegisterRequest.$Shape;

                /**
                 * Creates a ReadRegisterRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ReadRegisterRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.ReadRegisterRequest;

                /**
                 * Creates a plain object from a ReadRegisterRequest message. Also converts values to other types if specified.
                 * @param message ReadRegisterRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.ReadRegisterRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ReadRegisterRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ReadRegisterRequest {

                /** Properties of a ReadRegisterRequest. */
                interface $Properties {

                    /** ReadRegisterRequest service */
                    service?: (Uint8Array|null);

                    /** ReadRegisterRequest key */
                    key?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReadRegisterRequest. */
                type $Shape = prost.control.v1.ReadRegisterRequest.$Properties;
            }

            /**
             * Properties of a SetRegisterRequest.
             * @deprecated Use prost.control.v1.SetRegisterRequest.$Properties instead.
             */
            interface ISetRegisterRequest extends prost.control.v1.SetRegisterRequest.$Properties {
            }

            /** Represents a SetRegisterRequest. */
            class SetRegisterRequest {

                /**
                 * Constructs a new SetRegisterRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.SetRegisterRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetRegisterRequest service. */
                service: Uint8Array;

                /** SetRegisterRequest key. */
                key: Uint8Array;

                /** SetRegisterRequest expected. */
                expected: number;

                /** SetRegisterRequest value. */
                value: Uint8Array;

                /** SetRegisterRequest remove. */
                remove: boolean;

                /**
                 * Creates a new SetRegisterRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SetRegisterRequest instance
                 */
                static create(properties: prost.control.v1.SetRegisterRequest.$Shape): prost.control.v1.SetRegisterRequest & prost.control.v1.SetRegisterRequest.$Shape;
                static create(properties?: prost.control.v1.SetRegisterRequest.$Properties): prost.control.v1.SetRegisterRequest;

                /**
                 * Encodes the specified SetRegisterRequest message. Does not implicitly {@link prost.control.v1.SetRegisterRequest.verify|verify} messages.
                 * @param message SetRegisterRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.SetRegisterRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetRegisterRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.SetRegisterRequest & prost.control.v1.SetRegisterRequest.$Shape} SetRegisterRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.SetRegisterRequest & prost.control.v1.SetRegisterRequest.$Shape;

                /**
                 * Creates a SetRegisterRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns SetRegisterRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.SetRegisterRequest;

                /**
                 * Creates a plain object from a SetRegisterRequest message. Also converts values to other types if specified.
                 * @param message SetRegisterRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.SetRegisterRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this SetRegisterRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace SetRegisterRequest {

                /** Properties of a SetRegisterRequest. */
                interface $Properties {

                    /** SetRegisterRequest service */
                    service?: (Uint8Array|null);

                    /** SetRegisterRequest key */
                    key?: (Uint8Array|null);

                    /** SetRegisterRequest expected */
                    expected?: (number|null);

                    /** SetRegisterRequest value */
                    value?: (Uint8Array|null);

                    /** SetRegisterRequest remove */
                    remove?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetRegisterRequest. */
                type $Shape = prost.control.v1.SetRegisterRequest.$Properties;
            }

            /**
             * Properties of a RegisterReply.
             * @deprecated Use prost.control.v1.RegisterReply.$Properties instead.
             */
            interface IRegisterReply extends prost.control.v1.RegisterReply.$Properties {
            }

            /** Represents a RegisterReply. */
            class RegisterReply {

                /**
                 * Constructs a new RegisterReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.RegisterReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RegisterReply wasSet. */
                wasSet: boolean;

                /** RegisterReply version. */
                version: number;

                /** RegisterReply hasValue. */
                hasValue: boolean;

                /** RegisterReply value. */
                value: Uint8Array;

                /**
                 * Creates a new RegisterReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RegisterReply instance
                 */
                static create(properties: prost.control.v1.RegisterReply.$Shape): prost.control.v1.RegisterReply & prost.control.v1.RegisterReply.$Shape;
                static create(properties?: prost.control.v1.RegisterReply.$Properties): prost.control.v1.RegisterReply;

                /**
                 * Encodes the specified RegisterReply message. Does not implicitly {@link prost.control.v1.RegisterReply.verify|verify} messages.
                 * @param message RegisterReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.RegisterReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RegisterReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.RegisterReply & prost.control.v1.RegisterReply.$Shape} RegisterReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.RegisterReply & prost.control.v1.RegisterReply.$Shape;

                /**
                 * Creates a RegisterReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RegisterReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.RegisterReply;

                /**
                 * Creates a plain object from a RegisterReply message. Also converts values to other types if specified.
                 * @param message RegisterReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.RegisterReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RegisterReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace RegisterReply {

                /** Properties of a RegisterReply. */
                interface $Properties {

                    /** RegisterReply wasSet */
                    wasSet?: (boolean|null);

                    /** RegisterReply version */
                    version?: (number|null);

                    /** RegisterReply hasValue */
                    hasValue?: (boolean|null);

                    /** RegisterReply value */
                    value?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RegisterReply. */
                type $Shape = prost.control.v1.RegisterReply.$Properties;
            }

            /**
             * Properties of a GetRequest.
             * @deprecated Use prost.control.v1.GetRequest.$Properties instead.
             */
            interface IGetRequest extends prost.control.v1.GetRequest.$Properties {
            }

            /** Represents a GetRequest. */
            class GetRequest {

                /**
                 * Constructs a new GetRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.GetRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetRequest service. */
                service: Uint8Array;

                /** GetRequest key. */
                key: Uint8Array;

                /** GetRequest field. */
                field: Uint8Array;

                /** GetRequest form. */
                form: prost.control.v1.RecordForm;

                /**
                 * Creates a new GetRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GetRequest instance
                 */
                static create(properties: prost.control.v1.GetRequest.$Shape): prost.control.v1.GetRequest & prost.control.v1.GetRequest.$Shape;
                static create(properties?: prost.control.v1.GetRequest.$Properties): prost.control.v1.GetRequest;

                /**
                 * Encodes the specified GetRequest message. Does not implicitly {@link prost.control.v1.GetRequest.verify|verify} messages.
                 * @param message GetRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.GetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.GetRequest & prost.control.v1.GetRequest.$Shape} GetRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.GetRequest & prost.control.v1.GetRequest.$Shape;

                /**
                 * Creates a GetRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns GetRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.GetRequest;

                /**
                 * Creates a plain object from a GetRequest message. Also converts values to other types if specified.
                 * @param message GetRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.GetRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this GetRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace GetRequest {

                /** Properties of a GetRequest. */
                interface $Properties {

                    /** GetRequest service */
                    service?: (Uint8Array|null);

                    /** GetRequest key */
                    key?: (Uint8Array|null);

                    /** GetRequest field */
                    field?: (Uint8Array|null);

                    /** GetRequest form */
                    form?: (prost.control.v1.RecordForm|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetRequest. */
                type $Shape = prost.control.v1.GetRequest.$Properties;
            }

            /**
             * Properties of a GetReply.
             * @deprecated Use prost.control.v1.GetReply.$Properties instead.
             */
            interface IGetReply extends prost.control.v1.GetReply.$Properties {
            }

            /** Represents a GetReply. */
            class GetReply {

                /**
                 * Constructs a new GetReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.GetReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetReply found. */
                found: boolean;

                /** GetReply value. */
                value: Uint8Array;

                /**
                 * Creates a new GetReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GetReply instance
                 */
                static create(properties: prost.control.v1.GetReply.$Shape): prost.control.v1.GetReply & prost.control.v1.GetReply.$Shape;
                static create(properties?: prost.control.v1.GetReply.$Properties): prost.control.v1.GetReply;

                /**
                 * Encodes the specified GetReply message. Does not implicitly {@link prost.control.v1.GetReply.verify|verify} messages.
                 * @param message GetReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.GetReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.GetReply & prost.control.v1.GetReply.$Shape} GetReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.GetReply & prost.control.v1.GetReply.$Shape;

                /**
                 * Creates a GetReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns GetReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.GetReply;

                /**
                 * Creates a plain object from a GetReply message. Also converts values to other types if specified.
                 * @param message GetReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.GetReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this GetReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace GetReply {

                /** Properties of a GetReply. */
                interface $Properties {

                    /** GetReply found */
                    found?: (boolean|null);

                    /** GetReply value */
                    value?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetReply. */
                type $Shape = prost.control.v1.GetReply.$Properties;
            }

            /**
             * Properties of a VersionsRequest.
             * @deprecated Use prost.control.v1.VersionsRequest.$Properties instead.
             */
            interface IVersionsRequest extends prost.control.v1.VersionsRequest.$Properties {
            }

            /** Represents a VersionsRequest. */
            class VersionsRequest {

                /**
                 * Constructs a new VersionsRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.VersionsRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** VersionsRequest service. */
                service: Uint8Array;

                /** VersionsRequest max. */
                max: number;

                /**
                 * Creates a new VersionsRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns VersionsRequest instance
                 */
                static create(properties: prost.control.v1.VersionsRequest.$Shape): prost.control.v1.VersionsRequest & prost.control.v1.VersionsRequest.$Shape;
                static create(properties?: prost.control.v1.VersionsRequest.$Properties): prost.control.v1.VersionsRequest;

                /**
                 * Encodes the specified VersionsRequest message. Does not implicitly {@link prost.control.v1.VersionsRequest.verify|verify} messages.
                 * @param message VersionsRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.VersionsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a VersionsRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.VersionsRequest & prost.control.v1.VersionsRequest.$Shape} VersionsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.VersionsRequest & prost.control.v1.VersionsRequest.$Shape;

                /**
                 * Creates a VersionsRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns VersionsRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.VersionsRequest;

                /**
                 * Creates a plain object from a VersionsRequest message. Also converts values to other types if specified.
                 * @param message VersionsRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.VersionsRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this VersionsRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace VersionsRequest {

                /** Properties of a VersionsRequest. */
                interface $Properties {

                    /** VersionsRequest service */
                    service?: (Uint8Array|null);

                    /** VersionsRequest max */
                    max?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a VersionsRequest. */
                type $Shape = prost.control.v1.VersionsRequest.$Properties;
            }

            /**
             * Properties of a VersionsReply.
             * @deprecated Use prost.control.v1.VersionsReply.$Properties instead.
             */
            interface IVersionsReply extends prost.control.v1.VersionsReply.$Properties {
            }

            /** Represents a VersionsReply. */
            class VersionsReply {

                /**
                 * Constructs a new VersionsReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.VersionsReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** VersionsReply publications. */
                publications: Uint8Array[];

                /** VersionsReply contradiction. */
                contradiction: Uint8Array;

                /** VersionsReply declined. */
                declined: string;

                /**
                 * Creates a new VersionsReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns VersionsReply instance
                 */
                static create(properties: prost.control.v1.VersionsReply.$Shape): prost.control.v1.VersionsReply & prost.control.v1.VersionsReply.$Shape;
                static create(properties?: prost.control.v1.VersionsReply.$Properties): prost.control.v1.VersionsReply;

                /**
                 * Encodes the specified VersionsReply message. Does not implicitly {@link prost.control.v1.VersionsReply.verify|verify} messages.
                 * @param message VersionsReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.VersionsReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a VersionsReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.VersionsReply & prost.control.v1.VersionsReply.$Shape} VersionsReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.VersionsReply & prost.control.v1.VersionsReply.$Shape;

                /**
                 * Creates a VersionsReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns VersionsReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.VersionsReply;

                /**
                 * Creates a plain object from a VersionsReply message. Also converts values to other types if specified.
                 * @param message VersionsReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.VersionsReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this VersionsReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace VersionsReply {

                /** Properties of a VersionsReply. */
                interface $Properties {

                    /** VersionsReply publications */
                    publications?: (Uint8Array[]|null);

                    /** VersionsReply contradiction */
                    contradiction?: (Uint8Array|null);

                    /** VersionsReply declined */
                    declined?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a VersionsReply. */
                type $Shape = prost.control.v1.VersionsReply.$Properties;
            }

            /**
             * Properties of a RevokeRequest.
             * @deprecated Use prost.control.v1.RevokeRequest.$Properties instead.
             */
            interface IRevokeRequest extends prost.control.v1.RevokeRequest.$Properties {
            }

            /** Represents a RevokeRequest. */
            class RevokeRequest {

                /**
                 * Constructs a new RevokeRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.RevokeRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RevokeRequest rootId. */
                rootId: Uint8Array;

                /** RevokeRequest withdrawal. */
                withdrawal: Uint8Array;

                /**
                 * Creates a new RevokeRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RevokeRequest instance
                 */
                static create(properties: prost.control.v1.RevokeRequest.$Shape): prost.control.v1.RevokeRequest & prost.control.v1.RevokeRequest.$Shape;
                static create(properties?: prost.control.v1.RevokeRequest.$Properties): prost.control.v1.RevokeRequest;

                /**
                 * Encodes the specified RevokeRequest message. Does not implicitly {@link prost.control.v1.RevokeRequest.verify|verify} messages.
                 * @param message RevokeRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.RevokeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RevokeRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.RevokeRequest & prost.control.v1.RevokeRequest.$Shape} RevokeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.RevokeRequest & prost.control.v1.RevokeRequest.$Shape;

                /**
                 * Creates a RevokeRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RevokeRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.RevokeRequest;

                /**
                 * Creates a plain object from a RevokeRequest message. Also converts values to other types if specified.
                 * @param message RevokeRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.RevokeRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RevokeRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace RevokeRequest {

                /** Properties of a RevokeRequest. */
                interface $Properties {

                    /** RevokeRequest rootId */
                    rootId?: (Uint8Array|null);

                    /** RevokeRequest withdrawal */
                    withdrawal?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RevokeRequest. */
                type $Shape = prost.control.v1.RevokeRequest.$Properties;
            }

            /**
             * Properties of a RevokeReply.
             * @deprecated Use prost.control.v1.RevokeReply.$Properties instead.
             */
            interface IRevokeReply extends prost.control.v1.RevokeReply.$Properties {
            }

            /** Represents a RevokeReply. */
            class RevokeReply {

                /**
                 * Constructs a new RevokeReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.RevokeReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RevokeReply withdrawal. */
                withdrawal: Uint8Array;

                /**
                 * Creates a new RevokeReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RevokeReply instance
                 */
                static create(properties: prost.control.v1.RevokeReply.$Shape): prost.control.v1.RevokeReply & prost.control.v1.RevokeReply.$Shape;
                static create(properties?: prost.control.v1.RevokeReply.$Properties): prost.control.v1.RevokeReply;

                /**
                 * Encodes the specified RevokeReply message. Does not implicitly {@link prost.control.v1.RevokeReply.verify|verify} messages.
                 * @param message RevokeReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.RevokeReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RevokeReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.RevokeReply & prost.control.v1.RevokeReply.$Shape} RevokeReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.RevokeReply & prost.control.v1.RevokeReply.$Shape;

                /**
                 * Creates a RevokeReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RevokeReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.RevokeReply;

                /**
                 * Creates a plain object from a RevokeReply message. Also converts values to other types if specified.
                 * @param message RevokeReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.RevokeReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RevokeReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace RevokeReply {

                /** Properties of a RevokeReply. */
                interface $Properties {

                    /** RevokeReply withdrawal */
                    withdrawal?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RevokeReply. */
                type $Shape = prost.control.v1.RevokeReply.$Properties;
            }

            /**
             * Properties of a ConsentRequest.
             * @deprecated Use prost.control.v1.ConsentRequest.$Properties instead.
             */
            interface IConsentRequest extends prost.control.v1.ConsentRequest.$Properties {
            }

            /** Represents a ConsentRequest. */
            class ConsentRequest {

                /**
                 * Constructs a new ConsentRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.ConsentRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ConsentRequest service. */
                service: Uint8Array;

                /**
                 * Creates a new ConsentRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ConsentRequest instance
                 */
                static create(properties: prost.control.v1.ConsentRequest.$Shape): prost.control.v1.ConsentRequest & prost.control.v1.ConsentRequest.$Shape;
                static create(properties?: prost.control.v1.ConsentRequest.$Properties): prost.control.v1.ConsentRequest;

                /**
                 * Encodes the specified ConsentRequest message. Does not implicitly {@link prost.control.v1.ConsentRequest.verify|verify} messages.
                 * @param message ConsentRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.ConsentRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ConsentRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.ConsentRequest & prost.control.v1.ConsentRequest.$Shape} ConsentRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.ConsentRequest & prost.control.v1.ConsentRequest.$Shape;

                /**
                 * Creates a ConsentRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ConsentRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.ConsentRequest;

                /**
                 * Creates a plain object from a ConsentRequest message. Also converts values to other types if specified.
                 * @param message ConsentRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.ConsentRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ConsentRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ConsentRequest {

                /** Properties of a ConsentRequest. */
                interface $Properties {

                    /** ConsentRequest service */
                    service?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ConsentRequest. */
                type $Shape = prost.control.v1.ConsentRequest.$Properties;
            }

            /**
             * Properties of a ConsentReply.
             * @deprecated Use prost.control.v1.ConsentReply.$Properties instead.
             */
            interface IConsentReply extends prost.control.v1.ConsentReply.$Properties {
            }

            /** Represents a ConsentReply. */
            class ConsentReply {

                /**
                 * Constructs a new ConsentReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.ConsentReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ConsentReply capabilities. */
                capabilities: string[];

                /**
                 * Creates a new ConsentReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ConsentReply instance
                 */
                static create(properties: prost.control.v1.ConsentReply.$Shape): prost.control.v1.ConsentReply & prost.control.v1.ConsentReply.$Shape;
                static create(properties?: prost.control.v1.ConsentReply.$Properties): prost.control.v1.ConsentReply;

                /**
                 * Encodes the specified ConsentReply message. Does not implicitly {@link prost.control.v1.ConsentReply.verify|verify} messages.
                 * @param message ConsentReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.ConsentReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ConsentReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.ConsentReply & prost.control.v1.ConsentReply.$Shape} ConsentReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.ConsentReply & prost.control.v1.ConsentReply.$Shape;

                /**
                 * Creates a ConsentReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ConsentReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.ConsentReply;

                /**
                 * Creates a plain object from a ConsentReply message. Also converts values to other types if specified.
                 * @param message ConsentReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.ConsentReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ConsentReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ConsentReply {

                /** Properties of a ConsentReply. */
                interface $Properties {

                    /** ConsentReply capabilities */
                    capabilities?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ConsentReply. */
                type $Shape = prost.control.v1.ConsentReply.$Properties;
            }

            /**
             * Properties of a PolicyRequest.
             * @deprecated Use prost.control.v1.PolicyRequest.$Properties instead.
             */
            interface IPolicyRequest extends prost.control.v1.PolicyRequest.$Properties {
            }

            /** Represents a PolicyRequest. */
            class PolicyRequest {

                /**
                 * Constructs a new PolicyRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.PolicyRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Creates a new PolicyRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PolicyRequest instance
                 */
                static create(properties: prost.control.v1.PolicyRequest.$Shape): prost.control.v1.PolicyRequest & prost.control.v1.PolicyRequest.$Shape;
                static create(properties?: prost.control.v1.PolicyRequest.$Properties): prost.control.v1.PolicyRequest;

                /**
                 * Encodes the specified PolicyRequest message. Does not implicitly {@link prost.control.v1.PolicyRequest.verify|verify} messages.
                 * @param message PolicyRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.PolicyRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PolicyRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.PolicyRequest & prost.control.v1.PolicyRequest.$Shape} PolicyRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.PolicyRequest & prost.control.v1.PolicyRequest.$Shape;

                /**
                 * Creates a PolicyRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns PolicyRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.PolicyRequest;

                /**
                 * Creates a plain object from a PolicyRequest message. Also converts values to other types if specified.
                 * @param message PolicyRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.PolicyRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this PolicyRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace PolicyRequest {

                /** Properties of a PolicyRequest. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PolicyRequest. */
                type $Shape = prost.control.v1.PolicyRequest.$Properties;
            }

            /**
             * Properties of a PolicyReply.
             * @deprecated Use prost.control.v1.PolicyReply.$Properties instead.
             */
            interface IPolicyReply extends prost.control.v1.PolicyReply.$Properties {
            }

            /** Represents a PolicyReply. */
            class PolicyReply {

                /**
                 * Constructs a new PolicyReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.PolicyReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PolicyReply json. */
                json: string;

                /**
                 * Creates a new PolicyReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PolicyReply instance
                 */
                static create(properties: prost.control.v1.PolicyReply.$Shape): prost.control.v1.PolicyReply & prost.control.v1.PolicyReply.$Shape;
                static create(properties?: prost.control.v1.PolicyReply.$Properties): prost.control.v1.PolicyReply;

                /**
                 * Encodes the specified PolicyReply message. Does not implicitly {@link prost.control.v1.PolicyReply.verify|verify} messages.
                 * @param message PolicyReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.PolicyReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PolicyReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.PolicyReply & prost.control.v1.PolicyReply.$Shape} PolicyReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.PolicyReply & prost.control.v1.PolicyReply.$Shape;

                /**
                 * Creates a PolicyReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns PolicyReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.PolicyReply;

                /**
                 * Creates a plain object from a PolicyReply message. Also converts values to other types if specified.
                 * @param message PolicyReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.PolicyReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this PolicyReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace PolicyReply {

                /** Properties of a PolicyReply. */
                interface $Properties {

                    /** PolicyReply json */
                    json?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PolicyReply. */
                type $Shape = prost.control.v1.PolicyReply.$Properties;
            }

            /**
             * Properties of a RecordRequest.
             * @deprecated Use prost.control.v1.RecordRequest.$Properties instead.
             */
            interface IRecordRequest extends prost.control.v1.RecordRequest.$Properties {
            }

            /** Represents a RecordRequest. */
            class RecordRequest {

                /**
                 * Constructs a new RecordRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.RecordRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RecordRequest service. */
                service: Uint8Array;

                /** RecordRequest eventsMax. */
                eventsMax: number;

                /** RecordRequest durationMs. */
                durationMs: number;

                /** RecordRequest waits. */
                waits: boolean;

                /** RecordRequest withoutModule. */
                withoutModule: boolean;

                /**
                 * Creates a new RecordRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RecordRequest instance
                 */
                static create(properties: prost.control.v1.RecordRequest.$Shape): prost.control.v1.RecordRequest & prost.control.v1.RecordRequest.$Shape;
                static create(properties?: prost.control.v1.RecordRequest.$Properties): prost.control.v1.RecordRequest;

                /**
                 * Encodes the specified RecordRequest message. Does not implicitly {@link prost.control.v1.RecordRequest.verify|verify} messages.
                 * @param message RecordRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.RecordRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RecordRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.RecordRequest & prost.control.v1.RecordRequest.$Shape} RecordRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.RecordRequest & prost.control.v1.RecordRequest.$Shape;

                /**
                 * Creates a RecordRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RecordRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.RecordRequest;

                /**
                 * Creates a plain object from a RecordRequest message. Also converts values to other types if specified.
                 * @param message RecordRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.RecordRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RecordRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace RecordRequest {

                /** Properties of a RecordRequest. */
                interface $Properties {

                    /** RecordRequest service */
                    service?: (Uint8Array|null);

                    /** RecordRequest eventsMax */
                    eventsMax?: (number|null);

                    /** RecordRequest durationMs */
                    durationMs?: (number|null);

                    /** RecordRequest waits */
                    waits?: (boolean|null);

                    /** RecordRequest withoutModule */
                    withoutModule?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RecordRequest. */
                type $Shape = prost.control.v1.RecordRequest.$Properties;
            }

            /**
             * Properties of a RecordingPiece.
             * @deprecated Use prost.control.v1.RecordingPiece.$Properties instead.
             */
            interface IRecordingPiece extends prost.control.v1.RecordingPiece.$Properties {
            }

            /** Represents a RecordingPiece. */
            class RecordingPiece {

                /**
                 * Constructs a new RecordingPiece.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.RecordingPiece.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RecordingPiece bytes. */
                bytes: Uint8Array;

                /** RecordingPiece events. */
                events: number;

                /** RecordingPiece end. */
                end: string;

                /**
                 * Creates a new RecordingPiece instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RecordingPiece instance
                 */
                static create(properties: prost.control.v1.RecordingPiece.$Shape): prost.control.v1.RecordingPiece & prost.control.v1.RecordingPiece.$Shape;
                static create(properties?: prost.control.v1.RecordingPiece.$Properties): prost.control.v1.RecordingPiece;

                /**
                 * Encodes the specified RecordingPiece message. Does not implicitly {@link prost.control.v1.RecordingPiece.verify|verify} messages.
                 * @param message RecordingPiece message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.RecordingPiece.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RecordingPiece message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.RecordingPiece & prost.control.v1.RecordingPiece.$Shape} RecordingPiece
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.RecordingPiece & prost.control.v1.RecordingPiece.$Shape;

                /**
                 * Creates a RecordingPiece message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RecordingPiece
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.RecordingPiece;

                /**
                 * Creates a plain object from a RecordingPiece message. Also converts values to other types if specified.
                 * @param message RecordingPiece
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.RecordingPiece, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RecordingPiece to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace RecordingPiece {

                /** Properties of a RecordingPiece. */
                interface $Properties {

                    /** RecordingPiece bytes */
                    bytes?: (Uint8Array|null);

                    /** RecordingPiece events */
                    events?: (number|null);

                    /** RecordingPiece end */
                    end?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RecordingPiece. */
                type $Shape = prost.control.v1.RecordingPiece.$Properties;
            }

            /**
             * Properties of a StopRecordingRequest.
             * @deprecated Use prost.control.v1.StopRecordingRequest.$Properties instead.
             */
            interface IStopRecordingRequest extends prost.control.v1.StopRecordingRequest.$Properties {
            }

            /** Represents a StopRecordingRequest. */
            class StopRecordingRequest {

                /**
                 * Constructs a new StopRecordingRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.StopRecordingRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StopRecordingRequest service. */
                service: Uint8Array;

                /**
                 * Creates a new StopRecordingRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StopRecordingRequest instance
                 */
                static create(properties: prost.control.v1.StopRecordingRequest.$Shape): prost.control.v1.StopRecordingRequest & prost.control.v1.StopRecordingRequest.$Shape;
                static create(properties?: prost.control.v1.StopRecordingRequest.$Properties): prost.control.v1.StopRecordingRequest;

                /**
                 * Encodes the specified StopRecordingRequest message. Does not implicitly {@link prost.control.v1.StopRecordingRequest.verify|verify} messages.
                 * @param message StopRecordingRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.StopRecordingRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StopRecordingRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.StopRecordingRequest & prost.control.v1.StopRecordingRequest.$Shape} StopRecordingRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.StopRecordingRequest & prost.control.v1.StopRecordingRequest.$Shape;

                /**
                 * Creates a StopRecordingRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns StopRecordingRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.StopRecordingRequest;

                /**
                 * Creates a plain object from a StopRecordingRequest message. Also converts values to other types if specified.
                 * @param message StopRecordingRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.StopRecordingRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this StopRecordingRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace StopRecordingRequest {

                /** Properties of a StopRecordingRequest. */
                interface $Properties {

                    /** StopRecordingRequest service */
                    service?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StopRecordingRequest. */
                type $Shape = prost.control.v1.StopRecordingRequest.$Properties;
            }

            /**
             * Properties of a StopRecordingReply.
             * @deprecated Use prost.control.v1.StopRecordingReply.$Properties instead.
             */
            interface IStopRecordingReply extends prost.control.v1.StopRecordingReply.$Properties {
            }

            /** Represents a StopRecordingReply. */
            class StopRecordingReply {

                /**
                 * Constructs a new StopRecordingReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.StopRecordingReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Creates a new StopRecordingReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StopRecordingReply instance
                 */
                static create(properties: prost.control.v1.StopRecordingReply.$Shape): prost.control.v1.StopRecordingReply & prost.control.v1.StopRecordingReply.$Shape;
                static create(properties?: prost.control.v1.StopRecordingReply.$Properties): prost.control.v1.StopRecordingReply;

                /**
                 * Encodes the specified StopRecordingReply message. Does not implicitly {@link prost.control.v1.StopRecordingReply.verify|verify} messages.
                 * @param message StopRecordingReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.StopRecordingReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StopRecordingReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.StopRecordingReply & prost.control.v1.StopRecordingReply.$Shape} StopRecordingReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.StopRecordingReply & prost.control.v1.StopRecordingReply.$Shape;

                /**
                 * Creates a StopRecordingReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns StopRecordingReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.StopRecordingReply;

                /**
                 * Creates a plain object from a StopRecordingReply message. Also converts values to other types if specified.
                 * @param message StopRecordingReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.StopRecordingReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this StopRecordingReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace StopRecordingReply {

                /** Properties of a StopRecordingReply. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StopRecordingReply. */
                type $Shape = prost.control.v1.StopRecordingReply.$Properties;
            }

            /**
             * Properties of a TrialRequest.
             * @deprecated Use prost.control.v1.TrialRequest.$Properties instead.
             */
            interface ITrialRequest extends prost.control.v1.TrialRequest.$Properties {
            }

            /** Represents a TrialRequest. */
            class TrialRequest {

                /**
                 * Constructs a new TrialRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialRequest number. */
                number: number;

                /** TrialRequest offer. */
                offer?: (prost.control.v1.TrialOffer.$Properties|null);

                /** TrialRequest event. */
                event?: (prost.control.v1.TrialEvent.$Properties|null);

                /** TrialRequest end. */
                end?: (prost.control.v1.TrialEnd.$Properties|null);

                /** TrialRequest step. */
                step?: ("offer"|"event"|"end");

                /**
                 * Creates a new TrialRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialRequest instance
                 */
                static create(properties: prost.control.v1.TrialRequest.$Shape): prost.control.v1.TrialRequest & prost.control.v1.TrialRequest.$Shape;
                static create(properties?: prost.control.v1.TrialRequest.$Properties): prost.control.v1.TrialRequest;

                /**
                 * Encodes the specified TrialRequest message. Does not implicitly {@link prost.control.v1.TrialRequest.verify|verify} messages.
                 * @param message TrialRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialRequest & prost.control.v1.TrialRequest.$Shape} TrialRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialRequest & prost.control.v1.TrialRequest.$Shape;

                /**
                 * Creates a TrialRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialRequest
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialRequest;

                /**
                 * Creates a plain object from a TrialRequest message. Also converts values to other types if specified.
                 * @param message TrialRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialRequest {

                /** Properties of a TrialRequest. */
                interface $Properties {

                    /** TrialRequest number */
                    number?: (number|null);

                    /** TrialRequest offer */
                    offer?: (prost.control.v1.TrialOffer.$Properties|null);

                    /** TrialRequest event */
                    event?: (prost.control.v1.TrialEvent.$Properties|null);

                    /** TrialRequest end */
                    end?: (prost.control.v1.TrialEnd.$Properties|null);

                    /** TrialRequest step */
                    step?: ("offer"|"event"|"end");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a TrialRequest. */
                type $Shape = {
                  number?: number|null;
                  offer?: prost.control.v1.TrialOffer.$Shape|null;
                  event?: prost.control.v1.TrialEvent.$Shape|null;
                  end?: prost.control.v1.TrialEnd.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ step?: undefined; offer?: null; event?: null; end?: null }|{ step?: "offer"; offer: prost.control.v1.TrialOffer.$Shape; event?: null; end?: null }|{ step?: "event"; offer?: null; event: prost.control.v1.TrialEvent.$Shape; end?: null }|{ step?: "end"; offer?: null; event?: null; end: prost.control.v1.TrialEnd.$Shape })
                );
            }

            /**
             * Properties of a TrialOffer.
             * @deprecated Use prost.control.v1.TrialOffer.$Properties instead.
             */
            interface ITrialOffer extends prost.control.v1.TrialOffer.$Properties {
            }

            /** Represents a TrialOffer. */
            class TrialOffer {

                /**
                 * Constructs a new TrialOffer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialOffer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialOffer module. */
                module: Uint8Array;

                /** TrialOffer capabilities. */
                capabilities: string[];

                /** TrialOffer limits. */
                limits?: (prost.control.v1.TrialLimits.$Properties|null);

                /**
                 * Creates a new TrialOffer instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialOffer instance
                 */
                static create(properties: prost.control.v1.TrialOffer.$Shape): prost.control.v1.TrialOffer & prost.control.v1.TrialOffer.$Shape;
                static create(properties?: prost.control.v1.TrialOffer.$Properties): prost.control.v1.TrialOffer;

                /**
                 * Encodes the specified TrialOffer message. Does not implicitly {@link prost.control.v1.TrialOffer.verify|verify} messages.
                 * @param message TrialOffer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialOffer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialOffer & prost.control.v1.TrialOffer.$Shape} TrialOffer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialOffer & prost.control.v1.TrialOffer.$Shape;

                /**
                 * Creates a TrialOffer message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialOffer
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialOffer;

                /**
                 * Creates a plain object from a TrialOffer message. Also converts values to other types if specified.
                 * @param message TrialOffer
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialOffer, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialOffer to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialOffer {

                /** Properties of a TrialOffer. */
                interface $Properties {

                    /** TrialOffer module */
                    module?: (Uint8Array|null);

                    /** TrialOffer capabilities */
                    capabilities?: (string[]|null);

                    /** TrialOffer limits */
                    limits?: (prost.control.v1.TrialLimits.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TrialOffer. */
                type $Shape = prost.control.v1.TrialOffer.$Properties;
            }

            /**
             * Properties of a TrialLimits.
             * @deprecated Use prost.control.v1.TrialLimits.$Properties instead.
             */
            interface ITrialLimits extends prost.control.v1.TrialLimits.$Properties {
            }

            /** Represents a TrialLimits. */
            class TrialLimits {

                /**
                 * Constructs a new TrialLimits.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialLimits.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialLimits memoryPages. */
                memoryPages?: (number|null);

                /** TrialLimits fuelPerEvent. */
                fuelPerEvent?: (number|null);

                /** TrialLimits storeBytes. */
                storeBytes?: (number|null);

                /** TrialLimits effectsPerEvent. */
                effectsPerEvent?: (number|null);

                /** TrialLimits effectBytesPerEvent. */
                effectBytesPerEvent?: (number|null);

                /**
                 * Creates a new TrialLimits instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialLimits instance
                 */
                static create(properties: prost.control.v1.TrialLimits.$Shape): prost.control.v1.TrialLimits & prost.control.v1.TrialLimits.$Shape;
                static create(properties?: prost.control.v1.TrialLimits.$Properties): prost.control.v1.TrialLimits;

                /**
                 * Encodes the specified TrialLimits message. Does not implicitly {@link prost.control.v1.TrialLimits.verify|verify} messages.
                 * @param message TrialLimits message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialLimits message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialLimits & prost.control.v1.TrialLimits.$Shape} TrialLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialLimits & prost.control.v1.TrialLimits.$Shape;

                /**
                 * Creates a TrialLimits message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialLimits
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialLimits;

                /**
                 * Creates a plain object from a TrialLimits message. Also converts values to other types if specified.
                 * @param message TrialLimits
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialLimits, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialLimits to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialLimits {

                /** Properties of a TrialLimits. */
                interface $Properties {

                    /** TrialLimits memoryPages */
                    memoryPages?: (number|null);

                    /** TrialLimits fuelPerEvent */
                    fuelPerEvent?: (number|null);

                    /** TrialLimits storeBytes */
                    storeBytes?: (number|null);

                    /** TrialLimits effectsPerEvent */
                    effectsPerEvent?: (number|null);

                    /** TrialLimits effectBytesPerEvent */
                    effectBytesPerEvent?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TrialLimits. */
                type $Shape = prost.control.v1.TrialLimits.$Properties;
            }

            /**
             * Properties of a TrialEvent.
             * @deprecated Use prost.control.v1.TrialEvent.$Properties instead.
             */
            interface ITrialEvent extends prost.control.v1.TrialEvent.$Properties {
            }

            /** Represents a TrialEvent. */
            class TrialEvent {

                /**
                 * Constructs a new TrialEvent.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialEvent.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialEvent service. */
                service: number;

                /** TrialEvent kind. */
                kind: string;

                /** TrialEvent nowMs. */
                nowMs: number;

                /** TrialEvent seed. */
                seed: string;

                /** TrialEvent key. */
                key: Uint8Array;

                /** TrialEvent origin. */
                origin: Uint8Array;

                /** TrialEvent previous. */
                previous: Uint8Array;

                /** TrialEvent next. */
                next: Uint8Array;

                /** TrialEvent token. */
                token: string;

                /** TrialEvent hops. */
                hops: number;

                /** TrialEvent flags. */
                flags: number;

                /** TrialEvent status. */
                status: number;

                /** TrialEvent payload. */
                payload: Uint8Array;

                /**
                 * Creates a new TrialEvent instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialEvent instance
                 */
                static create(properties: prost.control.v1.TrialEvent.$Shape): prost.control.v1.TrialEvent & prost.control.v1.TrialEvent.$Shape;
                static create(properties?: prost.control.v1.TrialEvent.$Properties): prost.control.v1.TrialEvent;

                /**
                 * Encodes the specified TrialEvent message. Does not implicitly {@link prost.control.v1.TrialEvent.verify|verify} messages.
                 * @param message TrialEvent message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialEvent message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialEvent & prost.control.v1.TrialEvent.$Shape} TrialEvent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialEvent & prost.control.v1.TrialEvent.$Shape;

                /**
                 * Creates a TrialEvent message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialEvent
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialEvent;

                /**
                 * Creates a plain object from a TrialEvent message. Also converts values to other types if specified.
                 * @param message TrialEvent
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialEvent, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialEvent to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialEvent {

                /** Properties of a TrialEvent. */
                interface $Properties {

                    /** TrialEvent service */
                    service?: (number|null);

                    /** TrialEvent kind */
                    kind?: (string|null);

                    /** TrialEvent nowMs */
                    nowMs?: (number|null);

                    /** TrialEvent seed */
                    seed?: (string|null);

                    /** TrialEvent key */
                    key?: (Uint8Array|null);

                    /** TrialEvent origin */
                    origin?: (Uint8Array|null);

                    /** TrialEvent previous */
                    previous?: (Uint8Array|null);

                    /** TrialEvent next */
                    next?: (Uint8Array|null);

                    /** TrialEvent token */
                    token?: (string|null);

                    /** TrialEvent hops */
                    hops?: (number|null);

                    /** TrialEvent flags */
                    flags?: (number|null);

                    /** TrialEvent status */
                    status?: (number|null);

                    /** TrialEvent payload */
                    payload?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TrialEvent. */
                type $Shape = prost.control.v1.TrialEvent.$Properties;
            }

            /**
             * Properties of a TrialEnd.
             * @deprecated Use prost.control.v1.TrialEnd.$Properties instead.
             */
            interface ITrialEnd extends prost.control.v1.TrialEnd.$Properties {
            }

            /** Represents a TrialEnd. */
            class TrialEnd {

                /**
                 * Constructs a new TrialEnd.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialEnd.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialEnd service. */
                service: number;

                /**
                 * Creates a new TrialEnd instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialEnd instance
                 */
                static create(properties: prost.control.v1.TrialEnd.$Shape): prost.control.v1.TrialEnd & prost.control.v1.TrialEnd.$Shape;
                static create(properties?: prost.control.v1.TrialEnd.$Properties): prost.control.v1.TrialEnd;

                /**
                 * Encodes the specified TrialEnd message. Does not implicitly {@link prost.control.v1.TrialEnd.verify|verify} messages.
                 * @param message TrialEnd message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialEnd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialEnd message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialEnd & prost.control.v1.TrialEnd.$Shape} TrialEnd
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialEnd & prost.control.v1.TrialEnd.$Shape;

                /**
                 * Creates a TrialEnd message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialEnd
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialEnd;

                /**
                 * Creates a plain object from a TrialEnd message. Also converts values to other types if specified.
                 * @param message TrialEnd
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialEnd, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialEnd to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialEnd {

                /** Properties of a TrialEnd. */
                interface $Properties {

                    /** TrialEnd service */
                    service?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TrialEnd. */
                type $Shape = prost.control.v1.TrialEnd.$Properties;
            }

            /**
             * Properties of a TrialReply.
             * @deprecated Use prost.control.v1.TrialReply.$Properties instead.
             */
            interface ITrialReply extends prost.control.v1.TrialReply.$Properties {
            }

            /** Represents a TrialReply. */
            class TrialReply {

                /**
                 * Constructs a new TrialReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialReply number. */
                number: number;

                /** TrialReply offered. */
                offered?: (prost.control.v1.TrialOffered.$Properties|null);

                /** TrialReply outcome. */
                outcome?: (prost.control.v1.TrialOutcome.$Properties|null);

                /** TrialReply ended. */
                ended?: (prost.control.v1.TrialEnd.$Properties|null);

                /** TrialReply result. */
                result?: ("offered"|"outcome"|"ended");

                /**
                 * Creates a new TrialReply instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialReply instance
                 */
                static create(properties: prost.control.v1.TrialReply.$Shape): prost.control.v1.TrialReply & prost.control.v1.TrialReply.$Shape;
                static create(properties?: prost.control.v1.TrialReply.$Properties): prost.control.v1.TrialReply;

                /**
                 * Encodes the specified TrialReply message. Does not implicitly {@link prost.control.v1.TrialReply.verify|verify} messages.
                 * @param message TrialReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialReply & prost.control.v1.TrialReply.$Shape} TrialReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialReply & prost.control.v1.TrialReply.$Shape;

                /**
                 * Creates a TrialReply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialReply
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialReply;

                /**
                 * Creates a plain object from a TrialReply message. Also converts values to other types if specified.
                 * @param message TrialReply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialReply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialReply {

                /** Properties of a TrialReply. */
                interface $Properties {

                    /** TrialReply number */
                    number?: (number|null);

                    /** TrialReply offered */
                    offered?: (prost.control.v1.TrialOffered.$Properties|null);

                    /** TrialReply outcome */
                    outcome?: (prost.control.v1.TrialOutcome.$Properties|null);

                    /** TrialReply ended */
                    ended?: (prost.control.v1.TrialEnd.$Properties|null);

                    /** TrialReply result */
                    result?: ("offered"|"outcome"|"ended");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a TrialReply. */
                type $Shape = {
                  number?: number|null;
                  offered?: prost.control.v1.TrialOffered.$Shape|null;
                  outcome?: prost.control.v1.TrialOutcome.$Shape|null;
                  ended?: prost.control.v1.TrialEnd.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ result?: undefined; offered?: null; outcome?: null; ended?: null }|{ result?: "offered"; offered: prost.control.v1.TrialOffered.$Shape; outcome?: null; ended?: null }|{ result?: "outcome"; offered?: null; outcome: prost.control.v1.TrialOutcome.$Shape; ended?: null }|{ result?: "ended"; offered?: null; outcome?: null; ended: prost.control.v1.TrialEnd.$Shape })
                );
            }

            /**
             * Properties of a TrialOffered.
             * @deprecated Use prost.control.v1.TrialOffered.$Properties instead.
             */
            interface ITrialOffered extends prost.control.v1.TrialOffered.$Properties {
            }

            /** Represents a TrialOffered. */
            class TrialOffered {

                /**
                 * Constructs a new TrialOffered.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialOffered.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialOffered service. */
                service: number;

                /** TrialOffered refusedBy. */
                refusedBy: string;

                /** TrialOffered code. */
                code: string;

                /** TrialOffered detail. */
                detail: string;

                /** TrialOffered exports. */
                exports: string[];

                /** TrialOffered fuelUsed. */
                fuelUsed: number;

                /**
                 * Creates a new TrialOffered instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialOffered instance
                 */
                static create(properties: prost.control.v1.TrialOffered.$Shape): prost.control.v1.TrialOffered & prost.control.v1.TrialOffered.$Shape;
                static create(properties?: prost.control.v1.TrialOffered.$Properties): prost.control.v1.TrialOffered;

                /**
                 * Encodes the specified TrialOffered message. Does not implicitly {@link prost.control.v1.TrialOffered.verify|verify} messages.
                 * @param message TrialOffered message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialOffered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialOffered message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialOffered & prost.control.v1.TrialOffered.$Shape} TrialOffered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialOffered & prost.control.v1.TrialOffered.$Shape;

                /**
                 * Creates a TrialOffered message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialOffered
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialOffered;

                /**
                 * Creates a plain object from a TrialOffered message. Also converts values to other types if specified.
                 * @param message TrialOffered
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialOffered, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialOffered to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialOffered {

                /** Properties of a TrialOffered. */
                interface $Properties {

                    /** TrialOffered service */
                    service?: (number|null);

                    /** TrialOffered refusedBy */
                    refusedBy?: (string|null);

                    /** TrialOffered code */
                    code?: (string|null);

                    /** TrialOffered detail */
                    detail?: (string|null);

                    /** TrialOffered exports */
                    exports?: (string[]|null);

                    /** TrialOffered fuelUsed */
                    fuelUsed?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TrialOffered. */
                type $Shape = prost.control.v1.TrialOffered.$Properties;
            }

            /**
             * Properties of a TrialOutcome.
             * @deprecated Use prost.control.v1.TrialOutcome.$Properties instead.
             */
            interface ITrialOutcome extends prost.control.v1.TrialOutcome.$Properties {
            }

            /** Represents a TrialOutcome. */
            class TrialOutcome {

                /**
                 * Constructs a new TrialOutcome.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialOutcome.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialOutcome ok. */
                ok: boolean;

                /** TrialOutcome fuelUsed. */
                fuelUsed: number;

                /** TrialOutcome fault. */
                fault: string;

                /** TrialOutcome detail. */
                detail: string;

                /** TrialOutcome writes. */
                writes: prost.control.v1.TrialWrite.$Properties[];

                /** TrialOutcome effects. */
                effects: prost.control.v1.TrialEffect.$Properties[];

                /** TrialOutcome verdict. */
                verdict?: (prost.control.v1.TrialVerdict.$Properties|null);

                /**
                 * Creates a new TrialOutcome instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialOutcome instance
                 */
                static create(properties: prost.control.v1.TrialOutcome.$Shape): prost.control.v1.TrialOutcome & prost.control.v1.TrialOutcome.$Shape;
                static create(properties?: prost.control.v1.TrialOutcome.$Properties): prost.control.v1.TrialOutcome;

                /**
                 * Encodes the specified TrialOutcome message. Does not implicitly {@link prost.control.v1.TrialOutcome.verify|verify} messages.
                 * @param message TrialOutcome message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialOutcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialOutcome message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialOutcome & prost.control.v1.TrialOutcome.$Shape} TrialOutcome
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialOutcome & prost.control.v1.TrialOutcome.$Shape;

                /**
                 * Creates a TrialOutcome message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialOutcome
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialOutcome;

                /**
                 * Creates a plain object from a TrialOutcome message. Also converts values to other types if specified.
                 * @param message TrialOutcome
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialOutcome, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialOutcome to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialOutcome {

                /** Properties of a TrialOutcome. */
                interface $Properties {

                    /** TrialOutcome ok */
                    ok?: (boolean|null);

                    /** TrialOutcome fuelUsed */
                    fuelUsed?: (number|null);

                    /** TrialOutcome fault */
                    fault?: (string|null);

                    /** TrialOutcome detail */
                    detail?: (string|null);

                    /** TrialOutcome writes */
                    writes?: (prost.control.v1.TrialWrite.$Properties[]|null);

                    /** TrialOutcome effects */
                    effects?: (prost.control.v1.TrialEffect.$Properties[]|null);

                    /** TrialOutcome verdict */
                    verdict?: (prost.control.v1.TrialVerdict.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TrialOutcome. */
                type $Shape = prost.control.v1.TrialOutcome.$Properties;
            }

            /**
             * Properties of a TrialWrite.
             * @deprecated Use prost.control.v1.TrialWrite.$Properties instead.
             */
            interface ITrialWrite extends prost.control.v1.TrialWrite.$Properties {
            }

            /** Represents a TrialWrite. */
            class TrialWrite {

                /**
                 * Constructs a new TrialWrite.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialWrite.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialWrite key. */
                key: Uint8Array;

                /** TrialWrite value. */
                value?: (Uint8Array|null);

                /**
                 * Creates a new TrialWrite instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialWrite instance
                 */
                static create(properties: prost.control.v1.TrialWrite.$Shape): prost.control.v1.TrialWrite & prost.control.v1.TrialWrite.$Shape;
                static create(properties?: prost.control.v1.TrialWrite.$Properties): prost.control.v1.TrialWrite;

                /**
                 * Encodes the specified TrialWrite message. Does not implicitly {@link prost.control.v1.TrialWrite.verify|verify} messages.
                 * @param message TrialWrite message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialWrite.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialWrite message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialWrite & prost.control.v1.TrialWrite.$Shape} TrialWrite
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialWrite & prost.control.v1.TrialWrite.$Shape;

                /**
                 * Creates a TrialWrite message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialWrite
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialWrite;

                /**
                 * Creates a plain object from a TrialWrite message. Also converts values to other types if specified.
                 * @param message TrialWrite
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialWrite, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialWrite to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialWrite {

                /** Properties of a TrialWrite. */
                interface $Properties {

                    /** TrialWrite key */
                    key?: (Uint8Array|null);

                    /** TrialWrite value */
                    value?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TrialWrite. */
                type $Shape = prost.control.v1.TrialWrite.$Properties;
            }

            /**
             * Properties of a TrialVerdict.
             * @deprecated Use prost.control.v1.TrialVerdict.$Properties instead.
             */
            interface ITrialVerdict extends prost.control.v1.TrialVerdict.$Properties {
            }

            /** Represents a TrialVerdict. */
            class TrialVerdict {

                /**
                 * Constructs a new TrialVerdict.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialVerdict.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialVerdict stop. */
                stop: boolean;

                /** TrialVerdict key. */
                key?: (Uint8Array|null);

                /** TrialVerdict payload. */
                payload?: (Uint8Array|null);

                /** TrialVerdict next. */
                next?: (Uint8Array|null);

                /**
                 * Creates a new TrialVerdict instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialVerdict instance
                 */
                static create(properties: prost.control.v1.TrialVerdict.$Shape): prost.control.v1.TrialVerdict & prost.control.v1.TrialVerdict.$Shape;
                static create(properties?: prost.control.v1.TrialVerdict.$Properties): prost.control.v1.TrialVerdict;

                /**
                 * Encodes the specified TrialVerdict message. Does not implicitly {@link prost.control.v1.TrialVerdict.verify|verify} messages.
                 * @param message TrialVerdict message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialVerdict.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialVerdict message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialVerdict & prost.control.v1.TrialVerdict.$Shape} TrialVerdict
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialVerdict & prost.control.v1.TrialVerdict.$Shape;

                /**
                 * Creates a TrialVerdict message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialVerdict
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialVerdict;

                /**
                 * Creates a plain object from a TrialVerdict message. Also converts values to other types if specified.
                 * @param message TrialVerdict
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialVerdict, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialVerdict to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialVerdict {

                /** Properties of a TrialVerdict. */
                interface $Properties {

                    /** TrialVerdict stop */
                    stop?: (boolean|null);

                    /** TrialVerdict key */
                    key?: (Uint8Array|null);

                    /** TrialVerdict payload */
                    payload?: (Uint8Array|null);

                    /** TrialVerdict next */
                    next?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TrialVerdict. */
                type $Shape = prost.control.v1.TrialVerdict.$Properties;
            }

            /**
             * Properties of a TrialEffect.
             * @deprecated Use prost.control.v1.TrialEffect.$Properties instead.
             */
            interface ITrialEffect extends prost.control.v1.TrialEffect.$Properties {
            }

            /** Represents a TrialEffect. */
            class TrialEffect {

                /**
                 * Constructs a new TrialEffect.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: prost.control.v1.TrialEffect.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrialEffect kind. */
                kind: string;

                /** TrialEffect token. */
                token?: (string|null);

                /** TrialEffect key. */
                key?: (Uint8Array|null);

                /** TrialEffect hint. */
                hint?: (Uint8Array|null);

                /** TrialEffect node. */
                node?: (Uint8Array|null);

                /** TrialEffect field. */
                field?: (Uint8Array|null);

                /** TrialEffect value. */
                value?: (Uint8Array|null);

                /** TrialEffect payload. */
                payload?: (Uint8Array|null);

                /** TrialEffect timeoutMs. */
                timeoutMs?: (number|null);

                /** TrialEffect ttlSeconds. */
                ttlSeconds?: (number|null);

                /** TrialEffect delayMs. */
                delayMs?: (number|null);

                /** TrialEffect level. */
                level?: (number|null);

                /** TrialEffect text. */
                text?: (string|null);

                /** TrialEffect name. */
                name?: (string|null);

                /** TrialEffect amount. */
                amount?: (string|null);

                /** TrialEffect form. */
                form?: (number|null);

                /** TrialEffect expected. */
                expected?: (string|null);

                /**
                 * Creates a new TrialEffect instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrialEffect instance
                 */
                static create(properties: prost.control.v1.TrialEffect.$Shape): prost.control.v1.TrialEffect & prost.control.v1.TrialEffect.$Shape;
                static create(properties?: prost.control.v1.TrialEffect.$Properties): prost.control.v1.TrialEffect;

                /**
                 * Encodes the specified TrialEffect message. Does not implicitly {@link prost.control.v1.TrialEffect.verify|verify} messages.
                 * @param message TrialEffect message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: prost.control.v1.TrialEffect.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrialEffect message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {prost.control.v1.TrialEffect & prost.control.v1.TrialEffect.$Shape} TrialEffect
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prost.control.v1.TrialEffect & prost.control.v1.TrialEffect.$Shape;

                /**
                 * Creates a TrialEffect message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrialEffect
                 */
                static fromObject(object: { [k: string]: any }): prost.control.v1.TrialEffect;

                /**
                 * Creates a plain object from a TrialEffect message. Also converts values to other types if specified.
                 * @param message TrialEffect
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: prost.control.v1.TrialEffect, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrialEffect to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace TrialEffect {

                /** Properties of a TrialEffect. */
                interface $Properties {

                    /** TrialEffect kind */
                    kind?: (string|null);

                    /** TrialEffect token */
                    token?: (string|null);

                    /** TrialEffect key */
                    key?: (Uint8Array|null);

                    /** TrialEffect hint */
                    hint?: (Uint8Array|null);

                    /** TrialEffect node */
                    node?: (Uint8Array|null);

                    /** TrialEffect field */
                    field?: (Uint8Array|null);

                    /** TrialEffect value */
                    value?: (Uint8Array|null);

                    /** TrialEffect payload */
                    payload?: (Uint8Array|null);

                    /** TrialEffect timeoutMs */
                    timeoutMs?: (number|null);

                    /** TrialEffect ttlSeconds */
                    ttlSeconds?: (number|null);

                    /** TrialEffect delayMs */
                    delayMs?: (number|null);

                    /** TrialEffect level */
                    level?: (number|null);

                    /** TrialEffect text */
                    text?: (string|null);

                    /** TrialEffect name */
                    name?: (string|null);

                    /** TrialEffect amount */
                    amount?: (string|null);

                    /** TrialEffect form */
                    form?: (number|null);

                    /** TrialEffect expected */
                    expected?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TrialEffect. */
                type $Shape = prost.control.v1.TrialEffect.$Properties;
            }
        }
    }
}
