// What the benchmark uses of autocannon, which ships no types.
declare module "autocannon" {
  type Request = { method: string; path: string; headers: Record<string, string> };
  type Options = {
    url: string;
    connections: number;
    /** Seconds. */
    duration?: number;
    /** Requests in all, instead of `duration`. */
    amount?: number;
    requests?: Request[];
    /** Called once per connection. */
    setupClient?: (client: { setRequests: (requests: Request[]) => void }) => void;
  };
  type Result = { requests: { average: number }; duration: number; non2xx: number; errors: number };
  export default function autocannon(options: Options): Promise<Result>;
}
