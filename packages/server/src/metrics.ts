import type { CreateDriver, MaybePromise } from "@seatbook/storage";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Done } from "./billing/scheduler.ts";
import type { RequestLogEntry } from "./middleware/log.ts";
import type { WebhookNote } from "./webhooks/courier.ts";

/** In seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Operation = "createItem" | "getItem" | "getItems" | "getKeys" | "hasItem" | "removeItem" | "setItem";

/** What Prometheus reads at `/metrics`. No ids, names or addresses are in it. */
export class Metrics {
  readonly registry = new Registry();
  readonly #monotonicNow: () => number;
  readonly #requests: Histogram;
  /** To look labels up costs more than to count. */
  readonly #byRoute = new Map<string, { observe: (seconds: number) => void }>();
  readonly #operations: Histogram;
  readonly #failedOperations: Counter;
  readonly #monthsClosed: Counter;
  readonly #invoicesIssued: Counter;
  readonly #mailsSent: Counter;
  readonly #billingFailures: Counter;
  readonly #webhooks: Counter;

  /** @param monotonicNow milliseconds since anything. */
  constructor(monotonicNow: () => number) {
    this.#monotonicNow = monotonicNow;
    const registers = [this.registry];
    this.#requests = new Histogram({
      name: "seatbook_http_request_duration_seconds",
      help: "Requests by route, until the answer begins.",
      labelNames: ["method", "route", "status"],
      buckets,
      registers,
    });
    this.#operations = new Histogram({
      name: "seatbook_store_operation_duration_seconds",
      help: "Calls of the store.",
      labelNames: ["operation"],
      buckets,
      registers,
    });
    this.#failedOperations = new Counter({
      name: "seatbook_store_failures_total",
      help: "Calls of the store that failed, for example because it is out of reach.",
      labelNames: ["operation"],
      registers,
    });
    const counter = (name: string, help: string): Counter => new Counter({ name, help, registers });
    this.#monthsClosed = counter("seatbook_months_closed_total", "Months that this server closed by itself.");
    this.#invoicesIssued = counter("seatbook_invoices_issued_total", "Invoices that this server issued by itself.");
    this.#mailsSent = counter("seatbook_mails_sent_total", "Mails of this server that a mail server accepted.");
    this.#billingFailures = counter(
      "seatbook_billing_failures_total",
      "Workspaces in which closing, issuing or mailing failed and is tried again later.",
    );
    this.#webhooks = new Counter({
      name: "seatbook_webhook_attempts_total",
      help: "Webhooks that this server tried to deliver, by what came of it: delivered, retried later, or failed for good.",
      labelNames: ["outcome"],
      registers,
    });
  }

  /** What is read each time the metrics are. */
  gauge(name: string, help: string, read: () => number): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(read());
      },
    });
    this.registry.registerMetric(gauge);
  }

  noteRequest({ method, route, status, durationMs }: RequestLogEntry): void {
    const name = `${method} ${route} ${status}`;
    let requests = this.#byRoute.get(name);
    if (!requests) {
      requests = this.#requests.labels({ method, route, status });
      this.#byRoute.set(name, requests);
    }
    requests.observe(durationMs / 1000);
  }

  noteBilling({ closed, issued, sent, failed }: Done): void {
    this.#monthsClosed.inc(closed.length);
    this.#invoicesIssued.inc(issued.length);
    this.#mailsSent.inc(sent);
    if (failed !== undefined) this.#billingFailures.inc();
  }

  noteWebhook(outcome: WebhookNote): void {
    this.#webhooks.inc({ outcome });
  }

  /** `driver`, with each of its calls measured. One that answers at once still does. */
  watch(driver: CreateDriver): CreateDriver {
    const measured = <A extends unknown[], T>(operation: Operation, call: (...args: A) => MaybePromise<T>) => {
      const duration = this.#operations.labels(operation);
      const failures = this.#failedOperations.labels(operation);
      const fail = (error: unknown): never => {
        failures.inc();
        throw error;
      };
      const note = (startedAt: number): void => duration.observe((this.#monotonicNow() - startedAt) / 1000);
      return (...args: A): MaybePromise<T> => {
        const startedAt = this.#monotonicNow();
        let result: MaybePromise<T>;
        try {
          result = call(...args);
        } catch (error) {
          return fail(error);
        }
        if (!(result instanceof Promise)) {
          note(startedAt);
          return result;
        }
        return result.then((value) => {
          note(startedAt);
          return value;
        }, fail);
      };
    };
    return {
      ...driver,
      createItem: measured("createItem", (key, value) => driver.createItem(key, value)),
      getItem: measured("getItem", (key, options) => driver.getItem(key, options)),
      getKeys: measured("getKeys", (base, options) => driver.getKeys(base, options)),
      hasItem: measured("hasItem", (key, options) => driver.hasItem(key, options)),
      ...(driver.getItems && { getItems: measured("getItems", (items) => driver.getItems?.(items) ?? []) }),
      ...(driver.setItem && {
        setItem: measured("setItem", (key, value, options) => driver.setItem?.(key, value, options)),
      }),
      ...(driver.removeItem && {
        removeItem: measured("removeItem", (key, options) => driver.removeItem?.(key, options)),
      }),
    };
  }
}
