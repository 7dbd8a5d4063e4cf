import { createClient } from "@seatbook/client";

const { SEATBOOK_URL = "http://127.0.0.1:8787", SEATBOOK_API_KEY = "" } = process.env;

export const seatbook = createClient({ url: SEATBOOK_URL, apiKey: SEATBOOK_API_KEY });
