const { PORT = "3000", APP_URL = `http://127.0.0.1:${PORT}` } = process.env;
const { SEATBOOK_URL = "http://127.0.0.1:8787", SEATBOOK_API_KEY = "", SEATBOOK_WEBHOOK_SECRET = "" } = process.env;

export const port = Number(PORT);
/** The origin of the pages, as browsers name it. */
export const appUrl = APP_URL;
export const seatbookUrl = SEATBOOK_URL;
export const seatbookApiKey = SEATBOOK_API_KEY;
/** The secret of the webhook endpoint, `whsec_…`, as it was shown when it was created. */
export const webhookSecret = SEATBOOK_WEBHOOK_SECRET;
