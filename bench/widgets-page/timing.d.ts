// What TypeScript does not know yet of the Performance API.

/** https://wicg.github.io/element-timing/, with https://w3c.github.io/paint-timing/#painttimingmixin */
declare class PerformanceElementTiming extends PerformanceEntry {
  readonly identifier: string;
  readonly paintTime: number;
  readonly presentationTime: number;
}

/** https://w3c.github.io/event-timing/ */
interface PerformanceObserverInit {
  durationThreshold?: number;
}
