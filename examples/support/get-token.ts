/** Asks the host's backend, which knows who is signed in, for a session token. */
export async function getToken(): Promise<string> {
  const response = await fetch("/seatbook-session", { method: "POST" });
  const session: { token: string } = await response.json();
  return session.token;
}
