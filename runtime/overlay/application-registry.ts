/** The applications that are registered at this node, by service, and their notification of changes. */
import { assert } from "../base/assert.ts";
import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Application } from "./api.ts";

/** Maximum number of applications with a service id of their own. */
const APPLICATIONS_MAX = 64;

export class ApplicationRegistry {
  readonly #clock: Clock;
  readonly #byService = new Map<string, Application>();
  /** For all services without an application of their own. */
  #fallback: Application | null = null;
  #lastService: Id | null = null;
  #lastApplication: Application | null = null;
  readonly #notices: (() => void)[] = [];
  #noticeIsDue = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** When `service` is null, the application is for all services that have no application of their own. */
  register(service: Id | null, application: Application): void {
    this.#lastService = null;
    if (service === null) {
      this.#fallback = application;
      return;
    }
    assert(this.#byService.size < APPLICATIONS_MAX, "a node has few applications of its own");
    this.#byService.set(service.hex, application);
  }

  /** The application of the service. Null when there is none for it. */
  of(service: Id): Application | null {
    // Consecutive messages mostly have the same service, and its id is the same object then.
    if (service === this.#lastService) return this.#lastApplication;
    this.#lastService = service;
    this.#lastApplication = this.#byService.get(service.hex) ?? this.#fallback;
    return this.#lastApplication;
  }

  onChange(notice: () => void): void {
    this.#notices.push(notice);
  }

  /** A node has entered or left the leaf set. Notices run a moment later, once for many changes. */
  update(node: NodeHandle, joined: boolean): void {
    for (const application of this.#byService.values()) application.update(node, joined);
    this.#fallback?.update(node, joined);
    if (this.#noticeIsDue || this.#notices.length === 0) return;
    this.#noticeIsDue = true;
    this.#clock.after(0, () => {
      this.#noticeIsDue = false;
      for (const notice of this.#notices) notice();
    });
  }
}
