/** Where the server is: its public address, for example `https://billing.example.com`. */
export type ClientOptions = { url: string };
