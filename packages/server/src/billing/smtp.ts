import { createTransport } from "nodemailer";
import { type MailAnswer, type MailTransport, messageIdOf, type OutgoingMail } from "./transport.ts";

export type SmtpOptions = {
  /** How long a server may be silent, while connecting and after, in ms. Default 20,000 and 120,000. */
  connectTimeoutMs?: number;
  silenceTimeoutMs?: number;
};

/** Mails through an SMTP server, one connection each.
 *  @param url `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. With `?insecure` at its end a password
 *  is sent in the clear to a server that offers no TLS. */
export function smtpTransport(url: string, options: SmtpOptions = {}): MailTransport {
  const { connectTimeoutMs = 20_000, silenceTimeoutMs = 120_000 } = options;
  const address = new URL(url);
  const { username, hostname, searchParams } = address;
  const requireTLS = username !== "" && !isLoopback(hostname) && !searchParams.has("insecure");
  // What stands there would go before the settings below.
  address.search = "";
  // No pool: it sends a mail again by itself when a connection breaks, after which nobody knows how often it was sent.
  const mailer = createTransport({
    url: address.href,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    // A password is not sent in the clear, except within one machine.
    requireTLS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail, timeout) {
      try {
        const { response } = await mailer.sendMail({ ...toMessage(mail), signal: timeout });
        return { outcome: "accepted", detail: toDetail(response) };
      } catch (error) {
        return toAnswer(error);
      }
    },
  };
}

function toMessage(mail: OutgoingMail) {
  const { from, to, subject, text, html, attachments, reference } = mail;
  return {
    messageId: messageIdOf(mail),
    from: { name: from.name, address: from.email },
    to: { name: "", address: to },
    subject,
    text,
    html,
    headers: {
      "Content-Language": mail.language,
      // No vacation answers, please.
      "Auto-Submitted": "auto-generated",
      // Spaces let the header be folded: a line of more than 998 characters is refused by some servers.
      "X-Seatbook-Mail": [reference.workspace, reference.mail]
        .map(encodeURIComponent)
        .join("/")
        .replaceAll(/.{500}(?!$)/g, "$& "),
    },
    attachments: attachments.map(({ name, contentType, content }) => ({
      filename: name,
      contentType,
      content: Buffer.from(content),
    })),
  };
}

/** A 5xx answer to the mail itself is final. Everything else may be different another time, a wrong password included:
 *  then it is the operator who has to do something, and no mail is to be lost meanwhile. */
function toAnswer(error: unknown): MailAnswer {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const responseCode = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const said = toDetail(responseOf(error));
  if (code === "EENVELOPE" || code === "EMESSAGE") {
    return { outcome: responseCode >= 500 ? "refused" : "deferred", detail: said };
  }
  return { outcome: "deferred", detail: "The mail server was not reached. It is tried again.", cause: said };
}

function responseOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "response" in error && typeof error.response === "string" ? error.response : error.message;
}

/** One line, and not without end. */
function toDetail(response: string): string {
  return response
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 300);
}

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
